import { randomUUID } from 'node:crypto';
import { isPrivate } from './shared/private-network.js';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import { type LoggerService, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import helmet from 'helmet';
import { AppModule } from './app.module.js';
import { actForRequests } from './access/audit/request-actor.js';
import { DOCS, openApiDocument, serveApiDocs } from './api-docs.js';
import type { OpenDatabase } from './database/database.module.js';
import type { Env } from './shared/env.js';
import { ASSETS } from './web/assets.js';
import { CheckedInput } from './web/edge/checked-input.js';
import { answerKnown, doubtAfterWrite } from './etalase/api/answer.js';
import { KeptBodies } from './etalase/api/kept-bodies.js';
import { UsageCounter } from './etalase/usage/usage-counter.js';
import { countLook } from './web/edge/usage.js';
import { answerOpenReads, openReads } from './web/edge/open-reads.js';
import { CONNECTION_TIMEOUT_MS, KEEP_ALIVE_MS, SERVER_TIMES, standBefore } from './web/edge/edge.js';
import { classOf, SMALL_BODY } from './web/edge/route-class.js';
import { Metrics, routeOf } from './web/metrics.js';
import { problemJson, problemOf } from './web/problem.js';

export { openApiDocument } from './api-docs.js';

const YEAR_S = 31_536_000;

/**
 * The app, ready to listen or to be asked by `inject`; used by the server, the demo and the tests alike. `beside` are
 * modules that do not belong to the house: tests plant some.
 */
export async function createApp(
  database: OpenDatabase,
  env: Env,
  beside: Type[] = [],
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    logger: loggerOptions(env),
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: refuseUnreadable,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    // Nothing here is a middleware in Express's sense.
    skipMiddie: true,
    bodyLimit: SMALL_BODY,
    http: SERVER_TIMES,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Published behind a proxy of our own network, the proxy tells the visitor's address; otherwise nobody is believed.
    // Only the nearest hop: what a visitor on the same private network writes before it is not believed.
    trustProxy: env.publicUrl ? (address: string, hop: number) => hop === 0 && isPrivate(address) : false,
    // Files are streamed by the handler; fields beside them are small.
    multipart: { limits: { fileSize: env.uploadLimitBytes, files: 50, fields: 50, fieldSize: 64 * 1024, parts: 100 } },
  });
  const server = adapter.getInstance();
  let metrics: Metrics | null = null;
  let usage: UsageCounter | null = null;
  logRequests(server, (request, reply) => {
    metrics?.answered(request, reply);
    if (usage) countLook(usage, request, reply);
  });
  actForRequests(server);
  protect(server, env);
  await server.register(cookie);
  openReads(server);
  await standBefore(server, database.source, env);
  let bodies: KeptBodies | null = null;
  answerOpenReads(server, (request, reply) => bodies !== null && answerKnown(bodies, request, reply));
  server.addHook('onSend', (request, _reply, payload, done) => {
    if (bodies) doubtAfterWrite(bodies, request);
    done(null, payload);
  });
  // The defaults take long for a large table and save little: seconds with brotli; gzip's 6 takes twice the time of its 4
  // for a page that is 2 % smaller.
  await server.register(compress, {
    threshold: 1024,
    // A page is packed in one go: for its size the streams around the packing cost more than the packing.
    syncThreshold: 128 * 1024,
    encodings: ['br', 'gzip'],
    zlibOptions: { level: 4 },
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  });
  serveAssets(server);

  const app = await NestFactory.create<NestFastifyApplication>(AppModule.use(database, env, beside), adapter, {
    abortOnError: false,
    logger: new NestLog(server.log),
    forceCloseConnections: true,
  });
  metrics = app.get(Metrics);
  usage = app.get(UsageCounter);
  app.useGlobalPipes(new CheckedInput());
  bodies = app.get(KeptBodies);
  serveApiDocs(server, () => openApiDocument(app));
  // A graceful stop ends with 0: the signal was obeyed, nothing went wrong.
  app.enableShutdownHooks([], { useProcessExit: true });
  await app.init();
  await server.ready();
  return app;
}

/** An address that cannot be read (`/%zz`) is refused before any hook of ours runs. */
function refuseUnreadable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error);
  reply
    .status(problem.status)
    .header('content-security-policy', "default-src 'none'")
    .header('x-content-type-options', 'nosniff')
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemJson(problem, request.url.split('?', 1)[0] ?? '/')));
}

/**
 * One line a request: the route's pattern and not the address, which may hold a name or a number; no query, cookies, body
 * or client. What machines ask for every few seconds stays out of the usual log.
 */
function logRequests(server: FastifyInstance, answered: (request: FastifyRequest, reply: FastifyReply) => void): void {
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    answered(request, reply);
    const { method } = request;
    const entry = { method, route: routeOf(request), status: reply.statusCode, ms: Math.round(reply.elapsedTime) };
    if (reply.statusCode >= 500) request.log.warn(entry, 'request');
    else if (classOf(request) === 'free') request.log.debug(entry, 'request');
    else request.log.info(entry, 'request');
    done();
  });
}

function loggerOptions(env: Env): object {
  return {
    level: env.logLevel,
    redact: {
      paths: [
        'req.headers.cookie',
        'req.headers.authorization',
        'req.headers["x-csrf-token"]',
        'res.headers["set-cookie"]',
      ],
      censor: '[redacted]',
    },
    serializers: {
      // An address may hold what was searched for, and the token of an upload: it stays out.
      req: (request: { method: string }) => ({ method: request.method }),
    },
  };
}

/** Headers of every answer. No inline script or style is allowed, save on the page that shows the API. */
function protect(server: FastifyInstance, env: Env): void {
  const policy = {
    defaultSrc: ["'none'"],
    baseUri: ["'none'"],
    connectSrc: ["'self'"],
    fontSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    imgSrc: ["'self'", 'data:'],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
  };
  // Made once: the plugin for Fastify puts the policy together anew for every request.
  const setHeaders = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: policy },
    // Forms of our own pages must still say where they come from (Origin: null otherwise).
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: env.secureCookies ? { maxAge: YEAR_S, includeSubDomains: false } : false,
  });
  server.addHook('onRequest', (request, reply, done) => setHeaders(request.raw, reply.raw, () => done()));
  server.addHook('onSend', (request, reply, payload, done) => {
    if (request.url === DOCS || request.url.startsWith(`${DOCS}/`)) {
      const text = String(reply.getHeader('content-security-policy') ?? '');
      reply.header('content-security-policy', text.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"));
    }
    done(null, payload);
  });
}

/** The stylesheet under an address that changes with its content. */
function serveAssets(server: FastifyInstance): void {
  for (const asset of ASSETS) {
    const etag = `"${asset.path.split('.').at(-2)}"`;
    server.get(asset.path, (request, reply) => {
      reply.header('cache-control', `public, max-age=${YEAR_S}, immutable`).header('etag', etag);
      if (request.headers['if-none-match'] === etag) return reply.status(304).send();
      reply.header('content-type', asset.type).header('vary', 'accept-encoding');
      const encoding = (['br', 'gzip'] as const).find((name) => request.headers['accept-encoding']?.includes(name));
      return encoding
        ? reply.header('content-encoding', encoding).send(asset.compressed[encoding])
        : reply.send(asset.body);
    });
  }
}

/** Nest speaks through the same log as the server. */
class NestLog implements LoggerService {
  constructor(private readonly to: FastifyBaseLogger) {}

  log(message: unknown): void {
    this.to.debug(String(message));
  }

  error(message: unknown, stack?: unknown): void {
    const { message: text, stack: from } = message instanceof Error ? message : { message: String(message), stack };
    this.to.error({ stack: typeof from === 'string' ? from : undefined }, text);
  }

  warn(message: unknown): void {
    this.to.warn(String(message));
  }

  debug(message: unknown): void {
    this.to.debug(String(message));
  }

  verbose(message: unknown): void {
    this.to.trace(String(message));
  }
}
