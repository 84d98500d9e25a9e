/**
 * Hides what points at a person inside free text. It errs on the side of hiding, but leaves alone what staff need:
 * package codes, ULIDs and UUIDs, amounts, budget codes, RUP codes, dates.
 */

/** Nothing that is masked does without an at sign or three digits in a row; most cells end here. */
const WORTH_A_LOOK = /@|\d{3}/;

const EMAIL = /[\w.%+*-]+@[\w-]+(?:\.[\w-]+)+/g;

/** NIP: 18 digits, also as 8 6 1 3 with spaces, dots or dashes. */
const NIP = /(?<![\w.])(?:\d{18}|(?:19|20)\d{6}[ .-](?:19|20)\d{4}[ .-]\d[ .-]\d{3})(?!\w)/g;

/** NIK and new NPWP: 16 digits, also in groups of four; old NPWP: 15 digits, bare or 00.000.000.0-000.000. */
const IDENTITY =
  /(?<![\w.])(?:\d{15,16}|\d{4}([ -])\d{4}\1\d{4}\1\d{4}|\d{2}\.\d{3}\.\d{3}\.\d[-.]\d{3}\.\d{3})(?!\w)/g;

/**
 * Phone numbers. A number begins at a word's edge (or right behind 'hp', 'wa', 'telp' …), not inside a code: not
 * behind a digit, nor behind a digit or hex letter and a dash, dot, comma or slash.
 */
const PHONE = new RegExp(
  String.raw`(?:(?<=\b(?:hp|wa|telp?|tlp|no|cp|fax)\.?)|(?<!\w)(?<![0-9a-f][-.,/]))(?:${[
    // 0812 3456 7890, 0812-345-6789, 0812.3456.789
    String.raw`08\d{2}(?:[ .-]{0,2}\d){5,9}`,
    // +62 812 3456 7890, +62 (0)812 …, +62 380 821000
    String.raw`\+ ?62[ .-]?(?:\(0\))?[ .-]?[2-9]\d(?:[ .-]{0,2}\d){5,10}`,
    // 6281234567890, 62 812 3456 7890
    String.raw`62[ -]?8\d{2}(?:[ .-]?\d){6,10}`,
    // (0380) 821000, (021)5551234
    String.raw`\(0\d{2,3}\)[ .-]{0,2}\d(?:[ .-]?\d){4,8}`,
    // 0380-821000, 021 5551234, 0380821000
    String.raw`0[2-79]\d{1,2}[ -]{0,3}\d{3}[ -]?\d{3,5}`,
  ].join('|')})(?!\w)`,
  'gi',
);

/** Thousands in groups of three are an amount, whatever they begin with. */
const AMOUNT = /^\d{1,3}(?:\.\d{3})+$/;

/** Free text with e-mail addresses as '[email]', phone numbers as '[telepon]', NIP, NIK and NPWP as '[nomor]'. */
export function maskText(text: string): string {
  if (!WORTH_A_LOOK.test(text)) return text;
  let masked = text;
  if (masked.includes('@')) masked = masked.replace(EMAIL, '[email]');
  return masked
    .replace(NIP, '[nomor]')
    .replace(IDENTITY, '[nomor]')
    .replace(PHONE, (found) => (AMOUNT.test(found) ? found : '[telepon]'));
}

/** An NPWP (15 or 16 digits, with or without punctuation) as its last four digits behind asterisks. */
export function maskNpwp(text: string): string {
  const digits = text.replace(/\D/g, '');
  const shown = digits.length > 8 ? digits.slice(-4) : '';
  return '*'.repeat(Math.max(digits.length - shown.length, 4)) + shown;
}
