import type { EntityManager } from 'typeorm';
import { affected } from '../../shared/sql.js';

/** Traces of sign-ins that serve nothing any more. */
export interface StaleAccess {
  sessions: number;
  throttles: number;
}

/** Sessions that are over hold a browser's name; counts of failed sign-ins hold addresses. A day is all they are good for. */
const STALE = {
  sessions: 'from app_session where expires_at < now()',
  throttles: `from sign_in_throttle where last_failure_at < now() - interval '1 day' and blocked_until < now()`,
} as const;

export async function countStaleAccess(em: EntityManager): Promise<StaleAccess> {
  const [row] = (await em.query(
    `select (select count(*)::int ${STALE.sessions}) as sessions, (select count(*)::int ${STALE.throttles}) as throttles`,
  )) as StaleAccess[];
  return row ?? { sessions: 0, throttles: 0 };
}

export async function removeStaleAccess(tx: EntityManager): Promise<StaleAccess> {
  const sessions = await affected(tx, `delete ${STALE.sessions}`);
  return { sessions, throttles: await affected(tx, `delete ${STALE.throttles}`) };
}
