import type { Source } from '../purchasing/intake/rows.js';
import type {
  CircularStatus,
  CircularType,
  Denominator,
  IssuerPosition,
  NumeratorKind,
  ObligationKind,
} from './circular.js';
import type { EtalaseBecause, PlaceVerdict } from './rules/judge-etalase.js';
import type { Because, Result } from './rules/judge.js';
import type { Reason } from './rules/scope.js';

/** The words of this module, for pages, downloads and answers alike. */

export const RESULT_WORDS: Readonly<Record<Result, string>> = {
  patuh: 'Patuh',
  tidak_patuh: 'Belum patuh',
  tidak_berlaku: 'Tidak berlaku',
  dikecualikan: 'Dikecualikan',
  data_tidak_lengkap: 'Data tidak lengkap',
};

export const BECAUSE_WORDS: Readonly<Record<Because, string>> = {
  exempt: 'Pengecualian sedang berlaku.',
  'budget-unknown': 'Anggaran pengadaan belum diketahui untuk sebagian satker.',
  'nothing-in-scope': 'Tidak ada belanja dalam cakupan.',
  'only-unsure-lines': 'Belum pasti ada belanja yang masuk cakupan.',
  'value-missing': 'Ada baris dalam cakupan yang tidak punya nilai.',
  'unknown-decides': 'Yang belum diketahui menentukan hasilnya.',
  'at-or-above-threshold': 'Mencapai batas.',
  'below-threshold': 'Di bawah batas.',
};

export const VERDICT_WORDS: Readonly<Record<PlaceVerdict, string>> = {
  dipenuhi: 'Dipenuhi',
  tidak_dipenuhi: 'Tidak dipenuhi',
  belum_dinilai: 'Belum dinilai',
};

export const ETALASE_BECAUSE_WORDS: Readonly<Record<EtalaseBecause, string>> = {
  exempt: 'Pengecualian sedang berlaku.',
  'not-in-force': 'Edaran belum berlaku pada hari penilaian.',
  'no-places': 'Tidak ada lokasi wisata yang dibuka di wilayahnya.',
  'unknown-decides': 'Lokasi yang belum dinilai menentukan hasilnya.',
  'at-or-above-threshold': 'Mencapai batas.',
  'below-threshold': 'Di bawah batas, apa pun hasil pemeriksaan yang belum dilakukan.',
};

export const REASON_WORDS: Readonly<Record<Reason, string>> = {
  'other-source': 'sumber lain',
  'not-counted': 'batal atau belum mengikat',
  'missing-from-source': 'hilang dari sumber',
  'not-completed': 'belum selesai',
  'before-circular': 'sebelum edaran berlaku',
  'after-cut-off': 'sesudah tanggal batas',
  'other-account': 'rekening lain',
  'exempt-day': 'pada hari pengecualian',
  'no-date': 'tanpa tanggal pesanan',
  'no-account': 'tanpa kode rekening',
  'standing-unknown': 'status belum dikenal',
  'some-accounts': 'sebagian rekening cocok',
  'no-value': 'tanpa nilai',
  'umk-yes': 'UMK',
  'umk-no': 'bukan UMK',
  'umk-unknown': 'kelas usaha belum diketahui',
  'ovop-yes': 'OVOP',
  'ovop-no': 'bukan OVOP',
  'ovop-mixed': 'OVOP campuran',
};

export const TYPE_WORDS: Readonly<Record<CircularType, string>> = {
  surat_edaran: 'Surat edaran',
  instruksi_gubernur: 'Instruksi gubernur',
  peraturan_gubernur: 'Peraturan gubernur',
  keputusan_gubernur: 'Keputusan gubernur',
  surat_sekda: 'Surat sekretaris daerah',
  surat_biro: 'Surat biro',
  arahan_lisan: 'Arahan lisan',
};

export const ISSUER_WORDS: Readonly<Record<IssuerPosition, string>> = {
  gubernur: 'Gubernur',
  wakil_gubernur: 'Wakil gubernur',
  penjabat_gubernur: 'Penjabat gubernur',
  sekretaris_daerah: 'Sekretaris daerah',
  asisten: 'Asisten',
  kepala_biro: 'Kepala biro',
  bupati: 'Bupati',
  wali_kota: 'Wali kota',
};

export const STATUS_WORDS: Readonly<Record<CircularStatus, string>> = {
  draf: 'Draf',
  terbit: 'Terbit, belum berlaku',
  berlaku: 'Berlaku',
  berakhir: 'Berakhir',
};

export const KIND_WORDS: Readonly<Record<ObligationKind, string>> = {
  porsi_nilai: 'Pangsa nilai',
  nilai_minimum: 'Nilai minimum',
  etalase_tersedia: 'Etalase tersedia',
};

/** `short` for headings, `of` for sentences after an amount. */
export const NUMERATOR_WORDS: Readonly<Record<NumeratorKind, { short: string; of: string }>> = {
  umk: { short: 'UMK', of: 'dari penyedia usaha mikro, usaha kecil atau koperasi' },
  ovop: { short: 'OVOP', of: 'untuk produk dalam daftar OVOP' },
  'umk-and-ovop': {
    short: 'UMK dan OVOP',
    of: 'dari penyedia usaha mikro, usaha kecil atau koperasi dan untuk produk dalam daftar OVOP',
  },
  etalase: { short: 'Etalase produk OVOP', of: 'dengan etalase produk OVOP' },
};

export const DENOMINATOR_WORDS: Readonly<Record<Denominator, { short: string; choice: string }>> = {
  completed: { short: 'Belanja selesai', choice: 'Transaksi e-purchasing yang selesai' },
  committed: { short: 'Transaksi', choice: 'Transaksi e-purchasing yang berjalan dan selesai' },
  'procurement-budget': {
    short: 'Belanja pengadaan',
    choice: 'Anggaran belanja pengadaan setahun (struktur anggaran)',
  },
  'tourism-places': { short: 'Lokasi wisata', choice: 'Lokasi wisata yang dibuka (untuk etalase)' },
};

export const SOURCE_WORDS: Readonly<Record<Source, string>> = {
  v5: 'e-Katalog v5',
  v6: 'e-Katalog v6',
  'toko-daring': 'Toko Daring',
  tender: 'tender',
  'non-tender': 'nontender',
  pencatatan: 'pencatatan',
  swakelola: 'swakelola',
  lainnya: 'sumber lain',
};
