import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { ConflictError, InvalidInputError, NotFoundError } from '../shared/errors.js';
import { Locks } from '../shared/locks.js';
import { hashPassword, passwordFits, randomPassword, requireStrong } from './passwords.js';
import type { Role } from './permissions.js';
import type { SupplierKey } from './scope.js';
import { AppSession } from './session.entity.js';
import { AppUser } from './user.entity.js';
import { type OwnGiven, requireOwn, writeSuppliers } from './user-scope.js';
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

@Injectable()
export class UsersService {
  constructor(
    private readonly source: DataSource,
    private readonly locks: Locks,
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
      user.passwordHash = passwordHash;
      user.mustChangePassword = true;
      await tx.save(user);
      await tx.delete(AppSession, { userId: id });
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
      if (disabled) await tx.delete(AppSession, { userId: id });
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
  async changeOwnPassword(userId: string, current: string, next: string): Promise<UserView> {
    const user = await this.row(this.source.manager, userId);
    if (!(await passwordFits(user.passwordHash, current)))
      throw wrongField('current', 'Kata sandi yang sekarang tidak cocok');
    if (current === next) throw wrongField('next', 'Kata sandi baru harus berbeda dari yang sekarang');
    requireStrong(next, user.username, 'next');
    const passwordHash = await hashPassword(next);
    return this.source.transaction(async (tx) => {
      await tx.update(AppUser, { id: userId }, { passwordHash, mustChangePassword: false });
      await tx.delete(AppSession, { userId });
      return toView({ ...user, mustChangePassword: false });
    });
  }

  /** The user whose name and password these are, or null: unknown, disabled or wrong, without telling which. */
  async withPassword(username: string, password: string): Promise<UserView | null> {
    const user = await this.source.manager.findOneBy(AppUser, { username });
    const fits = await passwordFits(user?.passwordHash ?? null, password);
    return user && fits && !user.disabledAt ? toView(user) : null;
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
    disabledAt: user.disabledAt?.toISOString() ?? null,
    createdAt: user.createdAt.toISOString(),
  };
}
