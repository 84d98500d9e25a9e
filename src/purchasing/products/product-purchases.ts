import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Scope } from '../../access/scope.js';
import { NotFoundError } from '../../shared/errors.js';
import { senFromDecimal } from '../../shared/money.js';
import { loadSql, rows } from '../../shared/sql.js';
import { E_PURCHASING } from '../intake/rows.js';
import { scoped } from '../scoped.js';

const PURCHASES = loadSql('./product-purchases.sql', import.meta.url);

/** Packages and their value in sen. */
export interface Bought {
  packages: number;
  value: bigint;
}

/** What was bought of a product. */
export interface ProductFigures {
  committed: Bought;
  /** Part of committed. */
  completed: Bought;
  /** Committed orders that hold other products too and whose value nobody can divide: whole orders, in no sum above. */
  shared: Bought;
  /** Packages that are cancelled, missing, or of a status that nobody has mapped; in nothing above. */
  others: number;
}

/** One perangkat daerah in one fiscal year; 'unmapped' is the satker that belong to none. */
export interface ProductBuyer extends ProductFigures {
  year: number;
  place: { id: string; name: string };
}

export interface ProductPurchases {
  product: { id: string; name: string };
  rows: ProductBuyer[];
  years: ({ year: number } & ProductFigures)[];
  total: ProductFigures;
}

interface Row {
  year: number;
  placeId: string;
  placeName: string;
  committedPackages: number;
  committedValue: string;
  completedPackages: number;
  completedValue: string;
  sharedPackages: number;
  sharedValue: string;
  otherPackages: number;
}

/** Who bought a product of the catalogue, as far as the scope of whoever asks goes. */
@Injectable()
export class ProductPurchaseQueries {
  constructor(private readonly db: DataSource) {}

  /** Throws `product.not-found`. `klpd` null = every KLPD. */
  async of(productId: string, klpd: string | null, scope: Scope): Promise<ProductPurchases> {
    const [product] = /^\d{1,18}$/.test(productId)
      ? await rows<{ id: string; name: string }>(this.db.manager, 'select id::text, name from product where id = $1', [
          productId,
        ])
      : [];
    if (!product)
      throw new NotFoundError('product.not-found', `Produk ${productId.slice(0, 20)} tidak ada dalam katalog`);
    const found = await rows<Row>(this.db.manager, ...scoped(PURCHASES, [product.id, klpd, E_PURCHASING], scope));
    const buyers = found.map((row) => ({
      year: row.year,
      place: { id: row.placeId, name: row.placeName },
      committed: { packages: row.committedPackages, value: senFromDecimal(row.committedValue) },
      completed: { packages: row.completedPackages, value: senFromDecimal(row.completedValue) },
      shared: { packages: row.sharedPackages, value: senFromDecimal(row.sharedValue) },
      others: row.otherPackages,
    }));
    const years = [...new Set(buyers.map(({ year }) => year))];
    return {
      product,
      rows: buyers,
      years: years.map((year) => ({ year, ...sumOf(buyers.filter((row) => row.year === year)) })),
      total: sumOf(buyers),
    };
  }
}

/** A package is of one year and one place, so packages add up like values. */
function sumOf(list: readonly ProductFigures[]): ProductFigures {
  const sum = (part: 'committed' | 'completed' | 'shared'): Bought => ({
    packages: list.reduce((all, one) => all + one[part].packages, 0),
    value: list.reduce((all, one) => all + one[part].value, 0n),
  });
  return {
    committed: sum('committed'),
    completed: sum('completed'),
    shared: sum('shared'),
    others: list.reduce((all, one) => all + one.others, 0),
  };
}
