import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { InstanceSettings } from '../../access/instance/instance-settings.js';
import { addDays, today } from '../../shared/dates.js';
import type { Looked, UsageClient } from './usage.js';
import { RETENTION_DAYS } from './usage.js';

const FLUSH_MS = 30_000;
const DAY_FRESH_MS = 1000;
/** Counts that wait to be written; a stranger's addresses must not fill the memory, and only what exists is counted. */
const MOST_WAITING = 50_000;

interface Waiting extends Looked {
  day: string;
  answered: number;
  unchanged: number;
}

/**
 * Counts who was looked at: in memory, written together twice a minute and when the process ends. A process that is killed
 * loses at most half a minute of counts. Of whoever looked nothing is kept but the API key, where there was one.
 */
@Injectable()
export class UsageCounter implements BeforeApplicationShutdown {
  private readonly log = new Logger('Usage');
  private waiting = new Map<string, Waiting>();
  private day = { value: '', until: 0 };
  private timeZone = 'Asia/Makassar';
  private cleared = '';

  constructor(
    private readonly db: DataSource,
    private readonly settings: InstanceSettings,
  ) {}

  /** `unchanged` = answered with 304. */
  count(looked: Looked, unchanged: boolean): void {
    const day = this.today();
    const { subject, key, channel, client } = looked;
    const name = `${day}\n${subject}\n${key}\n${channel}\n${client}`;
    let counted = this.waiting.get(name);
    if (!counted) {
      if (this.waiting.size >= MOST_WAITING) return;
      counted = { day, subject, key, channel, client, answered: 0, unchanged: 0 };
      this.waiting.set(name, counted);
    }
    if (unchanged) counted.unchanged += 1;
    else counted.answered += 1;
  }

  @Interval('etalase-usage', FLUSH_MS)
  async flush(): Promise<void> {
    const { waiting } = this;
    this.waiting = new Map();
    try {
      ({ timeZone: this.timeZone } = await this.settings.get());
      if (waiting.size > 0)
        await this.db.manager.query(
          `insert into etalase_usage as u (day, subject, key, channel, client, answered, unchanged)
           select day, subject, key, channel, client, answered, unchanged from json_to_recordset($1::json)
             as c (day date, subject text, key text, channel text, client text, answered bigint, unchanged bigint)
           order by day, subject, key, channel, client
           on conflict (day, subject, key, channel, client) do update
             set answered = u.answered + excluded.answered, unchanged = u.unchanged + excluded.unchanged`,
          [JSON.stringify([...waiting.values()])],
        );
    } catch (error) {
      this.keep(waiting);
      this.log.warn(`Counts could not be written and wait (${error instanceof Error ? error.name : 'unknown'})`);
      return;
    }
    await this.forgetOld();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.flush();
  }

  /** Once a day and process: what is older than is kept. */
  private async forgetOld(): Promise<void> {
    const day = this.today();
    if (this.cleared === day) return;
    this.cleared = day;
    await this.db.manager.query('delete from etalase_usage where day < $1', [addDays(day, -RETENTION_DAYS)]);
  }

  /** Together with what was counted meanwhile. */
  private keep(waiting: ReadonlyMap<string, Waiting>): void {
    for (const [name, { answered, unchanged, ...looked }] of waiting) {
      const now = this.waiting.get(name);
      if (now) {
        now.answered += answered;
        now.unchanged += unchanged;
      } else this.waiting.set(name, { ...looked, answered, unchanged });
    }
  }

  private today(): string {
    const now = Date.now();
    if (now >= this.day.until) this.day = { value: today(this.timeZone, new Date(now)), until: now + DAY_FRESH_MS };
    return this.day.value;
  }
}

/** Who asked, as far as it is kept. */
export function clientOf(keyId: string | undefined): UsageClient {
  return keyId ?? 'tanpa-kunci';
}
