import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { InvalidInputError } from '../shared/errors.js';
import { checked } from '../shared/validation.js';
import type { ImportRequest } from './import-batch.js';
import type { ImportService } from './import.service.js';
import { ImportFieldsDto, importRequest } from './imports.dto.js';
import type { Spooled } from './spool.js';

// The spool counts the bytes of a file, and says in its own words when there are too many.
const LIMITS = { fileSize: Infinity, files: 50, fields: 50, fieldSize: 4096, parts: 100 };

/** The files of one multipart request, and what was said of them. */
export interface Upload {
  files: { fileName: string; spooled: Spooled }[];
  request: ImportRequest;
}

/**
 * Streams the files of a multipart request to the spool. Fields may stand before or behind the files. Throws
 * InvalidInputError (no file, too large, wrong fields); no copy is left behind then.
 */
export async function takeUpload(request: FastifyRequest, imports: ImportService): Promise<Upload> {
  const files: Upload['files'] = [];
  try {
    if (!request.isMultipart()) throw noFile();
    const fields: Record<string, string> = {};
    for await (const part of request.parts({ limits: LIMITS }) as AsyncIterable<Multipart>) {
      if (part.type === 'field') {
        fields[part.fieldname] = String(part.value);
        continue;
      }
      const spooled = await imports.take(part.file);
      // A browser sends an empty file without a name when nothing was chosen.
      if (part.filename === '' && spooled.size === 0) {
        await imports.forget(spooled);
        continue;
      }
      files.push({ fileName: part.filename || 'tanpa-nama', spooled });
    }
    if (files.length === 0) throw noFile();
    return { files, request: importRequest(checked(ImportFieldsDto, fields)) };
  } catch (error) {
    for (const { spooled } of files) await imports.forget(spooled);
    throw error;
  }
}

function noFile(): InvalidInputError {
  const message = 'Pilih sedikitnya satu berkas.';
  return new InvalidInputError('import.no-file', message, [{ field: 'file', message }]);
}
