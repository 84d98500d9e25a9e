import '@fastify/cookie';
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { networkOf } from '../../shared/network-of.js';

const KEPT = 5000;

/**
 * Who is behind a request, before the guard has looked: the user whom the same cookie or key brought last time, else the
 * address. Only what the guard found to be right is remembered, so that nobody gets a limit of their own by inventing
 * cookies.
 */
export class KnownClients {
  /** User by the hash of what the request came with; the least recently used one goes first. */
  private readonly users = new Map<string, string>();

  constructor(private readonly sessionCookie: string) {}

  of(request: FastifyRequest): string {
    const hash = this.credential(request);
    const user = hash === null ? undefined : this.users.get(hash);
    return user === undefined ? `address:${networkOf(request.ip)}` : `user:${user}`;
  }

  /** Whether the same cookie or key brought a user before. */
  isKnown(request: FastifyRequest): boolean {
    const hash = this.credential(request);
    return hash !== null && this.users.has(hash);
  }

  /** To be told of every request that is answered. */
  remember(request: FastifyRequest): void {
    const user = request.access?.viewer?.userId;
    const hash = user === undefined ? null : this.credential(request);
    if (user === undefined || hash === null) return;
    this.users.delete(hash);
    this.users.set(hash, user);
    if (this.users.size <= KEPT) return;
    const [oldest] = this.users.keys();
    if (oldest !== undefined) this.users.delete(oldest);
  }

  private credential(request: FastifyRequest): string | null {
    const came = request.headers.authorization ?? request.cookies?.[this.sessionCookie];
    return came === undefined ? null : createHash('sha256').update(came).digest('base64url');
  }
}
