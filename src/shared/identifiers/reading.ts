/**
 * How far the form of a number could be looked at. None of it says that the number was ever given out: that is known
 * only from its source (OSS, DJP, Dukcapil, BPOM, BPJPH …) and kept in a field of its own.
 *
 * - valid: it has the form, and its check digit or parts fit where there are any;
 * - uncheckable: as long as such a number is, with nothing in it to check;
 * - unknown: not a form that we know, and such forms exist; taken and marked, never refused.
 */
export type Form = 'valid' | 'uncheckable' | 'unknown';

/** A number in the one form in which it is kept and matched, or why it cannot be one, as a sentence for the person. */
export type ReadIdentifier = { value: string; form: Form } | { problem: string };

export function valid(value: string): ReadIdentifier {
  return { value, form: 'valid' };
}

/** Digits and letters without the spaces, dots, dashes and slashes that people put between them. */
export function bare(text: string): string {
  return text.replace(/[\s./-]/g, '');
}

/** Excel writes long numbers as 1,23E+14 and forgets the rest of their digits. */
export function lostInExcel(text: string): boolean {
  return /^\d+(?:[.,]\d+)?e\+?\d+$/i.test(text.trim());
}

export const LOST_IN_EXCEL =
  'Nomor kehilangan angkanya di Excel; ubah kolomnya menjadi Teks lalu ketik nomor lengkapnya';
