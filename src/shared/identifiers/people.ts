import { bare, type ReadIdentifier, valid } from './reading.js';

/** 16 digits: where somebody was first registered, day of birth, serial number. */
export function readNik(text: string): ReadIdentifier {
  const digits = bare(text);
  if (!/^\d{16}$/.test(digits)) return { problem: 'NIK terdiri atas 16 angka; periksa KTP lalu ketik lagi' };
  // The seventh digit on is the day of birth: DDMMYY, a woman's day plus 40. Of which century the year is, is not told.
  const told = Number(digits.slice(6, 8));
  const day = told > 40 ? told - 40 : told;
  const month = Number(digits.slice(8, 10));
  const days = DAYS_OF_MONTH[month - 1] ?? 0;
  if (day < 1 || day > days)
    return { problem: 'Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang mungkin; periksa KTP lalu ketik lagi' };
  if (digits.endsWith('0000')) return { problem: 'Empat angka terakhir NIK dimulai dari 0001; periksa KTP' };
  return valid(digits);
}

/** 29 February included: the century of the year is not known. */
const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Kept with the country's code and without the leading 0: 0812… and +62812… are the same number. */
export function readPhone(text: string): ReadIdentifier {
  const digits = text.replace(/[\s().-]/g, '');
  const international = digits.startsWith('0') ? `+62${digits.slice(1)}` : digits.replace(/^62/, '+62');
  if (!/^\+\d{8,15}$/.test(international))
    return { problem: 'Nomor telepon ditulis dengan 0 atau + di depan, contoh 0380 821000 atau +62 812 3456 7890' };
  return valid(international);
}

export function readEmail(text: string): ReadIdentifier {
  const address = text.trim();
  if (address.length > 254 || !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]{2,}$/.test(address))
    return { problem: 'Alamat e-mail tidak lengkap, contoh nama@contoh.go.id' };
  return valid(address.toLowerCase());
}
