import type { FastifyRequest } from 'fastify';

/** What kind of work a request asks for; limits go by it. `free` is never limited, `open` is what strangers' programs read. */
export type RouteClass = 'free' | 'sign-in' | 'change' | 'read' | 'open' | 'export' | 'upload';

/** Where files of hundreds of megabytes come in. */
const LARGE_UPLOADS = new Set(['/impor', '/api/v1/imports']);
const SIGN_IN = /^\/(?:masuk(?:\/|$)|daftar$|api\/v1\/session(?:\/|$))/;
/** Answers that are made to be kept: files, and the archived originals. */
const EXPORT = /(?:\.(?:csv|xlsx|pdf|zip|json|ndjson|xml|parquet)|\/(?:file|berkas|asli|unduh))$/;
/** Tourism places and what they show. Under the same beginning stands what only staff read (the duty). */
const OPEN = /^\/api\/v1\/(?:wisata(?:\/|$)|etalase$)/;
const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The parts of a request that its class is told by. */
export interface Asked {
  method: string;
  /** With or without its query. */
  url: string;
  contentType?: string | undefined;
}

/** Path of an address without its query. */
export function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '/';
}

/** Whether an address is one that the web pages and programs of others may read. */
export function isOpenRead(url: string): boolean {
  return OPEN.test(pathOf(url));
}

/** The class of a request of the server's; several hooks ask for it, it is found out once. */
export function classOf(request: FastifyRequest): RouteClass {
  const known = request as FastifyRequest & { [CLASS]?: RouteClass };
  return (known[CLASS] ??= routeClass({
    method: request.method,
    url: request.url,
    contentType: request.headers['content-type'],
  }));
}

const CLASS = Symbol('routeClass');

export function routeClass({ method, url, contentType }: Asked): RouteClass {
  const path = pathOf(url);
  if (isFree(path)) return 'free';
  if (READS.has(method)) return OPEN.test(path) ? 'open' : EXPORT.test(path) ? 'export' : 'read';
  if (contentType?.trim().toLowerCase().startsWith('multipart/')) return 'upload';
  return method === 'POST' && SIGN_IN.test(path) ? 'sign-in' : 'change';
}

/** Assets, health and metrics: cheap, asked for by machines, and answered however busy the rest is. */
function isFree(path: string): boolean {
  return (
    path.startsWith('/assets/') ||
    path.startsWith('/health/') ||
    path === '/metrics' ||
    path === '/favicon.ico' ||
    path === '/api/docs' ||
    path.startsWith('/api/docs/') ||
    path.startsWith('/api/docs-')
  );
}

/** The most bytes that the body of a request may have. */
export function bodyLimit(asked: Asked, uploadLimitBytes: number): number {
  if (routeClass(asked) !== 'upload') return SMALL_BODY;
  // Several files may come in one request, and each has its own limit where it is read.
  return LARGE_UPLOADS.has(pathOf(asked.url)) ? uploadLimitBytes * FILES_AT_ONCE + SMALL_BODY : LIST_BODY;
}

const MEBIBYTE = 1024 * 1024;
/** Forms and JSON. */
export const SMALL_BODY = MEBIBYTE;
/** Lists that a bureau keeps by hand, of which a file may have 5 MB. */
const LIST_BODY = 16 * MEBIBYTE;
/** A year of monthly files fits; each of them stays below the limit of one file. */
const FILES_AT_ONCE = 4;
