import { senToDecimal } from '../shared/money.js';
import { type DefinitionReference, spendingDefinitionReferences } from './definitions.js';
import type { Ovop, SpendingBy, SpendingReport, SpendingTotals, Split, Umk } from './spending.js';

/** One sum with its parts; amounts as decimal text with two places. */
export interface SplitJson {
  value: string;
  packages: number;
  umk: Record<Umk, string>;
  ovop: Record<Ovop, string>;
  umkAndOvop: string;
}

/** What stands apart of both sums. */
export interface ApartJson {
  packages: number;
  value: string;
}

export interface TotalsJson {
  packages: number;
  lines: number;
  committed: SplitJson;
  completed: SplitJson;
  never: ApartJson;
  unknown: ApartJson;
  missing: ApartJson;
}

export interface RowJson extends TotalsJson {
  key: string;
  label: string;
  satkers?: number;
  perangkatDaerah?: { id: string; name: string } | null;
}

/** A report as the API answers it and as the command line prints it. */
export interface SpendingJson {
  definition: DefinitionReference[];
  by: SpendingBy;
  rows: RowJson[];
  total: TotalsJson;
}

export function spendingJson(report: SpendingReport): SpendingJson {
  return {
    definition: spendingDefinitionReferences(),
    by: report.by,
    rows: report.rows.map(({ key, label, satkers, perangkatDaerah, totals }) => ({
      key,
      label,
      ...(satkers === undefined ? {} : { satkers }),
      ...(perangkatDaerah === undefined ? {} : { perangkatDaerah }),
      ...totalsJson(totals),
    })),
    total: totalsJson(report.total),
  };
}

function totalsJson(totals: SpendingTotals): TotalsJson {
  return {
    packages: totals.packages,
    lines: totals.lines,
    committed: splitJson(totals.committed),
    completed: splitJson(totals.completed),
    never: apartJson(totals.never),
    unknown: apartJson(totals.unknown),
    missing: apartJson(totals.missing),
  };
}

function splitJson({ value, packages, umk, ovop, umkAndOvop }: Split): SplitJson {
  return {
    value: senToDecimal(value),
    packages,
    umk: { yes: senToDecimal(umk.yes), no: senToDecimal(umk.no), unknown: senToDecimal(umk.unknown) },
    ovop: { yes: senToDecimal(ovop.yes), mixed: senToDecimal(ovop.mixed), no: senToDecimal(ovop.no) },
    umkAndOvop: senToDecimal(umkAndOvop),
  };
}

function apartJson({ packages, value }: { packages: number; value: bigint }): ApartJson {
  return { packages, value: senToDecimal(value) };
}

/** A heading of a table: what kind of cells stand under it. */
export interface TableColumn {
  heading: string;
  kind: 'text' | 'count' | 'amount';
}

/** A table for XLSX, CSV and the console: counts as numbers, amounts as decimal text with two places. */
export interface TableData {
  columns: TableColumn[];
  rows: (string | number | null)[][];
  /** The last row, already among `rows`, holds the sums. */
  hasTotal: boolean;
}

/** What the first column of a report is called. */
export const BY_NAMES: Readonly<Record<SpendingBy, string>> = {
  'perangkat-daerah': 'Perangkat daerah',
  satker: 'Satker',
  source: 'Sumber',
  status: 'Status',
  catalogue: 'Katalog',
  month: 'Bulan',
  fund: 'Sumber dana',
  umk: 'UMK',
  ovop: 'OVOP',
};

/** The report as a table with the sums in its last row: key and label, then both sums with their parts, then what stands apart. */
export function spendingTable(report: SpendingReport): TableData {
  const withOwner = report.by === 'satker';
  const columns: TableColumn[] = [
    { heading: BY_NAMES[report.by], kind: 'text' },
    { heading: 'Kode', kind: 'text' },
    ...(withOwner ? [{ heading: 'Perangkat daerah', kind: 'text' } as const] : []),
    { heading: 'Paket', kind: 'count' },
    ...splitColumns('Transaksi'),
    ...splitColumns('Selesai'),
    ...apartColumns('Tidak dihitung'),
    ...apartColumns('Status belum dikenal'),
    ...apartColumns('Hilang dari sumber'),
  ];
  const rows = report.rows.map((row) => [
    row.label,
    row.key,
    ...(withOwner ? [row.perangkatDaerah?.name ?? 'Belum dipetakan'] : []),
    ...totalsCells(row.totals),
  ]);
  rows.push(['Jumlah', '', ...(withOwner ? [''] : []), ...totalsCells(report.total)]);
  return { columns, rows, hasTotal: true };
}

function splitColumns(name: string): TableColumn[] {
  return [
    { heading: `${name}: paket`, kind: 'count' },
    { heading: `${name} (Rp)`, kind: 'amount' },
    { heading: `${name}: UMK ya (Rp)`, kind: 'amount' },
    { heading: `${name}: UMK tidak (Rp)`, kind: 'amount' },
    { heading: `${name}: UMK belum diketahui (Rp)`, kind: 'amount' },
    { heading: `${name}: OVOP ya (Rp)`, kind: 'amount' },
    { heading: `${name}: OVOP campuran (Rp)`, kind: 'amount' },
    { heading: `${name}: OVOP tidak (Rp)`, kind: 'amount' },
    { heading: `${name}: OVOP dari UMK (Rp)`, kind: 'amount' },
  ];
}

function apartColumns(name: string): TableColumn[] {
  return [
    { heading: `${name}: paket`, kind: 'count' },
    { heading: `${name} (Rp)`, kind: 'amount' },
  ];
}

function totalsCells(totals: SpendingTotals): (string | number)[] {
  const apart = [totals.never, totals.unknown, totals.missing];
  return [
    totals.packages,
    ...splitCells(totals.committed),
    ...splitCells(totals.completed),
    ...apart.flatMap(({ packages, value }) => [packages, senToDecimal(value)]),
  ];
}

function splitCells({ packages, value, umk, ovop, umkAndOvop }: Split): (string | number)[] {
  return [
    packages,
    ...[value, umk.yes, umk.no, umk.unknown, ovop.yes, ovop.mixed, ovop.no, umkAndOvop].map((sen) => senToDecimal(sen)),
  ];
}
