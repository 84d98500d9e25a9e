import type { ListResult } from '../../shared/list-import.js';
import type { Source } from '../intake/rows.js';
import type { Umk } from '../spending.js';

/** Key spaces of suppliers. 'sikap' decides for all keys that carry the SIKaP id; 'nama' are names without any code. */
export const SUPPLIER_SCHEMES = ['v5', 'v6', 'toko-daring', 'sikap', 'nama'] as const;
export type SupplierScheme = (typeof SUPPLIER_SCHEMES)[number];

export const SUPPLIER_SORTS = ['unknown', 'value', 'name'] as const;
export type SupplierSort = (typeof SUPPLIER_SORTS)[number];

export interface SupplierFilter {
  /** null = all. */
  klpd: string | null;
  year: number | null;
  /** Default: e-purchasing. */
  sources?: Source[];
  scheme?: SupplierScheme;
  umk?: Umk;
  text?: string;
  /** The day on which the state is told, 'YYYY-MM-DD'. */
  day: string;
}

/** A supplier key that purchases name. Amounts in sen, committed and completed together. */
export interface SupplierItem {
  scheme: SupplierScheme;
  /** '' for purchases that name no supplier. */
  key: string;
  name: string | null;
  sikapId: string | null;
  umk: Umk;
  /** What the state rests on, in words of the source. */
  basis: string;
  /** First day of this state; null = as far back as the data go. */
  since: string | null;
  packages: number;
  value: bigint;
  /** Of `value`, what was bought while the state was unknown. */
  unknownValue: bigint;
}

export interface SupplierPage {
  items: SupplierItem[];
  /** Over everything the filter lets through. `topUnknown` is the part of the ten largest in `unknown`. */
  total: { suppliers: number; unknownSuppliers: number; value: bigint; unknown: bigint; topUnknown: bigint };
  page: number;
  pages: number;
  size: number;
}

/** What the bureau decided about a key. Days are 'YYYY-MM-DD', `validTo` included. */
export interface SupplierDecision {
  id: string;
  scheme: SupplierScheme;
  key: string;
  name: string | null;
  umk: Umk;
  validFrom: string;
  validTo: string | null;
  note: string | null;
  decidedBy: string | null;
  /** ISO 8601. */
  decidedAt: string;
}

/** One key with everything known about its UMK state over time. */
export interface SupplierDetail {
  scheme: SupplierScheme;
  key: string;
  name: string | null;
  sikapId: string | null;
  /** What counts, period after period; the latest first. `validFrom` null = as far back as the data go. */
  states: { umk: Umk; basis: string; validFrom: string | null; validTo: string | null }[];
  decisions: SupplierDecision[];
  /** Other keys with the same SIKaP id. */
  sameSikap: { scheme: SupplierScheme; key: string; name: string | null }[];
}

/** A word of the v5 field penyedia_ukm and what it means. */
export interface UkmWord {
  /** The word as it is compared. */
  wordKey: string;
  word: string;
  /** null = came in, and nobody has said what it means: counted as unknown. */
  umk: Umk | null;
  /** Suppliers on file that carry it. */
  suppliers: number;
  decidedBy: string | null;
}

/** What a list of decisions did, or would do. */
export type SupplierImportResult = ListResult;
