import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import type { Feed, FeedRow, PurchaseRow, RowIssue } from '../../purchasing/intake/rows.js';
import { senFromDecimal, senToDecimal } from '../../shared/money.js';
import { describeWithSamples } from '../../../test/support/samples.js';
import { openFile } from '../formats/index.js';
import { feedDefinition, mapFile, recognise } from './index.js';

interface Read {
  feed: Feed | null;
  unknown: string[];
  headings: number;
  rows: FeedRow[];
  issues: RowIssue[];
}

/** The path of an import, without a database: open, recognise, map. */
async function take(path: string): Promise<Read> {
  const file = await openFile(path, path, { fits: (headings) => recognise(headings).length > 0 });
  const [best] = recognise(file.headings);
  const read: Read = {
    feed: best?.feed ?? null,
    unknown: best?.unknown ?? [],
    headings: file.headings.length,
    rows: [],
    issues: [],
  };
  if (best) {
    const context = { feed: best.feed, year: file.declaredYear, timeZone: 'Asia/Makassar' };
    for await (const chunk of mapFile(file, feedDefinition(best.feed), context)) {
      read.rows.push(...chunk.rows);
      read.issues.push(...chunk.issues);
      const rejected = chunk.issues.filter((issue) => issue.severity === 'error').length;
      expect(chunk.rows.length + rejected).toBe(chunk.read);
    }
  }
  await file.close();
  return read;
}

function purchases({ rows }: Read): PurchaseRow[] {
  return rows.filter((row) => row.kind === 'purchase');
}

function sum(rows: PurchaseRow[], by: (row: PurchaseRow) => string | null = (row) => row.value): string {
  return senToDecimal(rows.reduce((total, row) => total + senFromDecimal(by(row) ?? '0'), 0n));
}

/** Counts per issue code. */
function issues({ issues: all }: Read): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of all) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

const ROWS: [file: string, feed: Feed, rows: number][] = [
  ['v5-katalogdetail-2022-D199-D209.xlsx', 'v5', 1632],
  ['v5-isb-PaketEPurchasing-D107-2025.json', 'v5', 5],
  ['v6-isb-PaketEPurchasingV6-D107-2025.json', 'v6-isb', 606],
  ['v6-inaproc-v1-paket-e-purchasing-K34-2025-slice.xlsx', 'v6-inaproc', 139],
  ['isb-InstansiSatker-D107.json', 'instansi-satker', 336],
  ['isb-MasterSatker-D107-2025.json', 'master-satker', 165],
  ['isb-StrukturAnggaranPD-D107-2025.json', 'struktur-anggaran', 165],
  ['isb-KomoditasDetail-567.json', 'komoditas', 1],
  ['isb-KomoditasDetail-567.csv', 'komoditas', 1],
  ['isb-PenyediaDetail-439515.json', 'penyedia-v5', 1],
  ['isb-PenyediaDetail-439515.csv', 'penyedia-v5', 1],
  ['isb-PenyediaDistributorDetail-497198.json', 'distributor', 1],
  ['isb-PenyediaDistributorDetail-497198.csv', 'distributor', 1],
  ['isb-ProdukDetail-1556172.csv', 'produk', 1],
  ['isb-Bela-TokoDaringRealisasi-D107-2025.json', 'toko-daring', 2],
  ['toko-daring-2022-D199.xlsx', 'toko-daring', 114],
  ['isb-RUP-PaketPenyedia-Terumumkan-D107-2025.json', 'rup-penyedia', 25],
  ['RUP-PaketPenyedia-Terumumkan-D197-2025-slice.csv', 'rup-penyedia', 297],
  ['inaproc-v1-history-kaji-ulang-K34-2026-slice.xlsx', 'rup-kaji-ulang', 195],
  ['inaproc-v1-master-satker-envelope.json', 'master-satker', 3],
  ['inaproc-v1-history-kaji-ulang-envelope.json', 'rup-kaji-ulang', 2],
  ['inaproc-v1-paket-penyedia-envelope.json', 'rup-penyedia', 2],
  ['realisasi-public-L1.json', 'realisasi', 80],
  ['isb-SPSE-PencatatanNonTender-D107-2025.json', 'non-tender', 40],
];

/** A phone, an e-mail address, 18 digits of a NIP, an NPWP. */
const TRACES =
  /(?<![\w.*-])(?:\+?628\d{7,}|08\d{8,}|\d{18}|\d{15})(?!\w)|[\w.]+@[\w-]+\.\w+|\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}/;

describeWithSamples('the real upstream files', (folder) => {
  it.each(ROWS)('%s is taken for %s, with all its %i rows and no trace of a person', async (name, feed, count) => {
    const read = await take(join(folder, name));
    expect(read.feed).toBe(feed);
    expect(read.rows).toHaveLength(count);
    expect(read.issues.filter((issue) => issue.severity === 'error')).toEqual([]);
    for (const row of read.rows) expect(JSON.stringify({ ...row, identity: '', facts: '' })).not.toMatch(TRACES);
  });

  it('v5 of 2022: the plain sum of lines, the package totals, the catalogues, one line that does not add up', async () => {
    const read = await take(join(folder, 'v5-katalogdetail-2022-D199-D209.xlsx'));
    const rows = purchases(read);
    expect(read.unknown).toEqual([]);
    expect(sum(rows)).toBe('56973468094.76');
    const totals = new Map(rows.map((row) => [row.key, row]));
    expect(totals.size).toBe(732);
    expect(sum([...totals.values()], (row) => row.declaredTotal)).toBe('56934785094.76');
    const kinds = rows.map((row) => row.catalogueKind);
    expect(['sektoral', 'lokal', 'nasional'].map((kind) => kinds.filter((one) => one === kind).length)).toEqual([
      994, 441, 197,
    ]);
    expect(rows.filter((row) => row.satkerName === null)).toHaveLength(4);
    expect(new Set(rows.map((row) => row.satkerCode)).size).toBe(31);
    expect(issues(read)).toEqual({ 'line-arithmetic': 1 });
  });

  it('v5 of 2022: dropping identical rows of the doubled packages alone gives the right sum', async () => {
    const packages = new Map<string, PurchaseRow[]>();
    for (const row of purchases(await take(join(folder, 'v5-katalogdetail-2022-D199-D209.xlsx'))))
      packages.set(row.key, [...(packages.get(row.key) ?? []), row]);
    const kept = [...packages.values()].flatMap((rows) =>
      rows.length > (rows[0]?.expectedLines ?? Infinity)
        ? [...new Map(rows.map((row) => [row.identity, row])).values()]
        : rows,
    );
    expect(sum(kept)).toBe('56934785094.76');
  });

  it('v6 of ISB: four statuses with their sums', async () => {
    const read = await take(join(folder, 'v6-isb-PaketEPurchasingV6-D107-2025.json'));
    const rows = purchases(read);
    const of = (status: string): [number, string] => {
      const found = rows.filter((row) => row.status === status);
      return [found.length, sum(found)];
    };
    expect(of('COMPLETED')).toEqual([17, '338169297.00']);
    expect(of('PAYMENT_OUTSIDE_SYSTEM')).toEqual([72, '39685361086.00']);
    expect(of('ON_PROCESS')).toEqual([516, '149154804406.00']);
    expect(of('ON_ADDENDUM')).toEqual([1, '499500000.00']);
    expect(sum(rows)).toBe('189677834789.00');
    expect(new Set(rows.map((row) => row.key)).size).toBe(606);
    expect(issues(read)).toEqual({});
  });

  it('v6 of INAPROC: cancelled orders come with their totals and without a date', async () => {
    const rows = purchases(await take(join(folder, 'v6-inaproc-v1-paket-e-purchasing-K34-2025-slice.xlsx')));
    const cancelled = rows.filter((row) => row.status?.startsWith('CANCELLED'));
    expect(cancelled.length).toBeGreaterThan(0);
    expect(cancelled.some((row) => row.value !== null && row.value !== '0')).toBe(true);
    expect(rows.every((row) => row.year === 2025 && row.klpd === 'K34')).toBe(true);
  });

  it('Toko Daring: rows and their plain sum', async () => {
    const rows = purchases(await take(join(folder, 'toko-daring-2022-D199.xlsx')));
    expect(new Set(rows.map((row) => row.key)).size).toBe(82);
    expect(sum(rows)).toBe('1199782811.00');
    expect(rows.every((row) => row.year === 2022)).toBe(true);
  });

  it('the budget passes its arithmetic; 97 satkers have none, under the year of the file', async () => {
    const read = await take(join(folder, 'isb-StrukturAnggaranPD-D107-2025.json'));
    expect(issues(read)).toEqual({ 'budget-empty': 97 });
    expect(read.rows.every((row) => row.year === 2025)).toBe(true);
  });

  it('the CSV with backslash quotes is one row of all its columns', async () => {
    const read = await take(join(folder, 'isb-ProdukDetail-1556172.csv'));
    expect(read.headings).toBe(56);
    expect(read.rows[0]).toMatchObject({ key: '1556172', data: { price: '1661440000' } });
  });

  it('JSON and CSV of one answer say the same', async () => {
    for (const name of [
      'isb-KomoditasDetail-567',
      'isb-PenyediaDetail-439515',
      'isb-PenyediaDistributorDetail-497198',
    ]) {
      const [json] = (await take(join(folder, `${name}.json`))).rows;
      const [csv] = (await take(join(folder, `${name}.csv`))).rows;
      expect(csv?.facts).toBe(json?.facts);
    }
  });

  it.each([
    ['isb-empty-zero-bytes.json', 'empty'],
    ['isb-invalid-response.csv', 'invalid-response'],
  ])('%s is refused as %s', async (name, code) => {
    await expect(take(join(folder, name))).rejects.toMatchObject({ code });
  });

  it.each([
    'isb-Ecat-MasterProvinsi.json',
    'isb-Ecat-MasterKabKota.json',
    'isb-RUP-MasterProvinsi.json',
    'isb-RUP-MasterKabKota.json',
  ])('%s is no feed', async (name) => {
    expect((await take(join(folder, name))).feed).toBeNull();
  });
});
