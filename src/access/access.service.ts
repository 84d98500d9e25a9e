import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Env } from '../shared/env.js';
import { UnauthenticatedError } from '../shared/errors.js';
import { ENV } from '../shared/tokens.js';
import { becomeUser } from './audit/request-actor.js';
import { dropCookie, readCookie, sessionCookie, stepCookie, visitorCookie, writeCookie } from './cookies.js';
import { csrfFits, csrfToken } from './csrf.js';
import { InstanceSettings } from './instance/instance-settings.js';
import { type NewSession, SessionsService, type SignInFrom, type SignInOutcome } from './sessions.service.js';
import { SignInSteps } from './two-factor/sign-in-steps.js';
import type { UserView } from './users.service.js';
import type { RequestAccess, Viewer } from './viewer.js';

/** A session just begun: who it is, and the token for changes. */
export interface SignedIn {
  viewer: Viewer;
  csrf: string;
}

/** Between HTTP and the sessions: who is behind a request, and what cookies an answer sets. */
@Injectable()
export class AccessService {
  private readonly sessionName: string;
  private readonly visitorName: string;
  private readonly stepName: string;

  constructor(
    private readonly sessions: SessionsService,
    private readonly steps: SignInSteps,
    private readonly settings: InstanceSettings,
    @Inject(ENV) private readonly env: Env,
  ) {
    this.sessionName = sessionCookie(env.secureCookies);
    this.visitorName = visitorCookie(env.secureCookies);
    this.stepName = stepCookie('langkah', env.secureCookies);
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

  /**
   * The first step of a sign-in: a session, or null when the code is still to come (its step goes into a cookie).
   * Throws as `SessionsService.signIn` does.
   */
  async signIn(
    request: FastifyRequest,
    reply: FastifyReply,
    input: { username: string; password: string },
  ): Promise<SignedIn | null> {
    return this.continue(request, reply, await this.sessions.signIn({ ...input, ...this.from(request) }));
  }

  /** The second step, for the browser whose cookie holds the first. */
  async signInWithCode(request: FastifyRequest, reply: FastifyReply, code: string): Promise<SignedIn> {
    const token = readCookie(request, this.stepName) ?? '';
    return this.enter(request, reply, await this.sessions.signInWithCode({ token, code, ...this.from(request) }));
  }

  /** Both steps at once, for programs. Without the code that is asked for: 'access.second-factor-required'. */
  async signInAtOnce(
    request: FastifyRequest,
    reply: FastifyReply,
    input: { username: string; password: string; code?: string },
  ): Promise<SignedIn> {
    const { code, ...password } = input;
    const from = this.from(request);
    const outcome = await this.sessions.signIn({ ...password, ...from });
    if (outcome.kind === 'session') return this.enter(request, reply, outcome.session);
    const { token } = outcome;
    try {
      if (code === undefined)
        throw new UnauthenticatedError(
          'access.second-factor-required',
          'Akun ini memakai verifikasi dua langkah: kirim juga kode dari aplikasi sebagai "code".',
        );
      return this.enter(request, reply, await this.sessions.signInWithCode({ token, code, ...from }));
    } finally {
      await this.steps.close(token);
    }
  }

  /** For somebody whom another provider vouches for; null when the code is still to come. */
  async signInVouched(request: FastifyRequest, reply: FastifyReply, user: UserView): Promise<SignedIn | null> {
    return this.continue(request, reply, await this.sessions.signInVouched(user, this.from(request)));
  }

  /** Whether the browser is between password and code. */
  async isHalfWay(request: FastifyRequest): Promise<boolean> {
    const token = readCookie(request, this.stepName);
    return token !== null && (await this.steps.find(token)) !== null;
  }

  /** A new session for the same person: after a change of password, which ended all of them. */
  async renew(request: FastifyRequest, reply: FastifyReply, user: UserView): Promise<SignedIn> {
    return this.enter(request, reply, await this.sessions.begin(user, request.headers['user-agent']));
  }

  async signOut(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const token = readCookie(request, this.sessionName);
    if (token) await this.sessions.end(token);
    dropCookie(reply, this.sessionName, this.env.secureCookies);
  }

  private from(request: FastifyRequest): SignInFrom {
    const replaces = readCookie(request, this.sessionName);
    return { address: request.ip, userAgent: request.headers['user-agent'], replaces };
  }

  private continue(request: FastifyRequest, reply: FastifyReply, outcome: SignInOutcome): SignedIn | null {
    if (outcome.kind === 'session') return this.enter(request, reply, outcome.session);
    writeCookie(reply, this.stepName, outcome.token, this.env.secureCookies);
    return null;
  }

  private enter(request: FastifyRequest, reply: FastifyReply, session: NewSession): SignedIn {
    if (readCookie(request, this.stepName)) dropCookie(reply, this.stepName, this.env.secureCookies);
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
