import { ratioText } from '../derived.js';
import type { TargetDirection, TargetFigure } from './target-metrics.js';

/** What a metric is to reach in a year. `amount` is decimal text in the metric's unit. */
export interface Target {
  id: string;
  metric: string;
  /** Which figure of the metric. */
  figure: string;
  metricVersion: number;
  year: number;
  amount: string;
  basis: string | null;
  note: string | null;
  version: number;
  updatedBy: string;
  updatedAt: string;
}

export interface TargetInput {
  metric: string;
  /** Which figure of the metric; without it its first. */
  figure?: string | null;
  year: number;
  /** Decimal text, or as an Indonesian types it: '62,5', '1.250'. */
  amount: string;
  basis?: string | null;
  note?: string | null;
}

/** What was reached up to a day. */
export interface Achieved {
  /** Decimal text in the metric's unit; null = not told by anything on file. */
  amount: string | null;
  /** Of what: '12 dari 40 pelaku usaha'. */
  said: string | null;
  until: string;
  /** The year had ended by then. */
  whole: boolean;
  /** The year had begun by then. */
  begun: boolean;
}

export const STANDINGS = ['tercapai', 'belum', 'berjalan', 'belum-tiba', 'tidak-tersedia'] as const;
export type Standing = (typeof STANDINGS)[number];

/** A target with what was reached, and how the two stand to one another. */
export interface TargetLine extends Target {
  /** Null = the registry no longer has such a figure. */
  definition: TargetFigure | null;
  /** The definition has a newer version than the one the target was set for. */
  outdated: boolean;
  achieved: Achieved;
  /** amount reached / target in percent, one decimal, rounded half up; null = one of them is not there. */
  percent: string | null;
  standing: Standing;
}

/** Percent of `target` that `reached` is, one decimal, half up; null for a target of zero. Exact. */
export function percentReached(reached: string, target: string): string | null {
  return ratioText(scaled(reached) * 100n, scaled(target), 1);
}

/**
 * How a target stands. One of "at least" can be reached before the year ends, and is missed only after; one of "at most" is
 * kept only when the year is over, since until then more may come.
 */
export function standingOf(
  amount: string,
  { amount: reached, whole, begun }: Achieved,
  direction: TargetDirection = 'naik',
): Standing {
  if (!begun) return 'belum-tiba';
  if (reached === null) return 'tidak-tersedia';
  if (direction === 'turun' && !whole) return 'berjalan';
  const kept = direction === 'turun' ? scaled(reached) <= scaled(amount) : scaled(reached) >= scaled(amount);
  if (kept) return 'tercapai';
  return whole ? 'belum' : 'berjalan';
}

/** Decimal text of at most four places as a whole number of ten-thousandths. */
function scaled(decimal: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,4})0*)?$/.exec(decimal);
  if (!match) throw new RangeError(`Not a decimal of at most four places: "${decimal}"`);
  const value = BigInt(`${match[2]}${(match[3] ?? '').padEnd(4, '0')}`);
  return match[1] ? -value : value;
}
