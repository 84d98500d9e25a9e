/**
 * The form of a person's identifiers. A form that is right says nothing about whether the number was ever given out:
 * nothing here is "verified".
 */

/** What the vault keeps of a person or a business. */
export const PERSONAL_FIELDS = ['nik', 'npwp', 'telepon', 'email'] as const;
export type PersonalField = (typeof PERSONAL_FIELDS)[number];

/** A value as it was read: fit to be kept, or why not, as a sentence for the person. */
export type ReadIdentifier = { value: string } | { problem: string };

/** What a field is called on a page. */
export const FIELD_NAMES: Readonly<Record<PersonalField, string>> = {
  nik: 'NIK',
  npwp: 'NPWP',
  telepon: 'Nomor telepon',
  email: 'Alamat e-mail',
};

/** The value in the one form in which it is kept and matched. The sentence of a problem never repeats what was typed. */
export function readIdentifier(field: PersonalField, typed: string): ReadIdentifier {
  return READERS[field](typed.trim());
}

const READERS: Readonly<Record<PersonalField, (text: string) => ReadIdentifier>> = {
  nik: readNik,
  npwp: readNpwp,
  telepon: readPhone,
  email: readEmail,
};

/** Digits without the spaces, dots and dashes that people put between them. */
function bare(text: string): string {
  return text.replace(/[\s.-]/g, '');
}

function readNik(text: string): ReadIdentifier {
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
  return { value: digits };
}

/** 29 February included: the century of the year is not known. */
const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * 15 digits, whose ninth is a check digit; or 16: a resident's own NIK, an older number behind a 0, or a newer number
 * of a business, which has nothing to check.
 */
function readNpwp(text: string): ReadIdentifier {
  const digits = bare(text);
  if (!/^\d{15,16}$/.test(digits)) return { problem: 'NPWP terdiri atas 15 atau 16 angka; periksa kartu NPWP' };
  const older = digits.length === 15 ? digits : digits.startsWith('0') ? digits.slice(1) : null;
  if (older !== null && !luhnFits(older.slice(0, 9)))
    return { problem: 'Angka periksa NPWP tidak cocok, mungkin ada angka yang tertukar; periksa kartu NPWP' };
  return { value: digits };
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

/** Kept with the country's code and without the leading 0: 0812… and +62812… are the same number. */
function readPhone(text: string): ReadIdentifier {
  const digits = text.replace(/[\s().-]/g, '');
  const international = digits.startsWith('0') ? `+62${digits.slice(1)}` : digits.replace(/^62/, '+62');
  if (!/^\+\d{8,15}$/.test(international))
    return { problem: 'Nomor telepon ditulis dengan 0 atau + di depan, contoh 0380 821000 atau +62 812 3456 7890' };
  return { value: international };
}

function readEmail(text: string): ReadIdentifier {
  if (text.length > 254 || !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]{2,}$/.test(text))
    return { problem: 'Alamat e-mail tidak lengkap, contoh nama@contoh.go.id' };
  return { value: text.toLowerCase() };
}

/** Everything hidden but the last four characters, at its real length: '••••••••••••1234'. */
export function maskedForm(last4: string, field: PersonalField): string {
  const hidden = field === 'nik' ? 12 : field === 'npwp' ? 11 : 8;
  return `${'•'.repeat(hidden)}${last4}`;
}
