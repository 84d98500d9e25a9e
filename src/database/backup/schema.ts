import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/sql.js';
import type { BackupColumn, BackupSequence } from './backup-file.js';

/** Where TypeORM writes which migrations ran; told in the header of a backup, not among its tables. */
export const MIGRATION_TABLE = 'schema_migration';

/** Objects of our schema, not those that an extension brought along. */
const OURS = (catalogue: string): string => `relnamespace = 'public'::regnamespace
  and not exists (select 1 from pg_depend d
    where d.classid = '${catalogue}'::regclass and d.objid = c.oid and d.deptype = 'e')`;

/** Every table that holds rows, by name, with its columns in their order; generated ones are said apart. */
export async function tablesOf(
  em: EntityManager,
): Promise<{ name: string; columns: BackupColumn[]; generated: string[] }[]> {
  const found = await rows<{ name: string; column: string; type: string; generated: boolean }>(
    em,
    `select c.relname as name, a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
       a.attgenerated <> '' as generated
     from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind = 'r' and c.relname <> $1 and ${OURS('pg_class')}
     order by c.relname collate "C", a.attnum`,
    [MIGRATION_TABLE],
  );
  const tables = new Map<string, { name: string; columns: BackupColumn[]; generated: string[] }>();
  for (const { name, column, type, generated } of found) {
    const table = tables.get(name) ?? { name, columns: [], generated: [] };
    table.columns.push({ name: column, type });
    if (generated) table.generated.push(column);
    tables.set(name, table);
  }
  return [...tables.values()];
}

/** Every sequence, identity columns' included, with the number that it gives next. */
export async function sequencesOf(em: EntityManager): Promise<BackupSequence[]> {
  const found = await rows<{ name: string; by: string }>(
    em,
    `select c.relname as name, s.seqincrement::text as by
     from pg_class c join pg_sequence s on s.seqrelid = c.oid
     where ${OURS('pg_class')} and c.relname not like '${MIGRATION_TABLE}%'
     order by c.relname collate "C"`,
  );
  const sequences: BackupSequence[] = [];
  for (const { name, by } of found) {
    const [at] = await rows<{ next: string }>(
      em,
      `select (last_value + case when is_called then $1::bigint else 0 end)::text as next from ${quoted(name)}`,
      [by],
    );
    sequences.push({ name, next: at?.next ?? '1' });
  }
  return sequences;
}

/** Applied migrations in their order; empty where there is no schema yet. */
export async function appliedMigrations(em: EntityManager): Promise<{ name: string; timestamp: string }[]> {
  const [known] = await rows<{ known: boolean }>(em, `select to_regclass($1) is not null as known`, [
    `public.${MIGRATION_TABLE}`,
  ]);
  if (!known?.known) return [];
  return rows(em, `select name, timestamp::text as timestamp from ${MIGRATION_TABLE} order by timestamp, id`);
}

/** How values are written and read as text, whatever the server or the session says. For the running transaction. */
export async function useExactText(em: EntityManager): Promise<void> {
  await em.query(`select set_config(name, value, true) from (values
    ('DateStyle', 'ISO, YMD'), ('IntervalStyle', 'postgres'), ('TimeZone', 'UTC'), ('extra_float_digits', '1'),
    ('bytea_output', 'hex'), ('xmloption', 'content'), ('statement_timeout', '0'), ('synchronize_seqscans', 'off'),
    ('idle_in_transaction_session_timeout', '0'), ('search_path', 'public')) as s (name, value)`);
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Removes everything of our schema but the list of migrations. Views, functions and types too. */
export async function dropAll(em: EntityManager): Promise<void> {
  const statements = await rows<{ sql: string }>(
    em,
    `select format('drop %s if exists public.%I cascade',
       case relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end, relname) as sql
     from pg_class c
     where relkind in ('v', 'm', 'r', 'p', 'f') and relname <> $1 and ${OURS('pg_class')}
     order by relkind = 'r'`,
    [MIGRATION_TABLE],
  );
  for (const { sql } of statements) await em.query(sql);
  const rest = await rows<{ sql: string }>(
    em,
    `select format('drop sequence if exists public.%I cascade', relname) as sql
     from pg_class c
     where relkind = 'S' and relname not like '${MIGRATION_TABLE}%' and ${OURS('pg_class')}
     union all
     select format('drop routine if exists %s cascade', p.oid::regprocedure)
     from pg_proc p
     where p.pronamespace = 'public'::regnamespace and not exists (select 1 from pg_depend d
       where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
     union all
     select format('drop type if exists public.%I cascade', t.typname)
     from pg_type t
     where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd', 'r') and not exists (
       select 1 from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')
     union all
     select format('drop type if exists public.%I cascade', c.relname)
     from pg_class c where relkind = 'c' and ${OURS('pg_class')}`,
  );
  for (const { sql } of rest) await em.query(sql);
}

/**
 * Takes away what would hinder loading rows table by table, and answers how to put it back: foreign keys (rows may refer
 * to rows that come later) and triggers (the rows bear the marks of their own time).
 */
export async function freeTables(em: EntityManager): Promise<() => Promise<void>> {
  const keys = await rows<{ drop: string; add: string }>(
    em,
    `select format('alter table %s drop constraint %I', k.conrelid::regclass, k.conname) as drop,
       format('alter table %s add constraint %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) as add
     from pg_constraint k
     where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.conparentid = 0
     order by k.oid`,
  );
  const triggers = await rows<{ disable: string; enable: string }>(
    em,
    `select format('alter table %s disable trigger %I', t.tgrelid::regclass, t.tgname) as disable,
       format('alter table %s enable %strigger %I', t.tgrelid::regclass,
         case t.tgenabled when 'A' then 'always ' when 'R' then 'replica ' else '' end, t.tgname) as enable
     from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where not t.tgisinternal and t.tgenabled <> 'D' and c.relkind in ('r', 'p') and ${OURS('pg_class')}
     order by t.oid`,
  );
  for (const { drop } of keys) await em.query(drop);
  for (const { disable } of triggers) await em.query(disable);
  return async () => {
    for (const { add } of keys) await em.query(add);
    for (const { enable } of triggers) await em.query(enable);
  };
}
