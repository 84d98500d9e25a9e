import type { DataSource, EntityManager } from 'typeorm';
import { loadSql, rows } from '../../shared/sql.js';
import type { IntakeOptions } from './intake.js';
import type { ReferenceRow, RowIssue } from './rows.js';

const STAGE = loadSql('./sql/stage-references.sql', import.meta.url);
const JUDGE = loadSql('./sql/judge-references.sql', import.meta.url);

export interface ReferenceOutcome {
  accepted: number;
  unchanged: number;
  repeated: number;
  rejected: number;
  families: string[];
  issues: RowIssue[];
  standsOn: string[];
}

/** The reference rows (satker, suppliers, budgets, RUP …) of one import on their way in. */
export class ReferenceStage {
  private staged = 0;

  constructor(
    private readonly db: DataSource,
    private readonly options: IntakeOptions,
  ) {}

  async add(references: ReferenceRow[]): Promise<void> {
    this.staged += references.length;
    const column = <T>(pick: (row: ReferenceRow) => T): T[] => references.map(pick);
    const moment = (text: string | null): string | null => (text ? new Date(text).toISOString() : null);
    await this.db.transaction((tx) =>
      tx.query(STAGE, [
        this.options.batchId,
        moment(this.options.snapshotAt),
        column((row) => row.family),
        column((row) => row.key),
        column((row) => row.klpd),
        column((row) => row.year),
        column((row) => JSON.stringify(row.data)),
        column((row) => row.line),
        column((row) => moment(row.rowUpdatedAt)),
        column((row) => moment(row.snapshotAt)),
        column((row) => row.facts),
        column((row) => row.sourceRow),
      ]),
    );
  }

  async apply(tx: EntityManager): Promise<ReferenceOutcome> {
    const outcome: ReferenceOutcome = {
      accepted: 0,
      unchanged: 0,
      repeated: 0,
      rejected: 0,
      families: [],
      issues: [],
      standsOn: [],
    };
    if (this.staged === 0) return outcome;
    const { batchId } = this.options;
    if (this.staged > 2000) await tx.query('analyze reference_row');
    await tx.query(JUDGE, [batchId]);

    const counts = await rows<{ verdict: string; family: string; n: number }>(
      tx,
      'select verdict, family, count(*)::int as n from intake_reference_verdict group by 1, 2',
    );
    for (const { verdict, family, n } of counts) {
      if (verdict === 'new' || verdict === 'changed') {
        outcome.accepted += n;
        outcome.families.push(family);
      } else if (verdict === 'unchanged') outcome.unchanged += n;
      else if (verdict === 'repeated') outcome.repeated += n;
      else outcome.rejected += n;
    }
    const older = await rows<{ key: string; row_no: number }>(
      tx,
      `select key, row_no from intake_reference_verdict where verdict = 'older' order by row_no`,
    );
    outcome.issues = older.map((row) => ({
      kind: 'issue',
      line: row.row_no,
      column: null,
      value: row.key,
      code: 'older-snapshot',
      severity: 'error',
    }));
    const standsOn = await rows<{ id: string }>(
      tx,
      'select distinct current_batch::text as id from intake_reference_verdict where current_batch is not null',
    );
    outcome.standsOn = standsOn.map((row) => row.id);

    await tx.query(
      `delete from reference_row r using intake_reference_verdict v
       where v.staged_id = r.id and v.verdict not in ('new', 'changed')`,
    );
    await tx.query(
      `update reference_row r set is_current = false, superseded_by = $1 from intake_reference_verdict v
       where v.current_id = r.id and v.verdict = 'changed'`,
      [batchId],
    );
    await tx.query('update reference_row set is_current = true where batch_id = $1', [batchId]);
    return outcome;
  }
}
