import type { Kind } from '../../wilayah/codes.js';

/** Counts of the villages of a place; they add up over places. */
export interface VillageCounts {
  desa: number;
  kelurahan: number;
  mappedDesa: number;
  mappedKelurahan: number;
  verifiedDesa: number;
  verifiedKelurahan: number;
  /** Villages whose map was at least proposed, verified, validated. */
  proposed: number;
  checked: number;
  validated: number;
}

export interface CoverageRow extends VillageCounts {
  code: string;
  kind: Kind;
  name: string;
  products: number;
  enterprises: number;
  /** Micro and small manufacturing as the brief prints it; null where it says nothing. */
  imk: number | null;
}

/** Sums of the rows. What a row holds twice, or no row holds, is told apart, so that the sums can be checked. */
export interface CoverageTotal extends VillageCounts {
  /** Different products; less than the rows together by `productsTwice`. */
  products: number;
  productsTwice: number;
  /** Of no current village at all; told where everything is looked at. */
  productsElsewhere: number;
  /** All enterprises of the place; more than the rows together by `enterprisesElsewhere`. */
  enterprises: number;
  enterprisesElsewhere: number;
  imk: number | null;
  /** Villages with potential that are no longer in the table of regions. */
  villagesGone: number;
}

/** A share with both numbers it is made of; `percent` is null where nothing can be shared: tidak berlaku. */
export interface Share {
  part: number;
  whole: number;
  /** With one decimal: '12.5'. */
  percent: string | null;
}

/** Cut off, not rounded: only all of it is 100.0. */
export function shareOf(part: number, whole: number): Share {
  if (whole === 0) return { part, whole, percent: null };
  const tenths = Math.floor((part * 1000) / whole);
  return { part, whole, percent: `${Math.floor(tenths / 10)}.${tenths % 10}` };
}

/** By both denominators: desa alone, desa and kelurahan together. */
export function verifiedShares(counts: VillageCounts): { desa: Share; all: Share } {
  return {
    desa: shareOf(counts.verifiedDesa, counts.desa),
    all: shareOf(counts.verifiedDesa + counts.verifiedKelurahan, counts.desa + counts.kelurahan),
  };
}

const COUNTED = [
  'desa',
  'kelurahan',
  'mappedDesa',
  'mappedKelurahan',
  'verifiedDesa',
  'verifiedKelurahan',
  'proposed',
  'checked',
  'validated',
] as const satisfies readonly (keyof VillageCounts)[];

export function addUp(rows: readonly VillageCounts[]): VillageCounts {
  const sum = (field: keyof VillageCounts): number => rows.reduce((total, row) => total + row[field], 0);
  return Object.fromEntries(COUNTED.map((field) => [field, sum(field)])) as unknown as VillageCounts;
}

/** A cell of the product x village matrix. */
export interface MatrixCell {
  wilayahCode: string;
  kindKey: string;
  productKind: string;
  isFlagship: boolean;
  /** null = made there, nobody knows by how many. */
  count: number | null;
}

/** A sum over known counts, and how many are not known. */
export interface MatrixSum {
  count: number;
  unknown: number;
}

export interface MatrixRow {
  productKind: string;
  /** By code of the village; a village without it does not make it. */
  cells: ReadonlyMap<string, MatrixCell>;
  sum: MatrixSum;
}

export interface Matrix {
  villages: readonly { code: string; kind: Kind; name: string }[];
  rows: MatrixRow[];
  byVillage: ReadonlyMap<string, MatrixSum>;
  total: MatrixSum;
}

/** Puts the cells in rows and adds them up both ways. */
export function matrixOf(villages: Matrix['villages'], cells: readonly MatrixCell[]): Matrix {
  const byKind = new Map<string, MatrixCell[]>();
  for (const cell of cells) byKind.set(cell.kindKey, [...(byKind.get(cell.kindKey) ?? []), cell]);
  const rows = [...byKind.values()].map((list) => ({
    productKind: list[0]?.productKind ?? '',
    cells: new Map(list.map((cell) => [cell.wilayahCode, cell])),
    sum: sumOf(list),
  }));
  return {
    villages,
    rows,
    byVillage: new Map(villages.map(({ code }) => [code, sumOf(cells.filter((cell) => cell.wilayahCode === code))])),
    total: sumOf(cells),
  };
}

function sumOf(cells: readonly MatrixCell[]): MatrixSum {
  return {
    count: cells.reduce((sum, { count }) => sum + (count ?? 0), 0),
    unknown: cells.filter(({ count }) => count === null).length,
  };
}
