import type { Role } from './permissions.js';

/** Key spaces in which a purchase names its supplier. */
export const KEY_SCHEMES = ['v5', 'v6', 'toko-daring'] as const;
export type KeyScheme = (typeof KEY_SCHEMES)[number];

/** One key under which the feeds know a supplier; an enterprise may have several. */
export interface SupplierKey {
  scheme: KeyScheme;
  key: string;
}

/** How much of the purchases somebody sees: everything, one agency's, lines of some suppliers, or nothing. */
export type Scope =
  | { kind: 'all' }
  | { kind: 'perangkat-daerah'; perangkatDaerahId: string }
  | { kind: 'suppliers'; suppliers: readonly SupplierKey[] }
  | { kind: 'none' };

/** For code that no visitor's request runs: commands and jobs. */
export const EVERYTHING: Scope = { kind: 'all' };

const SEES_ALL: readonly Role[] = ['admin', 'biro-pbj', 'auditor'];

/** What is a user's own by role. A role that needs an agency or supplier keys and has none sees nothing. */
export function scopeFor(
  role: Role,
  own: { perangkatDaerahId: string | null; suppliers: readonly SupplierKey[] },
): Scope {
  if (SEES_ALL.includes(role)) return { kind: 'all' };
  if (role === 'perangkat-daerah' && own.perangkatDaerahId !== null)
    return { kind: 'perangkat-daerah', perangkatDaerahId: own.perangkatDaerahId };
  if (role === 'pelaku-usaha' && own.suppliers.length > 0) return { kind: 'suppliers', suppliers: own.suppliers };
  return { kind: 'none' };
}

/** The same text for the same scope: part of the key of whatever is kept between requests, and of every ETag. */
export function scopeKey(scope: Scope): string {
  if (scope.kind === 'perangkat-daerah') return `pd:${scope.perangkatDaerahId}`;
  if (scope.kind !== 'suppliers') return scope.kind;
  return JSON.stringify(['suppliers', ...scope.suppliers.map(({ scheme, key }) => `${scheme}:${key}`).sort()]);
}
