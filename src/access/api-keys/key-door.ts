import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { becomeActor } from '../../shared/actor.js';
import { TooManyRequestsError, UnauthenticatedError } from '../../shared/errors.js';
import { loadSql, rows } from '../../shared/sql.js';
import { AuditLog } from '../audit/audit-log.js';
import { InstanceSettings } from '../instance/instance-settings.js';
import { may, type Permission, type Role } from '../permissions.js';
import { SCOPE_COLUMNS, type ScopeColumns, scopeOfRow } from '../user-scope.js';
import type { RequestAccess } from '../viewer.js';
import { hashOfKey } from './api-key.js';

const USE = loadSql('./use-key.sql', import.meta.url);

interface FoundKey extends ScopeColumns {
  id: string;
  name: string;
  permissions: Permission[];
  per_minute: number;
  per_day: number;
  expired: boolean;
  revoked: boolean;
  user_id: string;
  username: string;
  display_name: string;
  role: Role;
  must_change_password: boolean;
  disabled: boolean;
}

const FIND = `
select k.id, k.name, k.permissions, k.per_minute, k.per_day, k.expires_at <= now() as expired,
  k.revoked_at is not null as revoked, u.id as user_id, u.username, u.display_name, u.role, u.must_change_password,
  u.disabled_at is not null as disabled, ${SCOPE_COLUMNS}
from api_key k
join app_user u on u.id = k.owner_id
where k.token_hash = $1`;

interface UseRow {
  /** False = over quota; then nothing was counted. */
  counted: boolean;
  minute_used: number;
  day_used: number;
  minute_left_s: number;
  day_left_s: number;
}

/** Lets programs in by their API key: `Authorization: Bearer lpk_…`, under /api/ only. */
@Injectable()
export class KeyDoor {
  constructor(
    private readonly source: DataSource,
    private readonly settings: InstanceSettings,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Who is behind the key of a request; null when it brings none. Counts the request and tells the quota in the answer's
   * headers. Throws `UnauthenticatedError` for a key that is unknown, over or revoked, `TooManyRequestsError` over quota.
   */
  async identify(request: FastifyRequest, reply: FastifyReply): Promise<RequestAccess | null> {
    const token = bearerOf(request);
    if (token === null) return null;
    const hash = hashOfKey(token);
    const [found] = hash === null ? [] : await rows<FoundKey>(this.source.manager, FIND, [hash]);
    if (!found) throw refused('api-key.unknown', 'Kunci API ini tidak dikenal. Periksa penyalinannya.');
    if (found.revoked) throw refused('api-key.revoked', 'Kunci API ini sudah dicabut. Minta kunci yang baru.');
    if (found.expired)
      throw refused('api-key.expired', 'Masa berlaku kunci API ini sudah habis. Buat kunci yang baru.');
    if (found.disabled)
      throw refused(
        'api-key.owner-disabled',
        'Pemilik kunci API ini sudah dinonaktifkan, jadi kuncinya tidak berlaku.',
      );
    if (!may(found.role, 'api-key.own'))
      throw refused('api-key.owner-role', 'Peran pemilik kunci API ini tidak lagi mencakup kunci API.');
    becomeActor({
      kind: 'kunci',
      id: found.id,
      name: found.name,
      role: found.role,
      address: request.ip,
      requestId: String(request.id),
    });
    await this.count(found, reply);
    reply.header('cache-control', 'private, no-store');
    return {
      viewer: {
        userId: found.user_id,
        username: found.username,
        displayName: found.display_name,
        role: found.role,
        scope: scopeOfRow(found.role, found),
        mustChangePassword: found.must_change_password,
        sessionId: '',
        key: { id: found.id, name: found.name, permissions: found.permissions },
      },
      csrfSecret: null,
      csrf: '',
      instance: await this.settings.get(),
    };
  }

  /** One statement a request, for all processes; the headers speak of the window that is fuller. */
  private async count({ id, name, per_minute, per_day }: FoundKey, reply: FastifyReply): Promise<void> {
    const [use] = await rows<UseRow>(this.source.manager, USE, [id, per_minute, per_day]);
    if (!use) throw new Error('Counting a request gave no row');
    const minuteLeft = Math.max(0, per_minute - use.minute_used);
    const dayLeft = Math.max(0, per_day - use.day_used);
    const byDay = dayLeft < minuteLeft || (dayLeft === 0 && !use.counted);
    const reset = Math.max(1, byDay ? use.day_left_s : use.minute_left_s);
    reply
      .header('ratelimit-limit', String(byDay ? per_day : per_minute))
      .header('ratelimit-remaining', String(byDay ? dayLeft : minuteLeft))
      .header('ratelimit-reset', String(reset));
    if (!use.counted)
      throw new TooManyRequestsError(
        'api-key.over-quota',
        `Kunci API ini sudah dipakai ${byDay ? `${per_day} kali hari ini` : `${per_minute} kali dalam semenit`}. Tunggu ${reset} detik, lalu coba lagi.`,
        { retryAfterSeconds: reset },
      );
    // The first use of each day stands in the trail; every single one would drown it.
    if (use.day_used === 1)
      await this.source.transaction((tx) =>
        this.audit.record(tx, { action: 'api-key.use', objectKind: 'api_key', objectId: id, after: { name } }),
      );
  }
}

/** The token of a request under /api/; null without one. Any other kind of authorization is none of ours. */
function bearerOf(request: FastifyRequest): string | null {
  const header = request.headers.authorization;
  if (header === undefined || !request.url.startsWith('/api/')) return null;
  return /^bearer +(\S*) *$/i.exec(header)?.[1] ?? (/^bearer\b/i.test(header) ? '' : null);
}

function refused(code: string, message: string): UnauthenticatedError {
  return new UnauthenticatedError(code, message);
}
