import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CoverageQueries } from '../../../src/catalogue/villages/coverage.queries.js';
import { verifiedShares } from '../../../src/catalogue/villages/coverage.js';
import { PotentialsService } from '../../../src/catalogue/villages/potentials.service.js';
import { StepsService } from '../../../src/catalogue/villages/steps.service.js';
import {
  anEnterpriseAt,
  aPlace,
  aVillageProduct,
  someGroups,
  someVillages,
  VILLAGES,
} from '../../factories/villages.js';
import { openTestApp, type TestApp } from '../../support/app.js';

/**
 * Kabupaten Kupang: Semau with desa Bokonusan, Otan, Uitao; Kupang Timur with kelurahan Babau, Oesao and desa Oefafi, Oesao.
 * Timor Tengah Selatan: one kelurahan. Kota Kupang: two kelurahan. In all 5 desa and 5 kelurahan.
 */
describe("the coverage of villages, over sums that can be done in one's head", () => {
  let test: TestApp;
  let coverage: CoverageQueries;

  beforeAll(async () => {
    test = await openTestApp();
    const { source } = test;
    await someVillages(source);
    await someGroups(source);
    coverage = test.app.get(CoverageQueries);
    const potentials = test.app.get(PotentialsService);
    const steps = test.app.get(StepsService);

    // Bokonusan: a potential and a verified product. Otan: a product not verified. Babau (kelurahan): a verified one.
    await potentials.create(VILLAGES.bokonusan, { productKind: 'Garam', enterprises: '3' }, 'penguji');
    await aVillageProduct(source, { name: 'Garam halus', villages: [VILLAGES.bokonusan], verifiedOn: '2026-01-02' });
    await aVillageProduct(source, { name: 'Madu', villages: [VILLAGES.otan] });
    // One product of two kecamatan and of Kota Kupang, too: counted once in each row, once in the sum.
    await aVillageProduct(source, {
      name: 'Kain',
      villages: [VILLAGES.bokonusan, VILLAGES.babau, VILLAGES.namosain],
      verifiedOn: '2026-01-02',
    });
    // Neither an archived product nor one without a village makes a village mapped.
    await aVillageProduct(source, {
      name: 'Lama',
      villages: [VILLAGES.uitao],
      verifiedOn: '2026-01-02',
      state: 'arsip',
    });
    await aVillageProduct(source, { name: 'Tanpa desa' });
    // Addresses: two in a desa, one known to the kecamatan, one to the kabupaten, one nowhere, one merged away.
    const kept = await anEnterpriseAt(source, VILLAGES.bokonusan);
    await anEnterpriseAt(source, VILLAGES.oefafi);
    await anEnterpriseAt(source, '53.01.04');
    await anEnterpriseAt(source, '53.01');
    await anEnterpriseAt(source, null);
    const merged = await anEnterpriseAt(source, VILLAGES.bokonusan);
    await source.query('update enterprise set merged_into = $1 where id = $2', [kept, merged]);

    const step = { office: 'Dinas PMD', person: 'Nama Contoh' };
    for (const name of ['usulan', 'verifikasi', 'validasi'])
      await steps.add(VILLAGES.bokonusan, { ...step, step: name, doneOn: '2026-03-01' }, 'penguji', '2026-11-27');
    await steps.add(VILLAGES.otan, { ...step, step: 'usulan', doneOn: '2026-03-01' }, 'penguji', '2026-11-27');
  });
  afterAll(() => test.close());

  it('is one row a kabupaten, zero rows included, with sums that add up', async () => {
    const { level, rows, total } = await coverage.coverage(null, null);
    expect(level).toBe('kabupaten');
    expect(
      rows.map(({ code, desa, kelurahan, mappedDesa, mappedKelurahan, products, enterprises }) => [
        code,
        desa,
        kelurahan,
        mappedDesa,
        mappedKelurahan,
        products,
        enterprises,
      ]),
    ).toEqual([
      ['53.01', 5, 2, 2, 1, 3, 4],
      ['53.02', 0, 1, 0, 0, 0, 0],
      ['53.71', 0, 2, 0, 1, 1, 0],
    ]);
    expect(total).toMatchObject({
      desa: 5,
      kelurahan: 5,
      mappedDesa: 2,
      mappedKelurahan: 2,
      verifiedDesa: 1,
      verifiedKelurahan: 2,
      proposed: 2,
      checked: 1,
      validated: 1,
    });
    // 3 + 0 + 1 in the rows, 3 different ones: one is in two rows. One more has no village.
    expect(total).toMatchObject({ products: 3, productsTwice: 1, productsElsewhere: 1 });
    // 4 in the rows, 5 in all: one has no address.
    expect(total).toMatchObject({ enterprises: 5, enterprisesElsewhere: 1 });
  });

  it('shares by both denominators, and by none where there is no desa', async () => {
    const { rows, total } = await coverage.coverage(null, null);
    expect(verifiedShares(total)).toEqual({
      desa: { part: 1, whole: 5, percent: '20.0' },
      all: { part: 3, whole: 10, percent: '30.0' },
    });
    const city = rows.find(({ code }) => code === '53.71');
    expect(city && verifiedShares(city)).toEqual({
      desa: { part: 0, whole: 0, percent: null },
      all: { part: 1, whole: 2, percent: '50.0' },
    });
  });

  it('goes down to kecamatan and desa, where an address that is not told so far is a remainder', async () => {
    const regency = await coverage.coverage('53.01', null);
    expect(regency.level).toBe('kecamatan');
    expect(
      regency.rows.map(({ code, desa, mappedDesa, products, enterprises }) => [
        code,
        desa,
        mappedDesa,
        products,
        enterprises,
      ]),
    ).toEqual([
      ['53.01.04', 3, 2, 3, 2],
      ['53.01.06', 2, 0, 1, 1],
    ]);
    expect(regency.total).toMatchObject({ products: 3, productsTwice: 1, enterprises: 4, enterprisesElsewhere: 1 });
    const district = await coverage.coverage('53.01.04', null);
    expect(
      district.rows.map(({ name, mappedDesa, products, enterprises, validated }) => [
        name,
        mappedDesa,
        products,
        enterprises,
        validated,
      ]),
    ).toEqual([
      ['Bokonusan', 1, 2, 1, 1],
      ['Otan', 1, 1, 0, 0],
      ['Uitao', 0, 0, 0, 0],
    ]);
    expect(district.total).toMatchObject({ enterprises: 2, enterprisesElsewhere: 1 });
  });

  it('says the same for a wide place whether it is added up from kabupaten or from desa', async () => {
    const byRegency = await coverage.coverage('53', 'kabupaten');
    const byVillage = await coverage.coverage('53', 'desa');
    expect(byVillage.rows).toHaveLength(10);
    for (const field of [
      'desa',
      'kelurahan',
      'mappedDesa',
      'mappedKelurahan',
      'verifiedDesa',
      'products',
      'enterprises',
      'validated',
    ] as const)
      expect([field, byVillage.total[field]]).toEqual([field, byRegency.total[field]]);
  });

  it('shows provinces first where there are several, and counts no region that is not current', async () => {
    await aPlace(test.source, '51', 'Bali');
    expect((await coverage.coverage(null, null)).rows.map(({ name }) => name)).toEqual(['Bali', 'Nusa Tenggara Timur']);
    await test.source.query(`update wilayah set is_current = false where code in ('51', $1)`, [VILLAGES.bokonusan]);
    const { total } = await coverage.coverage(null, null);
    expect(total).toMatchObject({ desa: 4, mappedDesa: 1, villagesGone: 1 });
    await test.source.query(`update wilayah set is_current = true where code = $1`, [VILLAGES.bokonusan]);
  });

  it('prints the industry count beside each kabupaten and never where the source says nothing', async () => {
    const { rows, total } = await coverage.coverage(null, null);
    expect(rows.find(({ code }) => code === '53.01')?.imk).toBe(8702);
    expect(total.imk).toBe(8702 + 10_455 + 3877);
    expect((await coverage.coverage('53.01', null)).total.imk).toBeNull();
  });
});

/** Table 3 of the case of Rasau Jaya (Kalimantan Barat): nine kinds of product in six villages, 50 entrepreneurs. */
const RASAU_JAYA = [
  'Rasau Jaya I',
  'Rasau Jaya II',
  'Rasau Jaya III',
  'Rasau Jaya Umum',
  'Pematang Tujuh',
  'Bintang Mas',
];
const TABLE: readonly [product: string, ...counts: number[]][] = [
  ['Rengginang', 3, 3, 2, 2, 1, 1],
  ['Marning', 1, 0, 0, 1, 0, 0],
  ['Kerupuk', 6, 3, 2, 3, 1, 1],
  ['Keripik', 3, 1, 1, 1, 1, 0],
  ['Torratello', 0, 0, 0, 2, 0, 0],
  ['Kue', 0, 0, 0, 1, 0, 1],
  ['Dodol', 0, 0, 0, 1, 1, 0],
  ['Minuman', 0, 0, 0, 2, 0, 0],
  ['Kerajinan', 0, 0, 1, 1, 2, 1],
];

describe('the matrix of products and villages', () => {
  let test: TestApp;
  let coverage: CoverageQueries;
  let potentials: PotentialsService;

  beforeAll(async () => {
    test = await openTestApp();
    coverage = test.app.get(CoverageQueries);
    potentials = test.app.get(PotentialsService);
    await aPlace(test.source, '61', 'Kalimantan Barat');
    await aPlace(test.source, '61.12', 'Kubu Raya');
    await aPlace(test.source, '61.12.07', 'Rasau Jaya');
    for (const [index, name] of RASAU_JAYA.entries()) await aPlace(test.source, `61.12.07.200${index + 1}`, name);
    const lines = TABLE.flatMap(([productKind, ...counts]) =>
      counts.flatMap((count, index) => (count > 0 ? [`61.12.07.200${index + 1};${productKind};${count}`] : [])),
    );
    const file = Buffer.from(['Kode Desa;Jenis Produk;Jumlah Usaha', ...lines].join('\n'));
    await potentials.import(file, 'penguji');
  });
  afterAll(() => test.close());

  it('adds up as the printed table of Rasau Jaya does', async () => {
    const { matrix } = await coverage.matrix('61.12.07');
    expect(matrix.villages.map(({ name }) => name)).toEqual(RASAU_JAYA);
    expect(matrix.villages.map(({ code }) => matrix.byVillage.get(code)?.count)).toEqual([13, 7, 6, 14, 6, 4]);
    expect(Object.fromEntries(matrix.rows.map(({ productKind, sum }) => [productKind, sum.count]))).toEqual({
      Rengginang: 12,
      Marning: 2,
      Kerupuk: 16,
      Keripik: 7,
      Torratello: 2,
      Kue: 2,
      Dodol: 2,
      Minuman: 2,
      Kerajinan: 5,
    });
    expect(matrix.total).toEqual({ count: 50, unknown: 0 });
    expect(matrix.rows.find(({ productKind }) => productKind === 'Kue')?.cells.has('61.12.07.2001')).toBe(false);
  });

  it('tells what is made by an unknown number apart, and takes makers on file where nothing is told', async () => {
    const village = '61.12.07.2006';
    await potentials.create(village, { productKind: 'Batako' }, 'penguji');
    const maker = await anEnterpriseAt(test.source, village);
    await aVillageProduct(test.source, { name: 'Gerabah', villages: [village], makers: [maker] });
    const { matrix } = await coverage.matrix('61.12.07');
    const row = (kind: string) => matrix.rows.find(({ productKind }) => productKind === kind);
    expect(row('Batako')?.cells.get(village)?.count).toBeNull();
    expect(row('Batako')?.sum).toEqual({ count: 0, unknown: 1 });
    expect(row('Gerabah')?.sum).toEqual({ count: 1, unknown: 0 });
    expect(matrix.total).toEqual({ count: 51, unknown: 1 });
  });

  it('is made for a kecamatan only', async () => {
    await expect(coverage.matrix('61.12')).rejects.toThrow('bukan kecamatan');
  });
});
