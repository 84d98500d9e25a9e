import { formatAmount, senFromDecimal } from '../shared/money.js';
import type { Sheet, SheetCell, SheetColumnType } from '../shared/spreadsheet.js';

const WIDEST = 44;

/** A sheet as text for a terminal: amounts and counts to the right, the last row ruled off as the sum. */
export function consoleTable(sheet: Sheet): string {
  const body = sheet.rows.map((row) => row.map((cell, index) => shown(cell, sheet.columns[index]?.type ?? 'text')));
  const widths = sheet.columns.map((column, index) =>
    Math.min(WIDEST, Math.max(column.heading.length, ...body.map((row) => (row[index] ?? '').length))),
  );
  const line = (cells: string[]): string =>
    cells
      .map((cell, index) => {
        const width = widths[index] ?? 0;
        const text = cell.length > width ? `${cell.slice(0, width - 1)}…` : cell;
        return sheet.columns[index]?.type === 'text' ? text.padEnd(width) : text.padStart(width);
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return `${[line(sheet.columns.map((column) => column.heading)), rule, ...body.map(line)].join('\n')}\n`;
}

function shown(cell: SheetCell, type: SheetColumnType): string {
  if (cell === null) return '–';
  if (type === 'amount') return formatAmount(typeof cell === 'bigint' ? cell : senFromDecimal(String(cell)));
  return String(cell);
}
