/** Stands before a number that is carried as text; no text of ours holds it, for it is removed from what is stored. */
const MARK = '\u0001';
const NUMBER = /"\\u0001(-?\d+(?:\.\d+)?)"/g;

/** A JSON number with exactly these digits: OCDS wants numbers, and no amount may pass through a float. */
export function exactNumber(decimal: string): string {
  if (!/^-?\d+(?:\.\d+)?$/.test(decimal)) throw new Error(`Not a decimal: ${decimal.slice(0, 40)}`);
  return `${MARK}${decimal}`;
}

/** JSON text in which every `exactNumber` is a number and everything else is as `JSON.stringify` writes it. */
export function exactJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(NUMBER, '$1');
}
