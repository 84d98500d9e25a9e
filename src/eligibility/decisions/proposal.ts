import type { Book, LawValue, Parameter } from '../../regulation/book.js';
import { withProposal } from '../../regulation/overlay.js';
import { fits } from '../../regulation/read-book.js';
import { isDay } from '../../shared/dates.js';
import { type FieldProblem, InvalidInputError } from '../../shared/errors.js';
import { parseIndonesianAmount } from '../../shared/money.js';
import { comparable, splitList } from '../../shared/text.js';

/** A change of law as somebody types it. */
export interface TypedProposal {
  /** Key of a parameter of the book. */
  key: string;
  /** As it is written for its unit: 'ya', '15.000.000.000', 'mikro, kecil'; '-' = the law sets none. */
  value: string;
  /** The first day on which it would hold. */
  from: string;
  /** The last one; '' = until further notice. */
  to?: string;
}

export interface LaidOver {
  book: Book;
  parameter: Parameter;
  value: LawValue | null;
}

/** How a value of a parameter is typed. */
export function howTyped({ unit, choices }: Pick<Parameter, 'unit' | 'choices'>): string {
  const list = choices?.join(', ');
  switch (unit) {
    case 'rupiah':
      return 'angka rupiah, contoh 15.000.000.000';
    case 'percent':
      return 'persen, contoh 40 atau 12,5';
    case 'count':
    case 'years':
    case 'months':
      return 'angka bulat';
    case 'day':
      return 'tanggal, contoh 2026-10-18';
    case 'yes-no':
      return 'ya atau tidak';
    case 'choice':
      return `salah satu dari: ${list}`;
    case 'codes':
      return list ? `kode dengan koma di antaranya, dari: ${list}` : 'kode dengan koma di antaranya';
  }
}

/**
 * The book with a typed change laid over it. Throws `eligibility.proposal-invalid` with everything that is wrong with it.
 */
export function layProposal(book: Book, typed: TypedProposal): LaidOver {
  const problems: FieldProblem[] = [];
  const parameter = book.parameters.get(typed.key);
  if (!parameter) problems.push({ field: 'key', message: 'Pilih ketentuan yang diandaikan berubah' });
  const to = (typed.to ?? '').trim();
  if (!isDay(typed.from)) problems.push({ field: 'from', message: 'Isi hari mulai berlaku, contoh 2027-01-01' });
  if (to !== '' && !isDay(to)) problems.push({ field: 'to', message: 'Tanggal ini tidak ada dalam kalender' });
  else if (to !== '' && to < typed.from)
    problems.push({ field: 'to', message: 'Hari terakhir tidak boleh sebelum hari mulai' });
  const value = parameter ? valueOf(parameter, typed.value.trim()) : null;
  if (parameter && value !== null && !fits(parameter, value))
    problems.push({
      field: 'value',
      message: `"${typed.value.slice(0, 60)}" tidak cocok; tulis ${howTyped(parameter)}`,
    });
  if (problems.length > 0 || !parameter)
    throw new InvalidInputError(
      'eligibility.proposal-invalid',
      'Pengandaian belum dapat dihitung. Perbaiki yang ditandai.',
      problems,
    );
  const values = [{ key: parameter.key, from: typed.from, to: to === '' ? null : to, value }];
  const changed = withProposal(book, { name: 'Pengandaian', about: `${parameter.label}, seandainya berubah`, values });
  return { book: changed, parameter, value };
}

/** What cannot be read stays as it was typed, and then does not fit. */
function valueOf({ unit }: Parameter, text: string): LawValue | null {
  if (text === '-') return null;
  switch (unit) {
    case 'rupiah':
      return parseIndonesianAmount(text) ?? text;
    case 'percent':
      return text.replace(',', '.');
    case 'count':
    case 'years':
    case 'months':
      return /^\d{1,9}$/.test(text) ? Number(text) : text;
    case 'yes-no': {
      const answer = comparable(text);
      return answer === 'ya' ? true : answer === 'tidak' ? false : text;
    }
    case 'codes':
      return splitList(text);
    case 'day':
    case 'choice':
      return text;
  }
}
