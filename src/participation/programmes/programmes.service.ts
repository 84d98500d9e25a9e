import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { formatDay, isDay } from '../../shared/dates.js';
import { ConflictError, type FieldProblem, NotFoundError } from '../../shared/errors.js';
import { maskText } from '../../shared/masking.js';
import { parseIndonesianAmount } from '../../shared/money.js';
import { loadSql, rows } from '../../shared/sql.js';
import { WilayahService } from '../../wilayah/wilayah.service.js';
import { refuse, refuseStale, textOf } from './changed.js';
import type { By, Programme, ProgrammeFilter, ProgrammeInput } from './programme.js';
import { type Pembinaan, readPembinaan } from './reference.js';

const LIST = loadSql('queries/programmes.sql', import.meta.url);

type Row = Omit<Programme, 'wilayah'>;

interface Found {
  items: Programme[];
  found: number;
  all: number;
}

/** Programmes of pembinaan: who did what, for whom, when. */
@Injectable()
export class ProgrammesService {
  /** Fields, kinds and duties as the reference has them. */
  readonly reference: Pembinaan = readPembinaan();

  constructor(
    private readonly db: DataSource,
    private readonly wilayah: WilayahService,
  ) {}

  /** Newest first, a page at a time; `all` counts without the filter. `page` counts from 1. */
  list(filter: ProgrammeFilter, today: string, page: number, size: number): Promise<Found> {
    return this.find(filter, today, size, (page - 1) * size, this.db.manager);
  }

  /** Years that a day of some programme falls into, the newest first. */
  async years(today: string): Promise<number[]> {
    const found = await rows<{ year: number }>(
      this.db.manager,
      `select distinct y as year from programme p, generate_series(extract(year from p.starts_on)::int,
         greatest(extract(year from coalesce(p.ends_on, $1::date)), extract(year from p.starts_on))::int) y order by 1 desc`,
      [today],
    );
    return found.map(({ year }) => year);
  }

  /** Throws `programme.not-found`. */
  async get(id: string, today: string, em: EntityManager = this.db.manager): Promise<Programme> {
    const [programme] = /^\d{1,18}$/.test(id) ? (await this.find({ id }, today, 1, 0, em)).items : [];
    if (!programme) throw new NotFoundError('programme.not-found', `Program ${id.slice(0, 20)} tidak ada.`);
    return programme;
  }

  /** One that has begun by today, for there is nothing to tell before. Throws `programme.not-found` or `programme.not-begun`. */
  async begun(id: string, today: string): Promise<Programme> {
    const programme = await this.get(id, today);
    if (programme.startsOn > today)
      throw new ConflictError(
        'programme.not-begun',
        `Program baru dimulai ${formatDay(programme.startsOn)}; hasilnya belum dapat dihitung.`,
      );
    return programme;
  }

  /** Throws `programme.invalid` or `programme.known`. */
  async create(input: ProgrammeInput, { by, today }: By): Promise<Programme> {
    return this.db.transaction(async (tx) => {
      const values = await this.checked(input, null, tx);
      const [made] = await rows<{ id: string }>(
        tx,
        `insert into programme (name, kind, field, organiser, duty, task_force, starts_on, ends_on, wilayah_code, place,
           budget, source, note, created_by, updated_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14) returning id::text`,
        [...values, by],
      );
      if (!made) throw new Error('The programme was not stored');
      return this.get(made.id, today, tx);
    });
  }

  /** Throws `programme.changed-meanwhile`, `programme.invalid`, `programme.known` or `programme.not-found`. */
  async change(id: string, version: number, input: ProgrammeInput, who: By): Promise<Programme> {
    return this.db.transaction(async (tx) => {
      await this.locked(id, version, who, tx);
      const values = await this.checked(input, id, tx);
      const [early] = await rows<{ day: string }>(
        tx,
        'select min(joined_on)::text as day from programme_participant where programme_id = $1 having min(joined_on) < $2::date',
        [id, input.startsOn],
      );
      if (early)
        refuse('programme', [
          { field: 'startsOn', message: `Sudah ada peserta yang ikut sejak ${early.day}. Betulkan tanggalnya dahulu.` },
        ]);
      await tx.query(
        `update programme set name = $2, kind = $3, field = $4, organiser = $5, duty = $6, task_force = $7, starts_on = $8,
           ends_on = $9, wilayah_code = $10, place = $11, budget = $12, source = $13, note = $14,
           updated_by = $15, updated_at = now(), version = version + 1 where id = $1`,
        [id, ...values, who.by],
      );
      return this.get(id, who.today, tx);
    });
  }

  /** Calls a programme off, or takes that back when `why` is null. Throws as `change`. */
  async callOff(id: string, version: number, why: string | null, who: By): Promise<Programme> {
    return this.db.transaction(async (tx) => {
      const before = await this.locked(id, version, who, tx);
      const reason = textOf(why);
      if (why !== null && (reason === null || reason.length > 500))
        refuse('programme', [{ field: 'why', message: 'Isi alasannya, paling panjang 500 huruf' }]);
      if ((before.cancelledOn === null) === (reason === null)) return before;
      await tx.query(
        `update programme set cancelled_on = $2, cancelled_why = $3, updated_by = $4, updated_at = now(),
           version = version + 1 where id = $1`,
        [id, reason === null ? null : who.today, reason === null ? null : maskText(reason), who.by],
      );
      return this.get(id, who.today, tx);
    });
  }

  private async locked(id: string, version: number, who: By, tx: EntityManager): Promise<Programme> {
    await this.get(id, who.today, tx);
    await tx.query('select 1 from programme where id = $1 for update', [id]);
    const before = await this.get(id, who.today, tx);
    refuseStale('programme', before.name, before, version, who.timeZone);
    return before;
  }

  private async find(
    filter: ProgrammeFilter & { id?: string },
    today: string,
    limit: number,
    offset: number,
    em: EntityManager,
  ): Promise<Found> {
    const found = await rows<Row & { found: number; all: number }>(em, LIST, [...asked(filter, today), limit, offset]);
    // One row always comes: it carries the counts, and no programme where the page is empty.
    const own = found.filter(({ id }) => id !== null).map(({ found: _found, all: _all, ...row }) => row);
    const words = await this.wilayah.words(
      own.flatMap(({ wilayahCode }) => (wilayahCode === null ? [] : [wilayahCode])),
      em,
    );
    const items = own.map((row) => ({
      ...row,
      wilayah: row.wilayahCode === null ? null : (words.get(row.wilayahCode) ?? row.wilayahCode),
    }));
    return { items, found: found[0]?.found ?? 0, all: found[0]?.all ?? 0 };
  }

  /** The values as they are stored, in the order of the columns. */
  private async checked(input: ProgrammeInput, except: string | null, tx: EntityManager): Promise<unknown[]> {
    const { fields, kinds, duties } = this.reference;
    const problems: FieldProblem[] = [];
    const wrong = (field: keyof ProgrammeInput, message: string): void => void problems.push({ field, message });
    const text = (field: 'place' | 'source' | 'note', most: number, what: string): string | null => {
      const value = textOf(input[field]);
      if ((value ?? '').length > most) wrong(field, `${what} paling panjang ${most} huruf`);
      return value === null ? null : maskText(value);
    };
    const name = (textOf(input.name) ?? '').replace(/\s+/g, ' ');
    if (name.length < 3 || name.length > 200) wrong('name', 'Isi nama program, 3 sampai 200 huruf');
    const kind = kinds.find(({ code }) => code === input.kind);
    if (!kind) wrong('kind', 'Pilih jenis program dari daftar');
    const field = textOf(input.field) ?? kind?.field ?? null;
    if (field !== null && !fields.some(({ code }) => code === field)) wrong('field', 'Pilih bidang dari daftar');
    else if (kind && kind.field !== null && field !== kind.field)
      wrong('field', `Jenis itu termasuk bidang "${fields.find(({ code }) => code === kind.field)?.name ?? ''}"`);
    const organiser = (textOf(input.organiser) ?? '').replace(/\s+/g, ' ');
    if (organiser.length < 3 || organiser.length > 200) wrong('organiser', 'Isi penyelenggara, 3 sampai 200 huruf');
    const duty = textOf(input.duty);
    if (duty !== null && !duties.some(({ code }) => code === duty)) wrong('duty', 'Pilih tugas dari daftar');
    if (!isDay(input.startsOn)) wrong('startsOn', 'Isi tanggal mulai, contoh 2026-03-31');
    const endsOn = textOf(input.endsOn);
    if (endsOn !== null && !isDay(endsOn)) wrong('endsOn', 'Isi tanggal selesai, contoh 2026-03-31, atau kosongkan');
    else if (endsOn !== null && endsOn < input.startsOn) wrong('endsOn', 'Tanggal selesai sebelum tanggal mulai');
    const wilayahCode = textOf(input.wilayahCode);
    if (wilayahCode !== null && !(await this.wilayah.find(wilayahCode, tx)))
      wrong('wilayahCode', 'Pilih wilayah yang ada dalam daftar, contoh 53.01, atau kosongkan');
    const typed = textOf(input.budget);
    const budget = typed === null || /^\d{1,15}\.\d{2}$/.test(typed) ? typed : parseIndonesianAmount(typed);
    if (typed !== null && (budget === null || budget.startsWith('-') || budget.length > 18))
      wrong('budget', 'Isi anggaran dalam rupiah, contoh 25.000.000, atau kosongkan');
    const place = text('place', 200, 'Tempat');
    const source = text('source', 500, 'Dasar atau sumber');
    const note = text('note', 2000, 'Keterangan');
    refuse('programme', problems);
    // Two clerks at once: the unique index decides, this is for the sentence.
    await tx.query('lock table programme in share row exclusive mode');
    const [twin] = await rows<{ id: string }>(
      tx,
      `select id::text from programme where name = $1 and organiser = $2 and starts_on = $3
         and ($4::bigint is null or id <> $4::bigint)`,
      [name, organiser, input.startsOn, except],
    );
    if (twin)
      throw new ConflictError(
        'programme.known',
        `Program "${name}" dari penyelenggara itu dengan tanggal mulai yang sama sudah ada. Buka program itu, atau beri nama lain.`,
        { programmeId: twin.id },
      );
    return [
      name,
      input.kind,
      field,
      organiser,
      duty,
      input.taskForce === true,
      input.startsOn,
      endsOn,
      wilayahCode,
      place,
      budget,
      source,
      note,
    ];
  }
}

function asked(filter: ProgrammeFilter & { id?: string }, today: string): unknown[] {
  const { text, kind, field, duty, state, year, taskForce, id } = filter;
  const like = text ? `%${text.toLowerCase().replace(/[\\%_]/g, (mark) => `\\${mark}`)}%` : null;
  return [
    today,
    like,
    kind ?? null,
    field ?? null,
    duty ?? null,
    state ?? null,
    year ?? null,
    taskForce ?? null,
    id ?? null,
  ];
}
