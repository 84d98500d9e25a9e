/** Where a satker stands: proposed by its code, confirmed by staff, or without a perangkat daerah. */
export const MAPPING_STATES = ['usulan', 'dipastikan', 'belum'] as const;
export type MappingState = (typeof MAPPING_STATES)[number];

export const MAPPING_SORTS = ['value', 'name', 'code', 'perangkat-daerah'] as const;
export type MappingSort = (typeof MAPPING_SORTS)[number];

export interface MappingFilter {
  /** null = all. */
  klpd: string | null;
  /** Year of the purchases shown; null = all. */
  year: number | null;
  /** The day whose mapping is shown, 'YYYY-MM-DD'. */
  day: string;
  state?: MappingState;
  perangkatDaerahId?: string;
  text?: string;
  /** Only satker that bought something in the year. */
  onlyBuying?: boolean;
}

/** A satker that a feed names, and the perangkat daerah it belongs to on the day. */
export interface MappedSatker {
  klpd: string;
  satkerKey: string;
  name: string | null;
  /** kd_satker_str as a feed writes it. */
  code: string | null;
  perangkatDaerah: { id: string; name: string } | null;
  state: MappingState;
  /** First day of this mapping; null = as far back as the data go. */
  since: string | null;
  reason: string | null;
  decidedBy: string | null;
  packages: number;
  /** Sen, committed and completed e-purchasing of the year. */
  value: bigint;
}

export interface MappingPage {
  items: MappedSatker[];
  /** Over everything the filter lets through. */
  total: {
    satkers: number;
    value: bigint;
    proposals: number;
    proposedValue: bigint;
    unmapped: number;
    unmappedValue: bigint;
  };
  page: number;
  pages: number;
  size: number;
}

export interface PerangkatDaerah {
  id: string;
  klpd: string;
  name: string;
  codeGroup: string | null;
  /** 'usulan' = made from the feeds, 'staf' = made or named by the bureau. */
  origin: 'usulan' | 'staf';
  satkers: number;
}

/** One stretch of days of a satker's mapping. */
export interface MappingVersion {
  perangkatDaerah: { id: string; name: string } | null;
  state: 'usulan' | 'dipastikan';
  validFrom: string;
  validTo: string | null;
  reason: string | null;
  decidedBy: string | null;
  /** ISO 8601. */
  decidedAt: string;
}

export interface SatkerHistory {
  klpd: string;
  satkerKey: string;
  name: string | null;
  /** Every way in which a feed names it. */
  aliases: { ref: string; name: string | null; textCode: string | null }[];
  /** The latest first. */
  versions: MappingVersion[];
}
