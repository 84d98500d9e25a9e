import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, zoneOffset } from '../../shared/dates.js';
import type { Env } from '../../shared/env.js';
import { loadSql, rows } from '../../shared/sql.js';
import { comparable } from '../../shared/text.js';
import { ENV } from '../../shared/tokens.js';
import type { Readiness, State } from '../rules/assess.js';
import { STATES } from '../rules/assess.js';
import type { Platform } from '../rules/index.js';
import type { Purpose } from '../rules/rule.js';

const LIST = loadSql('./decision-list.sql', import.meta.url);

export const ABOUT = ['usaha', 'produk'] as const;

export interface DecisionFilter {
  /** The day on which the decisions held. */
  day: string;
  /** The day at whose end they were known; absent = as they are known now. */
  known?: string;
  outcome?: State;
  /** Code of a place; everything inside it counts. */
  within?: string;
  platform?: Platform;
  text?: string;
  enterpriseId?: string;
  /** 'usaha' = of enterprises alone, 'produk' = with a product. */
  about?: (typeof ABOUT)[number];
}

export interface ListedDecision {
  id: string;
  enterpriseId: string;
  enterpriseName: string;
  wilayahCode: string | null;
  productId: string | null;
  productName: string | null;
  platform: Platform;
  day: string;
  decidedAt: string;
  outcome: State;
  states: Readonly<Record<Purpose, State>>;
  readiness: Readiness;
  validUntil: string | null;
  /** Its last day is over on the day that was asked for, and it was not looked at again. */
  outOfDate: boolean;
}

export interface DecisionPage {
  items: ListedDecision[];
  total: number;
  page: number;
  pages: number;
  /** The first day of which a decision was kept, of the enterprise that was asked for; null = of no day. */
  firstDay: string | null;
}

export interface SubjectNames {
  enterprise: string;
  wilayahCode: string | null;
  product: string | null;
}

/** What anybody may know of a decision, by the random part of its address. */
export interface PublicDecision {
  enterprise: string;
  product: string | null;
  platform: Platform;
  outcome: State;
  day: string;
  decidedAt: string;
  validUntil: string | null;
  /** A newer decision about the same subject took its place. */
  replaced: boolean;
}

function listed(row: ListedDecision & { total: number }): ListedDecision {
  const { total: _total, ...one } = row;
  return one;
}

/** What is on file about decisions. Reads only. */
@Injectable()
export class DecisionQueries {
  constructor(
    private readonly db: DataSource,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** By name of the enterprise. `page` counts from 1. */
  async list(filter: DecisionFilter, { page, size }: { page: number; size: number }): Promise<DecisionPage> {
    const found = await rows<ListedDecision & { total: number }>(
      this.db.manager,
      `${LIST} order by e.name_key, h.enterprise_id, p.name_key nulls first, h.product_id, h.platform limit $9 offset $10`,
      [...this.parameters(filter), size, (page - 1) * size],
    );
    const total = found[0]?.total ?? (page > 1 ? (await this.list(filter, { page: 1, size: 1 })).total : 0);
    const [first] = await rows<{ day: string | null }>(
      this.db.manager,
      'select min(day)::text as day from eligibility_decision where $1::bigint is null or enterprise_id = $1',
      [filter.enterpriseId ?? null],
    );
    return {
      items: found.map(listed),
      total,
      page,
      pages: Math.max(1, Math.ceil(total / size)),
      firstDay: first?.day ?? null,
    };
  }

  /** How many there are of each outcome, whatever outcome the filter names. */
  async counts(filter: DecisionFilter): Promise<Readonly<Record<State, number>>> {
    const found = await rows<{ outcome: State; n: number }>(
      this.db.manager,
      `select outcome, count(*)::int as n from (${LIST}) x group by outcome`,
      this.parameters({ ...filter, outcome: undefined }),
    );
    return Object.fromEntries(
      STATES.map((state) => [state, found.find(({ outcome }) => outcome === state)?.n ?? 0]),
    ) as Record<State, number>;
  }

  /** What the subject of a decision is called today. */
  async names({ enterpriseId, productId }: { enterpriseId: string; productId: string | null }): Promise<SubjectNames> {
    const [found] = await rows<SubjectNames>(
      this.db.manager,
      `select e.name as enterprise, e.wilayah_code as "wilayahCode", (select p.name from product p where p.id = $2) as product
       from enterprise e where e.id = $1`,
      [enterpriseId, productId],
    );
    return found ?? { enterprise: `Pelaku usaha ${enterpriseId}`, wilayahCode: null, product: null };
  }

  /** null = there is no decision with this address. */
  async byAddress(verification: string): Promise<PublicDecision | null> {
    if (!/^[\w-]{24}$/.test(verification)) return null;
    const [found] = await rows<PublicDecision>(
      this.db.manager,
      `select e.name as enterprise, p.name as product, d.platform, d.outcome, d.day::text,
         to_char(d.decided_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "decidedAt",
         d.valid_until::text as "validUntil",
         exists (select 1 from eligibility_decision n where n.enterprise_id = d.enterprise_id
           and n.product_id is not distinct from d.product_id and n.platform = d.platform
           and (n.day, n.id) > (d.day, d.id)) as replaced
       from eligibility_decision d join enterprise e on e.id = d.enterprise_id left join product p on p.id = d.product_id
       where d.verification = $1`,
      [verification],
    );
    return found ?? null;
  }

  private parameters(filter: DecisionFilter): unknown[] {
    const { day, known, outcome, within, platform, text, enterpriseId, about } = filter;
    return [
      day,
      known === undefined ? null : `${addDays(known, 1)}T00:00:00${zoneOffset(this.env.timeZone)}`,
      outcome ?? null,
      within ?? null,
      platform ?? null,
      text ? `%${comparable(text).replace(/[\\%_]/g, (mark) => `\\${mark}`)}%` : null,
      enterpriseId ?? null,
      about ?? null,
    ];
  }
}
