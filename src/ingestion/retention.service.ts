import { Inject, Injectable, Logger } from '@nestjs/common';
import { Interval, Timeout } from '@nestjs/schedule';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../access/audit/audit-log.js';
import { countStaleAccess, removeStaleAccess, type StaleAccess } from '../access/personal/stale-access.js';
import { actAs } from '../shared/actor.js';
import type { Env } from '../shared/env.js';
import { Locks } from '../shared/locks.js';
import { rows } from '../shared/sql.js';
import { ENV } from '../shared/tokens.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** After the start, so that a process that runs for a few hours a day does it too. */
const SETTLED_MS = 5 * 60 * 1000;
/** Files of one transaction: their chunks may be hundreds of megabytes. */
const AT_ONCE = 10;

/** What went, or would go. */
export interface RetentionOutcome extends StaleAccess {
  files: number;
  /** Of the files as they were handed over. */
  bytes: number;
}

/**
 * Removes what was kept long enough: the bytes of archived files older than ARCHIVE_RETENTION_MONTHS (what the archive
 * says of them stays), sessions that are over, old counts of failed sign-ins. Once a day, in one process of all.
 */
@Injectable()
export class RetentionService {
  private readonly log = new Logger('Retention');

  constructor(
    private readonly source: DataSource,
    private readonly locks: Locks,
    private readonly audit: AuditLog,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Timeout('retention-start', SETTLED_MS)
  @Interval('retention', DAY_MS)
  async daily(): Promise<void> {
    const actor = { kind: 'sistem', id: null, name: 'retensi', role: null, address: null, requestId: null } as const;
    try {
      const done = await actAs(actor, () => this.run());
      if (done && done.files > 0) this.log.log(`Removed the bytes of ${done.files} archived files`);
    } catch (error) {
      this.log.warn(`Removing what is old failed: ${String(error)}`);
    }
  }

  /** What `run` would remove now. */
  async preview(): Promise<RetentionOutcome> {
    const em = this.source.manager;
    const old = this.env.archiveRetentionMonths === 0 ? [] : await this.oldFiles(em, null);
    return { files: old.length, bytes: bytesOf(old), ...(await countStaleAccess(em)) };
  }

  /** Null when another process is at it. Each transaction that removes something leaves a record with its counts. */
  async run(): Promise<RetentionOutcome | null> {
    const got = await this.locks.tryLock('retention', async () => {
      const outcome: RetentionOutcome = { files: 0, bytes: 0, sessions: 0, throttles: 0 };
      for (let more = this.env.archiveRetentionMonths > 0; more;) {
        const removed = await this.source.transaction((tx) => this.removeSome(tx));
        outcome.files += removed.files;
        outcome.bytes += removed.bytes;
        more = removed.files === AT_ONCE;
      }
      return { ...outcome, ...(await this.source.transaction((tx) => this.removeAccess(tx))) };
    });
    return got && got.result;
  }

  private async removeSome(tx: EntityManager): Promise<{ files: number; bytes: number }> {
    const old = await this.oldFiles(tx, AT_ONCE);
    const removed = { files: old.length, bytes: bytesOf(old) };
    if (old.length === 0) return removed;
    const ids = old.map(({ id }) => id);
    await tx.query('delete from archive_chunk where file_id = any($1::bigint[])', [ids]);
    await tx.query('update archive_file set removed_at = now(), stored_size = 0 where id = any($1::bigint[])', [ids]);
    const months = this.env.archiveRetentionMonths;
    await this.record(tx, 'archive_file', { ...removed, months });
    return removed;
  }

  private async removeAccess(tx: EntityManager): Promise<StaleAccess> {
    const removed = await removeStaleAccess(tx);
    if (removed.sessions + removed.throttles > 0) await this.record(tx, 'app_session', { ...removed });
    return removed;
  }

  private record(tx: EntityManager, objectKind: string, after: Record<string, unknown>): Promise<void> {
    return this.audit.record(tx, { action: 'retention.remove', objectKind, objectId: null, after });
  }

  /**
   * Archived files that nobody handed over for so long and that no import is about to read. The same bytes handed over
   * again begin anew; running an old import once more does not.
   */
  private oldFiles(em: EntityManager, limit: number | null): Promise<{ id: string; size: string }[]> {
    return rows(
      em,
      `select f.id::text, f.size::text from archive_file f
       where f.complete and f.removed_at is null and f.begun_at < now() - make_interval(months => $1::int)
         and not exists (select 1 from import_batch b where b.archive_id = f.id and (
           b.state in ('received', 'reading', 'applying')
           or b.rerun_of is null and b.received_at >= now() - make_interval(months => $1::int)))
       order by f.id limit $2`,
      [this.env.archiveRetentionMonths, limit],
    );
  }
}

function bytesOf(files: readonly { size: string }[]): number {
  return files.reduce((sum, { size }) => sum + Number(size), 0);
}
