/**
 * Money is a `bigint` of sen (1 rupiah = 100 sen) in code and decimal text in tables and JSON; never a `number`.
 * All rounding here is for showing only and is half up (away from zero).
 */

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/**
 * Reads decimal text with a dot and at most two decimals ('1234', '1234.5', '-0.01') into sen.
 * Throws a `RangeError` for anything else: empty text, thousands separators, exponents, a third decimal.
 */
export function senFromDecimal(text: string): bigint {
  const match = DECIMAL.exec(text.trim());
  if (!match) throw new RangeError(`Not an amount in rupiah: "${text}"`);
  const [, sign, whole = '0', fraction = ''] = match;
  if (fraction.length > 2) throw new RangeError(`More than two decimals: "${text}"`);
  const sen = BigInt(whole + fraction.padEnd(2, '0'));
  return sign === '-' ? -sen : sen;
}

/** Writes sen as decimal text with a dot and always two decimals: 123450n → '1234.50'. */
export function senToDecimal(sen: bigint): string {
  const digits = abs(sen).toString().padStart(3, '0');
  return `${sen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** For sentences: 'Rp1.234.567', with ',50' only where there are sen. */
export function formatRupiah(sen: bigint): string {
  return `${sen < 0n ? '-' : ''}Rp${formatAmount(abs(sen))}`;
}

/** For table cells under a heading that says rupiah: '12.400.000.000', with ',50' only where there are sen. */
export function formatAmount(sen: bigint): string {
  const magnitude = abs(sen);
  const rest = magnitude % 100n;
  const tail = rest === 0n ? '' : `,${rest.toString().padStart(2, '0')}`;
  return `${sen < 0n ? '-' : ''}${grouped(magnitude / 100n)}${tail}`;
}

/** In sen, largest first. */
const SCALES: readonly { unit: bigint; word: string }[] = [
  { unit: 10n ** 14n, word: 'triliun' },
  { unit: 10n ** 11n, word: 'miliar' },
  { unit: 10n ** 8n, word: 'juta' },
];

/** For cards and sentences: 'Rp12,4 miliar', 'Rp1,9 triliun', 'Rp350,0 juta'; below a million the exact amount. */
export function formatRupiahShort(sen: bigint): string {
  const magnitude = abs(sen);
  for (const [index, { unit, word }] of SCALES.entries()) {
    const next = SCALES[index + 1];
    // 999,96 juta reads 'Rp1,0 miliar', never 'Rp1.000,0 juta': what counts is the figure that would be shown.
    const reaches = next ? divideHalfUp(magnitude * 10n, next.unit) * next.unit >= unit * 10n : magnitude >= unit;
    if (!reaches) continue;
    const tenths = divideHalfUp(magnitude * 10n, unit);
    return `${sen < 0n ? '-' : ''}Rp${grouped(tenths / 10n)},${tenths % 10n} ${word}`;
  }
  return formatRupiah(sen);
}

/**
 * The share of two amounts (or counts) with one decimal: '40,0 %'. Exact, half up. A zero denominator is '–': there
 * is no share to tell, which is neither 0 % nor 100 %.
 */
export function formatPercent(numerator: bigint, denominator: bigint): string {
  if (denominator === 0n) return '–';
  const negative = numerator < 0n !== denominator < 0n && numerator !== 0n;
  const tenths = divideHalfUp(abs(numerator) * 1000n, abs(denominator));
  return `${negative && tenths !== 0n ? '-' : ''}${grouped(tenths / 10n)},${tenths % 10n} %`;
}

const INDONESIAN = /^(-?)\s*(?:rp\.?\s*)?(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?(?:,-)?$/i;

/**
 * Reads an amount as an Indonesian types it ('1.234.567,50', 'Rp 1.234.567', '1500000') into decimal text
 * ('1234567.50'). Anything that is not surely an amount, such as '1234.5' or '1,234,567', is `null`.
 */
export function parseIndonesianAmount(text: string): string | null {
  const match = INDONESIAN.exec(text.trim());
  if (!match) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  return senToDecimal(senFromDecimal(`${sign}${whole.replaceAll('.', '')}.${fraction.padEnd(2, '0')}`));
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** Both arguments are not negative and `by` is not zero. */
export function divideHalfUp(value: bigint, by: bigint): bigint {
  return (value * 2n + by) / (by * 2n);
}

function grouped(whole: bigint): string {
  return whole.toString().replace(/\B(?=(\d{3})+$)/g, '.');
}
