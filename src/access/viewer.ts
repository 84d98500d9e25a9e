import type { FastifyRequest } from 'fastify';
import type { Instance } from './instance/instance.js';
import { may, type Permission, type Role } from './permissions.js';
import type { Scope } from './scope.js';

/** The person behind a request (or behind its API key), as far as anybody needs to know. */
export interface Viewer {
  userId: string;
  username: string;
  displayName: string;
  role: Role;
  /** How much of the purchases is theirs to see. */
  scope: Scope;
  /** True until a password that somebody else chose has been changed; only /akun and /keluar answer until then. */
  mustChangePassword: boolean;
  /** True while the role asks for a second factor that is not set up; only setting it up is open. Absent = false. */
  mustSetUpTotp?: boolean;
  /** Messages that the person has not read; absent with an API key. */
  unread?: number;
  /** The session this request came with; '' with an API key. */
  sessionId: string;
  /** The API key this request came with; absent for a person. Its permissions only ever narrow those of the role. */
  key?: { id: string; name: string; permissions: readonly Permission[] };
}

/** What the guard found out about a request; absent on static files and before the guard ran. */
export interface RequestAccess {
  viewer: Viewer | null;
  /** Secret of the session's tokens; null without a session. */
  csrfSecret: string | null;
  /** The token that state-changing requests must bring back (`_csrf` in a form, `x-csrf-token` as header). */
  readonly csrf: string;
  instance: Instance;
}

declare module 'fastify' {
  interface FastifyRequest {
    access?: RequestAccess;
  }
}

/** What the guard knows about the request. Throws when it did not run, which is a fault of ours. */
export function accessOf(request: FastifyRequest): RequestAccess {
  if (!request.access) throw new Error('The access guard has not seen this request');
  return request.access;
}

/** The signed-in person. Only for routes that are not 'public'. */
export function viewerOf(request: FastifyRequest): Viewer {
  const { viewer } = accessOf(request);
  if (!viewer) throw new Error('Nobody is signed in on a route that needs somebody');
  return viewer;
}

export function viewerMay(viewer: Viewer | null, permission: Permission): boolean {
  return viewer !== null && !viewer.mustChangePassword && !viewer.mustSetUpTotp && holds(viewer, permission);
}

/** By the role, and with an API key by what the key was given as well. */
export function holds(viewer: Viewer, permission: Permission): boolean {
  return may(viewer.role, permission) && (viewer.key?.permissions.includes(permission) ?? true);
}

/** How much of the purchases the request may see: nothing without somebody. */
export function scopeOf(request: FastifyRequest): Scope {
  return accessOf(request).viewer?.scope ?? { kind: 'none' };
}
