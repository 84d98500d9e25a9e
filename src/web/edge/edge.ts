import type { FastifyInstance } from 'fastify';
import type { DataSource } from 'typeorm';
import { sessionCookie } from '../../access/cookies.js';
import type { Env } from '../../shared/env.js';
import { type BodyTimes, watchBodies } from './bodies.js';
import { takeMetricsToken } from './metrics-token.js';
import { refuseWhenBusy } from './queue.js';
import { limitRates } from './rate-limits.js';
import { refuseUnstorable } from './unstorable.js';

/** Times of the HTTP server itself, in milliseconds. */
export const SERVER_TIMES = {
  /** For the head of a request, from the connection's first moment. */
  headersTimeout: 20_000,
  connectionsCheckingInterval: 5000,
} as const;

/** A connection on which nothing moves in either direction; longer than the longest query may take. */
export const CONNECTION_TIMEOUT_MS = 660_000;
export const KEEP_ALIVE_MS = 72_000;

/** What stands before every route, in the order in which a request meets it. Comes behind the cookies' plugin. */
export async function standBefore(
  server: FastifyInstance,
  source: DataSource,
  env: Env,
  times?: BodyTimes,
): Promise<void> {
  takeMetricsToken(server, env.metricsToken);
  await limitRates(server, sessionCookie(env.secureCookies), env.rateLimitPercent);
  watchBodies(server, env.uploadLimitBytes, times);
  refuseWhenBusy(server, source, env.queueLimit);
  refuseUnstorable(server);
}
