import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { loadSql, rows } from '../../shared/sql.js';
import { Refresh } from '../refresh.js';
import type { EncodedRows, Intake, IntakeOptions, IntakeResult } from './intake.js';
import { encodeRows, PurchaseEncoder } from './purchase-encoder.js';
import { PurchaseStage } from './purchase-stage.js';
import { ReferenceStage } from './reference-stage.js';
import type { RowIssue } from './rows.js';

const UNMATCHED = loadSql('./sql/unmatched.sql', import.meta.url);

/** More issues of one kind than this tell nobody more: the rest is counted in one closing issue. */
const ISSUES_PER_KIND = 2000;

/** A KLPD and fiscal year whose figures changed. */
export interface KlpdYear {
  klpd: string;
  year: number;
}

/**
 * Takes feed rows in, and undoes an import. Rows are staged as invisible versions in small transactions (the embedded
 * database lets one transaction run at a time); `apply` decides per package and flips pointers in one short
 * transaction, so a killed import leaves the old state and some invisible rows, which `discard` removes.
 */
@Injectable()
export class PurchasingIntake {
  constructor(
    private readonly db: DataSource,
    private readonly refresh: Refresh,
  ) {}

  open(options: IntakeOptions): Intake {
    const purchases = new PurchaseStage(this.db, options);
    const references = new ReferenceStage(this.db, options);
    const reserveIds = (count: number): Promise<string[]> => this.reserveIds(count);
    const { batchId, feed, snapshotAt } = options;
    const staging = { form: purchases.form, batchId, feed, snapshotAt };
    const encoder = new PurchaseEncoder(staging, reserveIds);
    const stage = async ({ purchases: encoded, references: told }: EncodedRows): Promise<void> => {
      if (encoded) await purchases.add(encoded);
      if (told.length > 0) await references.add(told);
    };
    return {
      staging,
      reserveIds,
      stage,
      add: async (feedRows) => stage(await encodeRows(encoder, feedRows)),
      apply: async (tx) => {
        const of = await purchases.apply(tx);
        const reference = await references.apply(tx);
        const touched = await this.widen(tx, of.touched, reference.families);
        const changed = of.accepted + reference.accepted > 0 || of.moved > 0;
        if (changed) {
          await this.refresh.run(tx, reference.accepted > 0 ? 'all' : { klpdYears: touched });
        }
        const { unmatched, issues } = await this.unmatched(tx, options.batchId, of.accepted);
        const result: IntakeResult = {
          accepted: of.accepted + reference.accepted,
          unchanged: of.unchanged + reference.unchanged,
          repeated: of.repeated + reference.repeated,
          rejected: of.rejected + reference.rejected,
          unmatched,
          packages: of.packages,
          total: of.total,
          issues: capIssues([...of.issues, ...reference.issues, ...issues]),
          standsOn: [...new Set([...of.standsOn, ...reference.standsOn])],
          touched,
        };
        return result;
      },
    };
  }

  /** Applied imports whose rows replaced rows of this one: they must be undone first. */
  async blockersOf(em: EntityManager, batchId: string): Promise<string[]> {
    const found = await rows<{ id: string }>(
      em,
      `select distinct superseded_by::text as id from purchase where batch_id = $1 and superseded_by is not null
       union select distinct superseded_by::text from reference_row where batch_id = $1 and superseded_by is not null
       order by 1`,
      [batchId],
    );
    return found.map((row) => row.id);
  }

  /**
   * Takes an applied import back: its rows go, what they replaced counts again. The caller has made sure that nothing
   * newer stands on it (`blockersOf` and its own record of dependencies).
   */
  async undo(tx: EntityManager, batchId: string): Promise<{ touched: KlpdYear[] }> {
    const touched = await rows<KlpdYear>(
      tx,
      `select distinct klpd, year from purchase
       where batch_id = $1 or superseded_by = $1 or missing_since_batch = $1 or missing_found_batch = $1`,
      [batchId],
    );
    const [reference] = await rows<{ n: number }>(
      tx,
      'select count(*)::int as n from reference_row where batch_id = $1 or superseded_by = $1',
      [batchId],
    );
    for (const table of ['ovop_mark', 'product_purchase']) {
      await tx.query(`delete from ${table} m using purchase_line l where l.id = m.line_id and l.batch_id = $1`, [
        batchId,
      ]);
    }
    await removeRows(tx, batchId);
    await tx.query('update purchase set is_current = true, superseded_by = null where superseded_by = $1', [batchId]);
    await tx.query('update reference_row set is_current = true, superseded_by = null where superseded_by = $1', [
      batchId,
    ]);
    await tx.query('delete from purchase_confirmation where batch_id = $1', [batchId]);
    await tx.query(
      `update purchase set missing_since_batch = null, missing_decision = null where missing_since_batch = $1`,
      [batchId],
    );
    await tx.query('update purchase set missing_found_batch = null where missing_found_batch = $1', [batchId]);
    const ofAll = (reference?.n ?? 0) > 0;
    await this.refresh.run(tx, ofAll ? 'all' : { klpdYears: touched });
    await tx.query(
      `insert into import_undone (batch_id, klpds, data_version) select $1, $2::text[], version from data_version
       on conflict (batch_id) do nothing`,
      [batchId, ofAll ? null : [...new Set(touched.map(({ klpd }) => klpd))]],
    );
    return { touched };
  }

  /** Removes what an import staged and never applied; figures do not change. */
  async discard(batchId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      // Half a year of rows may take longer than a page's query, and they would stand in the way of every later import.
      await tx.query('set local statement_timeout = 0');
      await removeRows(tx, batchId);
    });
  }

  private async reserveIds(count: number): Promise<string[]> {
    const got = await rows<{ id: string }>(
      this.db.manager,
      `select nextval('purchase_id_seq')::text as id from generate_series(1, $1)`,
      [count],
    );
    return got.map(({ id }) => id);
  }

  /** Reference data change figures of every year; the list is for the record of the import. */
  private async widen(tx: EntityManager, touched: KlpdYear[], families: string[]): Promise<KlpdYear[]> {
    if (families.length === 0) return touched;
    return rows<KlpdYear>(tx, 'select distinct klpd, year from purchase where is_current order by 1, 2');
  }

  private async unmatched(
    tx: EntityManager,
    batchId: string,
    accepted: number,
  ): Promise<{ unmatched: number; issues: RowIssue[] }> {
    if (accepted === 0) return { unmatched: 0, issues: [] };
    const found = await rows<{
      kind: 'lines' | 'satker' | 'supplier' | 'commodity' | 'status';
      value: string;
      lines: number;
    }>(tx, UNMATCHED, [batchId]);
    const issues: RowIssue[] = [];
    let unmatched = 0;
    for (const row of found) {
      if (row.kind === 'lines') {
        unmatched = row.lines;
        continue;
      }
      const code = row.kind === 'status' ? ('status-unknown' as const) : (`${row.kind}-unmatched` as const);
      const detail = `${row.lines}`;
      issues.push({ kind: 'issue', line: null, column: row.kind, value: row.value, code, severity: 'warning', detail });
    }
    return { unmatched, issues };
  }
}

async function removeRows(tx: EntityManager, batchId: string): Promise<void> {
  await tx.query('delete from purchase_line l using purchase_staged p where p.id = l.purchase_id and p.batch_id = $1', [
    batchId,
  ]);
  await tx.query('delete from purchase_staged where batch_id = $1', [batchId]);
  await tx.query('delete from purchase_line l using purchase p where p.id = l.purchase_id and p.batch_id = $1', [
    batchId,
  ]);
  await tx.query('delete from purchase where batch_id = $1', [batchId]);
  await tx.query('delete from reference_row where batch_id = $1', [batchId]);
  await tx.query('delete from supplier_told where batch_id = $1', [batchId]);
}

/** Keeps the first of each kind and counts the rest. */
function capIssues(issues: RowIssue[]): RowIssue[] {
  const seen = new Map<string, number>();
  const kept: RowIssue[] = [];
  for (const issue of issues) {
    const count = (seen.get(issue.code) ?? 0) + 1;
    seen.set(issue.code, count);
    if (count <= ISSUES_PER_KIND) kept.push(issue);
  }
  return kept;
}
