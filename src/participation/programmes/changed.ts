import { formatMoment } from '../../shared/dates.js';
import { ConflictError, type FieldProblem, InvalidInputError } from '../../shared/errors.js';

interface Kept {
  version: number;
  updatedBy: string;
  updatedAt: string;
}

/** Throws `<what>.changed-meanwhile` when somebody saved since the version that was read. */
export function refuseStale(what: string, name: string, kept: Kept, version: number, timeZone: string): void {
  if (kept.version === version) return;
  throw new ConflictError(
    `${what}.changed-meanwhile`,
    `"${name}" sudah diubah oleh ${kept.updatedBy} pada ${formatMoment(kept.updatedAt, timeZone)}, sesudah Anda membukanya. Tidak ada yang disimpan. Bandingkan dengan yang tercatat sekarang, lalu simpan lagi.`,
    { version: kept.version },
  );
}

/** Throws `<what>.invalid` when there are problems. */
export function refuse(what: string, problems: readonly FieldProblem[]): void {
  if (problems.length === 0) return;
  throw new InvalidInputError(
    `${what}.invalid`,
    'Isian belum dapat disimpan. Perbaiki yang ditandai; tidak ada yang diubah.',
    [...problems],
  );
}

/** Trimmed, with single spaces on a line; '' is null. */
export function textOf(value: string | null | undefined): string | null {
  const text = (value ?? '')
    .split(/\r?\n/)
    .map((line) => line.replace(/[ \t\u00a0]+/g, ' ').trim())
    .join('\n')
    .trim();
  return text === '' ? null : text;
}

/** Columns that every table here has, as `refuseStale` and the views want them. */
export const TOUCHED = (alias: string): string => `${alias}.version, ${alias}.updated_by as "updatedBy",
  to_char(${alias}.updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "updatedAt"`;
