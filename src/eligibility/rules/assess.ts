import { type Book, valueOn } from '../../regulation/book.js';
import { addDays } from '../../shared/dates.js';
import type { Facts } from './facts.js';
import { type Platform, ruleSetOn } from './index.js';
import { Law } from './law.js';
import { earliest, judge, type Purpose, PURPOSES, type Rule, type Verdict } from './rule.js';

/**
 * What all requirements of one purpose come to. Always derived, never typed in:
 * layak, or layak-bersyarat where something warns; belum-lengkap while a fact is missing; kedaluwarsa where nothing but
 * papers that ran out stand in the way; tidak-layak; tidak-berlaku where nothing is asked.
 */
export const STATES = [
  'layak',
  'layak-bersyarat',
  'belum-lengkap',
  'kedaluwarsa',
  'tidak-layak',
  'tidak-berlaku',
] as const;
export type State = (typeof STATES)[number];

/** Counts requirements of the catalogue; what is only recommended, or not confirmed, is not among them. */
export interface Readiness {
  met: number;
  unmet: number;
  unknown: number;
  /** met + unmet + unknown. */
  asked: number;
  /** Of law that is not confirmed, and not met or not known. */
  unconfirmed: number;
  doesNotApply: number;
}

export interface Requirement {
  verdict: Verdict;
  purpose: Purpose;
  about: 'enterprise' | 'product' | 'ovop';
  /** The last day on which the verdict stays true if neither facts nor law files change; null = no end known. */
  until: string | null;
}

export interface Assessment {
  day: string;
  platform: Platform;
  /** null = the book does not know a rule set of the platform for that day. */
  ruleSet: string | null;
  states: Readonly<Record<Purpose, State>>;
  readiness: Readiness;
  requirements: readonly Requirement[];
  /** Of the assessment as a whole: 'rule-set-not-confirmed'. */
  warnings: readonly string[];
  validUntil: string | null;
}

/** Whether a rule can be judged of an enterprise alone, without a product. */
function ofEnterpriseAlone({ about, reads }: Rule): boolean {
  return about === 'enterprise' && reads.every((path) => !path.startsWith('product.') && !path.startsWith('ovop.'));
}

/**
 * Judges every requirement of a platform on a day; of an `enterprise` alone only those that need no product. The same
 * facts, day and book give the same bytes.
 */
export function assess(
  facts: Facts,
  platform: Platform,
  day: string,
  book: Book,
  subject: 'with-product' | 'enterprise' = 'with-product',
): Assessment {
  const set = ruleSetOn(book, platform, day);
  const law = new Law(book, day);
  let validUntil = setHorizon(book, platform, day);
  const asked = (set?.rules ?? []).filter((rule) => subject === 'with-product' || ofEnterpriseAlone(rule));
  const requirements = asked.map((rule): Requirement => {
    const { verdict, until } = judge(rule, facts, law);
    validUntil = earliest(validUntil, until);
    return { verdict, purpose: rule.purpose, about: rule.about, until };
  });
  const states = Object.fromEntries(
    PURPOSES.map((purpose) => [purpose, set ? stateOf(requirements, purpose, set.confirmed) : 'belum-lengkap']),
  ) as Record<Purpose, State>;
  return {
    day,
    platform,
    ruleSet: set?.name ?? null,
    states,
    readiness: readinessOf(requirements),
    requirements,
    warnings: set && !set.confirmed ? ['rule-set-not-confirmed'] : [],
    validUntil,
  };
}

function setHorizon(book: Book, platform: Platform, day: string): string | null {
  const key = `catalogue.${platform}.rule-set`;
  const arm = valueOn(book, key, day);
  if (arm) return arm.to;
  const next = book.parameters.get(key)?.arms.find(({ from }) => from > day);
  return next ? addDays(next.from, -1) : null;
}

function stateOf(requirements: readonly Requirement[], purpose: Purpose, setConfirmed: boolean): State {
  const verdicts = requirements.filter((one) => one.purpose === purpose).map(({ verdict }) => verdict);
  const unmet = verdicts.filter(({ outcome }) => outcome === 'fails');
  if (unmet.length > 0)
    return unmet.every(({ because }) => because.endsWith('-expired')) ? 'kedaluwarsa' : 'tidak-layak';
  if (verdicts.some(({ outcome, binding }) => outcome === 'cannot-tell' && binding)) return 'belum-lengkap';
  if (verdicts.every(({ outcome }) => outcome === 'does-not-apply')) return 'tidak-berlaku';
  const wary = verdicts.some(
    ({ outcome, warnings }) => outcome === 'cannot-tell' || (warnings.length > 0 && outcome !== 'does-not-apply'),
  );
  const coming = verdicts.some(({ warnings }) => warnings.includes('halal-becomes-a-duty'));
  return wary || coming || !setConfirmed ? 'layak-bersyarat' : 'layak';
}

function readinessOf(requirements: readonly Requirement[]): Readiness {
  const counts = { met: 0, unmet: 0, unknown: 0, unconfirmed: 0, doesNotApply: 0 };
  for (const { verdict, purpose } of requirements) {
    if (purpose !== 'katalog') continue;
    if (verdict.outcome === 'does-not-apply') counts.doesNotApply += 1;
    else if (verdict.outcome === 'meets') counts.met += 1;
    else if (!verdict.binding) counts.unconfirmed += 1;
    else if (verdict.outcome === 'fails') counts.unmet += 1;
    else counts.unknown += 1;
  }
  return { ...counts, asked: counts.met + counts.unmet + counts.unknown };
}
