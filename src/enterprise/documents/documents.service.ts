import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../access/audit/audit-log.js';
import type { SealedColumns } from '../../access/personal/sealed-columns.js';
import { ConflictError, type FieldProblem, NotFoundError } from '../../shared/errors.js';
import { KeyRing } from '../../shared/keyring.js';
import { affected, rows } from '../../shared/sql.js';
import { type Editor, EnterpriseService, invalid, periodOf } from '../enterprise.service.js';

export interface DocumentInput {
  kind: string;
  number?: string;
  issuer?: string;
  issuedOn?: string;
  expiresOn?: string;
  note?: string;
}

/** A scan as it came, at most 5 MB. */
export interface GivenFile {
  name: string;
  bytes: Uint8Array;
}

export interface OpenedFile {
  name: string;
  mediaType: string;
  bytes: Buffer;
}

/** Scans of documents are sealed with a label made of their own hash: bytes put into another row do not open. */
export const ENTERPRISE_FILE_SEALED: SealedColumns = {
  what: 'Berkas dokumen pelaku usaha',
  table: 'enterprise_file',
  id: ['id'],
  keyId: 'key_id',
  nonce: 'nonce',
  tag: 'tag',
  data: 'data',
  labelFrom: ['sha256'],
  label: (row) => labelOf(row['sha256'] ?? ''),
  // Whole files: few at once, so that memory stays flat.
  atOnce: 5,
};

/** Documents of an enterprise and their scans. */
@Injectable()
export class DocumentsService {
  constructor(
    private readonly db: DataSource,
    private readonly keys: KeyRing,
    private readonly audit: AuditLog,
    private readonly enterprises: EnterpriseService,
  ) {}

  /** Throws `enterprise.document-invalid`, and as `EnterpriseService.claim`. */
  async add(
    tx: EntityManager,
    id: string,
    version: number,
    given: DocumentInput,
    file: GivenFile | null,
    who: Editor,
  ): Promise<void> {
    const problems: FieldProblem[] = [];
    const text = (field: keyof DocumentInput, longest: number): string | null => {
      const found = (given[field] ?? '').replace(/\s+/g, ' ').trim();
      if (found.length > longest) problems.push({ field, message: `Paling banyak ${longest} huruf` });
      return found === '' ? null : found;
    };
    const kind = text('kind', 60);
    if (kind === null) problems.push({ field: 'kind', message: 'Isi jenis dokumen, contoh NIB' });
    const values = { number: text('number', 100), issuer: text('issuer', 200), note: text('note', 500) };
    const { from, to } = periodOf(given.issuedOn, given.expiresOn, problems, ['issuedOn', 'expiresOn']);
    const mediaType = file ? mediaTypeOf(file.bytes) : null;
    if (file && mediaType === null)
      problems.push({
        field: 'berkas',
        message: 'Berkas harus PDF, JPEG, atau PNG; pindai atau simpan ulang dokumennya',
      });
    if (problems.length > 0) throw invalid(problems, 'enterprise.document-invalid');
    await this.enterprises.claim(tx, id, version, who);
    const fileId = file && mediaType ? await this.keep(tx, file, mediaType, who.by) : null;
    await tx.query(
      `insert into enterprise_document (enterprise_id, kind, number, issuer, issued_on, expires_on, file_id, note, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, kind, values.number, values.issuer, from, to, fileId, values.note, who.by],
    );
  }

  /** Says that somebody saw the document at its source. Throws `enterprise.document-not-found`, and as `claim`. */
  async verify(tx: EntityManager, id: string, version: number, documentId: string, who: Editor): Promise<void> {
    await this.enterprises.claim(tx, id, version, who);
    const done = /^\d{1,18}$/.test(documentId)
      ? await affected(
          tx,
          'update enterprise_document set verified_on = $3, verified_by = $4 where enterprise_id = $1 and id = $2',
          [id, documentId, who.day, who.by],
        )
      : 0;
    if (done === 0) throw notFound();
  }

  /** Takes a document away, with its scan. Throws `enterprise.document-not-found`, and as `claim`. */
  async remove(tx: EntityManager, id: string, version: number, documentId: string, who: Editor): Promise<void> {
    await this.enterprises.claim(tx, id, version, who);
    const [gone] = /^\d{1,18}$/.test(documentId)
      ? await rows<{ file_id: string | null }>(
          tx,
          `with gone as (delete from enterprise_document where enterprise_id = $1 and id = $2 returning file_id)
           select file_id::text from gone`,
          [id, documentId],
        )
      : [];
    if (!gone) throw notFound();
    if (gone.file_id !== null) await tx.query('delete from enterprise_file where id = $1', [gone.file_id]);
  }

  /**
   * The enterprise takes back a document of its own that nobody has seen at its source yet; what was seen is evidence, and only
   * a clerk takes it away. Throws `enterprise.document-verified`, `enterprise.document-not-found`, and as `claim`.
   */
  async withdraw(tx: EntityManager, id: string, version: number, documentId: string, who: Editor): Promise<void> {
    const [found] = /^\d{1,18}$/.test(documentId)
      ? await rows<{ verified: boolean }>(
          tx,
          `select verified_on is not null as verified from enterprise_document where enterprise_id = $1 and id = $2
           for update`,
          [id, documentId],
        )
      : [];
    if (!found) throw notFound();
    if (found.verified)
      throw new ConflictError(
        'enterprise.document-verified',
        'Dokumen ini sudah dicocokkan petugas, jadi tidak dapat ditarik. Unggah yang baru, dan tulis alasannya dalam permintaan.',
      );
    await this.remove(tx, id, version, documentId, who);
  }

  /** The scan, opened; who opened it goes into the trail. Throws `enterprise.document-not-found`, KeyMissingError, SealBrokenError. */
  async open(id: string, documentId: string): Promise<OpenedFile> {
    return this.db.transaction(async (tx) => {
      const [found] =
        /^\d{1,18}$/.test(id) && /^\d{1,18}$/.test(documentId)
          ? await rows<{
              name: string;
              mediaType: string;
              sha256: string;
              keyId: string;
              nonce: Buffer;
              tag: Buffer;
              data: Buffer;
            }>(
              tx,
              `select f.name, f.media_type as "mediaType", f.sha256, f.key_id as "keyId", f.nonce, f.tag, f.data
               from enterprise_document d join enterprise_file f on f.id = d.file_id
               where d.enterprise_id = $1 and d.id = $2`,
              [id, documentId],
            )
          : [];
      if (!found) throw notFound();
      const { keyId, nonce, tag, data } = found;
      const bytes = this.keys.open({ keyId, nonce, tag, data }, labelOf(found.sha256));
      await this.audit.record(tx, {
        action: 'enterprise.download-document',
        objectKind: 'enterprise_document',
        objectId: documentId,
      });
      return { name: found.name, mediaType: found.mediaType, bytes };
    });
  }

  private async keep(tx: EntityManager, file: GivenFile, mediaType: string, by: string): Promise<string> {
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    const sealed = this.keys.seal(Buffer.from(file.bytes), labelOf(sha256));
    const [kept] = await rows<{ id: string }>(
      tx,
      `insert into enterprise_file (name, media_type, size, sha256, key_id, nonce, tag, data, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id::text`,
      [
        fileName(file.name, mediaType),
        mediaType,
        file.bytes.length,
        sha256,
        sealed.keyId,
        sealed.nonce,
        sealed.tag,
        sealed.data,
        by,
      ],
    );
    if (!kept) throw new Error('The file was not stored');
    return kept.id;
  }
}

function labelOf(sha256: string): string {
  return `enterprise-file|${sha256}`;
}

/** By the bytes, whatever the name says. */
export function mediaTypeOf(bytes: Uint8Array): string | null {
  const begins = (...signs: number[]): boolean => signs.every((sign, at) => bytes[at] === sign);
  if (begins(0x25, 0x50, 0x44, 0x46, 0x2d)) return 'application/pdf';
  if (begins(0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  return null;
}

const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

/** A plain name that every system takes, with the ending of what it is. */
function fileName(given: string, mediaType: string): string {
  const stem = given
    .replace(/\.[^.]*$/, '')
    .replace(/[^\w-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  return `${stem || 'dokumen'}.${ENDINGS[mediaType] ?? 'bin'}`;
}

function notFound(): NotFoundError {
  return new NotFoundError(
    'enterprise.document-not-found',
    'Dokumen itu tidak tercatat pada pelaku usaha ini, atau tidak ada berkasnya.',
  );
}
