import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Env } from '../shared/env.js';
import { ENV } from '../shared/tokens.js';
import { becomeUser } from './audit/request-actor.js';
import { dropCookie, readCookie, sessionCookie, visitorCookie, writeCookie } from './cookies.js';
import { csrfFits, csrfToken } from './csrf.js';
import { InstanceSettings } from './instance/instance-settings.js';
import { type NewSession, SessionsService } from './sessions.service.js';
import type { UserView } from './users.service.js';
import type { RequestAccess, Viewer } from './viewer.js';

/** Between HTTP and the sessions: who is behind a request, and what cookies an answer sets. */
@Injectable()
export class AccessService {
  private readonly sessionName: string;
  private readonly visitorName: string;

  constructor(
    private readonly sessions: SessionsService,
    private readonly settings: InstanceSettings,
    @Inject(ENV) private readonly env: Env,
  ) {
    this.sessionName = sessionCookie(env.secureCookies);
    this.visitorName = visitorCookie(env.secureCookies);
  }

  /** Finds out who is behind the request and keeps it on `request.access`; once a request. */
  async identify(request: FastifyRequest, reply: FastifyReply): Promise<RequestAccess> {
    if (request.access) return request.access;
    const token = readCookie(request, this.sessionName);
    const found = token ? await this.sessions.find(token) : null;
    if (found) reply.header('cache-control', 'private, no-store');
    if (found) becomeUser({ ...found.viewer, id: found.viewer.userId });
    const instance = await this.settings.get();
    request.access = this.accessFor(request, reply, instance, found);
    return request.access;
  }

  /** Whether a request brings the token of the session (or of the visitor) that its cookie names. */
  tokenFits(request: FastifyRequest, token: unknown): boolean {
    const secret = request.access?.csrfSecret ?? readCookie(request, this.visitorName);
    return secret !== null && csrfFits(secret, token);
  }

  async signIn(
    request: FastifyRequest,
    reply: FastifyReply,
    input: { username: string; password: string },
  ): Promise<{ viewer: Viewer; csrf: string }> {
    const session = await this.sessions.signIn({
      ...input,
      address: request.ip,
      userAgent: request.headers['user-agent'],
      replaces: readCookie(request, this.sessionName),
    });
    return this.enter(request, reply, session);
  }

  /** A new session for the same person: after a change of password, which ended all of them. */
  async renew(request: FastifyRequest, reply: FastifyReply, user: UserView): Promise<{ viewer: Viewer; csrf: string }> {
    return this.enter(request, reply, await this.sessions.begin(user, request.headers['user-agent']));
  }

  async signOut(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const token = readCookie(request, this.sessionName);
    if (token) await this.sessions.end(token);
    dropCookie(reply, this.sessionName, this.env.secureCookies);
  }

  private enter(request: FastifyRequest, reply: FastifyReply, session: NewSession): { viewer: Viewer; csrf: string } {
    writeCookie(reply, this.sessionName, session.token, this.env.secureCookies);
    dropCookie(reply, this.visitorName, this.env.secureCookies);
    if (request.access) request.access = this.accessFor(request, reply, request.access.instance, session);
    return { viewer: session.viewer, csrf: csrfToken(session.csrfSecret) };
  }

  private accessFor(
    request: FastifyRequest,
    reply: FastifyReply,
    instance: RequestAccess['instance'],
    session: { viewer: Viewer; csrfSecret: string } | null,
  ): RequestAccess {
    const visitorSecret = (): string => this.visitorSecret(request, reply);
    return {
      viewer: session?.viewer ?? null,
      csrfSecret: session?.csrfSecret ?? null,
      instance,
      /** Asked for by pages with forms only: a visitor who merely reads gets no cookie. */
      get csrf() {
        return csrfToken(session?.csrfSecret ?? visitorSecret());
      },
    };
  }

  private visitorSecret(request: FastifyRequest, reply: FastifyReply): string {
    const known = readCookie(request, this.visitorName);
    if (known && /^[\w-]{20,100}$/.test(known)) return known;
    const secret = randomBytes(32).toString('base64url');
    request.cookies[this.visitorName] = secret;
    writeCookie(reply, this.visitorName, secret, this.env.secureCookies);
    return secret;
  }
}
