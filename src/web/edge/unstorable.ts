import type { FastifyInstance } from 'fastify';
import { type FieldProblem, InvalidInputError } from '../../shared/errors.js';
import { isStorable } from '../../shared/text.js';

/** Deeper than this nothing of ours is sent; the DTOs refuse it in their own words. */
const DEEPEST = 20;

const NAMELESS = 'tanpa nama';

const UNSTORABLE = 'Memuat karakter yang tidak dapat disimpan (NUL atau huruf yang terpotong). Ketik ulang isinya.';
const UNKNOWN = 'Isian ini tidak dikenal. Hapus lalu kirim lagi.';

/** Members with which an object answers when it is taken for a number or a text; sent as data, they make that fail. */
const OWN_TO_OBJECTS: ReadonlySet<string> = new Set(['toString', 'valueOf', 'toJSON']);

/** Refuses text that cannot be stored and objects that cannot be read, wherever in the request they stand. */
export function refuseUnstorable(server: FastifyInstance): void {
  server.addHook('preValidation', (request, _, done) => {
    const problem = problemIn(request.params, '') ?? problemIn(request.query, '') ?? problemIn(request.body, '');
    if (problem === null) return done();
    done(new InvalidInputError('request.invalid', `Isian "${problem.field}": ${problem.message}`, [problem]));
  });
}

/** The first field that is at fault, in its name or its value; null = none is. */
function problemIn(value: unknown, name: string, depth = 0): FieldProblem | null {
  if (typeof value === 'string') return isStorable(value) ? null : { field: name || NAMELESS, message: UNSTORABLE };
  if (typeof value !== 'object' || value === null || depth > DEEPEST || Buffer.isBuffer(value)) return null;
  for (const [key, inner] of Object.entries(value)) {
    if (!isStorable(key)) return { field: name || NAMELESS, message: UNSTORABLE };
    const field = name === '' ? key : `${name}.${key}`;
    if (OWN_TO_OBJECTS.has(key)) return { field, message: UNKNOWN };
    const found = problemIn(inner, field, depth + 1);
    if (found !== null) return found;
  }
  return null;
}
