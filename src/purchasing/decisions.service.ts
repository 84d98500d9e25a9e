import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ConflictError } from '../shared/errors.js';
import { rows } from '../shared/sql.js';
import { Refresh } from './refresh.js';

/** What staff say of an order that its source no longer holds: it counts by its status, or it is never counted. */
export const MISSING_DECISIONS = ['counted', 'dropped'] as const;
export type MissingDecision = (typeof MISSING_DECISIONS)[number];

/** What staff decide about purchases. Every decision refreshes the figures in its own transaction. */
@Injectable()
export class SpendingDecisions {
  constructor(
    private readonly db: DataSource,
    private readonly refresh: Refresh,
  ) {}

  /**
   * Decides on orders that are "hilang dari sumber"; all of them or none. Throws `ConflictError`
   * `purchase.not-missing` when one of them is not (any more), since somebody else or an import was faster. `by` is the
   * user name of who decided.
   */
  async decideMissing(ids: readonly string[], decision: MissingDecision, by: string): Promise<{ decided: number }> {
    const wanted = [...new Set(ids)];
    return this.db.transaction(async (tx) => {
      const touched = await rows<{ klpd: string; year: number }>(
        tx,
        `with decided as (
           update purchase set missing_decision = $2, missing_decided_by = $3, missing_decided_at = now()
           where id = any($1::bigint[]) and is_current and missing_since_batch is not null
             and missing_found_batch is null and missing_decision is null
           returning coalesce(klpd, 'nama:' || institution_key(klpd_name), '?') as klpd, year)
         select klpd, year from decided`,
        [wanted, decision, by],
      );
      if (touched.length !== wanted.length) {
        throw new ConflictError(
          'purchase.not-missing',
          'Sebagian pesanan yang dipilih sudah diputuskan atau sudah ada lagi dalam sumbernya. Muat ulang halaman lalu pilih lagi; tidak ada yang diubah.',
        );
      }
      await this.refresh.run(tx, { klpdYears: touched });
      return { decided: touched.length };
    });
  }
}
