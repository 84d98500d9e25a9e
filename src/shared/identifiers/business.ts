import { readNik } from './people.js';
import { bare, LOST_IN_EXCEL, lostInExcel, type ReadIdentifier, valid } from './reading.js';

/** 13 digits; no check digit is published. */
export function readNib(text: string): ReadIdentifier {
  if (lostInExcel(text)) return { problem: LOST_IN_EXCEL };
  const digits = bare(text);
  return /^\d{13}$/.test(digits)
    ? valid(digits)
    : { problem: 'NIB terdiri atas 13 angka; periksa dokumen NIB lalu ketik lagi' };
}

/**
 * 15 digits, whose ninth is a check digit; or 16: a resident's own NIK, an older number behind a 0, or a newer number
 * of a business, which has nothing to check and is marked so.
 */
export function readNpwp(text: string): ReadIdentifier {
  if (lostInExcel(text)) return { problem: LOST_IN_EXCEL };
  const digits = bare(text);
  if (!/^\d{15,16}$/.test(digits)) return { problem: 'NPWP terdiri atas 15 atau 16 angka; periksa kartu NPWP' };
  const older = olderNpwp(digits);
  if (older === null) return { value: digits, form: 'uncheckable' };
  if (!luhnFits(older.slice(0, 9)))
    return { problem: 'Angka periksa NPWP tidak cocok, mungkin ada angka yang tertukar; periksa kartu NPWP' };
  return valid(digits);
}

/** As `readNpwp`; of a person who is a resident the 16 digits are the NIK, and so have its form. */
export function readNpwpOfPerson(text: string): ReadIdentifier {
  const read = readNpwp(text);
  if ('problem' in read || read.form !== 'uncheckable') return read;
  return 'problem' in readNik(read.value)
    ? { problem: 'NPWP 16 angka milik perorangan sama dengan NIK; angka ini bukan NIK. Periksa kartu NPWP' }
    : read;
}

/** Whether a person's NPWP is the NIK, as it must be with 16 digits; an older number says nothing about it. */
export function npwpIsNik(npwp: string, nik: string): boolean {
  return olderNpwp(npwp) !== null || npwp === nik;
}

/** 22 digits: the 16 of the head office's NPWP, and the number of the place; 000000 is the head office. */
export function readNitku(text: string): ReadIdentifier {
  if (lostInExcel(text)) return { problem: LOST_IN_EXCEL };
  const digits = bare(text);
  if (!/^\d{22}$/.test(digits)) return { problem: 'NITKU terdiri atas 22 angka: 16 angka NPWP pusat dan 6 angka urut' };
  const head = readNpwp(digits.slice(0, 16));
  if ('problem' in head)
    return { problem: 'NITKU dimulai dengan NPWP pusat, tetapi angka periksa NPWP-nya tidak cocok' };
  return { value: digits, form: head.form };
}

/**
 * Whether a NITKU belongs to an NPWP: its first 16 digits are the head office's number. An older number of a branch
 * (its last three digits are not 000) shares only its first nine with the head's.
 */
export function nitkuFitsNpwp(nitku: string, npwp: string): boolean {
  const head = nitku.slice(0, 16);
  const older = olderNpwp(npwp);
  if (older === null) return head === npwp;
  return older.endsWith('000') ? head === `0${older}` : npwpStem(head) === npwpStem(npwp);
}

/** What a head office and its branches share: one taxpayer is one stem, and so one enterprise. */
export function npwpStem(npwp: string): string {
  return olderNpwp(npwp)?.slice(0, 9) ?? npwp;
}

/** In print: 01.312.166.0-091.000 for the older form, groups of four for the newer. */
export function printedNpwp(npwp: string): string {
  const older = olderNpwp(npwp);
  if (older === null || npwp.length === 16) return npwp.replace(/(\d{4})(?=\d)/g, '$1 ');
  return older.replace(/^(\d{2})(\d{3})(\d{3})(\d)(\d{3})(\d{3})$/, '$1.$2.$3.$4-$5.$6');
}

/** The editions of the classification of business fields; a code means something only with its edition. */
export const KBLI_EDITIONS = ['2015', '2017', '2020', '2025'] as const;
export type KbliEdition = (typeof KBLI_EDITIONS)[number];

export function readKbli(text: string): ReadIdentifier {
  const digits = bare(text);
  return /^\d{5}$/.test(digits)
    ? valid(digits)
    : { problem: 'Kode KBLI terdiri atas 5 angka, contoh 13121; periksa dokumen NIB' };
}

/** The 15 digits of an older NPWP, also when a 0 stands before them; null = a newer number. */
function olderNpwp(digits: string): string | null {
  if (digits.length === 15) return digits;
  return digits.startsWith('0') ? digits.slice(1) : null;
}

/** Luhn's check digit over all digits, the last being the check digit. */
function luhnFits(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const weighed = place % 2 === 1 ? digit * 2 : digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum % 10 === 0;
}
