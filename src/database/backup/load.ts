import type { EntityManager } from 'typeorm';
import { MIGRATIONS } from '../migrations/index.js';
import { type BackupHeader, type BackupLine, type BackupSequence, readBackup } from './backup-file.js';
import {
  appliedMigrations,
  dropAll,
  freeTables,
  MIGRATION_TABLE,
  quoted,
  sequencesOf,
  tablesOf,
  useExactText,
} from './schema.js';
import { checksumOf, insertOf } from './table-rows.js';

/** What came in is not what went out; `differences` are sentences. The transaction must be rolled back. */
export class RestoreDiffersError extends Error {
  constructor(readonly differences: string[]) {
    super(`Yang dipulihkan berbeda dari cadangan: ${differences.join('; ')}`);
    this.name = 'RestoreDiffersError';
  }
}

/** Migrations of the file that this program does not know: it was made by a newer one. */
export function unknownMigrations(header: BackupHeader): string[] {
  const known = new Set(MIGRATIONS.map((migration) => migrationName(migration)));
  return header.migrations.map(({ name }) => name).filter((name) => !known.has(name));
}

/** Migrations that this program has and the file has not, in the order in which they run. */
export function laterMigrations(header: BackupHeader): string[] {
  const had = new Set(header.migrations.map(({ name }) => name));
  return MIGRATIONS.map((migration) => migrationName(migration)).filter((name) => !had.has(name));
}

/**
 * Puts the file's content in place of whatever is there, in the caller's transaction: schema of the file's level, rows,
 * sequences, then the migrations that came later. Table checksums are compared at the file's level. Throws
 * RestoreDiffersError, or BackupFileError at the end of a file that is not whole.
 */
export async function load(
  em: EntityManager,
  file: string,
  header: BackupHeader,
  told: (table: string, rows: number) => void,
): Promise<void> {
  await useExactText(em);
  const present = (await appliedMigrations(em)).map(({ name }) => name);
  const wanted = header.migrations.map(({ name }) => name);
  // At another level everything is made anew by the migrations of the file. At the same level the tables stay, and with
  // them what an administrator has granted on them.
  if (present.toSorted().join() !== wanted.toSorted().join()) {
    await dropAll(em);
    await em.query(`delete from ${MIGRATION_TABLE}`);
    await migrate(em, wanted);
  }
  const putBack = await freeTables(em);
  await empty(em);
  const sums = await loadRows(em, file, header, told);
  await putBack();
  await setSequences(em, sums.sequences);
  await em.query('analyze');
  const differences = await compareTables(em, sums.tables, sums.sequences);
  if (differences.length > 0) throw new RestoreDiffersError(differences);
  await migrate(em, laterMigrations(header));
}

/** Runs migrations by name, in the program's order, in the transaction at hand. */
async function migrate(em: EntityManager, names: readonly string[]): Promise<void> {
  const runner = em.queryRunner;
  if (!runner) throw new Error('A restore runs in a transaction');
  for (const Migration of MIGRATIONS) {
    const name = migrationName(Migration);
    if (!names.includes(name)) continue;
    await new Migration().up(runner);
    await em.query(`insert into ${MIGRATION_TABLE} (timestamp, name) values ($1, $2)`, [name.slice(-13), name]);
  }
}

/** 'Access1764000000001', as TypeORM writes it. */
function migrationName(migration: (typeof MIGRATIONS)[number]): string {
  return new migration().name ?? migration.name;
}

async function empty(em: EntityManager): Promise<void> {
  const tables = await tablesOf(em);
  await em.query(`truncate ${tables.map(({ name }) => `only ${quoted(name)}`).join(', ')}`);
}

interface FileSums {
  tables: { name: string; rows: number; checksum: string }[];
  sequences: BackupSequence[];
}

async function loadRows(
  em: EntityManager,
  file: string,
  header: BackupHeader,
  told: (table: string, rows: number) => void,
): Promise<FileSums> {
  const here = new Map((await tablesOf(em)).map((table) => [table.name, table]));
  const sums: FileSums = { tables: [], sequences: [] };
  for (const table of header.tables) {
    const columns = here.get(table.name)?.columns ?? [];
    if (JSON.stringify(columns) !== JSON.stringify(table.columns))
      throw new RestoreDiffersError([`kolom tabel ${table.name} tidak seperti di cadangan`]);
  }
  for (const name of here.keys())
    if (!header.tables.some((table) => table.name === name))
      throw new RestoreDiffersError([`tabel ${name} tidak ada di cadangan`]);
  let insert = '';
  let first = true;
  for await (const line of readBackup(file)) {
    if (first) {
      first = false;
      continue;
    }
    const content = line as BackupLine;
    if (Array.isArray(content)) await em.query(insert, [content]);
    else if ('table' in content) {
      const table = here.get(content.table);
      if (!table) throw new RestoreDiffersError([`tabel ${content.table} tidak dikenal`]);
      const columns = table.columns.map(({ name }) => name).filter((name) => !table.generated.includes(name));
      insert = insertOf(table.name, columns);
    } else if ('end' in content) {
      sums.tables.push({ name: content.end, rows: content.rows, checksum: content.checksum });
      told(content.end, content.rows);
    } else if ('sequences' in content) sums.sequences = content.sequences;
  }
  return sums;
}

/** `alter sequence` is undone with its transaction; `setval` would not be. */
async function setSequences(em: EntityManager, sequences: readonly BackupSequence[]): Promise<void> {
  for (const { name, next } of sequences) {
    if (!/^-?\d+$/.test(next)) throw new RestoreDiffersError([`urutan ${name} tidak sah`]);
    await em.query(`alter sequence ${quoted(name)} restart with ${next}`);
  }
}

async function compareTables(
  em: EntityManager,
  tables: FileSums['tables'],
  sequences: readonly BackupSequence[],
): Promise<string[]> {
  const differences: string[] = [];
  for (const { name, rows, checksum } of tables) {
    const sum = await checksumOf(em, name);
    if (sum.rows !== rows) differences.push(`tabel ${name}: ${sum.rows} baris, di cadangan ${rows}`);
    else if (sum.digest() !== checksum) differences.push(`isi tabel ${name} berbeda`);
  }
  if (JSON.stringify(await sequencesOf(em)) !== JSON.stringify(sequences)) differences.push('nomor urut berbeda');
  return differences;
}
