import type { Book } from '../../regulation/book.js';
import type { GatheredFacts } from '../facts/facts.service.js';
import { canonical, digestOf, toFacts } from '../facts/stored-fact.js';
import { assess } from '../rules/assess.js';
import { RULES } from '../rules/index.js';
import type { Judgement, Looked } from './decision.js';

const VERSIONS = new Map(RULES.map(({ code, version }) => [code, version ?? 1]));

/** A book of law as it is kept beside decisions: plain, and with a digest that names this state of it. */
export interface KeptLaw {
  digest: string;
  json: string;
}

export function keptLaw(book: Book): KeptLaw {
  const json = canonical({
    sources: Object.fromEntries(book.sources),
    parameters: Object.fromEntries(book.parameters),
  });
  return { digest: digestOf(json), json };
}

/** The book that `keptLaw` kept. */
export function openLaw(kept: { sources: Record<string, unknown>; parameters: Record<string, unknown> }): Book {
  return {
    sources: new Map(Object.entries(kept.sources)) as Book['sources'],
    parameters: new Map(Object.entries(kept.parameters)) as Book['parameters'],
  };
}

/** What the rules make of gathered facts on their day. Pure: the same facts, day and book give the same print. */
export function judgeFacts(gathered: GatheredFacts, book: Book, lawDigest: string): Judgement {
  const looked = lookAtFacts(gathered, book, lawDigest);
  const { ruleSet, ruleVersions, states, requirements, warnings, validUntil } = looked;
  return { ...looked, print: digestOf({ ruleSet, ruleVersions, states, requirements, warnings, validUntil }) };
}

/** As `judgeFacts`, of what is not kept: it is compared with nothing. */
export function lookAtFacts(gathered: GatheredFacts, book: Book, lawDigest: string): Looked {
  const { enterpriseId, productId, platform, day, facts } = gathered;
  const assessed = assess(toFacts(facts), platform, day, book, productId === null ? 'enterprise' : 'with-product');
  const { ruleSet, states, readiness, requirements, warnings, validUntil } = assessed;
  const ruleVersions = Object.fromEntries(
    requirements.map(({ verdict: { code } }) => [code, VERSIONS.get(code) ?? 1] as const),
  );
  return {
    enterpriseId,
    productId,
    platform,
    day,
    facts,
    factsDigest: gathered.digest,
    ruleSet,
    ruleVersions,
    lawDigest,
    outcome: states.katalog,
    states,
    readiness,
    requirements,
    warnings,
    validUntil,
  };
}
