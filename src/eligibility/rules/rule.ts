import type { Facts, FactPath } from './facts.js';
import { Law, type Citation } from './law.js';

export const OUTCOMES = ['meets', 'fails', 'does-not-apply', 'cannot-tell'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What a requirement is for: to sell at all, to be counted as UMK-K, as local, or as OVOP. */
export const PURPOSES = ['katalog', 'umk-k', 'lokal', 'ovop'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** What a rule finds. `because` and `warnings` are codes; their sentences are in `wording`. */
export interface Finding {
  outcome: Outcome;
  because: string;
  /** What it rests on, exact and as plain text. */
  evidence?: Readonly<Record<string, string>>;
  warnings?: readonly string[];
  /** The last day on which the facts keep this true; the law's own days are added by the engine. */
  until?: string | null;
}

export interface Rule {
  code: string;
  title: string;
  /** Goes up when `judge` begins to answer differently from the same facts, day and law; 1 where it says nothing. */
  version?: number;
  purpose: Purpose;
  about: 'enterprise' | 'product' | 'ovop';
  /** Every fact that `judge` may look at; a test watches it read. */
  reads: readonly FactPath[];
  /** A yes-no parameter without which nothing is asked. */
  duty?: string;
  /** Thresholds of the law by the fact that they are held against: examples walk round each. */
  thresholds?: Readonly<Record<string, FactPath>>;
  judge(facts: Facts, law: Law): Finding;
}

export interface Verdict {
  code: string;
  outcome: Outcome;
  because: string;
  evidence: Readonly<Record<string, string>>;
  warnings: readonly string[];
  sources: readonly Citation[];
  /** All the law that it rests on is confirmed. What is not may warn, and never stands in the way. */
  binding: boolean;
}

/** A verdict with the last day on which it stays true if neither facts nor the law files change; null = no end known. */
export interface Judged {
  verdict: Verdict;
  until: string | null;
}

type More = Omit<Finding, 'outcome' | 'because'>;
export const meets = (because: string, more: More = {}): Finding => ({ outcome: 'meets', because, ...more });
export const fails = (because: string, more: More = {}): Finding => ({ outcome: 'fails', because, ...more });
export const doesNotApply = (because: string, more: More = {}): Finding => ({
  outcome: 'does-not-apply',
  because,
  ...more,
});
export const cannotTell = (because: string, more: More = {}): Finding => ({
  outcome: 'cannot-tell',
  because,
  ...more,
});

/** The law does not say anything for that day, as far as the book knows. */
export const BOOK_ENDS: Finding = cannotTell('book-does-not-reach-this-day');

/**
 * Judges one rule. Whatever the rule finds, law that is not confirmed never makes a requirement fail: it is then
 * "cannot tell", with a warning that names how little is known.
 */
export function judge(rule: Rule, facts: Facts, law: Law): Judged {
  law.begin();
  const finding = dutyOr(rule, law) ?? rule.judge(facts, law);
  const { citations, until, weakest } = law.end();
  const unconfirmed = weakest !== 'confirmed' && (finding.outcome === 'fails' || finding.outcome === 'cannot-tell');
  const warnings = [...(finding.warnings ?? [])];
  if (unconfirmed) warnings.push(`law-${weakest}`);
  return {
    verdict: {
      code: rule.code,
      outcome: unconfirmed ? 'cannot-tell' : finding.outcome,
      because: finding.because,
      evidence: finding.evidence ?? {},
      warnings,
      sources: citations,
      binding: weakest === 'confirmed',
    },
    until: earliest(finding.until ?? null, until),
  };
}

function dutyOr(rule: Rule, law: Law): Finding | null {
  if (rule.duty === undefined) return null;
  const asked = law.yes(rule.duty);
  if (asked === undefined) return BOOK_ENDS;
  return asked ? null : doesNotApply('not-asked-by-law');
}

/** The earlier of two days; null = never. */
export function earliest(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
