import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { isServer } from './locks.js';

/**
 * Text of a `.sql` file beside the module that asks: `loadSql('queries/value-by-province.sql', import.meta.url)`.
 * Read at load time, so a missing file stops the start and not the first request.
 */
export function loadSql(file: string, from: string): string {
  return readFileSync(new URL(file, from), 'utf8');
}

/** Runs a query and says what its rows look like; the caller's row type is the contract with the `.sql` file. */
export async function rows<T>(em: EntityManager, sql: string, parameters: unknown[] = []): Promise<T[]> {
  return (await em.query(sql, parameters)) as T[];
}

/** Names of prepared statements by their text. What is prepared stays with its connection: only so many are. */
const prepared = new Map<string, string>();
const MOST_PREPARED = 100;

/**
 * As `rows`, outside of transactions, for a statement that is asked often and takes long to plan: on a server each connection
 * prepares it once. Its text must be one of few; what differs from one question to the next belongs into the parameters.
 */
export async function preparedRows<T>(source: DataSource, sql: string, parameters: unknown[]): Promise<T[]> {
  const name = isServer(source) ? nameOf(sql) : null;
  if (name === null) return rows<T>(source.manager, sql, parameters);
  const runner = source.createQueryRunner('master');
  try {
    const client = (await runner.connect()) as PreparingClient;
    return (await client.query({ name, text: sql, values: parameters })).rows as T[];
  } catch (error) {
    // As TypeORM tells it of every other statement: what the database answers is told apart from faults of ours by it.
    if (!PLAN_IS_GONE.has((error as { code?: unknown }).code))
      throw new QueryFailedError(sql, parameters, error as Error);
  } finally {
    await runner.release();
  }
  return rows<T>(source.manager, sql, parameters);
}

/** The plan was made for a table that has been altered since, or the connection does not know the statement any more. */
const PLAN_IS_GONE: ReadonlySet<unknown> = new Set(['0A000', '26000']);

interface PreparingClient {
  query(config: { name: string; text: string; values: unknown[] }): Promise<{ rows: unknown[] }>;
}

function nameOf(sql: string): string | null {
  const known = prepared.get(sql);
  if (known !== undefined || prepared.size >= MOST_PREPARED) return known ?? null;
  const name = `lokapasar_${createHash('sha256').update(sql).digest('hex').slice(0, 24)}`;
  prepared.set(sql, name);
  return name;
}

/** Number of rows that an insert, update or delete touched. */
export async function affected(em: EntityManager, sql: string, parameters: unknown[] = []): Promise<number> {
  const [row] = await rows<{ n: string }>(
    em,
    `with touched as (${sql} returning 1) select count(*)::text as n from touched`,
    parameters,
  );
  return Number(row?.n ?? 0);
}
