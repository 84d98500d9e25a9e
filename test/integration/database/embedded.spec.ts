import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';

describe('a fresh database', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await openTestDatabase();
  });
  afterAll(() => db.close());

  it('has the schema of all migrations and answers the one spending view with no rows', async () => {
    expect(await db.source.query('select * from spending_line')).toEqual([]);
  });

  it('keeps its word within a transaction: what failed half-way left nothing', async () => {
    const half = db.source.transaction(async (tx) => {
      await tx.query(`insert into perangkat_daerah (klpd, name) values ('D999', 'Dinas Contoh')`);
      throw new Error('stop here');
    });
    await expect(half).rejects.toThrow('stop here');
    const [row] = (await db.source.query('select count(*)::int as n from perangkat_daerah')) as { n: number }[];
    expect(row?.n).toBe(0);
  });
});
