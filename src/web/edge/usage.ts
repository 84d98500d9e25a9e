import type { FastifyReply, FastifyRequest } from 'fastify';
import { clientOf, type UsageCounter } from '../../etalase/usage/usage-counter.js';
import type { UsageChannel, UsageSubject } from '../../etalase/usage/usage.js';
import { routeOf } from '../metrics.js';

/** Which routes are a look at one place or one product, and which parameter names it. */
const LOOKS: Readonly<Record<string, readonly [subject: UsageSubject, channel: UsageChannel, parameter: string]>> = {
  '/api/v1/wisata/:kode': ['wisata', 'api', 'kode'],
  '/api/v1/wisata/:kode/etalase': ['wisata', 'api', 'kode'],
  '/wisata/:kode': ['wisata', 'halaman', 'kode'],
  '/wisata/:kode/bingkai': ['wisata', 'halaman', 'kode'],
  '/api/v1/products/:id': ['produk', 'api', 'id'],
  '/katalog/:key': ['produk', 'halaman', 'key'],
};

/**
 * Counts a look at a place or product once it was answered: of strangers and of API keys. Whoever is signed in looks after
 * them and is not counted. Neither address nor browser is read.
 */
export function countLook(counter: UsageCounter, request: FastifyRequest, reply: FastifyReply): void {
  if (request.method !== 'GET' || (reply.statusCode !== 200 && reply.statusCode !== 304)) return;
  const look = LOOKS[routeOf(request)];
  if (!look) return;
  // The rest of a listing whose beginning was counted already.
  if ((request.query as Readonly<Record<string, unknown>>)['semua'] === '1') return;
  const viewer = request.access?.viewer;
  if (viewer && !viewer.key) return;
  const [subject, channel, parameter] = look;
  const told = (request.params as Readonly<Record<string, unknown>>)[parameter];
  // The address of a product begins with its number: '12-tenun-ikat'.
  const key = typeof told === 'string' ? (subject === 'produk' ? /^\d{1,18}/.exec(told)?.[0] : told) : undefined;
  if (key !== undefined && key.length <= 60)
    counter.count({ subject, key, channel, client: clientOf(viewer?.key?.id) }, reply.statusCode === 304);
}
