import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Scope } from '../access/scope.js';
import { scoped } from '../purchasing/scoped.js';
import { loadSql, rows } from '../shared/sql.js';
import type { ParticipationFilter } from './participation.js';
import { ParticipationQueries } from './participation.queries.js';
import { onBought, salesParameters } from './sales.js';

const LIST = onBought(loadSql('./sql/product-list.sql', import.meta.url));

export interface SoldProductsAsked {
  year: number;
  /** Only those bought from micro and small enterprises. */
  umk: boolean;
  page: number;
  size: number;
}

/** One product that was bought in a year. */
export interface SoldProduct {
  /** 'p:12' of the catalogue, else source and code. */
  product: string;
  /** null = no product of the catalogue. */
  productId: string | null;
  name: string | null;
  codes: string[];
  sources: string[];
  /** Bought from a micro or small enterprise as well. */
  umk: boolean;
  /** null = only on orders without a day. */
  firstOn: string | null;
}

export interface SoldProductPage {
  items: SoldProduct[];
  total: number;
  page: number;
  pages: number;
}

interface Row {
  total: number;
  product: string;
  product_id: string | null;
  name: string | null;
  codes: string[];
  sources: string[];
  umk: boolean;
  first_on: string | null;
}

/** The products behind the numbers of participation. */
@Injectable()
export class SoldProductsQueries {
  constructor(
    private readonly db: DataSource,
    private readonly participation: ParticipationQueries,
  ) {}

  async page(filter: ParticipationFilter, asked: SoldProductsAsked, scope: Scope): Promise<SoldProductPage> {
    const { years } = await this.participation.dataYears(filter.klpd, scope);
    const { year, umk, page, size } = asked;
    const found = await rows<Row>(
      this.db.manager,
      ...scoped(LIST, [...salesParameters(filter, years), year, umk ? 'umk' : null, size, (page - 1) * size], scope),
    );
    const total = found[0]?.total ?? 0;
    return {
      items: found.map(({ product, product_id, name, codes, sources, umk: fromUmk, first_on }) => ({
        product,
        productId: product_id,
        name,
        codes,
        sources,
        umk: fromUmk,
        firstOn: first_on,
      })),
      total,
      page,
      pages: Math.max(1, Math.ceil(total / size)),
    };
  }
}
