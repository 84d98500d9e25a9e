import type { Source } from '../../purchasing/intake/rows.js';
import type { Ovop, Standing, Umk } from '../../purchasing/spending.js';
import type { NumeratorKind } from '../circular.js';
import type { Parts } from './judge.js';

/** What has to be known about one line of a purchase. `value` in sen; null = the source gives none. */
export interface ScopeLine {
  source: Source;
  /** Day of the order, 'YYYY-MM-DD'; null = the source gives none. */
  orderedOn: string | null;
  /** The order's budget accounts in the form 5.1.02.01.01.0052; empty = the source gives none. */
  accounts: readonly string[];
  standing: Standing;
  umk: Umk;
  ovop: Ovop;
  value: bigint | null;
}

/** What an obligation looks at. */
export interface Scope {
  /** First day on which the circular is in force. */
  from: string;
  /** Last day: the circular's end or the cut-off day, whichever is earlier; null = no end. */
  to: string | null;
  sources: readonly Source[];
  /** Empty = every account. */
  accountPrefixes: readonly string[];
  /** 'committed' takes completed transactions in. */
  basis: 'completed' | 'committed';
  numerator: NumeratorKind;
  /** Days of exemption of the perangkat daerah; `to` null = until further notice. */
  exempt: readonly { from: string; to: string | null }[];
}

/** Why a line stands where it stands; the words are in `wording.ts`. */
export const REASONS = [
  'other-source',
  'not-counted',
  'missing-from-source',
  'not-completed',
  'before-circular',
  'after-cut-off',
  'other-account',
  'exempt-day',
  'no-date',
  'no-account',
  'standing-unknown',
  'some-accounts',
  'no-value',
  'umk-yes',
  'umk-no',
  'umk-unknown',
  'ovop-yes',
  'ovop-no',
  'ovop-mixed',
] as const;
export type Reason = (typeof REASONS)[number];

export type Membership = 'sure' | 'unsure' | 'out';
export type NumeratorState = 'yes' | 'unknown' | 'no';

export interface Placed {
  membership: Membership;
  numerator: NumeratorState;
  because: Reason[];
}

/**
 * Where one line stands. It is *out* when one fact puts it outside; else *unsure* when a fact that decides is not
 * known (no date, no account although accounts are asked for, a status that nobody has mapped); else *sure*. The
 * numerator's state does not depend on it. `queries/compliance-lines.sql` says the same for many lines at once.
 */
export function place(line: ScopeLine, scope: Scope): Placed {
  const outside = reasonsOutside(line, scope);
  const numerator = numeratorOf(line, scope.numerator);
  if (outside.length > 0) return { membership: 'out', numerator: numerator.state, because: outside };
  const unsure = reasonsUnsure(line, scope);
  const notes: Reason[] = [];
  if (matching(line, scope).length < line.accounts.length && scope.accountPrefixes.length > 0)
    notes.push('some-accounts');
  if (line.value === null) notes.push('no-value');
  return {
    membership: unsure.length > 0 ? 'unsure' : 'sure',
    numerator: numerator.state,
    because: [...unsure, ...notes, ...numerator.because],
  };
}

/** The parts that `judge` needs, from lines in any order. */
export function addUp(lines: readonly ScopeLine[], scope: Scope): Parts {
  const parts: Parts = {
    sure: { yes: 0n, unknown: 0n, no: 0n },
    unsure: { yes: 0n, unknown: 0n, no: 0n },
    valueless: { yes: 0, unknown: 0, no: 0 },
  };
  for (const line of lines) {
    const { membership, numerator } = place(line, scope);
    if (membership === 'out') continue;
    if (line.value === null) parts.valueless[numerator] += 1;
    else parts[membership][numerator] += line.value;
  }
  return parts;
}

/** True when `account` is `prefix` or lies below it: whole segments only. */
export function liesUnder(account: string, prefix: string): boolean {
  return account === prefix || account.startsWith(`${prefix}.`);
}

function matching({ accounts }: ScopeLine, { accountPrefixes }: Scope): string[] {
  return accounts.filter((account) => accountPrefixes.some((prefix) => liesUnder(account, prefix)));
}

function reasonsOutside(line: ScopeLine, scope: Scope): Reason[] {
  const { orderedOn, standing, accounts } = line;
  const found: Reason[] = [];
  if (!scope.sources.includes(line.source)) found.push('other-source');
  if (standing === 'never') found.push('not-counted');
  if (standing === 'missing') found.push('missing-from-source');
  if (standing === 'committed' && scope.basis === 'completed') found.push('not-completed');
  if (orderedOn !== null) {
    if (orderedOn < scope.from) found.push('before-circular');
    if (scope.to !== null && orderedOn > scope.to) found.push('after-cut-off');
    if (scope.exempt.some(({ from, to }) => orderedOn >= from && (to === null || orderedOn <= to)))
      found.push('exempt-day');
  }
  if (scope.accountPrefixes.length > 0 && accounts.length > 0 && matching(line, scope).length === 0)
    found.push('other-account');
  return found;
}

function reasonsUnsure({ orderedOn, standing, accounts }: ScopeLine, { accountPrefixes }: Scope): Reason[] {
  const found: Reason[] = [];
  if (orderedOn === null) found.push('no-date');
  if (standing === 'unknown') found.push('standing-unknown');
  if (accountPrefixes.length > 0 && accounts.length === 0) found.push('no-account');
  return found;
}

function numeratorOf({ umk, ovop }: ScopeLine, kind: NumeratorKind): { state: NumeratorState; because: Reason[] } {
  const byUmk: NumeratorState = umk;
  const byOvop: NumeratorState = ovop === 'mixed' ? 'unknown' : ovop;
  if (kind === 'umk') return { state: byUmk, because: [`umk-${umk}`] };
  if (kind === 'ovop') return { state: byOvop, because: [`ovop-${ovop}`] };
  const because: Reason[] = [`umk-${umk}`, `ovop-${ovop}`];
  if (byUmk === 'yes' && byOvop === 'yes') return { state: 'yes', because };
  return { state: byUmk === 'no' || byOvop === 'no' ? 'no' : 'unknown', because };
}
