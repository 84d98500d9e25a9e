import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CatalogueFollower } from '../../shared/catalogue-follower.js';
import { isDay } from '../../shared/dates.js';
import { ConflictError, type FieldProblem, InvalidInputError } from '../../shared/errors.js';
import { rows } from '../../shared/sql.js';
import { stripZeros } from '../../shared/text.js';
import { holdPart, requireEnterprise } from './certificates.service.js';
import { type Platform, PLATFORMS, type Product } from './product.js';
import { tidy } from './product-input.js';
import { ProductService } from './product.service.js';

/** Where a product is for sale, as a form or the API tells it. */
export interface ListingInput {
  platform?: string;
  externalId?: string;
  category?: string;
  etalase?: string;
  url?: string;
  enterpriseId?: string;
  validFrom?: string;
  validTo?: string;
}

export interface ListingFacts {
  platform: Platform;
  externalId: string;
  category: string | null;
  etalase: string | null;
  url: string | null;
  enterpriseId: string | null;
  validFrom: string;
  validTo: string | null;
}

/** From before any purchase that the feeds tell. */
const ALWAYS = '2000-01-01';

/** Checks a listing; throws `listing.invalid` with every problem. */
export function readListing(input: ListingInput): ListingFacts {
  const problems: FieldProblem[] = [];
  const wrong = (field: string, message: string): void => {
    problems.push({ field, message });
  };
  const said = (field: keyof ListingInput): string => tidy(input[field] ?? '');
  const short = (field: 'category' | 'etalase', most: number): string | null => {
    if (said(field).length > most) wrong(field, `Paling banyak ${most} huruf`);
    return said(field) === '' ? null : said(field);
  };
  const platform = PLATFORMS.find((one) => one === said('platform'));
  if (!platform) wrong('platform', 'Pilih e-Katalog v5 atau v6');
  // As the purchases have it, or the two would never meet.
  const externalId = platform === 'v5' ? stripZeros(said('externalId')) : said('externalId');
  if (platform === 'v5' && !/^\d{1,15}$/.test(externalId))
    wrong('externalId', 'kd_produk e-Katalog v5 terdiri atas angka, contoh 70012345');
  if (platform === 'v6' && !/^[\w-]{1,80}$/.test(externalId))
    wrong('externalId', 'Kode produk e-Katalog v6 terdiri atas huruf, angka, dan tanda hubung');
  const url = said('url');
  if (url !== '' && (url.length > 500 || !/^https:\/\/[^\s"<>]+$/.test(url)))
    wrong('url', 'Alamat diawali https:// dan tanpa spasi');
  const validFrom = said('validFrom') === '' ? ALWAYS : said('validFrom');
  const validTo = said('validTo') === '' ? null : said('validTo');
  if (!isDay(validFrom)) wrong('validFrom', 'Tanggal ditulis tahun-bulan-hari, contoh 2026-08-31');
  if (validTo !== null && !isDay(validTo)) wrong('validTo', 'Tanggal ditulis tahun-bulan-hari, contoh 2026-08-31');
  else if (validTo !== null && validTo < validFrom) wrong('validTo', 'Berakhir sebelum mulai');
  const enterpriseId = said('enterpriseId');
  if (enterpriseId !== '' && !/^\d{1,18}$/.test(enterpriseId))
    wrong('enterpriseId', 'Nomor pelaku usaha terdiri atas angka');
  const category = short('category', 200);
  const etalase = short('etalase', 200);
  if (problems.length > 0 || !platform)
    throw new InvalidInputError('listing.invalid', 'Isian tayangan tidak dapat diterima', problems);
  return {
    platform,
    externalId,
    category,
    etalase,
    url: url === '' ? null : url,
    enterpriseId: enterpriseId === '' ? null : enterpriseId,
    validFrom,
    validTo,
  };
}

/** Listings of products in the marketplaces: one code of a marketplace is one product's, so nothing counts twice. */
@Injectable()
export class ListingsService {
  constructor(
    private readonly db: DataSource,
    private readonly products: ProductService,
    private readonly follower: CatalogueFollower,
  ) {}

  /** Throws `listing.invalid` and `listing.taken`. */
  async add(productId: string, input: ListingInput, by: string): Promise<Product> {
    const facts = readListing(input);
    return this.guarded(facts, null, async (tx) => {
      await this.products.hold(tx, productId, null);
      await this.insert(tx, productId, facts, by);
      await this.follower.linksChanged(tx);
      return this.products.get(productId, tx);
    });
  }

  /** Figures do not follow by themselves: whoever writes many tells the follower once. Throws `listing.taken`. */
  async insert(tx: EntityManager, productId: string, facts: ListingFacts, by: string): Promise<void> {
    await this.refuse(tx, facts, null);
    await tx.query(
      `insert into product_listing (product_id, platform, external_id, category, etalase, url, enterprise_id, valid_from,
         valid_to, created_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [productId, ...values(facts), by],
    );
  }

  /** Throws `listing.not-found`, `listing.changed-meanwhile`, `listing.invalid` and `listing.taken`. */
  async change(productId: string, id: string, version: number, input: ListingInput): Promise<Product> {
    const facts = readListing(input);
    return this.guarded(facts, id, async (tx) => {
      await this.products.hold(tx, productId, null);
      await holdPart(tx, 'product_listing', productId, id, version);
      await this.refuse(tx, facts, id);
      await tx.query(
        `update product_listing set platform = $2, external_id = $3, category = $4, etalase = $5, url = $6, enterprise_id = $7,
           valid_from = $8, valid_to = $9, version = version + 1 where id = $1`,
        [id, ...values(facts)],
      );
      await this.follower.linksChanged(tx);
      return this.products.get(productId, tx);
    });
  }

  async remove(productId: string, id: string, version: number): Promise<Product> {
    return this.db.transaction(async (tx) => {
      await this.products.hold(tx, productId, null);
      await holdPart(tx, 'product_listing', productId, id, version);
      await tx.query('delete from product_listing where id = $1', [id]);
      await this.follower.linksChanged(tx);
      return this.products.get(productId, tx);
    });
  }

  private async refuse(em: EntityManager, facts: ListingFacts, except: string | null): Promise<void> {
    await requireEnterprise(em, facts.enterpriseId, 'listing.invalid');
    const [taken] = await rows<{ id: string; name: string }>(
      em,
      `select p.id::text, p.name from product_listing l join product p on p.id = l.product_id
       where l.platform = $1 and l.external_id = $2 and ($3::bigint is null or l.id <> $3::bigint)`,
      [facts.platform, facts.externalId, except],
    );
    if (taken)
      throw new ConflictError(
        'listing.taken',
        `Kode ${facts.externalId} di e-Katalog ${facts.platform} sudah milik "${taken.name}" (produk nomor ${taken.id}). Satu kode ` +
          'hanya untuk satu produk: hapus di sana dahulu bila memang keliru.',
        { productId: taken.id },
      );
  }

  /** Two people may enter one code at the same moment: the index lets one through. */
  private async guarded<T>(
    facts: ListingFacts,
    except: string | null,
    work: (tx: EntityManager) => Promise<T>,
  ): Promise<T> {
    try {
      return await this.db.transaction(work);
    } catch (error) {
      if (error instanceof Error && 'constraint' in error && error.constraint === 'product_listing_uq')
        await this.refuse(this.db.manager, facts, except);
      throw error;
    }
  }
}

function values(facts: ListingFacts): unknown[] {
  const { platform, externalId, category, etalase, url, enterpriseId, validFrom, validTo } = facts;
  return [platform, externalId, category, etalase, url, enterpriseId, validFrom, validTo];
}
