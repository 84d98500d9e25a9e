import type { EntityManager } from 'typeorm';
import type { Feed, FeedRow, RowIssue } from './rows.js';

/** What the caller knows about the file as a whole. */
export interface IntakeOptions {
  batchId: string;
  feed: Feed;
  /** When the source was read, as the file or the user declares it (ISO 8601); null = unknown. */
  snapshotAt: string | null;
  /** The file holds the whole year of its KLPD: orders it leaves out are shown apart as "hilang dari sumber". */
  completeYear: boolean;
  /** Zone in which a moment without a zone is meant. */
  timeZone: string;
}

/**
 * What became of the rows that were added. accepted + unchanged + repeated + rejected = rows added; rows the parser
 * rejected before are the caller's to add. `unmatched` is part of accepted.
 */
export interface IntakeResult {
  accepted: number;
  unchanged: number;
  repeated: number;
  rejected: number;
  unmatched: number;
  /** Packages or orders in the file, and their value after the rules of repetition, whatever their status. */
  packages: number;
  /** Decimal text, two places. */
  total: string;
  issues: RowIssue[];
  /** Batches whose rows this one found unchanged, replaced or left standing: none of them can be undone before it. */
  standsOn: string[];
  /** What figures changed. */
  touched: { klpd: string; year: number }[];
}

/** Takes the rows of one file in. `add` stages them invisibly in small transactions; `apply` makes them count. */
export interface Intake {
  add(rows: FeedRow[]): Promise<void>;
  /** Runs in the caller's transaction and ends with refreshed figures. */
  apply(tx: EntityManager): Promise<IntakeResult>;
}
