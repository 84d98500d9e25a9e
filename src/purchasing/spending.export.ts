import { senToDecimal } from '../shared/money.js';
import { type DefinitionReference, SPENDING_DEFINITIONS, spendingDefinitionReferences } from './definitions.js';
import type { Sheet, SheetCell, SheetColumn } from '../shared/spreadsheet.js';
import type { Ovop, PackageItem, SpendingBy, SpendingReport, SpendingTotals, Split, Umk } from './spending.js';

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

/**
 * The report as a sheet for XLSX, CSV and the console (counts as numbers, amounts as decimal text with two places), with the sums in its last row: key and label, then both sums with their parts, then what
 * stands apart.
 */
export function spendingTable(report: SpendingReport): Sheet {
  const withOwner = report.by === 'satker';
  const columns: SheetColumn[] = [
    { heading: BY_NAMES[report.by], type: 'text' },
    { heading: 'Kode', type: 'text' },
    ...(withOwner ? [{ heading: 'Perangkat daerah', type: 'text' } as const] : []),
    { heading: 'Paket', type: 'integer' },
    ...splitColumns('Transaksi'),
    ...splitColumns('Selesai'),
    ...apartColumns('Tidak dihitung'),
    ...apartColumns('Status belum dikenal'),
    ...apartColumns('Hilang dari sumber'),
  ];
  const rows: SheetCell[][] = report.rows.map((row) => [
    row.label,
    row.key,
    ...(withOwner ? [row.perangkatDaerah?.name ?? 'Belum dipetakan'] : []),
    ...totalsCells(row.totals),
  ]);
  rows.push(['Jumlah', '', ...(withOwner ? [''] : []), ...totalsCells(report.total)]);
  return { name: `Belanja per ${BY_NAMES[report.by].toLowerCase()}`, columns, rows };
}

function splitColumns(name: string): SheetColumn[] {
  return [
    { heading: `${name}: paket`, type: 'integer' },
    { heading: `${name} (Rp)`, type: 'amount' },
    { heading: `${name}: UMK ya (Rp)`, type: 'amount' },
    { heading: `${name}: UMK tidak (Rp)`, type: 'amount' },
    { heading: `${name}: UMK belum diketahui (Rp)`, type: 'amount' },
    { heading: `${name}: OVOP ya (Rp)`, type: 'amount' },
    { heading: `${name}: OVOP campuran (Rp)`, type: 'amount' },
    { heading: `${name}: OVOP tidak (Rp)`, type: 'amount' },
    { heading: `${name}: OVOP dari UMK (Rp)`, type: 'amount' },
  ];
}

function apartColumns(name: string): SheetColumn[] {
  return [
    { heading: `${name}: paket`, type: 'integer' },
    { heading: `${name} (Rp)`, type: 'amount' },
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

/** A list of packages as a sheet; one row a package, amounts as decimal text with two places. */
export function packagesTable(items: readonly PackageItem[]): Sheet {
  return {
    name: 'Paket',
    columns: PACKAGE_COLUMNS.map(([heading, type]) => ({ heading, type })),
    rows: items.map((item) => [
      item.source,
      item.packageNo,
      item.sourceKey,
      item.name,
      item.orderedOn,
      item.satkerName ?? item.satkerKey,
      item.perangkatDaerah?.name ?? 'Belum dipetakan',
      item.status,
      item.standing,
      item.funds.join('; '),
      item.rupCodes.join('; '),
      item.suppliers.join('; '),
      item.lines,
      ...[
        item.value,
        item.packageValue,
        item.umk.yes,
        item.umk.no,
        item.umk.unknown,
        item.ovop.yes,
        item.ovop.mixed,
        item.ovop.no,
      ].map((sen) => senToDecimal(sen)),
    ]),
  };
}

const PACKAGE_COLUMNS: readonly [string, SheetColumn['type']][] = [
  ['Sumber', 'text'],
  ['Nomor paket', 'text'],
  ['Kunci sumber', 'text'],
  ['Nama paket', 'text'],
  ['Tanggal', 'day'],
  ['Satker', 'text'],
  ['Perangkat daerah', 'text'],
  ['Status sumber', 'text'],
  ['Kelompok status', 'text'],
  ['Sumber dana', 'text'],
  ['Kode RUP', 'text'],
  ['Penyedia', 'text'],
  ['Baris', 'integer'],
  ['Nilai sesuai saringan (Rp)', 'amount'],
  ['Nilai paket (Rp)', 'amount'],
  ['UMK ya (Rp)', 'amount'],
  ['UMK tidak (Rp)', 'amount'],
  ['UMK belum diketahui (Rp)', 'amount'],
  ['OVOP ya (Rp)', 'amount'],
  ['OVOP campuran (Rp)', 'amount'],
  ['OVOP tidak (Rp)', 'amount'],
];

/** How the figures of a download are made, and what was asked: the second sheet of every workbook. */
export function definitionsTable(asked: readonly [string, string][]): Sheet {
  return {
    name: 'Keterangan',
    columns: [
      { heading: 'Hal', type: 'text', width: 28 },
      { heading: 'Isi', type: 'text', width: 100 },
    ],
    rows: [
      ...asked.map(([name, text]) => [name, text]),
      ...SPENDING_DEFINITIONS.flatMap(({ code, version, name, meaning, numerator, denominator }) => [
        [`${code} versi ${version}: ${name}`, meaning],
        ['', numerator],
        ...(denominator === null ? [] : [['', `Penyebut: ${denominator}`]]),
      ]),
    ],
  };
}
