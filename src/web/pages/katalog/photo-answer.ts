import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PhotoFile } from '../../../catalogue/products/photos/photos.service.js';
import { NotFoundError } from '../../../shared/errors.js';

const YEAR_S = 31_536_000;

/** A photo under an address that changes with its content: kept for a year, never asked for again. */
export function sendPhoto(
  request: FastifyRequest,
  reply: FastifyReply,
  photo: PhotoFile | null,
  who: 'public' | 'private',
): FastifyReply {
  if (!photo) throw new NotFoundError('photo.not-found', 'Foto ini tidak ada, atau produknya tidak lagi tayang.');
  const small = request.url.includes('-kecil.webp') ? '-kecil' : '';
  const tag = `"${photo.sha256.slice(0, 32)}${small}"`;
  reply.header('cache-control', `${who}, max-age=${YEAR_S}, immutable`).header('etag', tag);
  const known = (request.headers['if-none-match'] ?? '').split(',').map((one) => one.trim());
  if (known.includes(tag)) return reply.status(304).send();
  return reply.header('content-type', photo.mediaType).send(photo.bytes);
}
