import type { FastifyRequest } from 'fastify';
import { InvalidInputError } from '../../../shared/errors.js';
import { UPLOAD_BYTES } from './photo.js';

/** The photo of a multipart request and what is told of it. Throws `photo.missing` or `photo.too-heavy`. */
export async function uploadedPhoto(request: FastifyRequest): Promise<{ bytes: Uint8Array; alt: string }> {
  const refused = (code: string, message: string): InvalidInputError =>
    new InvalidInputError(code, message, [{ field: 'foto', message }]);
  let alt = '';
  let bytes: Buffer | null = null;
  if (request.isMultipart()) {
    const parts = request.parts({ limits: { files: 1, fileSize: UPLOAD_BYTES, fieldSize: 4096 } });
    for await (const part of parts) {
      if (part.type === 'field') {
        if (part.fieldname === 'alt' && typeof part.value === 'string') alt = part.value;
        continue;
      }
      const chunks: Buffer[] = [];
      for await (const chunk of part.file) chunks.push(chunk as Buffer);
      if (part.file.truncated)
        throw refused('photo.too-heavy', 'Foto lebih besar dari 12 MB. Perkecil dahulu, lalu unggah lagi.');
      bytes = Buffer.concat(chunks);
    }
  }
  if (bytes === null || bytes.length === 0) throw refused('photo.missing', 'Pilih foto JPEG, PNG, atau WebP dahulu.');
  return { bytes, alt };
}
