/** What every file format is turned into: headings, and rows of cells as the format gives them. */

/** A value as the format gives it. JSON numbers of more than 15 digits or with an exponent arrive as exact text. */
export type Cell = string | number | bigint | boolean | Date | null | object;

export interface RawRow {
  /** What a person finds in the file: the line of a CSV, the row of a sheet, the 1-based element of a JSON list. */
  line: number;
  cells: Record<string, Cell>;
  /** Set when the row cannot be read at all (ragged CSV line, JSON element that is no object): why, for engineers. */
  fault?: string;
}

export type FileFormat = 'json' | 'csv' | 'xlsx' | 'parquet';

export interface OpenedFile {
  format: FileFormat;
  /** As written in the file. For JSON the keys of the first rows, in order of appearance. */
  headings: string[];
  /** Name of the sheet that was read (XLSX). */
  sheet: string | null;
  /** `lastUpdated` of the _metadata sheet, as written. */
  declaredSnapshotAt: string | null;
  /** `year` of the _metadata sheet. */
  declaredYear: number | null;
  /** `totalRecords` of the _metadata sheet, or the number of rows that Parquet declares. */
  declaredTotal: number | null;
  /**
   * The data rows in small chunks; to be asked for once. Throws a `RefusedFile` when the file turns out
   * to be cut off or broken, after the rows before that were given.
   */
  rows(): AsyncIterable<RawRow[]>;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Tells whether headings are those of a known feed; decides which sheet of an XLSX file is read. */
  fits?: (headings: string[]) => boolean;
  /** Cap on what a packed file may unpack to, in bytes. */
  maxUnpackedBytes?: number;
  /** Cap on the cells of an XLSX sheet. */
  maxCells?: number;
}

export type RefusalCode =
  | 'empty'
  | 'no-rows'
  | 'invalid-response'
  | 'html'
  | 'error-body'
  | 'lock-file'
  | 'not-recognised-format'
  | 'truncated'
  | 'too-large-when-unpacked'
  | 'too-wide'
  | 'broken';

const NOTHING_CHANGED = 'Data yang sudah tersimpan tidak berubah.';

/** A file that is not taken. `sentence` is what a person reads: what, where, what to do, and that nothing was lost. */
export class RefusedFile extends Error {
  readonly sentence: string;

  constructor(
    readonly code: RefusalCode,
    sentence: string,
    options?: { cause?: unknown },
  ) {
    super(`${code}: ${sentence}`, options);
    this.name = 'RefusedFile';
    this.sentence = `${sentence} ${NOTHING_CHANGED}`;
  }

  /** The same refusal again, of the whole `sentence` that it had in another thread. */
  static retold(code: RefusalCode, sentence: string): RefusedFile {
    return new RefusedFile(code, sentence.replace(` ${NOTHING_CHANGED}`, ''));
  }
}

/** More columns than this has no feed, and each costs memory in every row. */
export const MAX_COLUMNS = 2000;

/** Throws when there are more columns than are read. */
export function refuseTooWide(columns: number, name: string): void {
  if (columns <= MAX_COLUMNS) return;
  throw new RefusedFile(
    'too-wide',
    `Berkas "${name}" memuat lebih dari ${MAX_COLUMNS} kolom; sumber yang dikenal hanya memuat puluhan. Unduh kembali dari ` +
      'sumbernya, atau hapus kolom kosong di sebelah kanan tabel.',
  );
}

/**
 * Rows are handed on in chunks of this many: few, for what is made of a chunk then dies young. With a thousand it
 * outlives the collector's first looks, is moved each time, and reading a file takes half as long again.
 */
export const CHUNK_ROWS = 25;
