import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../../src/database/data-source.js';
import { openTestDatabase, withDatabase } from '../../support/database.js';

/**
 * A `describe` of what the embedded database cannot show: it has one session and one process. Without a server its one
 * test fails and says what is missing, so that a run of nothing is never taken for a run that passed.
 */
export function describeOnServer(name: string, tests: () => void): void {
  describe(`${name}`, () => {
    if (process.env['DATABASE_URL']) tests();
    else
      it('needs a PostgreSQL server: set DATABASE_URL, or run node scripts/with-database.mjs npm run test:server', () => {
        expect(process.env['DATABASE_URL'] ?? '').toMatch(/^postgres/);
      });
  });
}

/** A database of one test file's own, and a connection to it that is not the app's. */
export interface ServerDatabase {
  url: string;
  /** Without a statement timeout; for looking, holding locks and ending sessions. */
  source: DataSource;
  close(): Promise<void>;
}

/** With the schema and nothing in it. */
export async function migratedDatabase(): Promise<ServerDatabase> {
  const { source, database, close } = await openTestDatabase();
  if (database.target.kind !== 'server') throw new Error('DATABASE_URL is not set');
  return { url: database.target.url, source, close };
}

/** Without even the schema, as at the very first start. */
export async function emptyDatabase(): Promise<ServerDatabase> {
  const server = process.env['DATABASE_URL'] ?? '';
  const name = `lokapasar_server_${randomBytes(6).toString('hex')}`;
  const administer = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await administer(`create database ${name}`);
  const url = withDatabase(server, name);
  const source = connect(url);
  await source.initialize();
  return {
    url,
    source,
    async close() {
      await source.destroy();
      await administer(`drop database if exists ${name} with (force)`);
    },
  };
}

/** A pool of connections whose queries may take `statementTimeoutMs`; to be initialized. */
export function connect(url: string, statementTimeoutMs = 600_000): DataSource {
  return createDataSource({ kind: 'server', url }, { databasePool: 5, statementTimeoutMs });
}

/** Resolves once `look` finds what it looks for. Throws with `what` when it does not in time. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  withinMs = 120_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`Waited ${withinMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/**
 * Runs `work` while a session of ours holds the row that every change of figures writes last, so that whoever changes
 * them waits there, in the middle of the transaction, until `work` has ended.
 */
export async function whileFiguresAreHeld<T>(source: DataSource, work: () => Promise<T>): Promise<T> {
  return holding(source, 'select * from data_version for update', work);
}

/** Runs `work` while nobody else can read the figures. */
export async function whileFiguresAreLocked<T>(source: DataSource, work: () => Promise<T>): Promise<T> {
  return holding(source, 'lock table spending_cell in access exclusive mode', work);
}

async function holding<T>(source: DataSource, sql: string, work: () => Promise<T>): Promise<T> {
  const runner = source.createQueryRunner();
  await runner.startTransaction();
  try {
    await runner.query(sql);
    return await work();
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

/** Resolves once a session of this database waits for a lock that another one has. */
export async function somebodyWaits(source: DataSource, withinMs?: number): Promise<void> {
  await until(
    'a session that waits for a lock',
    async () => {
      const [found] = (await source.query(
        `select count(*)::int as n from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and query not ilike '%advisory%'`,
      )) as { n: number }[];
      return (found?.n ?? 0) > 0;
    },
    withinMs,
  );
}
