import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Scope } from '../access/scope.js';
import { scoped } from '../purchasing/scoped.js';
import { loadSql, rows } from '../shared/sql.js';
import { DimensionLabels } from './dimension-labels.js';
import { type ParticipationFilter, WHOLE } from './participation.js';
import { ParticipationQueries } from './participation.queries.js';
import { onSales, salesParameters, withNamed } from './sales.js';

/** Who came to which step, and on which day: named queries that counts and their rows share. */
export const STEPS_SQL = loadSql('./sql/steps.sql', import.meta.url);
export const STEP_DAYS_SQL = loadSql('./sql/step-days.sql', import.meta.url);
const FUNNEL = onSales(withNamed(STEPS_SQL, loadSql('./sql/funnel.sql', import.meta.url)));
const TIMES = onSales(withNamed(STEP_DAYS_SQL, loadSql('./sql/times.sql', import.meta.url)));

export const FUNNEL_STEPS = ['known', 'contacted', 'registered', 'eligible', 'listed', 'sold', 'again'] as const;
export type FunnelStep = (typeof FUNNEL_STEPS)[number];

export const FUNNEL_DIMENSIONS = ['kabupaten', 'kelas', 'kelompok'] as const;
export type FunnelDimension = (typeof FUNNEL_DIMENSIONS)[number];

export type FunnelFilter = Pick<ParticipationFilter, 'klpd' | 'cutoff'>;

/** Enterprises that came to each step; null = nothing on file tells that step of anybody. */
export type FunnelCounts = Readonly<Record<FunnelStep, number | null>>;

export interface FunnelRow {
  key: string;
  label: string;
  counts: FunnelCounts;
}

export const TIME_STEPS = ['layak-tayang', 'tayang-jual', 'layak-jual'] as const;
export type TimeStep = (typeof TIME_STEPS)[number];

/** Median days of one step. */
export interface StepTime {
  step: TimeStep;
  /** null = both days are known of nobody. */
  median: number | null;
  /** Of how many both days are known. */
  known: number;
  /** Left out: the later step stands before the earlier. */
  reversed: number;
}

export interface Funnel {
  /** Day of which it tells. */
  day: string;
  all: FunnelCounts;
  by: FunnelDimension;
  rows: FunnelRow[];
  /** Sellers that are no enterprise on file: they stand in no step. */
  unregisteredSellers: number;
  times: StepTime[];
}

interface FunnelSqlRow extends Record<FunnelStep, number> {
  key: string;
  participants_on_file: number;
  decisions_on_file: number;
  listings_on_file: number;
  unregistered_sellers: number;
}

const NOBODY: FunnelCounts = {
  known: 0,
  contacted: null,
  registered: 0,
  eligible: null,
  listed: null,
  sold: 0,
  again: 0,
};

/** From known to selling again, and how long that takes. */
@Injectable()
export class FunnelQueries {
  constructor(
    private readonly db: DataSource,
    private readonly participation: ParticipationQueries,
    private readonly labels: DimensionLabels,
  ) {}

  /** The parameters of sales.sql: all years of data up to the cut-off, of every seller. */
  async sales(filter: FunnelFilter, scope: Scope): Promise<unknown[]> {
    const { years } = await this.participation.dataYears(filter.klpd, scope);
    const counted = years.filter((year) => year <= Number(filter.cutoff.slice(0, 4)));
    return salesParameters({ ...filter, span: 'penuh', years: 1, ...WHOLE }, counted);
  }

  /** By the day of the cut-off; all years of data up to it count. */
  async funnel(filter: FunnelFilter, by: FunnelDimension, scope: Scope): Promise<Funnel> {
    const parameters = [...(await this.sales(filter, scope)), filter.cutoff];
    const [found, times] = await Promise.all([
      rows<FunnelSqlRow>(this.db.manager, ...scoped(FUNNEL, [...parameters, by], scope)),
      rows<StepTime>(this.db.manager, ...scoped(TIMES, parameters, scope)),
    ]);
    const places = found.filter(({ key }) => key !== 'all');
    const all = found.find(({ key }) => key === 'all');
    const labels = await this.labels.of(
      by,
      places.map(({ key }) => key),
    );
    return {
      day: filter.cutoff,
      by,
      all: all ? countsOf(all) : NOBODY,
      rows: labels.flatMap(({ key, label }) => {
        const row = places.find((one) => one.key === key);
        return row ? [{ key, label, counts: countsOf(row) }] : [];
      }),
      unregisteredSellers: all?.unregistered_sellers ?? 0,
      times: TIME_STEPS.map(
        (step) => times.find((one) => one.step === step) ?? { step, median: null, known: 0, reversed: 0 },
      ),
    };
  }
}

/** A step of which there is no source at all is not available, which is not nobody. */
function countsOf(row: FunnelSqlRow): FunnelCounts {
  return {
    known: row.known,
    contacted: row.participants_on_file > 0 ? row.contacted : null,
    registered: row.registered,
    eligible: row.decisions_on_file > 0 ? row.eligible : null,
    listed: row.listings_on_file > 0 ? row.listed : null,
    sold: row.sold,
    again: row.again,
  };
}
