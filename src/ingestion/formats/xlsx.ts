import { readFile } from 'node:fs/promises';
import { readXlsx, streamXlsxRows } from 'hucre/xlsx';
import { maskText } from '../../shared/masking.js';
import { unpacksBeyond, zipEntries } from '../../shared/zip-size.js';
import { CHUNK_ROWS, refuseTooWide, RefusedFile, type Cell, type OpenedFile, type RawRow } from './port.js';

/** Title rows may stand above the heading row; it is looked for in this many rows. */
const HEADING_ROWS = 20;
const METADATA_SHEET = '_metadata';
const METADATA_ROWS = 200;
/** A sheet streams past, but the texts that its cells point at are held as a whole. */
const MAX_SHARED_BYTES = 256 * 1024 * 1024;
/** Excel itself takes 32,767 characters in a cell. */
const MAX_CELL_LENGTH = 1_000_000;

type SheetRow = { index: number; values: readonly unknown[] };
type SheetRows = AsyncGenerator<SheetRow, void, undefined>;

interface Sheet {
  name: string;
  headings: (string | null)[];
  /** Rows read below the heading row while it was looked for. */
  ahead: SheetRow[];
  rows: SheetRows;
}

export interface XlsxLimits {
  fits: ((headings: string[]) => boolean) | undefined;
  maxUnpackedBytes: number;
  maxCells: number;
}

/**
 * Opens an XLSX file at its first sheet whose headings fit (without `fits`: the first sheet with headings and rows).
 * Formula cells give the value that Excel last worked out. Numbers arrive as doubles, as the file keeps them.
 */
export async function openXlsx(path: string, name: string, limits: XlsxLimits): Promise<OpenedFile> {
  const bytes = await readFile(path);
  const entries = zipEntries(bytes);
  if (entries === null)
    throw new RefusedFile(
      'truncated',
      `Berkas "${name}" terpotong: bagian akhir berkas Excel-nya tidak ada. Unduh atau salin kembali sampai selesai.`,
    );
  if (!entries.some((entry) => entry.name === '[Content_Types].xml'))
    throw new RefusedFile(
      'not-recognised-format',
      `Berkas "${name}" adalah arsip ZIP, bukan berkas Excel. Ekstrak dahulu, lalu impor berkas di dalamnya.`,
    );
  const shared = entries.find((entry) => entry.name.endsWith('sharedStrings.xml'));
  if ((shared?.unpacked ?? 0) > MAX_SHARED_BYTES) throw tooLarge(name);
  if (await unpacksBeyond(bytes, entries, limits.maxUnpackedBytes)) throw tooLarge(name);

  try {
    const names = await sheetNames(bytes);
    const metadata = await readMetadata(bytes, names);
    const sheet = await chooseSheet(bytes, names, limits.fits, name);
    if (!sheet)
      throw new RefusedFile(
        'no-rows',
        `Berkas "${name}" tidak berisi lembar dengan judul kolom dan baris data. Periksa lembar-lembarnya di Excel.`,
      );
    return {
      format: 'xlsx',
      headings: sheet.headings.filter((heading) => heading !== null),
      sheet: maskText(sheet.name),
      declaredSnapshotAt: metadata.get('lastupdated') ?? null,
      declaredYear: wholeNumber(metadata.get('year') ?? metadata.get('tahun')),
      declaredTotal: wholeNumber(metadata.get('totalrecords')),
      rows: () => dataRows(sheet, name, limits.maxCells),
      async close() {
        await sheet.rows.return();
      },
    };
  } catch (error) {
    throw asRefusal(error, name);
  }
}

async function sheetNames(bytes: Uint8Array): Promise<string[]> {
  const names: string[] = [];
  await readXlsx(bytes, {
    sheets: (info) => {
      names[info.index] = info.name;
      return false;
    },
  });
  return names;
}

/** The pairs of the _metadata sheet: beneath headings (one row of values), or one pair a row. Keys in lower case. */
async function readMetadata(bytes: Uint8Array, names: string[]): Promise<Map<string, string>> {
  const pairs = new Map<string, string>();
  const index = names.findIndex((sheet) => sheet?.toLowerCase() === METADATA_SHEET);
  if (index < 0) return pairs;
  const rows: string[][] = [];
  for await (const row of streamXlsxRows(bytes, { sheet: index, maxRows: METADATA_ROWS }))
    rows.push(row.values.map((value) => (value instanceof Date ? value.toISOString() : String(value ?? ''))));
  const [first = [], second = []] = rows;
  if (first.some((cell) => /^(lastupdated|totalrecords)$/i.test(cell.trim())) && rows.length === 2) {
    for (const [column, key] of first.entries()) pairs.set(key.trim().toLowerCase(), (second[column] ?? '').trim());
  } else {
    for (const [key = '', value = ''] of rows) pairs.set(key.trim().toLowerCase(), value.trim());
  }
  return pairs;
}

async function chooseSheet(
  bytes: Uint8Array,
  names: string[],
  fits: ((headings: string[]) => boolean) | undefined,
  fileName: string,
): Promise<Sheet | null> {
  let fallback: Sheet | null = null;
  for (const [index, name] of names.entries()) {
    if (name === undefined || name.toLowerCase() === METADATA_SHEET) continue;
    const rows = bounded(streamXlsxRows(bytes, { sheet: index }) as SheetRows, fileName);
    const { sheet, fitting } = await findHeadings(name, rows, fits);
    if (fitting) {
      await fallback?.rows.return();
      return sheet;
    }
    if (sheet && fallback === null) fallback = sheet;
    else await rows.return();
  }
  return fallback;
}

/** The rows as they are, as long as none is wider, and no cell longer, than any feed has. */
async function* bounded(rows: SheetRows, fileName: string): SheetRows {
  for await (const row of rows) {
    refuseTooWide(row.values.length, fileName);
    for (const value of row.values)
      if (typeof value === 'string' && value.length > MAX_CELL_LENGTH) throw tooLarge(fileName);
    yield row;
  }
}

/**
 * Looks for the heading row among the first rows: the first that fits; failing that, the widest row of texts that has
 * a row below it.
 */
async function findHeadings(
  name: string,
  rows: SheetRows,
  fits: ((headings: string[]) => boolean) | undefined,
): Promise<{ sheet: Sheet | null; fitting: boolean }> {
  const seen: SheetRow[] = [];
  for (let next = await rows.next(); !next.done; next = await rows.next()) {
    seen.push(next.value);
    const headings = headingTexts(next.value);
    if (fits?.(headings.filter((heading) => heading !== null)))
      return { sheet: { name, headings, ahead: [], rows }, fitting: true };
    if (seen.length >= HEADING_ROWS) break;
  }
  let best = -1;
  let width = 1;
  for (const [at, row] of seen.slice(0, -1).entries()) {
    const texts = row.values.filter((value) => typeof value === 'string' && value.trim() !== '').length;
    if (texts > width) [best, width] = [at, texts];
  }
  const row = seen[best];
  if (!row) return { sheet: null, fitting: false };
  const sheet = { name, headings: headingTexts(row), ahead: seen.slice(best + 1), rows };
  return { sheet, fitting: fits === undefined };
}

/** By column; `null` where the column has no heading. A heading that stands twice gets a number. */
function headingTexts(row: SheetRow): (string | null)[] {
  const seen = new Set<string>();
  return row.values.map((value) => {
    const text = value === null || value === undefined ? '' : String(value).trim();
    if (text === '') return null;
    let heading = text;
    for (let copy = 2; seen.has(heading); copy++) heading = `${text} (${copy})`;
    seen.add(heading);
    return heading;
  });
}

async function* dataRows(sheet: Sheet, name: string, maxCells: number): AsyncGenerator<RawRow[], void, undefined> {
  let chunk: RawRow[] = [];
  let cells = 0;
  let any = false;
  const take = (row: SheetRow): void => {
    cells += row.values.length;
    if (cells > maxCells) throw tooLarge(name);
    const raw = rawRow(row, sheet.headings);
    if (raw) chunk.push(raw);
  };
  try {
    for (const row of sheet.ahead) take(row);
    for await (const row of sheet.rows) {
      take(row);
      if (chunk.length >= CHUNK_ROWS) {
        any = true;
        yield chunk;
        chunk = [];
      }
    }
  } catch (error) {
    if (chunk.length > 0) yield chunk;
    throw asRefusal(error, name);
  }
  if (chunk.length > 0) yield chunk;
  else if (!any)
    throw new RefusedFile(
      'no-rows',
      `Lembar "${sheet.name}" pada berkas "${name}" hanya berisi judul kolom, tanpa satu baris pun.`,
    );
}

/** A blank row is no row. */
function rawRow(row: SheetRow, headings: (string | null)[]): RawRow | null {
  const cells: Record<string, Cell> = {};
  let blank = true;
  for (const [column, heading] of headings.entries()) {
    if (heading === null) continue;
    const value = row.values[column];
    const empty = value === null || value === undefined || value === '';
    cells[heading] = empty ? null : (value as Cell);
    if (!empty) blank = false;
  }
  return blank ? null : { line: row.index + 1, cells };
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function tooLarge(name: string): RefusedFile {
  return new RefusedFile(
    'too-large-when-unpacked',
    `Berkas "${name}" terlalu besar setelah dibuka. Bagi menjadi beberapa berkas, misalnya per tahun, atau simpan sebagai CSV.`,
  );
}

function asRefusal(error: unknown, name: string): Error {
  if (error instanceof RefusedFile) return error;
  if (error instanceof Error && /exceeds limit|zip bomb|outside the supported sheet/i.test(error.message))
    return tooLarge(name);
  return new RefusedFile(
    'broken',
    `Berkas Excel "${name}" rusak dan tidak dapat dibaca. Buka di Excel, simpan kembali sebagai .xlsx, lalu impor.`,
    { cause: error },
  );
}
