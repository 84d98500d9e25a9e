import type { FastifyInstance } from 'fastify';
import { InvalidInputError } from '../../shared/errors.js';

/** Deeper than this nothing of ours is sent; the DTOs refuse it in their own words. */
const DEEPEST = 20;

const NAMELESS = 'tanpa nama';

/** Refuses text with the character NUL, which no column can hold, wherever in the request it stands. */
export function refuseUnstorable(server: FastifyInstance): void {
  server.addHook('preValidation', (request, _, done) => {
    const field = nulIn(request.params, '') ?? nulIn(request.query, '') ?? nulIn(request.body, '');
    if (field === null) return done();
    const message = 'Memuat karakter yang tidak dapat disimpan (NUL). Ketik ulang isinya.';
    done(new InvalidInputError('request.invalid', `Isian "${field}": ${message}`, [{ field, message }]));
  });
}

/** Name of the first field that holds a NUL, in its name or its text; null = none does. */
function nulIn(value: unknown, name: string, depth = 0): string | null {
  if (typeof value === 'string') return value.includes('\0') ? name || NAMELESS : null;
  if (typeof value !== 'object' || value === null || depth > DEEPEST || Buffer.isBuffer(value)) return null;
  for (const [key, inner] of Object.entries(value)) {
    if (key.includes('\0')) return name || NAMELESS;
    const found = nulIn(inner, name === '' ? key : `${name}.${key}`, depth + 1);
    if (found !== null) return found;
  }
  return null;
}
