import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ComplianceQueries } from '../../../src/compliance/compliance.queries.js';
import type { ImportBatch } from '../../../src/ingestion/import-batch.js';
import type { Feed } from '../../../src/purchasing/intake/rows.js';
import type { SpendingBy, SpendingFilter } from '../../../src/purchasing/spending.js';
import { senToDecimal } from '../../../src/shared/money.js';
import { aCircular, anObligation } from '../../factories/circulars.js';
import { describeWithSamples } from '../../support/samples.js';
import { type ImportBench, openImportBench } from '../ingestion/support.js';
import { addsUp, bring, complianceOver, EVERYTHING, sheet, sheets, staleSums } from './support.js';

const V5 = 'v5-katalogdetail-2022-D199-D209.xlsx';
const V6 = 'v6-isb-PaketEPurchasingV6-D107-2025.json';
const INAPROC = 'v6-inaproc-v1-paket-e-purchasing-K34-2025-slice.xlsx';
const SHOP = 'toko-daring-2022-D199.xlsx';
const BUDGET = 'isb-StrukturAnggaranPD-D107-2025.json';

interface Truth {
  file: string;
  feed: Feed;
  read: number;
  /** Rows told twice within the file. */
  repeated?: number;
  packages?: number;
  total?: string;
}

/** In an order in which a clerk might take them; some tell again what an earlier one told. */
const TRUTHS: Truth[] = [
  { file: V5, feed: 'v5', read: 1632, repeated: 5, packages: 732, total: '56934785094.76' },
  { file: 'v5-isb-PaketEPurchasing-D107-2025.json', feed: 'v5', read: 5, packages: 2, total: '439560000.00' },
  { file: V6, feed: 'v6-isb', read: 606, packages: 606, total: '189677834789.00' },
  { file: INAPROC, feed: 'v6-inaproc', read: 139, packages: 139, total: '67755553305.00' },
  { file: SHOP, feed: 'toko-daring', read: 114, repeated: 10, packages: 82, total: '1146002471.00' },
  {
    file: 'isb-Bela-TokoDaringRealisasi-D107-2025.json',
    feed: 'toko-daring',
    read: 2,
    packages: 2,
    total: '149999999.00',
  },
  { file: 'realisasi-public-L1.json', feed: 'realisasi', read: 80, packages: 80, total: '59385084219.00' },
  {
    file: 'isb-SPSE-PencatatanNonTender-D107-2025.json',
    feed: 'non-tender',
    read: 40,
    packages: 40,
    total: '3193846661.00',
  },
  { file: 'isb-InstansiSatker-D107.json', feed: 'instansi-satker', read: 336 },
  { file: 'isb-MasterSatker-D107-2025.json', feed: 'master-satker', read: 165 },
  { file: BUDGET, feed: 'struktur-anggaran', read: 165 },
  { file: 'isb-KomoditasDetail-567.json', feed: 'komoditas', read: 1 },
  { file: 'isb-PenyediaDetail-439515.json', feed: 'penyedia-v5', read: 1 },
  { file: 'isb-PenyediaDistributorDetail-497198.json', feed: 'distributor', read: 1 },
  { file: 'isb-ProdukDetail-1556172.csv', feed: 'produk', read: 1 },
  { file: 'isb-RUP-PaketPenyedia-Terumumkan-D107-2025.json', feed: 'rup-penyedia', read: 25 },
  { file: 'RUP-PaketPenyedia-Terumumkan-D197-2025-slice.csv', feed: 'rup-penyedia', read: 297 },
  { file: 'inaproc-v1-history-kaji-ulang-K34-2026-slice.xlsx', feed: 'rup-kaji-ulang', read: 195 },
  { file: 'inaproc-v1-master-satker-envelope.json', feed: 'master-satker', read: 3 },
  { file: 'inaproc-v1-history-kaji-ulang-envelope.json', feed: 'rup-kaji-ulang', read: 2 },
  { file: 'inaproc-v1-paket-penyedia-envelope.json', feed: 'rup-penyedia', read: 2 },
];

/** Told by an earlier file of the list in another form. */
const TOLD_BEFORE = [
  'isb-KomoditasDetail-567.csv',
  'isb-PenyediaDetail-439515.csv',
  'isb-PenyediaDistributorDetail-497198.csv',
];

const REFUSED = [
  ['isb-empty-zero-bytes.json', 'empty'],
  ['isb-invalid-response.csv', 'invalid-response'],
  ['isb-Ecat-MasterProvinsi.json', 'not-recognised'],
  ['isb-Ecat-MasterKabKota.json', 'not-recognised'],
  ['isb-RUP-MasterProvinsi.json', 'not-recognised'],
  ['isb-RUP-MasterKabKota.json', 'not-recognised'],
] as const;

const KOTA = { ...EVERYTHING, klpd: 'D199', year: 2022 };
const KABUPATEN = { ...EVERYTHING, klpd: 'D107', year: 2025 };

describeWithSamples('the real upstream files, imported', (folder) => {
  let bench: ImportBench;
  let beforeItsName: Record<string, string>;
  const batches = new Map<string, ImportBatch>();
  const valuesOf = async (...[by, filter]: [SpendingBy, SpendingFilter]): Promise<Record<string, string>> => {
    const { rows } = await sheet(bench.db.source, by, filter);
    return Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, row.committed.value]));
  };

  beforeAll(async () => {
    bench = await openImportBench();
    for (const { file } of TRUTHS) {
      if (file === SHOP) beforeItsName = await valuesOf('catalogue', { ...KOTA, sources: ['v5'] });
      batches.set(file, await bring(bench, join(folder, file)));
    }
  }, 300_000);
  afterAll(() => bench.close());

  it.each(TRUTHS)(
    '$file: $read rows of $feed, whose counts add up',
    ({ file, feed, read, repeated, packages, total }) => {
      const batch = batches.get(file);
      expect(batch).toMatchObject({ state: 'applied', feed, counts: { read, rejected: 0, repeated: repeated ?? 0 } });
      expect(batch && addsUp(batch)).toBe(true);
      expect({ packages: batch?.packages, total: batch?.total }).toEqual({
        packages: packages ?? 0,
        total: total ?? '0.00',
      });
    },
  );

  it('leave no stored sum that differs from what the lines themselves come to', async () => {
    expect(await staleSums(bench.db.source)).toEqual([]);
  });

  it('v5: three packages delivered doubled are counted once, and rightful identical lines twice', async () => {
    expect(batches.get(V5)?.issueCounts).toMatchObject({ 'package-doubled': 3, 'line-arithmetic': 1 });
    expect(batches.get(V5)?.issueCounts).not.toHaveProperty('package-total-differs');
    const issues = await bench.imports.issues(batches.get(V5)?.id ?? '', 1, 50, 'package-doubled');
    expect(issues.items.map(({ value }) => value).toSorted()).toEqual(['1881384', '671319', '804733']);
    const { rows, total } = await sheet(bench.db.source, 'source', { ...EVERYTHING, year: 2022 });
    expect(rows.v5).toMatchObject({ packages: 732, lines: 1627, committed: { value: '56934785094.76' } });
    expect(total.completed.value).toBe('2349052358.00'); // 86 packages of v5 and 16 orders of Toko Daring
  });

  it('v5 of 2025: a package that came with fewer lines than it has is counted and told', () => {
    expect(batches.get('v5-isb-PaketEPurchasing-D107-2025.json')?.issueCounts).toMatchObject({
      'package-incomplete': 1,
    });
  });

  it('v6 of ISB: four statuses with their sums, of which two are completed', async () => {
    const { rows } = await sheet(bench.db.source, 'status', { ...KABUPATEN, sources: ['v6'] });
    const committed = Object.entries(rows).map(([key, row]) => [key, row.committed.packages, row.committed.value]);
    expect(committed.toSorted()).toEqual([
      ['v6:completed', 17, '338169297.00'],
      ['v6:on_addendum', 1, '499500000.00'],
      ['v6:on_process', 516, '149154804406.00'],
      ['v6:payment_outside_system', 72, '39685361086.00'],
    ]);
    const { total } = await sheet(bench.db.source, 'source', { ...KABUPATEN, sources: ['v6'] });
    expect(total).toMatchObject({
      committed: { packages: 606, value: '189677834789.00' },
      completed: { packages: 89, value: '40023530383.00' },
    });
  });

  it('v6 of INAPROC: cancelled orders are in neither sum and shown by their status', async () => {
    const { rows, total } = await sheet(bench.db.source, 'status', { ...EVERYTHING, klpd: 'K34' });
    expect(total).toMatchObject({
      packages: 139,
      committed: { packages: 97, value: '58135616951.00' },
      completed: { packages: 46, value: '16988131739.00' },
      never: { packages: 42, value: '9619936354.00' },
    });
    const never = Object.entries(rows).flatMap(([key, row]) =>
      row.never.packages > 0 ? [[key, row.never.value]] : [],
    );
    expect(never.toSorted()).toEqual([
      ['v6:cancelled', '4128947437.00'],
      ['v6:cancelled_on_negotiation', '3461378560.00'],
      ['v6:cancelled_on_review', '2029610357.00'],
    ]);
    expect(rows['v6:cancelled']?.committed.packages).toBe(0);
  });

  it('Toko Daring: 82 orders, of which the failed ones are taken out of the sums', async () => {
    const { total } = await sheet(bench.db.source, 'source', { ...KOTA, sources: ['toko-daring'] });
    // 1,077,565,931 + 68,436,540 = 1,146,002,471
    expect(total).toMatchObject({
      packages: 82,
      committed: { packages: 70, value: '1077565931.00' },
      completed: { packages: 16, value: '84891786.00' },
      never: { packages: 12, value: '68436540.00' },
    });
  });

  it('local catalogues are nobody’s own while the name of the KLPD is not known, and own once it is', async () => {
    const others = { sektoral: '16954747416.76', nasional: '14668170476.00' };
    expect(beforeItsName).toEqual({ ...others, unknown: '2962282284.00' });
    expect(await valuesOf('catalogue', { ...KOTA, sources: ['v5'] })).toEqual({
      ...others,
      'own-local': '2090214884.00',
      'other-local': '872067400.00',
    });
    const { rows } = await sheet(bench.db.source, 'catalogue', { ...EVERYTHING, year: 2022, sources: ['v5'] });
    const lines = Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, row.lines]));
    // As jenis_katalog says, less the five doubled lines, all of them Sektoral; of D209 no feed tells the name.
    expect(lines).toEqual({ sektoral: 994 - 5, nasional: 197, 'own-local': 390, 'other-local': 23, unknown: 28 });
  });

  it('v6 and Toko Daring have no local catalogue, which is not the same as an unknown one', async () => {
    expect(Object.keys(await valuesOf('catalogue', { ...KABUPATEN, sources: ['v6', 'toko-daring'] }))).toEqual(['n/a']);
  });

  it('the budget passes its arithmetic; of its 97 empty rows the budget is unknown, and nothing is divided by it', async () => {
    expect(batches.get(BUDGET)?.issueCounts).toEqual({ 'budget-empty': 97 });
    const budgets = [...(await new ComplianceQueries(bench.db.source).budgets('D107', 2025, { kind: 'all' })).values()];
    expect(senToDecimal(budgets.reduce((all, { known }) => all + known, 0n))).toBe('2469300268019.00');
    const satkers = (await bench.db.source.query(
      `select data->>'satkerName' as name, data->>'pengadaan' as budget from reference_row
       where is_current and family = 'anggaran' and klpd = 'D107' and year = 2025`,
    )) as { name: string; budget: string | null }[];
    expect(satkers).toHaveLength(165);
    const empty = satkers.filter(({ budget }) => budget === null);
    expect(empty).toHaveLength(97);
    const unknown = budgets.flatMap(({ unknownSatkers }) => unknownSatkers);
    expect(empty.filter(({ name }) => !unknown.includes(name))).toEqual([]);
    expect(budgets.reduce((all, budget) => all + budget.unknown, 0)).toBe(unknown.length);

    const compliance = complianceOver(bench.db.source);
    await compliance.circulars.create(
      aCircular({
        klpd: 'D107',
        effectiveFrom: '2025-01-01',
        obligations: [anObligation({ denominator: 'procurement-budget' })],
      }),
      'penguji',
      '2025-12-31',
    );
    const report = await compliance.service.report({ year: 2025, klpd: 'D107', today: '2025-12-31' }, { kind: 'all' });
    const rows = report.obligations[0]?.rows ?? [];
    expect(rows.filter(({ budgetUnknown }) => budgetUnknown.length > 0).length).toBeGreaterThan(0);
    for (const row of rows.filter(({ budgetUnknown, result }) => budgetUnknown.length > 0 && result !== null))
      expect([row.name, row.result, row.judgement.gap.high]).toEqual([row.name, 'data_tidak_lengkap', null]);
    const withoutAny = rows.filter(({ judgement }) => judgement.denominator.known === 0n);
    expect(withoutAny.length).toBeGreaterThan(0);
    for (const { judgement } of withoutAny) expect(judgement.share).toEqual({ low: null, known: null, high: null });
  });

  it('say the same in CSV as in JSON, and with a byte-order mark as without', async () => {
    const before = await sheets(bench.db.source);
    for (const file of TOLD_BEFORE)
      expect(await bring(bench, join(folder, file))).toMatchObject({
        format: 'csv',
        counts: { read: 1, accepted: 0, unchanged: 1 },
      });
    const marked = mkdtempSync(join(tmpdir(), 'lokapasar-bom-'));
    try {
      for (const [file, rows] of [
        [V6, 606],
        ['isb-KomoditasDetail-567.csv', 1],
      ] as const) {
        const path = join(marked, file);
        writeFileSync(path, Buffer.concat([Buffer.from('\uFEFF'), readFileSync(join(folder, file))]));
        expect(await bring(bench, path)).toMatchObject({
          state: 'applied',
          counts: { read: rows, accepted: 0, unchanged: rows },
        });
      }
    } finally {
      rmSync(marked, { recursive: true });
    }
    expect(await sheets(bench.db.source)).toEqual(before);
  });

  it('change nothing when they come again', async () => {
    const before = await sheets(bench.db.source);
    for (const { file, read, packages, total, repeated = 0 } of TRUTHS.filter(({ read: rows }) => rows > 100)) {
      const again = await bring(bench, join(folder, file));
      expect([file, again.counts]).toEqual([
        file,
        { read, accepted: 0, unchanged: read - repeated, repeated, rejected: 0, unmatched: 0 },
      ]);
      expect([again.packages, again.total]).toEqual([packages ?? 0, total ?? '0.00']);
    }
    expect(await sheets(bench.db.source)).toEqual(before);
  });

  it.each(REFUSED)('%s is refused as %s, and nothing changes', async (file, code) => {
    const before = await sheets(bench.db.source);
    const batch = await bring(bench, join(folder, file));
    expect(batch).toMatchObject({ state: 'refused', refusalCode: code });
    expect(batch.message).toContain('tidak berubah');
    expect(await sheets(bench.db.source)).toEqual(before);
  });
});
