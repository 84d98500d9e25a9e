import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ConflictError, ForbiddenError, NotFoundError } from '../../shared/errors.js';
import { affected, rows } from '../../shared/sql.js';
import { type WhatIfAnswer, type WhatIfQuestion, WhatIfService } from './what-if.service.js';

export const WHAT_IF_STATES = ['berjalan', 'selesai', 'dibatalkan', 'gagal'] as const;
export type WhatIfState = (typeof WHAT_IF_STATES)[number];

/** A process that has written nothing for so long is gone; its calculation is begun anew by whoever wants it. */
const SILENT = `interval '2 minutes'`;
/** So long an answer is kept. */
const KEPT = `interval '1 day'`;

export interface WhatIfRun {
  id: string;
  /** Username. */
  askedBy: string;
  question: WhatIfQuestion;
  state: WhatIfState;
  /** Enterprises, when it began. */
  total: number;
  /** Enterprises looked at so far. */
  done: number;
  /** Enterprises and products judged so far. */
  judged: number;
  answer: WhatIfAnswer | null;
  /** ISO 8601, UTC. */
  askedAt: string;
  finishedAt: string | null;
}

const UTC = `'YYYY-MM-DD"T"HH24:MI:SS"Z"'`;
const RUN = `select id::text, asked_by as "askedBy", question,
    case when state = 'berjalan' and beat_at < now() - ${SILENT} then 'gagal' else state end as state, total, done, judged, answer,
    to_char(asked_at at time zone 'utc', ${UTC}) as "askedAt", to_char(finished_at at time zone 'utc', ${UTC}) as "finishedAt"
  from eligibility_what_if`;

/**
 * A proposed change of law over as many enterprises as there are: in the background, batch by batch, so that memory stays flat
 * and others are served in between. How far it came and what it found lie in the database, for every process, for a day.
 */
@Injectable()
export class WhatIfRuns implements BeforeApplicationShutdown {
  private readonly log = new Logger('Eligibility');
  private readonly working = new Map<string, Promise<void>>();
  private stopping = false;

  constructor(
    private readonly db: DataSource,
    private readonly whatIf: WhatIfService,
  ) {}

  /** Begins; answers the id. Throws `eligibility.proposal-invalid`, and `eligibility.what-if-busy` while another one runs. */
  async start(question: WhatIfQuestion, by: string): Promise<string> {
    this.whatIf.check(question);
    const total = await this.whatIf.count(question.within);
    const id = await this.db.transaction(async (tx) => {
      await tx.query(`delete from eligibility_what_if where asked_at < now() - ${KEPT}`);
      await tx.query(
        `update eligibility_what_if set state = 'gagal', finished_at = now() where state = 'berjalan' and beat_at < now() - ${SILENT}`,
      );
      const [made] = await rows<{ id: string }>(
        tx,
        `insert into eligibility_what_if (asked_by, question, total) values ($1, $2::jsonb, $3)
         on conflict (state) where state = 'berjalan' do nothing returning id::text`,
        [by, JSON.stringify(question), total],
      );
      return made?.id;
    });
    if (id === undefined)
      throw new ConflictError(
        'eligibility.what-if-busy',
        'Pengandaian lain sedang dihitung untuk semua. Tunggu sampai selesai atau dibatalkan, lalu coba lagi.',
      );
    const work = this.work(id, question).finally(() => this.working.delete(id));
    this.working.set(id, work);
    return id;
  }

  /** Throws `eligibility.what-if-not-found`: unknown, or older than a day. */
  async get(id: string): Promise<WhatIfRun> {
    const [found] = /^\d{1,18}$/.test(id)
      ? await rows<WhatIfRun>(this.db.manager, `${RUN} where id = $1 and asked_at >= now() - ${KEPT}`, [id])
      : [];
    if (found) return found;
    throw new NotFoundError(
      'eligibility.what-if-not-found',
      'Perhitungan itu tidak ada, atau sudah lewat satu hari dan dihapus. Hitung lagi dari halaman pengandaian.',
    );
  }

  /** The newest first: what was asked today, and what runs. */
  async recent(): Promise<WhatIfRun[]> {
    return rows<WhatIfRun>(
      this.db.manager,
      `select id, "askedBy", question, state, total, done, judged, null as answer, "askedAt", "finishedAt" from (${RUN}
       where asked_at >= now() - ${KEPT}) x order by id::bigint desc limit 10`,
    );
  }

  /**
   * Ends one that runs; what it found so far is not kept. By whoever asked, or who keeps decisions (`any`). Throws
   * `eligibility.what-if-not-found`, `eligibility.what-if-not-yours` and `eligibility.what-if-over`.
   */
  async cancel(id: string, by: string, any: boolean): Promise<void> {
    const run = await this.get(id);
    if (run.askedBy !== by && !any)
      throw new ForbiddenError(
        'eligibility.what-if-not-yours',
        `Perhitungan ini diminta ${run.askedBy}; hanya yang memintanya, atau petugas kelayakan, dapat membatalkannya.`,
      );
    const done = await affected(
      this.db.manager,
      `update eligibility_what_if set state = 'dibatalkan', finished_at = now() where id = $1 and state = 'berjalan'`,
      [id],
    );
    if (done === 0) throw new ConflictError('eligibility.what-if-over', 'Perhitungan itu sudah berakhir.');
  }

  /** For whoever must wait until it is over in this process. */
  async finish(id: string): Promise<void> {
    await this.working.get(id);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await Promise.allSettled(this.working.values());
  }

  private async work(id: string, question: WhatIfQuestion): Promise<void> {
    try {
      let began = performance.now();
      const answer = await this.whatIf.compute(question, async ({ enterprises, judged }) => {
        const goesOn = await affected(
          this.db.manager,
          `update eligibility_what_if set done = $2, judged = $3, beat_at = now() where id = $1 and state = 'berjalan'`,
          [id, enterprises, judged],
        );
        // As long as a step took, the machine is others'.
        await sleep(Math.min(performance.now() - began, 1000));
        began = performance.now();
        return goesOn > 0 && !this.stopping;
      });
      if (answer === null) {
        if (this.stopping) await this.fail(id);
        return;
      }
      await this.db.manager.query(
        `update eligibility_what_if set state = 'selesai', answer = $2::jsonb, done = greatest(done, total), judged = $3,
           finished_at = now() where id = $1 and state = 'berjalan'`,
        [id, JSON.stringify(answer), answer.judged],
      );
    } catch (error) {
      this.log.warn(`A what-if calculation failed: ${String(error)}`);
      await this.fail(id).catch(() => undefined);
    }
  }

  private async fail(id: string): Promise<void> {
    await this.db.manager.query(
      `update eligibility_what_if set state = 'gagal', finished_at = now() where id = $1 and state = 'berjalan'`,
      [id],
    );
  }
}
