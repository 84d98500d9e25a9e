export const USAGE_SUBJECTS = ['wisata', 'produk'] as const;
export type UsageSubject = (typeof USAGE_SUBJECTS)[number];

export const USAGE_CHANNELS = ['api', 'halaman'] as const;
export type UsageChannel = (typeof USAGE_CHANNELS)[number];

/** Id of an API key, or 'tanpa-kunci'. */
export type UsageClient = string;

/** Two years and a month, so that a month can be held against the same one of the year before last. */
export const RETENTION_DAYS = 761;

/** One look at a place or a product. */
export interface Looked {
  subject: UsageSubject;
  /** Kode of the place, id of the product. */
  key: string;
  channel: UsageChannel;
  client: UsageClient;
}

export interface UsageCounts {
  /** Requests answered with a body. */
  answered: number;
  /** Requests of whoever held the answer already (304). */
  unchanged: number;
}

export interface UsageRow extends UsageCounts {
  key: string;
  /** Null when it is no longer on file. */
  name: string | null;
  api: number;
  halaman: number;
}

export interface UsageFigures {
  rows: UsageRow[];
  /** Places or products that were looked at. */
  found: number;
  total: UsageCounts;
  days: ({ day: string } & UsageCounts)[];
  clients: ({ client: UsageClient; name: string | null } & UsageCounts)[];
  /** First day on which anything was counted; null = never. Before it nothing is known, which is not zero. */
  since: string | null;
}
