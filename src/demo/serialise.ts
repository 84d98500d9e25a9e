import { writeXlsx, type CellValue } from 'hucre';

/**
 * The forms in which the government's services, and staff with a spreadsheet, hand over data. Each is written with the
 * oddities of the original, since those are what an import has to bear.
 */

/** A number that is written as it stands ('150000.0'), so that no amount ever passes through binary floating point. */
export class Num {
  constructor(readonly text: string) {}
}
export type Cell = string | number | boolean | null | Num;
export type Row = Record<string, Cell>;

const BOM = '\uFEFF';

function json(value: Cell): string {
  return value instanceof Num ? value.text : JSON.stringify(value);
}

/** JSON object, one per line. */
function jsonObject(row: Row): string {
  const members = Object.entries(row).map(([key, value]) => `${JSON.stringify(key)}:${json(value)}`);
  return `{${members.join(',')}}`;
}

/** ISB: a bare array. */
export function isbJson(rows: Iterable<Row>): Buffer {
  return Buffer.from(`[${Array.from(rows, jsonObject).join(',\n')}]`);
}

/** INAPROC: `{success, data, meta}`; with a BOM where a file was saved by PowerShell. */
export function inaprocJson(rows: Iterable<Row>, options: { bom?: boolean } = {}): Buffer {
  const data = Array.from(rows, jsonObject);
  const meta = `{"limit":1000,"has_more":false,"cursor":null}`;
  return Buffer.from(`${options.bom ? BOM : ''}{"success":true,"data":[\n${data.join(',\n')}\n],"meta":${meta}}`);
}

/** ISB's CSV: text always quoted, inner quotes as \", numbers bare, null = nothing, no newline at the end. */
export function isbCsv(rows: readonly Row[]): Buffer {
  const cell = (value: Cell): string => {
    if (value === null) return '';
    if (value instanceof Num) return value.text;
    return typeof value === 'string' ? `"${value.replaceAll('"', '\\"')}"` : String(value);
  };
  return Buffer.from(
    [headings(rows).join(','), ...rows.map((row) => Object.values(row).map(cell).join(','))].join('\n'),
  );
}

/** What Excel saves in Indonesia: semicolons, quotes doubled and only where needed, CR LF, a BOM. */
export function semicolonCsv(rows: readonly Row[]): Buffer {
  const cell = (value: Cell): string => {
    if (value === null) return '';
    const text = value instanceof Num ? value.text : String(value);
    return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [headings(rows).join(';'), ...rows.map((row) => Object.values(row).map(cell).join(';'))];
  return Buffer.from(`${BOM}${lines.join('\r\n')}\r\n`);
}

/** XLSX of one sheet, with the `_metadata` sheet beside it that peers' tools write. Numbers become spreadsheet numbers. */
export async function xlsx(sheetName: string, rows: readonly Row[], metadata?: readonly (readonly string[])[]) {
  // A spreadsheet knows no other numbers than doubles: whole rupiah and two decimals survive that below 10^13.
  const cell = (value: Cell): CellValue => (value instanceof Num ? Number(value.text) : value);
  const sheets = [{ name: sheetName, rows: [headings(rows), ...rows.map((row) => Object.values(row).map(cell))] }];
  if (metadata) sheets.push({ name: '_metadata', rows: metadata.map((row) => [...row]) });
  const day = new Date('2026-01-05T00:00:00Z'); // fixed, or the same seed would not give the same bytes
  return Buffer.from(await writeXlsx({ sheets, properties: { created: day, modified: day, creator: 'Data contoh' } }));
}

function headings(rows: readonly Row[]): string[] {
  const first = rows[0];
  if (!first) throw new RangeError('A table without a row has no headings');
  return Object.keys(first);
}
