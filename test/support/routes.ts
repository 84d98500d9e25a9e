import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

/**
 * Every route that the server answers, as 'GET /belanja/paket/:id': Nest's controllers and what was registered past them
 * (stylesheets, the API's description). HEAD goes with GET and is left out.
 */
export function routesOf(app: NestFastifyApplication): string[] {
  const server = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const found: string[] = [];
  const above: string[] = [];
  for (const line of server.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent, rest] = /^([│ ]*)[├└]── (.*)$/.exec(line) ?? [];
    if (indent === undefined || rest === undefined) continue;
    const [, part = '', methods] = /^(.*?)(?: \(([A-Z, ]+)\))?$/.exec(rest) ?? [];
    const depth = indent.length / 4;
    above.length = depth;
    above[depth] = part;
    for (const method of methods?.split(', ') ?? []) {
      // Each build of the stylesheet has an address of its own.
      const path = above.join('').replace(/\.[0-9a-f]{8,}\.(css|js)$/, '.:hash.$1');
      if (method !== 'HEAD') found.push(`${method} ${path}`);
    }
  }
  return found.sort();
}
