import type { INestApplicationContext } from '@nestjs/common';
import sharp from 'sharp';
import { DataSource } from 'typeorm';
import { readCertificate } from '../../catalogue/products/certificate-input.js';
import { CertificatesService } from '../../catalogue/products/certificates.service.js';
import { ListingsService, readListing } from '../../catalogue/products/listings.service.js';
import { PhotosService } from '../../catalogue/products/photos/photos.service.js';
import { ProductService } from '../../catalogue/products/product.service.js';
import { CatalogueFollower } from '../../shared/catalogue-follower.js';
import { rows } from '../../shared/sql.js';
import { DEMO_TODAY } from '../world.js';
import type { DemoCertificate, DemoProduct } from './invent.js';
import { drawProduct } from './pictures.js';

/** Drawings take their time; this many show how a page with photos looks. */
const MOST_DRAWN = 40;
const OFFICER = { username: 'demo', displayName: 'Petugas contoh' };

/**
 * The products as their forms would keep them, in one transaction, since each of its own would take longer than all
 * together. They are verified last, so that figures follow once. Gives the id of each by its ref.
 */
export async function loadProducts(
  app: INestApplicationContext,
  seed: number,
  products: readonly DemoProduct[],
  enterpriseIds: ReadonlyMap<string, string>,
  by: string,
): Promise<Map<string, string>> {
  const [service, certificates, listings] = [
    app.get(ProductService),
    app.get(CertificatesService),
    app.get(ListingsService),
  ];
  const ids = new Map<string, string>();
  const known = await onFile(app);
  await app.get(DataSource).transaction(async (tx) => {
    for (const product of products) {
      const before = known.get(`${product.name}|${product.village.code}`);
      if (before) {
        ids.set(product.ref, before.id);
        continue;
      }
      const { id } = await service.insert(tx, service.check(formOf(product, enterpriseIds)), by);
      ids.set(product.ref, id);
      for (const one of product.certificates)
        await certificates.insert(tx, id, readCertificate(certificateForm(one), DEMO_TODAY), OFFICER);
      for (const { platform, externalId, seller, validFrom, validTo } of product.listings) {
        const enterpriseId = enterpriseIds.get(seller) ?? '';
        await listings.insert(
          tx,
          id,
          readListing({ platform, externalId, enterpriseId, validFrom, validTo: validTo ?? '' }),
          by,
        );
      }
    }
  });
  if (![...known.values()].some(({ photos }) => photos > 0)) await draw(app, seed, products, ids, by);
  await app.get(DataSource).transaction(async (tx) => {
    for (const { ref, name, village, state, verifiedOn } of products) {
      if (state === 'draf' || known.get(`${name}|${village.code}`)?.state === 'tayang') continue;
      const id = ids.get(ref) ?? '';
      await service.putState(tx, id, null, 'tayang', by);
      if (verifiedOn !== null)
        await service.putVerified(tx, id, null, { day: verifiedOn, person: OFFICER.displayName, by });
    }
    await app.get(CatalogueFollower).linksChanged(tx);
  });
  return ids;
}

/** What an earlier start that was cut short has left. */
async function onFile(
  app: INestApplicationContext,
): Promise<Map<string, { id: string; state: string; photos: number }>> {
  const found = await rows<{ key: string; id: string; state: string; photos: number }>(
    app.get(DataSource).manager,
    `select p.name || '|' || v.wilayah_code as key, p.id::text, p.state,
       (select count(*)::int from product_photo f where f.product_id = p.id) as photos
     from product p join product_village v on v.product_id = p.id`,
  );
  return new Map(found.map(({ key, ...rest }) => [key, rest]));
}

function formOf(
  product: DemoProduct,
  enterpriseIds: ReadonlyMap<string, string>,
): Parameters<ProductService['check']>[0] {
  const { village } = product;
  return {
    name: product.name,
    groupCode: product.group,
    description: `${product.name} dari ${village.isDesa ? 'Desa' : 'Kelurahan'} ${village.name}. Data contoh, bukan produk yang sebenarnya.`,
    price: String(product.price),
    unit: product.unit,
    capacityPerMonth: String(product.capacity),
    capacityUnit: product.unit,
    rawMaterial: product.material,
    rawMaterialOrigin: `Sekitar ${village.name}`,
    legend: product.legend,
    localWisdom: product.wisdom,
    stage: product.stage,
    source: 'Data contoh',
    villages: [{ code: village.code, isFlagship: product.isFlagship }],
    makers: product.makers.flatMap((ref) => enterpriseIds.get(ref) ?? []),
  };
}

function certificateForm({
  kind,
  number,
  issuedOn,
  expiresOn,
}: DemoCertificate): Parameters<typeof readCertificate>[0] {
  const percent = kind === 'tkdn' ? { value: String(40 + (Number(number.slice(-2)) % 55)) } : {};
  return { kind, number, issuedOn, expiresOn: expiresOn ?? '', note: 'Contoh', ...percent };
}

/** Those that are for sale first: they are what is looked at. */
async function draw(
  app: INestApplicationContext,
  seed: number,
  products: readonly DemoProduct[],
  ids: ReadonlyMap<string, string>,
  by: string,
): Promise<void> {
  const photos = app.get(PhotosService);
  const first = [...products].sort((a, b) => Number(b.listings.length > 0) - Number(a.listings.length > 0));
  for (const { ref, name, group } of first.slice(0, MOST_DRAWN)) {
    const drawn = await sharp(Buffer.from(drawProduct(seed, ref, name, group)))
      .jpeg({ quality: 80 })
      .toBuffer();
    await photos.add(ids.get(ref) ?? '', drawn, `Gambar contoh, bukan foto: ${name}`, by);
  }
}
