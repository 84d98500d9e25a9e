import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Env } from '../../shared/env.js';
import { ForbiddenError } from '../../shared/errors.js';
import { Locks } from '../../shared/locks.js';
import { rows } from '../../shared/sql.js';
import { ENV } from '../../shared/tokens.js';
import { type Role, ROLES } from '../permissions.js';
import { SessionsService } from '../sessions.service.js';
import { type UserView, UsersService } from '../users.service.js';
import { claimAt, type Vouched } from './provider.js';

/** The accounts of people whom the provider vouches for: bound to issuer and subject, never to a name or an e-mail. */
@Injectable()
export class OidcAccounts {
  private readonly roleMap: readonly (readonly [string, Role])[];

  /** Throws when OIDC_ROLE_MAP names a role that there is not, so the app does not start. */
  constructor(
    private readonly source: DataSource,
    private readonly locks: Locks,
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    @Inject(ENV) private readonly env: Env,
  ) {
    this.roleMap = (env.oidc?.roleMap ?? []).map(([value, name]) => {
      const role = ROLES.find((one) => one === name);
      if (!role) throw new Error(`OIDC_ROLE_MAP: "${name}" is no role; the roles are ${ROLES.join(', ')}`);
      return [value, role];
    });
  }

  /**
   * The account of whom the provider vouches for, made at the first sign-in; name and role follow what the provider
   * says. Throws `ForbiddenError` where no role is told, or the account is disabled here.
   */
  async accountFor({ issuer, subject, claims }: Vouched): Promise<UserView> {
    const role = this.roleOf(claims);
    // The same person may come by two doors at once, and is still one account.
    return this.locks.withLock(`oidc:${issuer} ${subject}`, async () => {
      const [bound] = await rows<{ user_id: string }>(this.source.manager, FIND, [issuer, subject]);
      if (!role) {
        // What the provider took away is taken away here too, not at the end of an old session.
        if (bound) {
          await this.sessions.endAllOf(bound.user_id);
          await this.source.transaction((tx) =>
            tx.query('update api_key set revoked_at = now() where owner_id = $1 and revoked_at is null', [
              bound.user_id,
            ]),
          );
        }
        throw new ForbiddenError(
          'access.sso-no-role',
          `Anda dikenal oleh ${this.env.oidc?.name}, tetapi belum diberi peran di layanan ini. Minta pengelola akun itu atau administrator layanan ini memberikannya, lalu masuk lagi.`,
        );
      }
      const now = bound ? await this.users.get(bound.user_id) : null;
      if (now?.disabledAt)
        throw new ForbiddenError(
          'access.user-disabled',
          'Akun Anda di layanan ini dinonaktifkan. Hubungi administrator layanan ini.',
        );
      return this.source.transaction(async (tx) => {
        if (now)
          return this.users.followProvider(tx, now.id, { displayName: displayName(claims, now.displayName), role });
        const username = usernameFrom(claimAt(claims, this.env.oidc?.usernameClaim ?? ''), subject);
        const user = await this.users.addFromProvider(tx, {
          username,
          displayName: displayName(claims, username),
          role,
        });
        await tx.query('insert into oidc_identity (issuer, subject, user_id) values ($1, $2, $3)', [
          issuer,
          subject,
          user.id,
        ]);
        return user;
      });
    });
  }

  /** The first entry of the map whose value the person has. */
  private roleOf(claims: Readonly<Record<string, unknown>>): Role | null {
    const told = claimAt(claims, this.env.oidc?.roleClaim ?? '');
    const values: unknown[] = Array.isArray(told) ? told : [told];
    return this.roleMap.find(([value]) => values.includes(value))?.[1] ?? null;
  }
}

const FIND = 'select user_id from oidc_identity where issuer = $1 and subject = $2';

/** A user name as we write them, of what the provider tells; of an e-mail address the part before the at sign. */
export function usernameFrom(claim: unknown, subject: string): string {
  const told = typeof claim === 'string' ? claim : '';
  const name = (told.split('@', 1)[0] ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+|[._-]+$/g, '')
    .slice(0, 36);
  return name.length >= 3 ? name : `sso-${createHash('sha256').update(subject).digest('hex').slice(0, 8)}`;
}

function displayName(claims: Readonly<Record<string, unknown>>, fallback: string): string {
  const { name } = claims;
  return typeof name === 'string' && name.trim() ? name.trim().slice(0, 100) : fallback;
}
