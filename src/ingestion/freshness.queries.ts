import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Feed } from '../purchasing/intake/rows.js';
import { loadSql, rows } from '../shared/sql.js';

const FRESHNESS = loadSql('./queries/freshness.sql', import.meta.url);

/** How old the data of one feed are. Moments are ISO 8601. */
export interface FeedFreshness {
  feed: Feed;
  /** The last import of it that counts. */
  batchId: string;
  importedAt: string;
  /** When its source was read, as the file or a person says; null = nobody says. */
  snapshotAt: string | null;
  fileName: string;
  rowsRead: number;
}

export interface ImportsOverview {
  feeds: FeedFreshness[];
  /** Files that did not get in and that nobody has brought in since. */
  unfinished: { refused: number; failed: number; interrupted: number };
  running: number;
}

interface Row {
  feeds: FeedFreshness[];
  refused: number;
  failed: number;
  interrupted: number;
  running: number;
}

/** What the first page says about imports. */
@Injectable()
export class FreshnessQueries {
  constructor(private readonly db: DataSource) {}

  async overview(): Promise<ImportsOverview> {
    const [row] = await rows<Row>(this.db.manager, FRESHNESS);
    if (!row) throw new Error('A query without grouping gave no row');
    const { feeds, running, refused, failed, interrupted } = row;
    return { feeds, running, unfinished: { refused, failed, interrupted } };
  }
}
