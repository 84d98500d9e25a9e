import { Inject, Injectable, Logger } from '@nestjs/common';
import * as client from 'openid-client';
import type { Env, OidcSettings } from '../../shared/env.js';
import { ForbiddenError, UpstreamError } from '../../shared/errors.js';
import { KeyRing } from '../../shared/keyring.js';
import { ENV } from '../../shared/tokens.js';
import { openText, sealText } from '../sealed-text.js';
import { SignInClock } from '../sign-in-clock.js';

/** Longest wait for one answer of the provider, in seconds. */
const PATIENCE_S = 5;
/** What the provider says of itself is asked for again after this time. */
const FRESH_MS = 60 * 60_000;
/** Longest stay at the provider between leaving and coming back. */
const JOURNEY_MS = 10 * 60_000;
const LABEL = 'oidc-journey';

/** Path that the provider leads back to; registered there as PUBLIC_URL + this. */
export const OIDC_RETURN_PATH = '/masuk/sso/kembali';

/** What travels in a sealed cookie while a person is at the provider. */
interface Journey {
  state: string;
  nonce: string;
  verifier: string;
  /** Page that was asked for before the sign-in; null = none. */
  next: string | null;
  /** Milliseconds since 1970. */
  until: number;
}

/** Whom the provider vouches for. */
export interface Vouched {
  issuer: string;
  subject: string;
  claims: Readonly<Record<string, unknown>>;
  next: string | null;
}

/** The province's single sign-on (OpenID Connect, code flow with PKCE). Asked for when the first person wants in. */
@Injectable()
export class OidcProvider {
  private readonly log = new Logger(OidcProvider.name);
  private known: { config: client.Configuration; until: number } | null = null;

  constructor(
    private readonly keys: KeyRing,
    private readonly clock: SignInClock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** What the provider is called on the button; null = there is none. */
  get name(): string | null {
    return this.env.oidc?.name ?? null;
  }

  /** Where to send the browser, and what it must bring back in a cookie. Throws `UpstreamError`. */
  async depart(next: string | null): Promise<{ address: string; journey: string }> {
    const config = await this.configuration();
    const state = client.randomState();
    const nonce = client.randomNonce();
    const verifier = client.randomPKCECodeVerifier();
    const address = client.buildAuthorizationUrl(config, {
      redirect_uri: this.ownAddress(OIDC_RETURN_PATH).href,
      scope: 'openid profile',
      response_type: 'code',
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const journey: Journey = { state, nonce, verifier, next, until: this.clock.now().getTime() + JOURNEY_MS };
    return { address: address.href, journey: sealText(this.keys, JSON.stringify(journey), LABEL) };
  }

  /**
   * Whom the provider vouches for, by the address that it led back to and the cookie of the departure. Throws
   * `ForbiddenError` when either cannot be believed or the provider refused, `UpstreamError` when it does not answer.
   */
  async arrive(url: string, cookie: string | null): Promise<Vouched> {
    const journey = this.openJourney(cookie);
    if (!journey)
      throw new ForbiddenError(
        'access.sso-journey-unknown',
        'Masuk ini tidak dimulai dari peramban ini, atau sudah terlalu lama. Mulai lagi dari halaman masuk.',
      );
    const config = await this.configuration();
    try {
      const tokens = await client.authorizationCodeGrant(config, this.ownAddress(url), {
        expectedState: journey.state,
        expectedNonce: journey.nonce,
        pkceCodeVerifier: journey.verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error('There is no ID token');
      return {
        issuer: claims.iss,
        subject: claims.sub,
        claims: await this.completed(config, claims, tokens.access_token),
        next: journey.next,
      };
    } catch (error) {
      throw this.explained(error);
    }
  }

  /** Some providers tell groups and roles on asking only. */
  private async completed(
    config: client.Configuration,
    claims: client.IDToken,
    accessToken: string,
  ): Promise<Record<string, unknown>> {
    const { roleClaim, usernameClaim } = this.settings();
    const complete = [roleClaim, usernameClaim].every((name) => claimAt(claims, name) !== undefined);
    if (complete || !config.serverMetadata().userinfo_endpoint) return { ...claims };
    return { ...(await client.fetchUserInfo(config, accessToken, claims.sub)), ...claims };
  }

  private async configuration(): Promise<client.Configuration> {
    const now = this.clock.now().getTime();
    if (this.known && this.known.until > now) return this.known.config;
    const { issuer, clientId, clientSecret } = this.settings();
    try {
      const config = await client.discovery(new URL(issuer), clientId, undefined, clientAuth(clientSecret), {
        timeout: PATIENCE_S,
        execute: issuer.startsWith('http:') ? [client.allowInsecureRequests] : [],
      });
      // The signature is checked although the token comes straight from the provider: a proxy may stand between.
      client.enableNonRepudiationChecks(config);
      this.known = { config, until: now + FRESH_MS };
      return config;
    } catch (error) {
      this.log.warn(`The OIDC provider cannot be used (${codeOf(error)})`);
      throw this.unreachable();
    }
  }

  /** Codes only: the messages and causes of the library hold tokens and claims. */
  private explained(error: unknown): Error {
    this.log.warn(`A sign-in by OIDC was refused (${codeOf(error)})`);
    if (isUnreachable(error)) return this.unreachable();
    if (error instanceof client.AuthorizationResponseError)
      return new ForbiddenError(
        'access.sso-refused',
        `${capital(this.settings().name)} tidak mengizinkan masuk, atau Anda membatalkannya. Coba lagi, atau tanyakan kepada pengelolanya.`,
      );
    return new ForbiddenError(
      'access.sso-not-believed',
      `Jawaban ${this.settings().name} tidak dapat dipercaya, jadi Anda belum masuk. Mulai lagi dari halaman masuk; bila terulang, sampaikan kepada administrator.`,
    );
  }

  private unreachable(): UpstreamError {
    return new UpstreamError(
      'access.sso-unreachable',
      `${capital(this.settings().name)} tidak dapat dihubungi. Coba lagi sebentar lagi; akun yang punya kata sandi di sini tetap dapat masuk.`,
    );
  }

  private openJourney(cookie: string | null): Journey | null {
    if (!cookie) return null;
    try {
      const journey = JSON.parse(openText(this.keys, cookie, LABEL)) as Journey;
      return journey.until > this.clock.now().getTime() ? journey : null;
    } catch {
      return null;
    }
  }

  private settings(): OidcSettings {
    if (!this.env.oidc) throw new Error('There is no OIDC provider');
    return this.env.oidc;
  }

  /** Under PUBLIC_URL, never under the Host of a request. */
  private ownAddress(path: string): URL {
    return new URL(`${(this.env.publicUrl ?? '').replace(/\/+$/, '')}${path}`);
  }
}

/** The value of a claim; a name with dots that is no claim itself is a path into nested ones. */
export function claimAt(claims: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name
    .split('.')
    .reduce<unknown>(
      (held, key) =>
        typeof held === 'object' && held !== null && Object.hasOwn(held, key) ? Reflect.get(held, key) : undefined,
      claims,
    );
}

/** The way that the provider takes the secret in; by its own standard a header, unless it says otherwise. */
function clientAuth(secret: string | null): client.ClientAuth {
  if (secret === null) return client.None();
  const [basic, post] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)];
  return (server, metadata, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const chosen = !methods.includes('client_secret_basic') && methods.includes('client_secret_post') ? post : basic;
    chosen(server, metadata, body, headers);
  };
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code);
  return error instanceof Error ? error.name : 'unknown';
}

function isUnreachable(error: unknown): boolean {
  const code = codeOf(error);
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') return true;
  // By name: the error comes from the runtime's own fetch.
  for (let one = error; typeof one === 'object' && one !== null; one = 'cause' in one ? one.cause : null)
    if ('message' in one && one.message === 'fetch failed') return true;
  return false;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
