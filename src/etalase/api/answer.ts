import type { FastifyReply, FastifyRequest } from 'fastify';
import { bestEncoding, type Encoding, namesOne } from '../../shared/negotiate.js';
import { isCompressed, type Kept, type KeptBodies } from './kept-bodies.js';

/** All that an answer depends on besides the data: two requests that agree in it get the same bytes. */
export function headersOf(request: FastifyRequest): string {
  const { accept, 'accept-language': language, 'accept-encoding': encoding } = request.headers;
  return `${request.url}\n${accept ?? ''}\n${language ?? ''}\n${encoding ?? ''}`;
}

/** A signed-in or keyed request is counted and named: nobody may keep its answer for others. */
export function isAnonymous(request: FastifyRequest): boolean {
  return request.headers.authorization === undefined && request.headers.cookie === undefined;
}

/** The head of an answer, 304 when the caller holds it already. Answers whether the body is still to be sent. */
function begin(request: FastifyRequest, reply: FastifyReply, kept: Kept, encoding: Encoding | null): boolean {
  reply
    .header('etag', kept.tag(encoding))
    .header('last-modified', kept.lastModified.toUTCString())
    .header('cache-control', isAnonymous(request) ? 'public, no-cache' : 'private, no-cache')
    .header('vary', 'accept, accept-language, accept-encoding')
    .header('content-language', kept.language);
  const { 'if-none-match': tags, 'if-modified-since': since } = request.headers;
  const held =
    tags !== undefined ? namesOne(tags, kept.tags) : since !== undefined && notAfter(kept.lastModified, since);
  if (held) reply.status(304);
  return !held;
}

/** HTTP days have no fractions of a second. */
function notAfter(moment: Date, since: string): boolean {
  const told = Date.parse(since);
  return !Number.isNaN(told) && Math.floor(moment.getTime() / 1000) * 1000 <= told;
}

/** Sends what is kept, in the form that the request can take. */
export async function send(
  bodies: KeptBodies,
  request: FastifyRequest,
  reply: FastifyReply,
  kept: Kept,
): Promise<FastifyReply> {
  const wanted = isCompressed(kept) ? bestEncoding(request.headers['accept-encoding']) : null;
  if (!begin(request, reply, kept, wanted)) return reply.send();
  const { bytes, encoding } = await bodies.inForm(kept, wanted);
  return sendBytes(reply, kept, bytes, encoding);
}

function sendBytes(reply: FastifyReply, kept: Kept, bytes: Buffer, encoding: Encoding | null): FastifyReply {
  for (const [name, value] of Object.entries(kept.headers ?? {})) reply.header(name, value);
  reply.header('content-type', kept.type).header('content-length', bytes.length);
  if (encoding !== null) reply.header('content-encoding', encoding);
  return reply.send(bytes);
}

/** After a request that may have changed something, before it is answered: who asks next sees what was written. */
export function doubtAfterWrite(bodies: KeptBodies, request: FastifyRequest): void {
  if (request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'OPTIONS') bodies.doubt();
}

/**
 * Answers before anything is asked of the database, when exactly this was answered before and holds still: to strangers
 * only. Rates, the log and the metrics stand around it as around every answer. False = the usual way.
 */
export function answerKnown(bodies: KeptBodies, request: FastifyRequest, reply: FastifyReply): boolean {
  if (request.method !== 'GET' || !isAnonymous(request) || !bodies.isFresh) return false;
  const kept = bodies.known(headersOf(request));
  if (!kept) return false;
  const wanted = isCompressed(kept) ? bestEncoding(request.headers['accept-encoding']) : null;
  const bytes = wanted === null ? kept.bytes : kept.encoded[wanted];
  if (!bytes) return false;
  if (begin(request, reply, kept, wanted)) sendBytes(reply, kept, bytes, wanted);
  else reply.send();
  return true;
}
