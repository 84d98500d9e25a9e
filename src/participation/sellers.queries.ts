import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Scope } from '../access/scope.js';
import { scoped } from '../purchasing/scoped.js';
import { senFromDecimal } from '../shared/money.js';
import { loadSql, rows } from '../shared/sql.js';
import type { Band, ParticipationFilter, SellerClass } from './participation.js';
import { onSales, ParticipationQueries, salesParameters } from './participation.queries.js';

const SELLERS = onSales(loadSql('./sql/sellers.sql', import.meta.url));

export const SELLER_STATES = ['baru', 'bertahan', 'kembali', 'hilang'] as const;
export type SellerState = (typeof SELLER_STATES)[number];

export interface SellersAsked {
  year: number;
  /** null = all that sold in the span. */
  state: SellerState | null;
  band: Band | SellerClass | null;
  page: number;
  size: number;
}

/** One seller of a year; of a lost one, what it sold in the year before. Value in sen. */
export interface SellerRow {
  seller: string;
  /** null = no enterprise on file. */
  enterpriseId: string | null;
  name: string;
  regency: string | null;
  classes: SellerClass[];
  packages: number;
  value: bigint;
  firstOn: string | null;
  state: SellerState;
}

export interface SellerPage {
  items: SellerRow[];
  total: { sellers: number; value: bigint };
  page: number;
  pages: number;
}

interface Row {
  seller: string;
  enterprise_id: string | null;
  name: string;
  regency: string | null;
  classes: SellerClass[];
  packages: number;
  value: string;
  first_on: string | null;
  state: SellerState;
  total: number;
  total_value: string;
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
          asked.state,
          asked.band,
          asked.size,
          (asked.page - 1) * asked.size,
        ],
        scope,
      ),
    );
    const [first] = found;
    const sellers = first?.total ?? 0;
    return {
      items: found.map((row) => ({
        seller: row.seller,
        enterpriseId: row.enterprise_id,
        name: row.name,
        regency: row.regency,
        classes: row.classes ?? [],
        packages: row.packages,
        value: senFromDecimal(row.value),
        firstOn: row.first_on,
        state: row.state,
      })),
      total: { sellers, value: senFromDecimal(first?.total_value ?? '0') },
      page: asked.page,
      pages: Math.max(1, Math.ceil(sellers / asked.size)),
    };
  }
}
