import type { EntityManager } from 'typeorm';
import type { StatedEnterpriseDto } from '../eligibility/facts.dto.js';
import type { EnterpriseField } from '../enterprise/read-enterprise.js';
import { ConflictError, InvalidInputError } from '../shared/errors.js';
import { maskText } from '../shared/masking.js';
import { rows } from '../shared/sql.js';

export const ACCOUNT_STATES = ['menunggu-surel', 'menunggu-petugas', 'dikembalikan', 'disetujui'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

/** Who signed up for which enterprise. What is claimed opens nothing: only `enterpriseId`, which a clerk sets, does. */
export interface Account {
  userId: string;
  username: string;
  displayName: string;
  state: AccountState;
  claimedName: string;
  claimedNib: string | null;
  claimedPlace: string | null;
  enterpriseId: string | null;
  emailConfirmed: boolean;
  version: number;
  /** ISO 8601, UTC. */
  createdAt: string;
}

export const REQUEST_STATES = ['diajukan', 'diperiksa', 'dikembalikan', 'disetujui', 'ditarik'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** "Periksa berkas saya". */
export interface FileRequest {
  id: string;
  enterpriseId: string;
  enterpriseName: string;
  /** Name of who asked. */
  requestedBy: string;
  note: string | null;
  state: RequestState;
  decisionId: string | null;
  version: number;
  /** ISO 8601, UTC. */
  createdAt: string;
}

export const PROPOSAL_STATES = ['diajukan', 'diterima', 'dikembalikan', 'ditarik'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** What an enterprise may propose to change of its own record: nothing that is a person's number or address. */
export const OWN_FIELDS = [
  'name',
  'legalForm',
  'nib',
  'establishedOn',
  'wilayahCode',
  'address',
  'kbli',
  'kbliEdition',
  'parentEnterprise',
  'parentClass',
] as const satisfies readonly EnterpriseField[];
export type OwnField = (typeof OWN_FIELDS)[number];

/** A change of its own data that an enterprise proposes. */
export interface DataProposal {
  id: string;
  enterpriseId: string;
  enterpriseName: string;
  /** Name of who proposed it. */
  proposedBy: string;
  /** As it would be typed; `from` = what was on file then. */
  changes: Readonly<Partial<Record<OwnField, { from: string; to: string }>>>;
  /** What it states of itself for the rules of eligibility. */
  stated: StatedEnterpriseDto;
  note: string | null;
  state: ProposalState;
  version: number;
  /** ISO 8601, UTC. */
  createdAt: string;
}

/** One step, with who did it and when. */
export interface Step {
  action: string;
  reason: string | null;
  by: string;
  /** ISO 8601, UTC. */
  at: string;
}

/** A clerk, or the enterprise's own person, who does a step. */
export interface Doer {
  userId: string;
  username: string;
  displayName: string;
}

export const UTC = `'YYYY-MM-DD"T"HH24:MI:SS"Z"'`;

export async function addStep(
  tx: EntityManager,
  about: AboutStep,
  action: string,
  by: string,
  reason: string | null = null,
): Promise<void> {
  await tx.query(
    'insert into onboarding_step (user_id, request_id, proposal_id, action, reason, done_by) values ($1, $2, $3, $4, $5, $6)',
    [...keysOf(about), action, reason, by],
  );
}

type AboutStep = { userId: string } | { requestId: string } | { proposalId: string };

function keysOf(about: AboutStep): [userId: string | null, requestId: string | null, proposalId: string | null] {
  if ('userId' in about) return [about.userId, null, null];
  return 'requestId' in about ? [null, about.requestId, null] : [null, null, about.proposalId];
}

export function stepsOf(em: EntityManager, about: AboutStep): Promise<Step[]> {
  return rows<Step>(
    em,
    `select action, reason, done_by as by, to_char(done_at at time zone 'utc', ${UTC}) as at from onboarding_step
     where user_id = $1 or request_id = $2 or proposal_id = $3 order by id`,
    keysOf(about),
  );
}

/** A reason that somebody can act on, numbers of persons masked. Throws `onboarding.reason-missing`. */
export function reasonOf(typed: string): string {
  const reason = maskText(typed.replace(/\s+/g, ' ').trim());
  if (reason.length >= 10 && reason.length <= 500) return reason;
  const message = 'Tulis alasannya, 10 sampai 500 huruf: apa yang kurang dan apa yang harus dilakukan';
  throw new InvalidInputError('onboarding.reason-missing', message, [{ field: 'reason', message }]);
}

/** Somebody did something about it meanwhile. */
export function stale(): ConflictError {
  return new ConflictError(
    'onboarding.changed',
    'Ini baru saja diubah orang lain, jadi belum ada yang disimpan. Muat ulang halamannya, lalu lihat langkah terakhirnya.',
  );
}
