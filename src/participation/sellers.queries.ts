import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Scope } from '../access/scope.js';
import { scoped } from '../purchasing/scoped.js';
import { senFromDecimal } from '../shared/money.js';
import { loadSql, rows } from '../shared/sql.js';
import type { Band, ParticipationFilter, SellerClass } from './participation.js';
import { ParticipationQueries } from './participation.queries.js';
import { onSales, salesParameters } from './sales.js';

const SELLERS = onSales(loadSql('./sql/sellers.sql', import.meta.url));

export const SELLER_STATES = ['baru', 'bertahan', 'kembali', 'hilang'] as const;
export type SellerState = (typeof SELLER_STATES)[number];

/** Which of the sellers of a year: see sellers.sql. */
export const SELLER_PARTS = ['selesai', 'lagi', 'bernilai', 'tiga', 'lokal', 'luar', 'tanpa-alamat', 'ganda'] as const;
export type SellerPart = (typeof SELLER_PARTS)[number];

/** What sellers are wanted; null = all that sold in the span. */
export interface SellersWanted {
  state?: SellerState | null;
  band?: Band | SellerClass | null;
  part?: SellerPart | null;
}

export interface SellersAsked extends SellersWanted {
  year: number;
  page: number;
  /** 0 = the sums alone. */
  size: number;
}

/** One seller of a year; of a lost one, what it sold in the year before. Values in sen. */
export interface SellerRow {
  seller: string;
  /** null = no enterprise on file. */
  enterpriseId: string | null;
  name: string;
  regency: string | null;
  classes: SellerClass[];
  packages: number;
  value: bigint;
  valueCompleted: bigint;
  /** Place among the wanted sellers from the smallest value up, as Gini counts; from 1. */
  place: number;
  firstOn: string | null;
  state: SellerState;
}

/** What the wanted sellers come to, and what of the same year and class no seller is named for. Values in sen. */
export interface SellerTotal {
  sellers: number;
  /** Sum over the rows: a package of several sellers is in it once for each. */
  rowPackages: number;
  value: bigint;
  valueCompleted: bigint;
  /** Place times value. */
  weighted: bigint;
  /** By how many more the classes of the table count these sellers. */
  twice: number;
  /** Different packages of the year and class, of named and unnamed sellers. */
  packages: number;
  unnamed: { packages: number; value: bigint; valueCompleted: bigint };
}

export interface SellerPage {
  items: SellerRow[];
  total: SellerTotal;
  page: number;
  pages: number;
}

interface Row {
  sellers: number;
  row_packages: number;
  total_value: string;
  total_completed: string;
  weighted: string;
  twice: number;
  all_packages: number;
  unnamed_packages: number;
  unnamed_value: string;
  unnamed_completed: string;
  /** Null on the one row of a page without sellers. */
  seller: string | null;
  enterprise_id: string | null;
  name: string;
  regency: string | null;
  classes: SellerClass[] | null;
  packages: number;
  value: string;
  value_completed: string;
  i: number;
  first_on: string | null;
  state: SellerState;
}

/** The sellers behind the numbers of participation. */
@Injectable()
export class SellersQueries {
  constructor(
    private readonly db: DataSource,
    private readonly participation: ParticipationQueries,
  ) {}

  async page(filter: ParticipationFilter, asked: SellersAsked, scope: Scope): Promise<SellerPage> {
    const { years } = await this.participation.dataYears(filter.klpd, scope);
    const found = await rows<Row>(
      this.db.manager,
      ...scoped(
        SELLERS,
        [
          ...salesParameters(filter, years),
          asked.year,
          asked.state ?? null,
          asked.band ?? null,
          asked.part ?? null,
          asked.size,
          (asked.page - 1) * asked.size,
        ],
        scope,
      ),
    );
    const [first] = found;
    if (!first) throw new Error('The sums of the sellers did not come');
    return {
      items: found.flatMap((row) => (row.seller === null ? [] : [sellerOf(row, row.seller)])),
      total: totalOf(first),
      page: asked.page,
      pages: asked.size === 0 ? 1 : Math.max(1, Math.ceil(first.sellers / asked.size)),
    };
  }
}

function sellerOf(row: Row, seller: string): SellerRow {
  return {
    seller,
    enterpriseId: row.enterprise_id,
    name: row.name,
    regency: row.regency,
    classes: row.classes ?? [],
    packages: row.packages,
    value: senFromDecimal(row.value),
    valueCompleted: senFromDecimal(row.value_completed),
    place: row.i,
    firstOn: row.first_on,
    state: row.state,
  };
}

function totalOf(row: Row): SellerTotal {
  return {
    sellers: row.sellers,
    rowPackages: row.row_packages,
    value: senFromDecimal(row.total_value),
    valueCompleted: senFromDecimal(row.total_completed),
    weighted: senFromDecimal(row.weighted),
    twice: row.twice,
    packages: row.all_packages,
    unnamed: {
      packages: row.unnamed_packages,
      value: senFromDecimal(row.unnamed_value),
      valueCompleted: senFromDecimal(row.unnamed_completed),
    },
  };
}
