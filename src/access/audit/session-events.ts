import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/sql.js';
import type { Viewer } from '../viewer.js';
import { recordEvent } from './audit-log.js';
import { becomeUser } from './request-actor.js';

/** Letters of a hash that tell the same wrong name typed again from another, and not what was typed. */
const NAME_LETTERS = 4;

/** Somebody is in: from here on the request is theirs. */
export async function sessionBegun(em: EntityManager, viewer: Viewer, userAgent: string): Promise<void> {
  becomeUser({ id: viewer.userId, username: viewer.username, role: viewer.role });
  const after = { user_id: viewer.userId, username: viewer.username, user_agent: userAgent };
  await recordEvent(em, { action: 'session.begin', objectKind: 'app_session', objectId: viewer.sessionId, after });
}

/** Ends the sessions that `where` (over app_session, with $1) names, and records each. Answers how many there were. */
export async function endSessions(em: EntityManager, where: string, parameters: unknown[]): Promise<number> {
  return em.transaction(async (tx) => {
    const ended = await rows<{ id: string; user_id: string; username: string }>(
      tx,
      `with ended as (delete from app_session where ${where} returning id, user_id)
       select e.id, e.user_id, u.username from ended e join app_user u on u.id = e.user_id order by e.id`,
      parameters,
    );
    for (const { id, ...before } of ended)
      await recordEvent(tx, { action: 'session.end', objectKind: 'app_session', objectId: id, before });
    return ended.length;
  });
}

/** A wrong name or password. The name is not kept: people type passwords into that field. */
export async function sessionRefused(em: EntityManager, username: string): Promise<void> {
  const [user] = await rows<{ id: string }>(em, 'select id from app_user where username = $1', [username]);
  const after = user ? null : { name_mark: createHash('sha256').update(username).digest('hex').slice(0, NAME_LETTERS) };
  await recordEvent(em, { action: 'session.refused', objectKind: 'app_user', objectId: user?.id ?? null, after });
}

/** The person's own change; the hash itself is never in the trail. */
export async function passwordChanged(tx: EntityManager, userId: string): Promise<void> {
  await recordEvent(tx, { action: 'password.change', objectKind: 'app_user', objectId: userId });
}

/** Somebody made a new first password for this user. */
export async function passwordReset(tx: EntityManager, userId: string): Promise<void> {
  await recordEvent(tx, { action: 'password.reset', objectKind: 'app_user', objectId: userId });
}
