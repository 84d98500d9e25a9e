import type { Source } from '../../purchasing/intake/rows.js';
import type { Standing, Umk } from '../../purchasing/spending.js';

/** One state of an order as it is on file. Amounts are decimal text in rupiah, days 'YYYY-MM-DD', moments ISO 8601 UTC. */
export interface OrderState {
  /** Version of the order on file. */
  id: string;
  /** An earlier state of the same order is on file. */
  isUpdate: boolean;
  source: Source;
  key: string;
  variant: string;
  klpd: string;
  klpdName: string | null;
  year: number;
  packageNo: string | null;
  name: string | null;
  funds: readonly string[];
  satkerRef: string;
  satkerCode: string | null;
  satkerName: string | null;
  perangkatDaerah: { id: string; name: string } | null;
  orderedOn: string | null;
  value: string | null;
  /** 'missing' = a later file of the whole year left it out and nobody has decided; 'dropped' = decided: it is gone. */
  presence: 'there' | 'missing' | 'counted' | 'dropped';
  toldAt: string;
  lines: readonly OrderLine[];
  plans: readonly OrderPlan[];
}

export interface OrderLine {
  rowNo: number;
  productIds: readonly string[];
  productName: string | null;
  commodityCode: string | null;
  commodityName: string | null;
  quantity: string | null;
  unitPrice: string | null;
  value: string | null;
  supplierScheme: string;
  supplierKey: string | null;
  supplierName: string | null;
  umk: Umk;
  /** The enterprise on file behind the supplier key, with its class on the order's date; null = not known. */
  enterprise: { id: string; name: string; nib: string | null; class: string | null; cooperative: boolean } | null;
  ovop: 'yes' | 'mixed' | 'no';
  standing: Standing;
}

/** A package of the plan (RUP) that the order names. */
export interface OrderPlan {
  code: string;
  name: string | null;
  pagu: string | null;
  /** Meant for UMK, by the plan's own flag; null = not told. */
  umk: boolean | null;
}

/** A source of law as a release names it. */
export interface Law {
  code: string;
  /** 'Perpres 46/2025'. */
  name: string;
  about: string;
  link: string | null;
}

/** What holds for everything that is published. */
export interface Publication {
  /** Registered with the Open Contracting Partnership; `ocds-000000` is a stand-in. */
  prefix: string;
  publisher: string;
  license: string;
  /** Address of the publication policy, where it is served. */
  policy: string | null;
  /** Offset of the region's zone, '+08:00'. */
  offset: string;
  /** The law that governed procurement on a day 'YYYY-MM-DD'; null = the book of law does not reach it. */
  lawOn(day: string): Law | null;
}
