import type { OvopOrigin } from '../catalogue/ovop-ref.js';
import type { Source } from './intake/rows.js';

/** Where a purchase stands: completed is part of committed; the other four are in neither sum and shown apart. */
export const STANDINGS = ['completed', 'committed', 'never', 'unknown', 'missing'] as const;
export type Standing = (typeof STANDINGS)[number];

export const CATALOGUES = ['own-local', 'other-local', 'sektoral', 'nasional', 'unknown', 'n/a'] as const;
export type Catalogue = (typeof CATALOGUES)[number];

export const UMK_STATES = ['yes', 'no', 'unknown'] as const;
export type Umk = (typeof UMK_STATES)[number];

export const OVOP_STATES = ['yes', 'mixed', 'no'] as const;
export type Ovop = (typeof OVOP_STATES)[number];

/** Months of the fiscal year; 0 = ordered before it, 13 = after it, -1 = the feed gives no date. */
export type SpendingMonth = -1 | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13;

/** What is looked at. An absent list means "all"; all lists are joined by "and". */
export interface SpendingFilter {
  /** null = every KLPD (an instance without one of its own). */
  klpd: string | null;
  /** tahun_anggaran; null = every year. */
  year: number | null;
  months?: SpendingMonth[];
  /** Default: e-purchasing (v5, v6, toko-daring). */
  sources?: Source[];
  standings?: Standing[];
  funds?: string[];
  catalogues?: Catalogue[];
  umk?: Umk[];
  ovop?: Ovop[];
  statusKeys?: string[];
  /** An id, or 'unmapped' for satker without a perangkat daerah. */
  perangkatDaerah?: string | 'unmapped';
  satkerKey?: string;
  /** Lists of packages only: what this entry of the OVOP list has marked ('12', 'produk-34', 'penyedia-5'). */
  ovopEntry?: string;
  /** Lists of packages only: those on which this product of the catalogue stands. */
  product?: string;
  /** Of these the lines that are the product's own, or those that other products share. */
  productShare?: ProductShare;
}

export const PRODUCT_SHARES = ['own', 'shared'] as const;
export type ProductShare = (typeof PRODUCT_SHARES)[number];

/** The entry of the OVOP list that marked a line, and what of the catalogue it stands for. */
export interface MarkingEntry {
  /** As `writeOvopRef` writes it. */
  id: string;
  origin: OvopOrigin;
  label: string;
  matchedOn: string;
  product: { id: string; name: string } | null;
  enterpriseId: string | null;
}

/** Values by UMK and OVOP state of one sum, in sen. The three parts of each add up to `value`. */
export interface Split {
  value: bigint;
  packages: number;
  umk: Record<Umk, bigint>;
  ovop: Record<Ovop, bigint>;
  /** Value that is both UMK 'yes' and OVOP 'yes'. */
  umkAndOvop: bigint;
}

/** The figures of one row of a report. Amounts in sen. */
export interface SpendingTotals {
  /** Packages of every standing; each counted once, whatever the filter. */
  packages: number;
  lines: number;
  committed: Split;
  completed: Split;
  /** In neither sum, shown apart. */
  never: { packages: number; value: bigint };
  unknown: { packages: number; value: bigint };
  missing: { packages: number; value: bigint };
}

/** One row of a report; `key` and `label` depend on what it is by. */
export interface SpendingRow {
  key: string;
  label: string;
  /** By perangkat daerah: how many satker stand behind it; by satker: its perangkat daerah. */
  satkers?: number;
  perangkatDaerah?: { id: string; name: string } | null;
  totals: SpendingTotals;
}

export type SpendingBy =
  'perangkat-daerah' | 'satker' | 'source' | 'status' | 'catalogue' | 'month' | 'fund' | 'umk' | 'ovop';

export interface SpendingReport {
  by: SpendingBy;
  filter: SpendingFilter;
  rows: SpendingRow[];
  total: SpendingTotals;
}

/** One package or order in a list. */
export interface PackageItem {
  id: string;
  batchId: string;
  source: Source;
  sourceKey: string;
  packageNo: string | null;
  name: string | null;
  orderedOn: string | null;
  satkerKey: string;
  satkerName: string | null;
  perangkatDaerah: { id: string; name: string } | null;
  status: string | null;
  statusKey: string;
  standing: Standing;
  funds: string[];
  rupCodes: string[];
  suppliers: string[];
  /** Sum of the lines that the filter lets through, and of all lines of the package; sen. */
  value: bigint;
  packageValue: bigint;
  umk: Record<Umk, bigint>;
  ovop: Record<Ovop, bigint>;
  lines: number;
  expectedLines: number | null;
}

export interface PackagePage {
  items: PackageItem[];
  total: { packages: number; value: bigint };
  page: number;
  pages: number;
  size: number;
}

export interface PackageLine {
  id: string;
  rowNo: number;
  commodityCode: string | null;
  commodityName: string | null;
  catalogue: Catalogue;
  productIds: string[];
  productName: string | null;
  supplierKey: string | null;
  supplierName: string | null;
  umk: Umk;
  umkBasis: string | null;
  ovop: Ovop;
  ovopEntry: MarkingEntry | null;
  ovopAmount: bigint | null;
  quantity: string | null;
  unitPrice: string | null;
  shipping: string | null;
  value: bigint | null;
}

export interface PackageDetail extends PackageItem {
  feed: string;
  klpd: string;
  year: number;
  accounts: string[];
  shipmentStatus: string | null;
  excluded: string | null;
  rup: { code: string; currentCode: string; name: string | null; pagu: string | null; found: boolean }[];
  lineItems: PackageLine[];
}

/** What can be chosen in the filters of a page, from the data on file. */
export interface SpendingChoices {
  klpds: { code: string; name: string }[];
  years: number[];
  sources: Source[];
  funds: string[];
  statuses: { source: Source; key: string; label: string; standing: Standing }[];
}
