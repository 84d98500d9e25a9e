import { addYears } from '../shared/dates.js';
import type { Counts, Span } from './derived.js';

/** How the years are cut: each at the same day, or whole years (the last one as far as it goes). */
export const SPANS = ['sama', 'penuh'] as const;
export type SpanKind = (typeof SPANS)[number];

export const BANDS = ['yes', 'no', 'unknown'] as const;
export type Band = (typeof BANDS)[number];

/** Classes in which a seller can stand on a day, finest first known. */
export const CLASSES = ['mikro', 'kecil', 'koperasi', 'umk', 'menengah', 'besar', 'bukan-umk', 'unknown'] as const;
export type SellerClass = (typeof CLASSES)[number];

/** What a figure of participation can be broken down by. */
export const SELLER_DIMENSIONS = ['kabupaten', 'kelas', 'desa', 'perempuan'] as const;
export const PRODUCT_DIMENSIONS = ['kelompok', 'bintang', 'desa-produk'] as const;
export const DIMENSIONS = [...SELLER_DIMENSIONS, ...PRODUCT_DIMENSIONS] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const WOMAN_OWNED = ['yes', 'no', 'unknown'] as const;
export type WomanOwned = (typeof WOMAN_OWNED)[number];

export interface ParticipationFilter {
  /** null = all KLPD. */
  klpd: string | null;
  /** Last day that counts, 'YYYY-MM-DD': of the last year, and by the same day of the years before. */
  cutoff: string;
  span: SpanKind;
  /** At most so many years, the newest. */
  years: number;
  /** Regency code of the seller, or 'unknown'. */
  regency: string | null;
  /** A band or a class of the seller on the order's day. */
  sellerClass: Band | SellerClass | null;
  /** Code of the seller's village, or 'unknown'. */
  village: string | null;
  /** Whether a woman owns the seller's enterprise. */
  woman: WomanOwned | null;
  /** Code of a product group: then, as with star and village of the product, only lines of products of the catalogue count. */
  group: string | null;
  /** 'scheme:stars' as they stand now, or 'unknown' = without a star. */
  star: string | null;
  /** Code of the product's village, its flagship first, or 'unknown'. */
  productVillage: string | null;
}

/** What of a filter leaves sellers or products out. */
export type Cut = Pick<ParticipationFilter, (typeof CUTS)[number]>;
export const CUTS = ['regency', 'sellerClass', 'village', 'woman', 'group', 'star', 'productVillage'] as const;

/** Leaves nothing out. */
export const WHOLE: Cut = {
  regency: null,
  sellerClass: null,
  village: null,
  woman: null,
  group: null,
  star: null,
  productVillage: null,
};

/** Whether a filter leaves no seller and no product out. */
export function isWhole(filter: Cut): boolean {
  return CUTS.every((name) => filter[name] === null);
}

/** Counts of one group of sellers in one year. Values in sen. */
export interface Sold {
  sellers: number;
  /** Of them with at least one completed package. */
  sellersCompleted: number;
  packages: number;
  packagesCompleted: number;
  value: bigint;
  valueCompleted: bigint;
}

/** Where this year's sellers come from; null where the year before has no data. */
export interface Moved {
  newcomers: number;
  kept: number;
  back: number;
  /** Sold in this span and in the same span of the year before. */
  again: number;
  /** Sold in the same span of the year before. */
  before: number;
  lost: number;
}

export interface Concentration {
  /** Value of all sellers that are named, and of the three largest. */
  named: bigint;
  top: bigint;
  /** Decimal text with four places. */
  gini: string;
}

/** One year of the table; `data: false` = nothing of that year was imported, and nothing can be said of it. */
export interface YearColumn {
  year: number;
  span: Span;
  /** The whole year counts, orders without a day too. */
  full: boolean;
  data: boolean;
  all: Sold;
  bands: Readonly<Record<Band, Sold>>;
  classes: ReadonlyMap<SellerClass, Sold>;
  /** Sellers that stand in more than one band: the bands add up to all by so many more. */
  twice: number;
  moved: Moved | null;
  movedUmk: Moved | null;
  concentration: Concentration | null;
  concentrationUmk: Concentration | null;
  /** Different products sold; null where the filter does not let it be told. */
  products: { all: number; completed: number; umk: number; umkCompleted: number } | null;
  /** Completed value of sellers of the province, and of sellers whose address nobody knows. */
  local: { value: bigint; unplaced: bigint };
  /** Value of lines whose source names no seller. */
  unnamed: bigint;
  /** Orders without a day that the span leaves out. */
  undated: { packages: number; value: bigint };
  /** Lines that count without a known value. */
  unvalued: number;
}

export interface ParticipationTable {
  filter: ParticipationFilter;
  columns: YearColumn[];
  /** Last day of an order on file, in the newest year; null without any. */
  newestOrder: string | null;
  /** Years of the data, also those that the table does not show. */
  dataYears: number[];
}

/** One row of a breakdown in one year. Values in sen. */
export interface BreakdownCell {
  sellers: number;
  umkSellers: number;
  /** Of a breakdown by product; null otherwise. */
  products: number | null;
  packages: number;
  value: bigint;
  umkValue: bigint;
  /** Lines whose part of the value nobody can tell. */
  shared: number;
}

export interface BreakdownRow {
  key: string;
  label: string;
  cells: ReadonlyMap<number, BreakdownCell>;
}

export interface Breakdown {
  by: Dimension;
  rows: BreakdownRow[];
}

export const NOTHING_SOLD: Sold = {
  sellers: 0,
  sellersCompleted: 0,
  packages: 0,
  packagesCompleted: 0,
  value: 0n,
  valueCompleted: 0n,
};

/** Span of a year under a filter, with the day that ends it for the query: null = everything of the year counts. */
export function spanOf(
  filter: Pick<ParticipationFilter, 'cutoff' | 'span'>,
  year: number,
): {
  span: Span;
  full: boolean;
  last: string | null;
} {
  const cutYear = Number(filter.cutoff.slice(0, 4));
  const cut = filter.span === 'penuh' && year < cutYear ? `${year}-12-31` : addYears(filter.cutoff, year - cutYear);
  const full = cut.endsWith('-12-31');
  return { span: { from: `${year}-01-01`, to: cut }, full, last: full ? null : cut };
}

/** What a column tells for the figures that are derived from it, by transactions. */
export function countsOf(column: YearColumn): Counts {
  if (!column.data)
    return { sellers: null, umk: null, menengah: null, nonUmkm: null, products: null, transactions: null, value: null };
  const { all, bands, classes } = column;
  const menengah = classes.get('menengah')?.sellers ?? 0;
  return {
    sellers: all.sellers,
    umk: bands.yes.sellers,
    menengah,
    nonUmkm: (classes.get('besar')?.sellers ?? 0) + (classes.get('bukan-umk')?.sellers ?? 0),
    products: column.products?.all ?? null,
    transactions: all.packages,
    value: all.value,
  };
}
