import { beforeAll, describe, expect, it } from '@jest/globals';
import { readAreas } from '../../wilayah/area-data.js';
import { demoOvopList } from '../decisions.js';
import { buildWorld, DEMO_SEED, type World } from '../world.js';
import { type DemoCatalogue, type DemoVillage, inventCatalogue } from './invent.js';
import { inventMap } from './invent-villages.js';
import { drawProduct } from './pictures.js';

describe('the fictitious catalogue', () => {
  let villages: DemoVillage[];
  let world: World;
  let catalogue: DemoCatalogue;

  beforeAll(async () => {
    const areas = await readAreas(['53'], new Map());
    villages = (areas.get('desa') ?? []).map(({ code, name, kind }) => ({ code, name, isDesa: kind === 'desa' }));
    world = buildWorld(DEMO_SEED);
    catalogue = inventCatalogue(DEMO_SEED, world, villages);
  });

  it('is the same for the same seed, whatever the order in which the villages come, and another for another', () => {
    const again = inventCatalogue(DEMO_SEED, buildWorld(DEMO_SEED), [...villages].reverse());
    expect([again.sellers, again.products]).toEqual([catalogue.sellers, catalogue.products]);
    const other = inventCatalogue(7, buildWorld(7), villages);
    expect(other.products).not.toEqual(catalogue.products);
  });

  it('lies in real villages of the kabupaten that each kind is known for, in all 22 of them', () => {
    const known = new Set(villages.map(({ code }) => code));
    expect(catalogue.products.filter(({ village }) => !known.has(village.code))).toEqual([]);
    expect(catalogue.sellers.filter(({ villageCode }) => !known.has(villageCode))).toEqual([]);
    const map = inventMap(DEMO_SEED, catalogue);
    expect(new Set(map.potentials.map(({ villageCode }) => villageCode.slice(0, 5))).size).toBe(22);
    expect(new Set(map.potentials.map(({ villageCode }) => villageCode)).size).toBeGreaterThan(250);
  });

  it('lists exactly the goods that the bureau has on its list, each for the same days, so that no figure is another', () => {
    const listed = new Map(
      catalogue.products.flatMap(({ listings }) =>
        listings.map((one) => [`produk-${one.platform}|${one.externalId}`, `${one.validFrom}–${one.validTo ?? ''}`]),
      ),
    );
    const wholeSuppliers = new Map(world.villageEnterprises.flatMap((one) => one.goods.map((good) => [good, one])));
    const rows = demoOvopList().filter(({ kind }) => kind === 'produk-v5' || kind === 'produk-v6');
    expect(rows.length).toBeGreaterThan(100);
    for (const { kind, value, validFrom, validTo } of rows)
      expect([value, listed.get(`${kind}|${value}`)]).toEqual([value, `${validFrom}–${validTo ?? ''}`]);
    // What is listed beyond those belongs to enterprises that are on the bureau's list as a whole.
    const codes = new Set(rows.map(({ kind, value }) => `${kind}|${value}`));
    const goods = new Set([...wholeSuppliers.keys()].flatMap(({ v5, v6 }) => [`produk-v5|${v5}`, `produk-v6|${v6}`]));
    expect([...listed.keys()].filter((key) => !codes.has(key) && !goods.has(key))).toEqual([]);
  });

  it('has every supplier of the feeds as an enterprise, each key once, and no code of a marketplace for two products', () => {
    expect(catalogue.sellers.filter(({ ref }) => ref.startsWith('u'))).toHaveLength(world.enterprises.length);
    const keys = catalogue.sellers.flatMap((seller) => seller.keys.map(({ scheme, key }) => `${scheme}|${key}`));
    expect(new Set(keys).size).toBe(keys.length);
    const listings = catalogue.products.flatMap((one) => one.listings.map((l) => `${l.platform}|${l.externalId}`));
    expect(new Set(listings).size).toBe(listings.length);
    const nibs = catalogue.sellers.map(({ nib }) => nib);
    expect(new Set(nibs).size).toBe(nibs.length);
    expect(nibs.filter((nib) => !/^99\d{11}$/.test(nib))).toEqual([]);
  });

  it('is mixed as a real one is: drafts, unverified, without certificate, not for sale, and one flagship a village', () => {
    const { products } = catalogue;
    const share = (test: (one: (typeof products)[number]) => boolean): number =>
      products.filter(test).length / products.length;
    expect(products.length).toBeGreaterThan(120);
    expect(share(({ state }) => state === 'draf')).toBeGreaterThan(0.03);
    expect(share(({ verifiedOn }) => verifiedOn === null)).toBeGreaterThan(0.1);
    expect(share(({ listings }) => listings.length > 0)).toBeGreaterThan(0.08);
    expect(share(({ certificates }) => certificates.length === 0)).toBeGreaterThan(0.1);
    const flagships = products.filter(({ isFlagship }) => isFlagship).map(({ village }) => village.code);
    expect(new Set(flagships).size).toBe(flagships.length);
  });

  it('draws a picture that says what it is, light and the same each time', () => {
    const [product] = catalogue.products;
    const drawn = drawProduct(DEMO_SEED, product!.ref, "Se'i <sapi> & kawan", product!.group);
    expect(drawn).toContain('gambar contoh');
    expect(drawn).toContain('&lt;sapi&gt; &amp; kawan');
    expect(drawProduct(DEMO_SEED, product!.ref, "Se'i <sapi> & kawan", product!.group)).toBe(drawn);
    expect(Buffer.byteLength(drawn)).toBeLessThan(40_000);
  });
});
