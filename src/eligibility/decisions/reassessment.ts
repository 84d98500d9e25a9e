import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Interval, Timeout } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { addDays, hourIn, today } from '../../shared/dates.js';
import type { Env } from '../../shared/env.js';
import { Locks } from '../../shared/locks.js';
import { rows } from '../../shared/sql.js';
import { ENV } from '../../shared/tokens.js';
import { SentraMemory } from '../facts/facts.service.js';
import { DecisionsService } from './decisions.service.js';
import { nextSubjects } from './subjects.js';

const HOUR_MS = 60 * 60 * 1000;
/** After a start: imports that were cut short come first. */
const SETTLED_MS = 2 * 60 * 1000;
/** Enterprises in one transaction: short enough that a clerk who saves one of them hardly waits. */
const AT_ONCE = 50;
const SYSTEM = 'sistem';
/** Hour of the region. */
const NIGHT_ENDS = 5;

export interface Run {
  day: string;
  /** ISO 8601, UTC; null = still going, or cut short and not taken up yet. */
  finishedAt: string | null;
  judged: number;
  written: number;
}

/**
 * Once a day everything is judged again: facts may have moved, a day may have come on which something ran out or a law began,
 * or the law files were changed. What comes out as it was writes nothing. The first tick after midnight of the region does it,
 * or the first after a night that was missed; one process of many, and where one was cut short it goes on from there.
 */
@Injectable()
export class Reassessment {
  private readonly log = new Logger('Eligibility');

  constructor(
    private readonly db: DataSource,
    private readonly locks: Locks,
    private readonly decisions: DecisionsService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Timeout('eligibility-start', SETTLED_MS)
  async atStart(): Promise<void> {
    await this.quietly();
  }

  @Interval('eligibility', HOUR_MS)
  async hourly(): Promise<void> {
    await this.quietly();
  }

  /**
   * Judges everything for the day, unless that was done already or another process is at it (then null). `again` = begin
   * anew although it was done; `gently` = rest between steps as long as a step took, for whoever else uses the machine.
   */
  async run(
    day: string = today(this.env.timeZone),
    { again = false, gently = false }: { again?: boolean; gently?: boolean } = {},
  ): Promise<Run | null> {
    const got = await this.locks.tryLock('eligibility-reassessment', async () => {
      await this.db.query(
        `insert into eligibility_run (day) values ($1) on conflict (day) do ${
          again ? 'update set after_id = 0, judged = 0, written = 0, started_at = now(), finished_at = null' : 'nothing'
        }`,
        [day],
      );
      const memory = new SentraMemory();
      for (;;) {
        const started = performance.now();
        if (!(await this.step(day, memory))) break;
        if (gently) await sleep(performance.now() - started);
      }
      return this.last(day);
    });
    return got?.result ?? null;
  }

  /** The newest look at everything, or that of a day; null = there was none. */
  async last(day?: string): Promise<Run | null> {
    const [found] = await rows<Run>(
      this.db.manager,
      `select day::text, to_char(finished_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "finishedAt", judged, written
       from eligibility_run where $1::date is null or day = $1 order by day desc limit 1`,
      [day ?? null],
    );
    return found ?? null;
  }

  /** The next enterprises; false = there are no more. Each step is a transaction with the place that it came to. */
  private step(day: string, memory: SentraMemory): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const [run] = await rows<{ afterId: string; done: boolean }>(
        tx,
        `select after_id::text as "afterId", finished_at is not null as done from eligibility_run where day = $1 for update`,
        [day],
      );
      if (!run || run.done) return false;
      const subjects = await nextSubjects(tx, { after: run.afterId, day, atOnce: AT_ONCE });
      const last = subjects.at(-1);
      if (!last) {
        await tx.query('update eligibility_run set finished_at = now() where day = $1', [day]);
        return false;
      }
      await this.decisions.lock(tx, [...new Set(subjects.map(({ enterpriseId }) => enterpriseId))]);
      const gathered = await this.decisions.gather(tx, subjects, day, memory);
      const kept = await this.decisions.keep(tx, gathered, SYSTEM, 'berkala');
      await tx.query(
        'update eligibility_run set after_id = $2, judged = judged + $3, written = written + $4 where day = $1',
        [day, last.enterpriseId, kept.length, kept.filter(({ written }) => written).length],
      );
      return true;
    });
  }

  private async quietly(): Promise<void> {
    try {
      const day = today(this.env.timeZone);
      if (!isDue(await this.last(), day, hourIn(this.env.timeZone))) return;
      const run = await this.run(day, { gently: true });
      if (run) this.log.log(`${run.judged} assessments looked at again, ${run.written} of them new`);
    } catch (error) {
      this.log.warn(`Judging again failed; it is tried again within the hour: ${String(error)}`);
    }
  }
}

/** By night; by day only where a whole night was missed, or a look was cut short. */
export function isDue(last: Run | null, day: string, hour: number): boolean {
  if (last === null || last.finishedAt === null) return true;
  if (last.day >= day) return false;
  return hour < NIGHT_ENDS || last.day < addDays(day, -1);
}
