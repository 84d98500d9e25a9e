import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { stringify } from 'yaml';
import { sessionCookie } from './access/cookies.js';
import { withProblems } from './api-problems.js';

const VERSION = '0.1.0';
export const DOCS = '/api/docs';

/** Describes the API: everything under /api/v1 and /health. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Lokapasar OVOP')
    .setDescription(
      'Imports the government procurement feeds, marks what was bought from UMK and of OVOP products, and tells who keeps the circular. ' +
        'Amounts are decimal text, days are YYYY-MM-DD. Errors are problem details (RFC 9457) with a stable `code`. ' +
        'Sign in with POST /api/v1/session; requests that change something carry its csrfToken as header x-csrf-token. ' +
        'Programs send an API key instead: Authorization: Bearer lpk_…',
    )
    .setVersion(VERSION)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addCookieAuth(sessionCookie(false))
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', bearerFormat: 'lpk_…', description: 'API key of a program' },
      'api-key',
    )
    .addSecurityRequirements('cookie')
    .addSecurityRequirements('api-key')
    .build();
  return withProblems(
    SwaggerModule.createDocument(app, config, {
      operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}.${method}`,
    }),
  );
}

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>API · Lokapasar OVOP</title><link rel="icon" href="data:,"><link rel="stylesheet" href="${DOCS}/swagger-ui.css"></head>
<body><div id="api"></div><noscript><p>This view needs scripts. The same as a file: <a href="${DOCS}-json">JSON</a>, <a href="${DOCS}-yaml">YAML</a>.</p></noscript>
<script src="${DOCS}/swagger-ui-bundle.js"></script><script src="${DOCS}/start.js"></script></body></html>`;

/** Changes made from this page carry the token that the last sign-in answered. */
const START = `let token = '';
window.ui = SwaggerUIBundle({
  url: '${DOCS}-json',
  dom_id: '#api',
  deepLinking: true,
  validatorUrl: null,
  requestInterceptor(request) {
    if (token) request.headers['x-csrf-token'] = token;
    return request;
  },
  responseInterceptor(response) {
    token = response.body?.csrfToken ?? token;
    return response;
  },
});
`;

/** The API's description as a page, JSON and YAML. Public: it tells what there is, not what is in it. */
export function serveApiDocs(server: FastifyInstance, document: () => OpenAPIObject): void {
  // Swagger UI comes with @nestjs/swagger; its own way of serving it needs a plugin that only newer runtimes can load.
  const beside = createRequire(import.meta.url).resolve('@nestjs/swagger');
  const folder = dirname(createRequire(beside).resolve('swagger-ui-dist/package.json'));
  const kept = new Map<string, Buffer | string>();
  const once = (name: string, make: () => Buffer | string): Buffer | string => {
    const body = kept.get(name) ?? make();
    kept.set(name, body);
    return body;
  };
  const serve = (path: string, type: string, make: () => Buffer | string): void => {
    server.get(path, (_, reply) => reply.header('content-type', type).send(once(path, make)));
  };
  const file = (name: string, type: string): void => {
    server.get(`${DOCS}/${name}`, (_, reply) =>
      reply
        .header('content-type', type)
        .header('cache-control', 'public, max-age=86400')
        .send(once(name, () => readFileSync(join(folder, name)))),
    );
  };
  serve(DOCS, 'text/html; charset=utf-8', () => PAGE);
  serve(`${DOCS}/start.js`, 'text/javascript; charset=utf-8', () => START);
  serve(`${DOCS}-json`, 'application/json; charset=utf-8', () => JSON.stringify(document()));
  serve(`${DOCS}-yaml`, 'application/yaml; charset=utf-8', () => stringify(document()));
  file('swagger-ui.css', 'text/css; charset=utf-8');
  file('swagger-ui-bundle.js', 'text/javascript; charset=utf-8');
}
