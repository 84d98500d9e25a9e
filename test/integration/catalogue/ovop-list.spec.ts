import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CatalogueService } from '../../../src/catalogue/catalogue.service.js';
import { PurchasingIntake } from '../../../src/purchasing/intake/purchasing-intake.js';
import type { FeedRow } from '../../../src/purchasing/intake/rows.js';
import { OvopListService } from '../../../src/purchasing/ovop/ovop-list.service.js';
import { OvopMarks } from '../../../src/purchasing/ovop/ovop-marks.js';
import { Refresh } from '../../../src/purchasing/refresh.js';
import { SpendingQueries } from '../../../src/purchasing/spending.queries.js';
import { senToDecimal } from '../../../src/shared/money.js';
import { Signals } from '../../../src/shared/signals.js';
import { aPurchaseRow, aReferenceRow } from '../../factories/feed-rows.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { EVERYTHING } from '../../../src/access/scope.js';

const BY = 'penguji';

describe('the OVOP list', () => {
  let db: TestDatabase;
  let intake: PurchasingIntake;
  let ovop: OvopListService;
  let queries: SpendingQueries;
  let batch = 0;

  beforeAll(async () => {
    db = await openTestDatabase();
    const refresh = new Refresh(new Signals(db.source));
    intake = new PurchasingIntake(db.source, refresh);
    ovop = new OvopListService(db.source, new CatalogueService(db.source), refresh, new OvopMarks(db.source));
    queries = new SpendingQueries(db.source);
  });
  afterAll(() => db.close());
  beforeEach(() =>
    db.source.query(
      `truncate purchase, purchase_line, purchase_confirmation, reference_row, ovop_entry, ovop_mark, spending_cell,
         spending_package, seller_day, sold_product, satker_assignment, satker_alias, supplier_seen, supplier_told, supplier_decision restart identity`,
    ),
  );

  async function take(...rows: FeedRow[]): Promise<void> {
    batch += 1;
    const taking = intake.open({
      batchId: String(batch),
      feed: 'v5',
      snapshotAt: null,
      completeYear: false,
      timeZone: 'Asia/Makassar',
    });
    await taking.add(rows);
    await db.source.transaction((tx) => taking.apply(tx));
  }

  async function ovopValues(): Promise<{ yes: string; mixed: string; no: string }> {
    const { total } = await queries.report('source', { klpd: null, year: null }, EVERYTHING);
    const { yes, mixed, no } = total.committed.ovop;
    return { yes: senToDecimal(yes), mixed: senToDecimal(mixed), no: senToDecimal(no) };
  }

  const file = (text: string): Uint8Array => new TextEncoder().encode(text);

  it('changes the figures in the same step in which an entry is made, changed and ended', async () => {
    await take(
      aPurchaseRow({ key: '1', name: 'Belanja kain tenun', value: '100.00', orderedOn: '2025-03-10' }),
      aPurchaseRow({ key: '2', name: 'Belanja kertas', value: '40.00' }),
    );
    expect(await ovopValues()).toEqual({ yes: '0.00', mixed: '0.00', no: '140.00' });
    const entry = await ovop.create({ kind: 'kata', value: 'Tenun' }, BY);
    expect(await ovopValues()).toEqual({ yes: '100.00', mixed: '0.00', no: '40.00' });
    expect(entry.marks).toMatchObject({ lines: 1, packages: 1, value: 10_000n, mixed: 0n });
    await ovop.change(entry.id, { kind: 'kata', value: 'Tenun', validTo: '2025-03-09' });
    expect(await ovopValues()).toEqual({ yes: '0.00', mixed: '0.00', no: '140.00' });
  });

  it('finds words as whole words only, whatever their case and punctuation', async () => {
    await take(
      aPurchaseRow({ key: '1', name: 'Kopi-Bajawa, 2 kg', value: '10.00' }),
      aPurchaseRow({ key: '2', name: 'Fotokopi bahan rapat', value: '20.00' }),
      aPurchaseRow({ key: '3', name: 'Konsumsi', productName: 'KOPI BAJAWA bubuk', value: '30.00' }),
    );
    await ovop.create({ kind: 'kata', value: 'kopi bajawa' }, BY);
    expect((await ovopValues()).yes).toBe('40.00');
  });

  it('finds by product, supplier, commodity, v6 product and merchant, each in its own source only', async () => {
    await take(
      aPurchaseRow({ key: '1', productIds: ['77'], supplierKey: '5', commodityCode: '9', value: '1.00' }),
      aPurchaseRow({ key: '2', productIds: ['88'], supplierKey: '6', commodityCode: '9', value: '2.00' }),
      aPurchaseRow({ key: '3', source: 'v6', productIds: ['77'], supplierKey: '5', value: '4.00' }),
      aPurchaseRow({ key: '4', source: 'toko-daring', supplierKey: 'toko contoh', value: '8.00' }),
    );
    const yes = async (input: Parameters<OvopListService['create']>[0]): Promise<string> => {
      const entry = await ovop.create(input, BY);
      const found = (await ovopValues()).yes;
      await ovop.change(entry.id, { kind: 'kata', value: `tidak ada ${entry.id}` });
      return found;
    };
    expect(await yes({ kind: 'produk-v5', value: '077' })).toBe('1.00');
    expect(await yes({ kind: 'penyedia', scheme: 'v5', value: '5' })).toBe('1.00');
    expect(await yes({ kind: 'penyedia', scheme: 'v6', value: '5' })).toBe('4.00');
    expect(await yes({ kind: 'komoditas', value: '9' })).toBe('3.00');
    expect(await yes({ kind: 'produk-v6', value: '77' })).toBe('4.00');
    expect(await yes({ kind: 'merchant', value: 'TOKO  Contoh' })).toBe('8.00');
  });

  it('says before it is kept how much a short word or a general commodity would find', async () => {
    await take(
      aReferenceRow('komoditas', '567', {
        name: 'Alat Kantor',
        catalogueKind: 'nasional',
        ownerCode: null,
        ownerName: null,
      }),
      aPurchaseRow({ key: '1', name: 'Se i sapi', commodityCode: '567', value: '1500000.00' }),
      aPurchaseRow({ key: '2', name: 'Pena se warna', commodityCode: '568', value: '10.00' }),
    );
    const [short] = await ovop.warnings(ovop.check({ kind: 'kata', value: 'se' }));
    expect(short?.message).toContain('cocok dengan 2 paket senilai Rp1.500.010');
    const [general] = await ovop.warnings(ovop.check({ kind: 'komoditas', value: '567' }));
    expect(general).toMatchObject({ code: 'general-commodity' });
    expect(general?.message).toContain('1 paket dari 1 penyedia');
    expect(await ovop.warnings(ovop.check({ kind: 'komoditas', value: '568' }))).toEqual([]);
    expect(await ovop.warnings(ovop.check({ kind: 'kata', value: 'tenun' }))).toEqual([]);
  });

  it('refuses the same word twice for one day, and lets it come back later', async () => {
    await ovop.create({ kind: 'kata', value: 'madu', validFrom: '2025-01-01', validTo: '2025-06-30' }, BY);
    await expect(ovop.create({ kind: 'kata', value: 'MADU', validFrom: '2025-06-30' }, BY)).rejects.toMatchObject({
      code: 'ovop.overlap',
    });
    await ovop.create({ kind: 'kata', value: 'Madu', validFrom: '2025-07-01' }, BY);
    expect(await ovop.list({ day: '2025-07-01', state: 'now' })).toHaveLength(1);
    expect(await ovop.list({ day: '2025-07-01' })).toHaveLength(2);
  });

  it('deletes an entry only while no purchase is marked by it', async () => {
    await take(aPurchaseRow({ name: 'Kain tenun' }));
    const used = await ovop.create({ kind: 'kata', value: 'tenun' }, BY);
    const unused = await ovop.create({ kind: 'kata', value: 'gerabah' }, BY);
    await expect(ovop.remove(used.id)).rejects.toMatchObject({ code: 'ovop.in-use' });
    await ovop.remove(unused.id);
    expect((await ovop.list({ day: '2026-01-01' })).map((entry) => entry.id)).toEqual([used.id]);
  });

  it('takes a list whole or not at all, and the same list twice changes nothing', async () => {
    const list = file('Keterangan;Kode atau Kata;JENIS;Berlaku Dari\n;tenun;Kata;01/01/2025\nkatalog;12;produk v5;\n');
    expect(await ovop.preview(list)).toMatchObject({ applied: false, read: 2, added: 2, withoutStart: 1 });
    expect(await ovop.list({ day: '2026-01-01' })).toEqual([]);
    expect(await ovop.import(list, BY)).toMatchObject({ applied: true, read: 2, added: 2, unchanged: 0, rejected: 0 });
    expect(await ovop.import(list, BY)).toMatchObject({ applied: true, read: 2, added: 0, unchanged: 2 });

    const bad = file('Jenis;Kode atau Kata\nkata;madu\nproduk v5;abc\nkata;\n');
    const refused = await ovop.import(bad, BY);
    expect(refused).toMatchObject({ applied: false, read: 3, added: 1, rejected: 2 });
    expect(refused.problems.map(({ line, column, value }) => [line, column, value])).toEqual([
      [3, 'Kode atau Kata', 'abc'],
      [4, 'Kode atau Kata', ''],
    ]);
    expect((await ovop.list({ day: '2026-01-01' })).map((entry) => entry.valueKey)).toEqual(
      ['tenun', '12'].sort().reverse(),
    );
  });

  it('leaves list and marks as they were when bringing the marks up to date fails half-way', async () => {
    await take(aPurchaseRow({ name: 'Kain tenun' }));
    const broken = new OvopListService(
      db.source,
      new CatalogueService(db.source),
      Object.assign(new Refresh(new Signals(db.source)), {
        touch: () => Promise.reject(new Error('lampu padam')),
      }),
      new OvopMarks(db.source),
    );
    await expect(broken.create({ kind: 'kata', value: 'tenun' }, BY)).rejects.toThrow('lampu padam');
    expect(await ovop.list({ day: '2026-01-01' })).toEqual([]);
    expect((await ovopValues()).yes).toBe('0.00');
  });
});
