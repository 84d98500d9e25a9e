import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EVERYTHING } from '../../../src/access/scope.js';
import { type ParticipationFilter, WHOLE, type YearColumn } from '../../../src/participation/participation.js';
import { ParticipationQueries } from '../../../src/participation/participation.queries.js';
import { Refresh } from '../../../src/purchasing/refresh.js';
import { SpendingQueries } from '../../../src/purchasing/spending.queries.js';
import { figureOf } from '../../../src/participation/wording.js';
import { participationFigures } from '../../../src/participation/figures.js';
import { aVillage } from '../../factories/catalogue.js';
import { PLACES, someSellers } from '../../factories/participation.js';
import { KLPD } from '../../factories/purchases.js';
import { openTestApp, type TestApp } from '../../support/app.js';

const FILTER: ParticipationFilter = {
  klpd: KLPD,
  cutoff: '2026-08-31',
  span: 'sama',
  years: 5,
  ...WHOLE,
};

describe('who sold, by hand', () => {
  let test: TestApp;
  let queries: ParticipationQueries;
  let tenun: string;

  beforeAll(async () => {
    test = await openTestApp();
    queries = test.app.get(ParticipationQueries);
    ({ tenun } = await test.source.transaction(async (tx) => {
      const made = await someSellers(tx);
      await test.app.get(Refresh).run(tx, 'all');
      return made;
    }));
  });
  afterAll(() => test.close());

  const columns = async (more: Partial<ParticipationFilter> = {}): Promise<Map<number, YearColumn>> =>
    new Map(
      (await queries.report({ ...FILTER, ...more }, null, EVERYTHING)).table.columns.map((one) => [one.year, one]),
    );
  const column = async (year: number, more: Partial<ParticipationFilter> = {}): Promise<YearColumn> => {
    const found = (await columns(more)).get(year);
    if (!found) throw new Error(`No column ${year}`);
    return found;
  };

  it('counts an enterprise with two keys once, a branch with its head office, and keys of one SIKaP id once', async () => {
    const { all, twice, span, full } = await column(2025);
    expect({ span, full }).toEqual({ span: { from: '2025-01-01', to: '2025-08-31' }, full: false });
    // Tenun Satu, CV Pusat with its branch, Y and Z. Eight orders: the cancelled one, October and the undated one are not there.
    expect(all).toEqual({
      sellers: 3,
      sellersCompleted: 3,
      packages: 8,
      packagesCompleted: 6,
      value: 56_500n,
      valueCompleted: 44_500n,
    });
    expect(twice).toBe(1);
  });

  it('judges the class by the day of each order, so that one enterprise stands in two classes', async () => {
    const { bands, classes } = await column(2025);
    expect(bands.yes).toMatchObject({ sellers: 2, packages: 4, value: 19_500n });
    expect(bands.no).toMatchObject({ sellers: 1, packages: 1, value: 20_000n });
    expect(bands.unknown).toMatchObject({ sellers: 1, packages: 3, value: 17_000n });
    expect([...classes].map(([name, { sellers }]) => [name, sellers])).toEqual([
      ['mikro', 1],
      ['kecil', 1],
      ['menengah', 1],
      ['unknown', 1],
    ]);
  });

  it('tells the value of an unnamed seller and orders without a day apart', async () => {
    const { unnamed, undated } = await column(2025);
    expect(unnamed).toBe(7000n);
    expect(undated).toEqual({ packages: 1, value: 2500n });
    const whole = await column(2025, { cutoff: '2025-12-31' });
    expect(whole).toMatchObject({ full: true, undated: { packages: 0, value: 0n } });
    expect(whole.all).toMatchObject({ sellers: 3, packages: 10, value: 109_000n });
  });

  it('gives for a whole year what the page of spending gives', async () => {
    const { all } = await column(2025, { cutoff: '2025-12-31' });
    const { total } = await test.app.get(SpendingQueries).report('source', { klpd: KLPD, year: 2025 }, EVERYTHING);
    expect({ value: all.value, packages: all.packages }).toEqual({
      value: total.committed.value,
      packages: total.committed.packages,
    });
  });

  it('says of a year without data that it has none, and does not call anybody new after it', async () => {
    const all = await columns();
    expect([...all].map(([year, { data }]) => [year, data])).toEqual([
      [2023, true],
      [2024, false],
      [2025, true],
      [2026, true],
    ]);
    expect(all.get(2023)?.moved).toBeNull();
    expect(all.get(2025)?.moved).toBeNull();
    expect(all.get(2023)?.all.sellers).toBe(2);
  });

  it('tells who stayed and who was lost by the same span of the year before', async () => {
    const { moved, movedUmk } = await column(2026);
    expect(moved).toEqual({ newcomers: 0, kept: 1, back: 0, again: 1, before: 3, lost: 2 });
    expect(movedUmk).toEqual({ newcomers: 0, kept: 1, back: 0, again: 1, before: 2, lost: 1 });
  });

  it('works out the three largest and Gini: 85, 100 and 310 give 0.3030', async () => {
    expect((await column(2025)).concentration).toEqual({ named: 49_500n, top: 49_500n, gini: '0.3030' });
  });

  it('tells whose completed value stayed in the province: 345 of 445, and 100 of sellers without an address', async () => {
    expect((await column(2025)).local).toEqual({ value: 34_500n, unplaced: 10_000n });
    const share = async () => {
      const { table } = await queries.report(FILTER, null, EVERYTHING);
      return ['localShare', 'unplacedShare'].map(
        (key) => figureOf(participationFigures(table, []), key).values[2]?.text ?? null,
      );
    };
    expect(await share()).toEqual(['77.53', '22.47']);
    // CV Pusat and its branch move to another province: 310 of Tenun Satu are left.
    await test.source.transaction((tx) => aVillage(tx, '52.01.01.2001', 'Contoh Lombok', { regency: 'Lombok' }));
    const pusat = `npwp_stem = '9999'`;
    await test.source.query(`update enterprise set wilayah_code = '52.01.01.2001' where ${pusat}`);
    expect(await share()).toEqual(['69.66', '22.47']);
    // Nobody's address is known: not available, never zero.
    await test.source.query('update enterprise set wilayah_code = null');
    expect(await share()).toEqual([null, '100.00']);
    await test.source.query(`update enterprise set wilayah_code = '${PLACES.ende}' where ${pusat}`);
    await test.source.query(`update enterprise set wilayah_code = '${PLACES.alor}' where npwp_stem is null`);
    await test.source.query(`delete from wilayah where code like '52%'`);
  });

  it('counts a product that is listed in v5 and v6 once', async () => {
    expect((await column(2025)).products).toEqual({ all: 2, completed: 2, umk: 1, umkCompleted: 1 });
    expect((await column(2023)).products).toBeNull();
    expect((await column(2025, { regency: '53.05' })).products).toEqual({
      all: 1,
      completed: 1,
      umk: 1,
      umkCompleted: 1,
    });
  });

  it('filters by regency, class and group of products', async () => {
    expect((await column(2025, { regency: '53.05' })).all).toMatchObject({ sellers: 1, packages: 3, value: 31_000n });
    expect((await column(2025, { regency: 'unknown' })).all).toMatchObject({ sellers: 1, value: 17_000n });
    expect((await column(2025, { sellerClass: 'mikro' })).all).toMatchObject({ sellers: 1, value: 8500n });
    expect((await column(2025, { sellerClass: 'no' })).all).toMatchObject({ sellers: 1, value: 20_000n });
    expect((await column(2025, { group: 'tenun' })).all).toMatchObject({ sellers: 1, packages: 2, value: 30_000n });
    expect((await column(2025, { village: PLACES.ende })).all).toMatchObject({ sellers: 1, packages: 3, value: 8500n });
    expect((await column(2025, { woman: 'yes' })).all).toMatchObject({ sellers: 1, packages: 3, value: 31_000n });
    expect((await column(2025, { woman: 'no' })).all).toMatchObject({ sellers: 0, packages: 0, value: 0n });
    expect((await column(2025, { star: 'unknown' })).all).toMatchObject({ sellers: 1, packages: 2, value: 30_000n });
    expect((await column(2025, { star: '1-5:4' })).all).toMatchObject({ sellers: 0, packages: 0 });
    expect((await column(2025, { productVillage: PLACES.alor })).all).toMatchObject({ sellers: 1, value: 30_000n });
  });

  it('breaks down by place, class and owner with all there is, unknown among it', async () => {
    const rowsOf = async (by: 'kabupaten' | 'perempuan' | 'kelompok' | 'desa') =>
      ((await queries.report(FILTER, by, EVERYTHING)).breakdown?.rows ?? []).map(({ label, cells }) => {
        const cell = cells.get(2025);
        return [label, cell?.sellers ?? 0, cell?.value ?? 0n];
      });
    expect(await rowsOf('kabupaten')).toEqual([
      ['Alor', 1, 31_000n],
      ['Ende', 1, 8500n],
      ['Kabupaten/kota belum diketahui', 1, 10_000n],
      ['Penyedia tidak disebut sumber', 0, 7000n],
    ]);
    expect(await rowsOf('perempuan')).toEqual([
      ['Milik perempuan', 1, 31_000n],
      ['Bukan milik perempuan', 0, 0n],
      ['Pemilik belum diketahui', 2, 18_500n],
      ['Penyedia tidak disebut sumber', 0, 7000n],
    ]);
    const groups = await rowsOf('kelompok');
    expect(groups).toContainEqual(['Tenun', 1, 30_000n]);
    expect(groups).toContainEqual(['Kopi', 0, 0n]);
  });

  it('gives an agency its own satker only, and a supplier its own lines', async () => {
    const { table: own } = await queries.report(FILTER, null, {
      kind: 'suppliers',
      suppliers: [{ scheme: 'v5', key: 'C2' }],
    });
    expect(own.columns.map(({ year, all }) => [year, all.packages, all.value])).toEqual([
      [2025, 1, 3000n],
      [2026, 1, 100_000n],
    ]);
    const { table: none } = await queries.report(FILTER, null, {
      kind: 'perangkat-daerah',
      perangkatDaerahId: '999999',
    });
    expect(none.dataYears).toEqual([]);
  });

  it('follows a merge and a change of key at once, for it asks the register when it is read', async () => {
    await test.source.query(
      `update enterprise_supplier_key set valid_to = '2025-02-28' where scheme = 'v5' and key = 'A1'`,
    );
    const { all } = await column(2025);
    await test.source.query(`update enterprise_supplier_key set valid_to = null where scheme = 'v5' and key = 'A1'`);
    // The order of March is now of the key A1 by itself: a seller more.
    expect(all.sellers).toBe(4);
    expect(tenun).not.toBe('');
  });
});
