import { createHash } from 'node:crypto';

/** One row of the trail as its hash was made of it: every value as the text that the database wrote. */
export interface TrailRow {
  /** Number from 1, without gaps. */
  seq: number;
  /** UTC with microseconds, '2026-08-31T01:02:03.000004Z'. */
  at: string;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  actorRole: string | null;
  address: string | null;
  requestId: string | null;
  action: string;
  objectKind: string;
  objectId: string | null;
  /** JSON text as the database writes jsonb. */
  before: string | null;
  after: string | null;
  reason: string | null;
  /** SHA-256 in hex; 64 zeros in the first row. */
  prevHash: string;
  hash: string;
}

/** What a trail begins with. */
export const GENESIS = '0'.repeat(64);

/** The columns of `audit_entry` as a TrailRow; `seq` comes as text. */
export const TRAIL_COLUMNS = `seq::text as seq,
  to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName", actor_role as "actorRole", address,
  request_id as "requestId", action, object_kind as "objectKind", object_id as "objectId", before::text as before,
  after::text as after, reason, prev_hash as "prevHash", hash`;

/**
 * The hash that the content asks for, as the trigger audit_chain makes it. Worked out here and not in the database, so
 * that whoever changes the database's functions does not change the check.
 */
export function hashOf(row: TrailRow, seq: number = row.seq, prevHash: string = row.prevHash): string {
  const values = [
    String(seq),
    row.at,
    row.actorKind,
    row.actorId,
    row.actorName,
    row.actorRole,
    row.address,
    row.requestId,
    row.action,
    row.objectKind,
    row.objectId,
    row.before,
    row.after,
    row.reason,
    prevHash,
  ];
  return createHash('sha256')
    .update(`audit-1,${values.map(part).join('')}`, 'utf8')
    .digest('hex');
}

function part(value: string | null): string {
  return value === null ? '-,' : `${Buffer.byteLength(value, 'utf8')}:${value},`;
}
