import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { formatMoment, isDay } from '../../shared/dates.js';
import { ConflictError, type FieldProblem, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { maskText } from '../../shared/masking.js';
import { loadSql, rows } from '../../shared/sql.js';
import { WilayahService } from '../../wilayah/wilayah.service.js';
import { criteriaOn, readSentraCriteria } from './sentra-criteria-file.js';
import { judgeSentra, type SentraCriteria, type StatementAnswer } from './sentra-criteria.js';
import type { JudgedSentra, MemberCounts, Sentra, SentraFilter, SentraInput, SentraMember } from './sentra.js';

const FACTS = loadSql('queries/facts.sql', import.meta.url);
const MEMBERS = loadSql('queries/members.sql', import.meta.url);

const COLUMNS = `s.id::text, s.name, s.wilayah_code as "wilayahCode", s.group_code as "groupCode", g.name as "groupName",
  s.product_kind as "productKind", s.founded_on::text as "foundedOn", s.note, s.version, s.updated_by as "updatedBy",
  to_char(s.updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "updatedAt"`;
const FROM = 'from sentra s left join product_group g on g.code = s.group_code';
const WHERE = `where ($1::text is null or lower(s.name || ' ' || coalesce(s.product_kind, '')) like $1)
  and ($2::text is null or s.wilayah_code = $2 or s.wilayah_code like $2 || '.%')
  and ($3::text is null or s.group_code = $3)`;

const NONE: MemberCounts = {
  everMembers: false,
  members: 0,
  sameKind: 0,
  otherKind: 0,
  withoutProduct: 0,
  champions: 0,
};

/** Sentra: kept by hand, judged by the eight criteria in force. */
@Injectable()
export class SentraService {
  private readonly versions = readSentraCriteria();

  constructor(
    private readonly db: DataSource,
    private readonly wilayah: WilayahService,
  ) {}

  criteria(day: string): SentraCriteria {
    return criteriaOn(this.versions, day);
  }

  /** Groups of products, for forms and filters. */
  groups(): Promise<{ value: string; text: string }[]> {
    return rows(this.db.manager, 'select code as value, name as text from product_group order by position, code');
  }

  /** By name, a page at a time, each judged on the day. */
  async list(
    filter: SentraFilter,
    day: string,
    page: number,
    size: number,
  ): Promise<{ items: JudgedSentra[]; found: number; all: number }> {
    const like = filter.text ? `%${filter.text.toLowerCase().replace(/[\\%_]/g, (mark) => `\\${mark}`)}%` : null;
    const asked = [like, filter.within ?? null, filter.groupCode ?? null];
    const [counted] = await rows<{ found: number; all: number }>(
      this.db.manager,
      `select (select count(*) from sentra s ${WHERE})::int as found, (select count(*) from sentra)::int as all`,
      asked,
    );
    const found = await rows<Omit<Sentra, 'place'>>(
      this.db.manager,
      `select ${COLUMNS} ${FROM} ${WHERE} order by lower(s.name) collate "C", s.id limit $4 offset $5`,
      [...asked, size, (page - 1) * size],
    );
    return { items: await this.judged(found, day), found: counted?.found ?? 0, all: counted?.all ?? 0 };
  }

  /** Throws `sentra.not-found`. */
  async get(id: string, day: string, em: EntityManager = this.db.manager): Promise<JudgedSentra> {
    const [judged] = await this.judged([await this.row(id, em)], day, em);
    if (!judged) throw new Error('A sentra was lost on the way');
    return judged;
  }

  /** Who belongs to it on a day. Throws `sentra.not-found`. */
  async members(id: string, day: string): Promise<SentraMember[]> {
    await this.row(id, this.db.manager);
    return rows<SentraMember>(this.db.manager, MEMBERS, [id, day]);
  }

  /** Throws `sentra.invalid` or `sentra.name-taken`. */
  async create(input: SentraInput, by: string, today: string): Promise<JudgedSentra> {
    return this.db.transaction(async (tx) => {
      const values = await this.checked(input, null, today, tx);
      const [made] = await rows<{ id: string }>(
        tx,
        `insert into sentra (name, wilayah_code, group_code, product_kind, founded_on, note, created_by, updated_by)
         values ($1, $2, $3, $4, $5, $6, $7, $7) returning id::text`,
        [...values, by],
      );
      if (!made) throw new Error('The sentra was not stored');
      return this.get(made.id, today, tx);
    });
  }

  /** Throws `sentra.changed-meanwhile`, `sentra.invalid`, `sentra.name-taken` or `sentra.not-found`. */
  async change(
    id: string,
    version: number,
    input: SentraInput,
    by: string,
    { today, timeZone }: { today: string; timeZone: string },
  ): Promise<JudgedSentra> {
    return this.db.transaction(async (tx) => {
      const before = await this.row(id, tx, true);
      if (before.version !== version)
        throw new ConflictError(
          'sentra.changed-meanwhile',
          `"${before.name}" sudah diubah oleh ${before.updatedBy ?? 'orang lain'} pada ${formatMoment(before.updatedAt, timeZone)}, sesudah Anda membukanya. Tidak ada yang disimpan. Bandingkan, lalu simpan lagi.`,
          { version: before.version },
        );
      const values = await this.checked(input, id, today, tx);
      await tx.query(
        `update sentra set name = $2, wilayah_code = $3, group_code = $4, product_kind = $5, founded_on = $6, note = $7,
           updated_by = $8, updated_at = now(), version = version + 1 where id = $1`,
        [id, ...values, by],
      );
      return this.get(id, today, tx);
    });
  }

  /** A sentra that nobody else changes until the transaction ends. Throws `sentra.not-found`. */
  async row(id: string, em: EntityManager, lock = false): Promise<Omit<Sentra, 'place'>> {
    const [found] = /^\d{1,18}$/.test(id)
      ? await rows<Omit<Sentra, 'place'>>(
          em,
          `select ${COLUMNS} ${FROM} where s.id = $1 ${lock ? 'for update of s' : ''}`,
          [id],
        )
      : [];
    if (!found) throw new NotFoundError('sentra.not-found', `Sentra ${id.slice(0, 20)} tidak ada.`);
    return found;
  }

  private async judged(
    list: readonly Omit<Sentra, 'place'>[],
    day: string,
    em: EntityManager = this.db.manager,
  ): Promise<JudgedSentra[]> {
    if (list.length === 0) return [];
    const reference = this.criteria(day);
    const ids = list.map(({ id }) => id);
    const words = await this.wilayah.words(
      list.map(({ wilayahCode }) => wilayahCode),
      em,
    );
    const facts = await rows<MemberCounts & { sentraId: string }>(em, FACTS, [ids, day]);
    const stated = await rows<{ sentraId: string; condition: string; answer: StatementAnswer }>(
      em,
      `select sentra_id::text as "sentraId", condition, answer from sentra_statement where sentra_id = any($1::bigint[])`,
      [ids],
    );
    return list.map((sentra) => {
      const { sentraId: _, ...counts } = facts.find((one) => one.sentraId === sentra.id) ?? { sentraId: '', ...NONE };
      const statements = new Map(
        stated.filter((one) => one.sentraId === sentra.id).map(({ condition, answer }) => [condition, answer]),
      );
      return {
        ...sentra,
        place: words.get(sentra.wilayahCode) ?? sentra.wilayahCode,
        counts,
        reference,
        judgement: judgeSentra(reference, {
          statements,
          members: counts.everMembers ? counts.members - counts.otherKind : null,
          champions: counts.champions,
        }),
      };
    });
  }

  /** The values as they are stored, in the order of the columns. */
  private async checked(
    input: SentraInput,
    except: string | null,
    today: string,
    tx: EntityManager,
  ): Promise<(string | null)[]> {
    const problems: FieldProblem[] = [];
    const name = input.name.trim().replace(/\s+/g, ' ');
    if (name.length < 3 || name.length > 200)
      problems.push({ field: 'name', message: 'Isi nama sentra, 3 sampai 200 huruf' });
    const place = await this.wilayah.find(input.wilayahCode.trim(), tx);
    if (!place || place.level === 'provinsi')
      problems.push({
        field: 'wilayahCode',
        message: 'Pilih desa atau kelurahan, kecamatan, atau kabupaten/kota yang ada dalam daftar wilayah',
      });
    const groupCode = textOf(input.groupCode);
    if (groupCode !== null) {
      const [group] = await rows<{ code: string }>(tx, 'select code from product_group where code = $1', [groupCode]);
      if (!group) problems.push({ field: 'groupCode', message: 'Pilih kelompok produk dari daftar' });
    }
    const productKind = textOf(input.productKind);
    if ((productKind ?? '').length > 200)
      problems.push({ field: 'productKind', message: 'Jenis produk paling panjang 200 huruf' });
    const foundedOn = textOf(input.foundedOn);
    if (foundedOn !== null && !isDay(foundedOn))
      problems.push({ field: 'foundedOn', message: 'Isi tanggal, contoh 2019-08-31' });
    else if (foundedOn !== null && foundedOn > today)
      problems.push({ field: 'foundedOn', message: 'Tanggal berdiri belum tiba' });
    const note = textOf(input.note);
    if ((note ?? '').length > 2000) problems.push({ field: 'note', message: 'Keterangan paling panjang 2000 huruf' });
    if (problems.length > 0)
      throw new InvalidInputError(
        'sentra.invalid',
        'Isian belum dapat disimpan. Perbaiki yang ditandai; tidak ada yang diubah.',
        problems,
      );
    // Two clerks at once: the unique index decides, this is for the sentence.
    await tx.query('lock table sentra in share row exclusive mode');
    const [twin] = await rows<{ id: string }>(
      tx,
      `select id::text from sentra where name = $1 and wilayah_code = $2 and ($3::bigint is null or id <> $3::bigint)`,
      [name, place?.code, except],
    );
    if (twin)
      throw new ConflictError(
        'sentra.name-taken',
        `Sentra "${name}" sudah ada di wilayah itu. Buka sentra itu, atau pilih nama lain.`,
        { sentraId: twin.id },
      );
    return [name, place?.code ?? null, groupCode, productKind, foundedOn, note === null ? null : maskText(note)];
  }
}

function textOf(value: string | null | undefined): string | null {
  const text = (value ?? '').trim();
  return text === '' ? null : text;
}
