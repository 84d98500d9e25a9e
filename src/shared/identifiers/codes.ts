import { type ReadIdentifier, valid } from './reading.js';

/** Kemendagri's code of a place, with its dots: the last part of a kelurahan begins with 1, of a desa with 2. */
export function readWilayahCode(text: string): ReadIdentifier {
  const code = text.trim();
  return /^\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.[12]\d{3})?)?)?$/.test(code)
    ? valid(code)
    : { problem: 'Kode wilayah Kemendagri ditulis dengan titik, contoh 53.08.14.2005' };
}

/** BPS's code of a place, without dots: 2, 4, 7 or 10 digits. The same digits may name another place than Kemendagri's. */
export function readBpsCode(text: string): ReadIdentifier {
  const code = text.trim();
  return /^\d{2}(?:\d{2}(?:\d{3}(?:\d{3})?)?)?$/.test(code)
    ? valid(code)
    : { problem: 'Kode wilayah BPS terdiri atas 2, 4, 7, atau 10 angka tanpa titik, contoh 5315' };
}

/** A full account of a region's budget: six parts, the first 5. */
export function readBudgetAccount(text: string): ReadIdentifier {
  const code = text.trim();
  return /^5\.[1-4]\.\d{2}\.\d{2}\.\d{2}\.\d{4}$/.test(code)
    ? valid(code)
    : { problem: 'Kode rekening belanja terdiri atas enam bagian, contoh 5.1.02.01.01.0052' };
}

/** A package of the procurement plan. The numbers grow longer with time. */
export function readRupCode(text: string): ReadIdentifier {
  const code = text.trim();
  return /^\d{6,10}$/.test(code) ? valid(code) : { problem: 'Kode RUP terdiri atas 6 sampai 10 angka' };
}
