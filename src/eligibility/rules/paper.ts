import { addDays } from '../../shared/dates.js';
import type { Paper } from './facts.js';
import { cannotTell, fails, type Finding, meets } from './rule.js';

export type PaperState = 'valid' | 'expired' | 'not-yet' | 'none' | 'unknown' | 'expiry-unknown';

export interface PaperFinding {
  state: PaperState;
  /** The last day on which it stays so. */
  until: string | null;
}

/** What a paper is worth on a day. `endless` = the law lets it run on whatever is printed on it. */
export function stateOf(paper: Paper | null | undefined, day: string, endless = false): PaperFinding {
  if (paper === undefined) return { state: 'unknown', until: null };
  if (paper === null) return { state: 'none', until: null };
  if (paper.issuedOn !== undefined && paper.issuedOn > day)
    return { state: 'not-yet', until: addDays(paper.issuedOn, -1) };
  if (endless) return { state: 'valid', until: null };
  if (paper.expiresOn === undefined) return { state: 'expiry-unknown', until: null };
  if (paper.expiresOn !== null && paper.expiresOn < day) return { state: 'expired', until: null };
  return { state: 'valid', until: paper.expiresOn };
}

export const NOT_VERIFIED = 'stated-not-verified';

/**
 * A paper as a requirement: `name` is its code in evidence and wording ('halal' gives 'halal-valid', 'halal-expired',
 * 'halal-not-yet', 'halal-none', 'halal-not-on-file', 'halal-expiry-not-on-file').
 */
export function paperFinding(name: string, paper: Paper | null | undefined, day: string, endless = false): Finding {
  const { state, until } = stateOf(paper, day, endless);
  const evidence = evidenceOf(paper);
  switch (state) {
    case 'valid':
      return meets(`${name}-valid`, { evidence, until, warnings: paper?.verified === true ? [] : [NOT_VERIFIED] });
    case 'expired':
      return fails(`${name}-expired`, { evidence, until });
    case 'not-yet':
      return fails(`${name}-not-yet`, { evidence, until });
    case 'none':
      return fails(`${name}-none`);
    case 'unknown':
      return cannotTell(`${name}-not-on-file`);
    case 'expiry-unknown':
      return cannotTell(`${name}-expiry-not-on-file`, { evidence });
  }
}

export function evidenceOf(paper: Paper | null | undefined): Record<string, string> {
  const evidence: Record<string, string> = {};
  if (paper?.issuedOn !== undefined) evidence['issuedOn'] = paper.issuedOn;
  if (paper?.expiresOn) evidence['expiresOn'] = paper.expiresOn;
  return evidence;
}
