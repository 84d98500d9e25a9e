import type { LegalForm, ProductGroup } from '../../../eligibility/rules/facts.js';

/** The words of the self-check: what a maker would say, before what the law calls it. */

export const FORM_WORDS: Readonly<Record<LegalForm, string>> = {
  perorangan: 'Perorangan (atas nama sendiri)',
  'pt-perorangan': 'PT perorangan',
  pt: 'PT',
  cv: 'CV',
  firma: 'Firma',
  koperasi: 'Koperasi',
  yayasan: 'Yayasan',
  bumdes: 'BUM Desa',
  kelompok: 'Kelompok usaha',
  lainnya: 'Bentuk lain',
};

export const GROUP_WORDS: Readonly<Record<ProductGroup, string>> = {
  'pangan-kering-terkemas': 'Makanan atau minuman kering dalam kemasan',
  'pangan-hewani-dingin-beku': 'Daging, ikan, atau unggas dingin atau beku',
  'pangan-tidak-halal': 'Makanan dengan bahan tidak halal',
  'minuman-beralkohol': 'Minuman beralkohol',
  'pangan-siap-saji': 'Makanan siap saji, katering',
  'pangan-segar': 'Pangan segar (sayur, buah, beras)',
  'garam-konsumsi': 'Garam konsumsi',
  amdk: 'Air minum dalam kemasan',
  madu: 'Madu',
  'tenun-dan-sandang': 'Tenun, pakaian',
  'kerajinan-suvenir': 'Kerajinan, suvenir',
  'kosmetik-sabun-atsiri': 'Sabun, kosmetik, minyak atsiri',
  jasa: 'Jasa',
};

export const KIND_WORDS: Readonly<Record<string, string>> = {
  tekstil: 'Kain, bordir',
  'tenun-ikat': 'Tenun ikat',
  batik: 'Batik',
  seragam: 'Pakaian jadi, seragam',
  'daging-olahan': 'Daging olahan (se’i, dendeng)',
  'ikan-olahan': 'Ikan asin, ikan asap',
  'rumput-laut': 'Rumput laut',
  'buah-sayur': 'Buah dan sayur kering',
  minyak: 'Minyak goreng, minyak kelapa',
  kue: 'Roti dan kue',
  'gula-lontar': 'Gula lontar, gula merah',
  kakao: 'Kakao, cokelat',
  kopi: 'Kopi',
  'kelor-herbal': 'Kelor, herbal',
  teh: 'Teh',
  bumbu: 'Bumbu, sambal',
  garam: 'Garam',
  kacang: 'Olahan kacang',
  keripik: 'Keripik, kerupuk',
  dodol: 'Dodol',
  'makanan-lain': 'Makanan lain',
  alkohol: 'Minuman beralkohol',
  minuman: 'Minuman',
  'air-minum': 'Air minum',
  anyaman: 'Anyaman',
  'kerajinan-kayu': 'Ukiran, alat dapur dari kayu',
  cetakan: 'Barang cetakan',
  sabun: 'Sabun',
  kosmetik: 'Kosmetik',
  'minyak-atsiri': 'Minyak atsiri',
  'obat-tradisional': 'Obat tradisional, jamu',
  gerabah: 'Gerabah, keramik',
};

export const DOCUMENT_WORDS: Readonly<Record<string, string>> = {
  'surat-pkp-atau-non-pkp': 'surat PKP atau non-PKP dari kantor pajak',
  'surat-keterangan-kerja': 'surat keterangan kerja pengelola akun',
  'surat-pernyataan-pemilik': 'surat pernyataan pemilik',
  'npwp-perusahaan': 'NPWP perusahaan',
  'akta-pendirian': 'akta pendirian',
  nkv: 'nomor kontrol veteriner (NKV)',
  'laik-higiene': 'sertifikat laik higiene sanitasi',
  'registrasi-psat': 'pendaftaran pangan segar (PSAT)',
  'izin-minuman-beralkohol': 'izin minuman beralkohol',
  'notifikasi-kosmetik': 'notifikasi kosmetik',
};

export const TRAIT_WORDS: Readonly<Record<string, string>> = {
  susu: 'Susu dan olahannya',
  'hewani-dingin-beku': 'Daging, ikan, unggas dingin atau beku',
  'kaleng-asam-rendah': 'Pangan kaleng (sayur, daging, ikan)',
  'sterilisasi-atau-pasteurisasi': 'Disterilkan atau dipasteurisasi',
  'bayi-diet-medis': 'Untuk bayi, diet, atau pasien',
  alkohol: 'Mengandung alkohol',
  amdk: 'Air minum dalam kemasan',
  'wajib-sni': 'Wajib SNI',
  'ditetapkan-bpom': 'Ditetapkan lain oleh BPOM',
};

export const SNI_WORDS: Readonly<Record<string, string>> = {
  'air-mineral': 'Air mineral',
  'air-mineral-alami': 'Air mineral alami',
  'air-demineral': 'Air demineral',
  'air-minum-embun': 'Air minum embun',
  'garam-konsumsi-beryodium': 'Garam konsumsi beryodium',
  'minyak-goreng-sawit': 'Minyak goreng sawit',
  'kopi-instan': 'Kopi instan (bukan kopi bubuk)',
  'tuna-dalam-kaleng': 'Tuna dalam kaleng',
  'sarden-makarel-kaleng': 'Sarden, makarel kaleng',
  'tepung-terigu': 'Tepung terigu',
  'gula-kristal': 'Gula kristal',
  'kakao-bubuk': 'Kakao bubuk',
  biskuit: 'Biskuit',
};

/**
 * Sentences for what somebody only answered: the usual ones tell numbers and days that the check never asked for.
 */
export const ANSWERED: Readonly<Record<string, string>> = {
  'nib-status-not-known': 'NIB ada, tetapi belum diketahui apakah masih aktif dalam OSS.',
  'nib-not-active': 'NIB tidak aktif dalam OSS.',
  'nib-active': 'NIB ada dan aktif dalam OSS.',
  'nib-held': 'Usaha mempunyai NIB.',
  'kbli-fits': 'Bidang usaha (KBLI) pada NIB sesuai dengan produk.',
  'kbli-does-not-fit': 'Bidang usaha (KBLI) pada NIB belum sesuai dengan produk.',
  'permit-held': 'Izin menurut tingkat risiko usaha ada.',
  'permit-missing': 'Izin menurut tingkat risiko usaha belum ada.',
  'role-not-on-file': 'Belum diketahui siapa yang membuat produk ini.',
  'role-needs-no-letter': 'Anda membuat sendiri produknya, jadi tidak memerlukan surat penunjukan.',
  'appointment-valid': 'Surat penunjukan dari pembuat produk ada.',
  'appointment-none': 'Anda menjual buatan orang lain dan belum mempunyai surat penunjukan.',
  'documents-not-on-file': 'Belum diketahui apakah dokumen pendaftaran lengkap.',
  'blacklist-in-force': 'Usaha tercantum dalam daftar hitam.',
  'blacklist-not-on-it': 'Usaha tidak tercantum dalam daftar hitam.',
  'category-chosen': 'Produk sudah masuk kategori katalog.',
  'licence-expired': 'Izin edar pangan sudah habis masa berlakunya.',
  'md-expired': 'Izin edar MD sudah habis masa berlakunya.',
  'other-licence-expired': 'Izin lain untuk produk ini sudah habis masa berlakunya.',
  'brand-expired': 'Pendaftaran merek sudah habis masa berlakunya.',
};
