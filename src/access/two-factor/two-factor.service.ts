import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Env } from '../../shared/env.js';
import { ConflictError, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { KeyRing } from '../../shared/keyring.js';
import { affected, rows } from '../../shared/sql.js';
import { ENV } from '../../shared/tokens.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Role } from '../permissions.js';
import { openText, sealText } from '../sealed-text.js';
import { SignInClock } from '../sign-in-clock.js';
import { SignInThrottleService } from '../throttle.js';
import { UsersService } from '../users.service.js';
import type { Viewer } from '../viewer.js';
import { hashRecoveryCode, looksLikeRecoveryCode, newRecoveryCodes } from './recovery-codes.js';
import { matchingStep, newSecret, otpauthUri } from './totp.js';
import type { SealedText } from '../personal/sealed-columns.js';

/** Roles that REQUIRE_TOTP=staff is about. */
const STAFF: readonly Role[] = ['admin', 'biro-pbj'];

/** A set-up that was begun and not finished is forgotten after this time. */
const SET_UP_MS = 60 * 60_000;

/** How somebody's second factor stands. */
export interface TwoFactorState {
  on: boolean;
  /** ISO 8601; null while off. */
  since: string | null;
  recoveryCodesLeft: number;
  /** The role asks for it (REQUIRE_TOTP): while it is off, nothing but setting it up is open. */
  required: boolean;
  /** The last time an administrator switched it off, until it is switched on again. */
  removed: { at: string; by: string } | null;
}

/** What goes into the app on the phone. */
export interface TotpSetUp {
  secret: string;
  uri: string;
}

interface TotpRow {
  secret_sealed: string | null;
  begun_at: Date;
  confirmed_at: Date | null;
  removed_at: Date | null;
  removed_by: string | null;
  codes_left: number;
}

/** Codes from an app on the phone (TOTP) and the codes for the day it is lost. */
@Injectable()
export class TwoFactorService {
  constructor(
    private readonly source: DataSource,
    private readonly users: UsersService,
    private readonly throttle: SignInThrottleService,
    private readonly keys: KeyRing,
    private readonly audit: AuditLog,
    private readonly clock: SignInClock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Inside a transaction `em` must be its own: the embedded database has one connection, which would wait for itself. */
  async isOn(userId: string, em: EntityManager = this.source.manager): Promise<boolean> {
    return (await this.row(userId, em))?.confirmed_at != null;
  }

  /** Whether the settings ask this role for a second factor. A provider of single sign-on asks for its own. */
  requiredOf(user: { role: Role; local: boolean }): boolean {
    return this.env.requireTotp === 'staff' && user.local && STAFF.includes(user.role);
  }

  async state(userId: string): Promise<TwoFactorState> {
    const user = await this.users.get(userId);
    const row = await this.row(userId);
    return {
      on: row?.confirmed_at != null,
      since: row?.confirmed_at?.toISOString() ?? null,
      recoveryCodesLeft: row?.confirmed_at ? row.codes_left : 0,
      required: this.requiredOf(user),
      removed: row?.removed_at ? { at: row.removed_at.toISOString(), by: row.removed_by ?? '' } : null,
    };
  }

  /**
   * Makes a secret that counts from its first code on. Asks for the password, where there is one: a session that fell
   * into other hands must not be enough to tie the account to another phone. Throws `InvalidInputError` (field
   * `password`), `TooManyRequestsError`, and `ConflictError` when the second factor is on already.
   */
  async begin(viewer: Viewer, input: { password?: string; address: string }): Promise<TotpSetUp> {
    if (await this.isOn(viewer.userId)) throw isOnAlready();
    const fits = (): Promise<boolean> => this.users.ownPasswordFits(viewer.userId, input.password ?? '');
    if ((await this.users.get(viewer.userId)).local)
      if (!(await this.throttle.guarded(viewer.username, input.address, fits))) throw wrongPassword();
    const secret = newSecret();
    const sealed = sealText(this.keys, secret, label(viewer.userId));
    // In a transaction, since only there the audit trail knows who did it.
    const begun = await this.source.transaction((tx) => affected(tx, BEGIN, [viewer.userId, sealed, this.clock.now()]));
    if (begun === 0) throw isOnAlready();
    return { secret, uri: otpauthUri(secret, viewer.username) };
  }

  /** The set-up under way; null when none was begun within the hour. */
  async setUp(viewer: Viewer): Promise<TotpSetUp | null> {
    const row = await this.row(viewer.userId);
    if (!row?.secret_sealed || row.confirmed_at || !this.isFresh(row)) return null;
    const secret = openText(this.keys, row.secret_sealed, label(viewer.userId));
    return { secret, uri: otpauthUri(secret, viewer.username) };
  }

  /**
   * Switches the second factor on with the first code, ends the person's other sessions, and answers the recovery codes,
   * which are shown this once. Throws `InvalidInputError` (field `code`) and `ConflictError`.
   */
  async confirm(viewer: Viewer, code: string): Promise<string[]> {
    const { userId } = viewer;
    const now = this.clock.now();
    const row = await this.row(userId);
    if (row?.confirmed_at) throw isOnAlready();
    if (!row?.secret_sealed || !this.isFresh(row))
      throw new ConflictError(
        'access.second-factor-not-begun',
        'Belum ada kunci yang dibuat, atau waktunya sudah habis. Mulai lagi dari awal.',
      );
    const { secret_sealed: sealed } = row;
    const step = matchingStep(openText(this.keys, sealed, label(userId)), code, now);
    if (step === null) throw wrongCode();
    return this.source.transaction(async (tx) => {
      if ((await affected(tx, CONFIRM, [userId, step, now, sealed])) === 0) throw isOnAlready();
      const codes = await this.replaceRecoveryCodes(tx, userId);
      await tx.query('delete from app_session where user_id = $1 and id <> $2', [userId, viewer.sessionId]);
      await tx.query('delete from sign_in_step where user_id = $1', [userId]);
      await this.audit.record(tx, { action: 'two-factor.switch-on', objectKind: 'app_user', objectId: userId });
      return codes;
    });
  }

  /**
   * Whether this is the code of now (each is taken once, whoever asks at the same time) or an unused recovery code. No
   * throttle here: the caller counts the try.
   */
  async accepts(userId: string, typed: string): Promise<boolean> {
    if (looksLikeRecoveryCode(typed)) return this.takeRecoveryCode(userId, typed);
    const row = await this.row(userId);
    if (!row?.secret_sealed || !row.confirmed_at) return false;
    const step = matchingStep(openText(this.keys, row.secret_sealed, label(userId)), typed, this.clock.now());
    if (step === null) return false;
    // One statement compares and stores: of two requests with one code, one finds the step taken.
    return (await affected(this.source.manager, TAKE_STEP, [userId, step, row.secret_sealed])) === 1;
  }

  /**
   * Switches one's own second factor off. Asks for the password, where there is one, and for a code. Whose role asks for
   * it has to set it up anew before anything else: the way to another phone. Throws `InvalidInputError` with the field
   * at fault and `TooManyRequestsError`.
   */
  async switchOff(viewer: Viewer, input: { password?: string; code: string; address: string }): Promise<void> {
    const { local } = await this.users.get(viewer.userId);
    const found = { password: !local };
    // One try for both: a right password alone must not take back the count of the codes that were guessed.
    const right = await this.throttle.guarded(viewer.username, input.address, async () => {
      found.password ||= await this.users.ownPasswordFits(viewer.userId, input.password ?? '');
      return found.password && (await this.accepts(viewer.userId, input.code));
    });
    if (!right) throw found.password ? wrongCode() : wrongPassword();
    await this.source.transaction(async (tx) => {
      await tx.query('delete from totp_recovery_code where user_id = $1', [viewer.userId]);
      await tx.query('delete from user_totp where user_id = $1', [viewer.userId]);
      await this.audit.record(tx, {
        action: 'two-factor.switch-off',
        objectKind: 'app_user',
        objectId: viewer.userId,
      });
    });
  }

  /** Ten new recovery codes in place of the old ones, shown this once. Throws as `switchOff` does. */
  async renewRecoveryCodes(viewer: Viewer, input: { code: string; address: string }): Promise<string[]> {
    await this.requireCode(viewer, input.code, input.address);
    return this.source.transaction(async (tx) => {
      const codes = await this.replaceRecoveryCodes(tx, viewer.userId);
      await this.audit.record(tx, {
        action: 'two-factor.renew-recovery-codes',
        objectKind: 'app_user',
        objectId: viewer.userId,
      });
      return codes;
    });
  }

  /**
   * Switches off the second factor of somebody who lost the phone; the page of that person says who did it. `by` is the
   * user name of an administrator, or null for the command line. Throws `NotFoundError` and `ConflictError`.
   */
  async remove(userId: string, by: Viewer | null): Promise<void> {
    if (by?.userId === userId)
      throw new ConflictError(
        'access.own-second-factor',
        'Verifikasi dua langkah akun Anda sendiri dimatikan di halaman Akun, dengan kata sandi dan kode.',
      );
    const user = await this.users.get(userId);
    await this.source.transaction(async (tx) => {
      if ((await affected(tx, REMOVE, [userId, this.clock.now(), by?.username ?? 'baris perintah'])) === 0)
        throw new NotFoundError(
          'access.second-factor-off',
          `Verifikasi dua langkah ${user.username} memang tidak aktif.`,
        );
      await tx.query('delete from totp_recovery_code where user_id = $1', [userId]);
      await tx.query('delete from sign_in_step where user_id = $1', [userId]);
      await this.audit.record(tx, { action: 'two-factor.remove', objectKind: 'app_user', objectId: userId });
    });
  }

  private async requireCode(viewer: Viewer, code: string, address: string): Promise<void> {
    const accepted = (): Promise<boolean> => this.accepts(viewer.userId, code);
    if (!(await this.throttle.guarded(viewer.username, address, accepted))) throw wrongCode();
  }

  private async takeRecoveryCode(userId: string, typed: string): Promise<boolean> {
    return this.source.transaction(async (tx) => {
      if ((await affected(tx, TAKE_RECOVERY, [userId, hashRecoveryCode(userId, typed)])) === 0) return false;
      await this.audit.record(tx, { action: 'two-factor.use-recovery-code', objectKind: 'app_user', objectId: userId });
      return true;
    });
  }

  private async replaceRecoveryCodes(tx: EntityManager, userId: string): Promise<string[]> {
    const codes = newRecoveryCodes();
    await tx.query('delete from totp_recovery_code where user_id = $1', [userId]);
    await tx.query('insert into totp_recovery_code (user_id, code_hash) select $1, unnest($2::text[])', [
      userId,
      codes.map((code) => hashRecoveryCode(userId, code)),
    ]);
    return codes;
  }

  private isFresh(row: TotpRow): boolean {
    return this.clock.now().getTime() - row.begun_at.getTime() < SET_UP_MS;
  }

  private async row(userId: string, em: EntityManager = this.source.manager): Promise<TotpRow | null> {
    return (await rows<TotpRow>(em, ROW, [userId]))[0] ?? null;
  }
}

/** The secret is bound to its owner. */
function label(userId: string): string {
  return `totp:${userId}`;
}

/** Where the secrets lie, for the rotation of keys. */
export const TOTP_SEALED: SealedText = {
  what: 'Rahasia verifikasi dua langkah',
  table: 'user_totp',
  id: 'user_id',
  column: 'secret_sealed',
  label,
};

function wrongPassword(): InvalidInputError {
  const message = 'Kata sandi yang sekarang tidak cocok';
  return new InvalidInputError('access.wrong-password', message, [{ field: 'password', message }]);
}

function wrongCode(): InvalidInputError {
  const message = 'Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya di aplikasi, lalu ketik keenam angkanya';
  return new InvalidInputError('access.wrong-code', message, [{ field: 'code', message }]);
}

function isOnAlready(): ConflictError {
  return new ConflictError('access.second-factor-on', 'Verifikasi dua langkah akun Anda sudah aktif.');
}

const ROW = `
select secret_sealed, begun_at, confirmed_at, removed_at, removed_by,
       (select count(*)::int from totp_recovery_code c where c.user_id = t.user_id) as codes_left
from user_totp t where user_id = $1`;

/** $1 user, $2 sealed secret, $3 now. A factor that is on is left alone. */
const BEGIN = `
insert into user_totp as t (user_id, secret_sealed, begun_at) values ($1, $2, $3)
on conflict (user_id) do update set secret_sealed = $2, begun_at = $3, last_step = 0
where t.confirmed_at is null`;

/** $1 user, $2 step, $3 now, $4 the sealed secret that the code was compared with. */
const CONFIRM = `
update user_totp set confirmed_at = $3, last_step = $2::int, removed_at = null, removed_by = null
where user_id = $1 and confirmed_at is null and secret_sealed = $4`;

/** $1 user, $2 step, $3 the sealed secret. */
const TAKE_STEP = `
update user_totp set last_step = $2::int
where user_id = $1 and confirmed_at is not null and secret_sealed = $3 and last_step < $2::int`;

const TAKE_RECOVERY = `
delete from totp_recovery_code where user_id = $1 and code_hash = $2
  and exists (select 1 from user_totp t where t.user_id = $1 and t.confirmed_at is not null)`;

/** $1 user, $2 now, $3 by whom. */
const REMOVE = `
update user_totp set secret_sealed = null, confirmed_at = null, removed_at = $2, removed_by = $3
where user_id = $1 and confirmed_at is not null`;
