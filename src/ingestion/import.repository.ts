import type { DataSource, EntityManager } from 'typeorm';
import type { Feed, IssueCode, RowIssue } from '../purchasing/intake/rows.js';
import { affected, rows } from '../shared/sql.js';
import type { Coverage, ImportBatch, ImportIssue, ImportRequest, ImportState } from './import-batch.js';

/** What a batch is made from. */
export interface NewBatch extends ImportRequest {
  fileName: string;
  byteSize: number;
  sha256: string;
  archiveId: string;
  by: string;
  origin: ImportBatch['origin'];
  rerunOf?: string | null;
}

/** What reading a file told about it, before its rows. */
export interface Recognition {
  feedRecognised: Feed | null;
  feed: Feed;
  format: string;
  sheet: string | null;
  headings: string[];
  unknownColumns: string[];
  snapshotAt: string | null;
  snapshotFrom: 'orang' | 'berkas' | null;
}

export type Outcome = Pick<
  ImportBatch,
  'counts' | 'packages' | 'total' | 'warnings' | 'touched' | 'issuesTotal' | 'issuesKept' | 'issueCounts'
>;

const COLUMNS = `id::text, state, file_name as "fileName", byte_size::text as "byteSize", sha256,
  archive_id::text as "archiveId", feed_asked as "feedAsked", feed_recognised as "feedRecognised", feed, format, sheet,
  headings, unknown_columns as "unknownColumns", told_year as "toldYear", told_snapshot_on::text as "toldSnapshotOn",
  to_char(snapshot_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "snapshotAt", snapshot_from as "snapshotFrom",
  complete_year as "completeYear", confirmed, created_by as "by", origin, received_at as "receivedAt",
  started_at as "startedAt", finished_at as "finishedAt", progress_rows::text as "progressRows",
  rows_read::text as read, rows_accepted::text as accepted, rows_unchanged::text as unchanged,
  rows_repeated::text as repeated, rows_rejected::text as rejected, rows_unmatched::text as unmatched,
  packages::text, total::numeric(24,2)::text as total, issues_total::text as "issuesTotal",
  issues_kept::text as "issuesKept", issue_counts as "issueCounts", refusal_code as "refusalCode", message,
  confirm_reason as "confirmReason", warnings, touched, rerun_of::text as "rerunOf", replaced_by::text as "replacedBy",
  undone_by as "undoneBy", undone_at as "undoneAt"`;

/** Not at its end yet. */
const UNDER_WAY = `state in ('received', 'reading', 'applying')`;

type Numbers = 'read' | 'accepted' | 'unchanged' | 'repeated' | 'rejected' | 'unmatched';
type Moments = 'receivedAt' | 'startedAt' | 'finishedAt' | 'undoneAt';
type Counted = 'byteSize' | 'progressRows' | 'packages' | 'issuesTotal' | 'issuesKept';

type BatchRow = Omit<ImportBatch, 'counts' | Moments | Counted> &
  Record<Numbers | Counted, string> &
  Record<Exclude<Moments, 'receivedAt'>, Date | null> & { receivedAt: Date };

function toBatch(row: BatchRow): ImportBatch {
  const { read, accepted, unchanged, repeated, rejected, unmatched, ...rest } = row;
  return {
    ...rest,
    byteSize: Number(row.byteSize),
    progressRows: Number(row.progressRows),
    packages: Number(row.packages),
    issuesTotal: Number(row.issuesTotal),
    issuesKept: Number(row.issuesKept),
    counts: {
      read: Number(read),
      accepted: Number(accepted),
      unchanged: Number(unchanged),
      repeated: Number(repeated),
      rejected: Number(rejected),
      unmatched: Number(unmatched),
    },
    receivedAt: row.receivedAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    undoneAt: row.undoneAt?.toISOString() ?? null,
  };
}

/** Batches, their issues, what they cover, and what stands on what. Writes of one step ask for its transaction. */
export class ImportRepository {
  constructor(private readonly source: DataSource) {}

  get manager(): EntityManager {
    return this.source.manager;
  }

  /** In a transaction of its own, like every change of a state: the audit trail names who acts by it. */
  insert(batch: NewBatch): Promise<string> {
    return this.source.transaction((tx) => this.insertIn(tx, batch));
  }

  private async insertIn(tx: EntityManager, batch: NewBatch): Promise<string> {
    const [row] = await rows<{ id: string }>(
      tx,
      `insert into import_batch (file_name, byte_size, sha256, archive_id, created_by, origin, feed_asked, told_year,
         told_snapshot_on, complete_year, confirmed, rerun_of)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id::text`,
      [
        batch.fileName,
        batch.byteSize,
        batch.sha256,
        batch.archiveId,
        batch.by,
        batch.origin,
        batch.as ?? null,
        batch.year ?? null,
        batch.snapshotOn ?? null,
        batch.completeYear ?? false,
        batch.confirm ?? false,
        batch.rerunOf ?? null,
      ],
    );
    if (!row) throw new Error('The database gave no id for a new import');
    return row.id;
  }

  async find(id: string, em: EntityManager = this.source.manager): Promise<ImportBatch | null> {
    if (!/^\d{1,18}$/.test(id)) return null;
    const [row] = await rows<BatchRow>(em, `select ${COLUMNS} from import_batch where id = $1`, [id]);
    return row ? toBatch(row) : null;
  }

  /** Newest first, one page of them. */
  async list(page: number, size: number): Promise<{ items: ImportBatch[]; total: number }> {
    const em = this.source.manager;
    const found = await rows<BatchRow>(
      em,
      `select ${COLUMNS} from import_batch order by import_batch.id desc limit $1 offset $2`,
      [size, (page - 1) * size],
    );
    const [count] = await rows<{ n: string }>(em, 'select count(*)::text as n from import_batch');
    return { items: found.map(toBatch), total: Number(count?.n ?? 0) };
  }

  /** The batches of these ids in that order of time, for sentences that name them. */
  async named(ids: readonly string[], em: EntityManager = this.source.manager): Promise<ImportBatch[]> {
    if (ids.length === 0) return [];
    const found = await rows<BatchRow>(
      em,
      `select ${COLUMNS} from import_batch where id = any($1::bigint[]) order by import_batch.id desc`,
      [ids],
    );
    return found.map(toBatch);
  }

  /** The one whose turn it is. */
  async nextReceived(): Promise<string | null> {
    const [row] = await rows<{ id: string }>(
      this.source.manager,
      `select id::text from import_batch where state = 'received' order by import_batch.id limit 1`,
    );
    return row?.id ?? null;
  }

  /** Batches that some process was in the middle of. Only meaningful while the import lock is held. */
  async inTheMiddle(): Promise<string[]> {
    const found = await rows<{ id: string }>(
      this.source.manager,
      `select id::text from import_batch where state in ('reading', 'applying') order by import_batch.id`,
    );
    return found.map((row) => row.id);
  }

  /** Batches of the last days that were cut off. */
  async cutOff(): Promise<string[]> {
    const found = await rows<{ id: string }>(
      this.source.manager,
      `select id::text from import_batch where state = 'interrupted' and finished_at > now() - interval '7 days'
       order by import_batch.id`,
    );
    return found.map((row) => row.id);
  }

  /** Leaves a batch that has come to its end (another process found it without its lock) as it is. */
  async setState(id: string, state: ImportState): Promise<void> {
    await this.source.transaction((tx) =>
      tx.query(
        `update import_batch set state = $2, started_at = coalesce(started_at, now()) where id = $1 and ${UNDER_WAY}`,
        [id, state],
      ),
    );
  }

  async setRecognition(id: string, told: Partial<Recognition>): Promise<void> {
    await this.source.manager.query(
      `update import_batch set feed_recognised = $2, feed = $3, format = $4, sheet = $5, headings = $6,
         unknown_columns = $7, snapshot_at = $8, snapshot_from = $9 where id = $1`,
      [
        id,
        told.feedRecognised ?? null,
        told.feed ?? null,
        told.format ?? null,
        told.sheet ?? null,
        told.headings ?? [],
        told.unknownColumns ?? [],
        told.snapshotAt ?? null,
        told.snapshotFrom ?? null,
      ],
    );
  }

  async setProgress(id: string, rowsRead: number): Promise<void> {
    await this.source.manager.query('update import_batch set progress_rows = $2 where id = $1', [id, rowsRead]);
  }

  /** The end of a batch that changed nothing; false when it had come to its end already. */
  async end(
    id: string,
    state: 'refused' | 'failed' | 'interrupted',
    why: { code: string; message: string; confirmReason?: string | null; rowsRead?: number },
    issues: Pick<ImportBatch, 'issuesTotal' | 'issuesKept' | 'issueCounts'> | null = null,
  ): Promise<boolean> {
    const ended = await this.source.transaction((tx) =>
      affected(
        tx,
        `update import_batch set state = $2, finished_at = now(), refusal_code = $3, message = $4, confirm_reason = $5,
         progress_rows = coalesce($6, progress_rows), issues_total = $7, issues_kept = $8, issue_counts = $9
       where id = $1 and ${UNDER_WAY}`,
        [
          id,
          state,
          why.code,
          why.message,
          why.confirmReason ?? null,
          why.rowsRead ?? null,
          issues?.issuesTotal ?? 0,
          issues?.issuesKept ?? 0,
          JSON.stringify(issues?.issueCounts ?? {}),
        ],
      ),
    );
    return ended === 1;
  }

  /**
   * Part of the transaction that applies the rows. Throws, and so takes them back, when another process has meanwhile
   * found the batch without its lock and ended it: part of its rows may be gone.
   */
  async setApplied(tx: EntityManager, id: string, outcome: Outcome): Promise<void> {
    const { counts } = outcome;
    const applied = await affected(
      tx,
      `update import_batch set state = 'applied', finished_at = now(), rows_read = $2, rows_accepted = $3,
         rows_unchanged = $4, rows_repeated = $5, rows_rejected = $6, rows_unmatched = $7, packages = $8, total = $9,
         warnings = $10, touched = $11, issues_total = $12, issues_kept = $13, issue_counts = $14, progress_rows = $2
       where id = $1 and state = 'applying'`,
      [
        id,
        counts.read,
        counts.accepted,
        counts.unchanged,
        counts.repeated,
        counts.rejected,
        counts.unmatched,
        outcome.packages,
        outcome.total,
        JSON.stringify(outcome.warnings),
        JSON.stringify(outcome.touched),
        outcome.issuesTotal,
        outcome.issuesKept,
        JSON.stringify(outcome.issueCounts),
      ],
    );
    if (applied !== 1) throw new Error(`Import ${id} was ended by another process while it was being applied`);
  }

  async setUndone(tx: EntityManager, id: string, by: string, replacedBy: string | null): Promise<void> {
    await tx.query(
      `update import_batch set state = 'undone', undone_by = $2, undone_at = now(), replaced_by = $3 where id = $1`,
      [id, by, replacedBy],
    );
  }

  async insertCoverage(tx: EntityManager, id: string, coverage: readonly Coverage[]): Promise<void> {
    await tx.query(
      `insert into import_coverage (batch_id, klpd, year, rows)
       select $1, t.klpd, t.year, t.rows from unnest($2::text[], $3::int[], $4::bigint[]) as t(klpd, year, rows)`,
      [id, coverage.map((c) => c.klpd), coverage.map((c) => c.year), coverage.map((c) => c.rows)],
    );
  }

  async insertDependencies(tx: EntityManager, id: string, standsOn: readonly string[]): Promise<void> {
    await tx.query(
      `insert into import_dependency (batch_id, stands_on)
       select $1, t.id from unnest($2::bigint[]) as t(id) where t.id <> $1 on conflict do nothing`,
      [id, standsOn],
    );
  }

  /** The applied imports that stand on this one: none of them may be left without what it stands on. */
  async dependants(id: string, em: EntityManager = this.source.manager): Promise<string[]> {
    const found = await rows<{ id: string }>(
      em,
      `select d.batch_id::text as id from import_dependency d join import_batch b on b.id = d.batch_id
       where d.stands_on = $1 and b.state = 'applied' order by d.batch_id desc`,
      [id],
    );
    return found.map((row) => row.id);
  }

  /** Of each place that the new file covers, the last applied import of the same feed and how many rows it had. */
  async lastCoverage(
    feed: Feed,
    coverage: readonly Coverage[],
    except: string | null,
  ): Promise<(Coverage & { before: number; batchId: string })[]> {
    return rows(
      this.source.manager,
      `select t.klpd, t.year, t.rows::float8 as rows, last.rows::float8 as before, last.batch_id::text as "batchId"
       from unnest($2::text[], $3::int[], $4::bigint[]) as t(klpd, year, rows)
       cross join lateral (
         select c.rows, c.batch_id from import_coverage c join import_batch b on b.id = c.batch_id
         where c.klpd = t.klpd and c.year = t.year and b.state = 'applied' and b.feed = $1
           and b.id is distinct from $5::bigint
         order by b.id desc limit 1) last`,
      [feed, coverage.map((c) => c.klpd), coverage.map((c) => c.year), coverage.map((c) => c.rows), except],
    );
  }

  /** The last applied import of the very same bytes. */
  async sameFile(sha256: string, except: readonly string[]): Promise<{ id: string; at: string } | null> {
    const [row] = await rows<{ id: string; at: Date }>(
      this.source.manager,
      `select id::text, finished_at as at from import_batch
       where sha256 = $1 and state = 'applied' and not (import_batch.id = any($2::bigint[]))
       order by import_batch.id desc limit 1`,
      [sha256, except],
    );
    return row ? { id: row.id, at: row.at.toISOString() } : null;
  }

  async insertIssues(id: string, issues: readonly RowIssue[], em: EntityManager = this.source.manager): Promise<void> {
    if (issues.length === 0) return;
    await em.query(
      `insert into import_issue (batch_id, line, column_name, value, code, severity, detail)
       select $1, t.line, t.column_name, t.value, t.code, t.severity, t.detail
       from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
         as t(line, column_name, value, code, severity, detail)`,
      [
        id,
        issues.map((issue) => issue.line),
        issues.map((issue) => issue.column),
        issues.map((issue) => issue.value),
        issues.map((issue) => issue.code),
        issues.map((issue) => issue.severity),
        issues.map((issue) => issue.detail ?? null),
      ],
    );
  }

  async deleteIssues(id: string, em: EntityManager = this.source.manager): Promise<void> {
    await em.query('delete from import_issue where batch_id = $1', [id]);
  }

  /** Rejected rows first, then by line. `after` pages through all of them without counting. */
  async issues(
    id: string,
    page: number,
    size: number,
    code: IssueCode | null = null,
  ): Promise<{ items: ImportIssue[]; total: number }> {
    const em = this.source.manager;
    const items = await rows<Omit<ImportIssue, 'line'> & { line: string | null }>(
      em,
      `select id::text, line::text, column_name as "column", value, code, severity, detail from import_issue
       where batch_id = $1 and ($4::text is null or code = $4)
       order by severity, import_issue.line nulls last, import_issue.id limit $2 offset $3`,
      [id, size, (page - 1) * size, code],
    );
    const [count] = await rows<{ n: string }>(
      em,
      'select count(*)::text as n from import_issue where batch_id = $1 and ($2::text is null or code = $2)',
      [id, code],
    );
    return {
      items: items.map((item) => ({ ...item, line: item.line === null ? null : Number(item.line) })),
      total: Number(count?.n ?? 0),
    };
  }
}
