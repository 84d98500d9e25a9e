import type { Book } from '../../regulation/book.js';
import { formatDay } from '../../shared/dates.js';
import type { EligibilityRequirementDto } from '../eligibility.dto.js';
import { explained, inWords } from '../explained.js';
import { keyOf, type StoredFact } from '../facts/stored-fact.js';
import { RULES } from '../rules/index.js';
import { PURPOSES } from '../rules/rule.js';
import { factName, factValue } from '../wording/facts.js';
import { OUTCOME_WORDS, readinessSentence, sentenceOf, STATE_WORDS, TITLES } from '../wording/wording.js';
import type { Cause, Change, Decision, Looked } from './decision.js';

export interface ExplainedFact {
  path: string;
  name: string;
  value: string;
  source: string;
  on: string | null;
}

export interface ExplainedChange {
  code: string;
  title: string;
  before: string;
  after: string;
  /** Why, in one sentence. */
  why: string;
}

export interface ExplainedRequirement extends EligibilityRequirementDto {
  /** What it rests on, each with its source and day. */
  facts: ExplainedFact[];
}

/** What each rule reads, in the order in which facts are kept. */
const READS = new Map(RULES.map(({ code, reads }) => [code, [...new Set(reads)].sort()]));

/** Everything that a decision, or what is not kept of one, says, in words. `book` is the law that it was made under. Pure. */
export function explainJudgement(judgement: Looked, book: Book) {
  const { day, platform, ruleSet, states, readiness, warnings, validUntil, facts } = judgement;
  // Many requirements read the same fact: it is put into words once.
  const worded = new Map<string, ExplainedFact[]>();
  for (const fact of facts) {
    const ofPath = worded.get(fact.path);
    if (ofPath) ofPath.push(explainFact(fact));
    else worded.set(fact.path, [explainFact(fact)]);
  }
  return {
    day,
    platform,
    ruleSet,
    states: PURPOSES.map((purpose) => ({ purpose, state: states[purpose], text: STATE_WORDS[states[purpose]] })),
    readiness: { ...readiness, text: readinessSentence(readiness) },
    warnings: warnings.map(inWords),
    validUntil,
    requirements: judgement.requirements.map((one): ExplainedRequirement => {
      const read: ExplainedFact[] = [];
      for (const path of READS.get(one.verdict.code) ?? []) read.push(...(worded.get(path) ?? []));
      return Object.assign(explained(one, book), { facts: read });
    }),
  };
}

export function explainFact(fact: StoredFact): ExplainedFact {
  return {
    path: keyOf(fact),
    name: factName(fact),
    value: factValue(fact),
    source: fact.source,
    on: fact.on,
  };
}

/** What is other than in the decision before, and why. */
export function explainChanges({ changes, facts, requirements, day }: Decision): ExplainedChange[] {
  return changes.map((change): ExplainedChange => {
    const now = requirements.find(({ verdict }) => verdict.code === change.code)?.verdict;
    return {
      code: change.code,
      title: TITLES[change.code] ?? change.code,
      before: change.before ? OUTCOME_WORDS[change.before.outcome] : 'Belum ditanyakan',
      after: now ? `${OUTCOME_WORDS[now.outcome]}. ${sentenceOf(now)}` : 'Tidak ditanyakan lagi',
      why: change.causes.map((cause) => causeWords(cause, change, facts, day)).join(' '),
    };
  });
}

function causeWords(cause: Cause, change: Change, facts: readonly StoredFact[], day: string): string {
  switch (cause) {
    case 'fakta': {
      const moved = change.facts.map((key) => {
        const fact = facts.find((one) => keyOf(one) === key);
        return fact ? `${factName(fact)} (sekarang: ${factValue(fact)})` : `${nameOf(key)} (tidak ada lagi)`;
      });
      return `Keterangan berubah: ${moved.join('; ')}.`;
    }
    case 'hukum':
      return 'Aturan yang berlaku untuk hari itu berbeda.';
    case 'hari':
      return `Sampai ${formatDay(day)} ada masa berlaku yang lewat atau mulai; keterangan dan berkas hukum tetap.`;
    case 'aturan':
      return 'Cara layanan ini menilai syaratnya diperbaiki.';
  }
}

function nameOf(key: string): string {
  const [path = '', part] = key.split('/');
  return factName({ path: path as StoredFact['path'], ...(part === undefined ? {} : { part }) });
}
