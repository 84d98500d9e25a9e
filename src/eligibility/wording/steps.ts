/** What would make a requirement pass, and where. Offices by their kind; addresses only where somebody has seen them. */
export interface NextStep {
  act: string;
  where: string;
  documents: readonly string[];
}

const step = (act: string, where: string, ...documents: string[]): NextStep => ({ act, where, documents });

const OSS = 'OSS (perizinan berusaha), atau dibantu DPMPTSP kabupaten atau kota';
const TAX = 'Kantor pelayanan pajak (KPP atau KP2KP) terdekat';
const BUREAU = 'Biro Pengadaan Barang dan Jasa Setda Provinsi';
const CATALOGUE = 'Akun penyedia pada katalog elektronik';
const HOME_FOOD = 'OSS, dengan pembinaan Dinas Kesehatan kabupaten atau kota';
const BPOM = 'Balai Besar atau Balai POM';
const BPJPH = 'BPJPH, atau pendamping proses produk halal di kabupaten atau kota';
const INDUSTRY = 'Dinas yang membidangi perindustrian di kabupaten atau kota';
const VILLAGE = 'Pemerintah desa atau kelurahan bersama Dinas PMD';

/** Next step of each rule; a rule never ends without one. */
export const STEPS: Readonly<Record<string, NextStep>> = {
  'KEL-001': step('Urus atau aktifkan NIB, lalu isi nomornya di sini.', OSS, 'KTP', 'NPWP', 'alamat dan bidang usaha'),
  'KEL-002': step(
    'Periksa siapa yang memakai NIB ini, dan minta akun lama ditutup.',
    CATALOGUE,
    'NIB',
    'KTP pengelola akun',
  ),
  'KEL-003': step(
    'Daftarkan pengelola akun yang tercatat pada NIB, atau buat surat kuasa badan usaha.',
    CATALOGUE,
    'KTP pengelola akun',
    'surat kuasa',
  ),
  'KEL-004': step(
    'Urus atau perbaiki NPWP, lalu cocokkan dengan NIB.',
    TAX,
    'KTP',
    'NIB',
    'akta pendirian untuk badan usaha',
  ),
  'KEL-005': step('Daftarkan usaha atas nama kantor pusatnya, atau perbaiki nomor tempat usaha.', TAX, 'NPWP', 'NITKU'),
  'KEL-006': step(
    'Laporkan SPT dua tahun terakhir dan minta keterangan status pajak (KSWP).',
    TAX,
    'NPWP',
    'bukti lapor SPT',
  ),
  'KEL-007': step(
    'Periksa daftar hitam. Bila tercantum, tunggu sanksi berakhir atau tanyakan kepada yang menetapkannya.',
    BUREAU,
    'NPWP',
    'NIB',
  ),
  'KEL-008': step(
    'Tanda tangani pakta integritas dan pernyataan tidak dalam pengawasan pengadilan.',
    CATALOGUE,
    'pakta integritas bermeterai',
  ),
  'KEL-009': step(
    'Lengkapi dokumen yang disebut di atas.',
    CATALOGUE,
    'NIB',
    'bukti KSWP',
    'surat PKP atau non-PKP',
    'surat keterangan kerja',
  ),
  'KEL-010': step('Tambahkan KBLI yang sesuai pada NIB, atau isi jenis produk yang benar.', OSS, 'NIB'),
  'KEL-011': step(
    'Lengkapi izin menurut tingkat risiko usaha, lalu isi di sini.',
    OSS,
    'NIB',
    'sertifikat standar atau izin',
  ),
  'KEL-012': step(
    'Minta surat penunjukan yang masih berlaku dari pembuat produk.',
    'Produsen atau prinsipal produk',
    'surat penunjukan',
  ),
  'KEL-013': step(
    'Isi hari pendirian, modal usaha tanpa tanah dan bangunan, dan hasil penjualan setahun.',
    BUREAU,
    'laporan keuangan atau SPT',
    'NIB',
  ),
  'KEL-014': step(
    'Jelaskan siapa pemilik usaha. Usaha yang dikuasai usaha menengah atau besar tetap boleh menjual, tetapi bukan UMK.',
    BUREAU,
    'akta pendirian',
  ),
  'KEL-015': step('Isi bentuk usaha.', BUREAU, 'akta pendirian'),
  'KEL-016': step('Isi desa atau kelurahan tempat usaha. Usaha dari luar provinsi tetap boleh menjual.', BUREAU, 'NIB'),
  'KEL-017': step('Buat identitas digital pengelola akun saat mendaftar.', CATALOGUE, 'KTP'),
  'KEL-018': step('Buat akun SPSE dan aktifkan agregasi data penyedia.', 'LPSE', 'NPWP', 'NIB', 'KTP'),
  'KEL-019': step('Isi profil SIKaP sampai lengkap.', 'LPSE', 'NIB', 'NPWP', 'akta pendirian untuk badan usaha'),
  'KEL-020': step(
    'Daftarkan produk pada pengumuman etalase.',
    'LPSE atau pengelola katalog lokal',
    'daftar produk dan harga',
  ),
  'KEL-021': step('Pilih kategori produk yang dikelola LKPP.', CATALOGUE, 'keterangan produk'),
  'KEL-022': step('Samakan kelas usaha pada SIKaP dan katalog.', 'LPSE', 'NIB', 'laporan keuangan'),
  'KEL-101': step(
    'Urus P-IRT untuk pangan kering buatan rumah, atau izin edar MD untuk yang lain.',
    `${HOME_FOOD}; untuk MD ${BPOM}`,
    'NIB',
    'rancangan label',
    'sertifikat penyuluhan keamanan pangan',
  ),
  'KEL-102': step(
    'Isi sifat produk. Bila P-IRT tidak boleh dipakai, urus izin edar MD.',
    BPOM,
    'NIB',
    'rancangan label',
    'hasil uji laboratorium',
  ),
  'KEL-103': step('Urus izin yang disebut di atas.', 'Dinas yang membidangi produk ini di kabupaten atau kota', 'NIB'),
  'KEL-104': step(
    'Daftarkan produk untuk sertifikat halal. UMK dapat memakai jalur pernyataan mandiri.',
    BPJPH,
    'NIB',
    'daftar bahan',
    'uraian cara membuat',
  ),
  'KEL-105': step('Cantumkan keterangan tidak halal pada kemasan.', BPJPH, 'rancangan label'),
  'KEL-106': step(
    'Urus sertifikat SNI untuk produk ini.',
    `Lembaga sertifikasi produk, dengan pembinaan ${INDUSTRY.toLowerCase()}`,
    'NIB',
    'hasil uji laboratorium',
  ),
  'KEL-107': step(
    'Urus sertifikat TKDN bila ingin lebih didahulukan. Industri kecil dapat menyatakannya sendiri.',
    INDUSTRY,
    'NIB',
    'rincian biaya bahan dan tenaga kerja',
  ),
  'KEL-108': step(
    'Daftarkan merek.',
    'Kantor wilayah Kementerian Hukum',
    'contoh merek',
    'KTP',
    'surat keterangan UMK',
  ),
  'KEL-109': step(
    'Tanyakan apakah indikasi geografis daerah dapat dipakai.',
    'Kelompok pelindung indikasi geografis, atau kantor wilayah Kementerian Hukum',
    'keterangan asal produk',
  ),
  'KEL-110': step('Mintakan keputusan Biro Pengadaan Barang dan Jasa.', BUREAU, 'izin edar', 'izin minuman beralkohol'),
  'KEL-111': step(
    'Isi bahan baku, dan lengkapi dokumen legalitas hasil hutan bila memakai cendana.',
    'Dinas yang membidangi kehutanan',
    'dokumen hasil hutan',
  ),
  'KEL-201': step('Jawab kriteria ini bersama bukti kekhasan produk.', VILLAGE, 'keterangan asal-usul produk'),
  'KEL-202': step('Jawab kriteria ini bersama cerita dan tradisi di balik produk.', VILLAGE, 'cerita produk', 'foto'),
  'KEL-203': step(
    'Jawab kriteria ini bersama contoh produk dan kemasannya.',
    INDUSTRY,
    'contoh produk',
    'foto kemasan',
  ),
  'KEL-204': step('Jawab kriteria ini bersama catatan penjualan.', INDUSTRY, 'catatan penjualan'),
  'KEL-205': step('Jawab kriteria ini bersama kapasitas dan asal bahan baku.', INDUSTRY, 'catatan produksi'),
  'KEL-206': step('Catatkan usaha dalam sentra, dan lengkapi kriteria sentranya.', INDUSTRY, 'daftar anggota sentra'),
  'KEL-207': step('Catat desa atau kelurahan asal produk.', VILLAGE, 'surat keterangan desa atau kelurahan'),
  'KEL-208': step('Minta produk diusulkan sebagai produk OVOP.', INDUSTRY, 'NIB', 'keterangan produk'),
  'KEL-209': step(
    'Isi kelompok komoditas. Produk di luar lima kelompok tetap boleh menjadi produk desa.',
    INDUSTRY,
    'keterangan produk',
  ),
  'KEL-210': step('Urus NIB.', OSS, 'KTP', 'NPWP'),
};
