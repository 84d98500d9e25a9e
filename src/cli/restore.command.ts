import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../access/audit/audit-log.js';
import {
  type BackupHeader,
  BackupFileError,
  checkBackup,
  type ReportChecksum,
} from '../database/backup/backup-file.js';
import { laterMigrations, load, RestoreDiffersError, unknownMigrations } from '../database/backup/load.js';
import { appliedMigrations, quoted } from '../database/backup/schema.js';
import { type OpenDatabase, openDatabase, runMigrations } from '../database/database.module.js';
import { actAs } from '../shared/actor.js';
import { type Env, readEnv } from '../shared/env.js';
import { KeyMissingError, KeyRing } from '../shared/keyring.js';
import { isServer } from '../shared/locks.js';
import { rows } from '../shared/sql.js';
import { BACKUP_EXIT, appVersion } from './backup.command.js';
import { reportChecksums } from './report-checksums.js';
import { keyCheck } from './sealed-registry.js';
import { cliActor, type Speech, TERMINAL } from './speech.js';

export const RESTORE_USAGE = `Pemakaian: lokapasar-ovop restore BERKAS [pilihan]

  --replace            ganti isi basis data yang ada (tanpa ini hanya basis data kosong yang diisi)
  --yes                wajib bersama --replace: ya, hapus isi yang ada
  --without-key KUNCI  lanjutkan walaupun kunci ini tidak ada; yang dienkripsi dengannya tidak dapat dibuka.
                       Boleh beberapa kali

Semua dipulihkan dalam satu langkah: bila gagal atau terhenti, basis data tetap seperti semula. Isi tabel dan laporan
dibandingkan dengan sidik jari di cadangan. Hentikan semua proses aplikasi dahulu.
Berakhir dengan 0 bila selesai, 2 bila perintahnya keliru, 3 bila ditolak.`;

/** How long the restore waits for others to let go of the tables. */
const LOCK_WAIT = '20s';

export interface RestoreOptions {
  replace: boolean;
  withoutKeys: readonly string[];
}

/** The restore cannot or shall not be done; nothing was changed. */
class RestoreRefused extends Error {}

export async function restoreCommand(args: string[], speech: Speech = TERMINAL): Promise<number> {
  const asked = readArguments(args);
  if (typeof asked === 'string') {
    speech.err(`${asked}\n\n${RESTORE_USAGE}`);
    return BACKUP_EXIT.usage;
  }
  const env = readEnv();
  const database = await openDatabase(env, 'restore', false);
  try {
    return await actAs(cliActor('restore'), () => restoreBackup(database, env, asked.file, asked, speech));
  } finally {
    await database.close();
  }
}

/** Restores into an opened database; answers the exit code. Whatever is refused leaves the database as it was. */
export async function restoreBackup(
  database: OpenDatabase,
  env: Env,
  file: string,
  options: RestoreOptions,
  speech: Speech,
): Promise<number> {
  try {
    const backup = await checkBackup(file);
    refuseNewer(backup.header);
    checkKeys(backup.header, env, options, speech);
    await prepare(database, options);
    await replaceAll(database, env, file, backup, speech);
    return BACKUP_EXIT.done;
  } catch (error) {
    if (error instanceof RestoreRefused || error instanceof BackupFileError) speech.err(error.message);
    else if (error instanceof RestoreDiffersError)
      speech.err(
        `Pemulihan dibatalkan, basis data tetap seperti semula. Yang dipulihkan berbeda dari cadangan:\n` +
          error.differences.map((one) => `  ${one}`).join('\n'),
      );
    else if ((error as { code?: string }).code === '55P03')
      speech.err(
        'Tabel sedang dipakai proses lain. Hentikan semua proses aplikasi, lalu ulangi; basis data tetap seperti semula.',
      );
    else throw error;
    return BACKUP_EXIT.refused;
  }
}

async function replaceAll(
  database: OpenDatabase,
  env: Env,
  file: string,
  { header, reports }: { header: BackupHeader; reports: ReportChecksum[] | null },
  speech: Speech,
): Promise<void> {
  const { source } = database;
  const later = laterMigrations(header);
  const sameProgram = later.length === 0 && header.appVersion === appVersion();
  let compared = 0;
  await source.transaction(async (tx) => {
    await tx.query(`set local lock_timeout = '${LOCK_WAIT}'`);
    await load(tx, file, header, (table, count) => speech.err(`  ${table}: ${count} baris`));
    if (reports !== null) {
      const different = differencesOf(reports, await reportChecksums(source, tx, env, header.madeOn));
      // A newer program may define a report otherwise; the rows under it are proven by the tables' own checksums.
      if (different.length > 0 && sameProgram) throw new RestoreDiffersError(different);
      for (const one of different) speech.err(`  PERHATIAN, berbeda karena versi aplikasi: ${one}`);
      compared = reports.length - different.length;
    }
    await new AuditLog().record(tx, {
      action: 'restore.done',
      objectKind: 'database',
      objectId: null,
      after: { madeAt: header.madeAt, appVersion: header.appVersion, reports: compared, migrations: later },
    });
  });
  const count = header.tables.reduce((sum, table) => sum + table.rows, 0);
  speech.out(`Dipulihkan dari cadangan ${header.madeAt}: ${header.tables.length} tabel, ${count} baris.`);
  if (later.length > 0) speech.out(`Skema lalu dimutakhirkan: ${later.join(', ')}`);
  speech.out(
    reports === null
      ? 'Isi setiap tabel sama dengan cadangan; cadangan ini tidak memuat sidik jari laporan.'
      : `Isi setiap tabel dan ${compared} dari ${reports.length} laporan sama dengan cadangan.`,
  );
}

function differencesOf(before: readonly ReportChecksum[], after: readonly ReportChecksum[]): string[] {
  const now = new Map(after.map(({ report, sha256 }) => [report, sha256]));
  const different = before
    .filter(({ report, sha256 }) => now.get(report) !== sha256)
    .map(({ report }) => `laporan ${report}`);
  const had = new Set(before.map(({ report }) => report));
  return [
    ...different,
    ...after.filter(({ report }) => !had.has(report)).map(({ report }) => `laporan ${report} tidak ada di cadangan`),
  ];
}

function refuseNewer(header: BackupHeader): void {
  const unknown = unknownMigrations(header);
  if (unknown.length > 0)
    throw new RestoreRefused(
      `Cadangan ini dibuat versi aplikasi yang lebih baru (${header.appVersion}; skema ${unknown.join(', ')}). Pasang versi ` +
        `itu dahulu, lalu pulihkan. Basis data tidak diubah.`,
    );
}

/** Every key that the backup needs is here and is the same one, or the person goes on without it knowingly. */
function checkKeys(header: BackupHeader, env: Env, options: RestoreOptions, speech: Speech): void {
  if (header.keys.length === 0) return;
  const ring = KeyRing.find(env);
  const where = env.encryptionKeys === null ? `berkas kunci ${env.keyFile}` : 'setelan ENCRYPTION_KEYS';
  const problems: string[] = [];
  for (const { id, check, what } of header.keys) {
    const state = ring === null || !ring.has(id) ? 'tidak ada' : isOther(ring, id, check) ? 'lain isinya' : null;
    if (state === null) continue;
    const sentence = `kunci "${id}" ${state} di ${where}; memerlukannya: ${what.join(', ')}`;
    if (options.withoutKeys.includes(id)) speech.err(`  PERHATIAN: ${sentence}. Dilanjutkan tanpa kunci itu.`);
    else problems.push(sentence);
  }
  if (problems.length === 0) return;
  const [first] = header.keys;
  throw new RestoreRefused(
    `Cadangan ini memerlukan kunci enkripsi yang tidak tersedia:\n${problems.map((one) => `  ${one}`).join('\n')}\n` +
      `Kembalikan berkas kunci yang disimpan terpisah ke ${env.keyFile}, lalu ulangi. Bila kunci itu memang hilang, ` +
      `tambahkan --without-key ${first?.id ?? 'KUNCI'}: sisanya dipulihkan, yang dienkripsi dengannya tidak akan dapat dibuka. ` +
      `Basis data tidak diubah.`,
  );
}

function isOther(ring: KeyRing, keyId: string, check: string | null): boolean {
  try {
    return check !== null && keyCheck(ring, keyId) !== check;
  } catch (error) {
    if (error instanceof KeyMissingError) return true;
    throw error;
  }
}

/** An empty database gets a schema first; one with content must be meant to be replaced, and nobody may be using it. */
async function prepare({ source }: OpenDatabase, options: RestoreOptions): Promise<void> {
  const applied = await appliedMigrations(source.manager);
  if (applied.length === 0) {
    await runMigrations(source);
    return;
  }
  const filled = await filledTables(source.manager);
  if (filled.length > 0 && !options.replace)
    throw new RestoreRefused(
      `Basis data ini tidak kosong (${filled.join(', ')}). Pulihkan ke basis data kosong, atau tambahkan --replace untuk ` +
        `mengganti seluruh isinya. Basis data tidak diubah.`,
    );
  if (!isServer(source)) return;
  const others = await rows<{ n: number }>(
    source.manager,
    `select count(*)::int as n from pg_stat_activity
     where datname = current_database() and application_name = 'lokapasar-ovop' and backend_type = 'client backend'
       and pid <> pg_backend_pid()`,
  );
  if ((others[0]?.n ?? 0) > 0)
    throw new RestoreRefused(
      `Masih ada ${others[0]?.n} sambungan aplikasi ke basis data ini. Hentikan semua proses aplikasi dahulu, lalu ulangi; ` +
        `basis data tidak diubah.`,
    );
}

/** Tables whose rows people made; what migrations put in does not count. */
const MADE_BY_PEOPLE = [
  'app_user',
  'import_batch',
  'archive_file',
  'purchase',
  'circular',
  'perangkat_daerah',
  'ovop_entry',
  'personal_value',
  'enterprise',
] as const;

async function filledTables(em: EntityManager): Promise<string[]> {
  const filled: string[] = [];
  for (const table of MADE_BY_PEOPLE) {
    const [known] = await rows<{ known: boolean }>(em, 'select to_regclass($1) is not null as known', [
      `public.${table}`,
    ]);
    if (!known?.known) continue;
    const [found] = await rows<{ some: boolean }>(em, `select exists (select 1 from ${quoted(table)}) as some`);
    if (found?.some) filled.push(table);
  }
  return filled;
}

function readArguments(args: string[]): (RestoreOptions & { file: string }) | string {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        replace: { type: 'boolean' },
        yes: { type: 'boolean' },
        'without-key': { type: 'string', multiple: true },
      },
    });
  } catch (error) {
    return `Pilihan tidak dikenal: ${error instanceof Error ? error.message : String(error)}`;
  }
  const { values, positionals } = parsed;
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) return 'Sebutkan satu berkas cadangan.';
  if (values.replace && !values.yes)
    return '--replace menghapus seluruh isi basis data yang ada. Bila itu memang yang dimaksud, tambahkan --yes.';
  return { file: resolve(file), replace: values.replace ?? false, withoutKeys: values['without-key'] ?? [] };
}
