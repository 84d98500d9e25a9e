import type { FormColumn } from '../../shared/spreadsheet-reader.js';

/** Which catalogue was counted. */
export const CATALOGUE_KINDS = ['lokal', 'v5', 'v6', 'semua'] as const;
export type CatalogueKind = (typeof CATALOGUE_KINDS)[number];

export const CATALOGUE_NAMES: Readonly<Record<CatalogueKind, string>> = {
  lokal: 'e-Katalog Lokal',
  v5: 'e-Katalog 5',
  v6: 'e-Katalog 6',
  semua: 'Seluruh katalog',
};

/** How many stood in a catalogue on a day; `null` = not counted. */
export interface CatalogueCounts {
  sellers: number | null;
  umk: number | null;
  menengah: number | null;
  nonUmkm: number | null;
  etalase: number | null;
  products: number | null;
}

/** A state of the catalogue: entered by the bureau, or counted from files of products that were imported. */
export interface CatalogueState extends CatalogueCounts {
  /** null = counted from imports. */
  id: string | null;
  onDay: string;
  catalogue: CatalogueKind;
  source: string;
  note: string | null;
  enteredBy: string | null;
}

export const COUNT_FIELDS = ['sellers', 'umk', 'menengah', 'nonUmkm', 'etalase', 'products'] as const;
export type CountField = (typeof COUNT_FIELDS)[number];

export type StateField = 'onDay' | 'catalogue' | 'source' | CountField | 'note';

/** The form in which states are brought in as a list. */
export const STATE_COLUMNS: readonly FormColumn<StateField>[] = [
  { field: 'onDay', heading: 'Tanggal', required: true },
  { field: 'catalogue', heading: 'Katalog', required: true },
  { field: 'source', heading: 'Sumber', required: true },
  { field: 'sellers', heading: 'Pelaku usaha' },
  { field: 'umk', heading: 'UMK' },
  { field: 'menengah', heading: 'Menengah' },
  { field: 'nonUmkm', heading: 'Non-UMKM' },
  { field: 'etalase', heading: 'Etalase' },
  { field: 'products', heading: 'Produk' },
  { field: 'note', heading: 'Catatan' },
];

export const STATE_SAMPLE: readonly (readonly string[])[] = [
  ['2026-06-30', 'lokal', 'Hitungan Biro PBJ dari e-Katalog Lokal', '120', '96', '14', '10', '31', '4150', ''],
  [
    '2026-08-31',
    'lokal',
    'Hitungan Biro PBJ dari e-Katalog Lokal',
    '131',
    '',
    '',
    '',
    '31',
    '4420',
    'kelas belum dihitung',
  ],
];

/** The newest state that was counted in the span; of several on one day the local catalogue's before the others. */
export function stateWithin(
  states: readonly CatalogueState[],
  span: { from: string; to: string },
  catalogue: CatalogueKind | null = null,
): CatalogueState | null {
  const within = states.filter(
    (one) => one.onDay >= span.from && one.onDay <= span.to && (catalogue === null || one.catalogue === catalogue),
  );
  const order = (one: CatalogueState): string =>
    `${one.onDay}|${CATALOGUE_KINDS.length - CATALOGUE_KINDS.indexOf(one.catalogue)}|${one.id === null ? 0 : 1}`;
  return within.reduce<CatalogueState | null>((best, one) => (best && order(best) >= order(one) ? best : one), null);
}
