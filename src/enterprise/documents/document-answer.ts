import type { FastifyReply } from 'fastify';
import type { OpenedFile } from './documents.service.js';

/** A scan as a download: never shown by the browser inside the service, whatever its bytes are. */
export function sendDocument(reply: FastifyReply, file: OpenedFile): FastifyReply {
  return reply
    .header('content-type', file.mediaType)
    .header('content-disposition', `attachment; filename="${file.name}"`)
    .header('cache-control', 'private, no-store')
    .send(file.bytes);
}
