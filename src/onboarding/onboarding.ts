import type { EntityManager } from 'typeorm';
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
  about: { userId: string } | { requestId: string },
  action: string,
  by: string,
  reason: string | null = null,
): Promise<void> {
  const [userId, requestId] = 'userId' in about ? [about.userId, null] : [null, about.requestId];
  await tx.query(
    'insert into onboarding_step (user_id, request_id, action, reason, done_by) values ($1, $2, $3, $4, $5)',
    [userId, requestId, action, reason, by],
  );
}

export function stepsOf(em: EntityManager, about: { userId: string } | { requestId: string }): Promise<Step[]> {
  const [userId, requestId] = 'userId' in about ? [about.userId, null] : [null, about.requestId];
  return rows<Step>(
    em,
    `select action, reason, done_by as by, to_char(done_at at time zone 'utc', ${UTC}) as at from onboarding_step
     where user_id = $1 or request_id = $2 order by id`,
    [userId, requestId],
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
