import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Cookie of the session. `__Host-` binds it to this very host, which browsers allow with Secure only. */
export function sessionCookie(secure: boolean): string {
  return secure ? '__Host-lokapasar_sesi' : 'lokapasar_sesi';
}

/** Cookie of somebody who is about to sign in: the secret of that form's token. */
export function visitorCookie(secure: boolean): string {
  return secure ? '__Host-lokapasar_tamu' : 'lokapasar_tamu';
}

/**
 * Cookies of a way into the service, each good for one step of it and for nothing else: 'langkah' = the password was
 * right and the code is still to come, 'sso' = sent to the provider, 'atur-ulang' = came by a reset link.
 */
export function stepCookie(step: 'langkah' | 'sso' | 'atur-ulang', secure: boolean): string {
  return `${secure ? '__Host-' : ''}lokapasar_${step}`;
}

export function readCookie(request: FastifyRequest, name: string): string | null {
  return request.cookies?.[name] ?? null;
}

/** No Max-Age: it goes with the browser; how long the session lasts is up to the database. */
export function writeCookie(reply: FastifyReply, name: string, value: string, secure: boolean): void {
  reply.setCookie(name, value, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}

export function dropCookie(reply: FastifyReply, name: string, secure: boolean): void {
  reply.clearCookie(name, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}
