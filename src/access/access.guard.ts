import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Env } from '../shared/env.js';
import { ForbiddenError, UnauthenticatedError } from '../shared/errors.js';
import { ENV } from '../shared/tokens.js';
import { AccessService } from './access.service.js';
import { ALLOW, ALLOW_FIRST, ALLOW_KEY, ALLOW_SECOND, ALLOW_UNASKED, type Allowance } from './allow.js';
import { KeyDoor } from './api-keys/key-door.js';
import { isSameOrigin } from './csrf.js';
import { holds, type Viewer } from './viewer.js';

/** Name of the token among the fields of a form or the parameters of an address. */
const FIELD = '_csrf';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What decorators say of a handler. */
interface Declared {
  allowance: Allowance | undefined;
  unasked: boolean;
  beforeAll: boolean;
  beforeTwoFactor: boolean;
  byKey: boolean;
}

/** Stands before every route: who asks, whether the request is really theirs, and whether they may. */
@Injectable()
export class AccessGuard implements CanActivate {
  /** By class and then by handler: classes that extend one share its handlers, and each says for itself who may. */
  private readonly declared = new Map<unknown, Map<unknown, Declared>>();

  constructor(
    private readonly reflector: Reflector,
    private readonly access: AccessService,
    private readonly keys: KeyDoor,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const { allowance, unasked, beforeAll, beforeTwoFactor, byKey: openToKeys } = this.declaredOn(context);
    // The app does not start with such a route; should one appear later, it is nobody's.
    if (allowance === undefined)
      throw new ForbiddenError('access.undeclared', 'Alamat ini tidak dibuka untuk siapa pun.');

    if (unasked && allowance === 'public') return true;

    const reply = http.getResponse<FastifyReply>();
    // A key stands for itself: beside it no cookie is looked at, and nothing that a browser sends by itself counts.
    const byKey = await this.keys.identify(request, reply);
    if (byKey) request.access = byKey;
    const { viewer } = byKey ?? (await this.access.identify(request, reply));
    if (!viewer && allowance !== 'public')
      throw new UnauthenticatedError('access.sign-in-required', 'Masuk dahulu untuk membuka alamat ini.');
    if (!READS.has(request.method) && !viewer?.key) this.requireOwnRequest(request, viewer);
    if (!viewer || allowance === 'public') return true;
    if (viewer.mustChangePassword && !beforeAll)
      throw new ForbiddenError(
        'access.password-change-required',
        'Ganti kata sandi pertama Anda dahulu; setelah itu semua halaman terbuka.',
      );
    if (viewer.mustSetUpTotp && !beforeAll && !beforeTwoFactor)
      throw new ForbiddenError(
        'access.second-factor-set-up-required',
        'Aktifkan verifikasi dua langkah dahulu; setelah itu semua halaman terbuka.',
      );
    if (allowance === 'signed-in' && viewer.key && !openToKeys)
      throw new ForbiddenError(
        'api-key.people-only',
        'Alamat ini hanya untuk orang yang masuk dengan kata sandi, bukan untuk kunci API.',
      );
    if (allowance !== 'signed-in' && !holds(viewer, allowance))
      throw new ForbiddenError(
        'access.not-allowed',
        viewer.key ? 'Kunci API ini tidak diberi izin untuk tindakan ini.' : 'Peran Anda tidak mencakup tindakan ini.',
        { needs: allowance },
      );
    return true;
  }

  /** What stands on the handler, else on its class; looked up once for each handler of a class. */
  private declaredOn(context: ExecutionContext): Declared {
    const [owner, handler] = [context.getClass(), context.getHandler()];
    const ofOwner = this.declared.get(owner) ?? new Map<unknown, Declared>();
    const known = ofOwner.get(handler);
    if (known) return known;
    const targets = [handler, owner];
    const flag = (key: symbol): boolean => this.reflector.getAllAndOverride<boolean | undefined>(key, targets) ?? false;
    const found = {
      allowance: this.reflector.getAllAndOverride<Allowance | undefined>(ALLOW, targets),
      unasked: flag(ALLOW_UNASKED),
      beforeAll: flag(ALLOW_FIRST),
      beforeTwoFactor: flag(ALLOW_SECOND),
      byKey: flag(ALLOW_KEY),
    };
    this.declared.set(owner, ofOwner.set(handler, found));
    return found;
  }

  /** A request that changes something must come from our own page: the browser says so, and it brings our token. */
  private requireOwnRequest(request: FastifyRequest, viewer: Viewer | null): void {
    const { origin } = request.headers;
    const fetchSite = request.headers['sec-fetch-site'];
    const ours = isSameOrigin({
      origin,
      fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined,
      host: request.host,
      publicUrl: this.env.publicUrl,
    });
    if (!ours) throw refused('access.other-site', 'Permintaan ini datang dari situs lain');
    const token = takeToken(request);
    // A program without a session has nothing that another site could misuse; a visitor's form does (sign-in).
    if (!viewer && request.url.startsWith('/api/')) return;
    if (!this.access.tokenFits(request, token)) throw refused('access.csrf', 'Formulir ini sudah tidak berlaku');
  }
}

/** The token from header, form field or address, which are taken away: no DTO has to know of them. */
function takeToken(request: FastifyRequest): unknown {
  const header = request.headers['x-csrf-token'];
  const fromBody = takeFrom(request.body);
  const fromQuery = takeFrom(request.query);
  return header ?? fromBody ?? fromQuery;
}

function takeFrom(fields: unknown): unknown {
  if (typeof fields !== 'object' || fields === null || !(FIELD in fields)) return undefined;
  const token = fields[FIELD];
  delete fields[FIELD];
  return token;
}

function refused(code: string, what: string): ForbiddenError {
  return new ForbiddenError(
    code,
    `${what}, jadi tidak ada yang diubah. Kembali ke halaman sebelumnya, muat ulang, lalu kirim lagi.`,
  );
}
