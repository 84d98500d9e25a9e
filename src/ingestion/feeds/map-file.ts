import type { FeedRow, RowIssue } from '../../purchasing/intake/rows.js';
import type { OpenedFile, RawRow } from '../formats/index.js';
import type { FeedDefinition, MapContext } from './definition.js';
import { normalHeading } from './personal-columns.js';

export interface MappedChunk {
  /** Data rows read for this chunk; each is either in `rows` or has an issue of severity 'error'. */
  read: number;
  rows: FeedRow[];
  issues: RowIssue[];
}

const YEAR_COLUMN = 'tahun_anggaran';

/**
 * Maps a whole opened file, chunk by chunk. For feeds with `needsFileYear`, rows without a year are held back until
 * the end and then take the year told in the context, or else the one year that all other rows of the file carry.
 * With neither, they are rejected as 'year-missing'. (Such files are small: one row per satker.)
 */
export async function* mapFile(
  file: Pick<OpenedFile, 'rows'>,
  definition: FeedDefinition,
  context: MapContext,
): AsyncGenerator<MappedChunk, void, undefined> {
  const waiting: RawRow[] = [];
  const years = new Set<number>();
  for await (const chunk of file.rows()) {
    let ready = chunk;
    if (definition.needsFileYear && context.year === null) {
      ready = [];
      for (const row of chunk) {
        const year = yearOf(row);
        if (year === null && row.fault === undefined) waiting.push(row);
        else {
          if (year !== null) years.add(year);
          ready.push(row);
        }
      }
    }
    if (ready.length > 0) yield mapChunk(ready, definition, context);
  }
  if (waiting.length > 0) {
    const [only = null] = years;
    yield mapChunk(waiting, definition, { ...context, year: years.size === 1 ? only : null });
  }
}

function mapChunk(rows: RawRow[], definition: FeedDefinition, context: MapContext): MappedChunk {
  const mapped: MappedChunk = { read: rows.length, rows: [], issues: [] };
  for (const row of rows) {
    for (const result of definition.map(row, context)) {
      if (result.kind === 'issue') mapped.issues.push(result);
      else mapped.rows.push(result);
    }
  }
  return mapped;
}

function yearOf(row: RawRow): number | null {
  for (const [heading, value] of Object.entries(row.cells)) {
    if (normalHeading(heading) !== YEAR_COLUMN || value === null) continue;
    const year = Number(value);
    return Number.isInteger(year) && year > 0 ? year : null;
  }
  return null;
}
