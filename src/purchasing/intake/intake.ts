import type { EntityManager } from 'typeorm';
import type { EncodedPurchases, StagingFacts } from './purchase-encoder.js';
import type { Feed, FeedRow, ReferenceRow, RowIssue } from './rows.js';

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

/** Rows of one file in the form in which they are staged. */
export interface EncodedRows {
  purchases: EncodedPurchases | null;
  references: ReferenceRow[];
}

/** Takes the rows of one file in. They are staged invisibly in small transactions; `apply` makes them count. */
export interface Intake {
  /** What a `PurchaseEncoder` of this import's rows must know. */
  readonly staging: StagingFacts;
  /** Encodes and stages rows that are at hand. */
  add(rows: FeedRow[]): Promise<void>;
  /** Stages rows that a `PurchaseEncoder` with ids of `reserveIds` has encoded, in the order of the file. */
  stage(rows: EncodedRows): Promise<void>;
  /** Ids for new packages, given to nobody else. */
  reserveIds(count: number): Promise<string[]>;
  /** Runs in the caller's transaction and ends with refreshed figures. */
  apply(tx: EntityManager): Promise<IntakeResult>;
}
