import type { Book } from '../regulation/book.js';
import type { EligibilityRequirementDto } from './eligibility.dto.js';
import type { Requirement } from './rules/assess.js';
import { citationOf, nextStepOf, OUTCOME_WORDS, sentenceOf, TITLES, warningOf } from './wording/wording.js';

/** A requirement with all that is said about it in words. */
export function explained({ verdict, purpose, about, until }: Requirement, book: Book): EligibilityRequirementDto {
  const next = nextStepOf(verdict);
  return {
    code: verdict.code,
    title: TITLES[verdict.code] ?? verdict.code,
    purpose,
    about,
    outcome: verdict.outcome,
    outcomeText: OUTCOME_WORDS[verdict.outcome],
    because: verdict.because,
    text: sentenceOf(verdict),
    evidence: Object.entries(verdict.evidence).map(([name, value]) => ({ name, value })),
    warnings: verdict.warnings.map(inWords),
    sources: verdict.sources.map((source) => ({ ...source, text: citationOf(source, book) })),
    binding: verdict.binding,
    next: next && { ...next, documents: [...next.documents] },
    until,
  };
}

export const inWords = (code: string): { code: string; text: string } => ({ code, text: warningOf(code) });
