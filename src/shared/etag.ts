import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Answers with 304 when the caller already holds what `parts` (data version, definition, the resolved question) would
 * make, and makes the answer otherwise. The tag is weak, because compression changes the bytes and not the meaning.
 * Read the data version before making the answer: a change in between then costs one more request and never hides.
 */
export async function unlessKnown<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: readonly unknown[],
  make: () => Promise<T>,
): Promise<T | undefined> {
  const tag = `W/"${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27)}"`;
  reply.header('etag', tag).header('cache-control', 'private, no-cache');
  if (tagsOf(request.headers['if-none-match']).includes(tag)) {
    reply.status(304);
    return undefined;
  }
  return make();
}

function tagsOf(header: string | undefined): string[] {
  return (header ?? '').split(',').map((tag) => tag.trim());
}
