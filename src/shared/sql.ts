import { readFileSync } from 'node:fs';
import type { EntityManager } from 'typeorm';

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

/** Number of rows that an insert, update or delete touched. */
export async function affected(em: EntityManager, sql: string, parameters: unknown[] = []): Promise<number> {
  const [row] = await rows<{ n: string }>(
    em,
    `with touched as (${sql} returning 1) select count(*)::text as n from touched`,
    parameters,
  );
  return Number(row?.n ?? 0);
}
