import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Env } from '../../shared/env.js';
import { ConflictError, NotFoundError } from '../../shared/errors.js';
import { affected, rows } from '../../shared/sql.js';
import { ENV } from '../../shared/tokens.js';
import { AuditLog } from '../audit/audit-log.js';
import { hashOfToken, isToken, newToken } from '../one-time-token.js';
import { SignInClock } from '../sign-in-clock.js';
import { SignInThrottleService } from '../throttle.js';
import { type UserView, UsersService } from '../users.service.js';
import { EmailAddresses } from './email-addresses.js';
import { Mailer } from './mailer.js';

const HOUR_MS = 3_600_000;
const HANDED_OVER_MS = 24 * HOUR_MS;
const MAILED_MS = HOUR_MS;

/** Path that a link leads to; the token follows in the query, which is never logged. */
export const RESET_PATH = '/masuk/atur-ulang';

/** A link just made: shown once, kept nowhere. */
export interface ResetLink {
  user: UserView;
  token: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** Links by which a person chooses a new password: made by an administrator, or asked for by mail. */
@Injectable()
export class PasswordResetService implements BeforeApplicationShutdown {
  private readonly log = new Logger(PasswordResetService.name);
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly source: DataSource,
    private readonly users: UsersService,
    private readonly throttle: SignInThrottleService,
    private readonly emails: EmailAddresses,
    private readonly mailer: Mailer,
    private readonly audit: AuditLog,
    private readonly clock: SignInClock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** A link for an administrator to hand over, good for a day. One made before is worth nothing then. */
  async makeLink(userId: string): Promise<ResetLink> {
    const user = await this.users.get(userId);
    if (!user.local)
      throw new ConflictError(
        'access.no-local-password',
        `Akun ${user.username} masuk lewat akun pemerintah daerah dan tidak punya kata sandi di sini.`,
      );
    if (user.disabledAt)
      throw new ConflictError('access.user-disabled', `Akun ${user.username} nonaktif. Aktifkan dahulu.`);
    return this.make(user, 'administrator', HANDED_OVER_MS);
  }

  /**
   * Somebody typed a user name under "Lupa kata sandi?". Counts the try, and does the rest after this call has
   * returned: neither the answer nor its time tells whether there is such an account. Throws `TooManyRequestsError`.
   */
  async ask(typed: string, address: string): Promise<void> {
    const username = typed.trim().toLowerCase();
    await this.throttle.begin(`reset:${username}`, `reset:${address}`);
    const work: Promise<void> = this.sendLink(username)
      .catch((error: unknown) => {
        this.log.error(`A reset link could not be made (${error instanceof Error ? error.name : 'unknown'})`);
      })
      .finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }

  /** Waits for the mails that were asked for. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.settled();
  }

  /** Whose link this is; null when it is unknown, used, over, or the account is shut. */
  async find(token: unknown): Promise<UserView | null> {
    if (!isToken(token)) return null;
    const [found] = await rows<{ user_id: string }>(this.source.manager, FIND, [hashOfToken(token), this.clock.now()]);
    if (!found) return null;
    const user = await this.users.get(found.user_id);
    return user.disabledAt || !user.local ? null : user;
  }

  /**
   * Sets the password that the person chose. The link is used up, all sessions end, no session begins; the second
   * factor stays. Throws `InvalidInputError` (field `next`, the link stays good) and `NotFoundError`.
   */
  async choose(token: unknown, next: string): Promise<UserView> {
    const user = await this.find(token);
    if (!user || !isToken(token)) throw linkOver();
    const claim = async (tx: EntityManager): Promise<boolean> => {
      // Of two requests with one link one finds the row.
      if ((await affected(tx, USE, [hashOfToken(token), this.clock.now()])) === 0) return false;
      await this.throttle.lift(tx, user.username);
      return true;
    };
    const done = await this.users.setChosenPassword(user.id, next, claim, (tx) =>
      this.audit.record(tx, { action: 'password-reset.use', objectKind: 'app_user', objectId: user.id }),
    );
    if (!done) throw linkOver();
    return user;
  }

  private async sendLink(username: string): Promise<void> {
    const user = await this.users.findByUsername(username);
    if (!user?.local || user.disabledAt || this.mailer.missing || !this.env.publicUrl) return;
    const to = await this.emails.whole(user.id);
    if (to === null) return;
    const { token } = await this.make(user, 'mail', MAILED_MS);
    const link = resetAddress(this.env.publicUrl, token);
    await this.mailer.send({
      to,
      subject: 'Kata sandi baru untuk Lokapasar OVOP',
      text: [
        `Ada yang meminta kata sandi baru untuk akun ${user.username} di Lokapasar OVOP.`,
        '',
        'Bila itu Anda, buka tautan ini dalam satu jam dan pilih kata sandi baru. Tautan hanya dapat dipakai sekali.',
        '',
        link,
        '',
        'Bila bukan Anda, abaikan surat ini; kata sandi Anda tidak berubah. Jangan teruskan tautan ini kepada siapa pun.',
      ].join('\n'),
    });
  }

  private async make(user: UserView, sentBy: 'administrator' | 'mail', lifeMs: number): Promise<ResetLink> {
    const token = newToken();
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + lifeMs);
    await this.source.transaction(async (tx) => {
      // Only of its own kind: a stranger who asks for mails must not make an administrator's link worthless.
      await tx.query('delete from password_reset where user_id = $1 and sent_by = $2 or expires_at <= $3', [
        user.id,
        sentBy,
        now,
      ]);
      await tx.query('insert into password_reset (token_hash, user_id, sent_by, expires_at) values ($1, $2, $3, $4)', [
        hashOfToken(token),
        user.id,
        sentBy,
        expiresAt,
      ]);
      const after = { sentBy, expiresAt: expiresAt.toISOString() };
      await this.audit.record(tx, { action: 'password-reset.make', objectKind: 'app_user', objectId: user.id, after });
    });
    return { user, token, expiresAt: expiresAt.toISOString() };
  }
}

/** The whole link; `base` is PUBLIC_URL, or the address of an administrator's own request. */
export function resetAddress(base: string, token: string): string {
  return `${base.replace(/\/+$/, '')}${RESET_PATH}?tautan=${token}`;
}

function linkOver(): NotFoundError {
  return new NotFoundError(
    'access.reset-link-over',
    'Tautan ini tidak dikenal, sudah dipakai, atau sudah lewat waktunya. Minta tautan baru.',
  );
}

const FIND = `select user_id from password_reset where token_hash = $1 and expires_at > $2`;

const USE = `
delete from password_reset where token_hash = $1 and expires_at > $2
  and exists (select 1 from app_user u where u.id = user_id and u.disabled_at is null)`;
