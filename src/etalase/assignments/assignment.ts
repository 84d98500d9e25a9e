import { isDay } from '../../shared/dates.js';
import type { FieldProblem } from '../../shared/errors.js';
import { maskText } from '../../shared/masking.js';
import { storable } from '../../shared/text.js';

/** What may be assigned to a place: one product, all of a village, all of a maker. */
export const TARGETS = ['produk', 'desa', 'usaha'] as const;
export type Target = (typeof TARGETS)[number];

export const TARGET_WORDS: Readonly<Record<Target, string>> = {
  produk: 'Produk',
  desa: 'Semua produk satu desa',
  usaha: 'Semua produk satu pelaku usaha',
};

/** How an assignment stands to a day. */
export type AssignmentStanding = 'berlaku' | 'akan-datang' | 'berakhir' | 'dicabut';

export interface Assignment {
  id: string;
  target: Target;
  /** Id of the product or maker, code of the village. */
  of: string;
  /** 'Tenun ikat', 'Desa Contoh, Kecamatan Contoh', … */
  name: string;
  /** Products that it means and that a listing may show. */
  shown: number;
  /** Products that it means, shown or not. */
  products: number;
  position: number;
  /** Days are 'YYYY-MM-DD', both inside; null = until it is ended. */
  validFrom: string;
  validUntil: string | null;
  /** Null only where it was written before reasons were asked for. */
  reason: string | null;
  version: number;
  createdBy: string;
  updatedBy: string | null;
  withdrawnWhy: string | null;
}

/** As a form tells it: unchecked text. */
export interface AssignmentInput {
  position: string;
  validFrom: string;
  validUntil: string;
  reason: string;
}

export interface AssignmentFacts {
  position: number;
  validFrom: string;
  validUntil: string | null;
  reason: string;
}

const FIRST_DAY = '2020-01-01';
const LAST_DAY = '2100-01-01';
export const LONGEST_REASON = 500;

/** Checks what was told, or tells all that is wrong with it by field. Pure. */
export function readAssignment(input: AssignmentInput): { facts: AssignmentFacts; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const position = input.position.trim();
  if (!/^[1-9]\d{0,2}$/.test(position))
    problems.push({ field: 'position', message: 'Urutan, bilangan bulat dari 1 sampai 999; 1 tampil paling dahulu' });
  const from = input.validFrom.trim();
  const until = input.validUntil.trim();
  const day = (text: string): boolean => isDay(text) && text >= FIRST_DAY && text <= LAST_DAY;
  if (!day(from)) problems.push({ field: 'validFrom', message: 'Isi tanggal mulai, sejak 1 Januari 2020' });
  if (until !== '' && !day(until))
    problems.push({ field: 'validUntil', message: 'Isi tanggal akhir, atau kosongkan bila belum ditentukan' });
  else if (until !== '' && day(from) && until < from)
    problems.push({ field: 'validUntil', message: 'Tanggal akhir tidak boleh sebelum tanggal mulai' });
  const { reason, problem } = readReason(input.reason);
  if (problem) problems.push(problem);
  return {
    facts: { position: Number(position) || 1, validFrom: from, validUntil: until === '' ? null : until, reason },
    problems,
  };
}

/** A reason of 3 to 500 letters, without personal numbers; `field` is where the problem stands. */
export function readReason(said: string, field = 'reason'): { reason: string; problem: FieldProblem | null } {
  const reason = storable(said).replace(/\s+/g, ' ').trim();
  const problem =
    reason.length < 3 || reason.length > LONGEST_REASON
      ? { field, message: `Isi alasannya, 3 sampai ${LONGEST_REASON} huruf` }
      : null;
  return { reason: maskText(reason), problem };
}

export function standingOn(
  { withdrawnWhy, validFrom, validUntil }: Pick<Assignment, 'withdrawnWhy' | 'validFrom' | 'validUntil'>,
  day: string,
): AssignmentStanding {
  if (withdrawnWhy !== null) return 'dicabut';
  if (validFrom > day) return 'akan-datang';
  return validUntil !== null && validUntil < day ? 'berakhir' : 'berlaku';
}
