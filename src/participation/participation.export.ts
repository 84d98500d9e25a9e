import { senToDecimal } from '../shared/money.js';
import type { Sheet, SheetCell } from '../shared/spreadsheet.js';
import type { Baseline } from './baseline.js';
import type { FigureRow } from './figures.js';
import { metricOf, METRICS } from './metrics.js';
import type { Breakdown, ParticipationTable } from './participation.js';
import type { SellerRow } from './sellers.queries.js';
import type { SoldProduct } from './sold-products.queries.js';
import { CLASS_LABELS } from './dimension-labels.js';
import { MISSING_WORDS, NOT_COMPARABLE } from './wording.js';

/**
 * The table as a sheet, one row for each figure and year, so that each column holds one kind of thing: counts, rupiah and
 * percent each in a column of their own, days as dates, codes as text. For XLSX and CSV.
 */
export function figureSheet(table: ParticipationTable, rows: readonly FigureRow[]): Sheet {
  return {
    name: 'Angka',
    columns: [
      { heading: 'Bagian', type: 'text', width: 26 },
      { heading: 'Kunci', type: 'text', width: 20 },
      { heading: 'Angka', type: 'text', width: 42 },
      { heading: 'Metrik', type: 'text', width: 8 },
      { heading: 'Versi', type: 'integer', width: 7 },
      { heading: 'Tahun', type: 'text', width: 8 },
      { heading: 'Dari', type: 'day' },
      { heading: 'Sampai', type: 'day' },
      { heading: 'Banyaknya', type: 'integer' },
      { heading: 'Rupiah', type: 'amount' },
      { heading: 'Persen', type: 'percent' },
      { heading: 'Indeks', type: 'text', width: 10 },
      { heading: 'Perubahan (%)', type: 'percent', width: 14 },
      { heading: 'Perubahan (poin)', type: 'text', width: 16 },
      { heading: 'Keterangan', type: 'text', width: 30 },
    ],
    rows: table.columns.flatMap((column, index) =>
      rows.flatMap((row): SheetCell[][] => {
        const value = row.values[index];
        if (!value) return [];
        const change = row.changes[index];
        const moved = change?.percent ?? null;
        const notes = [
          ...(value.missing ? [MISSING_WORDS[value.missing]] : []),
          ...(value.onDay ? [`keadaan ${value.onDay}`] : []),
          ...(moved !== null && change?.comparable === false ? [NOT_COMPARABLE] : []),
        ];
        return [
          [
            row.section,
            row.key,
            row.label,
            row.metric,
            metricOf(row.metric).version,
            String(column.year),
            column.span.from,
            column.span.to,
            row.unit === 'count' && value.number !== null ? value.number : null,
            row.unit === 'rupiah' && value.number !== null ? senToDecimal(value.number) : null,
            row.unit === 'percent' ? value.text : null,
            row.unit === 'decimal' ? (value.text?.replace('.', ',') ?? null) : null,
            change?.unit === 'percent' ? moved : null,
            change?.unit === 'points' ? (moved?.replace('.', ',') ?? null) : null,
            notes.join('; '),
          ],
        ];
      }),
    ),
  };
}

/** A breakdown, one row for each place and year. */
export function breakdownSheet(table: ParticipationTable, { by, rows }: Breakdown, name: string): Sheet {
  return {
    name: `Menurut ${name.toLowerCase()}`,
    columns: [
      { heading: 'Kode', type: 'text', width: 16 },
      { heading: name, type: 'text', width: 36 },
      { heading: 'Tahun', type: 'text', width: 8 },
      { heading: 'Sampai', type: 'day' },
      { heading: 'Pelaku usaha', type: 'integer' },
      { heading: 'UMK', type: 'integer' },
      ...(by === 'kelompok' || by === 'bintang' || by === 'desa-produk'
        ? [{ heading: 'Produk', type: 'integer' as const }]
        : []),
      { heading: 'Transaksi', type: 'integer' },
      { heading: 'Nilai (Rp)', type: 'amount' },
      { heading: 'Nilai dari UMK (Rp)', type: 'amount' },
    ],
    rows: rows.flatMap((row) =>
      table.columns.flatMap(({ year, span, data }): SheetCell[][] => {
        if (!data) return [];
        const cell = row.cells.get(year);
        return [
          [
            row.key,
            row.label,
            String(year),
            span.to,
            cell?.sellers ?? 0,
            cell?.umkSellers ?? 0,
            ...(by === 'kelompok' || by === 'bintang' || by === 'desa-produk' ? [cell?.products ?? 0] : []),
            cell?.packages ?? 0,
            senToDecimal(cell?.value ?? 0n),
            senToDecimal(cell?.umkValue ?? 0n),
          ],
        ];
      }),
    ),
  };
}

/** The published table, apart from what is computed. */
export function publishedSheet(baseline: Baseline): Sheet {
  return {
    name: 'Tabel biro (dikutip)',
    columns: [
      { heading: 'Angka', type: 'text', width: 36 },
      { heading: 'Periode', type: 'text', width: 24 },
      { heading: 'Sampai', type: 'day' },
      { heading: 'Banyaknya atau rupiah', type: 'integer', width: 24 },
      { heading: 'Perubahan (%)', type: 'percent', width: 14 },
      { heading: 'Keterangan', type: 'text', width: 60 },
    ],
    rows: [
      ...baseline.rows.flatMap((row) =>
        baseline.periods.map((period, index): SheetCell[] => {
          const growth = row.growth[index - 1];
          return [
            row.label,
            period.heading,
            period.to,
            row.values[index] ?? null,
            growth?.percent ?? null,
            growth && !growth.comparable ? NOT_COMPARABLE : '',
          ];
        }),
      ),
      ['Sumber', '', null, null, null, baseline.source],
      ...baseline.notes.map((note): SheetCell[] => ['Catatan', '', null, null, null, note]),
    ],
  };
}

/** How the figures are made: of the metrics named, or all. With what was asked on top. */
export function metricSheet(asked: readonly (readonly [string, string])[], codes?: readonly string[]): Sheet {
  return {
    name: 'Definisi',
    columns: [
      { heading: 'Kode', type: 'text', width: 12 },
      { heading: 'Versi', type: 'integer', width: 7 },
      { heading: 'Berlaku sejak', type: 'day' },
      { heading: 'Nama', type: 'text', width: 34 },
      { heading: 'Jenis', type: 'text', width: 8 },
      { heading: 'Pembilang', type: 'text', width: 80 },
      { heading: 'Penyebut', type: 'text', width: 60 },
      { heading: 'Populasi', type: 'text', width: 50 },
      { heading: 'Tidak termasuk', type: 'text', width: 60 },
      { heading: 'Sumber', type: 'text', width: 60 },
      { heading: 'Batasan', type: 'text', width: 80 },
    ],
    rows: [
      ...asked.map(([term, text]): SheetCell[] => ['', null, null, term, '', text]),
      ...METRICS.filter(({ code }) => !codes || codes.includes(code)).map((one): SheetCell[] => [
        one.code,
        one.version,
        one.since,
        one.name,
        one.nature,
        one.numerator,
        one.denominator ?? '',
        one.population,
        one.exclusions.join(' '),
        one.source,
        one.limits.join(' '),
      ]),
    ],
  };
}

export function sellersSheet(items: readonly SellerRow[]): Sheet {
  return {
    name: 'Pelaku usaha',
    columns: [
      { heading: 'Nama', type: 'text', width: 40 },
      { heading: 'Nomor di data pelaku usaha', type: 'text', width: 12 },
      { heading: 'Kabupaten/Kota', type: 'text' },
      { heading: 'Kelas pada tanggal pesanan', type: 'text', width: 28 },
      { heading: 'Keadaan', type: 'text', width: 12 },
      { heading: 'Penjualan pertama', type: 'day' },
      { heading: 'Transaksi', type: 'integer' },
      { heading: 'Nilai (Rp)', type: 'amount' },
      { heading: 'Nilai selesai (Rp)', type: 'amount' },
    ],
    rows: items.map((one) => [
      one.name,
      one.enterpriseId,
      one.regency,
      one.classes.map((name) => CLASS_LABELS[name]).join(', '),
      one.state,
      one.firstOn,
      one.packages,
      senToDecimal(one.value),
      senToDecimal(one.valueCompleted),
    ]),
  };
}

export function soldProductsSheet(items: readonly SoldProduct[]): Sheet {
  return {
    name: 'Produk terjual',
    columns: [
      { heading: 'Nama', type: 'text', width: 40 },
      { heading: 'Nomor di katalog desa', type: 'text', width: 12 },
      { heading: 'Kode', type: 'text', width: 24 },
      { heading: 'Katalog', type: 'text', width: 12 },
      { heading: 'Pertama dibeli', type: 'day' },
      { heading: 'Dari UMK', type: 'text', width: 10 },
    ],
    rows: items.map(({ name, productId, codes, sources, firstOn, umk }) => [
      name,
      productId,
      codes.join(', '),
      sources.join(', '),
      firstOn,
      umk ? 'ya' : 'tidak',
    ]),
  };
}
