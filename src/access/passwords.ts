import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { InvalidInputError } from '../shared/errors.js';

/** Shortest password that a person may choose. */
export const PASSWORD_MIN = 12;
/** Longest: the hash takes any length, but a request need not. */
export const PASSWORD_MAX = 200;

/** Letters and digits that are not taken for one another when read from a screen. */
const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789';

/** 16 readable characters, 79 bits of chance. */
export function randomPassword(): string {
  return Array.from({ length: 16 }, () => READABLE[randomInt(READABLE.length)]).join('');
}

/** argon2id with the library's defaults (19 MiB, two passes), which follow OWASP's advice. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'));
}

let nobody: Promise<string> | null = null;

/**
 * Whether the password is the one behind the hash. Without a hash (unknown user name, account of another provider) the
 * same work is done in vain, so that the time it takes does not tell which names exist.
 */
export async function passwordFits(
  passwordHash: string | null,
  password: string,
  compare: (hashed: string, typed: string) => Promise<boolean> = verify,
): Promise<boolean> {
  nobody ??= hashPassword(randomPassword());
  const fits = await compare(passwordHash ?? (await nobody), password.normalize('NFC'));
  return fits && passwordHash !== null;
}

/** Throws `InvalidInputError` when a password is too weak to be chosen. */
export function requireStrong(password: string, username: string, field: string): void {
  const problem =
    password.length < PASSWORD_MIN
      ? `Kata sandi baru paling sedikit ${PASSWORD_MIN} huruf atau angka`
      : password.length > PASSWORD_MAX
        ? `Kata sandi baru paling banyak ${PASSWORD_MAX} huruf atau angka`
        : password.toLowerCase().includes(username)
          ? 'Kata sandi baru tidak boleh memuat nama pengguna'
          : new Set(password).size < 5
            ? 'Kata sandi baru terlalu mudah ditebak: pakai lebih banyak huruf yang berbeda'
            : null;
  if (problem) throw new InvalidInputError('access.password-weak', problem, [{ field, message: problem }]);
}
