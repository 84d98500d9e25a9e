import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EVERYTHING } from '../../../src/access/scope.js';
import { CatalogueService } from '../../../src/catalogue/catalogue.service.js';
import { PurchasingIntake } from '../../../src/purchasing/intake/purchasing-intake.js';
import type { FeedRow } from '../../../src/purchasing/intake/rows.js';
import { OvopListService } from '../../../src/purchasing/ovop/ovop-list.service.js';
import { ProductPurchaseQueries } from '../../../src/purchasing/products/product-purchases.js';
import { OvopMarks } from '../../../src/purchasing/ovop/ovop-marks.js';
import { Refresh } from '../../../src/purchasing/refresh.js';
import type { SpendingFilter } from '../../../src/purchasing/spending.js';
import { SpendingQueries } from '../../../src/purchasing/spending.queries.js';
import { senToDecimal } from '../../../src/shared/money.js';
import { Signals } from '../../../src/shared/signals.js';
import { aListing, anEnterprise, aProduct } from '../../factories/catalogue-links.js';
import { aPurchaseRow, aReferenceRow } from '../../factories/feed-rows.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';

const BY = 'penguji';

describe('the links of the catalogue to purchases', () => {
  let db: TestDatabase;
  let intake: PurchasingIntake;
  let refresh: Refresh;
  let ovop: OvopListService;
  let queries: SpendingQueries;
  let batch = 0;

  beforeAll(async () => {
    db = await openTestDatabase();
    refresh = new Refresh(new Signals(db.source));
    intake = new PurchasingIntake(db.source, refresh);
    ovop = new OvopListService(db.source, new CatalogueService(db.source), refresh, new OvopMarks(db.source));
    queries = new SpendingQueries(db.source);
  });
  afterAll(() => db.close());
  beforeEach(() =>
    db.source.query(
      `truncate purchase, purchase_line, purchase_confirmation, reference_row, ovop_entry, ovop_mark, ovop_listed,
         product_purchase, spending_cell, spending_package, seller_day, sold_product, satker_assignment, satker_alias, supplier_seen, supplier_told,
         supplier_decision, product, enterprise restart identity cascade`,
    ),
  );

  async function take(...rows: FeedRow[]): Promise<string> {
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
    return String(batch);
  }

  const follow = (): Promise<boolean> => db.source.transaction((tx) => refresh.followList(tx));

  async function ovopValues(): Promise<{ yes: string; mixed: string; no: string }> {
    const { total } = await queries.report('source', { klpd: null, year: null }, EVERYTHING);
    const { yes, mixed, no } = total.committed.ovop;
    return { yes: senToDecimal(yes), mixed: senToDecimal(mixed), no: senToDecimal(no) };
  }

  async function bought(filter: Partial<SpendingFilter>): Promise<{ packages: number; value: string }> {
    const paging = { page: 1, size: 50, sort: 'value' as const };
    const { total } = await queries.packages({ klpd: null, year: null, ...filter }, paging, EVERYTHING);
    return { packages: total.packages, value: senToDecimal(total.value) };
  }

  it('mark by listings in v5 and v6, within their period, and one product stays one product', async () => {
    await take(
      aPurchaseRow({ key: '1', productIds: ['77'], value: '100.00', orderedOn: '2025-06-30' }),
      // The listing ended in mid-year: the day after is no longer marked.
      aPurchaseRow({ key: '2', productIds: ['77'], value: '40.00', orderedOn: '2025-07-01' }),
      aPurchaseRow({ key: '3', source: 'v6', productIds: ['p1', 'p2'], value: '9.00' }),
      // The same number in the other catalogue is another product.
      aPurchaseRow({ key: '4', source: 'v6', productIds: ['77'], value: '1.00' }),
    );
    const product = await aProduct(db.source, 'Tenun Contoh');
    await aListing(db.source, product, 'v5', '077', { validTo: '2025-06-30' });
    await aListing(db.source, product, 'v6', 'p1');
    await aListing(db.source, product, 'v6', 'p2');
    expect(await follow()).toBe(true);
    expect(await ovopValues()).toEqual({ yes: '109.00', mixed: '0.00', no: '41.00' });
    expect(await bought({ product })).toEqual({ packages: 2, value: '109.00' });
    expect(await bought({ product, productShare: 'shared' })).toEqual({ packages: 0, value: '0.00' });
    expect(await follow()).toBe(false);
  });

  it('say of each marked line which entry and which product it was', async () => {
    await take(
      aPurchaseRow({ key: '1', productIds: ['77'], value: '5.00' }),
      aPurchaseRow({ key: '2', supplierKey: '8', value: '7.00' }),
    );
    const product = await aProduct(db.source, 'Tenun Contoh');
    const listing = await aListing(db.source, product, 'v5', '77');
    const enterprise = await anEnterprise(db.source, 'Kelompok Contoh', [{ scheme: 'v5', key: '8', marksOvop: true }]);
    await follow();
    const page = await queries.packages({ klpd: null, year: null }, { page: 1, size: 9, sort: 'value' }, EVERYTHING);
    const entries = await Promise.all(
      page.items.map(async ({ id }) => (await queries.package(id, EVERYTHING)).lineItems[0]?.ovopEntry),
    );
    expect(entries).toEqual([
      {
        id: expect.stringMatching(/^penyedia-\d+$/),
        origin: 'penyedia',
        label: 'Kelompok Contoh',
        matchedOn: 'penyedia',
        product: null,
        enterpriseId: enterprise,
      },
      {
        id: `produk-${listing}`,
        origin: 'produk',
        label: 'Tenun Contoh',
        matchedOn: 'produk v5',
        product: { id: product, name: 'Tenun Contoh' },
        enterpriseId: null,
      },
    ]);
    expect(await bought({ ovopEntry: `produk-${listing}` })).toEqual({ packages: 1, value: '5.00' });
  });

  it('leave a v6 order mixed when only some of its products are listed, and divide it where the source tells', async () => {
    await take(
      aPurchaseRow({ key: 'a', source: 'v6', productIds: ['p1', 'x'], value: '50.00' }),
      aPurchaseRow({ key: 'b', source: 'v6', productIds: ['p1', 'q1'], value: '30.00' }),
      aPurchaseRow({ key: 'c', source: 'v6', productIds: ['p1', 'q1', 'x'], value: '20.00' }),
    );
    await take(
      aReferenceRow('order-produk', 'c1', { orderId: 'c', productId: 'p1', productName: 'Kain tenun', value: '11.00' }),
      aReferenceRow('order-produk', 'c2', { orderId: 'c', productId: 'q1', productName: 'Madu', value: '2.00' }),
      aReferenceRow('order-produk', 'c3', { orderId: 'c', productId: 'x', productName: 'Kotak', value: '7.00' }),
    );
    const [p, q] = [await aProduct(db.source, 'Tenun'), await aProduct(db.source, 'Madu')];
    await aListing(db.source, p, 'v6', 'p1');
    await aListing(db.source, q, 'v6', 'q1');
    await follow();
    // b is made of OVOP products alone; of c 11 + 2 are.
    expect(await ovopValues()).toEqual({ yes: '43.00', mixed: '50.00', no: '7.00' });
    expect(await bought({ product: p, productShare: 'own' })).toEqual({ packages: 1, value: '11.00' });
    expect(await bought({ product: p, productShare: 'shared' })).toEqual({ packages: 2, value: '80.00' });
    expect(await bought({ product: q, productShare: 'own' })).toEqual({ packages: 1, value: '2.00' });

    // The bureau's own entries find the same rows by product and by word: their value still counts once.
    await ovop.create({ kind: 'produk-v6', value: 'p1' }, BY);
    await ovop.create({ kind: 'kata', value: 'tenun' }, BY);
    expect(await ovopValues()).toEqual({ yes: '43.00', mixed: '50.00', no: '7.00' });
  });

  it('come before a hand-kept entry of the same kind, which takes the line over when the listing ends', async () => {
    await take(aPurchaseRow({ key: '1', productIds: ['77'], value: '5.00', orderedOn: '2025-03-10' }));
    const own = await ovop.create({ kind: 'produk-v5', value: '77' }, BY);
    expect(own.marks.lines).toBe(1);
    const listing = await aListing(db.source, await aProduct(db.source, 'Tenun'), 'v5', '77');
    await follow();
    expect((await ovop.get(own.id)).marks.lines).toBe(0);
    expect(await ovopValues()).toEqual({ yes: '5.00', mixed: '0.00', no: '0.00' });
    await db.source.query(`update product_listing set valid_to = '2025-03-09' where id = $1`, [listing]);
    await follow();
    expect((await ovop.get(own.id)).marks).toMatchObject({ lines: 1, value: 500n });
    expect(await ovopValues()).toEqual({ yes: '5.00', mixed: '0.00', no: '0.00' });
  });

  it('count for verified products only, and an archived one keeps what was bought until then', async () => {
    await take(
      aPurchaseRow({ key: '1', productIds: ['77'], value: '5.00', orderedOn: '2025-03-10' }),
      aPurchaseRow({ key: '2', productIds: ['77'], value: '6.00', orderedOn: '2025-03-11' }),
    );
    const product = await aProduct(db.source, 'Tenun', { verifiedOn: null });
    await aListing(db.source, product, 'v5', '77');
    expect(await follow()).toBe(false);
    await db.source.query(`update product set verified_on = '2025-09-01', verified_by = 'penguji'`);
    await follow();
    expect((await ovopValues()).yes).toBe('11.00');
    await db.source.query(`update product set state = 'arsip', archived_on = '2025-03-10'`);
    await follow();
    expect(await ovopValues()).toEqual({ yes: '5.00', mixed: '0.00', no: '6.00' });
    await db.source.query(`update product set state = 'draf', archived_on = null`);
    await follow();
    expect(await ovopValues()).toEqual({ yes: '0.00', mixed: '0.00', no: '11.00' });
  });

  it('mark what an enterprise sells only where a person says that it sells nothing else', async () => {
    await take(
      aPurchaseRow({ key: '1', supplierKey: '8', value: '1.00' }),
      aPurchaseRow({ key: '2', source: 'v6', supplierKey: '8', productIds: ['x'], value: '2.00' }),
      aPurchaseRow({ key: '3', source: 'toko-daring', supplierKey: 'toko contoh', value: '4.00' }),
    );
    await anEnterprise(db.source, 'Kelompok Contoh', [
      { scheme: 'v5', key: '8' },
      { scheme: 'v6', key: '8', marksOvop: true },
      { scheme: 'toko-daring', key: 'toko contoh', marksOvop: true },
      { scheme: 'sikap', key: '8' },
    ]);
    await follow();
    expect(await ovopValues()).toEqual({ yes: '6.00', mixed: '0.00', no: '1.00' });
    await db.source.query(
      `update enterprise_supplier_key set marks_ovop = false, marks_ovop_by = null where scheme = 'v6'`,
    );
    await follow();
    expect(await ovopValues()).toEqual({ yes: '4.00', mixed: '0.00', no: '3.00' });
  });

  it('are gone with an undone import, and are back with the version that it had replaced', async () => {
    const product = await aProduct(db.source, 'Tenun');
    await aListing(db.source, product, 'v5', '77');
    await take(aPurchaseRow({ key: '1', productIds: ['77'], value: '5.00', rowUpdatedAt: '2025-04-01T00:00:00Z' }));
    const later = await take(
      aPurchaseRow({ key: '1', productIds: ['77'], value: '8.00', rowUpdatedAt: '2025-05-01T00:00:00Z' }),
    );
    expect(await bought({ product })).toEqual({ packages: 1, value: '8.00' });
    await db.source.transaction((tx) => intake.undo(tx, later));
    expect(await bought({ product })).toEqual({ packages: 1, value: '5.00' });
    expect(await ovopValues()).toEqual({ yes: '5.00', mixed: '0.00', no: '0.00' });
    const [left] = (await db.source.query(
      `select (select count(*) from product_purchase b where not exists (select 1 from purchase_line l where l.id = b.line_id))
         + (select count(*) from ovop_mark m where not exists (select 1 from purchase_line l where l.id = m.line_id)) as n`,
    )) as { n: string }[];
    expect(Number(left?.n)).toBe(0);
  });

  it('give the same marks and figures step by step as when everything is made anew', async () => {
    await take(
      aPurchaseRow({ key: '1', klpd: 'D1', productIds: ['77'], value: '5.00' }),
      aPurchaseRow({ key: '2', klpd: 'D2', year: 2024, orderedOn: '2024-05-01', productIds: ['78'], value: '6.00' }),
      aPurchaseRow({ key: '3', source: 'v6', productIds: ['p1', 'x'], value: '7.00' }),
    );
    const everything = async (): Promise<unknown> => ({
      marks: await db.source.query(
        `select line_id, origin, entry_id, product_id, state, amount from ovop_mark order by line_id`,
      ),
      bought: await db.source.query('select * from product_purchase order by product_id, line_id'),
      cells: await db.source.query('select * from spending_cell order by klpd, year, source, ovop'),
      packages: await db.source.query('select * from spending_package order by klpd, year, source, kinds'),
      products: await db.source.query('select * from sold_product order by klpd, year, source, code'),
    });
    const product = await aProduct(db.source, 'Tenun');
    const first = await aListing(db.source, product, 'v5', '77');
    await follow();
    await aListing(db.source, product, 'v5', '78');
    await aListing(db.source, product, 'v6', 'p1');
    await db.source.query(`update product_listing set valid_to = '2024-12-31' where id = $1`, [first]);
    const before = await queries.dataVersion();
    await follow();
    expect((await queries.dataVersion()).version).not.toBe(before.version);
    const stepwise = await everything();
    await db.source.transaction((tx) => refresh.run(tx, 'all'));
    expect(await everything()).toEqual(stepwise);
    expect(await ovopValues()).toEqual({ yes: '6.00', mixed: '7.00', no: '5.00' });
  });

  it('say who bought a product by year and place, within the scope of whoever asks', async () => {
    await take(
      aPurchaseRow({ key: '1', satkerCode: '501', satkerName: 'Dinas A', productIds: ['77'], value: '10.00' }),
      aPurchaseRow({
        key: '2',
        satkerCode: '501',
        satkerName: 'Dinas A',
        productIds: ['77'],
        value: '5.00',
        status: 'proses_kontrak_ppk',
        year: 2024,
        orderedOn: '2024-02-01',
      }),
      aPurchaseRow({ key: '3', satkerCode: '502', satkerName: 'Dinas B', productIds: ['77'], value: '3.00' }),
      aPurchaseRow({
        key: '4',
        source: 'v6',
        satkerCode: '502',
        productIds: ['77'],
        status: 'CANCELLED',
        value: '9.00',
      }),
    );
    const product = await aProduct(db.source, 'Tenun');
    await aListing(db.source, product, 'v5', '77');
    await aListing(db.source, product, 'v6', '77');
    await follow();
    const [a] = (await db.source.query(
      `insert into perangkat_daerah (klpd, name, origin) values ('D999', 'Dinas A Contoh', 'staf') returning id::text`,
    )) as { id: string }[];
    await db.source.query(
      `insert into satker_assignment (klpd, satker_key, perangkat_daerah_id, state)
       select 'D999', satker_key, $1, 'dipastikan' from satker_alias where name = 'Dinas A' limit 1
       on conflict (klpd, satker_key, valid_from) do update set perangkat_daerah_id = excluded.perangkat_daerah_id`,
      [a?.id],
    );
    const purchases = new ProductPurchaseQueries(db.source);
    const all = await purchases.of(product, null, EVERYTHING);
    expect(all.total).toMatchObject({
      committed: { packages: 3, value: 1_800n },
      completed: { packages: 2, value: 1_300n },
      shared: { packages: 0, value: 0n },
      others: 1,
    });
    expect(all.years.map(({ year, committed }) => [year, committed.value])).toEqual([
      [2025, 1_300n],
      [2024, 500n],
    ]);
    const own = await purchases.of(product, null, { kind: 'perangkat-daerah', perangkatDaerahId: a?.id ?? '' });
    expect(own.rows.map(({ year, place, committed }) => [year, place.name, committed.value])).toEqual([
      [2025, 'Dinas A Contoh', 1_000n],
      [2024, 'Dinas A Contoh', 500n],
    ]);
    await expect(purchases.of('999', null, EVERYTHING)).rejects.toMatchObject({ code: 'product.not-found' });
  });
});
