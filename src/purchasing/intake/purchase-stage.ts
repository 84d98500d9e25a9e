import type { DataSource, EntityManager } from 'typeorm';
import { loadSql, rows } from '../../shared/sql.js';
import type { IntakeOptions } from './intake.js';
import type { EncodedPurchases } from './purchase-encoder.js';
import type { RowIssue } from './rows.js';
import { type RowsForm, STAGED_HEADS, STAGED_LINES } from './staged-rows.js';
import { formFor, takeIn } from './take-in.js';

const DROP_REPEATED = loadSql('./sql/drop-repeated.sql', import.meta.url);
const CREATE_SUMS = `create temporary table intake_sum (purchase_id bigint, line_count int, keyed int,
  value numeric(20,2), row_no int, content_hash uuid) on commit drop`;
const SUM_UP = loadSql('./sql/sum-up.sql', import.meta.url);
const JUDGE = loadSql('./sql/judge.sql', import.meta.url);
/** The columns that queries go by; figures on the wide ones would cost more than they help. */
export const ANALYZE = `analyze purchase (batch_id, feed, source, source_key, variant, is_current, klpd, year, satker_ref),
  purchase_line (purchase_id, supplier_scheme, supplier_key, commodity_code, identity)`;
const ANALYZE_STAGED = `analyze purchase_staged (id, batch_id, feed, source, source_key, variant, klpd, year),
  purchase_line (purchase_id, supplier_scheme, supplier_key, commodity_code, identity)`;
/** What a staged package and one that counts have in common. */
const STAGED_COLUMNS = STAGED_HEADS.columns.map(([name]) => name);
const FIND_MISSING = loadSql('./sql/find-missing.sql', import.meta.url);

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
  private repeatedInFile = 0;
  private staged = 0;

  constructor(
    private readonly db: DataSource,
    private readonly options: IntakeOptions,
    /** What `add` is handed was written in it. */
    readonly form: RowsForm = formFor(db),
  ) {}

  async add({ rows: count, heads, lines, replaced }: EncodedPurchases): Promise<void> {
    this.staged += count;
    await this.db.transaction(async (tx) => {
      // Staged rows are worth nothing without the apply, whose own commit is durable and comes after them.
      await tx.query('set local synchronous_commit = off');
      if (replaced.length > 0) await tx.query('delete from purchase_staged where id = any($1::bigint[])', [replaced]);
      if (heads) await takeIn(tx, STAGED_HEADS, this.form, heads);
      await takeIn(tx, STAGED_LINES, this.form, lines);
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
    // Large sorts and hashes once in a while, where the defaults suit small pages; compiling costs more than it saves.
    await tx.query(`set local work_mem = '128MB'`);
    await tx.query('set local jit = off');
    // The planner has never seen these rows; without figures it would loop where it should hash.
    if (this.staged > 2000) {
      await tx.query('set local default_statistics_target = 30'); // a rough look will do; `Refresh` takes a closer one
      await tx.query(ANALYZE_STAGED);
    }

    await this.resolveNames(tx);
    await tx.query(CREATE_SUMS);
    await tx.query(SUM_UP, [batchId, null]);
    const dropped = await rows<{ purchase_id: string; has_lines: boolean; rows: number }>(tx, DROP_REPEATED, [batchId]);
    this.repeatedInFile = dropped.reduce((sum, drop) => sum + drop.rows, 0);
    if (dropped.length > 0) {
      const shorter = dropped.map((drop) => drop.purchase_id);
      await tx.query('delete from intake_sum where purchase_id = any($1::bigint[])', [shorter]);
      await tx.query(SUM_UP, [batchId, shorter]);
    }
    const [sums] = await rows<{ packages: number; total: string }>(
      tx,
      `select (count(*) filter (where p.source <> 'toko-daring')
           + count(distinct p.source_key) filter (where p.source = 'toko-daring'))::int as packages,
         coalesce(sum(s.value) filter (where not (p.source = 'toko-daring' and p.variant = 'import' and exists (
           select 1 from purchase_staged q where q.batch_id = p.batch_id and q.source = p.source
             and q.source_key = p.source_key and q.variant <> 'import'))), 0)::numeric(22,2)::text as total
       from purchase_staged p join intake_sum s on s.purchase_id = p.id where p.batch_id = $1`,
      [batchId],
    );
    const issues = await this.packageIssues(
      tx,
      dropped.filter((drop) => drop.has_lines).map((drop) => drop.purchase_id),
    );
    await tx.query(JUDGE, [batchId]);
    await tx.query('analyze intake_verdict (staged_id, current_id, verdict)');
    await tx.query('set local default_statistics_target to default');
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

  /** A feed without a KLPD code: its name is looked up among the names that other feeds know; one match or none. */
  private async resolveNames(tx: EntityManager): Promise<void> {
    await tx.query(
      `update purchase_staged p set klpd = n.klpd
       from (select name_key, min(klpd) as klpd from klpd_name group by name_key having count(distinct klpd) = 1) n
       where p.batch_id = $1 and p.klpd like 'nama:%' and n.name_key = institution_key(p.klpd_name)`,
      [this.options.batchId],
    );
  }

  private async packageIssues(tx: EntityManager, doubled: string[]): Promise<RowIssue[]> {
    const found = await rows<{ code: RowIssue['code']; key: string; row_no: number; detail: string }>(
      tx,
      `with of_file as (
         select p.id, p.source_key, p.feed, s.line_count, p.expected_lines, s.value, p.declared_total, s.row_no
         from purchase_staged p join intake_sum s on s.purchase_id = p.id
         where p.batch_id = $1 and (p.id = any($2::bigint[]) or p.feed = 'v5' and (
           s.line_count <> p.expected_lines or s.value <> p.declared_total))
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
      `select v.verdict, v.source_key as key, v.row_no, case v.verdict
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
      `update purchase p set is_current = false, superseded_by = $1 from intake_verdict v
       where v.current_id = p.id and v.verdict = 'changed'`,
      [batchId],
    );
    await tx.query(
      `insert into purchase (${STAGED_COLUMNS.join(', ')}, is_current, line_count, value, content_hash)
       select ${STAGED_COLUMNS.map((name) => `s.${name}`).join(', ')}, true, v.line_count, v.value, v.content_hash
       from intake_verdict v join purchase_staged s on s.id = v.staged_id
       where v.verdict in ('new', 'changed')
       order by s.id`,
    );
    await tx.query('delete from purchase_staged where batch_id = $1', [batchId]);
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

function warning(code: RowIssue['code'], line: number | null, key: string, detail?: string): RowIssue {
  return { kind: 'issue', line, column: null, value: key, code, severity: 'warning', ...(detail ? { detail } : {}) };
}
