import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** What the next sign-in at the stand-in says, and what it gets wrong. */
export interface NextAnswer {
  subject: string;
  claims?: Record<string, unknown>;
  /** Answered at the userinfo address only. */
  userinfo?: Record<string, unknown>;
  state?: string;
  nonce?: string;
  audience?: string;
  issuer?: string;
  /** Seconds from now; negative = over. */
  expiresIn?: number;
  /** Signed by a key that the provider does not publish. */
  strangeKey?: boolean;
  /** Instead of a code: the error that the person gets. */
  error?: string;
}

interface Issued {
  challenge: string;
  nonce: string;
  redirectUri: string;
  answer: NextAnswer;
}

export const CLIENT_ID = 'lokapasar';
export const CLIENT_SECRET = 'rahasia-klien-contoh';

/** Somebody else's server: an OpenID provider that lets everybody in at once and checks what a strict one checks. */
export class StandInProvider {
  next: NextAnswer = { subject: 'tanpa-nama' };
  /** Why it refused tokens, in order. */
  readonly refusals: string[] = [];
  private readonly codes = new Map<string, Issued>();
  private readonly bearers = new Map<string, NextAnswer>();

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    private readonly keys: Awaited<ReturnType<typeof generateKeyPair>>,
    private readonly strange: Awaited<ReturnType<typeof generateKeyPair>>,
  ) {}

  static async start(): Promise<StandInProvider> {
    const server = createServer();
    const provider = new StandInProvider(server, await generateKeyPair('RS256'), await generateKeyPair('RS256'));
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      provider.answer(request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return provider;
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.issuer);
    const json = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (url.pathname === '/.well-known/openid-configuration')
      return json(200, {
        issuer: this.issuer,
        authorization_endpoint: `${this.issuer}/authorize`,
        token_endpoint: `${this.issuer}/token`,
        userinfo_endpoint: `${this.issuer}/userinfo`,
        jwks_uri: `${this.issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        code_challenge_methods_supported: ['S256'],
      });
    if (url.pathname === '/jwks')
      return json(200, { keys: [{ ...(await exportJWK(this.keys.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }] });
    if (url.pathname === '/userinfo') {
      const answer = this.bearers.get(String(request.headers.authorization).replace(/^Bearer /, ''));
      return answer ? json(200, { sub: answer.subject, ...answer.userinfo }) : json(401, {});
    }
    if (url.pathname === '/authorize') return this.authorize(url, response);
    if (url.pathname === '/token') return this.token(request, json);
    json(404, {});
  }

  private authorize(url: URL, response: ServerResponse): void {
    const asked = (name: string): string => url.searchParams.get(name) ?? '';
    const back = new URL(asked('redirect_uri'));
    back.searchParams.set('state', this.next.state ?? asked('state'));
    if (this.next.error) back.searchParams.set('error', this.next.error);
    else if (asked('code_challenge_method') !== 'S256' || asked('client_id') !== CLIENT_ID)
      back.searchParams.set('error', 'invalid_request');
    else {
      const code = randomBytes(16).toString('hex');
      const [challenge, nonce] = [asked('code_challenge'), asked('nonce')];
      this.codes.set(code, { challenge, nonce, redirectUri: asked('redirect_uri'), answer: this.next });
      back.searchParams.set('code', code);
    }
    response.writeHead(302, { location: back.href }).end();
  }

  private async token(request: IncomingMessage, json: (status: number, body: unknown) => void): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const form = new URLSearchParams(Buffer.concat(parts).toString('utf8'));
    const refuse = (why: string): void => {
      this.refusals.push(why);
      json(400, { error: 'invalid_grant', error_description: why });
    };
    // Name and secret are form-encoded before they go into the header (RFC 6749, 2.3.1).
    const basic = String(request.headers.authorization).replace(/^Basic /, '');
    const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':');
    if (decodeURIComponent(id) !== CLIENT_ID || decodeURIComponent(secret) !== CLIENT_SECRET) return refuse('client');
    const code = form.get('code') ?? '';
    const issued = this.codes.get(code);
    this.codes.delete(code); // good once
    if (!issued) return refuse('code');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (challenge !== issued.challenge) return refuse('pkce');
    if (form.get('redirect_uri') !== issued.redirectUri) return refuse('redirect');
    const { answer } = issued;
    const bearer = randomBytes(16).toString('hex');
    this.bearers.set(bearer, answer);
    const now = Math.floor(Date.now() / 1000);
    const payload: JWTPayload = {
      iss: answer.issuer ?? this.issuer,
      sub: answer.subject,
      aud: answer.audience ?? CLIENT_ID,
      iat: now - 10,
      exp: now + (answer.expiresIn ?? 300),
      nonce: answer.nonce ?? issued.nonce,
      ...answer.claims,
    };
    const key = answer.strangeKey ? this.strange.privateKey : this.keys.privateKey;
    const idToken = await new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'k1' }).sign(key);
    json(200, { access_token: bearer, token_type: 'Bearer', expires_in: 300, id_token: idToken });
  }
}
