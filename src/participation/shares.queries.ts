import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { E_PURCHASING } from '../purchasing/intake/rows.js';
import { senFromDecimal } from '../shared/money.js';
import { loadSql, rows } from '../shared/sql.js';
import { percentText } from './derived.js';

const SHARES = loadSql('./sql/shares.sql', import.meta.url);
const PLAN_ROWS = loadSql('./sql/plan-rows.sql', import.meta.url);

export const SHARE_METRICS = ['M01', 'M02', 'M03', 'M04', 'M05', 'M06', 'M11'] as const;
export type ShareMetric = (typeof SHARE_METRICS)[number];

/** A share with what it is made of, in sen; null = that is not on file, or there is no whole. */
export interface ShareValue {
  part: bigint | null;
  whole: bigint | null;
  /** Percent with two places. */
  percent: string | null;
}

export interface SharesOfYear {
  year: number;
  shares: Readonly<Record<ShareMetric, ShareValue>>;
  /** Completed value whose seller's class is not known, as a share of all: M03 and M04 may be higher by as much. */
  unknown: ShareValue;
}

interface Row {
  year: number;
  completed: string | null;
  umk: string | null;
  unknown: string | null;
  ePurchasing: string | null;
  ovopUmk: string | null;
  pagu: string | null;
  paguUmk: string | null;
  paguPdn: string | null;
  pengadaan: string | null;
}

/** What of the plan or of the budget is added up. */
export const PLAN_PARTS = ['pagu', 'pagu-umk', 'pagu-pdn', 'pengadaan'] as const;
export type PlanPart = (typeof PLAN_PARTS)[number];

/** A package of RUP, or the budget of a satker. Amount in sen; null = its row has none. */
export interface PlanRow {
  key: string;
  name: string | null;
  satker: string | null;
  amount: bigint | null;
  umk: string | null;
  pdn: string | null;
}

export interface PlanPage {
  items: PlanRow[];
  total: number;
  sum: bigint;
  page: number;
  pages: number;
}

interface PlanSqlRow {
  total: number;
  sum: string;
  key: string | null;
  name: string | null;
  satker: string | null;
  amount: string | null;
  umk: string | null;
  pdn: string | null;
}

/** Shares of value and plan by whole fiscal years: the same purchases over several denominators. */
@Injectable()
export class SharesQueries {
  constructor(private readonly db: DataSource) {}

  /** Of all purchases, never of a part of them: plan and budget are not told for one. */
  async shares(klpd: string | null, years: readonly number[]): Promise<SharesOfYear[]> {
    const found = await rows<Row>(this.db.manager, SHARES, [klpd, years, E_PURCHASING]);
    return found.map((row) => ({
      year: row.year,
      shares: {
        M01: share(row.paguUmk, row.pengadaan),
        M02: share(row.paguUmk, row.pagu),
        M03: share(row.umk, row.completed),
        M04: share(row.umk, row.pengadaan),
        M05: share(row.ePurchasing, row.completed),
        M06: share(row.paguPdn, row.pengadaan),
        M11: share(row.ovopUmk, row.ePurchasing),
      },
      unknown: share(row.unknown, row.completed),
    }));
  }

  /** The rows of plan or budget that a share is made of; they are told of all, as the shares are. */
  async planRows(klpd: string | null, year: number, part: PlanPart, page: number, size: number): Promise<PlanPage> {
    const found = await rows<PlanSqlRow>(this.db.manager, PLAN_ROWS, [klpd, year, part, size, (page - 1) * size]);
    const [first] = found;
    const total = first?.total ?? 0;
    return {
      items: found.flatMap(({ key, name, satker, amount, umk, pdn }) =>
        key === null ? [] : [{ key, name, satker, amount: amount === null ? null : senOf(amount), umk, pdn }],
      ),
      total,
      sum: senOf(first?.sum ?? '0'),
      page,
      pages: Math.max(1, Math.ceil(total / size)),
    };
  }
}

function share(partText: string | null, wholeText: string | null): ShareValue {
  const [part, whole] = [partText, wholeText].map((text) => (text === null ? null : senOf(text)));
  return { part: part ?? null, whole: whole ?? null, percent: percentText(part ?? null, whole ?? null) };
}

/** Sums of the database may carry more zeros than two. */
function senOf(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return senFromDecimal(`${whole}.${fraction.slice(0, 2).padEnd(2, '0')}`);
}
