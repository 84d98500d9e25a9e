import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isDay } from '../../shared/dates.js';
import { type FieldProblem, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { maskText } from '../../shared/masking.js';
import { senFromDecimal } from '../../shared/money.js';
import { readForm } from '../../shared/spreadsheet-reader.js';
import { loadSql, rows } from '../../shared/sql.js';
import { comparable } from '../../shared/text.js';
import { overlay } from '../../shared/timeline.js';
import { E_PURCHASING } from '../intake/rows.js';
import { Refresh } from '../refresh.js';
import { type Umk, UMK_STATES } from '../spending.js';
import {
  type DecisionFacts,
  FIRST_DAY,
  planSupplierImport,
  SUPPLIER_COLUMNS,
  type SupplierPlan,
} from './supplier-form.js';
import { schemeOf, supplierKeyOf } from './supplier-facts.js';
import type {
  SupplierDecision,
  SupplierDetail,
  SupplierFilter,
  SupplierImportResult,
  SupplierItem,
  SupplierPage,
  SupplierScheme,
  SupplierSort,
  UkmWord,
} from './suppliers.js';

const BOUGHT_FROM = loadSql('./suppliers-bought-from.sql', import.meta.url);

/** By the amounts themselves: the answer's own columns of that name are text. */
const ORDER: Readonly<Record<SupplierSort, string>> = {
  unknown: 'c.unknown_value desc, c.value desc, c.scheme, c.key',
  value: 'c.value desc, c.scheme, c.key',
  name: `lower(coalesce(c.name, c.key)) collate "C", c.scheme, c.key`,
};

export interface DecisionInput {
  scheme: string;
  key: string;
  name?: string;
  /** yes, no, unknown, or 'source': no decision of the bureau, the feeds count again. */
  umk: string;
  /** '' = from always. */
  validFrom?: string;
  /** '' = until further notice. */
  validTo?: string;
  note?: string;
}

interface ItemRow extends Omit<SupplierItem, 'value' | 'unknownValue'> {
  value: string;
  unknownValue: string;
  suppliers: number;
  unknownSuppliers: number;
  allValue: string;
  allUnknown: string;
  topUnknown: string;
}

/** Who the suppliers are and whether they are UMK: by the feeds, or by the bureau's own decision. */
@Injectable()
export class SuppliersService {
  constructor(
    private readonly db: DataSource,
    private readonly refresh: Refresh,
  ) {}

  /** Suppliers that purchases name, one page of them. `page` counts from 1. */
  async list(
    filter: SupplierFilter,
    paging: { page: number; size: number; sort: SupplierSort },
  ): Promise<SupplierPage> {
    const page = Math.max(1, paging.page);
    const found = await rows<ItemRow>(
      this.db.manager,
      `${BOUGHT_FROM} order by ${ORDER[paging.sort]} limit $8 offset $9`,
      [
        filter.klpd,
        filter.year,
        filter.sources ?? E_PURCHASING,
        filter.scheme ?? null,
        filter.umk ?? null,
        filter.text ? `%${filter.text.toLowerCase().replace(/[\\%_]/g, (mark) => `\\${mark}`)}%` : null,
        filter.day,
        paging.size,
        (page - 1) * paging.size,
      ],
    );
    const [first] = found;
    const sen = (text: string | undefined): bigint => senFromDecimal(text ?? '0');
    return {
      items: found.map((row) => ({
        scheme: row.scheme,
        key: row.key,
        name: row.name,
        sikapId: row.sikapId,
        umk: row.umk,
        basis: row.basis,
        since: row.since,
        packages: row.packages,
        value: sen(row.value),
        unknownValue: sen(row.unknownValue),
      })),
      total: {
        suppliers: first?.suppliers ?? 0,
        unknownSuppliers: first?.unknownSuppliers ?? 0,
        value: sen(first?.allValue),
        unknown: sen(first?.allUnknown),
        topUnknown: sen(first?.topUnknown),
      },
      page,
      pages: Math.max(1, Math.ceil((first?.suppliers ?? 0) / paging.size)),
      size: paging.size,
    };
  }

  /** Everything known about one key. Throws `supplier.not-found` when neither a feed nor the bureau names it. */
  async detail(scheme: string, key: string): Promise<SupplierDetail> {
    const [head] = await rows<{ name: string | null; sikapId: string | null }>(
      this.db.manager,
      `select coalesce(max(r.data->>'name'), max(n.name), max(d.name)) as name,
         coalesce(max(n.sikap_id), max(nullif(r.data->>'sikapId', '0'))) as "sikapId"
       from (select $1::text as scheme, $2::text as key) k
       left join reference_row r on r.is_current and r.key = k.key
         and r.family = case k.scheme when 'v5' then 'penyedia-v5' when 'v6' then 'penyedia-v6' end
       left join supplier_seen n on n.scheme = k.scheme and n.key = k.key
       left join supplier_decision d on d.scheme = k.scheme and d.key = k.key
       having max(r.id) is not null or max(n.key) is not null or max(d.id) is not null
         or exists (select 1 from supplier_state s where s.scheme = $1 and s.key = $2)
         or exists (select 1 from purchase_line l where l.supplier_scheme = $1 and l.supplier_key = $2)`,
      [scheme, key],
    );
    const known = schemeOf(scheme);
    if (!head || !known) {
      throw new NotFoundError('supplier.not-found', `Penyedia ${scheme} "${key.slice(0, 60)}" tidak ditemukan`);
    }
    const states = await rows<SupplierDetail['states'][number]>(
      this.db.manager,
      `select umk, basis, (case when valid_from > $3::date then valid_from end)::text as "validFrom",
         valid_to::text as "validTo"
       from supplier_state where scheme = $1 and key = $2 and (valid_to is null or valid_to >= $3::date)
       order by supplier_state.valid_from desc`,
      [scheme, key, FIRST_DAY],
    );
    const decisions = await this.decisions(scheme, key);
    const sameSikap = head.sikapId
      ? await rows<SupplierDetail['sameSikap'][number]>(
          this.db.manager,
          `select scheme, key, max(name) as name from (
             select scheme, key, name from supplier_seen where sikap_id = $1
             union all
             select case family when 'penyedia-v5' then 'v5' else 'v6' end, key, data->>'name' from reference_row
             where is_current and family in ('penyedia-v5', 'penyedia-v6') and data->>'sikapId' = $1
           ) k where not (scheme = $2 and key = $3) group by scheme, key order by scheme, key limit 50`,
          [head.sikapId, scheme, key],
        )
      : [];
    return { scheme: known, key, ...head, states, decisions, sameSikap };
  }

  /**
   * Keeps the bureau's decision on a key for these days; on other days what was decided before goes on. All figures
   * follow in the same transaction. Throws `supplier.invalid`.
   */
  async decide(input: DecisionInput, by: string): Promise<void> {
    const { facts, removes } = readDecision(input);
    await this.db.transaction(async (tx) => {
      await tx.query('lock table supplier_decision in share row exclusive mode');
      await this.lay(tx, facts, removes ? null : by);
      await this.refresh.run(tx, 'all');
    });
  }

  /** Reads a list and says what it would change; nothing is written. Throws `table.unreadable`. */
  async preview(bytes: Uint8Array): Promise<SupplierImportResult> {
    return resultOf(planSupplierImport(await readForm(bytes, SUPPLIER_COLUMNS), await this.decisions()), false);
  }

  /** Takes a list as a whole, or, when any row is rejected, nothing of it. Throws `table.unreadable`. */
  async import(bytes: Uint8Array, by: string): Promise<SupplierImportResult> {
    const formRows = await readForm(bytes, SUPPLIER_COLUMNS);
    return this.db.transaction(async (tx) => {
      await tx.query('lock table supplier_decision in share row exclusive mode');
      const plan = planSupplierImport(formRows, await this.decisions(null, null, tx));
      if (plan.rejected > 0) return resultOf(plan, false);
      const facts = [...plan.changed, ...plan.added];
      for (const one of facts) await this.lay(tx, one, by);
      if (facts.length > 0) await this.refresh.run(tx, 'all');
      return resultOf(plan, true);
    });
  }

  /** Decisions by key and first day, of one key or all. */
  decisions(
    scheme: string | null = null,
    key: string | null = null,
    em: EntityManager = this.db.manager,
  ): Promise<SupplierDecision[]> {
    return rows<SupplierDecision>(
      em,
      `select id::text, scheme, key, name, umk, valid_from::text as "validFrom", valid_to::text as "validTo", note,
         decided_by as "decidedBy", to_char(decided_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "decidedAt"
       from supplier_decision where ($1::text is null or scheme = $1) and ($2::text is null or key = $2)
       order by scheme, key, valid_from`,
      [scheme, key],
    );
  }

  /** The words of penyedia_ukm: those that came in without a meaning first, then by how many suppliers carry them. */
  words(): Promise<UkmWord[]> {
    return rows<UkmWord>(
      this.db.manager,
      `with seen as (
         select btrim(regexp_replace(lower(data->>'ukm'), '[^a-z0-9]+', ' ', 'g')) as word_key,
           min(data->>'ukm') as word, count(*) as suppliers
         from reference_row where is_current and family = 'penyedia-v5' and data->>'ukm' is not null group by 1
       )
       select coalesce(w.word_key, s.word_key) as "wordKey", coalesce(w.word, s.word) as word, w.umk,
         coalesce(s.suppliers, 0)::int as suppliers, w.decided_by as "decidedBy"
       from supplier_ukm_word w full join seen s on s.word_key = w.word_key
       order by w.umk is not null, coalesce(s.suppliers, 0) desc, 1`,
    );
  }

  /** Says what a word of penyedia_ukm means; all figures follow. Throws `supplier.word-invalid`. */
  async setWord(word: string, umk: string, by: string): Promise<void> {
    const written = word.replace(/\s+/g, ' ').trim();
    const wordKey = comparable(written);
    const meaning = UMK_STATES.find((state) => state === umk);
    const problems: FieldProblem[] = [];
    if (wordKey === '' || written.length > 100)
      problems.push({ field: 'word', message: 'Isi kata, paling banyak 100 huruf' });
    if (!meaning) problems.push({ field: 'umk', message: 'Pilih arti kata ini' });
    if (problems.length > 0)
      throw new InvalidInputError(
        'supplier.word-invalid',
        'Kata belum dapat disimpan. Tidak ada yang diubah.',
        problems,
      );
    await this.db.transaction(async (tx) => {
      await tx.query(
        `insert into supplier_ukm_word (word_key, word, umk, decided_by) values ($1, $2, $3, $4)
         on conflict (word_key) do update set umk = excluded.umk, decided_by = excluded.decided_by, decided_at = now()`,
        [wordKey, written, meaning, by],
      );
      await this.refresh.run(tx, 'all');
    });
  }

  /** Lays a decision over those on file; `by` null only takes away what was decided for these days. */
  private async lay(tx: EntityManager, facts: DecisionFacts, by: string | null): Promise<void> {
    const onFile = (await this.decisions(facts.scheme, facts.key, tx)).map((decision) => ({
      id: decision.id,
      from: decision.validFrom,
      to: decision.validTo,
    }));
    const { remove, endAt, startAt, copy } = overlay(onFile, { from: facts.validFrom, to: facts.validTo });
    for (const one of copy)
      await tx.query(
        `insert into supplier_decision (scheme, key, name, umk, valid_from, valid_to, note, decided_by, decided_at)
         select scheme, key, name, umk, $2, $3, note, decided_by, decided_at from supplier_decision where id = $1`,
        [one.id, one.from, one.to],
      );
    for (const one of endAt)
      await tx.query('update supplier_decision set valid_to = $2 where id = $1', [one.id, one.to]);
    for (const one of startAt)
      await tx.query('update supplier_decision set valid_from = $2 where id = $1', [one.id, one.from]);
    if (remove.length > 0) await tx.query('delete from supplier_decision where id = any($1::bigint[])', [remove]);
    if (by === null) return;
    await tx.query(
      `insert into supplier_decision (scheme, key, name, umk, valid_from, valid_to, note, decided_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [facts.scheme, facts.key, facts.name, facts.umk, facts.validFrom, facts.validTo, facts.note, by],
    );
  }
}

function resultOf(plan: SupplierPlan, applied: boolean): SupplierImportResult {
  return {
    applied,
    read: plan.read,
    added: plan.added.length,
    changed: plan.changed.length,
    unchanged: plan.unchanged,
    rejected: plan.rejected,
    problems: plan.problems,
  };
}

function readDecision(input: DecisionInput): { facts: DecisionFacts; removes: boolean } {
  const problems: FieldProblem[] = [];
  const scheme: SupplierScheme | null = schemeOf(input.scheme);
  if (!scheme) problems.push({ field: 'scheme', message: 'Skema penyedia tidak dikenal' });
  const key = scheme ? supplierKeyOf(scheme, input.key) : '';
  if (scheme && (key === '' || key.length > 200))
    problems.push({ field: 'key', message: 'Kunci penyedia wajib diisi' });
  const removes = input.umk === 'source';
  const umk: Umk | undefined = removes ? 'unknown' : UMK_STATES.find((state) => state === input.umk);
  if (!umk) problems.push({ field: 'umk', message: 'Pilih ya, tidak, belum diketahui, atau ikuti sumber' });
  const from = input.validFrom?.trim() || FIRST_DAY;
  const to = input.validTo?.trim() || null;
  if (!isDay(from)) problems.push({ field: 'validFrom', message: 'Isi tanggal mulai, contoh 2026-01-01' });
  if (to !== null && !isDay(to)) problems.push({ field: 'validTo', message: 'Isi tanggal akhir, contoh 2026-12-31' });
  else if (to !== null && isDay(from) && to < from)
    problems.push({ field: 'validTo', message: 'Tanggal akhir mendahului tanggal mulai' });
  const note = (input.note ?? '').trim();
  if (note.length > 500) problems.push({ field: 'note', message: 'Catatan paling banyak 500 huruf' });
  const name = (input.name ?? '').trim();
  if (name.length > 200) problems.push({ field: 'name', message: 'Nama paling banyak 200 huruf' });
  if (problems.length > 0 || !scheme || !umk)
    throw new InvalidInputError('supplier.invalid', 'Keputusan belum dapat disimpan. Tidak ada yang diubah.', problems);
  return {
    facts: {
      scheme,
      key,
      name: name || null,
      umk,
      validFrom: from,
      validTo: to,
      note: note === '' ? null : maskText(note),
    },
    removes,
  };
}
