import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AuditLog } from '../access/audit/audit-log.js';
import { type BackupHeader, BackupWriter, type ReportChecksum } from '../database/backup/backup-file.js';
import { dump } from '../database/backup/dump.js';
import { laterMigrations } from '../database/backup/load.js';
import { appliedMigrations } from '../database/backup/schema.js';
import { type OpenDatabase, openDatabase } from '../database/database.module.js';
import { actAs } from '../shared/actor.js';
import { today } from '../shared/dates.js';
import { type Env, readEnv } from '../shared/env.js';
import { KeyMissingError, KeyRing } from '../shared/keyring.js';
import { cliActor, type Speech, TERMINAL } from './speech.js';
import { reportChecksums } from './report-checksums.js';
import { keyCheck, keyNeeds } from './sealed-registry.js';

/** What backup and restore end with, besides 1 for a fault of ours. */
export const BACKUP_EXIT = { done: 0, usage: 2, refused: 3 } as const;

export const BACKUP_USAGE = `Pemakaian: lokapasar-ovop backup BERKAS

Menulis seluruh basis data ke satu berkas baru, dari basis data bawaan maupun server. Kunci enkripsi tidak ikut:
simpan berkas kunci di tempat lain. Pada basis data bawaan, hentikan aplikasi dahulu.
Berakhir dengan 0 bila selesai, 2 bila perintahnya keliru, 3 bila ditolak.`;

export async function backupCommand(args: string[], speech: Speech = TERMINAL): Promise<number> {
  const [file, ...more] = args;
  if (!file || file.startsWith('-') || more.length > 0) {
    speech.err(BACKUP_USAGE);
    return BACKUP_EXIT.usage;
  }
  const path = resolve(file);
  if (existsSync(path)) {
    speech.err(`Berkas ${path} sudah ada dan tidak ditimpa. Pilih nama lain.`);
    return BACKUP_EXIT.refused;
  }
  if (!statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory()) {
    speech.err(`Folder ${dirname(path)} tidak ada. Buat foldernya dahulu.`);
    return BACKUP_EXIT.refused;
  }
  const env = readEnv();
  // A backup leaves the schema as it is: it may be the last step before an upgrade.
  const database = await openDatabase(env, 'backup', false);
  try {
    return await actAs(cliActor('backup'), () => makeBackup(database, env, path, speech));
  } finally {
    await database.close();
  }
}

/** Writes the backup of an opened database; answers the exit code. */
export async function makeBackup(database: OpenDatabase, env: Env, path: string, speech: Speech): Promise<number> {
  const { source } = database;
  const ring = KeyRing.find(env);
  const migrations = await appliedMigrations(source.manager);
  if (migrations.length === 0) {
    speech.err('Basis data ini masih kosong, tanpa skema: tidak ada yang dicadangkan.');
    return BACKUP_EXIT.refused;
  }
  const older = laterMigrations({ migrations } as BackupHeader).length > 0;
  await source.transaction((tx) =>
    new AuditLog().record(tx, { action: 'backup.make', objectKind: 'database', objectId: null }),
  );
  let writer: BackupWriter;
  try {
    writer = await BackupWriter.create(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    speech.err(
      code === 'EEXIST'
        ? `Berkas ${path}.sebagian sudah ada: sisa cadangan yang terhenti, atau cadangan lain sedang berjalan. Hapus bila tidak ada, lalu ulangi.`
        : `Berkas ${path} tidak dapat ditulis (${code}). Pilih tempat lain.`,
    );
    return BACKUP_EXIT.refused;
  }
  const day = today(env.timeZone);
  let made: { header: BackupHeader; reports: ReportChecksum[] | null };
  try {
    made = await source.transaction('REPEATABLE READ', async (tx) =>
      dump(
        tx,
        writer,
        {
          appVersion: appVersion(),
          madeAt: new Date().toISOString(),
          madeOn: day,
          keys: (await keyNeeds(tx)).map((need) => ({ ...need, check: checkOf(ring, need.id) })),
          reports: () => (older ? Promise.resolve(null) : reportChecksums(source, tx, env, day)),
        },
        ({ name, rows }) => speech.err(`  ${name}: ${rows} baris`),
      ),
    );
    await writer.finish();
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  const rows = made.header.tables.reduce((sum, table) => sum + table.rows, 0);
  speech.out(`Cadangan ditulis: ${path} (${statSync(path).size} byte)`);
  speech.out(`Isinya ${made.header.tables.length} tabel, ${rows} baris; ${said(made.reports)}`);
  sayKeys(made.header.keys, env, ring, speech);
  return BACKUP_EXIT.done;
}

function said(reports: ReportChecksum[] | null): string {
  return reports === null
    ? 'sidik jari laporan tidak dibuat, karena skemanya lebih lama daripada aplikasi ini.'
    : `${reports.length} laporan diberi sidik jari.`;
}

function checkOf(ring: KeyRing | null, keyId: string): string | null {
  try {
    return ring === null ? null : keyCheck(ring, keyId);
  } catch (error) {
    if (error instanceof KeyMissingError) return null;
    throw error;
  }
}

function sayKeys(keys: BackupHeader['keys'], env: Env, ring: KeyRing | null, speech: Speech): void {
  if (keys.length === 0) {
    speech.out('Tidak ada isi yang dienkripsi di dalamnya.');
    return;
  }
  const where = env.encryptionKeys === null ? `berkas kunci ${env.keyFile}` : 'setelan ENCRYPTION_KEYS';
  speech.out(
    `PENTING: kunci enkripsi tidak ada di dalam cadangan ini. Simpan ${where} terpisah dari cadangan; tanpa kunci berikut ` +
      `arsip dan data pribadi di dalamnya tidak dapat dibuka lagi:`,
  );
  for (const { id, what } of keys) {
    const missing = ring?.has(id) ? '' : ' (TIDAK ADA pada kunci yang sekarang)';
    speech.out(`  ${id}: ${what.join(', ')}${missing}`);
  }
}

export function appVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
