import { formatDay, formatMonth } from '../shared/dates.js';
import { formatAmount, formatRupiah, formatRupiahShort } from '../shared/money.js';
import type { Growth, Span } from './derived.js';
import { isFullYear } from './derived.js';
import type { FigureChange, FigureRow, FigureUnit, FigureValue, Missing } from './figures.js';

export const MISSING_WORDS: Readonly<Record<Missing, string>> = {
  'no-data': 'tidak ada data',
  'not-available': 'tidak tersedia',
};

/** What stands beside every comparison of unlike spans. */
export const NOT_COMPARABLE = 'tidak sebanding';

/** 12345 → '12.345'. */
export function countWords(count: number | bigint): string {
  return formatAmount(BigInt(count) * 100n);
}

/** Decimal text → '71,43'; thousands with dots. */
export function decimalWords(text: string): string {
  const [whole = '0', fraction] = text.replace('-', '').split('.');
  const said = countWords(BigInt(whole));
  return `${text.startsWith('-') ? '−' : ''}${said}${fraction === undefined ? '' : `,${fraction}`}`;
}

/** '71,43 %'. */
export function percentWords(text: string): string {
  return `${decimalWords(text)} %`;
}

/** What a cell says: a number in the form of its unit, or why there is none. Amounts without 'Rp' under a heading that says rupiah. */
export function valueWords(value: FigureValue, unit: FigureUnit, where: 'table' | 'sentence' = 'table'): string {
  if (value.missing) return MISSING_WORDS[value.missing];
  if (value.number !== null)
    return unit === 'rupiah'
      ? where === 'table'
        ? formatAmount(value.number)
        : formatRupiahShort(value.number)
      : countWords(value.number);
  const text = value.text ?? '';
  return unit === 'percent' ? percentWords(text) : decimalWords(text);
}

/** '+262,50 %', '−3,67 poin', with 'tidak sebanding' behind it; null where nothing can be compared. */
export function changeWords(change: FigureChange | null): string | null {
  if (!change || change.percent === null) return null;
  const sign = change.percent.startsWith('-') || /^0(\.0+)?$/.test(change.percent) ? '' : '+';
  const said = `${sign}${decimalWords(change.percent)} ${change.unit === 'percent' ? '%' : 'poin'}`;
  return change.comparable ? said : `${said} (${NOT_COMPARABLE})`;
}

/** Growth of the published table, in the same words. */
export function growthWords(growth: Growth): string | null {
  return changeWords({ ...growth, unit: 'percent' });
}

/** 'naik 262,50 %', 'turun 3,67 poin', 'tetap'. */
export function movementWords(change: FigureChange): string | null {
  if (change.percent === null) return null;
  if (/^-?0(\.0+)?$/.test(change.percent)) return 'tetap';
  const falls = change.percent.startsWith('-');
  const said = decimalWords(change.percent.replace('-', ''));
  return `${falls ? 'turun' : 'naik'} ${said} ${change.unit === 'percent' ? '%' : 'poin'}`;
}

/** 'tahun 2023', or '1 Januari sampai 31 Agustus 2024'. */
export function spanWords(span: Span): string {
  if (isFullYear(span)) return `tahun ${span.from.slice(0, 4)}`;
  return `${Number(span.from.slice(8))} ${formatMonth(Number(span.from.slice(5, 7)))} sampai ${formatDay(span.to)}`;
}

/** Heading of a column: '2023 (setahun)' or '2024 s.d. 31 Agustus'. */
export function columnWords({ span, full }: { span: Span; full: boolean }): string {
  const year = span.to.slice(0, 4);
  if (full) return `${year} (setahun)`;
  return `${year} s.d. ${Number(span.to.slice(8))} ${formatMonth(Number(span.to.slice(5, 7)))}`;
}

/** The exact amount of a value in rupiah, for a title. */
export function exactWords(value: FigureValue): string | undefined {
  return value.number === null ? undefined : formatRupiah(value.number);
}

/** A row by its key. Throws a `RangeError` for one that the table does not have. */
export function figureOf(rows: readonly FigureRow[], key: string): FigureRow {
  const found = rows.find((row) => row.key === key);
  if (!found) throw new RangeError(`No figure ${key}`);
  return found;
}
