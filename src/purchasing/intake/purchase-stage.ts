import type { DataSource, EntityManager } from 'typeorm';
import { loadSql, rows } from '../../shared/sql.js';
import { comparable } from '../../shared/text.js';
import { type Head, HeadTable, tieNumber } from './head-table.js';
import type { IntakeOptions } from './intake.js';
import type { PurchaseRow, RowIssue } from './rows.js';

const STAGE_PURCHASES = loadSql('./sql/stage-purchases.sql', import.meta.url);
const STAGE_LINES = loadSql('./sql/stage-lines.sql', import.meta.url);
const DROP_REPEATED = loadSql('./sql/drop-repeated.sql', import.meta.url);
const SUM_UP = loadSql('./sql/sum-up.sql', import.meta.url);
const JUDGE = loadSql('./sql/judge.sql', import.meta.url);
/** The columns that queries go by; figures on the wide ones would cost more than they help. */
export const ANALYZE = `analyze purchase (batch_id, feed, source, source_key, variant, is_current, klpd, year, satker_ref),
  purchase_line (purchase_id, supplier_scheme, supplier_key, commodity_code, identity)`;
const FIND_MISSING = loadSql('./sql/find-missing.sql', import.meta.url);

/** Joins lists on their way into SQL: no code, fund or account holds this control character. */
const LIST = '\u001f';

/** Ids taken from the sequence at once, for a file of many packages. */
const RESERVED_IDS = 10_000;

export interface PurchaseOutcome {
  accepted: number;
  unchanged: number;
  repeated: number;
  rejected: number;
  /** Orders that a whole-year file leaves out, or that were missing and came again. */
  moved: number;
  packages: number;
  total: string;
  issues: RowIssue[];
  standsOn: string[];
  touched: { klpd: string; year: number }[];
}

/** The purchases of one import on their way in. */
export class PurchaseStage {
  private readonly heads = new HeadTable();
  /** Ids taken from the sequence and not given to a package yet. */
  private readonly ids: string[] = [];
  private repeatedInFile = 0;
  private staged = 0;

  constructor(
    private readonly db: DataSource,
    private readonly options: IntakeOptions,
  ) {}

  async add(purchases: PurchaseRow[]): Promise<void> {
    this.staged += purchases.length;
    await this.db.transaction(async (tx) => {
      // Staged rows are worth nothing without the apply, whose own commit is durable and comes after them.
      await tx.query('set local synchronous_commit = off');
      const fresh = new Map<string, { id: string; row: PurchaseRow }>();
      const better = new Map<string, { id: string; row: PurchaseRow }>();
      const ids: string[] = [];
      const keys = purchases.map(keyOf);
      const unknown = new Set(keys.filter((key) => !this.heads.has(key)));
      await this.reserve(tx, unknown.size);
      purchases.forEach((row, index) => {
        const key = keys[index] ?? '';
        const candidate = { stamp: stampOf(row), tie: tieOf(row) };
        const head = this.heads.get(key);
        if (!head) {
          const id = this.ids.pop() ?? '';
          this.heads.set(key, { id, ...candidate });
          fresh.set(key, { id, row });
          ids.push(id);
          return;
        }
        ids.push(head.id);
        if (!beats(candidate, head)) return;
        this.heads.set(key, { id: head.id, ...candidate });
        if (fresh.has(key)) fresh.set(key, { id: head.id, row });
        else better.set(key, { id: head.id, row });
      });
      if (better.size > 0) {
        await tx.query('delete from purchase where id = any($1::bigint[])', [[...better.values()].map(({ id }) => id)]);
      }
      await this.insertHeads(tx, [...fresh.values(), ...better.values()]);
      await this.insertLines(tx, ids, purchases);
    });
  }

  async apply(tx: EntityManager): Promise<PurchaseOutcome> {
    const { batchId } = this.options;
    const nothing: PurchaseOutcome = {
      accepted: 0,
      unchanged: 0,
      repeated: 0,
      rejected: 0,
      moved: 0,
      packages: 0,
      total: '0.00',
      issues: [],
      standsOn: [],
      touched: [],
    };
    if (this.staged === 0) return nothing;
    // The planner has never seen these rows; without figures it would loop where it should hash.
    if (this.staged > 2000) await tx.query(ANALYZE);

    await this.resolveNames(tx);
    const dropped = await rows<{ purchase_id: string; has_lines: boolean; rows: number }>(tx, DROP_REPEATED, [batchId]);
    this.repeatedInFile = dropped.reduce((sum, drop) => sum + drop.rows, 0);
    await tx.query(SUM_UP, [batchId]);
    const [sums] = await rows<{ packages: number; total: string }>(
      tx,
      `select (select count(*)::int from (
           select 1 from purchase where batch_id = $1 group by source, source_key) k) as packages,
         coalesce(sum(value) filter (where not (source = 'toko-daring' and variant = 'import' and exists (
           select 1 from purchase q where q.batch_id = p.batch_id and q.source = p.source
             and q.source_key = p.source_key and q.variant <> 'import'))), 0)::numeric(22,2)::text as total
       from purchase p where batch_id = $1`,
      [batchId],
    );
    const issues = await this.packageIssues(
      tx,
      dropped.filter((drop) => drop.has_lines).map((drop) => drop.purchase_id),
    );
    await tx.query(JUDGE, [batchId]);
    await tx.query('analyze intake_verdict');
    issues.push(...(await this.verdictIssues(tx)));

    const counts = await rows<{ verdict: string; lines: number }>(
      tx,
      'select verdict, sum(line_count)::int as lines from intake_verdict group by verdict',
    );
    const linesOf = (...verdicts: string[]): number =>
      counts.filter((count) => verdicts.includes(count.verdict)).reduce((sum, count) => sum + count.lines, 0);
    const standsOn = await rows<{ id: string }>(
      tx,
      `select distinct current_batch::text as id from intake_verdict
       where current_batch is not null and current_batch <> $1`,
      [batchId],
    );
    const touched = await rows<{ klpd: string; year: number }>(
      tx,
      `select klpd, year from intake_verdict where verdict in ('new', 'changed')
       union select p.klpd, p.year from purchase p join intake_verdict v on v.current_id = p.id
       where v.verdict = 'changed'`,
    );

    const found = await this.confirm(tx);
    const missing = this.options.completeYear ? await this.findMissing(tx) : [];
    await this.swap(tx);
    const moved = [...found, ...missing];

    return {
      accepted: linesOf('new', 'changed'),
      unchanged: linesOf('unchanged'),
      repeated: this.repeatedInFile + linesOf('detailed-wins'),
      rejected: linesOf('older', 'incomplete-kept'),
      moved: moved.length,
      packages: sums?.packages ?? 0,
      total: sums?.total ?? '0.00',
      issues,
      standsOn: [...new Set([...standsOn.map((row) => row.id), ...missing.map((row) => row.batch_id)])],
      touched: [...touched, ...moved.map(({ klpd, year }) => ({ klpd, year }))],
    };
  }

  /** Sees that there are ids for `count` new packages. Taken by the thousands; a gap in the sequence harms nobody. */
  private async reserve(tx: EntityManager, count: number): Promise<void> {
    if (this.ids.length >= count) return;
    const got = await rows<{ id: string }>(
      tx,
      `select nextval('purchase_id_seq')::text as id from generate_series(1, $1)`,
      [Math.max(count, Math.min(this.staged, RESERVED_IDS))],
    );
    for (const { id } of got) this.ids.push(id);
  }

  private async insertHeads(tx: EntityManager, heads: { id: string; row: PurchaseRow }[]): Promise<void> {
    if (heads.length === 0) return;
    const column = (pick: (row: PurchaseRow) => string | number | null): (string | number | null)[] =>
      heads.map(({ row }) => pick(row));
    await tx.query(STAGE_PURCHASES, [
      this.options.batchId,
      this.options.feed,
      this.options.feed === 'realisasi' ? 1 : 2,
      moment(this.options.snapshotAt),
      heads.map(({ id }) => id),
      column((row) => row.source),
      column((row) => row.key),
      column((row) => row.variant),
      column((row) => row.klpd ?? nameAsKlpd(row.klpdName)),
      column((row) => row.klpdName),
      column((row) => row.year),
      column((row) => row.packageNo),
      column((row) => row.name),
      column((row) => row.rupCodes.join(LIST) || null),
      column((row) => row.funds.join(LIST) || null),
      column((row) => row.accounts.join(LIST) || null),
      column(satkerRef),
      column((row) => row.satkerCode),
      column((row) => row.satkerText),
      column((row) => row.satkerName),
      column((row) => row.status),
      column((row) => statusKey(row.status)),
      column((row) => row.shipmentStatus),
      column((row) => row.orderedOn),
      column((row) => moment(row.rowUpdatedAt)),
      column((row) => moment(row.snapshotAt)),
      column((row) => row.declaredTotal),
      column((row) => row.expectedLines),
    ]);
  }

  private async insertLines(tx: EntityManager, ids: string[], purchases: PurchaseRow[]): Promise<void> {
    const column = <T>(pick: (row: PurchaseRow) => T): T[] => purchases.map(pick);
    await tx.query(STAGE_LINES, [
      this.options.batchId,
      ids,
      column((row) => row.line),
      column((row) => row.lineKey),
      column((row) => row.commodityCode),
      column((row) => row.commodityName),
      column((row) => row.catalogueKind),
      column((row) => row.catalogueOwnerCode),
      column((row) => row.catalogueOwnerName),
      column((row) => row.supplierScheme),
      column((row) => row.supplierKey),
      column((row) => row.supplierName),
      column((row) => row.sikapId),
      column((row) => row.distributorKey),
      column((row) => row.productIds.join(LIST) || null),
      column((row) => row.productName),
      // Only Toko Daring's product lines may each have a status of their own.
      column((row) => (row.source === 'toko-daring' && row.grain === 'line' ? statusKey(row.status) : null)),
      column((row) => row.quantity),
      column((row) => row.unitPrice),
      column((row) => row.shipping),
      column((row) => row.value),
      column((row) => row.umkValue),
      column((row) => moment(row.rowUpdatedAt)),
      column((row) => row.identity),
      column((row) => row.facts),
      column((row) => row.sourceRow),
    ]);
  }

  /** A feed without a KLPD code: its name is looked up among the names that other feeds know; one match or none. */
  private async resolveNames(tx: EntityManager): Promise<void> {
    await tx.query(
      `update purchase p set klpd = n.klpd
       from (select name_key, min(klpd) as klpd from klpd_name group by name_key having count(distinct klpd) = 1) n
       where p.batch_id = $1 and p.klpd like 'nama:%' and n.name_key = institution_key(p.klpd_name)`,
      [this.options.batchId],
    );
  }

  private async packageIssues(tx: EntityManager, doubled: string[]): Promise<RowIssue[]> {
    const found = await rows<{ code: RowIssue['code']; key: string; row_no: number; detail: string }>(
      tx,
      `with of_file as (
         select p.id, p.source_key, p.feed, p.line_count, p.expected_lines, p.value, p.declared_total,
           (select min(l.row_no) from purchase_line l where l.purchase_id = p.id) as row_no
         from purchase p
         where p.batch_id = $1 and (p.id = any($2::bigint[]) or p.feed = 'v5' and (
           p.line_count <> p.expected_lines or p.value <> p.declared_total))
       )
       select 'package-doubled' as code, source_key as key, row_no, line_count || ' baris dipakai' as detail
         from of_file where id = any($2::bigint[]) and feed = 'v5'
       union all
       select case when line_count < expected_lines then 'package-incomplete' else 'package-excess' end,
         source_key, row_no, line_count || ' dari ' || expected_lines || ' baris'
         from of_file where feed = 'v5' and line_count <> expected_lines
       union all
       select 'package-total-differs', source_key, row_no, value || ' dan ' || declared_total
         from of_file where feed = 'v5' and line_count = expected_lines and abs(value - declared_total) > 0.01
       order by 3, 1`,
      [this.options.batchId, doubled],
    );
    return found.map((row) => warning(row.code, row.row_no, row.key, row.detail));
  }

  private async verdictIssues(tx: EntityManager): Promise<RowIssue[]> {
    const found = await rows<{ verdict: string; key: string; row_no: number | null; detail: string | null }>(
      tx,
      `select v.verdict, v.source_key as key, (select min(l.row_no) from purchase_line l where l.purchase_id = v.staged_id)
         as row_no, case v.verdict
           when 'older' then coalesce(to_char(v.current_updated_at, 'YYYY-MM-DD'), to_char(v.current_snapshot_at, 'YYYY-MM-DD'))
           when 'incomplete-kept' then v.line_count || ' dari ' || v.expected_lines || ' baris' end as detail
       from intake_verdict v where v.verdict in ('older', 'incomplete-kept', 'detailed-wins') order by 3, 2`,
    );
    const codes = {
      older: 'older-snapshot',
      'incomplete-kept': 'package-incomplete-kept',
      'detailed-wins': 'detailed-feed-wins',
    } as const;
    return found.map((row) => ({
      ...warning(codes[row.verdict as keyof typeof codes], row.row_no, row.key, row.detail ?? undefined),
      severity: row.verdict === 'detailed-wins' ? ('warning' as const) : ('error' as const),
    }));
  }

  /** The same content with a newer date: remembered, so that what lies between in time does not replace it later. */
  private async confirm(tx: EntityManager): Promise<{ klpd: string; year: number }[]> {
    await tx.query(
      `insert into purchase_confirmation (purchase_id, batch_id, row_updated_at, snapshot_at)
       select current_id, $1, row_updated_at, snapshot_at from intake_verdict
       where verdict = 'unchanged' and (row_updated_at > current_updated_at or snapshot_at > current_snapshot_at
         or (row_updated_at is not null and current_updated_at is null)
         or (snapshot_at is not null and current_snapshot_at is null))`,
      [this.options.batchId],
    );
    return rows<{ klpd: string; year: number }>(
      tx,
      `with found as (
         update purchase p set missing_found_batch = $1 from intake_verdict v
         where v.current_id = p.id and v.verdict = 'unchanged'
           and p.missing_since_batch is not null and p.missing_found_batch is null
         returning p.klpd, p.year)
       select klpd, year from found`,
      [this.options.batchId],
    );
  }

  private async findMissing(tx: EntityManager): Promise<{ klpd: string; year: number; batch_id: string }[]> {
    return rows(
      tx,
      `with gone as (${FIND_MISSING} returning p.klpd, p.year, p.batch_id::text)
       select distinct klpd, year, batch_id from gone`,
      [this.options.batchId],
    );
  }

  private async swap(tx: EntityManager): Promise<void> {
    const { batchId } = this.options;
    await tx.query(
      `delete from purchase_line l using intake_verdict v
       where v.staged_id = l.purchase_id and v.verdict not in ('new', 'changed')`,
    );
    await tx.query(
      `delete from purchase p using intake_verdict v
       where v.staged_id = p.id and v.verdict not in ('new', 'changed')`,
    );
    await tx.query(
      `update purchase p set is_current = false, superseded_by = $1 from intake_verdict v
       where v.current_id = p.id and v.verdict = 'changed'`,
      [batchId],
    );
    await tx.query('update purchase set is_current = true where batch_id = $1', [batchId]);
    await tx.query(
      `insert into supplier_told (batch_id, scheme, key, name, sikap_id)
       select $1, l.supplier_scheme, l.supplier_key, max(l.supplier_name), max(l.sikap_id)
       from purchase p join purchase_line l on l.purchase_id = p.id
       where p.batch_id = $1 and l.supplier_key is not null and (l.supplier_name is not null or l.sikap_id is not null)
       group by l.supplier_scheme, l.supplier_key`,
      [batchId],
    );
  }
}

function keyOf(row: PurchaseRow): string {
  return `${row.source}|${row.variant}|${row.key}`;
}

/** The canonical way a feed names a satker: the textual code where it has one, else the number, else the name. */
export function satkerRef(row: Pick<PurchaseRow, 'satkerCode' | 'satkerText' | 'satkerName'>): string {
  if (row.satkerText) return `t:${satkerTextKey(row.satkerText)}`;
  if (row.satkerCode) return `c:${row.satkerCode}`;
  if (row.satkerName) return `n:${comparable(row.satkerName)}`;
  return '?';
}

/** Textual codes are compared without spaces, case and leading zeros ('1. 20. 03' = '1.20.03'). */
export function satkerTextKey(text: string): string {
  return text
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/^0+(?=\d)/, '');
}

/** 'PAYMENT OUTSIDE SYSTEM' and 'PAYMENT_OUTSIDE_SYSTEM' are one status. */
export function statusKey(status: string | null): string {
  const key = (status ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return key === '' ? 'tanpa_status' : key;
}

/** Stands in for a KLPD code until another feed tells the name's code; mirrors institution_key() in the database. */
function nameAsKlpd(name: string | null): string {
  const key = (name ?? '')
    .toLowerCase()
    .replace(/\bkabupaten\b/g, 'kab')
    .replace(/\b(pemerintah|pemda|pemprov|pemkab|pemkot|daerah|provinsi|prov)\b/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  return key === '' ? '?' : `nama:${key}`;
}

function stampOf(row: PurchaseRow): number {
  return row.rowUpdatedAt ? Date.parse(row.rowUpdatedAt) : Number.NEGATIVE_INFINITY;
}

/** Breaks ties between heads: any choice does, so long as the order of rows does not matter. */
function tieOf(row: PurchaseRow): number {
  // The line that stays is the one with the greatest `facts` (drop-repeated.sql): the head must be of the same row, so
  // it goes by the same order, of which 52 bits are plenty.
  if (row.grain === 'order') return Number.parseInt(row.facts.slice(0, 13), 16);
  const { status, orderedOn, satkerCode, satkerText, name, year, expectedLines } = row;
  return tieNumber([status, orderedOn, satkerCode, satkerText, name, year, expectedLines].join(LIST));
}

function beats(candidate: Omit<Head, 'id'>, head: Head): boolean {
  return candidate.stamp !== head.stamp ? candidate.stamp > head.stamp : candidate.tie > head.tie;
}

/** A moment as PostgreSQL takes it, whatever the session's zone. */
function moment(text: string | null): string | null {
  return text ? new Date(text).toISOString() : null;
}

function warning(code: RowIssue['code'], line: number | null, key: string, detail?: string): RowIssue {
  return { kind: 'issue', line, column: null, value: key, code, severity: 'warning', ...(detail ? { detail } : {}) };
}
