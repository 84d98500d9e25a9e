import { isDay } from '../shared/dates.js';
import { divideHalfUp } from '../shared/money.js';

/** A span of days of one year: what a column of the table is about. */
export interface Span {
  /** First and last day, 'YYYY-MM-DD', both inside. */
  from: string;
  to: string;
}

/** Numbers of one column that others are derived from. `null` = not known, which is never zero. Value in sen. */
export interface Counts {
  sellers: number | null;
  umk: number | null;
  menengah: number | null;
  nonUmkm: number | null;
  products: number | null;
  transactions: number | null;
  value: bigint | null;
}

/** What is derived within one column. Percentages are decimal text; `null` = cannot be told. */
export interface DerivedOfColumn {
  sumOfClasses: number | null;
  /** Sellers of no class: printed or counted in all, and in none of the classes. */
  unclassified: number | null;
  umkShare: string | null;
  umkShareOfClassified: string | null;
  /** Sen. */
  valuePerTransaction: bigint | null;
  /** Decimal text with two places. */
  productsPerSeller: string | null;
}

/** From one column to the next: change in percent, as decimal text with two places. */
export interface Growth {
  percent: string | null;
  /** false = spans of unlike length: shown only with the words "tidak sebanding". */
  comparable: boolean;
}

/**
 * `part` of `whole` in percent as decimal text, exact and half up. `null` when one is not known, or there is no whole.
 * @param decimals places after the dot
 */
export function percentText(part: number | bigint | null, whole: number | bigint | null, decimals = 2): string | null {
  if (part === null || whole === null) return null;
  return ratioText(BigInt(part) * 100n, BigInt(whole), decimals);
}

/** `part / whole` as decimal text, exact and half up; `null` when there is no whole. */
export function ratioText(part: bigint, whole: bigint, decimals: number): string | null {
  if (whole === 0n) return null;
  const scaled = divideHalfUp((part < 0n ? -part : part) * 10n ** BigInt(decimals), whole < 0n ? -whole : whole);
  const digits = scaled.toString().padStart(decimals + 1, '0');
  const sign = scaled !== 0n && part < 0n !== whole < 0n ? '-' : '';
  return decimals === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** What one column says beyond its own numbers. */
export function deriveColumn(counts: Counts): DerivedOfColumn {
  const { sellers, umk, menengah, nonUmkm, products, transactions, value } = counts;
  const sumOfClasses = umk === null || menengah === null || nonUmkm === null ? null : umk + menengah + nonUmkm;
  return {
    sumOfClasses,
    unclassified: sumOfClasses === null || sellers === null ? null : sellers - sumOfClasses,
    umkShare: percentText(umk, sellers),
    umkShareOfClassified: percentText(umk, sumOfClasses),
    valuePerTransaction:
      value === null || transactions === null || transactions === 0 ? null : divideHalfUp(value, BigInt(transactions)),
    productsPerSeller: products === null || sellers === null ? null : ratioText(BigInt(products), BigInt(sellers), 2),
  };
}

/** Change from one column's number to the next one's. Nothing grows out of nothing: from zero there is no percentage. */
export function growth(
  before: { count: number | bigint | null; span: Span },
  after: { count: number | bigint | null; span: Span },
): Growth {
  const comparable = sameSpan(before.span, after.span);
  if (before.count === null || after.count === null) return { percent: null, comparable };
  const from = BigInt(before.count);
  return { percent: ratioText((BigInt(after.count) - from) * 100n, from, 2), comparable };
}

/** Both begin and end on the same days of their years; the last of February is the same day in every year. */
export function sameSpan(one: Span, other: Span): boolean {
  return dayOfYear(one.from) === dayOfYear(other.from) && dayOfYear(one.to) === dayOfYear(other.to);
}

function dayOfYear(day: string): string {
  if (!isDay(day)) throw new RangeError(`Not a day: "${day}"`);
  const rest = day.slice(5);
  return rest === '02-29' ? '02-28' : rest;
}

/** Whether a span is a whole year. */
export function isFullYear({ from, to }: Span): boolean {
  return from.endsWith('-01-01') && to.endsWith('-12-31') && from.slice(0, 4) === to.slice(0, 4);
}
