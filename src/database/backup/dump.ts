import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/sql.js';
import { type BackupHeader, type BackupTable, type BackupWriter, FORMAT, type ReportChecksum } from './backup-file.js';
import { appliedMigrations, quoted, sequencesOf, tablesOf, useExactText } from './schema.js';
import { rowsAsText, TableChecksum } from './table-rows.js';

/** What the caller knows and the database does not. */
export interface BackupAbout {
  appVersion: string;
  madeAt: string;
  madeOn: string;
  keys: BackupHeader['keys'];
  /** Made in the same snapshot, after the rows; null when the schema is older than the program. */
  reports(): Promise<ReportChecksum[] | null>;
}

/**
 * Writes the whole database into `to`, in the caller's transaction, which must be one snapshot (repeatable read). `told`
 * hears of each table when it is written. Answers the header and the reports.
 */
export async function dump(
  em: EntityManager,
  to: BackupWriter,
  about: BackupAbout,
  told: (table: BackupTable) => void,
): Promise<{ header: BackupHeader; reports: ReportChecksum[] | null }> {
  await useExactText(em);
  const tables: BackupTable[] = [];
  for (const { name, columns } of await tablesOf(em)) {
    const [count] = await rows<{ n: string }>(em, `select count(*)::text as n from only ${quoted(name)}`);
    tables.push({ name, columns, rows: Number(count?.n ?? 0) });
  }
  const header: BackupHeader = {
    lokapasar: 'backup',
    format: FORMAT,
    appVersion: about.appVersion,
    madeAt: about.madeAt,
    madeOn: about.madeOn,
    migrations: await appliedMigrations(em),
    keys: about.keys,
    tables,
  };
  await to.write(header);
  for (const table of tables) {
    const sum = new TableChecksum(table.name);
    await to.write({ table: table.name });
    for await (const texts of rowsAsText(em, table.name)) {
      sum.add(texts);
      await to.write(texts);
    }
    if (sum.rows !== table.rows) throw new Error(`Table ${table.name} changed while it was written: no snapshot`);
    await to.write({ end: table.name, rows: sum.rows, checksum: sum.digest() });
    told(table);
  }
  await to.write({ sequences: await sequencesOf(em) });
  const reports = await about.reports();
  await to.write({ reports });
  return { header, reports };
}
