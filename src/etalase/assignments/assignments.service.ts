import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { formatDay } from '../../shared/dates.js';
import { ConflictError, type FieldProblem, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { rows } from '../../shared/sql.js';
import { comparable } from '../../shared/text.js';
import { WilayahService } from '../../wilayah/wilayah.service.js';
import { PlacesService } from '../places/places.service.js';
import {
  type Assignment,
  type AssignmentFacts,
  type AssignmentInput,
  readAssignment,
  readReason,
  type Target,
} from './assignment.js';

const COLUMN: Readonly<Record<Target, string>> = {
  produk: 'product_id',
  desa: 'wilayah_code',
  usaha: 'enterprise_id',
};

const SELECT = `select a.id::text, case when a.product_id is not null then 'produk' when a.wilayah_code is not null then 'desa'
    else 'usaha' end as target, coalesce(a.product_id::text, a.wilayah_code, a.enterprise_id::text) as of,
  coalesce(p.name, w.name, e.name) as name, a.position, a.valid_from::text as "validFrom",
  a.valid_until::text as "validUntil", a.reason, a.version, a.created_by as "createdBy", a.updated_by as "updatedBy",
  a.withdrawn_why as "withdrawnWhy", coalesce(m.products, 0) as products, coalesce(m.shown, 0) as shown
  from etalase_assignment a
  left join product p on p.id = a.product_id
  left join wilayah w on w.code = a.wilayah_code
  left join enterprise e on e.id = a.enterprise_id
  left join lateral (
    select count(distinct x.product_id)::int as products,
      (count(distinct x.product_id) filter (where s.state = 'tayang' and s.verified))::int as shown
    from (
      select a.product_id union all select v.product_id from product_village v where v.wilayah_code = a.wilayah_code
      union all select k.product_id from enterprise o join product_maker k on k.enterprise_id = o.id
        where o.id = a.enterprise_id or o.merged_into = a.enterprise_id) x
    join product_search s on s.product_id = x.product_id) m on true`;

/** A product or maker that may be assigned. */
export interface Candidate {
  id: string;
  name: string;
  /** What tells it from others of its name. */
  sub: string;
}

const MOST_CANDIDATES = 30;
/** At once with one form. */
const MOST_CHOSEN = 50;

/** What the office has decided that a place shows before all others. */
@Injectable()
export class AssignmentsService {
  constructor(
    private readonly db: DataSource,
    private readonly places: PlacesService,
    private readonly wilayah: WilayahService,
  ) {}

  /** Of a place: those that hold on the day or will, then those that are over; in the order of the listing. */
  async list(placeId: string, day: string, em: EntityManager = this.db.manager): Promise<Assignment[]> {
    const found = await rows<Assignment>(
      em,
      `${SELECT} where a.place_id = $1
       order by a.withdrawn_at is not null, coalesce(a.valid_until < $2::text::date, false), a.position, a.id`,
      [placeId, day],
    );
    return this.named(found, em);
  }

  /** Throws `etalase.assignment-not-found`. */
  async get(placeId: string, id: string, em: EntityManager = this.db.manager): Promise<Assignment> {
    const found = /^\d{1,18}$/.test(id)
      ? await rows<Assignment>(em, `${SELECT} where a.place_id = $1 and a.id = $2`, [placeId, id])
      : [];
    const [one] = await this.named(found, em);
    if (!one) throw new NotFoundError('etalase.assignment-not-found', 'Penetapan ini tidak ada di lokasi wisata ini.');
    return one;
  }

  /** Makers of products, by name; by the name alone, since that is what the public pages show of them. */
  async makers(text: string): Promise<Candidate[]> {
    const like = `%${comparable(text).replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`;
    return rows<Candidate>(
      this.db.manager,
      `select e.id::text, e.name, concat_ws(', ', w.name, count(distinct m.product_id) || ' produk') as sub
       from enterprise e join enterprise o on coalesce(o.merged_into, o.id) = e.id
       join product_maker m on m.enterprise_id = o.id left join wilayah w on w.code = e.wilayah_code
       where e.merged_into is null and e.name_key like $1
       group by e.id, e.name, e.name_key, w.name order by e.name_key, e.id limit ${MOST_CANDIDATES}`,
      [like],
    );
  }

  /**
   * Assigns one or more of a kind with one period and reason, one after another from the position on. All or none.
   * Throws `etalase.invalid`, `etalase.assigned-already` or `wisata.not-found`.
   */
  async add(
    kode: string,
    target: Target,
    chosen: readonly string[],
    input: AssignmentInput,
    by: string,
  ): Promise<void> {
    const { facts, problems } = readAssignment(input);
    const ids = [...new Set(chosen)].filter((id) => (target === 'desa' ? /^[\d.]{13}$/ : /^\d{1,18}$/).test(id));
    if (ids.length === 0) problems.push({ field: 'chosen', message: 'Cari, lalu pilih paling sedikit satu' });
    if (ids.length > MOST_CHOSEN)
      problems.push({
        field: 'chosen',
        message: `Paling banyak ${MOST_CHOSEN} sekali simpan; yang dipilih ${ids.length}`,
      });
    else if (facts.position + ids.length > 1000)
      problems.push({ field: 'position', message: 'Urutan yang terakhir lebih dari 999' });
    if (problems.length > 0) throw invalid(problems);
    await this.db.transaction(async (tx) => {
      const place = await this.places.get(kode, tx);
      await tx.query('select 1 from wisata_place where id = $1 for update', [place.id]);
      const known = await this.known(tx, target, ids);
      if (known.size < ids.length)
        throw invalid([{ field: 'chosen', message: 'Yang dipilih tidak ada lagi. Cari sekali lagi.' }]);
      for (const [index, id] of ids.entries()) {
        await this.refuseOverlap(tx, place.id, { target, of: id, except: null }, facts, known.get(id) ?? id);
        await tx.query(
          `insert into etalase_assignment (place_id, ${COLUMN[target]}, position, valid_from, valid_until, reason, created_by, updated_by)
           values ($1, $2, $3, $4, $5, $6, $7, $7)`,
          [place.id, id, facts.position + index, facts.validFrom, facts.validUntil, facts.reason, by],
        );
      }
    });
  }

  /** Throws `etalase.invalid`, `etalase.changed-meanwhile`, `etalase.assigned-already` or `etalase.assignment-not-found`. */
  async change(kode: string, id: string, version: number, input: AssignmentInput, by: string): Promise<void> {
    const { facts, problems } = readAssignment(input);
    if (problems.length > 0) throw invalid(problems);
    await this.db.transaction(async (tx) => {
      const { place, before } = await this.held(tx, kode, id, version);
      await this.refuseOverlap(tx, place, { target: before.target, of: before.of, except: id }, facts, before.name);
      await tx.query(
        `update etalase_assignment set position = $2, valid_from = $3, valid_until = $4, reason = $5, version = version + 1,
           updated_by = $6, updated_at = now() where id = $1`,
        [id, facts.position, facts.validFrom, facts.validUntil, facts.reason, by],
      );
    });
  }

  /** Takes an assignment back, as if it had never been; it stays on file. Throws as `change` does. */
  async withdraw(kode: string, id: string, version: number, why: string, by: string): Promise<void> {
    const { reason, problem } = readReason(why, 'why');
    if (problem) throw invalid([problem]);
    await this.db.transaction(async (tx) => {
      await this.held(tx, kode, id, version);
      await tx.query(
        `update etalase_assignment set withdrawn_at = now(), withdrawn_by = $2, withdrawn_why = $3, version = version + 1,
           updated_by = $2, updated_at = now() where id = $1`,
        [id, by, reason],
      );
    });
  }

  private async held(
    tx: EntityManager,
    kode: string,
    id: string,
    version: number,
  ): Promise<{ place: string; before: Assignment }> {
    const place = await this.places.get(kode, tx);
    await tx.query('select 1 from wisata_place where id = $1 for update', [place.id]);
    const before = await this.get(place.id, id, tx);
    if (before.version !== version || before.withdrawnWhy !== null)
      throw new ConflictError(
        'etalase.changed-meanwhile',
        `Penetapan "${before.name}" sudah ${before.withdrawnWhy === null ? 'diubah' : 'dicabut'} oleh ` +
          `${before.updatedBy ?? 'orang lain'} sesudah Anda membukanya. Tidak ada yang disimpan. ` +
          'Bandingkan dengan yang tercatat sekarang, lalu simpan lagi bila masih perlu.',
        { version: before.version },
      );
    return { place: place.id, before };
  }

  /** One thing stands in a place's list once at a time. */
  private async refuseOverlap(
    tx: EntityManager,
    placeId: string,
    { target, of, except }: { target: Target; of: string; except: string | null },
    { validFrom, validUntil }: AssignmentFacts,
    name: string,
  ): Promise<void> {
    const [other] = await rows<{ from: string; until: string | null }>(
      tx,
      `select valid_from::text as from, valid_until::text as until from etalase_assignment
       where place_id = $1 and ${COLUMN[target]} = $2 and withdrawn_at is null and ($3::bigint is null or id <> $3)
         and daterange(valid_from, valid_until, '[]') && daterange($4::date, $5::date, '[]') limit 1`,
      [placeId, of, except, validFrom, validUntil],
    );
    if (other)
      throw new ConflictError(
        'etalase.assigned-already',
        `"${name}" sudah ditetapkan di lokasi ini sejak ${formatDay(other.from)}` +
          `${other.until === null ? '' : ` sampai ${formatDay(other.until)}`}. Ubah penetapan itu, atau pilih masa yang lain.`,
      );
  }

  /** Those that exist, with their names. */
  private async known(tx: EntityManager, target: Target, ids: readonly string[]): Promise<Map<string, string>> {
    const sql: Readonly<Record<Target, string>> = {
      produk: 'select id::text, name from product where id = any($1::bigint[])',
      desa: `select code as id, name from wilayah where code = any($1::text[]) and level = 'desa' and is_current`,
      usaha: 'select id::text, name from enterprise where id = any($1::bigint[]) and merged_into is null',
    };
    const found = await rows<{ id: string; name: string }>(tx, sql[target], [ids]);
    return new Map(found.map(({ id, name }) => [id, name]));
  }

  /** Villages are told with what they lie in. */
  private async named(found: readonly Assignment[], em: EntityManager): Promise<Assignment[]> {
    const codes = found.filter(({ target }) => target === 'desa').map(({ of }) => of);
    if (codes.length === 0) return [...found];
    const words = await this.wilayah.words(codes, em);
    return found.map((one) => (one.target === 'desa' ? { ...one, name: words.get(one.of) ?? one.name } : one));
  }
}

function invalid(problems: FieldProblem[]): InvalidInputError {
  return new InvalidInputError(
    'etalase.invalid',
    'Penetapan belum dapat disimpan. Perbaiki yang ditandai; tidak ada yang diubah.',
    problems,
  );
}
