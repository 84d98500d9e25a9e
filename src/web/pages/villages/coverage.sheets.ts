import { type Matrix, type Share, verifiedShares } from '../../../catalogue/villages/coverage.js';
import type { Coverage } from '../../../catalogue/villages/coverage.queries.js';
import { COVERAGE_DEFINITIONS } from '../../../catalogue/villages/definitions.js';
import type { Sheet, SheetCell } from '../../../shared/spreadsheet.js';
import { ATTRIBUTION } from '../../../wilayah/area-data.js';
import { placeName } from '../../../wilayah/place.js';
import { LEVEL_WORDS, matrixSumWords } from './villages.wording.js';

/** The table, and how it is made. */
export function coverageSheets({ level, rows, total }: Coverage): [Sheet, Sheet] {
  const counts = (row: Coverage['rows'][number] | Coverage['total']): SheetCell[] => {
    const { desa, all } = verifiedShares(row);
    return [
      row.desa,
      row.kelurahan,
      row.mappedDesa,
      row.mappedKelurahan,
      row.products,
      row.enterprises,
      row.verifiedDesa,
      row.verifiedKelurahan,
      ...[desa, all].map(said),
      row.proposed,
      row.checked,
      row.validated,
      row.imk,
    ];
  };
  const rest = (name: string, products: number | null, enterprises: number | null): SheetCell[] => [
    '',
    name,
    ...Array<null>(4).fill(null),
    products,
    enterprises,
    ...Array<null>(8).fill(null),
  ];
  const heads = ['Desa', 'Kelurahan', 'Desa terpetakan', 'Kelurahan terpetakan', 'Produk', 'Pelaku usaha'];
  const integer = (heading: string) => ({ heading, type: 'integer' as const });
  return [
    {
      name: 'Cakupan',
      columns: [
        { heading: 'Kode', type: 'text', width: 15 },
        { heading: LEVEL_WORDS[level], type: 'text', width: 34 },
        ...heads.map(integer),
        integer('Desa dengan produk terverifikasi'),
        integer('Kelurahan dengan produk terverifikasi'),
        // 'tidak berlaku' stands where there is nothing to share, so that nobody takes it for zero.
        { heading: 'Pangsa dari desa (%)', type: 'text' },
        { heading: 'Pangsa dari desa dan kelurahan (%)', type: 'text' },
        integer('Diusulkan'),
        integer('Diverifikasi'),
        integer('Divalidasi'),
        integer('IMK (industri pengolahan saja, tanpa tahun)'),
      ],
      rows: [
        ...rows.map((row) => [row.code, placeName(row), ...counts(row)]),
        ...(total.productsTwice > 0
          ? [rest('Produk yang dihitung di lebih dari satu baris', -total.productsTwice, null)]
          : []),
        ...(total.enterprisesElsewhere > 0
          ? [rest(`Belum diketahui sampai ${LEVEL_WORDS[level].toLowerCase()}`, null, total.enterprisesElsewhere)]
          : []),
        ['', 'Jumlah', ...counts(total)],
      ],
    },
    definitionSheet(),
  ];
}

/** The matrix as the page shows it; unknown counts as '?'. */
export function matrixSheets({ villages, rows, byVillage, total }: Matrix): [Sheet, Sheet] {
  const none = { count: 0, unknown: 0 };
  const cell = (count: number | null | undefined): SheetCell =>
    count === undefined ? '-' : count === null ? '?' : String(count);
  return [
    {
      name: 'Matriks',
      columns: [
        { heading: 'Jenis produk', type: 'text', width: 30 },
        // Text, since a cell may be '?' or '-'.
        ...villages.map(({ name }) => ({ heading: name, type: 'text' as const, width: 14 })),
        { heading: 'Jumlah', type: 'text', width: 12 },
      ],
      rows: [
        ...rows.map((row) => [
          row.productKind,
          ...villages.map(({ code }) => cell(row.cells.get(code)?.count)),
          matrixSumWords(row.sum),
        ]),
        ['Jumlah', ...villages.map(({ code }) => matrixSumWords(byVillage.get(code) ?? none)), matrixSumWords(total)],
      ],
    },
    definitionSheet('D06'),
  ];
}

function said({ percent }: Share): string {
  return percent === null ? 'tidak berlaku' : percent.replace('.', ',');
}

function definitionSheet(only?: string): Sheet {
  return {
    name: 'Definisi',
    columns: [
      { heading: 'Kode', type: 'text', width: 8 },
      { heading: 'Versi', type: 'integer', width: 8 },
      { heading: 'Nama', type: 'text', width: 30 },
      { heading: 'Pembilang', type: 'text', width: 80 },
      { heading: 'Penyebut', type: 'text', width: 60 },
    ],
    rows: [
      ...COVERAGE_DEFINITIONS.filter(({ code }) => only === undefined || code === only).map(
        ({ code, version, name, numerator, denominator }) => [code, version, name, numerator, denominator ?? ''],
      ),
      ['', null, 'Wilayah', ATTRIBUTION, ''],
    ],
  };
}
