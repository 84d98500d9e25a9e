import type { FastifyInstance } from 'fastify';
import { InvalidInputError } from '../../shared/errors.js';
import { isStorable } from '../../shared/text.js';

/** Deeper than this nothing of ours is sent; the DTOs refuse it in their own words. */
const DEEPEST = 20;

const NAMELESS = 'tanpa nama';

/** Refuses text that cannot be stored, wherever in the request it stands. */
export function refuseUnstorable(server: FastifyInstance): void {
  server.addHook('preValidation', (request, _, done) => {
    const field = unstorableIn(request.params, '') ?? unstorableIn(request.query, '') ?? unstorableIn(request.body, '');
    if (field === null) return done();
    const message = 'Memuat karakter yang tidak dapat disimpan (NUL atau huruf yang terpotong). Ketik ulang isinya.';
    done(new InvalidInputError('request.invalid', `Isian "${field}": ${message}`, [{ field, message }]));
  });
}

/** Name of the first field that holds such text, in its name or its value; null = none does. */
function unstorableIn(value: unknown, name: string, depth = 0): string | null {
  if (typeof value === 'string') return isStorable(value) ? null : name || NAMELESS;
  if (typeof value !== 'object' || value === null || depth > DEEPEST || Buffer.isBuffer(value)) return null;
  for (const [key, inner] of Object.entries(value)) {
    if (!isStorable(key)) return name || NAMELESS;
    const found = unstorableIn(inner, name === '' ? key : `${name}.${key}`, depth + 1);
    if (found !== null) return found;
  }
  return null;
}
