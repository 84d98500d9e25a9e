import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isDay } from '../shared/dates.js';
import { senFromDecimal } from '../shared/money.js';
import { type Counts, deriveColumn, type DerivedOfColumn, type Growth, growth, type Span } from './derived.js';

const FILE = new URL('../../config/reference/ekatalog-ntt-2022-2024.yaml', import.meta.url);

export const BASELINE_KEYS = [
  'sellers',
  'umk',
  'menengah',
  'nonUmkm',
  'etalase',
  'products',
  'transactions',
  'value',
] as const;
export type BaselineKey = (typeof BASELINE_KEYS)[number];

interface BaselineFile {
  title: string;
  source: string;
  scope: string;
  periods: { key: string; heading: string; from: string; to: string; stated: boolean }[];
  notes: string[];
  rows: { key: string; label: string; nature: string; values: string[] }[];
}

/** A column of the published table. */
export interface BaselinePeriod extends Span {
  key: string;
  heading: string;
  /** false = the source does not print the last day; it was read as the end of the year. */
  stated: boolean;
  derived: DerivedOfColumn;
  counts: Counts;
}

export interface BaselineRow {
  key: BaselineKey;
  label: string;
  nature: 'stok' | 'arus';
  /** One a period, as printed: whole numbers, rupiah for `value`. */
  values: readonly string[];
  /** From each period to the next. */
  growth: readonly Growth[];
}

/** The published table of 2022 to 2024: quoted, with what follows from it by the code that live figures go through too. */
export interface Baseline {
  title: string;
  source: string;
  scope: string;
  notes: readonly string[];
  periods: readonly BaselinePeriod[];
  rows: readonly BaselineRow[];
}

/** Throws when the file does not hold the table in its form. */
export function readBaseline(text: string = readFileSync(FILE, 'utf8')): Baseline {
  const file = parse(text) as BaselineFile;
  const known = new Map(file.rows.map((row) => [row.key, row]));
  const amount = (key: BaselineKey, column: number): bigint => {
    const printed = known.get(key)?.values[column];
    if (printed === undefined || !/^\d+$/.test(printed))
      throw new Error(`config/reference: the published table has no whole number for ${key}, column ${column + 1}`);
    return BigInt(printed);
  };
  const periods = file.periods.map((period, column) => {
    if (!isDay(period.from) || !isDay(period.to))
      throw new Error(`config/reference: period ${period.key} of the published table has no days`);
    const count = (key: BaselineKey): number => Number(amount(key, column));
    const counts: Counts = {
      sellers: count('sellers'),
      umk: count('umk'),
      menengah: count('menengah'),
      nonUmkm: count('nonUmkm'),
      products: count('products'),
      transactions: count('transactions'),
      value: senFromDecimal(amount('value', column).toString()),
    };
    return { ...period, counts, derived: deriveColumn(counts) };
  });
  return {
    title: file.title,
    source: file.source,
    scope: file.scope,
    notes: file.notes,
    periods,
    rows: BASELINE_KEYS.map((key) => {
      const row = known.get(key);
      if (row === undefined) throw new Error(`config/reference: the published table has no row ${key}`);
      const counts = periods.map((span, column) => ({ span, count: amount(key, column) }));
      return {
        key,
        label: row.label,
        nature: row.nature === 'arus' ? 'arus' : 'stok',
        values: row.values,
        growth: counts.slice(1).map((after, index) => growth(counts[index] ?? after, after)),
      };
    }),
  };
}
