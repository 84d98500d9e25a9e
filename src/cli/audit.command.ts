import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { EntityManager } from 'typeorm';
import { problemSentence } from '../access/audit/audit.wording.js';
import { type TrailReport, verifyTrail } from '../access/audit/verify.js';
import { openDatabase } from '../database/database.module.js';
import { formatMoment } from '../shared/dates.js';
import { type Env, readEnv } from '../shared/env.js';
import { KeyRing } from '../shared/keyring.js';

export const AUDIT_USAGE = `Pemakaian: lokapasar-ovop audit verify [--heads BERKAS …] [--json]

  --heads BERKAS   berkas segel di luar basis data, boleh beberapa (bawaan: AUDIT_HEADS_FILE)

Keluar dengan 0 bila jejak audit utuh, 4 bila tidak, 2 bila perintahnya keliru.`;

/** Named one by one; the rest is counted. */
const NAMED = 10;

export const EXIT_BROKEN = 4;

export interface AuditOutput {
  out: (text: string) => void;
  err: (text: string) => void;
}

/** `audit verify`: answers the exit code. It reads only: no migration runs, nothing is recorded, nothing is signed. */
export async function auditCommand(args: string[], output: AuditOutput): Promise<number> {
  const asked = readArguments(args);
  if (typeof asked === 'string') {
    output.err(`${asked}\n\n${AUDIT_USAGE}`);
    return 2;
  }
  const env = readEnv();
  const missing = asked.heads?.find((file) => !existsSync(file));
  if (missing !== undefined) {
    output.err(`Berkas segel ${missing} tidak ada.`);
    return 2;
  }
  const database = await openDatabase(env, 'audit verify', false);
  try {
    return await verifyAndTell(database.source.manager, env, asked, output);
  } finally {
    await database.close();
  }
}

/** The check itself, on an opened database. */
export async function verifyAndTell(
  em: EntityManager,
  env: Pick<Env, 'auditHeadsFile' | 'encryptionKeys' | 'keyFile' | 'timeZone'>,
  asked: { heads: string[] | null; json: boolean },
  { out, err }: AuditOutput,
): Promise<number> {
  const files = (asked.heads ?? [env.auditHeadsFile]).filter((file) => existsSync(file));
  // Opening a ring that is not there would make one, with which no signature fits.
  const keys = files.length > 0 ? KeyRing.find(env) : null;
  if (files.length > 0 && keys === null) {
    err(`Berkas kunci ${env.keyFile} tidak ada, jadi tanda tangan segel tidak dapat diperiksa. Setel KEY_FILE.`);
    return 2;
  }
  const report = await verifyTrail(em, keys ? { files, keys } : null);
  if (asked.json) out(JSON.stringify(jsonOf(report, env.timeZone), null, 2));
  else for (const line of linesOf(report, env.timeZone)) out(line);
  return report.whole ? 0 : EXIT_BROKEN;
}

function readArguments(args: string[]): { heads: string[] | null; json: boolean } | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { heads: { type: 'string', multiple: true }, json: { type: 'boolean' } },
    });
    if (positionals.length !== 1 || positionals[0] !== 'verify') return 'Sebutkan apa yang dikerjakan: audit verify.';
    return { heads: values.heads ?? null, json: values.json ?? false };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function linesOf(report: TrailReport, timeZone: string): string[] {
  const { rows, last, heads, problems, more } = report;
  const read = `${rows} catatan diperiksa${rows > 0 ? `, terakhir nomor ${last.seq}, hash ${last.hash}` : ''}.`;
  const sealed =
    heads.read === 0
      ? 'Tidak ada berkas segel: bila ekor jejak dipotong atau seluruhnya ditulis ulang, itu tidak dapat diketahui.'
      : `${heads.read} segel diperiksa, ${heads.fitting} cocok` +
        (heads.last ? `; yang terakhir cocok nomor ${heads.last.seq}, ${formatMoment(heads.last.at, timeZone)}.` : '.');
  if (report.whole) return [read, sealed, 'Jejak audit utuh.'];
  const rest = problems.length - NAMED + more;
  return [
    read,
    sealed,
    'Jejak audit TIDAK utuh:',
    ...problems.slice(0, NAMED).map((problem) => `  - ${problemSentence(problem, timeZone)}`),
    ...(rest > 0 ? [`  - dan ${rest} lagi.`] : []),
  ];
}

function jsonOf(report: TrailReport, timeZone: string): object {
  const { problems, more, ...told } = report;
  return {
    ...told,
    problems: problems.slice(0, NAMED).map((problem) => ({ ...problem, message: problemSentence(problem, timeZone) })),
    more: Math.max(0, problems.length - NAMED) + more,
  };
}
