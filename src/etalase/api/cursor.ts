import { InvalidInputError } from '../../shared/errors.js';

/** Where a page begins: opaque to whoever holds it. The parts are what the order goes by. */
export function cursorOf(kind: string, parts: readonly string[]): string {
  return Buffer.from(JSON.stringify([kind, ...parts])).toString('base64url');
}

/** The parts of a cursor of that kind. Throws `etalase.bad-cursor` for anything that was not made by `cursorOf`. */
export function readCursor(kind: string, cursor: string, shapes: readonly RegExp[]): string[] {
  const parts = parsed(cursor);
  const [told, ...rest] = parts;
  if (told !== kind || rest.length !== shapes.length || rest.some((part, at) => !shapes[at]?.test(part)))
    throw new InvalidInputError(
      'etalase.bad-cursor',
      'Penunjuk halaman ini bukan dari layanan ini, atau dari daftar lain.',
      [{ field: 'cursor', message: 'Pakai meta.next dari jawaban sebelumnya, atau mulai lagi tanpa cursor' }],
    );
  return rest;
}

function parsed(cursor: string): string[] {
  if (!/^[\w-]{1,400}$/.test(cursor)) return [];
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) && value.every((part): part is string => typeof part === 'string') ? value : [];
  } catch {
    return [];
  }
}
