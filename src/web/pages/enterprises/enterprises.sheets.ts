import { maskedName, type Enterprise } from '../../../enterprise/enterprise.js';
import { LEGAL_FORM_LIST, ORIGIN_WORDS } from '../../../enterprise/enterprise.wording.js';
import { DOCUMENT_COLUMNS, ENTERPRISE_COLUMNS } from '../../../enterprise/import/enterprise-form.js';
import type { Sheet, SheetCell, SheetColumn } from '../../../shared/spreadsheet.js';
import { classWords } from './enterprises.wording.js';

/** Made up; every one is taken as it stands. */
const ROWS: Record<string, string>[] = [
  {
    name: 'UD Contoh Tenun',
    legalForm: 'perorangan',
    nib: '9120000000011',
    nik: '5371015203900001',
    ownerName: 'Maria Contoh',
    ownerWoman: 'ya',
    telepon: '0812 3456 7890',
    establishedOn: '2022-03-01',
    placeCode: '53.71.01.1001',
    address: 'Jalan Contoh 1',
    kbli: '13121',
    kbliEdition: '2020',
    capital: '250000000',
    capitalYear: '2025',
    figureSource: 'Pernyataan pemilik 2025',
    group: 'Kelompok Contoh',
    note: 'Contoh: usaha perorangan dengan NIK pemilik',
  },
  {
    name: 'CV Contoh Kopi',
    legalForm: 'CV',
    nib: '9120000000012',
    npwp: '013121660091000',
    establishedOn: '2015-06-17',
    placeCode: '53.71.01.1001',
    kbli: '10761; 46314',
    kbliEdition: '2020',
    sales: '1500000000',
    salesYear: '2025',
    figureSource: 'SPT 2025',
    keyV5: '123456',
    note: 'Contoh: berdiri sebelum 2021, kelasnya dari penjualan',
  },
  {
    name: 'Koperasi Contoh Madu',
    legalForm: 'koperasi',
    placeCode: '53.71.01.1001',
    note: 'Contoh: yang belum diketahui dikosongkan',
  },
];

const NOTES: readonly (readonly [string, string])[] = [
  ['Wajib', 'Hanya Nama Usaha. Yang belum diketahui dikosongkan; sel kosong tidak menghapus yang sudah tercatat.'],
  ['Dikenali dari', 'NIB; bila tidak ada, kode penyedia; bila tidak ada, nama dalam desa yang sama.'],
  [
    'Bentuk Hukum',
    'perorangan, PT perorangan, PT, CV, firma, koperasi, yayasan, BUM Desa, kelompok, lainnya, atau kosong.',
  ],
  ['Desa', 'Isi Kode Desa (53.71.01.1001), atau Desa/Kelurahan dengan Kecamatan dan Kabupaten/Kota.'],
  ['Angka', 'Modal tanpa tanah dan bangunan; penjualan setahun penuh. Setiap jumlah disertai tahunnya.'],
  ['Nomor panjang', 'Ubah kolom NIB, NPWP, NITKU, NIK menjadi Teks agar angkanya tidak hilang di Excel.'],
];

const DAYS = new Set(['establishedOn', 'issuedOn', 'expiresOn']);

function column({ field, heading }: { field: string; heading: string }): SheetColumn {
  return { heading, type: DAYS.has(field) ? 'day' : 'text', width: Math.max(heading.length + 2, 14) };
}

export const ENTERPRISE_SAMPLE: Sheet[] = [
  {
    name: 'Pelaku usaha',
    columns: ENTERPRISE_COLUMNS.map(column),
    rows: ROWS.map((row) => ENTERPRISE_COLUMNS.map(({ field }): SheetCell => row[field] ?? null)),
  },
  {
    name: 'Petunjuk',
    columns: [
      { heading: 'Tentang', type: 'text' },
      { heading: 'Petunjuk', type: 'text', width: 100 },
    ],
    rows: NOTES.map((note) => [...note]),
  },
];

const DOCUMENT_ROWS: Record<string, string>[] = [
  { nib: '9120000000011', kind: 'NIB', number: '9120000000011', issuer: 'OSS', issuedOn: '2022-03-10' },
  {
    name: 'Koperasi Contoh Madu',
    placeCode: '53.71.01.1001',
    kind: 'Akta pendirian',
    number: 'AHU-0001/2020',
    issuer: 'Notaris Contoh',
    issuedOn: '2020-01-15',
  },
];

export const DOCUMENT_SAMPLE: Sheet[] = [
  {
    name: 'Dokumen',
    columns: DOCUMENT_COLUMNS.map(column),
    rows: DOCUMENT_ROWS.map((row) => DOCUMENT_COLUMNS.map(({ field }): SheetCell => row[field] ?? null)),
  },
];

/** What leaves the house: the owner's name masked, sealed values not at all. */
export function listSheet(items: readonly Enterprise[]): Sheet {
  const columns: [SheetColumn, (one: Enterprise) => SheetCell][] = [
    [{ heading: 'Nomor', type: 'text', width: 8 }, (one) => one.id],
    [{ heading: 'Nama Usaha', type: 'text', width: 30 }, (one) => one.name],
    [{ heading: 'Bentuk Hukum', type: 'text' }, (one) => LEGAL_FORM_LIST[one.legalForm]],
    [{ heading: 'NIB', type: 'text' }, (one) => one.nib],
    [{ heading: 'NPWP', type: 'text' }, (one) => one.npwp],
    [{ heading: 'NITKU', type: 'text' }, (one) => one.nitku],
    [{ heading: 'Pemilik (disamarkan)', type: 'text' }, (one) => maskedName(one.ownerName)],
    [{ heading: 'Tanggal Berdiri', type: 'day' }, (one) => one.establishedOn],
    [{ heading: 'Kode Desa', type: 'text' }, (one) => one.wilayahCode],
    [{ heading: 'Tempat', type: 'text', width: 40 }, (one) => one.place],
    [{ heading: 'Alamat', type: 'text', width: 30 }, (one) => one.address],
    [{ heading: 'KBLI', type: 'text' }, (one) => one.kbli.map(({ code }) => code).join('; ')],
    [{ heading: 'Edisi KBLI', type: 'text' }, (one) => one.kbli[0]?.edition ?? null],
    [{ heading: 'Kelas hari ini', type: 'text' }, (one) => classWords(one)],
    [{ heading: 'Dasar kelas', type: 'text', width: 30 }, (one) => ORIGIN_WORDS[one.counting.origin]],
    [{ heading: 'Catatan', type: 'text', width: 30 }, (one) => one.note],
  ];
  return {
    name: 'Pelaku usaha',
    columns: columns.map(([head]) => head),
    rows: items.map((one) => columns.map(([, read]) => read(one))),
  };
}
