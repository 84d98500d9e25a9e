import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Transform } from 'node:stream';
import { parse, CsvError } from 'csv-parse';
import { CHUNK_ROWS, RefusedFile, type Cell, type OpenedFile, type RawRow } from './port.js';

const READ_BYTES = 256 * 1024;
const MAX_RECORD_BYTES = 8 * 1024 * 1024;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LF = 0x0a;
const CR = 0x0d;

/** What csv-parse gives with `info`: the record, and the number of lines read so far. */
interface Informed {
  record: string[];
  info: { lines: number };
}

/**
 * Opens a CSV file. The delimiter (comma, semicolon, tab) comes from the heading line. Quotes inside quoted text may
 * be doubled (RFC 4180) or escaped by a backslash (the ISB form); both may stand in one file.
 */
export async function openCsv(path: string, name: string): Promise<OpenedFile> {
  const delimiter = await findDelimiter(path);
  const backslash = await usesBackslash(path, delimiter.charCodeAt(0));
  const source = createReadStream(path, { highWaterMark: READ_BYTES });
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_BYTES,
  });
  // `pipeline` hands an error of any stage on to the parser, where the loop below meets it.
  if (backslash) pipeline(source, doubleQuotes(), parser, metByTheReader);
  else pipeline(source, parser, metByTheReader);
  const records = readRecords(parser as AsyncIterable<Informed>, name, delimiter);
  const close = async (): Promise<void> => {
    await records.return();
    parser.destroy();
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

function metByTheReader(): void {
  // The error, if any, is thrown where the records are read.
}

/** Gives first one chunk whose only row carries the headings as keys, then the chunks of data rows. */
async function* readRecords(
  records: AsyncIterable<Informed>,
  name: string,
  delimiter: string,
): AsyncGenerator<RawRow[], void, undefined> {
  let headings: string[] | null = null;
  let rows: RawRow[] = [];
  let linesBefore = 0;
  try {
    for await (const { record, info } of records) {
      const line = linesBefore + 1;
      linesBefore = info.lines;
      if (headings === null) {
        headings = uniqueHeadings(record);
        yield [{ line, cells: Object.fromEntries(headings.map((heading) => [heading, heading])) }];
        continue;
      }
      rows.push(rowOf(record, headings, line));
      if (rows.length >= CHUNK_ROWS) {
        yield rows;
        rows = [];
      }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (rows.length > 0) yield rows;
    const cut = error.code === 'CSV_QUOTE_NOT_CLOSED';
    throw new RefusedFile(
      cut ? 'truncated' : 'broken',
      cut
        ? `Berkas "${name}" terpotong: tanda kutip yang dibuka setelah baris ${linesBefore} tidak pernah ditutup. ` +
            'Unduh kembali sampai selesai.'
        : `Berkas "${name}" tidak dapat dibaca setelah baris ${linesBefore} (pemisah kolom "${delimiter}"). ` +
            'Unduh kembali dari sumbernya.',
      { cause: error },
    );
  }
  if (rows.length > 0) yield rows;
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
async function findDelimiter(path: string): Promise<string> {
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

/** Turns `\"` into `""`, byte for byte, so that one parser reads both forms, even mixed in one file. */
function doubleQuotes(): Transform {
  let held = false; // a backslash that ended the last chunk
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const bytes = held ? Buffer.concat([Buffer.of(BACKSLASH), chunk]) : Buffer.from(chunk);
      held = false;
      for (let at = bytes.indexOf(BACKSLASH); at >= 0; at = bytes.indexOf(BACKSLASH, at)) {
        if (at + 1 >= bytes.length) {
          held = true;
          break;
        }
        if (bytes[at + 1] === QUOTE) bytes[at] = QUOTE;
        at += 2; // an escaped backslash does not escape the quote behind it
      }
      done(null, held ? bytes.subarray(0, -1) : bytes);
    },
    flush(done) {
      done(null, held ? Buffer.of(BACKSLASH) : undefined);
    },
  });
}
