import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { formatDay } from '../shared/dates.js';
import { ConflictError, NotFoundError } from '../shared/errors.js';
import type { FormRow } from '../shared/spreadsheet-reader.js';
import { rows } from '../shared/sql.js';
import { type OvopEntry, type OvopFacts, type OvopKind, periodsOverlap } from './ovop-entry.js';
import { type OvopField, type OvopPlan, planOvopImport } from './ovop-form.js';

/** Which entries are looked for. An absent condition means "all". */
export interface OvopFilter {
  kind?: OvopKind;
  /** 'now' = counts on `day`; 'ended' = no longer; 'later' = not yet. */
  state?: 'now' | 'ended' | 'later';
  day: string;
  /** Part of the value, product or village, in any case. */
  text?: string;
}

interface EntryRow extends Omit<OvopEntry, 'scheme'> {
  scheme: string;
}

const COLUMNS = `id::text, kind, scheme, value, value_key as "valueKey", label, village, valid_from::text as "validFrom",
  valid_to::text as "validTo", note, created_by as "createdBy",
  to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt"`;

/**
 * The bureau's OVOP list. It knows nothing of purchases: who writes to it sees to it that the marks on purchases follow
 * in the same transaction (`OvopListService`).
 */
@Injectable()
export class CatalogueService {
  constructor(private readonly db: DataSource) {}

  /** Entries by kind, product and first day. */
  list(filter: OvopFilter, em: EntityManager = this.db.manager): Promise<OvopEntry[]> {
    return rows<EntryRow>(
      em,
      `select ${COLUMNS} from ovop_entry
       where ($1::text is null or kind = $1)
         and case $2::text
               when 'now' then valid_from <= $3::date and (valid_to is null or valid_to >= $3::date)
               when 'ended' then valid_to < $3::date
               when 'later' then valid_from > $3::date
               else true end
         and ($4::text is null or lower(value || ' ' || label || ' ' || coalesce(village, '')) like $4)
       order by kind, lower(label) collate "C", value_key, valid_from, id`,
      [
        filter.kind ?? null,
        filter.state ?? null,
        filter.day,
        filter.text ? `%${escapeLike(filter.text.toLowerCase())}%` : null,
      ],
    ).then((found) => found.map(toEntry));
  }

  /** Throws `ovop.not-found`. */
  async get(id: string, em: EntityManager = this.db.manager): Promise<OvopEntry> {
    const [found] = /^\d{1,18}$/.test(id)
      ? await rows<EntryRow>(em, `select ${COLUMNS} from ovop_entry where id = $1`, [id])
      : [];
    if (!found) throw new NotFoundError('ovop.not-found', `Entri ${id.slice(0, 20)} tidak ada dalam daftar OVOP`);
    return toEntry(found);
  }

  /** Throws `ovop.overlap` when the same code or word is on the list for one of these days already. */
  async create(tx: EntityManager, facts: OvopFacts, by: string): Promise<OvopEntry> {
    await this.refuseOverlap(tx, facts, null);
    const [made] = await rows<{ id: string }>(tx, `${INSERT} returning id::text`, columnsOf([facts], by));
    if (!made) throw new Error('The entry was not stored');
    return this.get(made.id, tx);
  }

  /** Throws `ovop.not-found` or `ovop.overlap`. */
  async change(tx: EntityManager, id: string, facts: OvopFacts): Promise<OvopEntry> {
    await this.get(id, tx);
    await this.refuseOverlap(tx, facts, id);
    await tx.query(
      `update ovop_entry set kind = $2, scheme = $3, value = $4, value_key = $5, label = $6, village = $7,
         valid_from = $8, valid_to = $9, note = $10 where id = $1`,
      [
        id,
        facts.kind,
        facts.scheme,
        facts.value,
        facts.valueKey,
        facts.label,
        facts.village,
        facts.validFrom,
        facts.validTo,
        facts.note,
      ],
    );
    return this.get(id, tx);
  }

  /**
   * Takes an entry off the list, as though it had never been there; only while no purchase is marked by it. Otherwise
   * throws `ovop.in-use`: such an entry is ended with a last day. `countMarks` asks whoever knows the purchases.
   */
  async remove(tx: EntityManager, id: string, countMarks: (id: string) => Promise<number>): Promise<void> {
    const entry = await this.get(id, tx);
    const marks = await countMarks(id);
    if (marks > 0) {
      throw new ConflictError(
        'ovop.in-use',
        `"${entry.label}" menandai ${marks} baris belanja, jadi tidak dapat dihapus. Isi tanggal akhir berlakunya, atau betulkan kode atau katanya.`,
      );
    }
    await tx.query('delete from ovop_entry where id = $1', [id]);
  }

  /** What the rows of a list would change; nothing is written. */
  async plan(formRows: readonly FormRow<OvopField>[], em: EntityManager = this.db.manager): Promise<OvopPlan> {
    return planOvopImport(formRows, await this.list({ day: ALL_DAYS }, em));
  }

  /** Writes a plan without rejected rows, made in the same transaction. */
  async apply(tx: EntityManager, plan: OvopPlan, by: string): Promise<void> {
    if (plan.rejected > 0) throw new Error('A list with rejected rows is not applied');
    if (plan.added.length > 0) await tx.query(INSERT, columnsOf(plan.added, by));
    for (const { before, after } of plan.changed) {
      await tx.query(
        'update ovop_entry set value = $2, label = $3, village = $4, valid_to = $5, note = $6 where id = $1',
        [before.id, after.value, after.label, after.village, after.validTo, after.note],
      );
    }
  }

  private async refuseOverlap(tx: EntityManager, facts: OvopFacts, except: string | null): Promise<void> {
    const others = await rows<{ id: string; label: string; validFrom: string; validTo: string | null }>(
      tx,
      `select id::text, label, valid_from::text as "validFrom", valid_to::text as "validTo" from ovop_entry
       where kind = $1 and scheme = $2 and value_key = $3 and ($4::bigint is null or id <> $4::bigint)`,
      [facts.kind, facts.scheme, facts.valueKey, except],
    );
    const clash = others.find((other) => periodsOverlap(other, facts));
    if (!clash) return;
    const since = `sejak ${formatDay(clash.validFrom)}${clash.validTo ? ` sampai ${formatDay(clash.validTo)}` : ''}`;
    throw new ConflictError(
      'ovop.overlap',
      `"${facts.value}" sudah ada dalam daftar sebagai "${clash.label}", berlaku ${since}. Ubah entri itu, atau pilih masa berlaku lain.`,
      { entryId: clash.id },
    );
  }
}

/** Any day: without a state the day decides nothing. */
const ALL_DAYS = '2000-01-01';

const INSERT = `insert into ovop_entry
    (kind, scheme, value, value_key, label, village, valid_from, valid_to, note, created_by)
  select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[], $8::date[],
    $9::text[], $10::text[])`;

function columnsOf(list: readonly OvopFacts[], by: string): unknown[] {
  const column = <K extends keyof OvopFacts>(name: K): OvopFacts[K][] => list.map((facts) => facts[name]);
  return [
    column('kind'),
    column('scheme'),
    column('value'),
    column('valueKey'),
    column('label'),
    column('village'),
    column('validFrom'),
    column('validTo'),
    column('note'),
    list.map(() => by),
  ];
}

function toEntry(row: EntryRow): OvopEntry {
  return { ...row, scheme: row.scheme === 'v5' || row.scheme === 'v6' ? row.scheme : '' };
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (mark) => `\\${mark}`);
}
