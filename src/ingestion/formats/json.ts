import { createReadStream } from 'node:fs';
import { maskText } from '../../shared/masking.js';
import {
  CHUNK_ROWS,
  MAX_COLUMNS,
  refuseTooWide,
  RefusedFile,
  type Cell,
  type OpenedFile,
  type RawRow,
} from './port.js';

/**
 * Government answers come as one array of a whole year, of hundreds of megabytes. The bytes are walked once to find
 * where each row begins and ends, and each row alone goes through `JSON.parse`, so memory stays flat.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;
const SPACE = 0x20;
const SMALL_E = 0x65;
const CAPITAL_E = 0x45;
const ZERO = 0x30;
const NINE = 0x39;
const MINUS = 0x2d;

const READ_BYTES = 256 * 1024;
const MAX_ROW_BYTES = 8 * 1024 * 1024;
/** Rows of the feeds are flat, or hold a list of objects. */
const MAX_DEPTH = 50;
const MAX_ENVELOPE_BYTES = 1024 * 1024;
/** A double holds every number of 15 significant digits; longer ones are kept as text. */
const EXACT_DIGITS = 15;
const HEADING_ROWS = 100;

/** The bytes of an envelope outside its `data` list. */
interface Envelope {
  data?: unknown;
  success?: unknown;
  error?: unknown;
  message?: unknown;
}

/** Opens a JSON file: a bare array, `{data: […]}` or `{success, data, meta}` with keys in any order. */
export async function openJson(path: string, name: string): Promise<OpenedFile> {
  const stream = createReadStream(path, { highWaterMark: READ_BYTES });
  const chunks = splitRows(stream as AsyncIterable<Buffer>, name);
  // Records without a value may leave the column out, so the first ones alone do not tell what there is.
  const head: RawRow[] = [];
  let fault: { error: unknown } | null = null;
  try {
    while (head.length < HEADING_ROWS) {
      const next = await chunks.next();
      if (next.done) break;
      head.push(...next.value);
    }
  } catch (error) {
    fault = { error };
  }
  if (head.length === 0) {
    stream.destroy();
    throw fault ? fault.error : noRows(name);
  }
  return {
    format: 'json',
    headings: headingsOf(head),
    sheet: null,
    declaredSnapshotAt: null,
    declaredYear: null,
    declaredTotal: null,
    async *rows() {
      for (let at = 0; at < head.length; at += CHUNK_ROWS) yield head.slice(at, at + CHUNK_ROWS);
      // The rows before a fault are handed on before it is told.
      if (fault) throw fault.error;
      yield* chunks;
    },
    async close() {
      stream.destroy();
      await chunks.return();
    },
  };
}

function noRows(name: string): RefusedFile {
  return new RefusedFile(
    'no-rows',
    `Berkas "${name}" tidak berisi satu baris pun. Periksa tahun dan kode KLPD pada permintaan, lalu unduh kembali.`,
  );
}

function headingsOf(rows: RawRow[]): string[] {
  const found = new Set<string>();
  for (const row of rows) for (const key of Object.keys(row.cells)) found.add(key);
  return [...found];
}

/** Where in the file the walk is: before the first sign, in the envelope's object, in the list of rows, behind it. */
type Place = 'start' | 'envelope' | 'list' | 'end';

async function* splitRows(bytes: AsyncIterable<Buffer>, name: string): AsyncGenerator<RawRow[], void, undefined> {
  let place: Place = 'start';
  let enveloped = false;
  let envelope = '';
  let key = '';
  let keyAt = -1; // where in `envelope` the string now read began
  let envelopeDepth = 0;
  let inString = false;

  const scan = new RowScan();
  let line = 0;
  let elements: string[] = [];
  let buffer: Buffer = Buffer.alloc(0);
  let at = 0;

  for await (const chunk of bytes) {
    if (scan.begin >= 0) {
      if (buffer.length - scan.begin > MAX_ROW_BYTES) throw broken(name, line + 1);
      at -= scan.begin;
      buffer = Buffer.concat([buffer.subarray(scan.begin), chunk]);
      scan.shift();
    } else {
      at -= buffer.length; // 0, or 1 when a backslash was the last byte
      buffer = chunk;
    }
    const end = buffer.length;

    while (at < end) {
      if (scan.begin >= 0) {
        at = scan.walk(buffer, at);
        if (!scan.closed) continue;
        line += 1;
        elements.push(scan.deepest > MAX_DEPTH ? TOO_DEEP : scan.text(buffer, at));
        scan.begin = -1;
        if (elements.length >= CHUNK_ROWS) {
          yield parseRows(elements, line, name);
          elements = [];
        }
        continue;
      }

      const byte = buffer[at] as number;
      if (place === 'list') {
        if (byte === CLOSE_ARRAY) place = enveloped ? 'envelope' : 'end';
        else if (byte > SPACE && byte !== COMMA) {
          scan.start(at);
          continue;
        }
        at++;
        continue;
      }
      if (place === 'envelope') {
        envelope += String.fromCharCode(byte);
        if (envelope.length > MAX_ENVELOPE_BYTES) throw notRows(name);
        at++;
        if (inString) {
          if (byte === BACKSLASH) {
            if (at < end) envelope += String.fromCharCode(buffer[at] as number);
            at++;
          } else if (byte === QUOTE) {
            inString = false;
            if (envelopeDepth === 1) key = envelope.slice(keyAt, -1);
          }
        } else if (byte === QUOTE) {
          inString = true;
          keyAt = envelope.length;
        } else if (byte === OPEN_OBJECT) envelopeDepth++;
        else if (byte === OPEN_ARRAY) {
          if (envelopeDepth === 1 && key === 'data') {
            place = 'list';
            envelope += ']'; // the rows are read apart: to the envelope's own parse the list is empty
          } else envelopeDepth++;
        } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
          if (--envelopeDepth === 0) place = 'end';
        }
        continue;
      }
      at++;
      if (byte <= SPACE) continue;
      if (place === 'end') throw behindTheEnd(name, line);
      if (byte === OPEN_ARRAY) place = 'list';
      else if (byte === OPEN_OBJECT) {
        place = 'envelope';
        enveloped = true;
        envelope = '{';
        envelopeDepth = 1;
      } else if (byte !== 0xef && byte !== 0xbb && byte !== 0xbf) throw notRows(name); // but for the byte order mark
    }
  }

  const complete = place === 'end' && scan.begin < 0;
  if (complete && enveloped) checkEnvelope(envelope, name, line);
  if (elements.length > 0) yield parseRows(elements, line, name);
  if (!complete) throw truncated(name, line);
}

/** What a byte outside a string means to the walk; everything else is passed over. */
const PASS = 0;
const DIGIT = 1;
const STRING = 2;
const OPEN = 3;
const CLOSE = 4;
const NEXT = 5;
const GAP = 6;
const EXPONENT = 7;
const MEANING = new Uint8Array(256).fill(PASS);
for (let byte = 0; byte <= SPACE; byte++) MEANING[byte] = GAP;
for (let byte = ZERO; byte <= NINE; byte++) MEANING[byte] = DIGIT;
MEANING[QUOTE] = STRING;
MEANING[OPEN_OBJECT] = MEANING[OPEN_ARRAY] = OPEN;
MEANING[CLOSE_OBJECT] = MEANING[CLOSE_ARRAY] = CLOSE;
MEANING[COMMA] = NEXT;
MEANING[COLON] = GAP;
MEANING[SMALL_E] = MEANING[CAPITAL_E] = EXPONENT;

/** Walks over the bytes of one element of the list, over as many chunks as it takes. */
class RowScan {
  /** Where the element begins in the buffer; -1 between elements. */
  begin = -1;
  /** Set by `walk` when it came to the element's end. */
  closed = false;
  /** How deep the element's brackets went. */
  deepest = 0;
  private depth = 0;
  private inString = false;
  /** Digits of the number now read, and where they begin. */
  private digits = 0;
  private digitsAt = 0;
  private exponent = false;
  /** Begin and end of each number that a double might not hold exactly. */
  private long: number[] = [];

  start(at: number): void {
    this.begin = at;
    this.depth = 0;
    this.deepest = 0;
    this.inString = false;
    this.digits = 0;
    this.exponent = false;
    this.long = [];
  }

  /** The buffer was cut so that the element begins at its first byte. */
  shift(): void {
    this.digitsAt -= this.begin;
    this.long = this.long.map((at) => at - this.begin);
    this.begin = 0;
  }

  /** Walks from `at`; gives where it stopped: behind the element (`closed`), or at or behind the buffer's end. */
  walk(buffer: Buffer, from: number): number {
    const end = buffer.length;
    let at = from;
    let { inString, depth, digits } = this;
    this.closed = false;
    while (at < end) {
      if (inString) {
        let byte = buffer[at] as number;
        while (byte !== QUOTE && byte !== BACKSLASH && ++at < end) byte = buffer[at] as number;
        if (at >= end) break;
        if (byte === QUOTE) inString = false;
        else at++;
        at++;
        continue;
      }
      const meaning = MEANING[buffer[at] as number] as number;
      if (meaning === PASS) {
        at++;
        continue;
      }
      if (meaning === DIGIT) {
        if (digits++ === 0) this.digitsAt = at;
        at++;
        continue;
      }
      if (meaning === EXPONENT) {
        if (digits > 0) this.exponent = true;
        at++;
        continue;
      }
      if (digits > 0) {
        if (digits > EXACT_DIGITS || this.exponent) this.long.push(this.digitsAt, at);
        digits = 0;
        this.exponent = false;
      }
      if (meaning === STRING) inString = true;
      else if (meaning === OPEN) {
        depth++;
        if (depth > this.deepest) this.deepest = depth;
      } else if (meaning === CLOSE) {
        if (depth === 0)
          this.closed = true; // the list's own bracket, behind an element that is no object
        else if (--depth === 0) {
          at++;
          this.closed = true;
        }
      } else if (meaning === NEXT && depth === 0) this.closed = true;
      if (this.closed) break;
      at++;
    }
    this.inString = inString;
    this.depth = depth;
    this.digits = digits;
    return at;
  }

  /** The element's text, its long numbers in quotation marks, so that the parse loses no digit of them. */
  text(buffer: Buffer, end: number): string {
    if (this.long.length === 0) return buffer.toString('utf8', this.begin, end);
    let text = '';
    let done = this.begin;
    for (let index = 0; index < this.long.length; index += 2) {
      let begin = this.long[index] as number;
      const behind = this.long[index + 1] as number;
      if (buffer[begin - 1] === MINUS) begin--;
      text += `${buffer.toString('utf8', done, begin)}"${buffer.toString('latin1', begin, behind)}"`;
      done = behind;
    }
    return text + buffer.toString('utf8', done, end);
  }
}

/** Stands for an element that is not parsed at all. */
const TOO_DEEP = '';
/** A column takes at least `"":0,`: a shorter element cannot be too wide. */
const NARROW_BYTES = MAX_COLUMNS * 5;

/** The elements up to the `last`-th of the list, as rows. */
function parseRows(elements: readonly string[], last: number, name: string): RawRow[] {
  const first = last - elements.length + 1;
  const together = parseTogether(elements);
  return elements.map((element, index) => {
    const line = first + index;
    const row = together ? rowOf(together[index], line) : parseRow(element, line);
    if (element.length > NARROW_BYTES) refuseTooWide(Object.keys(row.cells).length, name);
    return row;
  });
}

/** All at once costs a third less than one by one; null when one of them is no JSON. */
function parseTogether(elements: readonly string[]): unknown[] | null {
  try {
    const parsed = JSON.parse(`[${elements.join(',')}]`) as unknown[];
    return parsed.length === elements.length ? parsed : null;
  } catch {
    return null;
  }
}

function parseRow(text: string, line: number): RawRow {
  if (text === TOO_DEEP) return { line, cells: {}, fault: 'element is nested too deeply' };
  try {
    return rowOf(JSON.parse(text), line);
  } catch {
    return { line, cells: {}, fault: 'element is not JSON' }; // the parser's own message quotes the row
  }
}

function rowOf(element: unknown, line: number): RawRow {
  if (typeof element === 'object' && element !== null && !Array.isArray(element))
    return { line, cells: element as Record<string, Cell> };
  return { line, cells: {}, fault: 'element is not an object' };
}

function checkEnvelope(text: string, name: string, rows: number): void {
  let envelope: Envelope;
  try {
    envelope = JSON.parse(Buffer.from(text, 'latin1').toString('utf8')) as Envelope;
  } catch (cause) {
    throw new RefusedFile('broken', `Berkas "${name}" bukan JSON yang utuh. Unduh kembali dari sumbernya.`, { cause });
  }
  const error = errorText(envelope.error) ?? (envelope.success === false ? errorText(envelope.message) : null);
  if (envelope.success === false || (error !== null && rows === 0))
    throw new RefusedFile(
      'error-body',
      `Berkas "${name}" berisi pesan galat dari sumber, bukan data${error === null ? '' : `: "${error}"`}. ` +
        'Periksa hak akses token dan parameternya, lalu unduh kembali.',
    );
  if (!('data' in envelope)) throw notRows(name);
  if (rows === 0) {
    if (envelope.data !== null && !Array.isArray(envelope.data)) throw notRows(name);
    throw noRows(name);
  }
}

/** The message of an error body, short and masked; a "success" that is written as code 000 is none. */
function errorText(error: unknown): string | null {
  if (error === null || error === undefined || error === false) return null;
  if (typeof error === 'string') return error.trim() === '' ? null : maskText(error.slice(0, 200));
  if (typeof error !== 'object') return 'tanpa keterangan';
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (String(code) === '000') return null;
  return maskText(
    [code, message]
      .filter((part) => typeof part === 'string' || typeof part === 'number')
      .join(' ')
      .slice(0, 200),
  );
}

function notRows(name: string): RefusedFile {
  return new RefusedFile(
    'not-recognised-format',
    `Berkas "${name}" adalah JSON, tetapi bukan daftar baris. Yang diterima: [ … ] atau { "data": [ … ] }.`,
  );
}

function broken(name: string, line: number): RefusedFile {
  return new RefusedFile('broken', `Berkas "${name}" rusak pada baris data ke-${line}. Unduh kembali dari sumbernya.`);
}

function behindTheEnd(name: string, line: number): RefusedFile {
  return new RefusedFile(
    'broken',
    `Berkas "${name}" berisi teks lain setelah akhir daftar (setelah baris data ke-${line}), misalnya dua jawaban ` +
      'yang disambung. Pisahkan menjadi dua berkas, lalu impor satu per satu.',
  );
}

function truncated(name: string, line: number): RefusedFile {
  return new RefusedFile(
    'truncated',
    `Berkas "${name}" terpotong setelah baris data ke-${line}: unduhannya tidak selesai. Unduh kembali sampai selesai.`,
  );
}
