import { isDay } from '../../shared/dates.js';
import { ConflictError, type FieldProblem, InvalidInputError } from '../../shared/errors.js';
import { maskText } from '../../shared/masking.js';

/** Who judges, and on which day; goes with every answer of one saving. */
export interface Judging {
  assessor: string;
  judgedOn: string;
}

export const MOST_TEXT = 2000;
export const MOST_NAME = 120;

/** Trimmed and masked free text; null when there is none. */
export function kept(text: string | null | undefined): string | null {
  const trimmed = (text ?? '').trim();
  return trimmed === '' ? null : maskText(trimmed);
}

/** The problems of assessor and day, with the names of their fields. */
export function judgingProblems({ assessor, judgedOn }: Judging, today: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (assessor.trim() === '') problems.push({ field: 'assessor', message: 'Isi nama penilai atau tim penilai' });
  else if (assessor.length > MOST_NAME)
    problems.push({ field: 'assessor', message: `Nama penilai paling panjang ${MOST_NAME} huruf` });
  problems.push(...dayProblems('judgedOn', judgedOn, today));
  return problems;
}

/** A day that is one, and that has come. */
export function dayProblems(field: string, day: string, today: string): FieldProblem[] {
  if (!isDay(day)) return [{ field, message: 'Isi tanggal, contoh 2026-08-31' }];
  return day > today ? [{ field, message: 'Tanggal ini belum tiba; isi hari ini atau sebelumnya' }] : [];
}

export function refuse(problems: readonly FieldProblem[]): void {
  if (problems.length === 0) return;
  throw new InvalidInputError(
    'grading.invalid',
    'Isian belum dapat disimpan. Perbaiki yang ditandai; tidak ada yang diubah.',
    [...problems],
  );
}

/** Somebody else changed it since it was read. `items` are the codes in question. */
export function changedMeanwhile(items: readonly { code: string; label: string; by: string }[]): ConflictError {
  const named = items.map(({ label, by }) => `"${label}" (oleh ${by})`).join(', ');
  return new ConflictError(
    'grading.changed-meanwhile',
    `Sudah diubah orang lain sejak Anda membukanya: ${named}. Tidak ada yang disimpan. Bandingkan, lalu simpan lagi.`,
    { items: items.map(({ code }) => code) },
  );
}
