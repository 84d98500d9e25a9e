import type { FigureRow } from '../../participation/figures.js';
import { type MetricDefinition, metricOf } from '../../participation/metrics.js';
import type { BreakdownCell, YearColumn } from '../../participation/participation.js';
import { senToDecimal } from '../../shared/money.js';
import type { PackageField } from './data-package.js';

/** The data dictionary of each file of the package of participation, and what a row of it is made from. */

export interface Figure {
  row: FigureRow;
  column: YearColumn;
  index: number;
}

export interface Place {
  code: string;
  label: string;
  column: YearColumn;
  cell: BreakdownCell | undefined;
}

export interface Published {
  key: string;
  label: string;
  nature: string;
  heading: string;
  from: string;
  to: string;
  stated: boolean;
  value: string;
  change: string | null;
  comparable: boolean | null;
}

const YEAR_WORDS = 'Tahun anggaran.';

export const FIGURE_FIELDS: readonly PackageField<Figure>[] = [
  {
    name: 'kunci',
    title: 'Kunci',
    type: 'string',
    description: 'Nama tetap angka ini.',
    required: true,
    read: ({ row }) => row.key,
  },
  {
    name: 'angka',
    title: 'Angka',
    type: 'string',
    description: 'Nama angka.',
    required: true,
    read: ({ row }) => row.label,
  },
  {
    name: 'bagian',
    title: 'Bagian',
    type: 'string',
    description: 'Bagian tabel.',
    required: true,
    read: ({ row }) => row.section,
  },
  {
    name: 'metrik',
    title: 'Metrik',
    type: 'string',
    description: 'Kode dalam definisi.csv.',
    required: true,
    read: ({ row }) => row.metric,
  },
  {
    name: 'versi',
    title: 'Versi definisi',
    type: 'integer',
    description: 'Versi definisi metriknya.',
    required: true,
    read: ({ row }) => metricOf(row.metric).version,
  },
  {
    name: 'sifat',
    title: 'Sifat',
    type: 'string',
    description: 'stok, arus, atau rasio.',
    required: true,
    read: ({ row }) => row.nature,
  },
  {
    name: 'tahun',
    title: 'Tahun',
    type: 'year',
    description: YEAR_WORDS,
    required: true,
    read: ({ column }) => column.year,
  },
  {
    name: 'dari',
    title: 'Dari',
    type: 'date',
    description: 'Hari pertama rentang.',
    required: true,
    read: ({ column }) => column.span.from,
  },
  {
    name: 'sampai',
    title: 'Sampai',
    type: 'date',
    description: 'Hari terakhir rentang.',
    required: true,
    read: ({ column }) => column.span.to,
  },
  {
    name: 'setahun_penuh',
    title: 'Setahun penuh',
    type: 'boolean',
    description: 'true bila seluruh tahun dihitung, termasuk pesanan tanpa tanggal.',
    required: true,
    read: ({ column }) => column.full,
  },
  {
    name: 'banyaknya',
    title: 'Banyaknya',
    type: 'integer',
    description: 'Isi angka yang berupa hitungan.',
    read: ({ row, index }) => (row.unit === 'count' ? (row.values[index]?.number ?? null) : null),
  },
  {
    name: 'rupiah',
    title: 'Rupiah',
    type: 'number',
    description: 'Isi angka yang berupa uang, tepat sampai sen.',
    unit: 'rupiah',
    read: ({ row, index }) => {
      const sen = row.values[index]?.number ?? null;
      return row.unit === 'rupiah' && sen !== null ? senToDecimal(sen) : null;
    },
  },
  {
    name: 'persen',
    title: 'Persen',
    type: 'number',
    description: 'Isi angka yang berupa pangsa.',
    unit: 'persen',
    read: ({ row, index }) => (row.unit === 'percent' ? (row.values[index]?.text ?? null) : null),
  },
  {
    name: 'indeks',
    title: 'Indeks',
    type: 'number',
    description: 'Isi angka yang berupa indeks atau rata-rata.',
    read: ({ row, index }) => (row.unit === 'decimal' ? (row.values[index]?.text ?? null) : null),
  },
  {
    name: 'perubahan',
    title: 'Perubahan',
    type: 'number',
    description: 'Dari tahun sebelumnya: persen, atau poin persen bagi pangsa.',
    read: ({ row, index }) => row.changes[index]?.percent ?? null,
  },
  {
    name: 'sebanding',
    title: 'Sebanding',
    type: 'boolean',
    description:
      'false bila kedua rentang tidak sama panjang: perubahannya tidak boleh dikutip tanpa kata "tidak sebanding".',
    read: ({ row, index }) => row.changes[index]?.comparable ?? null,
  },
  {
    name: 'kosong_karena',
    title: 'Kosong karena',
    type: 'string',
    description: 'no-data: tidak ada data tahun itu. not-available: tidak dapat diketahui dari data yang ada.',
    read: ({ row, index }) => row.values[index]?.missing ?? null,
  },
  {
    name: 'keadaan_pada',
    title: 'Keadaan pada',
    type: 'date',
    description: 'Hari keadaan katalog, bagi angka stok.',
    read: ({ row, index }) => row.values[index]?.onDay ?? null,
  },
];

export const PLACE_FIELDS: readonly PackageField<Place>[] = [
  {
    name: 'kode',
    title: 'Kode wilayah',
    type: 'string',
    description: 'Kode Kemendagri dengan titik; "unknown" bila belum diketahui.',
    required: true,
    read: ({ code }) => code,
  },
  {
    name: 'wilayah',
    title: 'Kabupaten/Kota',
    type: 'string',
    description: 'Nama wilayah.',
    required: true,
    read: ({ label }) => label,
  },
  {
    name: 'tahun',
    title: 'Tahun',
    type: 'year',
    description: YEAR_WORDS,
    required: true,
    read: ({ column }) => column.year,
  },
  {
    name: 'sampai',
    title: 'Sampai',
    type: 'date',
    description: 'Hari terakhir rentang.',
    required: true,
    read: ({ column }) => column.span.to,
  },
  {
    name: 'pelaku_usaha',
    title: 'Pelaku usaha',
    type: 'integer',
    description: 'Pelaku usaha dengan paling sedikit satu transaksi (P01).',
    required: true,
    read: ({ cell }) => cell?.sellers ?? 0,
  },
  {
    name: 'umk',
    title: 'UMK',
    type: 'integer',
    description: 'Di antaranya UMK dan koperasi.',
    required: true,
    read: ({ cell }) => cell?.umkSellers ?? 0,
  },
  {
    name: 'transaksi',
    title: 'Transaksi',
    type: 'integer',
    description: 'Pesanan yang berjalan atau selesai (P02).',
    required: true,
    read: ({ cell }) => cell?.packages ?? 0,
  },
  {
    name: 'nilai',
    title: 'Nilai',
    type: 'number',
    description: 'Nilai transaksi (P03).',
    unit: 'rupiah',
    required: true,
    read: ({ cell }) => senToDecimal(cell?.value ?? 0n),
  },
  {
    name: 'nilai_umk',
    title: 'Nilai dari UMK',
    type: 'number',
    description: 'Nilai transaksi dari UMK dan koperasi.',
    unit: 'rupiah',
    required: true,
    read: ({ cell }) => senToDecimal(cell?.umkValue ?? 0n),
  },
];

export const PUBLISHED_FIELDS: readonly PackageField<Published>[] = [
  {
    name: 'kunci',
    title: 'Kunci',
    type: 'string',
    description: 'Nama tetap angka ini.',
    required: true,
    read: ({ key }) => key,
  },
  {
    name: 'angka',
    title: 'Angka',
    type: 'string',
    description: 'Nama seperti tercetak.',
    required: true,
    read: ({ label }) => label,
  },
  {
    name: 'sifat',
    title: 'Sifat',
    type: 'string',
    description: 'stok atau arus.',
    required: true,
    read: ({ nature }) => nature,
  },
  {
    name: 'periode',
    title: 'Periode',
    type: 'string',
    description: 'Judul kolom seperti tercetak.',
    required: true,
    read: ({ heading }) => heading,
  },
  {
    name: 'dari',
    title: 'Dari',
    type: 'date',
    description: 'Hari pertama periode.',
    required: true,
    read: ({ from }) => from,
  },
  {
    name: 'sampai',
    title: 'Sampai',
    type: 'date',
    description: 'Hari terakhir periode.',
    required: true,
    read: ({ to }) => to,
  },
  {
    name: 'hari_tercetak',
    title: 'Hari tercetak',
    type: 'boolean',
    description: 'false bila sumbernya tidak mencetak hari terakhir.',
    required: true,
    read: ({ stated }) => stated,
  },
  {
    name: 'isi',
    title: 'Isi',
    type: 'integer',
    description: 'Seperti tercetak; rupiah bagi nilai.',
    required: true,
    read: ({ value }) => value,
  },
  {
    name: 'perubahan',
    title: 'Perubahan',
    type: 'number',
    description: 'Dari periode sebelumnya.',
    unit: 'persen',
    read: ({ change }) => change,
  },
  {
    name: 'sebanding',
    title: 'Sebanding',
    type: 'boolean',
    description: 'false bila kedua periode tidak sama panjang.',
    read: ({ comparable }) => comparable,
  },
];

export const METRIC_FIELDS: readonly PackageField<MetricDefinition>[] = [
  {
    name: 'metrik',
    title: 'Metrik',
    type: 'string',
    description: 'Kode metrik.',
    required: true,
    read: ({ code }) => code,
  },
  {
    name: 'versi',
    title: 'Versi',
    type: 'integer',
    description: 'Versi definisi.',
    required: true,
    read: ({ version }) => version,
  },
  {
    name: 'berlaku_sejak',
    title: 'Berlaku sejak',
    type: 'date',
    description: 'Hari pertama versi ini.',
    required: true,
    read: ({ since }) => since,
  },
  {
    name: 'nama',
    title: 'Nama',
    type: 'string',
    description: 'Nama metrik.',
    required: true,
    read: ({ name }) => name,
  },
  {
    name: 'sifat',
    title: 'Sifat',
    type: 'string',
    description: 'stok, arus, atau rasio.',
    required: true,
    read: ({ nature }) => nature,
  },
  {
    name: 'arti',
    title: 'Arti',
    type: 'string',
    description: 'Arti dalam satu kalimat.',
    required: true,
    read: ({ meaning }) => meaning,
  },
  {
    name: 'pembilang',
    title: 'Pembilang',
    type: 'string',
    description: 'Yang dihitung.',
    required: true,
    read: ({ numerator }) => numerator,
  },
  {
    name: 'penyebut',
    title: 'Penyebut',
    type: 'string',
    description: 'Kosong bila bukan pangsa.',
    read: ({ denominator }) => denominator,
  },
  {
    name: 'populasi',
    title: 'Populasi',
    type: 'string',
    description: 'Di antara siapa atau apa.',
    required: true,
    read: ({ population }) => population,
  },
  {
    name: 'tidak_termasuk',
    title: 'Tidak termasuk',
    type: 'string',
    description: 'Yang tidak dihitung.',
    read: ({ exclusions }) => exclusions.join(' ') || null,
  },
  {
    name: 'sumber',
    title: 'Sumber',
    type: 'string',
    description: 'Asal data.',
    required: true,
    read: ({ source }) => source,
  },
  {
    name: 'batasan',
    title: 'Batasan',
    type: 'string',
    description: 'Yang perlu diketahui sebelum mengutip.',
    read: ({ limits }) => limits.join(' ') || null,
  },
];
