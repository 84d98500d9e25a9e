import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Env } from '../../shared/env.js';
import { rows } from '../../shared/sql.js';
import { ENV } from '../../shared/tokens.js';

/** One kind of personal data that the service holds, or drops at the door. */
export interface InventoryEntry {
  code: string;
  what: string;
  where: string;
  purpose: string;
  basis: string;
  protection: string;
  retention: string;
  /** How many there are now; null = nothing of it is kept. */
  rows: number | null;
}

interface Known extends Omit<InventoryEntry, 'rows' | 'retention'> {
  retention: string | ((env: Env) => string);
  /** SQL of a number; null = nothing is kept. It names tables of modules above, which no code here touches. */
  count: string | null;
}

const LAW = 'UU 27/2022 tentang Pelindungan Data Pribadi';
const PUBLIC_TASK = `${LAW}; tugas biro dalam pemantauan pengadaan. Pasal ditetapkan oleh instansi`;

/** The inventory as data. Who adds a table that says something about people adds a line here. */
const INVENTORY: readonly Known[] = [
  {
    code: 'akun',
    what: 'Nama pengguna, nama lengkap, dan peran pegawai',
    where: 'Tabel app_user',
    purpose: 'Masuk, hak akses, dan siapa yang bertanggung jawab atas suatu perubahan',
    basis: PUBLIC_TASK,
    protection: 'Kata sandi hanya sebagai sidik argon2id; daftar pengguna hanya bagi administrator dan auditor',
    retention: 'Selama akun ada; akun dinonaktifkan, tidak dihapus, karena catatan menyebutnya',
    count: 'select count(*) from app_user',
  },
  {
    code: 'sesi',
    what: 'Peramban dan sistem dalam beberapa kata, waktu masuk',
    where: 'Tabel app_session',
    purpose: 'Mengenali dan mengakhiri sesi sendiri',
    basis: PUBLIC_TASK,
    protection: 'Isi cookie hanya sebagai sidik SHA-256; alamat jaringan tidak disimpan di sini',
    retention: 'Dihapus setelah sesi berakhir',
    count: 'select count(*) from app_session',
  },
  {
    code: 'gagal-masuk',
    what: 'Alamat jaringan dan sidik nama pengguna dari percobaan masuk yang gagal',
    where: 'Tabel sign_in_throttle',
    purpose: 'Memperlambat orang yang menebak kata sandi',
    basis: PUBLIC_TASK,
    protection: 'Nama pengguna hanya sebagai sidik SHA-256; tidak ditampilkan di halaman mana pun',
    retention: 'Satu hari setelah kegagalan terakhir',
    count: 'select count(*) from sign_in_throttle',
  },
  {
    code: 'jejak-audit',
    what: 'Nama pengguna, alamat jaringan, dan tindakan',
    where: 'Tabel audit_entry',
    purpose: 'Pertanggungjawaban: siapa mengubah atau membuka apa, dan kapan',
    basis: PUBLIC_TASK,
    protection: 'Hanya dapat ditambah; nilai data pribadi tidak pernah ditulis di dalamnya',
    retention: 'Tidak dihapus',
    count: 'select count(*) from audit_entry',
  },
  {
    code: 'pengenal',
    what: 'NIK, NPWP, nomor telepon, dan alamat e-mail orang',
    where: 'Tabel personal_value',
    purpose: 'Seperti tertulis pada setiap nilai; ditunjukkan kepada pemiliknya di Data saya',
    basis: `${LAW}; persetujuan pemiliknya, atau dasar lain yang tertulis pada nilainya`,
    protection:
      'Dienkripsi AES-256-GCM dengan kunci di luar basis data; dicocokkan lewat sidik berkunci; tampil empat huruf terakhir; ' +
      'dibuka hanya oleh peran yang berhak, dengan alasan, dan tercatat',
    retention: 'Sampai persetujuan ditarik atau pemiliknya dihapus',
    count: 'select count(*) from personal_value',
  },
  {
    code: 'persetujuan',
    what: 'Persetujuan: kata-katanya, waktu diberikan dan ditarik',
    where: 'Tabel personal_consent',
    purpose: 'Bukti persetujuan',
    basis: LAW,
    protection: 'Tidak memuat nilainya; tampil bagi pemiliknya',
    retention: 'Tetap ada sesudah ditarik, sebagai bukti',
    count: 'select count(*) from personal_consent',
  },
  {
    code: 'permintaan-perbaikan',
    what: 'Permintaan perbaikan data dan jawabannya',
    where: 'Tabel correction_request',
    purpose: 'Memenuhi hak pemilik data atas perbaikan',
    basis: LAW,
    protection: 'Nomor dan alamat di dalam teks disamarkan sebelum disimpan',
    retention: 'Selama akun ada',
    count: 'select count(*) from correction_request',
  },
  {
    code: 'arsip',
    what: 'Berkas asli dari sumber; dapat memuat nama, NIP, telepon, dan e-mail pejabat serta penyedia',
    where: 'Tabel archive_file dan archive_chunk',
    purpose: 'Membuktikan asal setiap angka, dan membaca ulang berkas yang salah dikenali',
    basis: PUBLIC_TASK,
    protection: 'Dienkripsi AES-256-GCM per potongan dengan kunci di luar basis data; diunduh hanya oleh staf biro',
    retention: (env) =>
      env.archiveRetentionMonths === 0
        ? 'Disimpan selamanya menurut setelan ARCHIVE_RETENTION_MONTHS'
        : `Isinya dihapus setelah ${env.archiveRetentionMonths} bulan; nama, ukuran, dan sidik jarinya tetap`,
    count: 'select count(*) from archive_file where removed_at is null',
  },
  {
    code: 'catatan-impor',
    what: 'Isi sel yang bermasalah, disamarkan',
    where: 'Tabel import_issue',
    purpose: 'Memperbaiki data di sumbernya',
    basis: PUBLIC_TASK,
    protection: 'E-mail, telepon, NIP, NIK, dan NPWP disamarkan sebelum disimpan',
    retention: 'Selama riwayat impor ada',
    count: 'select count(*) from import_issue where value is not null',
  },
  {
    code: 'pelaku-usaha',
    what: 'Nama pemilik, alamat, dan catatan pelaku usaha; NIK, NPWP perorangan, telepon, dan e-mail lihat Pengenal',
    where: 'Tabel enterprise',
    purpose: 'Pembinaan pelaku usaha desa dan pencocokan dengan pengadaan',
    basis: PUBLIC_TASK,
    protection: 'Nama pemilik tidak keluar lewat API, disamarkan dalam unduhan, dan tidak ditulis dalam jejak audit',
    retention: 'Selama pelaku usaha tercatat',
    count: 'select count(*) from enterprise where owner_name is not null',
  },
  {
    code: 'dokumen-usaha',
    what: 'Pindaian dokumen pelaku usaha, yang dapat memuat nama dan nomor orang',
    where: 'Tabel enterprise_file',
    purpose: 'Bukti legalitas pelaku usaha',
    basis: PUBLIC_TASK,
    protection: 'Dienkripsi AES-256-GCM dengan kunci di luar basis data; setiap pembukaan tercatat dalam jejak audit',
    retention: 'Sampai dokumennya dihapus',
    count: 'select count(*) from enterprise_file',
  },
  {
    code: 'penyedia',
    what: 'Nama penyedia, yang pada usaha perseorangan dapat berupa nama orang',
    where: 'Tabel supplier_seen, supplier_told, purchase_line',
    purpose: 'Pemantauan belanja dan pangsa UMK',
    basis: PUBLIC_TASK,
    protection: 'NPWP penyedia hanya empat angka terakhir; nama tampil bagi yang masuk',
    retention: 'Selama data belanjanya ada',
    count: 'select count(*) from supplier_seen',
  },
  {
    code: 'keterangan-kelayakan',
    what: 'Sumber keterangan pelaku usaha dan produk, misalnya surat dan tanggalnya; keputusan kelayakan yang memakainya',
    where: 'Tabel eligibility_statement, eligibility_decision',
    purpose: 'Menjelaskan atas dasar apa seorang pelaku usaha boleh atau belum boleh menjual',
    basis: PUBLIC_TASK,
    protection:
      'NIK, NPWP, dan NITKU tidak disimpan dalam keputusan, hanya apakah nomornya ada dan benar; nomor orang dalam teks disamarkan sebelum disimpan; halaman pemeriksaan umum hanya memuat nama usaha, produk, hasil, dan hari',
    retention:
      'Keputusan disimpan untuk pemeriksaan dan tidak diubah; keterangan selama pelaku usaha atau produk tercatat',
    count: 'select (select count(*) from eligibility_statement) + (select count(*) from eligibility_decision)',
  },
  {
    code: 'penilai-ovop',
    what: 'Nama penilai produk dan nama yang menyatakan kriteria sentra',
    where: 'Tabel product_selection, product_assessment_answer, sentra_statement',
    purpose: 'Siapa yang bertanggung jawab atas sebuah jawaban',
    basis: PUBLIC_TASK,
    protection: 'Nomor dan alamat di dalam teks disamarkan sebelum disimpan',
    retention: 'Selama penilaiannya ada',
    count:
      'select (select count(*) from product_selection where assessor is not null) + ' +
      '(select count(*) from product_assessment_answer where assessor is not null) + ' +
      '(select count(*) from sentra_statement where stated_by is not null)',
  },
  {
    code: 'pemeriksa-etalase',
    what: 'Nama yang memeriksa etalase di lokasi wisata, dan yang mengurusnya',
    where: 'Tabel etalase_inspection, physical_etalase',
    purpose: 'Bukti bahwa kewajiban etalase dipenuhi, dan siapa yang melihatnya sendiri',
    basis: PUBLIC_TASK,
    protection: 'Hanya bagi yang mengurus etalase; pengelola lokasi wisata diisi nama lembaga, bukan orang',
    retention: 'Selama etalasenya tercatat',
    count:
      'select (select count(*) from etalase_inspection) + ' +
      '(select count(*) from physical_etalase where manager is not null)',
  },
  {
    code: 'peserta-program',
    what: 'Pelaku usaha yang ikut program pembinaan; nama usaha perorangan dapat berupa nama orang',
    where: 'Tabel programme_participant',
    purpose: 'Apa yang terjadi pada peserta sesudah pembinaan',
    basis: PUBLIC_TASK,
    protection: 'Daftar nama hanya untuk yang boleh melihat pelaku usaha; angkanya dijumlahkan',
    retention: 'Selama programnya tercatat',
    count: 'select count(*) from programme_participant',
  },
  {
    code: 'pendaftaran-usaha',
    what: 'Nama orang yang mendaftarkan usaha, usaha yang diakuinya, dan nama petugas pada setiap langkah',
    where:
      'Tabel enterprise_account, enterprise_proposal, enterprise_request, onboarding_step; alamat surelnya terenkripsi dalam app_user',
    purpose: 'Menghubungkan akun dengan usahanya, dan memeriksa berkas yang diminta',
    basis: `${LAW}; persetujuan pendaftar`,
    protection:
      'Hanya dilihat orangnya, petugas biro, dan auditor; nomor dan alamat di dalam teks disamarkan sebelum disimpan',
    retention: 'Selama akun ada',
    count: 'select count(*) from enterprise_account',
  },
  {
    code: 'pesan',
    what: 'Pesan kepada pengguna, dan keadaan suratnya',
    where: 'Tabel message dan message_outbox',
    purpose: 'Memberi tahu pengguna tentang berkas dan masa berlaku dokumennya',
    basis: PUBLIC_TASK,
    protection:
      'Hanya dibaca penerimanya; alamat surel tidak disalin, administrator melihat judul dan alamat tersamar saja',
    retention: 'Selama akun ada',
    count: 'select count(*) from message',
  },
  {
    code: 'pejabat',
    what: 'Nama, NIP, jabatan, telepon, dan e-mail PPK, pokja, pemesan, dan pegawai',
    where: 'Dibuang saat impor (config/ingestion/personal-columns.yaml); tidak masuk tabel mana pun',
    purpose: 'Tidak diperlukan',
    basis: `${LAW}: yang tidak diperlukan tidak disimpan`,
    protection: 'Kolomnya dibuang di pintu masuk; nomor dan alamat di dalam teks bebas disamarkan',
    retention: 'Tidak disimpan',
    count: null,
  },
];

/** What personal data the service holds, and how many rows of each now. */
@Injectable()
export class PersonalInventoryService {
  constructor(
    private readonly source: DataSource,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async list(): Promise<InventoryEntry[]> {
    const entries: InventoryEntry[] = [];
    for (const { count, retention, ...known } of INVENTORY) {
      const [row] =
        count === null ? [] : await rows<{ n: string }>(this.source.manager, `select (${count})::text as n`);
      entries.push({
        ...known,
        retention: typeof retention === 'string' ? retention : retention(this.env),
        rows: row ? Number(row.n) : null,
      });
    }
    return entries;
  }
}
