import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { ConflictError, InvalidInputError, NotFoundError } from '../shared/errors.js';
import { Locks } from '../shared/locks.js';
import { hashPassword, passwordFits, randomPassword, requireStrong } from './passwords.js';
import { passwordChanged, passwordReset } from './audit/session-events.js';
import type { Role } from './permissions.js';
import type { SupplierKey } from './scope.js';
import { AppSession } from './session.entity.js';
import { AppUser } from './user.entity.js';
import { type OwnGiven, requireOwn, writeSuppliers } from './user-scope.js';
import { SignInThrottleService } from './throttle.js';
import type { Viewer } from './viewer.js';

/** A user as lists show it. */
export interface UserView {
  id: string;
  username: string;
  displayName: string;
  role: Role;
  /** Own agency of the role 'perangkat-daerah'. */
  perangkatDaerahId: string | null;
  /** Own supplier keys of the role 'pelaku-usaha'. */
  suppliers: SupplierKey[];
  mustChangePassword: boolean;
  /** Has a password here; false = signs in at another provider. */
  local: boolean;
  /** ISO 8601. */
  disabledAt: string | null;
  createdAt: string;
}

export interface NewUser extends OwnGiven {
  username: string;
  displayName: string;
}

/** A password made for somebody: shown once, kept nowhere. */
export interface FirstPassword {
  user: UserView;
  password: string;
}

/** Whose password fitted. The hash is for the check that it still counts when the session begins, and goes nowhere else. */
export interface PasswordMatch {
  user: UserView;
  comparedHash: string;
}

@Injectable()
export class UsersService {
  constructor(
    private readonly source: DataSource,
    private readonly locks: Locks,
    private readonly throttle: SignInThrottleService,
  ) {}

  async list(): Promise<UserView[]> {
    const found = await this.source.manager.find(AppUser, { order: { username: 'ASC' } });
    return found.map(toView);
  }

  /** Throws `NotFoundError`. */
  async get(id: string): Promise<UserView> {
    return toView(await this.row(this.source.manager, id));
  }

  /** Adds a user with a random first password. Throws `ConflictError` when the name is taken. */
  async add(input: NewUser): Promise<FirstPassword> {
    const password = randomPassword();
    return { user: await this.insert(input, password, true), password };
  }

  /** Adds a user with a password that is known already (demo). */
  addWithPassword(input: NewUser, password: string): Promise<UserView> {
    return this.insert(input, password, false);
  }

  /**
   * Somebody makes an account for an enterprise, with a password of their own choice; it sees nothing until `more` and a
   * clerk give it something. Throws `InvalidInputError` (field password) and `access.username-taken`.
   */
  async signUp(
    { username: typed, displayName }: Pick<NewUser, 'username' | 'displayName'>,
    password: string,
    more: (tx: EntityManager, userId: string) => Promise<void>,
  ): Promise<UserView> {
    const username = typed.trim().toLowerCase();
    requireStrong(password, username, 'password');
    const passwordHash = await hashPassword(password);
    return this.source.transaction(async (tx) => {
      if (await tx.existsBy(AppUser, { username })) throw taken(username);
      const row = { username, displayName: displayName.trim(), role: 'pelaku-usaha' as const, passwordHash };
      const user = await tx.save(tx.create(AppUser, { ...row, mustChangePassword: false, disabledAt: null }));
      await more(tx, user.id);
      return toView(Object.assign(user, { suppliers: [] }));
    });
  }

  /** Makes the first administrator where there is no user yet; null otherwise. Several processes may start at once. */
  async ensureFirstAdmin(): Promise<FirstPassword | null> {
    return this.locks.withLock('first-admin', async () => {
      if ((await this.source.manager.count(AppUser)) > 0) return null;
      return this.add({ username: 'admin', displayName: 'Administrator', role: 'admin' });
    });
  }

  /** Gives somebody a new random password, ends all their sessions, and asks for a change at the next sign-in. */
  async resetPassword(id: string): Promise<FirstPassword> {
    const password = randomPassword();
    const passwordHash = await hashPassword(password);
    return this.source.transaction(async (tx) => {
      const user = await this.row(tx, id);
      requireLocal(user);
      user.passwordHash = passwordHash;
      user.mustChangePassword = true;
      await tx.save(user);
      await endSignIns(tx, id);
      await passwordReset(tx, id);
      return { user: toView(user), password };
    });
  }

  /** Shuts somebody out at once, or lets them in again. The last administrator and oneself cannot be shut out. */
  async setDisabled(id: string, disabled: boolean, by: Viewer): Promise<UserView> {
    if (disabled && id === by.userId)
      throw new ConflictError('access.cannot-disable-self', 'Anda tidak dapat menonaktifkan akun Anda sendiri.');
    return this.source.transaction(async (tx) => {
      // All administrators are locked, in one order, so that two of them cannot shut each other out at the same time.
      const admins = await tx.find(AppUser, {
        where: { role: 'admin', disabledAt: IsNull() },
        order: { id: 'ASC' },
        lock: { mode: 'pessimistic_write' },
      });
      const user = await this.row(tx, id);
      if (disabled && !admins.some((admin) => admin.id !== id))
        throw new ConflictError('access.last-admin', 'Harus ada paling sedikit satu administrator yang aktif.');
      user.disabledAt = disabled ? (user.disabledAt ?? new Date()) : null;
      await tx.save(user);
      if (disabled) await endSignIns(tx, id);
      return toView(user);
    });
  }

  /**
   * Gives somebody another role, agency or supplier keys, and ends their sessions. The last administrator stays one, and
   * nobody changes their own role. Throws `InvalidInputError` with the fields at fault.
   */
  async changeRole(id: string, given: OwnGiven, by: Viewer): Promise<UserView> {
    if (id === by.userId)
      throw new ConflictError('access.cannot-change-own-role', 'Anda tidak dapat mengubah peran Anda sendiri.');
    return this.source.transaction(async (tx) => {
      // Locked like in setDisabled: two administrators must not demote each other at the same time.
      const admins = await tx.find(AppUser, {
        where: { role: 'admin', disabledAt: IsNull() },
        order: { id: 'ASC' },
        lock: { mode: 'pessimistic_write' },
      });
      await this.row(tx, id);
      if (given.role !== 'admin' && !admins.some((admin) => admin.id !== id))
        throw new ConflictError('access.last-admin', 'Harus ada paling sedikit satu administrator yang aktif.');
      const own = await requireOwn(tx, given);
      await tx.update(AppUser, { id }, { role: given.role, perangkatDaerahId: own.perangkatDaerahId });
      await writeSuppliers(tx, id, own.suppliers);
      await tx.delete(AppSession, { userId: id });
      return toView(await this.row(tx, id));
    });
  }

  /**
   * Changes one's own password and ends all sessions; the caller begins a new one. Throws `InvalidInputError` with the
   * field at fault.
   */
  async changeOwnPassword(userId: string, current: string, next: string, address: string): Promise<UserView> {
    const user = await this.row(this.source.manager, userId);
    requireLocal(user);
    // A session left open is no place to guess the password from.
    const right = await this.throttle.guarded(user.username, address, () => passwordFits(user.passwordHash, current));
    if (!right) throw wrongField('current', 'Kata sandi yang sekarang tidak cocok');
    if (current === next) throw wrongField('next', 'Kata sandi baru harus berbeda dari yang sekarang');
    requireStrong(next, user.username, 'next');
    const passwordHash = await hashPassword(next);
    return this.source.transaction(async (tx) => {
      // Somebody else may have set another one while this one was made.
      const unchanged = { id: userId, passwordHash: user.passwordHash ?? IsNull() };
      const { affected } = await tx.update(AppUser, unchanged, { passwordHash, mustChangePassword: false });
      if (affected !== 1)
        throw new ConflictError(
          'access.password-changed-meanwhile',
          'Kata sandi Anda baru saja diganti dari tempat lain. Masuk lagi dengan kata sandi itu.',
        );
      await endSignIns(tx, userId);
      await passwordChanged(tx, userId);
      return toView({ ...user, mustChangePassword: false });
    });
  }

  /** Sets a password that the person chose by a reset link; all sessions end. Throws `InvalidInputError` (field next). */
  async setChosenPassword(
    userId: string,
    next: string,
    claim: (tx: EntityManager) => Promise<boolean>,
    record: (tx: EntityManager) => Promise<void>,
  ): Promise<boolean> {
    const user = await this.row(this.source.manager, userId);
    requireLocal(user);
    requireStrong(next, user.username, 'next');
    const passwordHash = await hashPassword(next);
    return this.source.transaction(async (tx) => {
      if (!(await claim(tx))) return false;
      await tx.update(AppUser, { id: userId }, { passwordHash, mustChangePassword: false });
      await endSignIns(tx, userId);
      // Last in the transaction: from then on it holds the chain of the trail.
      await record(tx);
      return true;
    });
  }

  /** Whether this is the person's own password; costs one comparison in any case. */
  async ownPasswordFits(userId: string, password: string): Promise<boolean> {
    return passwordFits((await this.row(this.source.manager, userId)).passwordHash, password);
  }

  /** The user of a name as it is typed, or null. */
  async findByUsername(username: string): Promise<UserView | null> {
    const user = await this.source.manager.findOneBy(AppUser, { username: username.trim().toLowerCase() });
    return user && toView(user);
  }

  /**
   * The user whose name and password these are, or null: unknown, disabled, without password or wrong, without telling
   * which. Whatever it is, exactly one password is compared (`fits`).
   */
  async withPassword(username: string, password: string, fitsFor = passwordFits): Promise<PasswordMatch | null> {
    const user = await this.source.manager.findOneBy(AppUser, { username });
    const comparedHash = user?.passwordHash ?? null;
    const fits = await fitsFor(comparedHash, password);
    return user && comparedHash !== null && fits && !user.disabledAt ? { user: toView(user), comparedHash } : null;
  }

  /**
   * Adds somebody whom another provider knows, without a password here. Where the name is taken, by whomever, a number
   * follows it: a name never makes two people one.
   */
  async addFromProvider(tx: EntityManager, input: NewUser): Promise<UserView> {
    const names = new Set((await tx.find(AppUser, { select: { username: true } })).map((user) => user.username));
    let username = input.username;
    for (let count = 2; names.has(username); count += 1) username = `${input.username}-${count}`;
    const { displayName, role } = input;
    const row = { username, displayName, role, passwordHash: null, mustChangePassword: false, disabledAt: null };
    return toView(await tx.save(tx.create(AppUser, row)));
  }

  /** Name and role as the provider tells them at a sign-in. */
  async followProvider(tx: EntityManager, id: string, told: { displayName: string; role: Role }): Promise<UserView> {
    const user = await this.row(tx, id);
    if (user.displayName === told.displayName && user.role === told.role) return toView(user);
    if (user.role !== told.role) {
      // What belonged to the old role was given for it, and comes back by nobody's decision.
      user.perangkatDaerahId = null;
      await writeSuppliers(tx, id, []);
    }
    return toView(await tx.save(Object.assign(user, told)));
  }

  private async insert(input: NewUser, password: string, mustChangePassword: boolean): Promise<UserView> {
    const username = input.username.trim().toLowerCase();
    const passwordHash = await hashPassword(password);
    return this.source.transaction(async (tx) => {
      if (await tx.existsBy(AppUser, { username })) throw taken(username);
      const own = await requireOwn(tx, input);
      const user = tx.create(AppUser, {
        username,
        displayName: input.displayName.trim(),
        role: input.role,
        perangkatDaerahId: own.perangkatDaerahId,
        passwordHash,
        mustChangePassword,
        disabledAt: null,
      });
      await tx.save(user);
      await writeSuppliers(tx, user.id, own.suppliers);
      return toView(Object.assign(user, { suppliers: own.suppliers }));
    });
  }

  private async row(em: EntityManager, id: string): Promise<AppUser> {
    const user = await em.findOneBy(AppUser, { id });
    if (!user) throw new NotFoundError('access.user-unknown', 'Pengguna itu tidak ada.');
    return user;
  }
}

/** Ends all that a password opened or could open: sessions, half-open sign-ins, and links to choose another. */
async function endSignIns(tx: EntityManager, userId: string): Promise<void> {
  await tx.delete(AppSession, { userId });
  await tx.query('delete from sign_in_step where user_id = $1', [userId]);
  await tx.query('delete from password_reset where user_id = $1', [userId]);
}

function requireLocal(user: AppUser): void {
  if (user.passwordHash === null)
    throw new ConflictError(
      'access.no-local-password',
      `Akun ${user.username} masuk lewat akun pemerintah daerah dan tidak punya kata sandi di sini. Kata sandinya diganti di sana.`,
    );
}

function wrongField(field: string, message: string): InvalidInputError {
  return new InvalidInputError('access.password-not-changed', message, [{ field, message }]);
}

function taken(username: string): ConflictError {
  return new ConflictError('access.username-taken', `Nama pengguna "${username}" sudah dipakai. Pilih nama lain.`);
}

function toView(user: AppUser): UserView {
  return {
    id: user.id,
    username: user.username,
    displayName: user.displayName,
    role: user.role,
    perangkatDaerahId: user.perangkatDaerahId,
    suppliers: user.suppliers,
    mustChangePassword: user.mustChangePassword,
    local: user.passwordHash !== null,
    disabledAt: user.disabledAt?.toISOString() ?? null,
    createdAt: user.createdAt.toISOString(),
  };
}
