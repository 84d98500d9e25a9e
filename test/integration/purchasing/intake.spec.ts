import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PurchasingIntake } from '../../../src/purchasing/intake/purchasing-intake.js';
import type { IntakeOptions, IntakeResult } from '../../../src/purchasing/intake/intake.js';
import type { FeedRow } from '../../../src/purchasing/intake/rows.js';
import { Refresh } from '../../../src/purchasing/refresh.js';
import { SpendingQueries } from '../../../src/purchasing/spending.queries.js';
import { Signals } from '../../../src/shared/signals.js';
import { senToDecimal } from '../../../src/shared/money.js';
import { aPurchaseRow, aReferenceRow } from '../../factories/feed-rows.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { EVERYTHING } from '../../../src/access/scope.js';

describe('taking purchases in', () => {
  let db: TestDatabase;
  let intake: PurchasingIntake;
  let refresh: Refresh;
  let queries: SpendingQueries;
  let batch = 0;

  beforeAll(async () => {
    db = await openTestDatabase();
    refresh = new Refresh(new Signals(db.source));
    intake = new PurchasingIntake(db.source, refresh);
    queries = new SpendingQueries(db.source);
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.source.query(
      `truncate purchase, purchase_line, purchase_confirmation, reference_row, ovop_entry, ovop_mark, spending_cell,
         spending_package, seller_day, sold_product, satker_assignment, satker_alias, supplier_seen, supplier_told, supplier_decision restart identity`,
    );
  });

  async function take(
    rows: FeedRow[],
    options: Partial<IntakeOptions> = {},
  ): Promise<IntakeResult & { batchId: string }> {
    batch += 1;
    const batchId = String(batch);
    const taking = intake.open({
      batchId,
      feed: 'v5',
      snapshotAt: null,
      completeYear: false,
      timeZone: 'Asia/Makassar',
      ...options,
    });
    await taking.add(rows);
    const result = await db.source.transaction((tx) => taking.apply(tx));
    return { ...result, batchId };
  }

  async function committed(): Promise<string> {
    const report = await queries.report('source', { klpd: null, year: null }, EVERYTHING);
    return senToDecimal(report.total.committed.value);
  }

  it('adds the lines of a package up and counts the package once', async () => {
    const result = await take([
      aPurchaseRow({ value: '100.10', expectedLines: 2 }),
      aPurchaseRow({ value: '200.20', expectedLines: 2 }),
    ]);
    expect(result).toMatchObject({ accepted: 2, packages: 1, total: '300.30' });
    expect(await committed()).toBe('300.30');
  });

  it('halves a package that was delivered doubled, and keeps rightful identical lines', async () => {
    const twin = { key: '1', value: '10.00', expectedLines: 3 };
    const lines = [aPurchaseRow(twin), aPurchaseRow(twin), aPurchaseRow({ ...twin, value: '5.00' })];
    expect(await take(lines)).toMatchObject({ accepted: 3, repeated: 0, total: '25.00' });
    const doubled = await take([...lines, ...lines].map((row) => ({ ...row, key: '2' })));
    expect(doubled).toMatchObject({ accepted: 3, repeated: 3, total: '25.00' });
    expect(doubled.issues.map((issue) => issue.code)).toContain('package-doubled');
    expect(await committed()).toBe('50.00');
  });

  it('drops identical rows of a surplus that is no whole multiple', async () => {
    const row = aPurchaseRow({ key: '1', value: '10.00', expectedLines: 2 });
    const other = aPurchaseRow({ key: '1', value: '5.00', expectedLines: 2 });
    expect(await take([row, row, other])).toMatchObject({ accepted: 2, repeated: 1, total: '15.00' });
  });

  it('finds the same file unchanged, in any order of rows', async () => {
    const rows = ['1', '2', '3'].map((key) => aPurchaseRow({ key, value: `${key}00.00` }));
    await take(rows);
    const again = await take([...rows].reverse());
    expect(again).toMatchObject({ accepted: 0, unchanged: 3, total: '600.00', packages: 3 });
    expect(await committed()).toBe('600.00');
  });

  it('never lets an incomplete package replace a complete one, but does the other way round', async () => {
    const whole = [
      aPurchaseRow({ key: '1', value: '10.00', expectedLines: 2 }),
      aPurchaseRow({ key: '1', value: '20.00', expectedLines: 2 }),
    ];
    const half = [aPurchaseRow({ key: '1', value: '10.00', expectedLines: 2 })];
    const first = await take(half);
    expect(first.issues.map((issue) => issue.code)).toContain('package-incomplete');
    await take(whole);
    expect(await committed()).toBe('30.00');
    const kept = await take(half);
    expect(kept).toMatchObject({ accepted: 0, rejected: 1 });
    expect(kept.issues.map((issue) => issue.code)).toContain('package-incomplete-kept');
    expect(await committed()).toBe('30.00');
  });

  it('keeps the newer of two snapshots, whichever comes first', async () => {
    const early = aPurchaseRow({ source: 'v6', key: 'A', value: '10.00', rowUpdatedAt: '2025-03-01T00:00:00Z' });
    const late = aPurchaseRow({ source: 'v6', key: 'A', value: '12.00', rowUpdatedAt: '2025-04-01T00:00:00Z' });
    await take([late], { feed: 'v6-inaproc' });
    const older = await take([early], { feed: 'v6-inaproc' });
    expect(older).toMatchObject({ accepted: 0, rejected: 1 });
    expect(older.issues.map((issue) => issue.code)).toContain('older-snapshot');
    expect(await committed()).toBe('12.00');
  });

  it('remembers that a later file told the same: one from in between does not replace it', async () => {
    const row = { source: 'v6' as const, key: 'A', value: '10.00' };
    await take([aPurchaseRow(row)], { feed: 'v6-isb', snapshotAt: '2025-01-31T00:00:00Z' });
    await take([aPurchaseRow(row)], { feed: 'v6-isb', snapshotAt: '2025-03-31T00:00:00Z' });
    const between = await take([aPurchaseRow({ ...row, value: '9.00' })], {
      feed: 'v6-isb',
      snapshotAt: '2025-02-28T00:00:00Z',
    });
    expect(between).toMatchObject({ accepted: 0, rejected: 1 });
    expect(await committed()).toBe('10.00');
  });

  it('takes one row of an order that a snapshot holds twice', async () => {
    const row = aPurchaseRow({ source: 'v6', key: 'A', value: '10.00' });
    expect(await take([row, row], { feed: 'v6-inaproc' })).toMatchObject({ accepted: 1, repeated: 1, total: '10.00' });
  });

  it('takes status and value of an order told twice from one and the same row, whatever the order of rows', async () => {
    for (let n = 0; n < 8; n += 1) {
      const rows = [
        aPurchaseRow({ source: 'v6', key: `T${n}`, status: 'COMPLETED', value: '10.00' }),
        aPurchaseRow({ source: 'v6', key: `T${n}`, status: 'CANCELLED', value: '99.00' }),
      ];
      await take(n % 2 === 0 ? rows : rows.toReversed(), { feed: 'v6-inaproc' });
    }
    const { total } = await queries.report('source', { klpd: 'D999', year: 2025 }, EVERYTHING);
    expect(total.completed.value).toBe(BigInt(total.completed.packages) * 1000n);
    expect(total.never.value).toBe(BigInt(total.never.packages) * 9900n);
    expect(total.packages).toBe(8);
  });

  it('counts once what a realisasi export and a detailed feed both tell, whichever came first', async () => {
    const detailed = aPurchaseRow({ source: 'v6', key: 'A', value: '10.00' });
    const told = aPurchaseRow({ source: 'v6', key: 'A', value: '11.00', klpd: null, klpdName: 'Provinsi Contoh' });
    await take([told], { feed: 'realisasi' });
    expect(await committed()).toBe('11.00');
    await take([detailed], { feed: 'v6-isb' });
    expect(await committed()).toBe('10.00');
    expect(await take([told], { feed: 'realisasi' })).toMatchObject({ repeated: 1, accepted: 0 });
    expect(await committed()).toBe('10.00');
  });

  it('lets the api row win over the import rows of one Toko Daring order, and import rows add up', async () => {
    const order = { source: 'toko-daring' as const, key: 'PO-1', grain: 'line' as const, variant: 'import' };
    const lines = [aPurchaseRow({ ...order, value: '10.00' }), aPurchaseRow({ ...order, value: '20.00' })];
    await take(lines, { feed: 'toko-daring' });
    expect(await committed()).toBe('30.00');
    const api = aPurchaseRow({ ...order, grain: 'order', variant: 'api', value: '33.00' });
    expect(await take([...lines, api], { feed: 'toko-daring' })).toMatchObject({ total: '33.00', packages: 1 });
    expect(await committed()).toBe('33.00');
  });

  it('undoes an import to the state before it, and not while a later one stands on it', async () => {
    const first = await take([aPurchaseRow({ key: '1', value: '10.00' }), aPurchaseRow({ key: '2', value: '5.00' })]);
    const second = await take([aPurchaseRow({ key: '1', value: '12.00' }), aPurchaseRow({ key: '3', value: '1.00' })]);
    expect(second.standsOn).toEqual([first.batchId]);
    expect(await committed()).toBe('18.00');
    expect(await intake.blockersOf(db.source.manager, first.batchId)).toEqual([second.batchId]);
    await db.source.transaction((tx) => intake.undo(tx, second.batchId));
    expect(await committed()).toBe('15.00');
    expect(await intake.blockersOf(db.source.manager, first.batchId)).toEqual([]);
  });

  it('shows orders that a whole-year file leaves out apart, and takes them back when they come again', async () => {
    const rows = ['1', '2'].map((key) => aPurchaseRow({ source: 'v6', key, value: '10.00' }));
    await take(rows, { feed: 'v6-isb' });
    await take(rows.slice(0, 1), { feed: 'v6-isb', completeYear: true });
    const report = await queries.report('source', { klpd: 'D999', year: 2025 }, EVERYTHING);
    expect(report.total.missing).toEqual({ packages: 1, value: 1000n });
    expect(report.total.committed.value).toBe(1000n);
    await take(rows, { feed: 'v6-isb' });
    expect(await committed()).toBe('20.00');
  });

  it('discards staged rows without a trace in the figures', async () => {
    await take([aPurchaseRow({ key: '1', value: '10.00' })]);
    const killed = intake.open({
      batchId: '999',
      feed: 'v5',
      snapshotAt: null,
      completeYear: false,
      timeZone: 'Asia/Makassar',
    });
    await killed.add([aPurchaseRow({ key: '1', value: '99.00' }), aPurchaseRow({ key: '2', value: '99.00' })]);
    expect(await committed()).toBe('10.00');
    await intake.discard('999');
    const [left] = (await db.source.query('select count(*)::int as n from purchase_line')) as { n: number }[];
    expect(left?.n).toBe(1);
  });

  it('splits by UMK and OVOP, with unknown and mixed apart, and counts a package once under any filter', async () => {
    await take(
      [
        aReferenceRow('penyedia-v5', 'S1', {
          name: 'CV Satu',
          ukm: 'Usaha Mikro',
          sikapId: '7',
          npwpMasked: null,
          kbli: [],
        }),
        aReferenceRow('penyedia-v5', 'S2', {
          name: 'PT Dua',
          ukm: 'Usaha Besar',
          sikapId: null,
          npwpMasked: null,
          kbli: [],
        }),
      ],
      { feed: 'penyedia-v5' },
    );
    await db.source.query(
      `insert into ovop_entry (kind, value, value_key, label, valid_from)
       values ('produk-v5', 'P1', 'P1', 'Kopi contoh', '2025-01-01'), ('produk-v6', 'X', 'X', 'Tenun contoh', '2025-01-01')`,
    );
    await take([
      aPurchaseRow({ key: '1', supplierKey: 'S1', productIds: ['P1'], value: '10.00' }),
      aPurchaseRow({ key: '1', supplierKey: 'S2', productIds: ['P2'], value: '20.00' }),
      aPurchaseRow({ key: '2', supplierKey: 'S3', productIds: ['P1'], value: '5.00', orderedOn: '2024-12-31' }),
    ]);
    await take(
      [
        aPurchaseRow({
          source: 'v6',
          key: 'A',
          productIds: ['X', 'Y'],
          supplierKey: 'V1',
          sikapId: '7',
          value: '100.00',
        }),
        aPurchaseRow({ source: 'v6', key: 'B', productIds: ['X'], supplierKey: 'V2', value: '200.00' }),
      ],
      { feed: 'v6-isb' },
    );
    const { total } = await queries.report('source', { klpd: 'D999', year: 2025 }, EVERYTHING);
    // S1 is micro, and V1 is the same enterprise by its SIKaP id; S2 is large; S3 and V2 are unknown.
    expect(total.committed.umk).toEqual({ yes: 11000n, no: 2000n, unknown: 20500n });
    // The order of 31 December came before the list began; A holds one product that is not on it.
    expect(total.committed.ovop).toEqual({ yes: 21000n, mixed: 10000n, no: 2500n });
    expect(total.packages).toBe(4);
    const umkOnly = await queries.report('source', { klpd: 'D999', year: 2025, umk: ['yes'] }, EVERYTHING);
    expect(umkOnly.total.packages).toBe(2);
    const byUmk = await queries.report('umk', { klpd: 'D999', year: 2025 }, EVERYTHING);
    expect(byUmk.rows.map((row) => [row.key, row.totals.packages]).sort()).toEqual([
      ['no', 1],
      ['unknown', 2],
      ['yes', 2],
    ]);
  });

  it('names the satker by its own feed and shows who is not mapped', async () => {
    await take(
      [
        aReferenceRow('satker-master', '501', {
          name: 'DINAS CONTOH',
          text: '1.01.2.22.0.00.01.0000',
          klpdName: 'Provinsi Contoh',
          kind: 'SKPD',
          status: 'Aktif',
          blud: null,
        }),
        aReferenceRow('satker-master', '502', {
          name: 'UPT CONTOH',
          text: '1.01.2.22.0.00.01.0007',
          klpdName: 'Provinsi Contoh',
          kind: 'SKPD',
          status: 'Aktif',
          blud: null,
        }),
      ],
      { feed: 'master-satker' },
    );
    await take(
      [
        aPurchaseRow({
          source: 'v6',
          key: 'A',
          satkerCode: null,
          satkerText: '1.01.2.22.0.00.01.0007',
          value: '10.00',
        }),
        aPurchaseRow({ source: 'v6', key: 'B', satkerCode: null, satkerText: '9.99', value: '20.00' }),
      ],
      { feed: 'v6-isb' },
    );
    await take([aPurchaseRow({ key: '1', satkerCode: '501', value: '5.00' })]);
    const report = await queries.report('perangkat-daerah', { klpd: 'D999', year: 2025 }, EVERYTHING);
    const figures = report.rows.map((row) => [row.label, row.totals.committed.value]);
    expect(figures).toContainEqual(['DINAS CONTOH', 1500n]);
    expect(figures.reduce((sum, [, value]) => sum + (value as bigint), 0n)).toBe(3500n);
  });

  it('gives the packages behind a figure, with their lines and the source row', async () => {
    await take([
      aPurchaseRow({ key: '1', value: '10.00', sourceRow: '{"kd_paket":1}' }),
      aPurchaseRow({ key: '2', value: '30.00', orderedOn: null }),
    ]);
    const page = await queries.packages({ klpd: 'D999', year: 2025 }, { page: 1, size: 1, sort: 'value' }, EVERYTHING);
    expect(page).toMatchObject({ pages: 2, total: { packages: 2, value: 4000n } });
    expect(page.items[0]).toMatchObject({ sourceKey: '2', value: 3000n, standing: 'completed' });
    const other = await queries.packages(
      { klpd: 'D999', year: 2025, months: [3] },
      { page: 1, size: 10, sort: 'date' },
      EVERYTHING,
    );
    const detail = await queries.package(other.items[0]?.id ?? '', EVERYTHING);
    expect(detail.lineItems).toHaveLength(1);
    const source = await queries.sourceRow(detail.lineItems[0]?.id ?? '', EVERYTHING);
    expect(source.row).toEqual({ kd_paket: 1 });
  });
});
