/** Text and codes of the feeds in the forms in which they can be compared. */

/**
 * A name as it is compared: lower case, accents folded, every run of punctuation and white space one space.
 * 'CV.  Sumber-Rejeki' and 'cv sumber rejeki' are equal by it.
 */
export function comparable(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * A feed's code as trimmed text; `null` when there is none ('', '-', null). Numbers become plain digits, never
 * '1e+21'. Flags and objects are no codes. Zero is kept: whether 0 means "unknown" is up to the column.
 */
export function codeOf(value: unknown): string | null {
  if (typeof value === 'string') {
    const text = value.trim();
    return text === '' || text === '-' ? null : text;
  }
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return String(value);
    if (!Number.isFinite(value)) return null;
    return Number.isInteger(value) ? BigInt(value).toString() : String(value);
  }
  if (typeof value === 'bigint') return value.toString();
  return null;
}

/** A code of digits without its leading zeros ('00123' → '123', '000' → '0'); any other code as it is. */
export function stripZeros(code: string): string {
  return /^0\d+$/.test(code) ? code.replace(/^0+(?=\d)/, '') : code;
}

/** A KLPD code in the form that is compared: upper case, zeros behind the letter removed ('D050' → 'D50'). */
export function klpdCode(code: string): string {
  const trimmed = code.trim().toUpperCase();
  return trimmed.replace(/^([A-Z]+)0+(?=\d)/, '$1');
}

/** The distinct entries of a list in one cell, trimmed, without empty ones, in order of appearance. */
export function splitList(text: string, separator: RegExp = /[;,]/): string[] {
  const found = new Set<string>();
  for (const part of text.split(separator)) {
    const entry = part.trim();
    if (entry !== '') found.add(entry);
  }
  return [...found];
}

const NUL = '\0';
const HALF_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const HALF_PAIRS = new RegExp(HALF_PAIR, 'g');

/** PostgreSQL takes no NUL, and its JSON no half of a surrogate pair: one such sign would stop a whole import. */
export function isStorable(text: string): boolean {
  return !text.includes(NUL) && !HALF_PAIR.test(text);
}

/** The text without NUL, and with the replacement character for each half of a surrogate pair. */
export function storable(text: string): string {
  return text.replaceAll(NUL, '').replace(HALF_PAIRS, '\ufffd');
}
