import type { Readiness, Requirement, State } from '../rules/assess.js';
import type { Platform } from '../rules/index.js';
import type { Outcome, Purpose } from '../rules/rule.js';
import type { StoredFact } from '../facts/stored-fact.js';

/** Why a decision was made: somebody asked, or the nightly look at everything. */
export const REASONS = ['permintaan', 'berkala'] as const;
export type Reason = (typeof REASONS)[number];

/** Why a verdict differs from the one before: facts moved, law moved, a day came, or the rule judges otherwise. */
export const CAUSES = ['fakta', 'hukum', 'hari', 'aturan'] as const;
export type Cause = (typeof CAUSES)[number];

export interface Change {
  code: string;
  /** null = the requirement was not asked before. */
  before: { outcome: Outcome; because: string } | null;
  /** null = it is not asked any more. */
  after: { outcome: Outcome; because: string } | null;
  causes: readonly Cause[];
  /** Facts that it reads and that moved: 'product.halal', 'enterprise.documents/nib'. */
  facts: readonly string[];
}

/** A decision as it is kept, with everything that it rested on. */
export interface Decision {
  id: string;
  enterpriseId: string;
  productId: string | null;
  platform: Platform;
  /** The day that was judged. */
  day: string;
  /** ISO 8601, UTC. */
  decidedAt: string;
  decidedBy: string;
  reason: Reason;
  facts: readonly StoredFact[];
  factsDigest: string;
  ruleSet: string | null;
  ruleVersions: Readonly<Record<string, number>>;
  lawDigest: string;
  /** State of the purpose katalog. */
  outcome: State;
  states: Readonly<Record<Purpose, State>>;
  readiness: Readiness;
  requirements: readonly Requirement[];
  warnings: readonly string[];
  /** The last day on which it stays true if neither facts nor law files change; null = no end known. */
  validUntil: string | null;
  print: string;
  previousId: string | null;
  changes: readonly Change[];
  /** The random part of the address at which anybody may look up what is public of it. */
  verification: string;
}

/** What is worked out of facts, and not yet kept. */
export type Judgement = Omit<
  Decision,
  'id' | 'decidedAt' | 'decidedBy' | 'reason' | 'previousId' | 'changes' | 'verification'
>;

/** What is worked out to be looked at, and compared with nothing. */
export type Looked = Omit<Judgement, 'print'>;
