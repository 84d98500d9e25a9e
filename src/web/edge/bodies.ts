import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TooLargeError, UnsupportedTypeError } from '../../shared/errors.js';
import { problemJson, problemOf } from '../problem.js';
import { LINGER, lingeringClose } from './lingering-close.js';
import { bodyLimit, pathOf, routeClass } from './route-class.js';

/** The times within which a body has to come, in milliseconds. */
export interface BodyTimes {
  /** A form or JSON, as a whole. */
  small: number;
  /** An upload may take as long as it likes, if in this time at least `UPLOAD_BYTES` come. */
  stall: number;
  /** How often this is looked at. */
  look: number;
}

export const BODY_TIMES: BodyTimes = { small: 30_000, stall: 60_000, look: 2000 };

/** A line on which less than this comes in a minute does not carry an upload. */
const UPLOAD_BYTES = 8 * 1024;

/** A body on its way in. */
interface Incoming {
  request: FastifyRequest;
  reply: FastifyReply;
  limit: number;
  upload: boolean;
  /** Bytes of the connection before this body. */
  base: number;
  /** Begin of the time now measured, and the bytes at that moment. */
  since: number;
  bytes: number;
}

/**
 * Watches over what comes in: refuses what is announced as too large before a byte of it is read, cuts what grows too
 * large or comes too slowly, and takes no packed bodies, whose size nobody knows beforehand.
 */
export function watchBodies(
  server: FastifyInstance,
  uploadLimitBytes: number,
  times: BodyTimes = BODY_TIMES,
  bounds = LINGER,
): void {
  const incoming = new Set<Incoming>();
  const lingerAfter = lingeringClose(bounds);
  server.addHook('onRequest', (request, reply, done) => {
    const { headers } = request;
    const declared = Number(headers['content-length'] ?? '0');
    if (declared === 0 && headers['transfer-encoding'] === undefined) return done();
    const asked = { method: request.method, url: request.url, contentType: headers['content-type'] };
    const limit = bodyLimit(asked, uploadLimitBytes);
    if (declared > limit) return done(tooLarge(limit));
    if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity')
      return done(
        new UnsupportedTypeError(
          'request.packed',
          'Isi permintaan dimampatkan (Content-Encoding), dan itu tidak diterima. Kirim tanpa pemampatan.',
        ),
      );
    const { socket } = request.raw;
    // Asked in the same process (tests), a request has no connection.
    if (typeof socket?.bytesRead === 'number' && !request.raw.complete) {
      const bytes = socket.bytesRead;
      const upload = routeClass(asked) === 'upload';
      incoming.add({ request, reply, limit, upload, base: bytes, since: Date.now(), bytes });
    }
    done();
  });
  // An answer that is given before the body was read: nobody waits for the rest of it.
  server.addHook('onSend', (request, reply, payload, done) => {
    if (!request.raw.complete && typeof request.raw.socket?.bytesRead === 'number') {
      reply.header('connection', 'close');
      lingerAfter(request.raw.socket);
    }
    done(null, payload);
  });
  const watch = setInterval(() => {
    for (const one of incoming) {
      if (one.request.raw.complete || one.request.raw.destroyed || one.reply.sent) incoming.delete(one);
      else if (fault(one, times)) {
        incoming.delete(one);
        lingerAfter(one.request.raw.socket);
        cut(one);
      }
    }
  }, times.look);
  watch.unref();
  server.addHook('onClose', (_, done) => {
    clearInterval(watch);
    done();
  });
}

/** Whether this body is to be cut; begins the next stretch of time for one that keeps coming. */
function fault(one: Incoming, times: BodyTimes): boolean {
  const { raw } = one.request;
  const bytes = raw.socket.bytesRead;
  if (bytes - one.base > one.limit + UPLOAD_BYTES) return true;
  const now = Date.now();
  if (!one.upload) return now - one.since > times.small;
  // Bytes that wait to be read are our delay, not the client's.
  if (bytes - one.bytes >= UPLOAD_BYTES || raw.readableLength > 0) {
    one.since = now;
    one.bytes = bytes;
  }
  return now - one.since > times.stall;
}

/** Says why, if nothing was said yet, and ends the connection; with it, who waits for the body learns that it broke off. */
function cut({ request, reply, limit, base }: Incoming): void {
  const { socket } = request.raw;
  const large = socket.bytesRead - base > limit;
  const problem = problemOf(large ? tooLarge(limit) : new SlowBody());
  reply.hijack();
  const body = JSON.stringify(problemJson(problem, pathOf(request.url)));
  if (!reply.raw.headersSent)
    reply.raw
      .writeHead(problem.status, { 'content-type': 'application/problem+json; charset=utf-8', connection: 'close' })
      .end(body);
  else request.raw.destroy();
}

class SlowBody extends Error {
  readonly statusCode = 408;
}

function tooLarge(limit: number): TooLargeError {
  return new TooLargeError(
    'request.too-large',
    `Yang dikirim lebih besar daripada ${Math.floor(limit / 1024 / 1024)} MiB, batas untuk alamat ini, jadi tidak ada yang ` +
      'disimpan. Bagi menjadi beberapa berkas lalu kirim lagi.',
  );
}
