import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ConflictError, InvalidInputError } from '../../shared/errors.js';
import { KeyRing } from '../../shared/keyring.js';
import { rows } from '../../shared/sql.js';
import { AuditLog } from '../audit/audit-log.js';
import { openText, sealText } from '../sealed-text.js';
import { SignInThrottleService } from '../throttle.js';
import { TwoFactorService } from '../two-factor/two-factor.service.js';
import { UsersService } from '../users.service.js';
import type { Viewer } from '../viewer.js';
import type { SealedText } from '../personal/sealed-columns.js';

/** The e-mail addresses of accounts: sealed in the database, whole for their owner only. */
@Injectable()
export class EmailAddresses {
  constructor(
    private readonly source: DataSource,
    private readonly users: UsersService,
    private readonly throttle: SignInThrottleService,
    private readonly twoFactor: TwoFactorService,
    private readonly keys: KeyRing,
    private readonly audit: AuditLog,
  ) {}

  /** The whole address: for its owner, and to send a mail to. */
  async whole(userId: string, em: EntityManager = this.source.manager): Promise<string | null> {
    const [found] = await rows<{ email_sealed: string | null }>(em, 'select email_sealed from app_user where id = $1', [
      userId,
    ]);
    return found?.email_sealed ? openText(this.keys, found.email_sealed, label(userId)) : null;
  }

  /** 'd***@contoh.go.id', for everybody else. */
  async masked(userId: string): Promise<string | null> {
    const email = await this.whole(userId);
    return email === null ? null : maskEmail(email);
  }

  /**
   * Changes one's own address; null removes it. Asks for the password, since a reset link goes there. Throws
   * `InvalidInputError` with the field at fault and `TooManyRequestsError`.
   */
  async changeOwn(viewer: Viewer, input: { email: string | null; password: string; address: string }): Promise<void> {
    const fits = (): Promise<boolean> => this.users.ownPasswordFits(viewer.userId, input.password);
    await this.requireLocal(viewer.userId);
    // Whoever knows the password must not take back, with it, the count of the codes that they guess.
    const right = (await this.twoFactor.isOn(viewer.userId)) ? 'halfWay' : 'succeeded';
    if (!(await this.throttle.guarded(viewer.username, input.address, fits, right))) {
      const message = 'Kata sandi yang sekarang tidak cocok';
      throw new InvalidInputError('access.wrong-password', message, [{ field: 'emailPassword', message }]);
    }
    if (input.email !== null && viewer.role === 'pelaku-usaha')
      await this.mustBeFree(viewer, input.email, input.address);
    await this.store(viewer.userId, input.email);
  }

  /**
   * Which of these accounts bear the address, whatever its case. Addresses lie sealed, each differently, so every one is opened
   * and compared: no list is kept by which somebody with the database alone could try addresses.
   */
  async bearers(em: EntityManager, email: string, userIds: readonly string[]): Promise<string[]> {
    const found = await rows<{ id: string; sealed: string }>(
      em,
      'select id, email_sealed as sealed from app_user where id = any($1::uuid[]) and email_sealed is not null',
      [userIds],
    );
    const wanted = comparableAddress(email);
    return found
      .filter(({ id, sealed }) => comparableAddress(openText(this.keys, sealed, label(id))) === wanted)
      .map(({ id }) => id);
  }

  /**
   * An address belongs to one account of an enterprise. Says no more than that it cannot be used, and counts as a wrong
   * password, so that nobody learns by trying who has an account.
   */
  private async mustBeFree(viewer: Viewer, email: string, address: string): Promise<void> {
    const others = await rows<{ id: string }>(
      this.source.manager,
      `select id from app_user where role = 'pelaku-usaha' and id <> $1 and disabled_at is null`,
      [viewer.userId],
    );
    const bearers = await this.bearers(
      this.source.manager,
      email,
      others.map(({ id }) => id),
    );
    if (bearers.length === 0) return;
    await this.throttle.begin(viewer.username, address);
    const message = 'Alamat ini tidak dapat dipakai untuk akun Anda. Pakai alamat lain, atau minta bantuan petugas';
    throw new InvalidInputError('access.email-not-usable', message, [{ field: 'email', message }]);
  }

  /** An administrator notes somebody's address; null removes it. Throws `NotFoundError`. */
  async change(userId: string, email: string | null): Promise<void> {
    await this.requireLocal(userId);
    await this.store(userId, email);
  }

  /** The address that comes with a new account, in the transaction that makes it. */
  async note(tx: EntityManager, userId: string, email: string): Promise<void> {
    await tx.query('update app_user set email_sealed = $2 where id = $1', [
      userId,
      sealText(this.keys, email, label(userId)),
    ]);
  }

  private async requireLocal(userId: string): Promise<void> {
    const user = await this.users.get(userId);
    if (!user.local)
      throw new ConflictError(
        'access.no-local-password',
        `Akun ${user.username} masuk lewat akun pemerintah daerah, jadi alamat surel untuk tautan kata sandi tidak diperlukan.`,
      );
  }

  private async store(userId: string, email: string | null): Promise<void> {
    const sealed = email === null ? null : sealText(this.keys, email, label(userId));
    await this.source.transaction(async (tx) => {
      await tx.query('update app_user set email_sealed = $2 where id = $1', [userId, sealed]);
      // A link on its way to the old address is worth nothing any more.
      await tx.query(`delete from password_reset where user_id = $1 and sent_by = 'mail'`, [userId]);
      await this.audit.record(tx, { action: 'email.change', objectKind: 'app_user', objectId: userId });
    });
  }
}

function comparableAddress(email: string): string {
  return email.trim().toLowerCase();
}

function label(userId: string): string {
  return `email:${userId}`;
}

/** Where the addresses lie, for the rotation of keys. */
export const EMAIL_SEALED: SealedText = {
  what: 'Alamat surel pengguna',
  table: 'app_user',
  id: 'id',
  column: 'email_sealed',
  label,
};

/** 'dewi@contoh.go.id' → 'd***@contoh.go.id'. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}***${email.slice(at)}`;
}
