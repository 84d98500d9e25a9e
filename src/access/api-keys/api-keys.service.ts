import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, isDay, today, zoneOffset } from '../../shared/dates.js';
import { ConflictError, type FieldProblem, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { rows } from '../../shared/sql.js';
import { InstanceSettings } from '../instance/instance-settings.js';
import { KEY_PERMISSIONS, may, type Permission, type Role } from '../permissions.js';
import type { Viewer } from '../viewer.js';
import {
  type ApiKeyState,
  type ApiKeyView,
  DEFAULT_QUOTA,
  LONGEST_KEY_DAYS,
  type MadeApiKey,
  MOST_KEYS,
  type NewApiKey,
  newKey,
} from './api-key.js';

interface KeyRow {
  id: string;
  name: string;
  prefix: string;
  owner_id: string;
  username: string;
  permissions: Permission[];
  expires_at: Date;
  created_at: Date;
  last_used_at: Date | null;
  revoked_at: Date | null;
  per_minute: number;
  per_day: number;
  used_today: number;
  state: ApiKeyState;
}

const LIST = `
select k.id, k.name, k.prefix, k.owner_id, u.username, k.permissions, k.expires_at, k.created_at, c.last_used_at,
  k.revoked_at, k.per_minute, k.per_day,
  case when c.day = (now() at time zone 'utc')::date then c.day_used else 0 end as used_today,
  case when k.revoked_at is not null then 'revoked' when k.expires_at <= now() then 'expired'
       when u.disabled_at is not null then 'owner-disabled' else 'active' end as state
from api_key k
join app_user u on u.id = k.owner_id
left join api_key_use c on c.key_id = k.id`;

/** Makes, lists and revokes API keys. Whoever may manage users sees and revokes everybody's; others their own. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly source: DataSource,
    private readonly settings: InstanceSettings,
  ) {}

  async list(viewer: Viewer): Promise<ApiKeyView[]> {
    const found = await rows<KeyRow>(
      this.source.manager,
      `${LIST} where $1::uuid is null or k.owner_id = $1 order by k.revoked_at is not null, k.created_at desc, k.id`,
      [keepsAll(viewer) ? null : viewer.userId],
    );
    return found.map(toView);
  }

  /** Makes a key of the viewer's own. Throws `InvalidInputError` with the fields at fault, `ConflictError` with too many. */
  async make(input: NewApiKey, viewer: Viewer): Promise<MadeApiKey> {
    const { timeZone } = await this.settings.get();
    const permissions = [...new Set(input.permissions)];
    const day = today(timeZone);
    const problems: FieldProblem[] = [];
    const beyond = permissions.filter((one) => !grantable(viewer.role).includes(one));
    if (permissions.length === 0) problems.push({ field: 'permissions', message: 'Pilih paling sedikit satu izin' });
    if (beyond.length > 0)
      problems.push({
        field: 'permissions',
        message: `Kunci tidak dapat diberi izin yang tidak Anda pegang sendiri: ${beyond.join(', ')}`,
      });
    if (!isDay(input.lastDay) || input.lastDay < day || input.lastDay > addDays(day, LONGEST_KEY_DAYS - 1))
      problems.push({
        field: 'lastDay',
        message: `Hari terakhir berlaku mulai hari ini sampai paling lama ${LONGEST_KEY_DAYS} hari`,
      });
    if (problems.length > 0)
      throw new InvalidInputError('api-key.invalid', problems.map(({ message }) => message).join('. '), problems);
    const { token, prefix, hash } = newKey();
    // It ends when its last day ends where the instance is.
    const expiresAt = `${addDays(input.lastDay, 1)}T00:00:00${zoneOffset(timeZone)}`;
    return this.source.transaction(async (tx) => {
      await tx.query('select 1 from app_user where id = $1 for update', [viewer.userId]);
      const [{ living } = { living: 0 }] = await rows<{ living: number }>(
        tx,
        'select count(*)::int as living from api_key where owner_id = $1 and revoked_at is null and expires_at > now()',
        [viewer.userId],
      );
      if (living >= MOST_KEYS)
        throw new ConflictError(
          'api-key.too-many',
          `Anda sudah punya ${MOST_KEYS} kunci yang berlaku. Cabut yang tidak dipakai lagi, lalu buat yang baru.`,
        );
      const [made] = await rows<{ id: string }>(
        tx,
        `insert into api_key (name, prefix, token_hash, owner_id, permissions, expires_at, per_minute, per_day, created_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $4) returning id`,
        [
          input.name.trim(),
          prefix,
          hash,
          viewer.userId,
          permissions,
          expiresAt,
          input.perMinute ?? DEFAULT_QUOTA.perMinute,
          input.perDay ?? DEFAULT_QUOTA.perDay,
        ],
      );
      const [row] = await rows<KeyRow>(tx, `${LIST} where k.id = $1`, [made?.id]);
      if (!row) throw new Error('The key was not inserted');
      return { key: toView(row), token };
    });
  }

  /** Ends a key at once and for good; once more changes nothing. Throws `NotFoundError`, also for somebody else's. */
  async revoke(id: string, viewer: Viewer): Promise<ApiKeyView> {
    return this.source.transaction(async (tx) => {
      await tx.query(
        `update api_key set revoked_at = now()
         where id = $1 and ($2::uuid is null or owner_id = $2) and revoked_at is null`,
        [id, keepsAll(viewer) ? null : viewer.userId],
      );
      const [row] = await rows<KeyRow>(tx, `${LIST} where k.id = $1 and ($2::uuid is null or k.owner_id = $2)`, [
        id,
        keepsAll(viewer) ? null : viewer.userId,
      ]);
      if (!row) throw new NotFoundError('api-key.unknown', 'Kunci itu tidak ada, atau bukan milik Anda.');
      return toView(row);
    });
  }
}

/** What somebody of the role may give a key. */
export function grantable(role: Role): Permission[] {
  return KEY_PERMISSIONS.filter((permission) => may(role, permission));
}

/** Sees and revokes everybody's keys. */
function keepsAll(viewer: Viewer): boolean {
  return may(viewer.role, 'user.write');
}

function toView(row: KeyRow): ApiKeyView {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    owner: { id: row.owner_id, username: row.username },
    permissions: row.permissions,
    expiresAt: row.expires_at.toISOString(),
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
    perMinute: row.per_minute,
    perDay: row.per_day,
    usedToday: row.used_today,
    state: row.state,
  };
}
