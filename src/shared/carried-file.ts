import { gunzipSync, gzipSync } from 'node:zlib';
import { InvalidInputError } from './errors.js';
import type { FormColumn, FormRow } from './spreadsheet-reader.js';

/** What a hidden field of a form may hold; the server takes bodies of 1 MB. */
const LONGEST_FIELD = 700_000;
const MOST_BYTES = 10 * 1024 * 1024;

/**
 * The rows of a form as text for a hidden field, so that what was previewed is what is applied and the file need not be
 * chosen again. Throws `list.too-long` for a list that does not fit.
 */
export function carry<Field extends string>(
  rows: readonly FormRow<Field>[],
  columns: readonly FormColumn<Field>[],
): string {
  const line = (cells: string[]): string => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  const text = [
    line(columns.map((column) => column.heading)),
    ...rows.map((row) => line(columns.map((column) => row.values[column.field]))),
  ].join('\n');
  const packed = gzipSync(text).toString('base64url');
  if (packed.length > LONGEST_FIELD)
    throw new InvalidInputError(
      'list.too-long',
      'Daftar terlalu panjang untuk sekali impor. Bagi menjadi dua berkas.',
      [{ field: 'berkas', message: 'Daftar terlalu panjang untuk sekali impor. Bagi menjadi dua berkas.' }],
    );
  return packed;
}

/** The CSV that `carry` packed. Throws `list.unreadable` for anything else. */
export function unpack(field: unknown): Uint8Array {
  try {
    if (typeof field !== 'string' || field === '' || field.length > LONGEST_FIELD) throw new Error('Not ours');
    return gunzipSync(Buffer.from(field, 'base64url'), { maxOutputLength: MOST_BYTES });
  } catch {
    throw new InvalidInputError('list.unreadable', 'Isi daftar tidak terbaca lagi. Unggah berkasnya sekali lagi.', [
      { field: 'berkas', message: 'Isi daftar tidak terbaca lagi. Unggah berkasnya sekali lagi.' },
    ]);
  }
}
