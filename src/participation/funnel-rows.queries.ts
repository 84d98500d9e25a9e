import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Scope } from '../access/scope.js';
import { scoped } from '../purchasing/scoped.js';
import { senFromDecimal } from '../shared/money.js';
import { loadSql, rows } from '../shared/sql.js';
import {
  type FunnelDimension,
  type FunnelFilter,
  FunnelQueries,
  type FunnelStep,
  STEP_DAYS_SQL,
  STEPS_SQL,
  type TimeStep,
} from './funnel.queries.js';
import { type Counted, pageOf, type Paging, type RowsPage } from './rows-page.js';
import { onSales, withNamed } from './sales.js';

const MEMBERS = onSales(
  withNamed(STEPS_SQL, withNamed(STEP_DAYS_SQL, loadSql('./sql/funnel-rows.sql', import.meta.url))),
);
const DURATIONS = onSales(withNamed(STEP_DAYS_SQL, loadSql('./sql/time-rows.sql', import.meta.url)));
const UNREGISTERED = onSales(loadSql('./sql/unregistered-rows.sql', import.meta.url));

/** What enterprises are broken down by: as the funnel is, or by whether they are UMK. */
export const MEMBER_DIMENSIONS = ['kabupaten', 'kelas', 'kelompok', 'umk'] as const satisfies readonly (
  FunnelDimension | 'umk'
)[];
export type MemberDimension = (typeof MEMBER_DIMENSIONS)[number];

/** Key of the place in which everybody stands. */
export const EVERYWHERE = 'all';

/** Which number of the funnel is asked for its rows. `size` 0 = only how many there are. */
export interface MembersAsked {
  step: FunnelStep;
  by: MemberDimension;
  /** Key of a row of the breakdown, or EVERYWHERE. */
  place: string;
  page: number;
  size: number;
}

/** An enterprise of the funnel with the first day of each step; null = not come to it, or of no day that is known. */
export interface FunnelMember {
  id: string;
  name: string;
  regency: string | null;
  /** Class on the day of the funnel: 'mikro' … 'besar', 'umk', 'bukan-umk' or 'unknown'. */
  class: string;
  contactedOn: string | null;
  /** Whether a supplier key holds; its day may be unknown. */
  registered: boolean;
  registeredOn: string | null;
  /** Whether the newest decision is that it is eligible, null = no decision of anybody is on file; the first day is that of the first such decision. */
  eligible: boolean | null;
  eligibleOn: string | null;
  /** null = no listing of anybody is on file. */
  listed: boolean | null;
  listedOn: string | null;
  firstSaleOn: string | null;
  packages: number;
}

/** A page of the enterprises of a step; `total` null = nothing on file tells that step of anybody, which is not nobody. */
export interface FunnelMembers extends Omit<RowsPage<FunnelMember>, 'total'> {
  total: number | null;
  /** Steps that nothing on file tells of anybody. */
  untold: FunnelStep[];
}

/** Durations of a step; `median` null = of none. */
export interface StepDurations extends RowsPage<StepDuration> {
  /** Of all on all pages, in days. */
  median: number | null;
}

/** An enterprise of which both days of a step are known. */
export interface StepDuration {
  id: string;
  name: string;
  regency: string | null;
  fromDay: string;
  toDay: string;
  /** From the one to the other; below zero where the later step stands first. */
  days: number;
}

/** A seller that is no enterprise on file. Value in sen. */
export interface UnregisteredSeller {
  seller: string;
  name: string;
  /** Where its key is from: 'v5', 'v6', … */
  scheme: string;
  firstOn: string | null;
  packages: number;
  value: bigint;
}

interface MemberRow extends Counted {
  /** Null on the one row of a page without rows; so in the others. */
  id: string | null;
  name: string;
  regency: string | null;
  class: string;
  contacted_on: string | null;
  registered: boolean;
  registered_on: string | null;
  eligible: boolean;
  eligible_on: string | null;
  listed: boolean;
  listed_on: string | null;
  first_sale_on: string | null;
  packages: number;
  participants_on_file: boolean;
  decisions_on_file: boolean;
  listings_on_file: boolean;
}

interface DurationRow extends Counted {
  median: number | null;
  id: string | null;
  name: string;
  regency: string | null;
  from_day: string;
  to_day: string;
  days: number;
}

interface UnregisteredRow extends Counted {
  seller: string | null;
  name: string;
  scheme: string;
  first_on: string | null;
  packages: number;
  value: string;
}

/** The rows behind the numbers of the funnel. They name enterprises that may not have sold anything: of staff's eyes only. */
@Injectable()
export class FunnelRowsQueries {
  constructor(
    private readonly db: DataSource,
    private readonly funnels: FunnelQueries,
  ) {}

  /** Enterprises that a step counts, by name. */
  async members(filter: FunnelFilter, asked: MembersAsked, scope: Scope): Promise<FunnelMembers> {
    const { step, by, place, page, size } = asked;
    const given = [...(await this.funnels.sales(filter, scope)), filter.cutoff, by, step, place];
    const found = await this.ask<MemberRow>(MEMBERS, given, asked, scope);
    const { total, ...rest } = pageOf(found, { page, size }, (row) => (row.id === null ? null : memberOf(row, row.id)));
    const untold = untoldSteps(found);
    return { ...rest, total: untold.includes(step) ? null : total, untold };
  }

  /** Enterprises of which both days of a step are known, the fewest days first; `reversed` = those that are left out. */
  async durations(
    filter: FunnelFilter,
    asked: { step: TimeStep; reversed: boolean; page: number; size: number },
    scope: Scope,
  ): Promise<StepDurations> {
    const given = [...(await this.funnels.sales(filter, scope)), filter.cutoff, asked.step, asked.reversed];
    const found = await this.ask<DurationRow>(DURATIONS, given, asked, scope);
    const page = pageOf(found, asked, ({ id, name, regency, from_day, to_day, days }) =>
      id === null ? null : { id, name, regency, fromDay: from_day, toDay: to_day, days },
    );
    return { ...page, median: found[0]?.median ?? null };
  }

  /** Sellers up to the cut-off that are no enterprise on file, the largest value first. */
  async unregistered(
    filter: FunnelFilter,
    asked: { page: number; size: number },
    scope: Scope,
  ): Promise<RowsPage<UnregisteredSeller>> {
    const given = await this.funnels.sales(filter, scope);
    return pageOf(
      await this.ask<UnregisteredRow>(UNREGISTERED, given, asked, scope),
      asked,
      ({ seller, name, scheme, first_on, packages, value }) =>
        seller === null ? null : { seller, name, scheme, firstOn: first_on, packages, value: senFromDecimal(value) },
    );
  }

  private ask<Row>(sql: string, given: unknown[], { page, size }: Paging, scope: Scope): Promise<Row[]> {
    return rows<Row>(this.db.manager, ...scoped(sql, [...given, size, (page - 1) * size], scope));
  }
}

/** As the funnel has it: a step without any source is not available. */
function untoldSteps([row]: readonly MemberRow[]): FunnelStep[] {
  if (!row) return [];
  return [
    ...(row.participants_on_file ? [] : ['contacted' as const]),
    ...(row.decisions_on_file ? [] : ['eligible' as const]),
    ...(row.listings_on_file ? [] : ['listed' as const]),
  ];
}

function memberOf(row: MemberRow, id: string): FunnelMember {
  return {
    id,
    name: row.name,
    regency: row.regency,
    class: row.class,
    contactedOn: row.contacted_on,
    registered: row.registered,
    registeredOn: row.registered_on,
    eligible: row.decisions_on_file ? row.eligible : null,
    eligibleOn: row.eligible_on,
    listed: row.listings_on_file ? row.listed : null,
    listedOn: row.listed_on,
    firstSaleOn: row.first_sale_on,
    packages: row.packages,
  };
}
