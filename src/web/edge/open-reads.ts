import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isOpenRead } from './route-class.js';

/** What a script of another site may see of an answer, beside the few headers that it always sees. */
const SEEN = 'etag, link, retry-after, ratelimit-limit, ratelimit-remaining, ratelimit-reset, x-request-id';
const DAY_S = '86400';

/**
 * Lets the pages of any site read the open addresses (CORS), refusals too, and answers the question that a browser asks
 * before it sends a key or a tag. No cookie counts there: `*` keeps the browser from sending any.
 */
export function openReads(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (!isOpenRead(request.url)) return done();
    reply
      .header('access-control-allow-origin', '*')
      .header('access-control-expose-headers', SEEN)
      .header('cross-origin-resource-policy', 'cross-origin');
    if (request.method !== 'OPTIONS') return done();
    reply
      .header('access-control-allow-methods', 'GET, HEAD')
      .header('access-control-allow-headers', 'authorization, if-none-match, if-modified-since, accept-language')
      .header('access-control-max-age', DAY_S)
      .status(204)
      .send();
  });
}

/** Comes last before the routes: `known` answers what was answered before, and says whether it did. */
export function answerOpenReads(
  server: FastifyInstance,
  known: (request: FastifyRequest, reply: FastifyReply) => boolean,
): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (!isOpenRead(request.url) || !known(request, reply)) done();
  });
}
