import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { InvalidInputError } from './errors.js';

/** Lists that people keep by hand are far smaller; the feeds' large files go another way. */
const LIST_LIMIT = 5 * 1024 * 1024;

/**
 * The bytes of the one file of a multipart request, for lists of at most 5 MB. Throws InvalidInputError `upload.missing`
 * or `upload.too-large`.
 */
export async function uploadedBytes(request: FastifyRequest): Promise<Uint8Array> {
  const missing = 'Pilih berkas XLSX atau CSV dahulu.';
  const file: MultipartFile | undefined = request.isMultipart()
    ? await request.file({ limits: { files: 1, fileSize: LIST_LIMIT }, throwFileSizeLimit: false })
    : undefined;
  if (!file) throw new InvalidInputError('upload.missing', missing, [{ field: 'berkas', message: missing }]);
  const chunks: Buffer[] = [];
  for await (const chunk of file.file) chunks.push(chunk as Buffer);
  if (file.file.truncated) {
    const message = 'Berkas lebih besar dari 5 MB. Daftar biro biasanya jauh lebih kecil; periksa isinya.';
    throw new InvalidInputError('upload.too-large', message, [{ field: 'berkas', message }]);
  }
  // A browser sends an empty file without a name when nothing was chosen.
  if (file.filename === '' && chunks.length === 0)
    throw new InvalidInputError('upload.missing', missing, [{ field: 'berkas', message: missing }]);
  return Buffer.concat(chunks);
}
