import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Scope } from '../access/scope.js';
import { E_PURCHASING } from '../purchasing/intake/rows.js';
import { scoped } from '../purchasing/scoped.js';
import { senFromDecimal } from '../shared/money.js';
import { loadSql, rows } from '../shared/sql.js';
import {
  type Band,
  type Breakdown,
  type BreakdownCell,
  type BreakdownRow,
  CLASSES,
  type Concentration,
  type Dimension,
  type Moved,
  NOTHING_SOLD,
  type ParticipationFilter,
  type ParticipationTable,
  isWhole,
  SELLER_DIMENSIONS,
  type SellerClass,
  type Sold,
  spanOf,
  type YearColumn,
} from './participation.js';
import { DimensionLabels } from './dimension-labels.js';
import { NAMED_PRODUCT, onBought, onSales, salesParameters, withNamed } from './sales.js';

const YEARS = loadSql('./sql/years.sql', import.meta.url);
const GROWTH = onSales(loadSql('./sql/growth.sql', import.meta.url));
const PRODUCTS_SQL = loadSql('./sql/products.sql', import.meta.url);
const PRODUCTS = withNamed(NAMED_PRODUCT, PRODUCTS_SQL);
/** The same of what a filter lets through. */
const PRODUCTS_CHOSEN = onBought(PRODUCTS_SQL);
const BY_PRODUCT = onSales(loadSql('./sql/by-product.sql', import.meta.url));

interface GrowthRow {
  year: number;
  level: 'all' | 'band' | 'class' | 'place' | 'place-umk';
  key: string;
  sellers: number;
  sellers_completed: number;
  packages: number;
  packages_completed: number;
  value: string;
  value_completed: string;
  unnamed_value: string;
  local_value: string;
  unplaced_value: string;
  undated_packages: number;
  undated_value: string;
  unvalued: number;
  newcomers: number | null;
  kept: number | null;
  back: number | null;
  again: number | null;
  named_value: string | null;
  top_value: string | null;
  gini: string | null;
}

interface ProductsRow {
  year: number;
  products: number;
  completed: number;
  umk: number;
  umk_completed: number;
}

/** Of a filter that lets nothing through. */
const NO_PRODUCTS = { all: 0, completed: 0, umk: 0, umkCompleted: 0 };

interface BreakdownSqlRow {
  year: number;
  key: string;
  sellers: number;
  umk_sellers: number;
  products: number;
  packages: number;
  value: string;
  umk_value: string;
  shared: number;
}

/** Who sold, year by year: the table of participation and what it can be broken down by. */
@Injectable()
export class ParticipationQueries {
  constructor(
    private readonly db: DataSource,
    private readonly labels: DimensionLabels,
  ) {}

  /** Years with purchases on file, oldest first, and the last day of an order in the newest. */
  async dataYears(klpd: string | null, scope: Scope): Promise<{ years: number[]; newest: string | null }> {
    const [found] = await rows<{ years: number[]; newest: string | null }>(
      this.db.manager,
      ...scoped(YEARS, [klpd, E_PURCHASING], scope),
    );
    return found ?? { years: [], newest: null };
  }

  /** The table alone. */
  async table(filter: ParticipationFilter, scope: Scope): Promise<ParticipationTable> {
    return (await this.report(filter, null, scope)).table;
  }

  /**
   * The table: one column for each of the newest years up to that of the cut-off, with or without data; and the same
   * years by one dimension, in which every place and class stands, also those with nothing.
   */
  async report(
    filter: ParticipationFilter,
    by: Dimension | null,
    scope: Scope,
  ): Promise<{ table: ParticipationTable; breakdown: Breakdown | null }> {
    const { years: dataYears, newest } = await this.dataYears(filter.klpd, scope);
    const last = Number(filter.cutoff.slice(0, 4));
    const counted = dataYears.filter((year) => year <= last);
    const shown = shownYears(counted, filter);
    const parameters = salesParameters(filter, counted);
    const whole = isWhole(filter);
    const bySeller = by !== null && isSellerDimension(by) ? by : null;
    const byProduct = by !== null && bySeller === null ? by : null;
    const none = counted.length === 0;
    const ask = <T>(sql: string, given: unknown[]): Promise<T[]> =>
      none ? Promise.resolve([]) : rows<T>(this.db.manager, ...scoped(sql, given, scope));
    const [growth, products, parts] = await Promise.all([
      ask<GrowthRow>(GROWTH, [...parameters, bySeller]),
      whole ? ask<ProductsRow>(PRODUCTS, parameters.slice(0, 4)) : ask<ProductsRow>(PRODUCTS_CHOSEN, parameters),
      byProduct ? ask<BreakdownSqlRow>(BY_PRODUCT, [...parameters, byProduct]) : [],
    ]);
    const byProducts = new Map(products.map((row) => [row.year, row]));
    const table: ParticipationTable = {
      filter,
      newestOrder: newest,
      dataYears,
      columns: shown.map((year) =>
        columnOf(
          filter,
          year,
          counted,
          growth.filter((row) => row.year === year),
          growth.filter((row) => row.year === year - 1),
          byProducts.get(year) ?? null,
        ),
      ),
    };
    if (by === null) return { table, breakdown: null };
    const cells = byProduct
      ? parts.map(({ year, key, ...cell }) => ({ year, key, cell: cellOf(cell) }))
      : placesOf(growth);
    const visible = cells.filter(({ year }) => shown.includes(year));
    const labels = await this.labels.of(by, [...new Set(visible.map(({ key }) => key))]);
    return {
      table,
      breakdown: {
        by,
        rows: labels.map(({ key, label }): BreakdownRow => ({
          key,
          label,
          cells: new Map(visible.filter((one) => one.key === key).map((one) => [one.year, one.cell])),
        })),
      },
    };
  }
}

/** The newest years up to the cut-off, without a gap: a year that has no data is a column that says so. */
function shownYears(counted: readonly number[], filter: ParticipationFilter): number[] {
  const last = Number(filter.cutoff.slice(0, 4));
  const first = Math.max(counted[0] ?? last, last - filter.years + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function columnOf(
  filter: ParticipationFilter,
  year: number,
  counted: readonly number[],
  found: readonly GrowthRow[],
  last: readonly GrowthRow[],
  products: ProductsRow | null,
): YearColumn {
  const at = (level: GrowthRow['level'], key: string): GrowthRow | undefined =>
    found.find((row) => row.level === level && row.key === key);
  const all = at('all', 'all');
  const bandRow = (band: Band): Sold => soldOf(at('band', band));
  const bands = { yes: bandRow('yes'), no: bandRow('no'), unknown: bandRow('unknown') };
  const data = counted.includes(year);
  const comparable = data && counted.includes(year - 1);
  const umk = at('band', 'yes');
  // Of the year before itself: in a year in which nobody sold, all of them are lost.
  const before = (level: 'all' | 'band', key: 'all' | 'yes'): number =>
    last.find((row) => row.level === level && row.key === key)?.sellers ?? 0;
  return {
    year,
    ...spanOf(filter, year),
    data,
    all: soldOf(all),
    bands,
    classes: new Map(
      CLASSES.flatMap((name): [SellerClass, Sold][] => {
        const row = at('class', name);
        return row ? [[name, soldOf(row)]] : [];
      }),
    ),
    twice: bands.yes.sellers + bands.no.sellers + bands.unknown.sellers - soldOf(all).sellers,
    moved: comparable ? movedOf(all, before('all', 'all')) : null,
    movedUmk: comparable ? movedOf(umk, before('band', 'yes')) : null,
    concentration: concentrationOf(all),
    concentrationUmk: concentrationOf(umk),
    products:
      products === null
        ? // Without an order no product was sold under the filter; orders without a code tell nothing of products.
          isWhole(filter) || soldOf(all).packages > 0
          ? null
          : NO_PRODUCTS
        : {
            all: products.products,
            completed: products.completed,
            umk: products.umk,
            umkCompleted: products.umk_completed,
          },
    local: { value: senFromDecimal(all?.local_value ?? '0'), unplaced: senFromDecimal(all?.unplaced_value ?? '0') },
    unnamed: senFromDecimal(all?.unnamed_value ?? '0'),
    undated: { packages: all?.undated_packages ?? 0, value: senFromDecimal(all?.undated_value ?? '0') },
    unvalued: all?.unvalued ?? 0,
  };
}

function soldOf(row: GrowthRow | undefined): Sold {
  if (!row) return NOTHING_SOLD;
  return {
    sellers: row.sellers,
    sellersCompleted: row.sellers_completed,
    packages: row.packages,
    packagesCompleted: row.packages_completed,
    value: senFromDecimal(row.value),
    valueCompleted: senFromDecimal(row.value_completed),
  };
}

function movedOf(row: GrowthRow | undefined, before: number): Moved {
  const again = row?.again ?? 0;
  return {
    newcomers: row?.newcomers ?? 0,
    kept: row?.kept ?? 0,
    back: row?.back ?? 0,
    again,
    before,
    lost: before - again,
  };
}

function concentrationOf(row: GrowthRow | undefined): Concentration | null {
  if (!row?.gini || row.named_value === null || row.top_value === null) return null;
  return { named: senFromDecimal(row.named_value), top: senFromDecimal(row.top_value), gini: row.gini };
}

function isSellerDimension(by: Dimension): boolean {
  return (SELLER_DIMENSIONS as readonly string[]).includes(by);
}

/** What sellers of each place sold; a place in which only orders outside of the span lie sold nothing. */
function placesOf(found: readonly GrowthRow[]): { year: number; key: string; cell: BreakdownCell }[] {
  const umk = new Map(
    found.filter(({ level }) => level === 'place-umk').map((row) => [`${row.year}|${row.key}`, row] as const),
  );
  return found.flatMap((row) => {
    if (row.level !== 'place' || row.packages === 0) return [];
    const part = umk.get(`${row.year}|${row.key}`);
    const cell = {
      sellers: row.sellers,
      umkSellers: part?.sellers ?? 0,
      products: null,
      packages: row.packages,
      value: senFromDecimal(row.value),
      umkValue: senFromDecimal(part?.value ?? '0'),
      shared: 0,
    };
    return [{ year: row.year, key: row.key, cell }];
  });
}

function cellOf(row: Omit<BreakdownSqlRow, 'year' | 'key'>): BreakdownCell {
  return {
    sellers: row.sellers,
    umkSellers: row.umk_sellers,
    products: row.products,
    packages: row.packages,
    value: senFromDecimal(row.value),
    umkValue: senFromDecimal(row.umk_value),
    shared: row.shared,
  };
}
