import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type PlanPart, SharesQueries } from '../../../src/participation/shares.queries.js';
import { Refresh } from '../../../src/purchasing/refresh.js';
import { Signals } from '../../../src/shared/signals.js';
import { aBudget, aPurchaseOf, KLPD } from '../../factories/purchases.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';

/** The worked example of the reference: one office, 8.75 % to 50 % by the denominator. In rupiah, millions left out. */
describe('shares of one year over several denominators', () => {
  let db: TestDatabase;
  let queries: SharesQueries;

  beforeAll(async () => {
    db = await openTestDatabase();
    queries = new SharesQueries(db.source);
    await db.source.transaction(async (tx) => {
      await tx.query(`insert into supplier_decision (scheme, key, umk) values ('v5', 'U', 'yes'), ('v5', 'N', 'no')`);
      const sale = (
        key: string,
        value: string,
        source: 'v5' | 'tender' = 'v5',
        standing: 'completed' | 'committed' = 'completed',
      ) => aPurchaseOf(tx, { year: 2026, value, source, standing, supplier: { scheme: 'v5', key } });
      await sale('U', '3500.00');
      await sale('N', '4500.00');
      await sale('N', '2000.00', 'tender');
      await sale('U', '9000.00', 'v5', 'committed');
      await aBudget(tx, { year: 2026, satker: '1', pengadaan: '20000.00' });
      const rup = (key: string, data: object) =>
        tx.query(
          `insert into reference_row (batch_id, family, key, is_current, klpd, year, data, row_no, facts, source_row)
           values (1, 'rup', $1, true, $2, 2026, $3::jsonb, 1, gen_random_uuid(), '{}')`,
          [key, KLPD, JSON.stringify(data)],
        );
      await rup('1', { pagu: '8000', umk: 'UKM', pdn: 'PDN', active: true, deleted: false, announced: 'Terumumkan' });
      await rup('2', {
        pagu: '8000',
        umk: 'Non-UKM',
        pdn: 'PDN',
        active: true,
        deleted: false,
        announced: 'Terumumkan',
      });
      await rup('3', { pagu: '5000', umk: 'UKM', pdn: 'PDN', active: true, deleted: true, announced: 'Terumumkan' });
      await new Refresh(new Signals(db.source)).run(tx, 'all');
    });
  });
  afterAll(() => db.close());

  it('are 40, 50, 35 and 17.5 % of the same office', async () => {
    const [year] = await queries.shares(KLPD, [2026]);
    const told = Object.fromEntries(Object.entries(year?.shares ?? {}).map(([code, { percent }]) => [code, percent]));
    expect(told).toEqual({
      M01: '40.00',
      M02: '50.00',
      M03: '35.00',
      M04: '17.50',
      M05: '80.00',
      M06: '80.00',
      M11: '0.00',
    });
  });

  it('are the sums of the rows behind them', async () => {
    const [year] = await queries.shares(KLPD, [2026]);
    const rowsOf = async (part: PlanPart) => {
      const { items, total, sum } = await queries.planRows(KLPD, 2026, part, 1, 100);
      expect(items.reduce((whole, { amount }) => whole + (amount ?? 0n), 0n)).toBe(sum);
      return [total, sum];
    };
    expect(await rowsOf('pagu')).toEqual([2, year?.shares.M02.whole]);
    expect(await rowsOf('pagu-umk')).toEqual([1, year?.shares.M01.part]);
    expect(await rowsOf('pagu-pdn')).toEqual([2, year?.shares.M06.part]);
    expect(await rowsOf('pengadaan')).toEqual([1, year?.shares.M04.whole]);
    expect((await queries.planRows(KLPD, 2025, 'pagu', 1, 100)).items).toEqual([]);
  });

  it('are not available where plan, budget or purchases are not on file', async () => {
    const [year] = await queries.shares(KLPD, [2025]);
    expect(Object.values(year?.shares ?? {}).every(({ percent }) => percent === null)).toBe(true);
  });
});
