import { canonical, keyOf, type StoredFact } from '../facts/stored-fact.js';
import type { Requirement } from '../rules/assess.js';
import { RULES } from '../rules/index.js';
import type { Cause, Change, Decision, Judgement } from './decision.js';

const READS = new Map(RULES.map(({ code, reads }) => [code, new Set<string>(reads)]));

/** Keys of the facts that are not the same on both sides: another value, or there on one side only. */
export function movedFacts(before: readonly StoredFact[], after: readonly StoredFact[]): StoredFact[] {
  const was = new Map(before.map((fact) => [keyOf(fact), fact]));
  const is = new Map(after.map((fact) => [keyOf(fact), fact]));
  const moved: StoredFact[] = [];
  for (const [key, fact] of is) {
    const old = was.get(key);
    if (!old || canonical(old.value) !== canonical(fact.value)) moved.push(fact);
  }
  for (const [key, fact] of was) if (!is.has(key)) moved.push(fact);
  return moved;
}

type Before = Pick<Decision, 'facts' | 'requirements' | 'ruleVersions' | 'lawDigest' | 'ruleSet'>;

/** Which verdicts are others than before, and why each. Pure. */
export function changesOf(before: Before, after: Judgement): Change[] {
  const moved = movedFacts(before.facts, after.facts);
  const was = new Map(before.requirements.map((one) => [one.verdict.code, one]));
  const is = new Map(after.requirements.map((one) => [one.verdict.code, one]));
  const changes: Change[] = [];
  for (const code of [...new Set([...was.keys(), ...is.keys()])].sort()) {
    const old = was.get(code);
    const now = is.get(code);
    if (old && now && canonical(told(old)) === canonical(told(now))) continue;
    const facts = moved.filter(({ path }) => READS.get(code)?.has(path)).map(keyOf);
    const causes: Cause[] = [];
    if (facts.length > 0) causes.push('fakta');
    if (old && now && before.ruleVersions[code] !== after.ruleVersions[code]) causes.push('aturan');
    if (!old || !now) causes.push('hukum');
    else if (canonical(old.verdict.sources) !== canonical(now.verdict.sources)) causes.push('hukum');
    if (causes.length === 0) causes.push(before.lawDigest === after.lawDigest ? 'hari' : 'hukum');
    changes.push({ code, before: short(old), after: short(now), causes, facts });
  }
  return changes;
}

/** A verdict with all that it says. */
function told({ verdict, until }: Requirement): unknown {
  return { verdict, until };
}

function short(one: Requirement | undefined): Change['before'] {
  return one ? { outcome: one.verdict.outcome, because: one.verdict.because } : null;
}
