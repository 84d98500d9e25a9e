import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, MoreThan } from 'typeorm';
import type { Env } from '../shared/env.js';
import { NotFoundError, UnauthenticatedError } from '../shared/errors.js';
import { preparedRows, rows } from '../shared/sql.js';
import { ENV } from '../shared/tokens.js';
import { AuditLog } from './audit/audit-log.js';
import { endSessions, sessionBegun, sessionRefused } from './audit/session-events.js';
import { hashOfToken, newToken } from './one-time-token.js';
import type { Role } from './permissions.js';
import { AppSession } from './session.entity.js';
import { SignInThrottleService } from './throttle.js';
import { SignInSteps } from './two-factor/sign-in-steps.js';
import { TwoFactorService } from './two-factor/two-factor.service.js';
import { SCOPE_COLUMNS, type ScopeColumns, scopeOfRow, scopeOfUser } from './user-scope.js';
import { type PasswordMatch, type UserView, UsersService } from './users.service.js';
import type { Viewer } from './viewer.js';

/** However often it is used, a session ends after so many days. */
const LONGEST_DAYS = 30;

/** A session just begun; `token` goes into the cookie and is kept nowhere else. */
export interface NewSession {
  token: string;
  csrfSecret: string;
  viewer: Viewer;
}

/** What a right password leads to: a session, or the step in which the code is asked for (`token` for its cookie). */
export type SignInOutcome = { kind: 'session'; session: NewSession } | { kind: 'code-needed'; token: string };

/** Where a sign-in comes from. */
export interface SignInFrom {
  address: string;
  userAgent: string | undefined;
  /** Token of the session that the browser had before; it is ended. */
  replaces: string | null;
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
  local: boolean;
  has_totp: boolean;
  unread: number;
}

@Injectable()
export class SessionsService {
  constructor(
    private readonly source: DataSource,
    private readonly users: UsersService,
    private readonly throttle: SignInThrottleService,
    private readonly twoFactor: TwoFactorService,
    private readonly steps: SignInSteps,
    private readonly audit: AuditLog,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * Begins a session for a right name and password, or asks for the code. Throws `UnauthenticatedError` (without telling
   * what was wrong) and `TooManyRequestsError`. Any session the browser had before is ended, so the token is always new.
   */
  async signIn(input: SignInFrom & { username: string; password: string }): Promise<SignInOutcome> {
    const username = input.username.trim().toLowerCase();
    await this.throttle.begin(username, input.address);
    const match = await this.users.withPassword(username, input.password);
    if (!match) throw await this.refused(username);
    return this.signInMatched(match, input);
  }

  /**
   * Goes on from a password that fitted. The comparison takes its time, and what it found may be over: throws
   * `UnauthenticatedError`, as for a wrong password, when the password was changed or the account shut meanwhile.
   */
  async signInMatched({ user, comparedHash }: PasswordMatch, from: SignInFrom): Promise<SignInOutcome> {
    const outcome = await this.enter(user, comparedHash, from);
    const right = outcome.kind === 'session' ? 'succeeded' : 'halfWay';
    await this.throttle[right](user.username, from.address);
    return outcome;
  }

  /** The second step, by the token of the first. Throws `UnauthenticatedError` and `TooManyRequestsError`. */
  async signInWithCode(input: SignInFrom & { token: string; code: string }): Promise<NewSession> {
    const step = await this.steps.find(input.token);
    if (!step) throw stepOver();
    await this.throttle.begin(step.username, input.address);
    const accepted = await this.twoFactor.accepts(step.userId, input.code);
    if (!accepted) await sessionRefused(this.source.manager, step.username);
    if (!accepted)
      throw new UnauthenticatedError(
        'access.wrong-code',
        'Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya di aplikasi, lalu ketik keenam angkanya.',
      );
    const user = await this.users.get(step.userId);
    if (input.replaces) await this.end(input.replaces);
    const session = await this.source.transaction(async (tx) => {
      // A change of the password deletes the step: whichever of the two comes first, no session outlives it.
      const stands = (await mayEnter(tx, user.id, null)) && (await this.steps.close(input.token, tx));
      return stands ? this.beginIn(tx, user, input.userAgent) : null;
    });
    if (!session) throw stepOver();
    await this.throttle.succeeded(step.username, input.address);
    return session;
  }

  /** For somebody whom another provider vouches for; a second factor that was switched on here is asked for too. */
  async signInVouched(user: UserView, from: SignInFrom): Promise<SignInOutcome> {
    return this.enter(user, null, from);
  }

  /** `comparedHash` is null where no password was compared. Throws `UnauthenticatedError`. */
  private async enter(user: UserView, comparedHash: string | null, from: SignInFrom): Promise<SignInOutcome> {
    if (await this.twoFactor.isOn(user.id)) {
      const token = await this.source.transaction(async (tx) =>
        (await mayEnter(tx, user.id, comparedHash)) ? this.steps.open(tx, user.id) : null,
      );
      if (token === null) throw await this.refused(user.username);
      return { kind: 'code-needed', token };
    }
    if (from.replaces) await this.end(from.replaces);
    return { kind: 'session', session: await this.beginFor(user, comparedHash, from.userAgent) };
  }

  /** Begins a session without asking for a password: the caller knows who it is. Throws `UnauthenticatedError`. */
  async begin(user: UserView, userAgent: string | undefined): Promise<NewSession> {
    return this.beginFor(user, null, userAgent);
  }

  private async beginFor(
    user: UserView,
    comparedHash: string | null,
    userAgent: string | undefined,
  ): Promise<NewSession> {
    const session = await this.source.transaction(async (tx) =>
      (await mayEnter(tx, user.id, comparedHash)) ? this.beginIn(tx, user, userAgent) : null,
    );
    if (!session) throw await this.refused(user.username);
    return session;
  }

  /** Puts a refusal on record; answers the error, which does not tell what was wrong. */
  private async refused(username: string): Promise<UnauthenticatedError> {
    await sessionRefused(this.source.manager, username);
    return new UnauthenticatedError('access.wrong-sign-in', 'Nama pengguna atau kata sandi tidak cocok.');
  }

  private async beginIn(em: EntityManager, user: UserView, userAgent: string | undefined): Promise<NewSession> {
    const token = newToken();
    const csrfSecret = newToken();
    await em.query('delete from app_session where expires_at < now()');
    const session = await em.save(
      em.create(AppSession, {
        tokenHash: hashOfToken(token),
        userId: user.id,
        csrfSecret,
        expiresAt: new Date(Date.now() + this.env.sessionHours * 3_600_000),
        userAgent: shortUserAgent(userAgent),
      }),
    );
    const { id: userId, username, displayName, role, mustChangePassword } = user;
    const mustSetUpTotp = this.twoFactor.requiredOf(user) && !(await this.twoFactor.isOn(userId, em));
    const scope = await scopeOfUser(em, userId);
    const sessionId = session.id;
    const viewer: Viewer = { userId, username, displayName, role, scope, mustChangePassword, mustSetUpTotp, sessionId };
    await sessionBegun(em, viewer, session.userAgent);
    return { token, csrfSecret, viewer };
  }

  /** Who is behind a cookie's token, and keeps the session alive; null when it is unknown, over, or its user shut out. */
  async find(token: string): Promise<{ viewer: Viewer; csrfSecret: string } | null> {
    if (!/^[\w-]{20,100}$/.test(token)) return null;
    const [found] = await preparedRows<FoundSession>(this.source, FIND, [hashOfToken(token)]);
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
        mustSetUpTotp: this.twoFactor.requiredOf(found) && !found.has_totp,
        unread: found.unread,
        sessionId: found.id,
      },
    };
  }

  /** Ends the session of a token, if there is one. */
  async end(token: string): Promise<void> {
    await endSessions(this.source.manager, 'token_hash = $1', [hashOfToken(token)]);
  }

  listOwn(viewer: Viewer): Promise<SessionView[]> {
    return this.list(viewer.userId, viewer);
  }

  /** Somebody's sessions; `current` marks the one that `viewer` came with. */
  async list(userId: string, viewer: Viewer): Promise<SessionView[]> {
    const found = await this.source.manager.find(AppSession, {
      where: { userId, expiresAt: MoreThan(new Date()) },
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
    const ended = await endSessions(this.source.manager, 'id = $1 and user_id = $2', [sessionId, viewer.userId]);
    if (ended === 0) throw unknownSession();
  }

  /** An administrator ends one session of somebody. Throws `NotFoundError`. */
  async endOf(userId: string, sessionId: string): Promise<void> {
    const user = await this.users.get(userId);
    await this.source.transaction(async (tx) => {
      const { affected } = await tx.delete(AppSession, { id: sessionId, userId: user.id });
      if (!affected) throw unknownSession();
      await this.audit.record(tx, { action: 'session.end', objectKind: 'app_user', objectId: userId });
    });
  }

  /** An administrator ends all sessions of somebody, and half-open sign-ins with them; answers how many there were. */
  async endAllOf(userId: string): Promise<number> {
    const user = await this.users.get(userId);
    return this.source.transaction(async (tx) => {
      const { affected } = await tx.delete(AppSession, { userId: user.id });
      await tx.query('delete from sign_in_step where user_id = $1', [userId]);
      await this.audit.record(tx, {
        action: 'session.end-all',
        objectKind: 'app_user',
        objectId: userId,
        after: { sessions: affected ?? 0 },
      });
      return affected ?? 0;
    });
  }
}

/**
 * Whether somebody may still come in: not disabled, and the password that was compared (null = none was) is still the
 * one. Holds the row until the transaction ends, so that a reset that waits for it finds, and ends, what is begun now.
 */
async function mayEnter(tx: EntityManager, userId: string, comparedHash: string | null): Promise<boolean> {
  return (await rows(tx, MAY_ENTER, [userId, comparedHash])).length > 0;
}

/** $1 user, $2 the hash compared, or null. */
const MAY_ENTER = `
select 1 from app_user
where id = $1 and disabled_at is null and ($2::text is null or password_hash = $2::text)
for share`;

function unknownSession(): NotFoundError {
  return new NotFoundError('access.session-unknown', 'Sesi itu tidak ada atau sudah berakhir.');
}

function stepOver(): UnauthenticatedError {
  return new UnauthenticatedError(
    'access.sign-in-step-over',
    'Waktu untuk memasukkan kode sudah habis. Masuk lagi dari awal dengan nama pengguna dan kata sandi.',
  );
}

const FIND = `
select s.id, s.csrf_secret, s.last_seen_at < now() - interval '1 minute' as stale,
       u.id as user_id, u.username, u.display_name, u.role, u.must_change_password,
       u.password_hash is not null as local,
       exists (select 1 from user_totp t where t.user_id = u.id and t.confirmed_at is not null) as has_totp,
       -- Asked of the table itself, which is a neighbour's: no code of it is known here.
       (select count(*)::int from message m where m.user_id = u.id and m.read_at is null) as unread,
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
