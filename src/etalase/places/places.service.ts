import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { InstanceSettings } from '../../access/instance/instance-settings.js';
import { formatMoment } from '../../shared/dates.js';
import { ConflictError, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import type { ListResult } from '../../shared/list-import.js';
import { readForm } from '../../shared/spreadsheet-reader.js';
import { rows } from '../../shared/sql.js';
import { comparable } from '../../shared/text.js';
import { namesOfLine } from '../../wilayah/resolve.js';
import { WilayahService } from '../../wilayah/wilayah.service.js';
import { PLACE_COLUMNS, type PlacePlan, planPlaces } from './place-form.js';
import { readPlace } from './place-input.js';
import type { PlaceFacts, PlaceFilter, PlaceInput, PlaceState, WisataPlace } from './place.js';

const COLUMNS = `p.id::text, p.kode, p.name, p.name_en as "nameEn", p.kind, p.wilayah_code as "wilayahCode",
  p.latitude::text, p.longitude::text, p.coordinate_confidence as confidence, p.coordinate_error_m as "errorM", p.manager, p.responsible,
  p.opening, p.opening_en as "openingEn", p.description, p.description_en as "descriptionEn", p.note, p.source, p.state,
  p.version, p.updated_by as "updatedBy", to_char(p.updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "updatedAt",
  left(p.wilayah_code, 5) as "kabupatenCode"`;

const NO_REGION =
  'Isi kode Kemendagri desa, kecamatan, atau kabupaten yang ada, contoh 53.15.05; atau Desa, Kecamatan, Kabupaten';

type PlaceRow = Omit<WisataPlace, 'where' | 'kabupaten'>;

/** Tourism places: kept by people, begun from a file of the repository. */
@Injectable()
export class PlacesService {
  constructor(
    private readonly db: DataSource,
    private readonly wilayah: WilayahService,
    private readonly settings: InstanceSettings,
  ) {}

  /** By region and name. `page` counts from 1. */
  async list(
    filter: PlaceFilter,
    page: number,
    size: number,
    em: EntityManager = this.db.manager,
  ): Promise<{ items: WisataPlace[]; total: number }> {
    const text = filter.text ? `%${comparable(filter.text).replace(/[\\%_]/g, (mark) => `\\${mark}`)}%` : null;
    const found = await rows<PlaceRow & { total: number }>(
      em,
      `select ${COLUMNS}, count(*) over ()::int as total from wisata_place p
       where ($1::text is null or p.name_key like $1 or p.kode like $1)
         and ($2::text is null or p.wilayah_code = $2 or p.wilayah_code like $2 || '.%')
         and ($3::text is null or p.kind = $3) and ($4::text is null or p.state = $4)
       order by left(p.wilayah_code, 5), p.name_key, p.id limit $5 offset $6`,
      [text, filter.within ?? null, filter.kind ?? null, filter.state, size, (page - 1) * size],
    );
    const items = await this.named(found, em);
    return { items, total: found[0]?.total ?? 0 };
  }

  async find(kode: string, em: EntityManager = this.db.manager): Promise<WisataPlace | null> {
    const found = await rows<PlaceRow>(em, `select ${COLUMNS} from wisata_place p where p.kode = $1`, [kode]);
    return (await this.named(found, em))[0] ?? null;
  }

  /** Also places that were put away. Throws `wisata.not-found`. */
  async get(kode: string, em: EntityManager = this.db.manager): Promise<WisataPlace> {
    const found = await this.find(kode, em);
    if (!found) throw new NotFoundError('wisata.not-found', `Lokasi wisata "${kode.slice(0, 60)}" tidak ada.`);
    return found;
  }

  /** Throws `wisata.invalid` or `wisata.kode-taken`. */
  async create(input: PlaceInput, by: string): Promise<WisataPlace> {
    return this.db.transaction(async (tx) => {
      const facts = await this.checked(input, tx);
      await tx.query('lock table wisata_place in share row exclusive mode');
      if (await this.find(facts.kode, tx))
        throw new ConflictError(
          'wisata.kode-taken',
          `Kode "${facts.kode}" sudah dipakai lokasi lain. Buka lokasi itu, atau isi kode yang lain.`,
        );
      await this.insert(tx, [facts], by);
      return this.get(facts.kode, tx);
    });
  }

  /** The kode stays as it is: addresses hold it. Throws `wisata.changed-meanwhile`, `wisata.invalid` or `wisata.not-found`. */
  async change(kode: string, version: number, input: PlaceInput, by: string): Promise<WisataPlace> {
    return this.db.transaction(async (tx) => {
      const before = await this.held(tx, kode, version);
      const facts = await this.checked({ ...input, kode }, tx);
      await this.update(tx, [{ id: before.id, facts }], by);
      return this.get(kode, tx);
    });
  }

  /** Puts a place away, or takes it back. Throws `wisata.changed-meanwhile` or `wisata.not-found`. */
  async setState(kode: string, version: number, state: PlaceState, by: string): Promise<WisataPlace> {
    return this.db.transaction(async (tx) => {
      const before = await this.held(tx, kode, version);
      await tx.query(
        'update wisata_place set state = $2, version = version + 1, updated_by = $3, updated_at = now() where id = $1',
        [before.id, state, by],
      );
      return this.get(kode, tx);
    });
  }

  /** Reads a list and says what it would change; nothing is written. Throws `table.unreadable`. */
  async preview(bytes: Uint8Array): Promise<ListResult> {
    return resultOf(await this.plan(bytes, this.db.manager), false);
  }

  /** Takes a list as a whole, or, when any row is rejected, nothing of it. Throws `table.unreadable`. */
  async import(bytes: Uint8Array, by: string): Promise<ListResult> {
    return this.db.transaction(async (tx) => {
      await tx.query('lock table wisata_place in share row exclusive mode');
      const plan = await this.plan(bytes, tx);
      if (plan.rejected > 0) return resultOf(plan, false);
      await this.update(tx, plan.toChange, by);
      await this.insert(tx, plan.toAdd, by);
      return resultOf(plan, true);
    });
  }

  private async plan(bytes: Uint8Array, em: EntityManager): Promise<PlacePlan> {
    const form = await readForm(bytes, PLACE_COLUMNS);
    const known = await rows<PlaceRow>(em, `select ${COLUMNS} from wisata_place p`);
    const said = [...form.map(({ values }) => values.wilayahCode.trim()), ...known.map((place) => place.wilayahCode)];
    return planPlaces(form, await this.named(known, em), await this.regions([...new Set(said)], em));
  }

  /** What each cell means: the code of a region of any level, or a village by its names. */
  private async regions(
    said: readonly string[],
    em: EntityManager,
  ): Promise<(text: string) => { code: string } | { message: string }> {
    const regions = await rows<{ code: string }>(
      em,
      `select code from wilayah where code = any($1::text[]) and level <> 'provinsi'`,
      [said],
    );
    const codes = new Set(regions.map(({ code }) => code));
    const names = said.filter((text) => /\p{L}/u.test(text));
    const villages = await this.wilayah.resolve(names.map(namesOfLine), em);
    const meant = new Map(names.map((text, at) => [text, villages[at]]));
    return (text) => (codes.has(text) ? { code: text } : (meant.get(text) ?? { message: NO_REGION }));
  }

  private async held(tx: EntityManager, kode: string, version: number): Promise<WisataPlace> {
    await tx.query('select 1 from wisata_place where kode = $1 for update', [kode]);
    const before = await this.get(kode, tx);
    if (before.version === version) return before;
    const { timeZone } = await this.settings.get(tx);
    throw new ConflictError(
      'wisata.changed-meanwhile',
      `"${before.name}" sudah diubah oleh ${before.updatedBy ?? 'orang lain'} pada ${formatMoment(before.updatedAt, timeZone)}, ` +
        'sesudah Anda membukanya. Tidak ada yang disimpan. Bandingkan, lalu simpan lagi.',
      { version: before.version },
    );
  }

  private async checked(input: PlaceInput, tx: EntityManager): Promise<PlaceFacts> {
    const { facts, problems } = readPlace(input);
    const region = await this.wilayah.find(facts.wilayahCode, tx);
    if (!region || region.level === 'provinsi')
      problems.push({
        field: 'wilayahCode',
        message: NO_REGION,
      });
    if (problems.length === 0) return facts;
    throw new InvalidInputError(
      'wisata.invalid',
      'Lokasi wisata belum dapat disimpan. Perbaiki yang ditandai; tidak ada yang diubah.',
      problems,
    );
  }

  private async insert(tx: EntityManager, list: readonly PlaceFacts[], by: string): Promise<void> {
    if (list.length === 0) return;
    await tx.query(
      `insert into wisata_place (kode, name, name_en, name_key, kind, wilayah_code, latitude, longitude,
         coordinate_confidence, coordinate_error_m, manager, responsible, opening, opening_en, description, description_en, note, source,
         created_by, updated_by)
       select kode, name, "nameEn", key, kind, "wilayahCode", latitude, longitude, confidence, "errorM", manager, responsible,
         opening, "openingEn", description, "descriptionEn", note, source, $2, $2 from json_to_recordset($1::json) as f ${RECORD}`,
      [recordsOf(list), by],
    );
  }

  private async update(
    tx: EntityManager,
    list: readonly { id: string; facts: PlaceFacts }[],
    by: string,
  ): Promise<void> {
    if (list.length === 0) return;
    await tx.query(
      `update wisata_place p set name = f.name, name_en = f."nameEn", name_key = f.key, kind = f.kind,
         wilayah_code = f."wilayahCode", latitude = f.latitude, longitude = f.longitude,
         coordinate_confidence = f.confidence, coordinate_error_m = f."errorM", manager = f.manager, responsible = f.responsible, opening = f.opening,
         opening_en = f."openingEn", description = f.description, description_en = f."descriptionEn", note = f.note,
         source = f.source, version = p.version + 1, updated_by = $2, updated_at = now()
       from json_to_recordset($1::json) as f ${RECORD} where p.kode = f.kode`,
      [recordsOf(list.map(({ facts }) => facts)), by],
    );
  }

  private async named(found: readonly PlaceRow[], em: EntityManager): Promise<WisataPlace[]> {
    if (found.length === 0) return [];
    const words = await this.wilayah.words(
      found.flatMap(({ wilayahCode, kabupatenCode }) => [wilayahCode, kabupatenCode]),
      em,
    );
    return found.map((place) => ({
      ...place,
      where: words.get(place.wilayahCode) ?? place.wilayahCode,
      kabupaten: words.get(place.kabupatenCode) ?? place.kabupatenCode,
    }));
  }
}

/** The columns of a JSON list of facts. */
const RECORD = `(kode text, name text, "nameEn" text, key text, kind text, "wilayahCode" text, latitude numeric,
  longitude numeric, confidence text, "errorM" integer, manager text, responsible text, opening text, "openingEn" text, description text,
  "descriptionEn" text, note text, source text)`;

function recordsOf(list: readonly PlaceFacts[]): string {
  return JSON.stringify(list.map((facts) => ({ ...facts, key: comparable(facts.name) })));
}

function resultOf({ read, added, changed, unchanged, rejected, problems }: PlacePlan, applied: boolean): ListResult {
  return { applied, read, added, changed, unchanged, rejected, problems };
}
