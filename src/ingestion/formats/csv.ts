import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { CsvSplitter, UnclosedQuote, type CsvDialect } from './csv-splitter.js';
import { CHUNK_ROWS, refuseTooWide, RefusedFile, type Cell, type OpenedFile, type RawRow } from './port.js';

const READ_BYTES = 256 * 1024;
const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

/**
 * Opens a CSV file. The delimiter (comma, semicolon, tab) comes from the heading line. Quotes inside quoted text may
 * be doubled (RFC 4180) or escaped by a backslash (the ISB form); both may stand in one file.
 */
export async function openCsv(path: string, name: string): Promise<OpenedFile> {
  const delimiter = await findDelimiter(path, name);
  const backslash = await usesBackslash(path, delimiter.charCodeAt(0));
  const source = createReadStream(path, { highWaterMark: READ_BYTES });
  const records = readRecords(source as AsyncIterable<Buffer>, name, { delimiter: delimiter.charCodeAt(0), backslash });
  const close = async (): Promise<void> => {
    await records.return();
    source.destroy();
  };
  try {
    const heading = await records.next();
    const headings = heading.done ? [] : Object.keys(heading.value[0]?.cells ?? {});
    const first = await records.next();
    if (headings.length < 2)
      throw new RefusedFile(
        'not-recognised-format',
        `Berkas "${name}" bukan CSV, JSON, XLSX, atau Parquet yang dikenal: baris pertamanya tidak berisi judul kolom.`,
      );
    if (first.done)
      throw new RefusedFile(
        'no-rows',
        `Berkas "${name}" hanya berisi judul kolom, tanpa satu baris pun. Periksa tahun dan kode KLPD, lalu unduh kembali.`,
      );
    const head = first.value;
    return {
      format: 'csv',
      headings,
      sheet: null,
      declaredSnapshotAt: null,
      declaredYear: null,
      declaredTotal: null,
      async *rows() {
        yield head;
        yield* records;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Gives first one chunk whose only row carries the headings as keys, then the chunks of data rows. */
async function* readRecords(
  bytes: AsyncIterable<Buffer>,
  name: string,
  dialect: CsvDialect,
): AsyncGenerator<RawRow[], void, undefined> {
  const splitter = new CsvSplitter(dialect);
  const decoder = new TextDecoder(); // drops the byte order mark, keeps characters whole across reads
  let headings: string[] | null = null;
  let rows: RawRow[] = [];
  try {
    for await (const text of decoded(bytes, decoder)) {
      for (const { line, fields } of splitter.push(text.text, text.last)) {
        if (headings === null) {
          refuseTooWide(fields.length, name);
          headings = uniqueHeadings(fields);
          yield [{ line, cells: Object.fromEntries(headings.map((heading) => [heading, heading])) }];
          continue;
        }
        rows.push(rowOf(fields, headings, line));
        if (rows.length >= CHUNK_ROWS) {
          yield rows;
          rows = [];
        }
      }
    }
  } catch (error) {
    if (!(error instanceof UnclosedQuote)) throw error;
    if (rows.length > 0) yield rows;
    throw new RefusedFile(
      'truncated',
      `Berkas "${name}" terpotong atau rusak: tanda kutip pada baris ${error.line} tidak pernah ditutup. ` +
        'Unduh kembali sampai selesai.',
      { cause: error },
    );
  }
  if (rows.length > 0) yield rows;
}

async function* decoded(
  bytes: AsyncIterable<Buffer>,
  decoder: TextDecoder,
): AsyncGenerator<{ text: string; last: boolean }, void, undefined> {
  for await (const chunk of bytes) yield { text: decoder.decode(chunk, { stream: true }), last: false };
  yield { text: decoder.decode(), last: true };
}

/** Empty headings at the end (a trailing delimiter) are dropped; doubled ones are told apart by a number. */
function uniqueHeadings(record: string[]): string[] {
  const headings: string[] = [];
  const seen = new Set<string>();
  let last = record.length;
  while (last > 0 && (record[last - 1] ?? '').trim() === '') last--;
  for (let index = 0; index < last; index++) {
    const text = (record[index] ?? '').trim() || `kolom ${index + 1}`;
    let heading = text;
    for (let copy = 2; seen.has(heading); copy++) heading = `${text} (${copy})`;
    seen.add(heading);
    headings.push(heading);
  }
  return headings;
}

function rowOf(record: string[], headings: string[], line: number): RawRow {
  const cells: Record<string, Cell> = {};
  const width = headings.length;
  if (record.length !== width) {
    const surplus = record.slice(width);
    if (record.length < width || surplus.some((cell) => cell.trim() !== ''))
      return { line, cells, fault: `${record.length} columns instead of ${width}` };
  }
  for (let index = 0; index < width; index++) {
    const value = record[index] as string;
    cells[headings[index] as string] = value === '' || value === 'null' || value === 'NULL' ? null : value;
  }
  return { line, cells };
}

/** The one of comma, semicolon and tab that stands most often outside quotes in the heading line. */
async function findDelimiter(path: string, name: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0);
    const counts = new Map<number, number>([
      [0x2c, 0],
      [0x3b, 0],
      [0x09, 0],
    ]);
    let quoted = false;
    for (let at = 0; at < bytesRead; at++) {
      const byte = buffer[at] as number;
      if (byte === QUOTE) quoted = !quoted;
      else if (!quoted && (byte === LF || byte === CR)) break;
      else if (!quoted && counts.has(byte)) counts.set(byte, (counts.get(byte) ?? 0) + 1);
    }
    const [best] = [...counts].toSorted((a, b) => b[1] - a[1]);
    refuseTooWide(best?.[1] ?? 0, name);
    return String.fromCharCode(best?.[0] ?? 0x2c);
  } finally {
    await file.close();
  }
}

/**
 * Whether the file escapes quotes by a backslash. The whole file is searched (natively, so it costs little): the first
 * such quote may stand anywhere. `\"` before a delimiter or line end proves nothing, since a doubled-quote file may
 * hold text that ends in a backslash.
 */
async function usesBackslash(path: string, delimiter: number): Promise<boolean> {
  let tail = Buffer.alloc(0);
  const stream = createReadStream(path, { highWaterMark: 1024 * 1024 });
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const bytes = tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk;
    for (let at = bytes.indexOf('\\"'); at >= 0 && at + 2 < bytes.length; at = bytes.indexOf('\\"', at + 2)) {
      const next = bytes[at + 2] as number;
      if (next === delimiter || next === QUOTE || next === LF || next === CR) continue;
      stream.destroy();
      return true;
    }
    tail = Buffer.from(bytes.subarray(-2));
  }
  return false;
}
