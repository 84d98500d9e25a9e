import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentActor } from '../../shared/actor.js';
import type { AuditEvent } from './audit-event.js';

/**
 * Writes events that are no change of a row (those are recorded by triggers): sign-ins, looks at unmasked data, backups.
 * In the caller's transaction, so that what is undone leaves no record; last in it, for the chain is one for all.
 */
@Injectable()
export class AuditLog {
  record(em: EntityManager, event: AuditEvent): Promise<void> {
    return recordEvent(em, event);
  }
}

/** The same for services of this module that are made without Nest. */
export async function recordEvent(em: EntityManager, event: AuditEvent): Promise<void> {
  const actor = currentActor();
  await em.query(
    `insert into audit_entry (actor_kind, actor_id, actor_name, actor_role, address, request_id, action, object_kind,
       object_id, before, after, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      actor.kind,
      actor.id,
      actor.name,
      actor.role,
      actor.address,
      actor.requestId,
      event.action,
      event.objectKind,
      event.objectId,
      event.before ?? null,
      event.after ?? null,
      event.reason ?? null,
    ],
  );
}
