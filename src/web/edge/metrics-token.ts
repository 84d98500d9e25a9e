import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const shown = new WeakSet<FastifyRequest>();

/** Whether a request for the metrics brought the token that the settings name. */
export function showedMetricsToken(request: FastifyRequest): boolean {
  return shown.has(request);
}

/** Looks at the token of a request for the metrics, and takes it away, so that nobody takes it for a key of somebody. */
export function takeMetricsToken(server: FastifyInstance, token: string | null): void {
  if (token === null) return;
  const right = hashOf(token);
  server.addHook('onRequest', (request, _, done) => {
    const { authorization } = request.headers;
    if (authorization !== undefined && request.url === '/metrics') {
      const given = /^bearer +(\S+)$/i.exec(authorization)?.[1];
      if (given !== undefined && timingSafeEqual(hashOf(given), right)) {
        shown.add(request);
        delete request.headers.authorization;
      }
    }
    done();
  });
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
