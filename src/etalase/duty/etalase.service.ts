import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { preparePhoto } from '../../catalogue/products/photos/photo.js';
import type { PhotoFile } from '../../catalogue/products/photos/photos.service.js';
import { formatDay, isDay } from '../../shared/dates.js';
import { ConflictError, type FieldProblem, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { maskText } from '../../shared/masking.js';
import { rows } from '../../shared/sql.js';
import { storable } from '../../shared/text.js';
import { readReason } from '../assignments/assignment.js';
import { PlacesService } from '../places/places.service.js';
import type { EtalasePhoto } from '../places/shown-etalase.js';
import { type EtalaseInput, readEtalase } from './inspection-input.js';

/** What stands, or stood, at a place. */
export interface EtalaseDetail {
  id: string;
  name: string;
  location: string;
  manager: string | null;
  /** Days are 'YYYY-MM-DD'; null = not told. */
  since: string | null;
  closedOn: string | null;
  closedWhy: string | null;
  version: number;
  updatedBy: string | null;
  photo: EtalasePhoto | null;
}

/** A closing, or an opening again. */
export interface Opening {
  kind: 'tutup' | 'buka';
  on: string;
  reason: string;
  by: string;
}

const SELECT = `select e.id::text, e.name, e.location, e.manager, e.since::text, e.closed_on::text as "closedOn",
  e.closed_why as "closedWhy", e.version, coalesce(e.updated_by, e.created_by) as "updatedBy",
  case when e.photo is not null then json_build_object('file', e.id || '-' || left(e.photo_sha256, 16) || '.webp',
    'alt', e.photo_alt, 'width', e.photo_width, 'height', e.photo_height) end as photo
  from physical_etalase e`;

/** '12-0123456789abcdef.webp' */
const FILE = /^(\d{1,18})-([0-9a-f]{16})\.webp$/;
const LONGEST_ALT = 200;

/** The etalase that stand at places: what they are, when they were closed and opened, how they look. */
@Injectable()
export class EtalaseService {
  constructor(
    private readonly db: DataSource,
    private readonly places: PlacesService,
  ) {}

  /** Throws `etalase.not-found`. */
  async get(placeId: string, id: string, em: EntityManager = this.db.manager): Promise<EtalaseDetail> {
    const [found] = /^\d{1,18}$/.test(id)
      ? await rows<EtalaseDetail>(em, `${SELECT} where e.place_id = $1 and e.id = $2`, [placeId, id])
      : [];
    if (!found) throw new NotFoundError('etalase.not-found', 'Etalase ini tidak ada di lokasi wisata ini.');
    return found;
  }

  /** The oldest first. */
  openings(id: string): Promise<Opening[]> {
    return rows(
      this.db.manager,
      `select kind, on_day::text as on, reason, recorded_by as by from physical_etalase_opening where etalase_id = $1 order by id`,
      [id],
    );
  }

  /** Null = there is none; `open` = only of what stands at a place that is shown, for everybody. */
  async file(name: string, open: boolean): Promise<PhotoFile | null> {
    const [, id, key] = FILE.exec(name) ?? [];
    if (id === undefined || key === undefined) return null;
    const [found] = await rows<PhotoFile>(
      this.db.manager,
      `select e.photo as bytes, e.photo_sha256 as sha256, e.photo_media_type as "mediaType"
       from physical_etalase e join wisata_place p on p.id = e.place_id
       where e.id = $1 and left(e.photo_sha256, 16) = $2 and (not $3 or (p.state = 'aktif' and e.closed_on is null))`,
      [id, key, open],
    );
    return found ?? null;
  }

  /** Throws `etalase.invalid`, `etalase.changed-meanwhile`, `etalase.name-taken` or `etalase.not-found`. */
  async change(
    kode: string,
    id: string,
    version: number,
    input: EtalaseInput,
    by: string,
    today: string,
  ): Promise<void> {
    const { facts, problems } = readEtalase(input, today);
    if (problems.length > 0) throw invalid('Etalase belum dapat disimpan.', problems);
    await this.db.transaction(async (tx) => {
      const before = await this.held(tx, kode, id, version);
      if (before.closedOn !== null && facts.since !== null && facts.since > before.closedOn)
        throw invalid('Etalase belum dapat disimpan.', [
          {
            field: 'since',
            message: `Etalase ini ditutup ${formatDay(before.closedOn)}; tidak dapat berdiri sesudahnya`,
          },
        ]);
      const [taken] = await rows(
        tx,
        `select 1 from physical_etalase e join physical_etalase o on o.place_id = e.place_id and o.id <> e.id
         where e.id = $1 and o.name = $2`,
        [id, facts.name],
      );
      if (taken)
        throw new ConflictError(
          'etalase.name-taken',
          `Etalase "${facts.name}" sudah tercatat di lokasi ini. Beri nama yang lain.`,
        );
      await tx.query(
        `update physical_etalase set name = $2, location = $3, manager = $4, since = $5, version = version + 1,
           updated_by = $6, updated_at = now() where id = $1`,
        [id, facts.name, facts.location, facts.manager, facts.since, by],
      );
    });
  }

  /** Closes an etalase after a day, its last. Throws as `change` does, and `etalase.closed-already`. */
  async close(
    kode: string,
    id: string,
    version: number,
    input: DayAndReason,
    by: string,
    today: string,
  ): Promise<void> {
    const { day, reason } = readDay(input, today);
    await this.db.transaction(async (tx) => {
      const before = await this.held(tx, kode, id, version);
      if (before.closedOn !== null)
        throw new ConflictError('etalase.closed-already', `Etalase ini sudah ditutup ${formatDay(before.closedOn)}.`);
      await this.afterBeginning(tx, before, day);
      await this.step(tx, id, 'tutup', day, reason, by);
    });
  }

  /** Throws as `change` does, and `etalase.open-already`. */
  async reopen(
    kode: string,
    id: string,
    version: number,
    input: DayAndReason,
    by: string,
    today: string,
  ): Promise<void> {
    const { day, reason } = readDay(input, today);
    await this.db.transaction(async (tx) => {
      const before = await this.held(tx, kode, id, version);
      if (before.closedOn === null)
        throw new ConflictError('etalase.open-already', 'Etalase ini tidak sedang ditutup.');
      if (day < before.closedOn)
        throw invalid('Etalase belum dibuka lagi.', [
          { field: 'day', message: `Dibuka lagi tidak dapat sebelum ditutup, ${formatDay(before.closedOn)}` },
        ]);
      await this.step(tx, id, 'buka', day, reason, by);
    });
  }

  /** One photo of each; the new one takes the place of the old. Throws `photo.…`, and as `change` does. */
  async setPhoto(
    kode: string,
    id: string,
    version: number,
    upload: Uint8Array,
    alt: string,
    by: string,
  ): Promise<void> {
    const words = storable(alt).replace(/\s+/g, ' ').trim();
    if (words.length < 3 || words.length > LONGEST_ALT)
      throw invalid('Foto belum disimpan.', [
        { field: 'alt', message: `Tulis apa yang terlihat pada foto, 3 sampai ${LONGEST_ALT} huruf` },
      ]);
    const { bytes, width, height, sha256 } = await preparePhoto(upload);
    await this.db.transaction(async (tx) => {
      await this.held(tx, kode, id, version);
      await tx.query(
        `update physical_etalase set photo = $2, photo_media_type = 'image/webp', photo_alt = $3, photo_sha256 = $4,
           photo_width = $5, photo_height = $6, version = version + 1, updated_by = $7, updated_at = now() where id = $1`,
        [id, bytes, maskText(words), sha256, width, height, by],
      );
    });
  }

  async removePhoto(kode: string, id: string, version: number, by: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.held(tx, kode, id, version);
      await tx.query(
        `update physical_etalase set photo = null, photo_media_type = null, photo_alt = null, photo_sha256 = null,
           photo_width = null, photo_height = null, version = version + 1, updated_by = $2, updated_at = now() where id = $1`,
        [id, by],
      );
    });
  }

  private async afterBeginning(tx: EntityManager, before: EtalaseDetail, day: string): Promise<void> {
    const [last] = await rows<{ on: string }>(
      tx,
      `select max(on_day)::text as on from physical_etalase_opening where etalase_id = $1`,
      [before.id],
    );
    const from = [before.since, last?.on ?? null]
      .filter((one) => one !== null)
      .toSorted()
      .at(-1);
    if (from !== undefined && day < from)
      throw invalid('Etalase belum ditutup.', [
        {
          field: 'day',
          message: `Etalase ini baru berdiri atau dibuka ${formatDay(from)}; tutup pada hari itu atau sesudahnya`,
        },
      ]);
  }

  private async step(
    tx: EntityManager,
    id: string,
    kind: Opening['kind'],
    day: string,
    reason: string,
    by: string,
  ): Promise<void> {
    await tx.query(
      `insert into physical_etalase_opening (etalase_id, kind, on_day, reason, recorded_by) values ($1, $2, $3, $4, $5)`,
      [id, kind, day, reason, by],
    );
    await tx.query(
      `update physical_etalase set closed_on = $2, closed_why = $3, version = version + 1, updated_by = $4, updated_at = now()
       where id = $1`,
      [id, kind === 'tutup' ? day : null, kind === 'tutup' ? reason : null, by],
    );
  }

  private async held(tx: EntityManager, kode: string, id: string, version: number): Promise<EtalaseDetail> {
    const place = await this.places.get(kode, tx);
    await tx.query('select 1 from physical_etalase where place_id = $1 for update', [place.id]);
    const before = await this.get(place.id, id, tx);
    if (before.version === version) return before;
    throw new ConflictError(
      'etalase.changed-meanwhile',
      `Catatan tentang "${before.name}" sudah diubah ${before.updatedBy ?? 'orang lain'} sesudah Anda membukanya. Tidak ada yang ` +
        'disimpan. Bandingkan dengan yang tercatat sekarang, lalu simpan lagi bila masih perlu.',
      { version: before.version },
    );
  }
}

/** As a form tells when something was closed or opened, and why. */
export interface DayAndReason {
  day: string;
  reason: string;
}

function readDay(input: DayAndReason, today: string): DayAndReason {
  const problems: FieldProblem[] = [];
  const day = input.day.trim();
  if (!isDay(day) || day < '2000-01-01') problems.push({ field: 'day', message: 'Isi tanggalnya' });
  else if (day > today) problems.push({ field: 'day', message: 'Dicatat sesudah terjadi; tanggal ini belum tiba' });
  const { reason, problem } = readReason(input.reason);
  if (problem) problems.push(problem);
  if (problems.length > 0) throw invalid('Belum dapat disimpan.', problems);
  return { day, reason };
}

function invalid(what: string, problems: FieldProblem[]): InvalidInputError {
  return new InvalidInputError('etalase.invalid', `${what} Perbaiki yang ditandai; tidak ada yang diubah.`, problems);
}
