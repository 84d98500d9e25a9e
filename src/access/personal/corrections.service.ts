import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ConflictError, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { maskText } from '../../shared/masking.js';
import { affected, rows } from '../../shared/sql.js';
import type { Viewer } from '../viewer.js';

/** What somebody may ask to have corrected because they cannot do it themselves. */
export const CORRECTION_SUBJECTS = ['nama-pengguna', 'peran', 'catatan', 'lainnya'] as const;
export type CorrectionSubject = (typeof CORRECTION_SUBJECTS)[number];

export const SUBJECT_NAMES: Readonly<Record<CorrectionSubject, string>> = {
  'nama-pengguna': 'Nama pengguna',
  peran: 'Peran dan hak akses',
  catatan: 'Catatan yang menyebut saya',
  lainnya: 'Lainnya',
};

export const ANSWERS = ['dipenuhi', 'ditolak'] as const;
export type Answer = (typeof ANSWERS)[number];

/** Characters of a request or an answer. */
const TEXT_MIN = 10;
const TEXT_MAX = 2000;

export interface CorrectionRequest {
  id: string;
  username: string;
  displayName: string;
  about: CorrectionSubject;
  /** With numbers and addresses of persons masked. */
  request: string;
  state: 'diajukan' | Answer;
  /** ISO 8601. */
  askedAt: string;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: string | null;
}

type RequestRow = Omit<CorrectionRequest, 'askedAt' | 'answeredAt'> & { askedAt: Date; answeredAt: Date | null };

const SELECT = `select r.id::text, u.username, u.display_name as "displayName", r.about, r.request, r.state,
  r.asked_at as "askedAt", r.answer, r.answered_by as "answeredBy", r.answered_at as "answeredAt"
from correction_request r join app_user u on u.id = r.user_id`;

/** What people ask to have corrected about themselves, and what staff answered. */
@Injectable()
export class CorrectionsService {
  constructor(private readonly source: DataSource) {}

  /** Throws `InvalidInputError`. */
  async ask(viewer: Viewer, about: CorrectionSubject, request: string): Promise<CorrectionRequest> {
    const text = readText('request', 'Permintaan', request);
    // In a transaction, here and below: without one the trail does not know who it was.
    const [made] = await this.source.transaction((tx) =>
      rows<{ id: string }>(
        tx,
        'insert into correction_request (user_id, about, request) values ($1, $2, $3) returning id::text',
        [viewer.userId, about, text],
      ),
    );
    return this.get(made?.id ?? '');
  }

  /** Open ones first, then newest first. */
  async list(): Promise<CorrectionRequest[]> {
    const found = await rows<RequestRow>(
      this.source.manager,
      `${SELECT} order by r.state <> 'diajukan', r.id desc limit 500`,
    );
    return found.map(toView);
  }

  /** One's own, newest first. */
  async own(viewer: Viewer): Promise<CorrectionRequest[]> {
    const found = await rows<RequestRow>(this.source.manager, `${SELECT} where r.user_id = $1 order by r.id desc`, [
      viewer.userId,
    ]);
    return found.map(toView);
  }

  /** Throws `NotFoundError`, `ConflictError` when it was answered already, `InvalidInputError`. */
  async answer(id: string, state: Answer, answer: string, by: Viewer): Promise<CorrectionRequest> {
    const text = readText('answer', 'Jawaban', answer);
    const before = await this.get(id);
    const changed = await this.source.transaction((tx) =>
      affected(
        tx,
        `update correction_request set state = $2, answer = $3, answered_by = $4, answered_at = now()
         where id = $1 and state = 'diajukan'`,
        [before.id, state, text, by.username],
      ),
    );
    if (changed === 0)
      throw new ConflictError('correction.answered', `Permintaan nomor ${before.id} sudah dijawab sebelumnya.`);
    return this.get(id);
  }

  private async get(id: string): Promise<CorrectionRequest> {
    const [row] = /^\d{1,18}$/.test(id)
      ? await rows<RequestRow>(this.source.manager, `${SELECT} where r.id = $1`, [id])
      : [];
    if (!row) throw new NotFoundError('correction.unknown', 'Permintaan perbaikan itu tidak ada.');
    return toView(row);
  }
}

function readText(field: string, name: string, typed: string): string {
  const text = typed.trim();
  const message = `${name} wajib diisi, paling sedikit ${TEXT_MIN} dan paling banyak ${TEXT_MAX} huruf`;
  if (text.length < TEXT_MIN || text.length > TEXT_MAX)
    throw new InvalidInputError('correction.text', `${message}.`, [{ field, message }]);
  return maskText(text);
}

function toView(row: RequestRow): CorrectionRequest {
  return { ...row, askedAt: row.askedAt.toISOString(), answeredAt: row.answeredAt?.toISOString() ?? null };
}
