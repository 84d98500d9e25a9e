import { readXlsx } from 'hucre/xlsx';
import { parse } from 'csv-parse/sync';
import { isDay, parseFeedDay } from './dates.js';
import { InvalidInputError } from './errors.js';
import { comparable } from './text.js';
import { unpacksBeyond, zipEntries } from './zip-size.js';

/** A row of a small table: cells as trimmed text ('' where empty), and the line a person sees in the file. */
export interface TextRow {
  line: number;
  cells: string[];
}

/** A column of a form that people fill in. Headings are compared without case, accents and punctuation. */
export interface FormColumn<Field extends string> {
  field: Field;
  /** As it is printed in the sample file. */
  heading: string;
  /** Other headings it is known by. */
  aliases?: readonly string[];
  /** The column has to be there (its cells may be empty). */
  required?: boolean;
}

/** What stands in the rows of a form, by field. A field whose column is absent is ''. */
export interface FormRow<Field extends string> {
  line: number;
  values: Record<Field, string>;
}

const MAX_CELL = 2000;
const MAX_ROWS = 20_000;
const MAX_COLUMNS = 500;
const MAX_UNPACKED = 64 * 1024 * 1024;

/**
 * Reads a list that people keep in a spreadsheet: the first sheet of an XLSX, or CSV in UTF-8 with comma, semicolon or
 * tab. For lists of the bureau's own, held in memory; the government's feeds have their own streaming readers. Dates
 * become 'YYYY-MM-DD', whole numbers plain digits. Throws an InvalidInputError that says what the file is instead.
 */
export async function readTable(bytes: Uint8Array): Promise<TextRow[]> {
  if (bytes.length === 0) throw unreadable('Berkas kosong (0 byte). Simpan ulang berkas dari Excel, lalu unggah lagi.');
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const rows = isZip ? await xlsxRows(bytes) : csvRows(bytes);
  if (rows.length > MAX_ROWS)
    throw unreadable(`Berkas berisi lebih dari ${MAX_ROWS} baris. Bagi menjadi beberapa berkas.`);
  if (rows.some(({ cells }) => cells.length > MAX_COLUMNS)) throw tooWide();
  return rows;
}

function tooWide(): InvalidInputError {
  return unreadable(`Berkas memuat lebih dari ${MAX_COLUMNS} kolom. Hapus kolom kosong di sebelah kanan tabel.`);
}

/**
 * Reads a form by its headings, in any order and with further columns, which are left aside. The heading row may stand
 * below a title: it is the first of the first twenty rows that holds the required headings. Empty rows are skipped.
 */
export async function readForm<Field extends string>(
  bytes: Uint8Array,
  columns: readonly FormColumn<Field>[],
): Promise<FormRow<Field>[]> {
  const table = await readTable(bytes);
  const names = columns.map((column) => [column.heading, ...(column.aliases ?? [])].map(comparable));
  const required = columns.filter((column) => column.required);
  let best: { at: number; places: Map<Field, number>; missing: string[] } | null = null;
  for (const [at, row] of table.slice(0, 20).entries()) {
    const heads = row.cells.map(comparable);
    const places = new Map<Field, number>();
    for (const [index, column] of columns.entries()) {
      const place = heads.findIndex((head) => head !== '' && names[index]?.includes(head));
      if (place >= 0) places.set(column.field, place);
    }
    const missing = required.filter((column) => !places.has(column.field)).map((column) => column.heading);
    if (!best || places.size > best.places.size) best = { at, places, missing };
    if (missing.length === 0) break;
  }
  if (!best || best.missing.length > 0) {
    const missing = best ? best.missing : required.map((column) => column.heading);
    throw unreadable(
      `Kolom ${missing.map((heading) => `"${heading}"`).join(', ')} tidak ditemukan. Baris judul harus memuat: ` +
        `${columns.map((column) => column.heading).join(', ')}. Urutannya bebas.`,
    );
  }
  const { at, places } = best;
  const rows: FormRow<Field>[] = [];
  for (const row of table.slice(at + 1)) {
    if (row.cells.every((cell) => cell === '')) continue;
    const values = {} as Record<Field, string>;
    for (const { field } of columns) values[field] = row.cells[places.get(field) ?? -1] ?? '';
    rows.push({ line: row.line, values });
  }
  return rows;
}

const MONTHS = [
  ['januari', 'jan'],
  ['februari', 'feb', 'pebruari'],
  ['maret', 'mar'],
  ['april', 'apr'],
  ['mei'],
  ['juni', 'jun'],
  ['juli', 'jul'],
  ['agustus', 'agu', 'agt'],
  ['september', 'sep', 'sept'],
  ['oktober', 'okt'],
  ['november', 'nov', 'nopember'],
  ['desember', 'des'],
];

/**
 * A day as people write it ('2025-05-27', '27/05/2025', '27-5-2025', '27 Mei 2025', an Excel serial number) as
 * 'YYYY-MM-DD'; null when the cell is empty; 'invalid' when it is no day. The day always comes before the month.
 */
export function readDay(text: string): string | null | 'invalid' {
  const cell = text.trim();
  if (cell === '' || cell === '-') return null;
  if (/^\d{4}-\d{2}-\d{2}/.test(cell)) return checked(cell.slice(0, 10));
  if (/^\d{5}$/.test(cell)) return parseFeedDay(Number(cell));
  const numbers = /^(\d{1,2})[/.\s-](\d{1,2})[/.\s-](\d{4})$/.exec(cell);
  if (numbers) return checked(`${numbers[3]}-${numbers[2]?.padStart(2, '0')}-${numbers[1]?.padStart(2, '0')}`);
  const words = /^(\d{1,2})[\s-]+([a-z]+)\.?[\s-]+(\d{4})$/i.exec(cell);
  const month = words ? MONTHS.findIndex((names) => names.includes((words[2] ?? '').toLowerCase())) : -1;
  if (!words || month < 0) return 'invalid';
  return checked(`${words[3]}-${String(month + 1).padStart(2, '0')}-${words[1]?.padStart(2, '0')}`);
}

function checked(day: string): string | 'invalid' {
  return isDay(day) ? day : 'invalid';
}

async function xlsxRows(bytes: Uint8Array): Promise<TextRow[]> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = zipEntries(buffer);
  if (entries && (await unpacksBeyond(buffer, entries, MAX_UNPACKED)))
    throw unreadable('Berkas XLSX ini terlalu besar setelah dibuka. Hapus lembar dan baris yang tidak perlu.');
  let sheet;
  try {
    const book = await readXlsx(bytes, { maxRows: MAX_ROWS + 1 });
    sheet = book.sheets.find(
      (one) => !one.hidden && one.rows.some((row) => row.some((cell) => cell !== null && cell !== '')),
    );
  } catch {
    throw unreadable(
      'Berkas XLSX ini rusak atau berkata sandi. Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi.',
    );
  }
  if (!sheet) throw unreadable('Tidak ada lembar yang berisi dalam berkas XLSX ini.');
  return sheet.rows.map((row, index) => ({ line: index + 1, cells: row.map(cellText) }));
}

function cellText(value: string | number | boolean | Date | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value).toString() : String(value);
  if (typeof value === 'boolean') return value ? 'ya' : 'tidak';
  return clean(value);
}

function csvRows(bytes: Uint8Array): TextRow[] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Excel's plain "CSV" on Indonesian Windows.
    text = new TextDecoder('windows-1252').decode(bytes);
  }
  if (/^\s*(<!doctype|<html|<\?xml|\{|\[)/i.test(text) || text.includes('\0'))
    throw unreadable('Berkas ini bukan XLSX atau CSV. Unggah daftar dalam bentuk .xlsx atau .csv.');
  // A title above the headings may hold commas, so more than the first line is looked at.
  const first = text.split('\n', 10).join('\n');
  const count = (mark: string): number => first.split(mark).length;
  const delimiter = [';', '\t', ','].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
  const rows: TextRow[] = [];
  try {
    parse(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      to: MAX_ROWS + 1,
      on_record: (record: string[], { lines }) => {
        rows.push({ line: lines, cells: record.map(clean) });
        return null;
      },
    });
  } catch {
    throw unreadable('Tanda kutip dalam berkas CSV ini tidak lengkap, sehingga barisnya tidak dapat dipisahkan.');
  }
  return rows;
}

function clean(text: string): string {
  return text
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
    .slice(0, MAX_CELL);
}

function unreadable(message: string): InvalidInputError {
  return new InvalidInputError('table.unreadable', message, [{ field: 'berkas', message }]);
}
