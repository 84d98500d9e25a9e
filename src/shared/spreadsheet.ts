import { stringify } from 'csv-stringify/sync';
import { writeXlsx as write } from 'hucre/xlsx';
import { isDay } from './dates.js';
import { senToDecimal } from './money.js';

/**
 * What a column holds, and so how Excel shows and adds it up.
 * - `text`: codes and words; stays text, leading zeros and all.
 * - `amount`: rupiah, from a bigint of sen or decimal text ('1234.50').
 * - `integer`: a count, from a number, a bigint or digits.
 * - `day`: 'YYYY-MM-DD', written as a real date.
 * - `percent`: per cent as decimal text or number ('40.5' is shown as 40,5 %).
 */
export type SheetColumnType = 'text' | 'amount' | 'integer' | 'day' | 'percent';

export interface SheetColumn {
  heading: string;
  type: SheetColumnType;
  /** In characters. */
  width?: number;
}

export type SheetCell = string | bigint | number | null;

export interface Sheet {
  /** At most 31 characters are kept; signs that Excel forbids in a sheet's name become spaces. */
  name: string;
  columns: SheetColumn[];
  rows: SheetCell[][];
}

type WrittenCell = string | number | Date | null;

const FORMATS: Readonly<Partial<Record<SheetColumnType, string>>> = {
  amount: '#,##0.00',
  integer: '#,##0',
  day: 'yyyy-mm-dd',
  percent: '0.0%',
};
const WIDTHS: Readonly<Record<SheetColumnType, number>> = { text: 24, amount: 20, integer: 12, day: 12, percent: 10 };

/** A double holds 15 significant digits; a longer number is written as text instead of wrongly. */
const EXACT_DIGITS = 15;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/**
 * Writes an XLSX workbook: typed cells, a bold and frozen heading row, an auto filter. Text is always written as text:
 * what begins with = + - @ is shown as it is and never worked out. Throws a `RangeError` for a value that its column
 * cannot hold.
 */
export async function writeXlsx(book: { sheets: Sheet[] }): Promise<Buffer> {
  const bytes = await write({
    sheets: book.sheets.map(({ name, columns, rows }) => ({
      name: name
        .replace(/[\\/?*[\]:]/g, ' ')
        .slice(0, 31)
        .trim(),
      columns: columns.map(({ type, width }) => {
        const numFmt = FORMATS[type];
        return { width: width ?? WIDTHS[type], ...(numFmt === undefined ? {} : { numFmt }) };
      }),
      rows: [
        columns.map(({ heading }) => heading),
        ...rows.map((row) => columns.map(({ type }, index) => writtenCell(row[index] ?? null, type))),
      ],
      cells: new Map(columns.map((_, index) => [`0,${index}`, { style: { font: { bold: true } } }])),
      freezePane: { rows: 1 },
      autoFilter: { range: `A1:${columnLetters(columns.length)}${rows.length + 1}` },
    })),
  });
  return Buffer.from(bytes);
}

function writtenCell(value: SheetCell, type: SheetColumnType): WrittenCell {
  if (value === null || value === '') return null;
  switch (type) {
    case 'text':
      return String(value);
    case 'amount':
      return numberOrText(typeof value === 'bigint' ? senToDecimal(value) : String(value));
    case 'integer':
      return numberOrText(String(value));
    case 'percent': {
      const percent = numberOrText(String(value));
      return typeof percent === 'number' ? percent / 100 : percent;
    }
    case 'day':
      if (typeof value !== 'string' || !isDay(value)) throw new RangeError(`Not a day: "${String(value)}"`);
      return new Date(`${value}T00:00:00Z`);
  }
}

function numberOrText(text: string): number | string {
  if (!NUMBER.test(text)) throw new RangeError(`Not a number: "${text}"`);
  const digits = text.replace(/\D/g, '').replace(/^0+/, '').replace(/0+$/, '');
  return digits.length > EXACT_DIGITS ? text : Number(text);
}

/** 1 → A, 27 → AA. */
function columnLetters(count: number): string {
  let letters = '';
  for (let rest = Math.max(count, 1); rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/**
 * Writes CSV that Excel in Indonesian opens as it is: UTF-8 with BOM, semicolons, CR LF. Text that a spreadsheet would
 * take for a formula gets an apostrophe in front; numbers stay numbers.
 */
export function writeCsv(
  headings: string[],
  rows: (string | bigint | number | null)[][],
  { delimiter = ';', bom = true }: { delimiter?: string; bom?: boolean } = {},
): string {
  return stringify([headings.map(guarded), ...rows.map((row) => row.map(guarded))], {
    bom,
    delimiter,
    record_delimiter: '\r\n',
  });
}

function guarded(value: string | bigint | number | null): string {
  if (value === null) return '';
  const text = String(value);
  return /^[=+\-@\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}
