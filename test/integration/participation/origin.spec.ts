import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EVERYTHING, type Scope } from '../../../src/access/scope.js';
import { type FigureRow, participationFigures } from '../../../src/participation/figures.js';
import { originOf, resultOf } from '../../../src/participation/origin.js';
import { type ParticipationFilter, WHOLE } from '../../../src/participation/participation.js';
import { ParticipationQueries } from '../../../src/participation/participation.queries.js';
import { type SellerPage, SellersQueries, type SellerTotal } from '../../../src/participation/sellers.queries.js';
import { SoldProductsQueries } from '../../../src/participation/sold-products.queries.js';
import { figureOf } from '../../../src/participation/wording.js';
import { Refresh } from '../../../src/purchasing/refresh.js';
import { PLACES, someSellers } from '../../factories/participation.js';
import { KLPD } from '../../factories/purchases.js';
import { openTestApp, type TestApp } from '../../support/app.js';

const FILTER: ParticipationFilter = { klpd: KLPD, cutoff: '2026-08-31', span: 'sama', years: 5, ...WHOLE };

describe('the rows behind each number', () => {
  let test: TestApp;
  let product: string;

  beforeAll(async () => {
    test = await openTestApp();
    ({ product } = await test.source.transaction(async (tx) => {
      const made = await someSellers(tx);
      await tx.query(
        `insert into product_star_decision (product_id, scheme, stars, decided_by, decided_on, source, recorded_by)
         values ($1, '1-5', 4, 'kementerian', '2025-01-01', 'uji', 'uji')`,
        [made.product],
      );
      await test.app.get(Refresh).run(tx, 'all');
      return made;
    }));
  });
  afterAll(() => test.close());

  const figures = async (more: Partial<ParticipationFilter> = {}, scope: Scope = EVERYTHING) => {
    const { table } = await test.app.get(ParticipationQueries).report({ ...FILTER, ...more }, null, scope);
    return { columns: table.columns, rows: participationFigures(table, []) };
  };
  const list = (year: number, asked: object, more: Partial<ParticipationFilter> = {}, scope: Scope = EVERYTHING) =>
    test.app.get(SellersQueries).page({ ...FILTER, ...more }, { year, page: 1, size: 100, ...asked }, scope);
  const valueOf = (row: FigureRow, index: number): bigint | string | null =>
    row.values[index]?.number ?? row.values[index]?.text ?? null;

  /** Each number of the table, and what its rows come to. */
  async function pairs(more: Partial<ParticipationFilter>, scope: Scope = EVERYTHING) {
    const { columns, rows } = await figures(more, scope);
    const known = new Map<string, Promise<SellerPage>>();
    const once = (year: number, wanted: object): Promise<SellerPage> => {
      const key = JSON.stringify([year, wanted]);
      const asked = known.get(key) ?? list(year, wanted, more, scope);
      known.set(key, asked);
      return asked;
    };
    const found: { at: string; said: bigint | string | null; made: bigint | string | null }[] = [];
    for (const [index, { year, data }] of columns.entries()) {
      if (!data) continue;
      for (const row of rows) {
        const origin = originOf(row.key);
        if (!origin || row.values[index]?.missing) continue;
        const totals: SellerTotal[] = [];
        for (const { wanted, yearsBack = 0, measure } of origin.parts) {
          const page = await once(year - yearsBack, wanted);
          totals.push(page.total);
          // The rows themselves give the sums.
          const sum = (take: (one: (typeof page.items)[number]) => bigint): bigint =>
            page.items.reduce((whole, one) => whole + take(one), 0n);
          expect([row.key, page.items.length]).toEqual([row.key, page.total.sellers]);
          if (measure === 'value') expect([row.key, sum((one) => one.value)]).toEqual([row.key, page.total.value]);
          if (measure === 'valueCompleted')
            expect([row.key, sum((one) => one.valueCompleted)]).toEqual([row.key, page.total.valueCompleted]);
        }
        const result = resultOf(origin, totals);
        found.push({
          at: `${row.key} ${year}`,
          said: valueOf(row, index),
          made: result === null ? null : 'text' in result ? result.text : result.number,
        });
      }
    }
    return found;
  }

  it.each([
    ['of everything', {}],
    ['by whole years', { span: 'penuh' }],
    ['of a kabupaten', { regency: '53.05' }],
    ['of a class in a village', { sellerClass: 'yes', village: PLACES.ende }],
    ['of products with a star of women', { star: '1-5:4', woman: 'yes' }],
    ['of a group of products of a village', { group: 'tenun', productVillage: PLACES.alor }],
  ] as const)('give the number: %s', async (_, more) => {
    const found = await pairs(more);
    expect(found.length).toBeGreaterThan(20);
    expect(found.map(({ at, made }) => [at, made])).toEqual(found.map(({ at, said }) => [at, said]));
  });

  it('give the number of whoever sees a part only', async () => {
    const scope: Scope = { kind: 'suppliers', suppliers: [{ scheme: 'v5', key: 'C2' }] };
    const found = await pairs({}, scope);
    expect(found.map(({ at, made }) => [at, made])).toEqual(found.map(({ at, said }) => [at, said]));
    expect(found).toContainEqual({ at: 'value 2026', said: 100_000n, made: 100_000n });
  });

  it('are named: the three largest of 2025 by hand, who is local, who sold again', async () => {
    const names = async (year: number, asked: object) =>
      (await list(year, asked)).items.map(({ name, value, valueCompleted, place }) => [
        name,
        value,
        valueCompleted,
        place,
      ]);
    expect(await names(2025, { part: 'tiga' })).toEqual([
      ['Tenun Satu', 31_000n, 31_000n, 3],
      ['Y', 10_000n, 10_000n, 2],
      ['CV Pusat', 8500n, 3500n, 1],
    ]);
    expect(await names(2025, { part: 'lokal' })).toEqual([
      ['Tenun Satu', 31_000n, 31_000n, 3],
      ['CV Pusat', 8500n, 3500n, 1],
    ]);
    expect((await names(2025, { part: 'tanpa-alamat' })).map(([name]) => name)).toEqual(['Y']);
    expect((await names(2025, { part: 'ganda' })).map(([name]) => name)).toEqual(['Tenun Satu']);
    expect((await names(2026, { part: 'lagi' })).map(([name]) => name)).toEqual(['CV Pusat']);
  });

  it('tell what no seller is named for, and a package of two sellers once', async () => {
    const { total } = await list(2025, {});
    // Tenun Satu 3, CV Pusat 3, Y 2 are eight rows; one order is of two sellers, one of none.
    expect(total).toMatchObject({ sellers: 3, rowPackages: 8, packages: 8, value: 49_500n, twice: 1 });
    expect(total.unnamed).toEqual({ packages: 1, value: 7000n, valueCompleted: 0n });
    expect((await list(2025, { size: 0 })).total).toEqual(total);
    // A page without a row has its sums all the same.
    const none = await list(2024, {});
    expect([none.items, none.total.sellers, none.total.value]).toEqual([[], 0, 0n]);
  });

  it('are products where the number is of products, under every filter', async () => {
    const products = (year: number, umk: boolean, more: Partial<ParticipationFilter> = {}) =>
      test.app.get(SoldProductsQueries).page({ ...FILTER, ...more }, { year, umk, page: 1, size: 100 }, EVERYTHING);
    const told = await products(2025, false);
    expect(
      told.items.map(({ productId, name, codes, sources, firstOn, umk }) => [
        productId,
        name,
        codes,
        sources,
        firstOn,
        umk,
      ]),
    ).toEqual([
      [product, 'Selendang ikat', ['501', 'PX1'], ['v5', 'v6'], '2025-03-01', true],
      [null, null, ['777'], ['v5'], '2025-05-01', false],
    ]);
    expect((await products(2025, true)).items.map(({ name }) => name)).toEqual(['Selendang ikat']);
    for (const [more, all, umk] of [
      [{}, 2, 1],
      [{ regency: '53.05' }, 1, 1],
      [{ village: PLACES.alor }, 1, 1],
      [{ regency: 'unknown' }, 1, 0],
      [{ woman: 'yes' }, 1, 1],
      [{ woman: 'unknown' }, 1, 0],
      // Kecil until June: of the two codes of the one product only 501 was bought from it then.
      [{ sellerClass: 'kecil' }, 1, 1],
      [{ sellerClass: 'no' }, 1, 0],
      [{ group: 'tenun' }, 1, 1],
      [{ star: '1-5:4' }, 1, 1],
      [{ productVillage: PLACES.alor }, 1, 1],
      [{ group: 'tenun', regency: '53.08' }, 0, 0],
    ] as const) {
      const { columns, rows } = await figures(more);
      const index = columns.findIndex(({ year }) => year === 2025);
      const said = ['productsSold', 'productsSoldUmk'].map((key) => valueOf(figureOf(rows, key), index));
      expect([more, said]).toEqual([more, [BigInt(all), BigInt(umk)]]);
      expect([more, (await products(2025, false, more)).total]).toEqual([more, all]);
      expect([more, (await products(2025, true, more)).total]).toEqual([more, umk]);
    }
    // CV Pusat sold, but its orders carry no codes of products: what it sold is not known, which is not nothing.
    const { columns, rows } = await figures({ sellerClass: 'mikro' });
    expect(figureOf(rows, 'productsSold').values[columns.findIndex(({ year }) => year === 2025)]?.missing).toBe(
      'not-available',
    );
  });
});
