import { PurchaseEncoder, type StagingFacts } from '../../purchasing/intake/purchase-encoder.js';
import type { EncodedRows } from '../../purchasing/intake/intake.js';
import type { Feed, FeedRow, PurchaseRow, RowIssue } from '../../purchasing/intake/rows.js';
import { comparable } from '../../shared/text.js';
import { feedDefinition, mapFile } from '../feeds/index.js';
import { openFile, type FileFormat, type OpenedFile } from '../formats/index.js';
import type { Coverage } from '../import-batch.js';
import { takenFor } from '../recognition.js';

/** Rows that are staged at once. */
const PIECE_ROWS = 1000;

/** What is known of a file before its rows are read. */
export interface FileFacts {
  format: FileFormat;
  headings: string[];
  sheet: string | null;
  declaredSnapshotAt: string | null;
  declaredYear: number | null;
  declaredTotal: number | null;
}

/** How the rows are to be read, decided by what is known of the file. */
export interface ReadingContext {
  feed: Feed;
  year: number | null;
  timeZone: string;
  staging: StagingFacts;
}

/** About a thousand rows of the file, ready to be staged. */
export interface Piece extends EncodedRows {
  /** Data rows read; those that are neither encoded nor have an issue of severity 'error' would be lost. */
  read: number;
  /** Rows that were encoded. */
  mapped: number;
  issues: RowIssue[];
}

/** One file being read: its facts at once, its rows piece by piece in the order of the file, then what it covered. */
export interface Reading {
  readonly facts: FileFacts;
  /**
   * To be asked for once. `takeIds` gives ids for new packages. Throws a RefusedFile when the file turns out to be cut
   * off or broken.
   */
  pieces(
    context: ReadingContext,
    takeIds: (count: number) => Promise<string[]>,
  ): AsyncGenerator<Piece, void, undefined>;
  /** Rows per KLPD and year; whole after the last piece. */
  coverage(): Coverage[];
  close(): Promise<void>;
}

/** Opens a file for reading in this very thread. Throws a RefusedFile, as `openFile` does. */
export async function readHere(path: string, name: string, asked: Feed | null): Promise<Reading> {
  const opened = await openFile(path, name, {
    // Decides which sheet of a workbook is read.
    fits: (headings) => takenFor(headings, asked) !== null,
  });
  return new ReadingHere(opened);
}

class ReadingHere implements Reading {
  readonly facts: FileFacts;
  private readonly places = new Map<string, Coverage>();

  constructor(private readonly opened: OpenedFile) {
    const { format, headings, sheet, declaredSnapshotAt, declaredYear, declaredTotal } = opened;
    this.facts = { format, headings, sheet, declaredSnapshotAt, declaredYear, declaredTotal };
  }

  async *pieces(
    context: ReadingContext,
    takeIds: (count: number) => Promise<string[]>,
  ): AsyncGenerator<Piece, void, undefined> {
    const encoder = new PurchaseEncoder(context.staging, takeIds);
    let piece = emptyPiece();
    for await (const { read, rows, issues } of mapFile(this.opened, feedDefinition(context.feed), context)) {
      const purchases: PurchaseRow[] = [];
      for (const row of rows) {
        this.count(context.feed, row);
        if (row.kind === 'purchase') purchases.push(row);
        else piece.references.push(row);
      }
      await encoder.add(purchases);
      piece.read += read;
      piece.mapped += rows.length;
      for (const issue of issues) piece.issues.push(issue);
      if (piece.read < PIECE_ROWS) continue;
      yield { ...piece, purchases: encoder.take() };
      piece = emptyPiece();
    }
    if (piece.read > 0) yield { ...piece, purchases: encoder.take() };
  }

  coverage(): Coverage[] {
    return [...this.places.values()];
  }

  close(): Promise<void> {
    return this.opened.close();
  }

  private count(feed: Feed, row: FeedRow): void {
    // Each row of MasterKLPD is about a KLPD of its own: the list is counted as one.
    const klpd = feed === 'master-klpd' ? '' : klpdOf(row);
    const year = row.year ?? 0;
    const key = `${klpd}|${year}`;
    const place = this.places.get(key);
    if (place) place.rows += 1;
    else this.places.set(key, { klpd, year, rows: 1 });
  }
}

function emptyPiece(): Piece {
  return { read: 0, mapped: 0, issues: [], purchases: null, references: [] };
}

function klpdOf(row: FeedRow): string {
  if (row.klpd !== null) return row.klpd;
  if (row.kind === 'purchase' && row.klpdName !== null) return `nama:${comparable(row.klpdName)}`;
  return '';
}
