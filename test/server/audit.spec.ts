import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { recordEvent } from '../../src/access/audit/audit-log.js';
import { verifyTrail } from '../../src/access/audit/verify.js';
import { createDataSource } from '../../src/database/data-source.js';
import { actAs } from '../../src/shared/actor.js';
import { describeOnServer, migratedDatabase, type ServerDatabase } from './support/server.js';

const WRITERS = 12;
const EACH = 25;

describeOnServer('the audit trail on a server', () => {
  let db: ServerDatabase;
  const pools: DataSource[] = [];
  beforeAll(async () => {
    db = await migratedDatabase();
    // As two processes of the app would: each has its own connections.
    for (let n = 0; n < 2; n += 1) {
      const pool = createDataSource(
        { kind: 'server', url: db.url },
        { databasePool: WRITERS / 2, statementTimeoutMs: 60_000 },
      );
      pools.push(await pool.initialize());
    }
  });
  afterAll(async () => {
    for (const pool of pools) await pool.destroy();
    await db.close();
  });

  const person = (name: string): Parameters<typeof actAs>[0] => ({
    kind: 'pengguna',
    id: name,
    name,
    role: 'biro-pbj',
    address: '192.0.2.1',
    requestId: null,
  });
  const trail = async (where = ''): Promise<{ seq: string; actor_name: string; object_id: string }[]> =>
    (await db.source.query(
      `select seq::text, actor_name, object_id from audit_entry ${where} order by audit_entry.seq`,
    )) as { seq: string; actor_name: string; object_id: string }[];

  it('stays one chain while many write at the same time and some take it back', async () => {
    const write = async (writer: number): Promise<void> => {
      const pool = pools[writer % 2] as DataSource;
      for (let n = 0; n < EACH; n += 1)
        await actAs(person(`penulis ${writer}`), () =>
          pool.transaction(async (tx) => {
            await tx.query(`insert into supplier_ukm_word (word_key, word, umk) values ($1, $1, 'no')`, [
              `kata ${writer}/${n}`,
            ]);
            if (n % 3 === 0)
              await recordEvent(tx, { action: 'test.event', objectKind: 'thing', objectId: `kata ${writer}/${n}` });
            if (n % 5 === 0) throw new Error('taken back');
          }),
        ).catch((error: unknown) => {
          if (!(error instanceof Error) || error.message !== 'taken back') throw error;
        });
    };
    await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));

    const written = Array.from({ length: EACH }, (_, n) => n).filter((n) => n % 5 !== 0);
    const events = written.filter((n) => n % 3 === 0);
    const rows = await trail();
    expect(rows).toHaveLength(WRITERS * (written.length + events.length));
    expect(rows.map(({ seq }) => Number(seq))).toEqual(rows.map((_, index) => index + 1));
    // A connection that another writer used before says nothing of that one.
    expect(rows.filter((row) => !row.object_id.startsWith(`kata ${row.actor_name.split(' ')[1]}/`))).toEqual([]);
    expect(await verifyTrail(db.source.manager, null)).toMatchObject({ whole: true, rows: rows.length });
  });

  it('does not make anybody wait for a long transaction that changed something first', async () => {
    const before = (await trail()).length;
    const long = pools[0]?.createQueryRunner();
    await long?.startTransaction();
    await long?.query(`update supplier_ukm_word set umk = 'yes' where word_key = 'kata 0/1'`);
    await pools[1]?.query(`update supplier_ukm_word set umk = 'yes' where word_key = 'kata 1/1'`);
    expect(await trail(`where seq > ${before}`)).toMatchObject([{ object_id: 'kata 1/1' }]);
    await long?.commitTransaction();
    await long?.release();
    expect(await trail(`where seq > ${before}`)).toMatchObject([{ object_id: 'kata 1/1' }, { object_id: 'kata 0/1' }]);
    expect((await verifyTrail(db.source.manager, null)).whole).toBe(true);
  });

  it('refuses changes also where ordinary triggers are switched off for a session', async () => {
    const runner = db.source.createQueryRunner();
    await runner.query(`set session_replication_role = 'replica'`);
    await expect(runner.query('delete from audit_entry where seq = 1')).rejects.toThrow('append-only');
    await expect(runner.query('truncate audit_entry')).rejects.toThrow('append-only');
    await runner.query(`set session_replication_role = 'origin'`);
    await runner.release();
    expect((await verifyTrail(db.source.manager, null)).whole).toBe(true);
  });

  it('fails a writer whose view is older than the chain, rather than fork it', async () => {
    const runner = db.source.createQueryRunner();
    await runner.startTransaction('REPEATABLE READ');
    await runner.query('select count(*) from audit_entry');
    await recordEvent(db.source.manager, { action: 'test.event', objectKind: 'thing', objectId: 'x' });
    await expect(
      recordEvent(runner.manager, { action: 'test.event', objectKind: 'thing', objectId: 'y' }),
    ).rejects.toThrow('audit_entry_pk');
    await runner.rollbackTransaction();
    await runner.release();
    expect((await verifyTrail(db.source.manager, null)).whole).toBe(true);
  });
});
