import type { FormColumn } from '../shared/spreadsheet-reader.js';
import { writeCsv } from '../shared/spreadsheet.js';

/** A list as a person would upload it: the headings of the form, a row each, empty where nothing is told. */
export function sheetOf<Field extends string>(
  columns: readonly FormColumn<Field>[],
  rows: readonly Partial<Record<Field, string>>[],
): Buffer {
  return Buffer.from(
    writeCsv(
      columns.map(({ heading }) => heading),
      rows.map((row) => columns.map(({ field }) => row[field] ?? '')),
    ),
  );
}
