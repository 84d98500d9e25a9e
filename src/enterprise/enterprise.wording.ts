import type { ClassBecause, EnterpriseClass, ParentClass } from './class/class-of.js';
import type { ClassOrigin, EnterpriseKeyScheme, FigureKind, LegalForm } from './enterprise.js';

/** What a page, a list and a message say for what the code says. */
export const LEGAL_FORM_WORDS: Readonly<Record<LegalForm, string>> = {
  perorangan: 'Usaha perorangan',
  'pt-perorangan': 'PT Perorangan',
  pt: 'Perseroan terbatas (PT)',
  cv: 'Persekutuan komanditer (CV)',
  firma: 'Firma',
  koperasi: 'Koperasi',
  yayasan: 'Yayasan',
  bumdes: 'BUM Desa',
  kelompok: 'Kelompok usaha',
  lainnya: 'Bentuk lain',
  'tidak-diketahui': 'Belum diketahui',
};

/** As a list writes them. */
export const LEGAL_FORM_LIST: Readonly<Record<LegalForm, string>> = {
  perorangan: 'perorangan',
  'pt-perorangan': 'PT perorangan',
  pt: 'PT',
  cv: 'CV',
  firma: 'firma',
  koperasi: 'koperasi',
  yayasan: 'yayasan',
  bumdes: 'BUM Desa',
  kelompok: 'kelompok',
  lainnya: 'lainnya',
  'tidak-diketahui': '',
};

export const CLASS_WORDS: Readonly<Record<EnterpriseClass, string>> = {
  mikro: 'Mikro',
  kecil: 'Kecil',
  menengah: 'Menengah',
  besar: 'Besar',
  koperasi: 'Koperasi',
  'bukan-umk': 'Bukan UMK (bagian dari usaha yang lebih besar)',
};

export const PARENT_CLASS_WORDS: Readonly<Record<ParentClass, string>> = {
  mikro: 'Mikro',
  kecil: 'Kecil',
  menengah: 'Menengah',
  besar: 'Besar',
};

export const ORIGIN_WORDS: Readonly<Record<ClassOrigin, string>> = {
  keputusan: 'keputusan Biro PBJ',
  verifikasi: 'verifikasi menurut PP 7/2021',
  sumber: 'keterangan sumber katalog',
  'tidak-diketahui': 'belum ada keterangan',
};

export const FIGURE_WORDS: Readonly<Record<FigureKind, string>> = {
  modal: 'Modal usaha',
  penjualan: 'Hasil penjualan setahun',
};

export const KEY_WORDS: Readonly<Record<EnterpriseKeyScheme, string>> = {
  v5: 'e-Katalog v5',
  v6: 'e-Katalog v6',
  'toko-daring': 'Toko Daring',
  sikap: 'SIKaP',
};

/** Why a class came out as it did. */
export const BECAUSE_WORDS: Readonly<Record<ClassBecause, string>> = {
  cooperative: 'koperasi dihitung bersama UMK tanpa batas modal atau penjualan',
  'part-of-larger': 'cabang atau anak perusahaan usaha yang lebih besar bukan usaha mikro atau kecil',
  capital: 'dari modal usaha, karena didirikan sejak PP 7/2021 berlaku',
  sales: 'dari hasil penjualan setahun, karena sudah ada sebelum PP 7/2021 berlaku',
  'capital-and-sales-agree': 'dari modal usaha dan hasil penjualan, yang memberi kelas yang sama',
  'capital-not-on-file': 'modal usahanya belum tercatat',
  'sales-not-on-file': 'hasil penjualan setahunnya belum tercatat',
  'founding-day-not-on-file': 'tanggal berdirinya belum tercatat, sehingga belum diketahui dasar mana yang dipakai',
  'book-does-not-reach-this-day': 'aturannya belum ada dalam buku aturan untuk tanggal ini',
};

/** What the fields of the record are called: on the form, in a conflict, in messages. */
export const RECORD_WORDS = {
  name: 'Nama usaha',
  legalForm: 'Bentuk hukum',
  nib: 'NIB',
  nibVerifiedOn: 'NIB dilihat di sumbernya pada',
  nibVerifiedWith: 'NIB dilihat di',
  npwp: 'NPWP',
  npwpVerifiedOn: 'NPWP dilihat di sumbernya pada',
  npwpVerifiedWith: 'NPWP dilihat di',
  nitku: 'NITKU',
  ownerName: 'Nama pemilik',
  ownerWoman: 'Pemilik perempuan',
  establishedOn: 'Tanggal berdiri',
  wilayahCode: 'Desa atau kelurahan',
  address: 'Alamat',
  parentEnterprise: 'Usaha induk',
  parentClass: 'Kelas usaha induk',
  note: 'Catatan',
  source: 'Asal keterangan',
  kbli: 'KBLI',
} as const;

/** Kinds of document that a form offers; others may be typed. */
export const DOCUMENT_KINDS = [
  'NIB',
  'NPWP',
  'Akta pendirian',
  'Surat pernyataan pemilik',
  'Surat kuasa',
  'Bukti KSWP',
  'Surat PKP/non-PKP',
  'Sertifikat standar',
  'Izin usaha',
  'Lainnya',
] as const;
