/** Exact reading of the feeds' numbers. Nothing here goes through floating arithmetic. */

/** Decimal text with a dot ('-12.5', '300000'), or what is wrong with the value. */
export type Decimal = { text: string } | { fault: 'not-a-number' | 'lost-digits' };

const PLAIN = /^-?\d+(?:\.\d+)?$/;
const EXPONENT = /^(-?)(\d+)(?:\.(\d+))?e([+-]?)(\d{1,3})$/i;

/**
 * A cell as decimal text; `null` when it is empty. '300000.0', '300000' and 300000 are the same '300000'.
 * Text such as '1.23E+12' is what Excel leaves of a long number in a CSV: its digits are lost. Exponents without plus
 * ('1.2345E7') are how Java writes doubles, and exact.
 */
export function decimalOf(value: unknown): Decimal | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return { text: value.toString() };
    return Number.isFinite(value) ? fromText(String(value).replace('e+', 'e')) : { fault: 'not-a-number' };
  }
  if (typeof value === 'bigint') return { text: value.toString() };
  if (typeof value !== 'string') return { fault: 'not-a-number' };
  const text = value.trim();
  return text === '' || text === '-' ? null : fromText(text);
}

function fromText(text: string): Decimal {
  if (PLAIN.test(text)) return { text: trimmed(text) };
  const match = EXPONENT.exec(text);
  if (!match) return { fault: 'not-a-number' };
  const [, sign = '', whole = '', fraction = '', plus = '', power = ''] = match;
  if (plus === '+') return { fault: 'lost-digits' };
  const shift = plus === '-' ? -Number(power) : Number(power);
  const digits = whole + fraction;
  const point = whole.length + shift;
  if (point <= 0) return { text: trimmed(`${sign}0.${'0'.repeat(-point)}${digits}`) };
  const padded = digits.padEnd(point, '0');
  const rest = padded.slice(point);
  return { text: trimmed(`${sign}${padded.slice(0, point)}${rest === '' ? '' : `.${rest}`}`) };
}

/** Without needless zeros: '007.50' → '7.5', '-0.0' → '0'. */
function trimmed(text: string): string {
  let result = text;
  if (result.includes('.')) result = result.replace(/\.?0+$/, '');
  if (/^-?0\d/.test(result)) result = result.replace(/^(-?)0+(?=\d)/, '$1');
  return result === '-0' ? '0' : result;
}

/** Up to a millionth of a rupiah is the noise of a double (371940.10000000003), and rounding it needs no word. */
const NOISE_DIGITS = 6;

/** Decimal text rounded half up to sen: whole rupiah as '300000', else two decimals ('371940.10'). */
export function toSen(text: string): { text: string; rounded: boolean } {
  const point = text.indexOf('.');
  if (point < 0) return { text, rounded: false };
  const fraction = text.slice(point + 1);
  if (fraction.length <= 2) return { text: text.slice(0, point + 1) + fraction.padEnd(2, '0'), rounded: false };

  const negative = text.startsWith('-');
  const whole = text.slice(negative ? 1 : 0, point);
  let sen = BigInt(whole + fraction.slice(0, 2));
  const rest = fraction.slice(2);
  const noise = rest.slice(0, NOISE_DIGITS - 2);
  const silent = /^0*$/.test(noise) || (noise.length === NOISE_DIGITS - 2 && /^9+$/.test(noise));
  if ((rest[0] ?? '0') >= '5') sen += 1n;
  const digits = sen.toString().padStart(3, '0');
  const sign = negative && sen !== 0n ? '-' : '';
  const cents = digits.slice(-2);
  const result = `${sign}${digits.slice(0, -2)}${cents === '00' ? '' : `.${cents}`}`;
  return { text: result, rounded: !silent };
}

/** Decimal text as an integer of millionths, for exact sums and products; digits beyond the sixth are cut. */
export function millionths(text: string): bigint {
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const value = BigInt(whole + fraction.slice(0, 6).padEnd(6, '0'));
  return negative ? -value : value;
}
