import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ConflictError, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { affected, rows } from '../../shared/sql.js';
import { PlacesService } from '../places/places.service.js';
import type { InspectionResult } from './duty.js';
import { type EtalaseInput, type InspectionInput, readEtalase, readInspection } from './inspection-input.js';

/** What stands, or stood, at a place. */
export interface EtalaseOnFile {
  id: string;
  name: string;
  location: string;
  manager: string | null;
  /** Days are 'YYYY-MM-DD'; null = not told. */
  since: string | null;
  closedOn: string | null;
  closedWhy: string | null;
  hasPhoto: boolean;
  version: number;
}

export interface Inspection {
  id: string;
  /** Null = of the place as a whole. */
  etalase: string | null;
  inspectedOn: string;
  inspector: string;
  result: InspectionResult;
  /** Null = not counted. */
  productsShown: number | null;
  /** Names of the products of the catalogue that were seen. */
  products: string[];
  note: string | null;
  withdrawnWhy: string | null;
}

/** The etalase of a place and their inspections, as the tourism office keeps them. */
@Injectable()
export class InspectionsService {
  constructor(
    private readonly db: DataSource,
    private readonly places: PlacesService,
  ) {}

  etalase(placeId: string, em: EntityManager = this.db.manager): Promise<EtalaseOnFile[]> {
    return rows(
      em,
      `select id::text, name, location, manager, since::text, closed_on::text as "closedOn", closed_why as "closedWhy",
         photo is not null as "hasPhoto", version
       from physical_etalase where place_id = $1 order by closed_on is not null, id`,
      [placeId],
    );
  }

  /** The latest first, those that were withdrawn among them. */
  inspections(placeId: string): Promise<Inspection[]> {
    return rows(
      this.db.manager,
      `select i.id::text, e.name as etalase, i.inspected_on::text as "inspectedOn", i.inspector, i.result,
         i.products_shown as "productsShown", i.note, i.withdrawn_why as "withdrawnWhy",
         array(select p.name from etalase_inspection_product s join product p on p.id = s.product_id
           where s.inspection_id = i.id order by p.name) as products
       from etalase_inspection i left join physical_etalase e on e.id = i.etalase_id
       where i.place_id = $1 or e.place_id = $1 order by i.inspected_on desc, i.id desc limit 200`,
      [placeId],
    );
  }

  /** Throws `etalase.invalid`, `etalase.name-taken` or `wisata.not-found`. */
  async add(kode: string, input: EtalaseInput, by: string, today: string): Promise<void> {
    const { facts, problems } = readEtalase(input, today);
    if (problems.length > 0) throw invalid('Etalase belum dapat disimpan.', problems);
    await this.db.transaction(async (tx) => {
      const place = await this.places.get(kode, tx);
      const made = await rows(
        tx,
        `insert into physical_etalase (place_id, name, location, manager, since, created_by, updated_by)
         values ($1, $2, $3, $4, $5, $6, $6) on conflict (place_id, name) do nothing returning id`,
        [place.id, facts.name, facts.location, facts.manager, facts.since, by],
      );
      if (made.length === 0)
        throw new ConflictError(
          'etalase.name-taken',
          `Etalase "${facts.name}" sudah tercatat di lokasi ini. Beri nama yang lain, atau catat pemeriksaannya.`,
        );
    });
  }

  /**
   * Writes an inspection down. `version` is of the etalase, or of the place where none is named: of two people who record at
   * once the second is told. Throws `etalase.invalid`, `etalase.changed-meanwhile`, `etalase.not-found` or `wisata.not-found`.
   */
  async record(kode: string, version: number, input: InspectionInput, by: string, today: string): Promise<void> {
    const { facts, problems } = readInspection(input, today);
    if (problems.length > 0) throw invalid('Pemeriksaan belum dapat disimpan.', problems);
    await this.db.transaction(async (tx) => {
      const place = await this.places.get(kode, tx);
      await this.step(tx, place.id, facts.etalaseId, version, by);
      const [made] = await rows<{ id: string }>(
        tx,
        `insert into etalase_inspection (etalase_id, place_id, inspected_on, inspector, result, products_shown, note, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8) returning id::text`,
        [
          facts.etalaseId,
          facts.etalaseId === null ? place.id : null,
          facts.inspectedOn,
          facts.inspector,
          facts.result,
          facts.productsShown,
          facts.note,
          by,
        ],
      );
      if (facts.productIds.length > 0)
        await tx.query(
          `insert into etalase_inspection_product (inspection_id, product_id)
           select $1, p.id from product p where p.id = any($2::bigint[])`,
          [made?.id, facts.productIds],
        );
    });
  }

  /** Takes an inspection back; it stays on file. Throws `etalase.invalid` or `etalase.not-found`. */
  async withdraw(kode: string, id: string, why: string, by: string): Promise<void> {
    const reason = why.replace(/\s+/g, ' ').trim();
    if (reason.length < 3 || reason.length > 500)
      throw invalid('Pemeriksaan belum dicabut.', [
        { field: 'why', message: 'Isi alasan pencabutan, 3 sampai 500 huruf' },
      ]);
    const place = await this.places.get(kode);
    const done = await affected(
      this.db.manager,
      `update etalase_inspection i set withdrawn_at = now(), withdrawn_by = $3, withdrawn_why = $4
       where i.id = $2 and i.withdrawn_at is null and (i.place_id = $1
         or exists (select 1 from physical_etalase e where e.id = i.etalase_id and e.place_id = $1))`,
      [place.id, /^\d{1,18}$/.test(id) ? id : '0', by, reason],
    );
    if (done === 0) throw notFound();
  }

  /** Raises the version of what was inspected, if it is still the one that was read. */
  private async step(
    tx: EntityManager,
    placeId: string,
    etalaseId: string | null,
    version: number,
    by: string,
  ): Promise<void> {
    const [held] =
      etalaseId === null
        ? await rows<{ version: number; name: string; by: string | null }>(
            tx,
            `select version, name, updated_by as by from wisata_place where id = $1 for update`,
            [placeId],
          )
        : await rows<{ version: number; name: string; by: string | null }>(
            tx,
            `select version, name, updated_by as by from physical_etalase where id = $2 and place_id = $1 for update`,
            [placeId, etalaseId],
          );
    if (!held) throw notFound();
    if (held.version !== version)
      throw new ConflictError(
        'etalase.changed-meanwhile',
        `Catatan tentang "${held.name}" sudah diubah ${held.by ?? 'orang lain'} sesudah Anda membukanya. Tidak ada yang disimpan. ` +
          'Lihat pemeriksaan terakhir di halaman ini, lalu simpan lagi bila masih perlu.',
        { version: held.version },
      );
    const table = etalaseId === null ? 'wisata_place' : 'physical_etalase';
    await tx.query(`update ${table} set version = version + 1, updated_by = $2, updated_at = now() where id = $1`, [
      etalaseId ?? placeId,
      by,
    ]);
  }
}

function notFound(): NotFoundError {
  return new NotFoundError('etalase.not-found', 'Etalase atau pemeriksaan ini tidak ada di lokasi wisata ini.');
}

function invalid(what: string, problems: { field: string; message: string }[]): InvalidInputError {
  return new InvalidInputError('etalase.invalid', `${what} Perbaiki yang ditandai; tidak ada yang diubah.`, problems);
}
