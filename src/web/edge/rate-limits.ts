import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { TooManyRequestsError } from '../../shared/errors.js';
import { classOf, type RouteClass } from './route-class.js';
import { KnownClients } from './who.js';

/**
 * Requests a minute: per user once the session is known, per address before that. A bureau of fifty people behind one
 * address signs in and works below these; a program that runs wild does not.
 */
export const PER_MINUTE: Readonly<Record<Exclude<RouteClass, 'free'>, number>> = {
  'sign-in': 60,
  change: 300,
  read: 1200,
  open: 240,
  export: 120,
  upload: 120,
};

const MINUTE_MS = 60_000;
/** Counters that are kept at once, so that many addresses cannot fill the memory. */
const COUNTERS = 20_000;

const WHAT: Readonly<Record<Exclude<RouteClass, 'free'>, string>> = {
  'sign-in': 'percobaan masuk',
  change: 'perubahan',
  read: 'permintaan',
  open: 'permintaan',
  export: 'unduhan',
  upload: 'unggahan',
};

/**
 * Refuses with 429 what comes too fast, before anything else is done for it. The counters live in this process: of
 * several processes each allows as much. `percent` scales all limits; 0 switches them off.
 */
export async function limitRates(server: FastifyInstance, sessionCookie: string, percent: number): Promise<void> {
  if (percent === 0) return;
  const clients = new KnownClients(sessionCookie);
  const most = (kind: RouteClass): number =>
    kind === 'free' ? Infinity : Math.max(1, Math.round((PER_MINUTE[kind] * percent) / 100));
  const kindOf = (request: FastifyRequest): RouteClass => {
    const kind = classOf(request);
    // Whoever is known has a quota of their own: a key the one it was given, a person the one of all reading.
    return kind === 'open' && clients.isKnown(request) ? 'read' : kind;
  };

  await server.register(rateLimit, { global: false, cache: COUNTERS });
  const count = server.createRateLimit({
    timeWindow: MINUTE_MS,
    keyGenerator: (request) => `${kindOf(request)} ${clients.of(request)}`,
    max: (request) => most(kindOf(request)),
  });
  server.addHook('onRequest', async (request, reply) => {
    const kind = kindOf(request);
    if (kind === 'free') return;
    const counted = await count(request);
    // A program that is not refused wants to know how near it is to it.
    if (kind === 'open' && !counted.isAllowed)
      reply
        .header('ratelimit-limit', String(counted.max))
        .header('ratelimit-remaining', String(counted.remaining))
        .header('ratelimit-reset', String(Math.max(1, counted.ttlInSeconds)));
    if (counted.isAllowed || !counted.isExceeded) return;
    const seconds = Math.max(1, counted.ttlInSeconds);
    throw new TooManyRequestsError(
      'request.too-many',
      `Terlalu banyak ${WHAT[kind]} dalam satu menit (paling banyak ${most(kind)}), jadi yang ini tidak dikerjakan. ` +
        `Tunggu ${seconds} detik, lalu coba lagi.`,
      { retryAfterSeconds: seconds },
    );
  });
  server.addHook('onResponse', (request, _, done) => {
    clients.remember(request);
    done();
  });
}
