/** The criteria by which a region is proposed as sentra, and how a sentra stands to them. Pure. */

export type Finding = 'met' | 'missing' | 'unknown';

export const STATEMENT_ANSWERS = ['ya', 'tidak', 'belum-diketahui'] as const;
export type StatementAnswer = (typeof STATEMENT_ANSWERS)[number];

export const COUNTED = ['penggerak', 'binaan', 'sejenis'] as const;
export type Counted = (typeof COUNTED)[number];

export type Condition =
  { kind: 'stated'; code: string; text: string } | { kind: 'count'; code: Counted; text: string; minimum: number };

export interface Criterion {
  code: string;
  title: string;
  text: string;
  conditions: readonly Condition[];
  /** The source only expects it: it is shown, and decides nothing. */
  expectedOnly: boolean;
}

export interface SentraCriteria {
  version: number;
  effectiveFrom: string;
  title: string;
  source: string;
  decisions: readonly { what: string; why: string }[];
  /** Thresholds that others use; shown, not applied. */
  otherSources: readonly { what: string; source: string; membersMin: number }[];
  /** Of each list one criterion is enough. */
  alternatives: readonly (readonly string[])[];
  criteria: readonly Criterion[];
}

export interface SentraFacts {
  statements: ReadonlyMap<string, StatementAnswer>;
  /** Members on file that make products of the sentra's kind; null = no member was ever put on file. */
  members: number | null;
  /** Those of them that are willing to guide the others. */
  champions: number;
}

export interface JudgedCondition {
  condition: Condition;
  finding: Finding;
  /** How many there are, of a counted one; null = nothing on file to count. */
  counted: number | null;
}

export interface JudgedCriterion {
  criterion: Criterion;
  finding: Finding;
  conditions: readonly JudgedCondition[];
}

export interface SentraJudgement {
  criteria: readonly JudgedCriterion[];
  /** Of all criteria that decide, alternatives taken together. */
  finding: Finding;
  met: number;
  missing: number;
  unknown: number;
}

/** How a sentra stands to each criterion. Unknown is neither met nor missing. */
export function judgeSentra(reference: SentraCriteria, facts: SentraFacts): SentraJudgement {
  const criteria = reference.criteria.map((criterion): JudgedCriterion => {
    const conditions = criterion.conditions.map((condition) => judgeCondition(condition, facts));
    return { criterion, conditions, finding: all(conditions.map(({ finding }) => finding)) };
  });
  const of = (code: string): Finding => criteria.find((one) => one.criterion.code === code)?.finding ?? 'unknown';
  const inAlternatives = new Set(reference.alternatives.flat());
  const deciding = [
    ...reference.alternatives.map((codes) => any(codes.map(of))),
    ...criteria
      .filter(({ criterion }) => !criterion.expectedOnly && !inAlternatives.has(criterion.code))
      .map(({ finding }) => finding),
  ];
  const count = (finding: Finding): number => criteria.filter((one) => one.finding === finding).length;
  return { criteria, finding: all(deciding), met: count('met'), missing: count('missing'), unknown: count('unknown') };
}

/** Criteria that are not met and matter still: one whose alternative is met does not. */
export function openCriteria(reference: SentraCriteria, { criteria }: SentraJudgement): JudgedCriterion[] {
  const met = new Set(criteria.filter(({ finding }) => finding === 'met').map(({ criterion }) => criterion.code));
  const settled = new Set(reference.alternatives.filter((codes) => codes.some((code) => met.has(code))).flat());
  return criteria.filter(({ criterion, finding }) => finding !== 'met' && !settled.has(criterion.code));
}

function judgeCondition(condition: Condition, facts: SentraFacts): JudgedCondition {
  if (condition.kind === 'stated') {
    const answer = facts.statements.get(condition.code) ?? 'belum-diketahui';
    return { condition, counted: null, finding: answer === 'ya' ? 'met' : answer === 'tidak' ? 'missing' : 'unknown' };
  }
  const counted = countOf(condition.code, facts);
  if (counted === null) return { condition, counted, finding: 'unknown' };
  return { condition, counted, finding: counted >= condition.minimum ? 'met' : 'missing' };
}

function countOf(what: Counted, { members, champions }: SentraFacts): number | null {
  if (members === null) return null;
  if (what === 'sejenis') return members;
  if (what === 'penggerak') return champions;
  // One champion leads; whoever else is willing too is still guided by the first.
  return champions === 0 ? members : members - 1;
}

/** Missing as soon as one is missing: no answer to the others mends that. */
function all(findings: readonly Finding[]): Finding {
  if (findings.includes('missing')) return 'missing';
  return findings.includes('unknown') ? 'unknown' : 'met';
}

function any(findings: readonly Finding[]): Finding {
  if (findings.includes('met')) return 'met';
  return findings.includes('unknown') ? 'unknown' : 'missing';
}
