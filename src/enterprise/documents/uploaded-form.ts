import type { FastifyRequest } from 'fastify';
import { InvalidInputError } from '../../shared/errors.js';
import type { GivenFile } from './documents.service.js';

/** A scan is a page or a few. */
const LIMIT = 5 * 1024 * 1024;

/** The fields of a multipart form and the one file in it; a form without a file is fine. Throws `upload.too-large`. */
export async function uploadedForm(
  request: FastifyRequest,
  fileField: string,
): Promise<{ fields: Record<string, string>; file: GivenFile | null }> {
  const fields: Record<string, string> = {};
  let file: GivenFile | null = null;
  if (!request.isMultipart()) return { fields, file };
  for await (const part of request.parts({ limits: { files: 1, fileSize: LIMIT, fields: 20 } })) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') fields[part.fieldname] = part.value;
      continue;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of part.file) chunks.push(chunk as Buffer);
    if (part.file.truncated) {
      const message = 'Berkas lebih besar dari 5 MB. Pindai ulang dengan ukuran lebih kecil.';
      throw new InvalidInputError('upload.too-large', message, [{ field: 'berkas', message }]);
    }
    // A browser sends an empty file without a name when nothing was chosen.
    if (part.fieldname === fileField && chunks.length > 0) file = { name: part.filename, bytes: Buffer.concat(chunks) };
  }
  return { fields, file };
}
