import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PurchaseEncoder } from '../../../src/purchasing/intake/purchase-encoder.js';
import { PurchaseStage } from '../../../src/purchasing/intake/purchase-stage.js';
import type { PurchaseRow } from '../../../src/purchasing/intake/rows.js';
import type { RowsForm } from '../../../src/purchasing/intake/staged-rows.js';
import { formFor } from '../../../src/purchasing/intake/take-in.js';
import { aPurchaseRow } from '../../factories/feed-rows.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';

/** Signs that one form or the other has a meaning of its own for. */
const HOSTILE = [
  '\\N',
  '\\.',
  'a\tb\nc\rd\\te',
  '\\\\',
  '"\\"',
  'it\'s {curly,braces} "quoted"',
  'NULL',
  '{}',
  '\b\f\v\u0001\u001f\u007f\u0085\u2028',
  'é e\u0301 \u{1f600} ½',
  ' spaces ',
  '',
];

describe('staging rows', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await openTestDatabase();
  });
  afterAll(() => db.close());

  /** Every form that this database takes; the server takes that of the embedded one as well. */
  const forms = (): RowsForm[] => [...new Set<RowsForm>(['json', formFor(db.source)])];
  const told = async (sql: string): Promise<Record<string, unknown>[]> => db.source.query(sql);

  async function stage(form: RowsForm, batchId: string, rows: PurchaseRow[], snapshotAt: string | null): Promise<void> {
    const staged = new PurchaseStage(
      db.source,
      { batchId, feed: 'v5', snapshotAt, completeYear: false, timeZone: 'Asia/Makassar' },
      form,
    );
    let id = 0;
    const encoder = new PurchaseEncoder({ form, batchId, feed: 'v5', snapshotAt }, (count) =>
      Promise.resolve(Array.from({ length: count }, () => `${batchId}${String(++id).padStart(4, '0')}`)),
    );
    await encoder.add(rows);
    const encoded = encoder.take();
    if (encoded) await staged.add(encoded);
  }

  it('keeps every sign of every text, in whichever form the rows travel', async () => {
    const rows = HOSTILE.map((text, n) =>
      aPurchaseRow({
        key: `K${n}`,
        name: text,
        productName: text,
        supplierName: text,
        productIds: [text, 'b', text],
        funds: [text],
        rupCodes: ['1', text, '2'],
        sourceRow: JSON.stringify({ [text]: text, list: [text] }),
      }),
    );
    for (const [n, form] of forms().entries()) {
      await stage(form, `${n + 1}`, rows, null);
      const heads = await told(
        `select name, funds, rup_codes as "rupCodes" from purchase_staged where batch_id = ${n + 1}
         order by length(source_key), source_key`,
      );
      expect(heads).toEqual(rows.map(({ name, funds, rupCodes }) => ({ name, funds, rupCodes })));
      const lines = await told(
        `select product_name as "productName", supplier_name as "supplierName", product_ids as "productIds",
           source_row as "sourceRow" from purchase_line where batch_id = ${n + 1} order by id`,
      );
      expect(lines).toEqual(
        rows.map(({ productName, supplierName, productIds, sourceRow }) => ({
          productName,
          supplierName,
          productIds,
          sourceRow,
        })),
      );
    }
  });

  it('stages the same rows in every form: what is missing stays missing, amounts and moments stay exact', async () => {
    const rows = [
      aPurchaseRow({ key: 'bare', name: null, year: 2025, funds: [], accounts: [], supplierKey: null, value: null }),
      aPurchaseRow({
        key: 'full',
        klpd: null,
        klpdName: 'Pemerintah Kabupaten Contoh',
        quantity: '0.000001',
        unitPrice: '99999999999999.99',
        shipping: '0',
        value: '123456789012345678.91',
        umkValue: '0.01',
        lineKey: '7',
        declaredTotal: '0.10',
        expectedLines: 2,
        rowUpdatedAt: '2025-03-10T23:59:59.999999+08:00',
        snapshotAt: '2025-04-01T00:00:00Z',
      }),
    ];
    const seen: unknown[] = [];
    for (const [n, form] of forms().entries()) {
      const batchId = `${n + 11}`;
      await stage(form, batchId, rows, '2025-05-01T00:00:00+08:00');
      const heads = await told(`select *, null as id, null as batch_id from purchase_staged where batch_id = ${batchId}
        order by source_key`);
      const lines = await told(`select *, null as id, null as purchase_id, null as batch_id from purchase_line
        where batch_id = ${batchId} order by row_no`);
      expect(heads[0]).toMatchObject({
        name: null,
        funds: [],
        accounts: [],
        snapshot_at: new Date('2025-04-30T16:00:00Z'),
      });
      expect(heads[1]).toMatchObject({
        klpd: 'nama:kab contoh',
        declared_total: '0.10',
        expected_lines: 2,
        detail_rank: 2,
        snapshot_at: new Date('2025-04-01T00:00:00Z'),
      });
      expect(lines[0]).toMatchObject({ supplier_key: null, value: null, line_key: null });
      expect(lines[1]).toMatchObject({ quantity: '0.000001', value: '123456789012345678.91', umk_value: '0.01' });
      seen.push({ heads, lines });
    }
    for (const one of seen) expect(one).toEqual(seen[0]);
  });

  it('leaves nothing behind of a piece that does not fit, and can go on with the next', async () => {
    for (const [n, form] of forms().entries()) {
      const batchId = `${n + 21}`;
      const bad = aPurchaseRow({ key: 'bad', value: '1'.repeat(30) });
      await expect(stage(form, batchId, [aPurchaseRow({ key: 'good' }), bad], null)).rejects.toThrow(/overflow/);
      expect(await told(`select 1 from purchase_staged where batch_id = ${batchId}`)).toEqual([]);
      expect(await told(`select 1 from purchase_line where batch_id = ${batchId}`)).toEqual([]);
      await stage(form, batchId, [aPurchaseRow({ key: 'good' })], null);
      expect(await told(`select source_key from purchase_staged where batch_id = ${batchId}`)).toEqual([
        { source_key: 'good' },
      ]);
    }
  });
});
