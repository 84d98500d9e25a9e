import type { Denominator, ObligationKind } from '../circular.js';

/** Codes of the data model; `tidak_patuh` is shown as "Belum patuh". */
export const RESULTS = ['tidak_patuh', 'data_tidak_lengkap', 'patuh', 'tidak_berlaku', 'dikecualikan'] as const;
export type Result = (typeof RESULTS)[number];

/** Values in sen by whether they are in the numerator. */
export interface Amounts {
  yes: bigint;
  unknown: bigint;
  no: bigint;
}

/** What the purchases of one perangkat daerah come to for one obligation. */
export interface Parts {
  /** Lines that are surely in scope. */
  sure: Amounts;
  /** Lines of which a fact that decides is not known: no date, no account, a status that nobody has mapped. */
  unsure: Amounts;
  /** Number of lines in scope (surely or perhaps) without a value. */
  valueless: { yes: number; unknown: number; no: number };
}

/** The year's budget for procurement. `unknown` counts the satker whose figure is missing. */
export interface Budget {
  /** Sum of the figures that are there, in sen. */
  known: bigint;
  unknown: number;
}

/** What is asked for. `threshold` is in hundredths of a percent for porsi_nilai and in sen for nilai_minimum. */
export interface Target {
  kind: ObligationKind;
  denominator: Denominator;
  threshold: bigint;
}

export interface Case {
  target: Target;
  parts: Parts;
  /** For the denominator procurement-budget; null = no satker has a row in the budget at all. */
  budget: Budget | null;
  /** An exemption is in force on the day of judging. */
  exempt: boolean;
}

/** Why this result; the sentence is in `wording.ts`. */
export type Because =
  | 'exempt'
  | 'budget-unknown'
  | 'nothing-in-scope'
  | 'only-unsure-lines'
  | 'value-missing'
  | 'unknown-decides'
  | 'at-or-above-threshold'
  | 'below-threshold';

/** An exact share; both in sen, the denominator above zero. */
export interface Share {
  numerator: bigint;
  denominator: bigint;
}

export interface Judgement {
  result: Result;
  because: Because;
  /** Surely in the numerator, and at most so; sen. */
  numerator: { known: bigint; most: bigint };
  /** Surely in the denominator, and at most so; sen. For nilai_minimum: what the numerator was picked from. */
  denominator: { known: bigint; most: bigint };
  /** null where there is no denominator, and for nilai_minimum. */
  share: { low: Share | null; known: Share | null; high: Share | null };
  /**
   * What the numerator lacks, in sen rounded up: at least, by what is known, at most. `high` null = no bound can be
   * told, because a budget or a value is missing.
   */
  gap: { low: bigint; known: bigint; high: bigint | null };
}

/**
 * Judges one perangkat daerah by one obligation. Exact: amounts are sen, shares are compared unrounded by cross
 * multiplication. With S the lines surely in scope and U those perhaps in scope, each split into numerator yes (y),
 * unknown (?) and no (n):
 *
 *     low share   = S.y / (S.y + S.? + S.n + U.? + U.n)                          everything unknown against the target
 *     known share = S.y / (S.y + S.? + S.n)
 *     high share  = (S.y + S.? + U.y + U.?) / (S.y + S.? + S.n + U.y + U.?)      everything unknown for the target
 *
 * These two are the least and the greatest share that any answer to the unknowns can give. The denominator
 * procurement-budget takes the place of all three denominators. nilai_minimum compares the numerators alone.
 *
 * - `dikecualikan`: an exemption is in force.
 * - `tidak_berlaku`: nothing is in the denominator, neither surely nor perhaps.
 * - `data_tidak_lengkap`: the low and the high share have different verdicts, a budget is not known, or it is not even
 *   sure that anything is in scope. A line without a value may have any.
 * - `patuh`: at the threshold or above; else `tidak_patuh`.
 *
 * The gap is threshold × denominator − numerator, never below zero, rounded up to the sen: what would have had to go
 * to the numerator instead.
 */
export function judge({ target, parts, budget, exempt }: Case): Judgement {
  return target.kind === 'nilai_minimum'
    ? judgeMinimum(target, parts, exempt)
    : judgeShare(target, parts, budget, exempt);
}

function judgeShare(
  target: Target,
  { sure, unsure, valueless }: Parts,
  budget: Budget | null,
  exempt: boolean,
): Judgement {
  const byBudget = target.denominator === 'procurement-budget';
  const inScope = sum(sure);
  const mostYes = sure.yes + sure.unknown + unsure.yes + unsure.unknown;
  const known: Share = { numerator: sure.yes, denominator: byBudget ? (budget?.known ?? 0n) : inScope };
  const low: Share = {
    numerator: sure.yes,
    denominator: byBudget ? known.denominator : inScope + unsure.unknown + unsure.no,
  };
  const high: Share = {
    numerator: mostYes,
    denominator: byBudget ? known.denominator : inScope + unsure.yes + unsure.unknown,
  };
  const mostOf = byBudget ? known.denominator : inScope + sum(unsure);
  const withoutValue = valueless.yes + valueless.unknown + valueless.no;
  const budgetUnknown = byBudget && (budget === null || budget.unknown > 0);
  // A missing budget has no upper bound, and neither has a missing value that stands only in the denominator.
  const bounded = !budgetUnknown && (byBudget || valueless.no + valueless.unknown === 0);
  const figures = {
    numerator: { known: sure.yes, most: mostYes },
    denominator: { known: known.denominator, most: mostOf },
    share: { low: orNone(low), known: orNone(known), high: orNone(high) },
    gap: {
      low: valueless.yes + valueless.unknown > 0 ? 0n : shortOf(target.threshold, high),
      known: shortOf(target.threshold, known),
      high: bounded ? shortOf(target.threshold, low) : null,
    },
  };
  const say = (result: Result, because: Because): Judgement => ({ result, because, ...figures });

  if (exempt) return say('dikecualikan', 'exempt');
  if (budgetUnknown) return say('data_tidak_lengkap', 'budget-unknown');
  if (mostOf === 0n && (byBudget || withoutValue === 0)) return say('tidak_berlaku', 'nothing-in-scope');
  if (known.denominator === 0n) return say('data_tidak_lengkap', mostOf === 0n ? 'value-missing' : 'only-unsure-lines');
  const atWorst = reaches(target.threshold, low);
  const atBest = reaches(target.threshold, high);
  if (atWorst !== atBest) return say('data_tidak_lengkap', 'unknown-decides');
  if (atWorst && !bounded) return say('data_tidak_lengkap', 'value-missing');
  if (!atBest && valueless.yes + valueless.unknown > 0) return say('data_tidak_lengkap', 'value-missing');
  return atWorst ? say('patuh', 'at-or-above-threshold') : say('tidak_patuh', 'below-threshold');
}

function judgeMinimum({ threshold }: Target, { sure, unsure, valueless }: Parts, exempt: boolean): Judgement {
  const most = sure.yes + sure.unknown + unsure.yes + unsure.unknown;
  const lacking = (numerator: bigint): bigint => (threshold > numerator ? threshold - numerator : 0n);
  const mayBeMore = valueless.yes + valueless.unknown > 0;
  const figures = {
    numerator: { known: sure.yes, most },
    denominator: { known: sum(sure), most: sum(sure) + sum(unsure) },
    share: { low: null, known: null, high: null },
    gap: { low: mayBeMore ? 0n : lacking(most), known: lacking(sure.yes), high: lacking(sure.yes) },
  };
  const say = (result: Result, because: Because): Judgement => ({ result, because, ...figures });

  if (exempt) return say('dikecualikan', 'exempt');
  if (sure.yes >= threshold) return say('patuh', 'at-or-above-threshold');
  if (most >= threshold) return say('data_tidak_lengkap', 'unknown-decides');
  return mayBeMore ? say('data_tidak_lengkap', 'value-missing') : say('tidak_patuh', 'below-threshold');
}

/**
 * The gap as a table shows it: what is lacking by what is known, for one that is surely below; what is lacking at least,
 * for one of which that cannot be told; and what may be lacking at most. Nothing for all others.
 */
export function shownGap({ result, gap }: Judgement): { low: bigint; high: bigint | null } {
  if (result === 'tidak_patuh') return { low: gap.known, high: gap.high };
  return result === 'data_tidak_lengkap' ? { low: gap.low, high: gap.high } : { low: 0n, high: 0n };
}

/** Hundredths of a percent in the whole: 40 % is 4000 of 10000. */
const WHOLE = 10_000n;

function reaches(threshold: bigint, { numerator, denominator }: Share): boolean {
  return numerator * WHOLE >= threshold * denominator;
}

function shortOf(threshold: bigint, { numerator, denominator }: Share): bigint {
  const needed = (threshold * denominator + WHOLE - 1n) / WHOLE;
  return needed > numerator ? needed - numerator : 0n;
}

function orNone(share: Share): Share | null {
  return share.denominator > 0n ? share : null;
}

function sum({ yes, unknown, no }: Amounts): bigint {
  return yes + unknown + no;
}
