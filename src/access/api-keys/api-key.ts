import { randomBytes } from 'node:crypto';
import { hashOfToken, newToken } from '../one-time-token.js';
import type { Permission } from '../permissions.js';

/** A key lives at most so long: whoever still needs it makes a new one. */
export const LONGEST_KEY_DAYS = 366;
/** Keys of one person that are neither over nor revoked. */
export const MOST_KEYS = 20;
export const DEFAULT_QUOTA = { perMinute: 60, perDay: 10_000 } as const;
export const HIGHEST_QUOTA = { perMinute: 600, perDay: 200_000 } as const;

/** A key as lists show it: its secret is nowhere. */
export interface ApiKeyView {
  id: string;
  name: string;
  /** The part of the key that tells it apart: 'lpk_4f9c21ab'. */
  prefix: string;
  owner: { id: string; username: string };
  /** As given; what the owner may no longer do, the key may not either. */
  permissions: Permission[];
  /** ISO 8601. */
  expiresAt: string;
  createdAt: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
  perMinute: number;
  perDay: number;
  /** Requests counted today (UTC). */
  usedToday: number;
  state: ApiKeyState;
}

/** 'owner-disabled' = shut out with its owner. */
export type ApiKeyState = 'active' | 'expired' | 'revoked' | 'owner-disabled';

export interface NewApiKey {
  name: string;
  permissions: Permission[];
  /** Last day on which it is good, 'YYYY-MM-DD', in the zone of the instance. */
  lastDay: string;
  perMinute?: number;
  perDay?: number;
}

/** A key just made: `token` is shown this once and kept nowhere. */
export interface MadeApiKey {
  key: ApiKeyView;
  token: string;
}

const TOKEN = /^lpk_[0-9a-f]{8}_[\w-]{43}$/;

/** 'lpk_<prefix>_<secret>' with a secret of 256 random bits: far too many to guess, so a plain hash is enough. */
export function newKey(): { token: string; prefix: string; hash: string } {
  const prefix = `lpk_${randomBytes(4).toString('hex')}`;
  const token = `${prefix}_${newToken()}`;
  return { token, prefix, hash: hashOfToken(token) };
}

/** The hash under which a key is on file; null for what cannot be a key. */
export function hashOfKey(token: string): string | null {
  return TOKEN.test(token) ? hashOfToken(token) : null;
}
