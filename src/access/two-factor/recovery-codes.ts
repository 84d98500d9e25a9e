import { createHash } from 'node:crypto';
import { randomPassword } from '../passwords.js';

/** How many are made at a time. */
export const RECOVERY_CODES = 10;

/** Ten different codes of 16 readable characters in groups of four: 'abcd-efgh-jkmn-pqrs'. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => randomPassword().match(/.{4}/g)?.join('-') ?? '');
}

/** What the database keeps. A code has 79 bits of chance, so a plain hash cannot be turned back by trying. */
export function hashRecoveryCode(userId: string, code: string): string {
  return createHash('sha256')
    .update(`${userId}:${bare(code)}`)
    .digest('hex');
}

/** Whether what was typed is meant as a recovery code (and not as the six digits of the app). */
export function looksLikeRecoveryCode(text: string): boolean {
  return /^[a-z2-9]{16}$/.test(bare(text));
}

/** However it is typed: with spaces, dashes or capitals. */
function bare(text: string): string {
  return text.toLowerCase().replace(/[\s-]/g, '');
}
