import { Injectable, Logger } from '@nestjs/common';
import { Interval, Timeout } from '@nestjs/schedule';
import { DataSource, type EntityManager } from 'typeorm';
import { InstanceSettings } from '../../access/instance/instance-settings.js';
import { EVERYTHING } from '../../access/scope.js';
import { addDays, today } from '../../shared/dates.js';
import { Locks } from '../../shared/locks.js';
import { senToDecimal } from '../../shared/money.js';
import { rows } from '../../shared/sql.js';
import type { FigureRow } from '../figures.js';
import { metricOf } from '../metrics.js';
import { WHOLE } from '../participation.js';
import { ParticipationService } from '../participation.service.js';

const HALF_DAY_MS = 12 * 60 * 60 * 1000;
/** After the start, so that a process that runs for a few hours a day does it too. */
const SETTLED_MS = 3 * 60 * 1000;
/** Months that are worked out again when the data changed; older ones stay as they were last seen. */
const LOOK_BACK_MONTHS = 13;

/** What a figure read before and after, with the imports applied and taken back in between. */
export interface MonthChange {
  before: string | null;
  after: string | null;
  batches: string[];
  undone: string[];
  seenAt: Date;
}

/** A figure of a month as it was when the month was closed, and what became of it. Decimal text; null = not available. */
export interface MonthFigure {
  month: string;
  key: string;
  metric: string;
  version: number;
  value: string | null;
  takenAt: Date;
  /** Newest last. */
  changes: MonthChange[];
}

interface StoredRow {
  month: string;
  key: string;
  version: number;
  /** As it was last seen. */
  value: string | null;
  seen_version: string;
  seen_batch: string;
}

/**
 * Figures of participation at the end of each month (1 January to its last day), kept as they were: what imports or
 * decisions make of them later is noted beside them. Twice a day, in one process of all.
 */
@Injectable()
export class MonthlyFigures {
  private readonly log = new Logger('MonthlyFigures');

  constructor(
    private readonly db: DataSource,
    private readonly locks: Locks,
    private readonly settings: InstanceSettings,
    private readonly participation: ParticipationService,
  ) {}

  @Timeout('participation-month-start', SETTLED_MS)
  @Interval('participation-month', HALF_DAY_MS)
  async daily(): Promise<void> {
    try {
      const { timeZone } = await this.settings.get();
      const done = await this.run(today(timeZone));
      if (done && done.taken + done.changed > 0)
        this.log.log(`Kept ${done.taken} monthly figures; ${done.changed} older ones read differently now`);
    } catch (error) {
      this.log.warn(`Keeping the monthly figures failed: ${String(error)}`);
    }
  }

  /** Takes the month that was closed before `day`, and looks again at those before it. Null when another process is at it. */
  async run(day: string): Promise<{ taken: number; changed: number } | null> {
    const got = await this.locks.tryLock('participation-month', () => this.takeAndLook(day));
    return got?.result ?? null;
  }

  /** Newest month first. */
  async list(klpd: string | null, em: EntityManager = this.db.manager): Promise<MonthFigure[]> {
    const found = await rows<Omit<MonthFigure, 'changes'>>(
      em,
      `select month::text, key, metric, metric_version as version, trim_scale(value)::text as value, taken_at as "takenAt"
       from participation_month where klpd = $1 order by month desc, key`,
      [klpd ?? ''],
    );
    const changes = await rows<MonthChange & { month: string; key: string; version: number }>(
      em,
      `select month::text, key, metric_version as version, trim_scale(before_value)::text as before,
         trim_scale(after_value)::text as after, batches::text[] as batches, undone::text[] as undone, seen_at as "seenAt"
       from participation_month_change where klpd = $1 order by id`,
      [klpd ?? ''],
    );
    return found.map((one) => ({
      ...one,
      changes: changes
        .filter(({ month, key, version }) => month === one.month && key === one.key && version === one.version)
        .map(({ before, after, batches, undone, seenAt }) => ({ before, after, batches, undone, seenAt })),
    }));
  }

  /** One figure of a month; null when it was not kept. Of several versions of its definition the newest. */
  async one(klpd: string | null, month: string, key: string): Promise<MonthFigure | null> {
    const found = (await this.list(klpd)).filter((figure) => figure.month === month && figure.key === key);
    return found.toSorted((a, b) => b.version - a.version)[0] ?? null;
  }

  private async takeAndLook(day: string): Promise<{ taken: number; changed: number }> {
    const { klpdCode } = await this.settings.get();
    const klpd = klpdCode ?? '';
    const now = await this.dataNow();
    const closed = `${addDays(`${day.slice(0, 7)}-01`, -1).slice(0, 7)}-01`;
    const stored = await rows<StoredRow>(
      this.db.manager,
      `select m.month::text, m.key, m.metric_version as version, m.seen_version::text, m.seen_batch::text,
         trim_scale(case when c.id is null then m.value else c.after_value end)::text as value
       from participation_month m
       left join lateral (
         select id, after_value from participation_month_change c
         where c.klpd = m.klpd and c.month = m.month and c.key = m.key and c.metric_version = m.metric_version
         order by c.id desc limit 1) c on true
       where m.klpd = $1 and m.month > $2::date - make_interval(months => $3)`,
      [klpd, closed, LOOK_BACK_MONTHS],
    );
    const months = new Set(stored.map(({ month }) => month));
    let taken = 0;
    let changed = 0;
    for (const month of new Set([...months, closed])) {
      const before = stored.filter((one) => one.month === month);
      if (before.length > 0 && before.every((one) => one.seen_version === now.version)) continue;
      const figures = await this.figures(klpdCode, month);
      if (figures === null) continue;
      await this.db.transaction(async (tx) => {
        taken += await this.take(tx, klpd, month, figures, before, now);
        changed += await this.look(tx, klpd, month, figures, before, now);
      });
    }
    return { taken, changed };
  }

  /** What the month comes to by the data of this moment; null when its year has no data. */
  private async figures(klpd: string | null, month: string): Promise<ReadonlyMap<string, FigureRow> | null> {
    const end = lastDayOf(month);
    const { table, rows: found } = await this.participation.report(
      { klpd, cutoff: end, span: 'sama', years: 1, ...WHOLE },
      null,
      EVERYTHING,
    );
    return table.columns.at(-1)?.data ? new Map(found.map((row) => [row.key, row])) : null;
  }

  /** Keeps what was not kept yet: a new month, or a figure whose definition has a new version. */
  private async take(
    tx: EntityManager,
    klpd: string,
    month: string,
    figures: ReadonlyMap<string, FigureRow>,
    before: readonly StoredRow[],
    now: { version: string; batch: string },
  ): Promise<number> {
    const known = new Set(before.map(({ key, version }) => `${key}|${version}`));
    const fresh = [...figures.values()].filter((row) => !known.has(`${row.key}|${metricOf(row.metric).version}`));
    for (const row of fresh)
      await tx.query(
        `insert into participation_month (klpd, month, key, metric, metric_version, value, data_version, seen_version, seen_batch)
         values ($1, $2, $3, $4, $5, $6, $7, $7, $8)`,
        [klpd, month, row.key, row.metric, metricOf(row.metric).version, valueOf(row), now.version, now.batch],
      );
    return fresh.length;
  }

  /** Notes what reads differently now, with the imports since the last look. */
  private async look(
    tx: EntityManager,
    klpd: string,
    month: string,
    figures: ReadonlyMap<string, FigureRow>,
    before: readonly StoredRow[],
    now: { version: string; batch: string },
  ): Promise<number> {
    let changed = 0;
    for (const one of before) {
      const row = figures.get(one.key);
      // A figure that is made otherwise now cannot be held against the old one.
      if (!row || metricOf(row.metric).version !== one.version) continue;
      const value = valueOf(row);
      if (same(value, one.value)) continue;
      changed += 1;
      await tx.query(
        `insert into participation_month_change
           (klpd, month, key, metric_version, before_value, after_value, batches, undone, data_version)
         values ($1, $2, $3, $4, $5, $6,
           (select coalesce(array_agg(distinct batch_id), '{}') from purchase where batch_id > $7 and is_current),
           (select coalesce(array_agg(batch_id order by batch_id), '{}') from import_undone
            where data_version > $9 and ($1 = '' or klpds is null or $1 = any(klpds))), $8)`,
        [klpd, month, one.key, one.version, one.value, value, one.seen_batch, now.version, one.seen_version],
      );
    }
    if (before.length > 0)
      await tx.query(
        'update participation_month set seen_version = $3, seen_batch = $4 where klpd = $1 and month = $2',
        [klpd, month, now.version, now.batch],
      );
    return changed;
  }

  private async dataNow(): Promise<{ version: string; batch: string }> {
    const [now] = await rows<{ version: string; batch: string }>(
      this.db.manager,
      'select version::text, (select coalesce(max(batch_id), 0)::text from purchase) as batch from data_version',
    );
    return now ?? { version: '0', batch: '0' };
  }
}

/** '2026-08-01' → '2026-08-31'. */
export function lastDayOf(month: string): string {
  return addDays(`${addDays(month, 31).slice(0, 7)}-01`, -1);
}

/** The last column's value as decimal text. */
function valueOf(row: FigureRow): string | null {
  const value = row.values.at(-1);
  if (!value || value.missing) return null;
  if (value.number === null) return value.text;
  return row.unit === 'rupiah' ? senToDecimal(value.number) : value.number.toString();
}

function same(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other;
  const plain = (text: string): string => (text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text);
  return plain(one) === plain(other);
}
