import { formatMoment } from '../../shared/dates.js';
import type { TrailProblem } from './inspect.js';

/** What the actions are called; one that is not here is shown as it is. */
export const ACTION_WORDS: Readonly<Record<string, string>> = {
  'row.insert': 'Menambah',
  'row.update': 'Mengubah',
  'row.delete': 'Menghapus',
  'row.truncate': 'Mengosongkan tabel',
  'session.begin': 'Masuk',
  'session.end': 'Keluar',
  'session.refused': 'Gagal masuk',
  'password.change': 'Mengganti kata sandi sendiri',
  'password.reset': 'Membuat kata sandi baru',
  'personal.unmask': 'Membuka data pribadi',
  'personal.show-own': 'Melihat data sendiri',
  'personal.download-own': 'Mengunduh data sendiri',
  'import.download-file': 'Mengunduh berkas asli',
  'enterprise.download-document': 'Membuka berkas dokumen usaha',
  'session.end-all': 'Mengakhiri semua sesi',
  'sign-in.lift-lock': 'Membuka kunci masuk',
  'password-reset.make': 'Membuat tautan kata sandi',
  'password-reset.use': 'Memakai tautan kata sandi',
  'email.change': 'Mengganti alamat surel',
  'two-factor.switch-on': 'Mengaktifkan verifikasi dua langkah',
  'two-factor.switch-off': 'Mematikan verifikasi dua langkah',
  'two-factor.remove': 'Melepas verifikasi dua langkah',
  'two-factor.renew-recovery-codes': 'Membuat kode cadangan baru',
  'two-factor.use-recovery-code': 'Memakai kode cadangan',
  'api-key.use': 'Memakai kunci API',
  'backup.make': 'Membuat cadangan',
  'restore.done': 'Memulihkan cadangan',
  'retention.remove': 'Menghapus berkas lama dari arsip',
  'keys.rotate': 'Mengganti kunci enkripsi',
  'keys.reseal': 'Mengenkripsi ulang',
  'keys.retire': 'Mencabut kunci enkripsi',
  'audit.heads': 'Memulai berkas segel',
};

/** What the tables are called. */
export const KIND_WORDS: Readonly<Record<string, string>> = {
  app_user: 'Pengguna',
  app_session: 'Sesi',
  instance_setting: 'Pengaturan',
  status_rule: 'Aturan status',
  perangkat_daerah: 'Perangkat daerah',
  satker_assignment: 'Pemetaan satker',
  supplier_decision: 'Keputusan kelas UMK',
  supplier_ukm_word: 'Kata kelas UMK',
  ovop_entry: 'Daftar OVOP',
  village_potential: 'Potensi desa',
  village_step: 'Langkah pemetaan desa',
  enterprise: 'Pelaku usaha',
  enterprise_kbli: 'KBLI pelaku usaha',
  enterprise_figure: 'Modal dan penjualan',
  enterprise_class: 'Kelas usaha',
  enterprise_document: 'Dokumen usaha',
  enterprise_supplier_key: 'Kode penyedia pelaku usaha',
  enterprise_membership: 'Keanggotaan sentra',
  enterprise_merge: 'Penggabungan pelaku usaha',
  enterprise_distinct: 'Bukan usaha yang sama',
  enterprise_account: 'Akun pelaku usaha',
  enterprise_proposal: 'Usulan perubahan data usaha',
  enterprise_request: 'Permintaan periksa berkas',
  sentra: 'Sentra',
  sentra_statement: 'Kriteria sentra',
  eligibility_statement: 'Keterangan untuk kelayakan',
  sentra_champion: 'Penggerak sentra',
  programme: 'Program pembinaan',
  programme_participant: 'Peserta program',
  roadmap: 'Peta jalan',
  roadmap_stage: 'Tahap peta jalan',
  participation_target: 'Target partisipasi',
  product: 'Produk',
  product_village: 'Desa produk',
  product_maker: 'Pembuat produk',
  product_certificate: 'Sertifikat produk',
  product_listing: 'Tayangan produk',
  catalogue_snapshot: 'Keadaan katalog',
  population_figure: 'Populasi UMK',
  product_photo: 'Foto produk',
  product_selection: 'Pemilihan produk',
  product_assessment: 'Penilaian produk',
  product_assessment_answer: 'Jawaban penilaian produk',
  product_star_decision: 'Bintang produk',
  wisata_place: 'Lokasi wisata',
  physical_etalase: 'Etalase di lokasi wisata',
  etalase_inspection: 'Pemeriksaan etalase',
  etalase_inspection_product: 'Produk yang terlihat di etalase',
  etalase_assignment: 'Produk yang ditetapkan bagi etalase',
  etalase_rule: 'Aturan daftar etalase',
  etalase_duty_setting: 'Masa berlaku pemeriksaan etalase',
  physical_etalase_opening: 'Penutupan dan pembukaan etalase',
  wisata_visit: 'Kunjungan wisata',
  circular: 'Edaran',
  circular_addressee: 'Sasaran edaran',
  circular_obligation: 'Kewajiban edaran',
  circular_exemption: 'Pengecualian edaran',
  circular_revision: 'Versi edaran',
  import_batch: 'Impor',
  purchase: 'Transaksi',
  user_totp: 'Verifikasi dua langkah',
  oidc_identity: 'Akun pemerintah daerah',
  app_user_supplier: 'Kode penyedia pengguna',
  api_key: 'Kunci API',
  personal_value: 'Data pribadi',
  personal_consent: 'Persetujuan data pribadi',
  correction_request: 'Permintaan perbaikan data',
  encryption_key: 'Kunci enkripsi',
  archive_file: 'Berkas arsip',
  database: 'Basis data',
  audit_entry: 'Jejak audit',
};

export const ACTOR_WORDS: Readonly<Record<string, string>> = {
  pengguna: 'Pengguna',
  kunci: 'Kunci API',
  publik: 'Pengunjung',
  cli: 'Perintah baris',
  sistem: 'Sistem',
};

/** What the common columns are called. */
const COLUMN_WORDS: Readonly<Record<string, string>> = {
  account_prefixes: 'Awalan rekening',
  activities: 'Kegiatan',
  agency: 'Penanggung jawab',
  amount: 'Besar',
  answer: 'Jawaban',
  applicable_weight: 'Bobot yang berlaku',
  assessment_id: 'Penilaian',
  assessor: 'Penilai',
  basis: 'Dasar',
  budget: 'Anggaran',
  byte_size: 'Ukuran berkas',
  availability: 'Ketersediaan',
  cancelled_by: 'Dibatalkan oleh',
  cancelled_on: 'Tanggal pembatalan',
  cancelled_why: 'Alasan pembatalan',
  change_note: 'Catatan perubahan',
  changed_by: 'Diubah oleh',
  circular_id: 'Edaran',
  closed_by: 'Ditutup oleh',
  closed_on: 'Ditutup',
  code: 'Kode',
  code_group: 'Kelompok kode',
  complete_year: 'Memuat seluruh tahun',
  condition: 'Syarat',
  confirmed: 'Disetujui',
  content: 'Isi',
  coordinate_confidence: 'Asal koordinat',
  coordinate_error_m: 'Galat koordinat (meter)',
  created_at: 'Dibuat',
  created_by: 'Dibuat oleh',
  days: 'Hari',
  on_day: 'Tanggal',
  decided_at: 'Diputuskan',
  decided_by: 'Diputuskan oleh',
  decided_on: 'Tanggal keputusan',
  demo: 'Data contoh',
  denominator: 'Penyebut',
  dimension: 'Dimensi',
  description: 'Uraian',
  description_en: 'Uraian (Inggris)',
  disabled_at: 'Dinonaktifkan',
  display_name: 'Nama lengkap',
  distance_km: 'Jarak (kilometer)',
  due_on: 'Jatuh tempo',
  duty: 'Tugas dinas',
  effective_from: 'Mulai berlaku',
  effective_to: 'Berlaku sampai',
  ends_on: 'Selesai pada',
  enterprise_id: 'Pelaku usaha',
  etalase_id: 'Etalase',
  evidence: 'Bukti',
  feed: 'Jenis berkas',
  feed_asked: 'Jenis yang diminta',
  field: 'Bidang',
  file_name: 'Nama berkas',
  finished_at: 'Selesai',
  first_year: 'Tahun pertama',
  fiscal_year: 'Tahun anggaran',
  founded_on: 'Berdiri sejak',
  group_code: 'Kelompok produk',
  id: 'Nomor',
  inspected_by: 'Pengguna pemeriksa',
  inspected_on: 'Tanggal pemeriksaan',
  inspection_id: 'Pemeriksaan',
  inspector: 'Pemeriksa',
  issued_on: 'Ditetapkan',
  issuer_position: 'Penanda tangan',
  items: 'Butir terpenuhi',
  joined_on: 'Ikut sejak',
  judged_on: 'Tanggal penilaian',
  judged_weight: 'Bobot yang dinilai',
  key: 'Kunci',
  kind: 'Jenis',
  klpd: 'KLPD',
  klpd_code: 'Kode KLPD',
  klpd_name: 'Nama KLPD',
  kode: 'Kode',
  label: 'Label',
  latitude: 'Lintang',
  left_on: 'Ikut sampai',
  letterhead: 'Kepala surat',
  level: 'Tingkat',
  list: 'Daftar',
  location: 'Letak',
  longitude: 'Bujur',
  manager: 'Pengelola',
  merged_into: 'Digabung ke',
  metric: 'Ukuran',
  metric_version: 'Versi definisi',
  missing_decided_at: 'Diputuskan',
  missing_decided_by: 'Diputuskan oleh',
  missing_decision: 'Keputusan atas yang hilang dari sumber',
  most: 'Paling banyak',
  must_change_password: 'Wajib mengganti kata sandi',
  name: 'Nama',
  name_en: 'Nama (Inggris)',
  name_mark: 'Tanda nama yang diketik',
  needs_eligibility: 'Hanya usaha yang layak',
  note: 'Catatan',
  number: 'Nomor surat',
  numerator: 'Pembilang',
  obligation_code: 'Kode kewajiban',
  opened_by: 'Dibuka oleh',
  opening: 'Jam buka',
  opening_en: 'Jam buka (Inggris)',
  organiser: 'Penyelenggara',
  origin: 'Asal',
  packages: 'Paket',
  perangkat_daerah_id: 'Perangkat daerah',
  period_from: 'Hari pertama',
  period_until: 'Hari terakhir',
  photo_alt: 'Keterangan foto',
  place_id: 'Lokasi wisata',
  place: 'Tempat',
  position: 'Urutan',
  product_id: 'Produk',
  product_kind: 'Jenis produk',
  products_shown: 'Produk terlihat',
  profile_code: 'Profil',
  profile_version: 'Versi profil',
  programme_id: 'Program',
  progress: 'Kemajuan',
  progress_on: 'Tanggal kemajuan',
  province: 'Provinsi',
  reason: 'Alasan',
  recorded_by: 'Dicatat oleh',
  refusal_code: 'Sebab ditolak',
  replaced_by: 'Diganti oleh impor',
  responsible: 'Perangkat daerah',
  result: 'Hasil',
  roadmap_id: 'Peta jalan',
  role: 'Peran',
  rows_accepted: 'Baris diterima',
  rows_read: 'Baris dibaca',
  rows_rejected: 'Baris ditolak',
  rows_repeated: 'Baris berulang',
  rows_unchanged: 'Baris tidak berubah',
  rows_unmatched: 'Baris belum dikenal',
  satker_key: 'Satker',
  scheme: 'Sistem',
  score_denominator: 'Skor (penyebut)',
  score_numerator: 'Skor (pembilang)',
  season: 'Musim',
  seed: 'Benih perputaran',
  sentra_id: 'Sentra',
  set_up_at: 'Diatur',
  since: 'Sejak',
  source: 'Sumber',
  standing: 'Dihitung sebagai',
  star: 'Bintang',
  stars: 'Bintang',
  started_at: 'Dimulai',
  starts_on: 'Mulai pada',
  state: 'Keadaan',
  stated_by: 'Dinyatakan oleh',
  stated_on: 'Tanggal pernyataan',
  status_key: 'Status',
  steps: 'Langkah',
  subject: 'Perihal',
  task_force: 'Satgas hilirisasi',
  template_version: 'Versi template',
  threshold: 'Ambang',
  time_zone: 'Zona waktu',
  title: 'Judul',
  told_snapshot_on: 'Tanggal data',
  told_year: 'Tahun',
  total: 'Nilai (rupiah)',
  total_weight: 'Bobot seluruhnya',
  type: 'Jenis',
  umk: 'UMK',
  undone_at: 'Dibatalkan',
  undone_by: 'Dibatalkan oleh',
  user_agent: 'Peramban',
  user_id: 'Pengguna',
  username: 'Nama pengguna',
  valid_from: 'Berlaku dari',
  valid_to: 'Berlaku sampai',
  valid_until: 'Berlaku sampai',
  value: 'Nilai',
  version: 'Versi',
  village: 'Desa',
  visitors: 'Pengunjung',
  foreign_visitors: 'Pengunjung mancanegara',
  wilayah_code: 'Wilayah',
  withdrawn_by: 'Dicabut oleh',
  withdrawn_why: 'Alasan pencabutan',
  word: 'Kata',
  year: 'Tahun',
  year_no: 'Tahun ke-',
};

export function actionWords(action: string): string {
  return ACTION_WORDS[action] ?? action;
}

export function kindWords(kind: string): string {
  return KIND_WORDS[kind] ?? kind;
}

export function columnWords(column: string): string {
  return COLUMN_WORDS[column] ?? column;
}

/** One column of a change: what it is called, and both values as text; null = it was not there, or is empty. */
export interface ChangedColumn {
  label: string;
  before: string | null;
  after: string | null;
}

type Told = Readonly<Record<string, unknown>> | null;

/** What a record tells, column by column. Columns that are empty on both sides say nothing and are left out. */
export function changedColumns(before: Told, after: Told): ChangedColumn[] {
  const columns = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return columns
    .map((column) => ({
      label: columnWords(column),
      before: valueText(before?.[column]),
      after: valueText(after?.[column]),
    }))
    .filter((one) => one.before !== null || one.after !== null);
}

function valueText(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (value === true) return 'ya';
  if (value === false) return 'tidak';
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join('; ') || null;
  return JSON.stringify(value);
}

/** What is wrong, in a sentence that names the row. */
export function problemSentence(problem: TrailProblem, timeZone: string): string {
  const { kind, seq, until = seq, from, renumbered, at } = problem;
  const signed = at === undefined || Number.isNaN(Date.parse(at)) ? '' : ` pada ${formatMoment(at, timeZone)}`;
  switch (kind) {
    case 'altered':
      return `Catatan nomor ${seq} diubah: isinya tidak sesuai dengan sidik (hash) rantainya.`;
    case 'deleted':
      return (
        (seq === until
          ? `Catatan nomor ${seq} dihapus`
          : `Catatan nomor ${seq} sampai ${until} dihapus (${until - seq + 1} catatan)`) +
        (renumbered ? ', dan nomor catatan sesudahnya digeser untuk menutupinya.' : '.')
      );
    case 'inserted':
      return `Catatan nomor ${seq} disisipkan: tidak ditulis oleh aplikasi, dan nomor sesudahnya digeser.`;
    case 'reordered':
      return `Urutan diubah: yang berada di nomor ${seq} ditulis sebagai catatan nomor ${from}.`;
    case 'cut':
      return `Jejak dipotong: catatan nomor ${seq} sudah disegel${signed}, tetapi jejak berakhir di nomor ${until}.`;
    case 'rewritten':
      return (
        `Jejak ditulis ulang: rantainya utuh, tetapi catatan nomor ${seq} bukan yang disegel${signed}. ` +
        (until > 0 && until < seq
          ? `Yang diubah terletak sesudah nomor ${until}, segel terakhir yang masih cocok.`
          : 'Tidak ada segel sebelumnya yang masih cocok.')
      );
    case 'forged-head':
      return `Baris ${seq} berkas segel tidak terbaca atau tidak ditandatangani dengan kunci yang dikenal.`;
    case 'heads-missing':
      return 'Berkas segel tidak ada, padahal jejak mencatat bahwa berkas itu pernah ditulis. Sebutkan berkasnya dengan --heads.';
  }
}
