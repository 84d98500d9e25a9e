import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, MoreThan } from 'typeorm';
import type { Env } from '../shared/env.js';
import { NotFoundError, UnauthenticatedError } from '../shared/errors.js';
import { rows } from '../shared/sql.js';
import { ENV } from '../shared/tokens.js';
import type { Role } from './permissions.js';
import { AppSession } from './session.entity.js';
import { SignInThrottleService } from './throttle.js';
import { SCOPE_COLUMNS, type ScopeColumns, scopeOfRow, scopeOfUser } from './user-scope.js';
import { type UserView, UsersService } from './users.service.js';
import type { Viewer } from './viewer.js';

/** However often it is used, a session ends after so many days. */
const LONGEST_DAYS = 30;

/** A session just begun; `token` goes into the cookie and is kept nowhere else. */
export interface NewSession {
  token: string;
  csrfSecret: string;
  viewer: Viewer;
}

/** One's own sessions, as the account page lists them. */
export interface SessionView {
  id: string;
  userAgent: string;
  /** ISO 8601. */
  createdAt: string;
  lastSeenAt: string;
  current: boolean;
}

interface FoundSession extends ScopeColumns {
  id: string;
  csrf_secret: string;
  stale: boolean;
  user_id: string;
  username: string;
  display_name: string;
  role: Role;
  must_change_password: boolean;
}

@Injectable()
export class SessionsService {
  constructor(
    private readonly source: DataSource,
    private readonly users: UsersService,
    private readonly throttle: SignInThrottleService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * Begins a session for a right name and password. Throws `UnauthenticatedError` (without telling what was wrong) and
   * `TooManyRequestsError`. Any session the browser had before is ended (`replaces`), so the token is always new.
   */
  async signIn(input: {
    username: string;
    password: string;
    address: string;
    userAgent: string | undefined;
    replaces: string | null;
  }): Promise<NewSession> {
    const username = input.username.trim().toLowerCase();
    await this.throttle.begin(username, input.address);
    const user = await this.users.withPassword(username, input.password);
    if (!user) throw new UnauthenticatedError('access.wrong-sign-in', 'Nama pengguna atau kata sandi tidak cocok.');
    await this.throttle.succeeded(username, input.address);
    if (input.replaces) await this.end(input.replaces);
    return this.begin(user, input.userAgent);
  }

  /** Begins a session without asking for a password: the caller knows who it is. */
  async begin(user: UserView, userAgent: string | undefined): Promise<NewSession> {
    const token = randomBytes(32).toString('base64url');
    const csrfSecret = randomBytes(32).toString('base64url');
    const em = this.source.manager;
    await em.query('delete from app_session where expires_at < now()');
    const session = await em.save(
      em.create(AppSession, {
        tokenHash: hashOf(token),
        userId: user.id,
        csrfSecret,
        expiresAt: new Date(Date.now() + this.env.sessionHours * 3_600_000),
        userAgent: shortUserAgent(userAgent),
      }),
    );
    const { id: userId, username, displayName, role, mustChangePassword } = user;
    const scope = await scopeOfUser(em, user.id);
    const viewer: Viewer = { userId, username, displayName, role, scope, mustChangePassword, sessionId: session.id };
    return { token, csrfSecret, viewer };
  }

  /** Who is behind a cookie's token, and keeps the session alive; null when it is unknown, over, or its user shut out. */
  async find(token: string): Promise<{ viewer: Viewer; csrfSecret: string } | null> {
    if (!/^[\w-]{20,100}$/.test(token)) return null;
    const [found] = await rows<FoundSession>(this.source.manager, FIND, [hashOf(token)]);
    if (!found) return null;
    // Written at most once a minute, so that reading pages does not mean writing all the time.
    if (found.stale) await this.source.manager.query(TOUCH, [found.id, this.env.sessionHours, LONGEST_DAYS]);
    return {
      csrfSecret: found.csrf_secret,
      viewer: {
        userId: found.user_id,
        username: found.username,
        displayName: found.display_name,
        role: found.role,
        scope: scopeOfRow(found.role, found),
        mustChangePassword: found.must_change_password,
        sessionId: found.id,
      },
    };
  }

  /** Ends the session of a token, if there is one. */
  async end(token: string): Promise<void> {
    await this.source.manager.delete(AppSession, { tokenHash: hashOf(token) });
  }

  async listOwn(viewer: Viewer): Promise<SessionView[]> {
    const found = await this.source.manager.find(AppSession, {
      where: { userId: viewer.userId, expiresAt: MoreThan(new Date()) },
      order: { lastSeenAt: 'DESC' },
    });
    return found.map((session) => ({
      id: session.id,
      userAgent: session.userAgent,
      createdAt: session.createdAt.toISOString(),
      lastSeenAt: session.lastSeenAt.toISOString(),
      current: session.id === viewer.sessionId,
    }));
  }

  /** Ends one of one's own sessions. Throws `NotFoundError`, also for somebody else's. */
  async endOwn(viewer: Viewer, sessionId: string): Promise<void> {
    const { affected } = await this.source.manager.delete(AppSession, { id: sessionId, userId: viewer.userId });
    if (!affected) throw new NotFoundError('access.session-unknown', 'Sesi itu tidak ada atau sudah berakhir.');
  }
}

const FIND = `
select s.id, s.csrf_secret, s.last_seen_at < now() - interval '1 minute' as stale,
       u.id as user_id, u.username, u.display_name, u.role, u.must_change_password,
       ${SCOPE_COLUMNS}
from app_session s
join app_user u on u.id = s.user_id
where s.token_hash = $1 and s.expires_at > now() and u.disabled_at is null`;

/** $1 session, $2 hours without use after which it ends, $3 days after which it ends in any case. */
const TOUCH = `
update app_session
set last_seen_at = now(),
    expires_at = least(now() + make_interval(hours => $2::int), created_at + make_interval(days => $3::int))
where id = $1`;

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

const BROWSERS: readonly [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** 'Chrome di Windows': enough to recognise a session by, too little to follow a person by. */
export function shortUserAgent(header: string | undefined): string {
  const browser = BROWSERS.find(([pattern]) => pattern.test(header ?? ''))?.[1] ?? 'Program lain';
  const system = SYSTEMS.find(([pattern]) => pattern.test(header ?? ''))?.[1];
  return system ? `${browser} di ${system}` : browser;
}
