import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A token for forms, made new each time from the session's secret: the secret itself never stands in a page, so that
 * compression cannot be made to leak it (BREACH).
 */
export function csrfToken(secret: string): string {
  const nonce = randomBytes(12).toString('base64url');
  return `${nonce}.${sign(secret, nonce)}`;
}

export function csrfFits(secret: string, token: unknown): boolean {
  if (typeof token !== 'string' || token.length > 200) return false;
  const [nonce, signature, ...rest] = token.split('.');
  if (!nonce || !signature || rest.length > 0) return false;
  const given = Buffer.from(signature);
  const right = Buffer.from(sign(secret, nonce));
  return given.length === right.length && timingSafeEqual(given, right);
}

function sign(secret: string, nonce: string): string {
  return createHmac('sha256', secret).update(nonce).digest('base64url');
}

/** What the browser says about where a request comes from. */
export interface RequestOrigin {
  /** Header Origin. */
  origin: string | undefined;
  /** Header Sec-Fetch-Site. */
  fetchSite: string | undefined;
  /** Host that the request was sent to, with its port. */
  host: string;
  /** Address under which the service is published, when it is set. */
  publicUrl: string | null;
}

/** False when a browser says that another site made the request. Programs, which say nothing, pass. */
export function isSameOrigin({ origin, fetchSite, host, publicUrl }: RequestOrigin): boolean {
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') return false;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false; // 'null': a sandboxed frame or a local file
  const from = new URL(origin);
  return from.host === host || (publicUrl !== null && from.origin === new URL(publicUrl).origin);
}
