/**
 * How each figure on spending is made, as data: the pages print it, the API and every download name its code and
 * version. A change in how a figure is made is a new version here, never a silent change.
 */
export interface FigureDefinition {
  /** Stable code, printed beside the figure: 'B02'. */
  code: string;
  /** Anchor on the definitions page: '/definisi#transaksi'. */
  anchor: string;
  version: number;
  /** First day on which this version counts. */
  since: string;
  name: string;
  /** What the figure says, in one sentence. */
  meaning: string;
  numerator: string;
  /** null where the figure is a sum or a count and no share. */
  denominator: string | null;
  exclusions: readonly string[];
  source: string;
  limits: readonly string[];
}

/** What an answer of the API or a download says about its definitions. */
export interface DefinitionReference {
  code: string;
  version: number;
  name: string;
}

const FEEDS = 'Berkas yang diimpor: e-Katalog v5, e-Katalog v6 dan Toko Daring.';
const SINCE = '2026-01-01';

export const SPENDING_DEFINITIONS = [
  {
    code: 'B01',
    anchor: 'paket',
    version: 1,
    since: SINCE,
    name: 'Paket',
    meaning: 'Banyaknya paket (v5) atau pesanan (v6, Toko Daring) yang masuk, apa pun statusnya.',
    numerator: 'Paket yang berbeda menurut kunci dari sumbernya; satu paket dihitung satu kali, berapa pun barisnya.',
    denominator: null,
    exclusions: ['Pesanan yang juga diceritakan sumber lain yang lebih rinci dihitung satu kali saja.'],
    source: FEEDS,
    limits: ['Dengan saringan katalog, UMK atau OVOP, yang dihitung ialah paket yang punya baris yang cocok.'],
  },
  {
    code: 'B02',
    anchor: 'transaksi',
    version: 1,
    since: SINCE,
    name: 'Transaksi',
    meaning: 'Nilai pesanan yang sudah mengikat: sedang berjalan ataupun sudah selesai.',
    numerator:
      'v5: semua status paket. v6: ON_PROCESS, ON_ADDENDUM, PAYMENT_OUTSIDE_SYSTEM dan COMPLETED. Toko Daring: selain "gagal". Tabel status dapat diubah biro dan berlaku menurut tanggal pesanan.',
    denominator: null,
    exclusions: [
      'Pesanan batal, gagal, atau belum mengikat (kelompok "tidak dihitung").',
      'Status yang belum dikenal, sampai dipetakan.',
      'Pesanan yang hilang dari sumber, sampai diputuskan.',
      'Tender, nontender, pencatatan dan swakelola berada di luar e-purchasing.',
    ],
    source: FEEDS,
    limits: ['Tahun ialah tahun anggaran dari sumber, bukan tahun tanggal pesanan.'],
  },
  {
    code: 'B03',
    anchor: 'selesai',
    version: 1,
    since: SINCE,
    name: 'Transaksi selesai',
    meaning: 'Bagian dari transaksi yang menurut sumbernya sudah selesai.',
    numerator: 'v5: paket_selesai. v6: COMPLETED dan PAYMENT_OUTSIDE_SYSTEM. Toko Daring: "selesai".',
    denominator: null,
    exclusions: ['Sama dengan transaksi, ditambah semua pesanan yang masih berjalan.'],
    source: FEEDS,
    limits: [
      'Banyak pesanan yang barangnya sudah diterima belum ditandai selesai di aplikasinya, sehingga angka ini dapat jauh di bawah transaksi.',
    ],
  },
  {
    code: 'B04',
    anchor: 'tidak-dihitung',
    version: 1,
    since: SINCE,
    name: 'Tidak dihitung',
    meaning: 'Pesanan yang batal, gagal, atau belum mengikat. Ditampilkan terpisah dan tidak masuk jumlah mana pun.',
    numerator:
      'Status CANCELLED, CANCELLED_ON_NEGOTIATION, CANCELLED_ON_REVIEW, REQUEST_CANCEL_BY_ADMIN, ON_NEGOTIATION, WAITING_PPK_REVIEW, WAITING_SELLER_CONFIRMATION, ESIGN_IN_PROGRESS, "gagal", dan pesanan hilang yang diputuskan dikeluarkan.',
    denominator: null,
    exclusions: [],
    source: FEEDS,
    limits: ['Tidak semua sumber menyertakan pesanan batal.'],
  },
  {
    code: 'B05',
    anchor: 'status-belum-dikenal',
    version: 1,
    since: SINCE,
    name: 'Status belum dikenal',
    meaning: 'Pesanan yang statusnya belum ada di tabel status. Ditampilkan terpisah sampai biro memetakannya.',
    numerator: 'Semua pesanan yang statusnya belum dipetakan pada tanggal pesanannya.',
    denominator: null,
    exclusions: [],
    source: FEEDS,
    limits: [],
  },
  {
    code: 'B06',
    anchor: 'hilang-dari-sumber',
    version: 1,
    since: SINCE,
    name: 'Hilang dari sumber',
    meaning:
      'Pesanan yang pernah ada, tetapi tidak ada lagi dalam berkas setahun penuh yang lebih baru. Ditampilkan terpisah sampai staf memutuskan.',
    numerator: 'Pesanan yang tidak ditemukan dalam berkas yang dinyatakan memuat tahun anggaran secara lengkap.',
    denominator: null,
    exclusions: ['Pesanan yang sudah diputuskan: dihitung kembali, atau dikeluarkan.'],
    source: FEEDS,
    limits: ['Sumber ISB tidak menyertakan pesanan batal, sehingga pesanan yang hilang sering berarti dibatalkan.'],
  },
  {
    code: 'B07',
    anchor: 'umk',
    version: 1,
    since: SINCE,
    name: 'Belanja UMK',
    meaning: 'Nilai belanja dari penyedia usaha mikro, usaha kecil, atau koperasi: ya, tidak, atau belum diketahui.',
    numerator:
      'Keterangan penyedia dari sumber (v5 penyedia_ukm, v6 status_umkk) atau keputusan biro, yang berlaku pada tanggal pesanan. Pencatatan: nilai UMK yang ditulis sumbernya.',
    denominator: null,
    exclusions: ['Tanda UMK pada RUP tidak dipakai: itu rencana, bukan keterangan tentang penyedia.'],
    source: 'Rincian penyedia v5 dan v6, daftar penyedia milik biro.',
    limits: ['Toko Daring tidak menyertakan keterangan UMK; tanpa daftar biro, nilainya belum diketahui.'],
  },
  {
    code: 'B08',
    anchor: 'pangsa-umk',
    version: 1,
    since: SINCE,
    name: 'Pangsa UMK',
    meaning: 'Bagian transaksi yang pasti diterima UMK; bagian yang belum diketahui disebut di sampingnya.',
    numerator: 'Transaksi UMK "ya".',
    denominator: 'Seluruh transaksi: UMK "ya", "tidak" dan "belum diketahui".',
    exclusions: [],
    source: 'Rincian penyedia v5 dan v6, daftar penyedia milik biro.',
    limits: ['Pangsa sebenarnya terletak antara angka ini dan angka ini ditambah bagian yang belum diketahui.'],
  },
  {
    code: 'B09',
    anchor: 'ovop',
    version: 1,
    since: SINCE,
    name: 'Belanja OVOP',
    meaning: 'Nilai belanja produk yang ada dalam daftar OVOP milik biro pada tanggal pesanan.',
    numerator:
      'v5: baris yang cocok dengan daftar. v6: nilai per produk bila ada; bila tidak, pesanan yang semua produknya ada dalam daftar. Toko Daring: menurut nama pedagang.',
    denominator: null,
    exclusions: ['Pesanan v6 yang hanya sebagian produknya OVOP ditampilkan terpisah sebagai "campuran".'],
    source: 'Daftar OVOP milik biro. Sumber pemerintah tidak punya tanda OVOP.',
    limits: ['Sebaik daftarnya: produk OVOP yang belum masuk daftar tidak terhitung.'],
  },
  {
    code: 'B10',
    anchor: 'katalog-lokal',
    version: 1,
    since: SINCE,
    name: 'Katalog lokal sendiri',
    meaning: 'Belanja v5 melalui katalog lokal milik KLPD sendiri; katalog lokal daerah lain ditampilkan terpisah.',
    numerator: 'Baris v5 dengan jenis katalog Lokal yang pemiliknya KLPD pembeli, menurut kode atau nama.',
    denominator: null,
    exclusions: ['v6 dan Toko Daring tidak mengenal jenis katalog: "tidak ada jenis katalog".'],
    source: 'Rincian komoditas v5.',
    limits: ['Tanpa rincian komoditas, jenis katalog belum diketahui.'],
  },
  {
    code: 'B11',
    anchor: 'bulan',
    version: 1,
    since: SINCE,
    name: 'Bulan',
    meaning: 'Bulan menurut tanggal pesanan, di dalam tahun anggarannya.',
    numerator: 'Pesanan sebelum dan sesudah tahun anggaran, serta yang tanpa tanggal, ditampilkan tersendiri.',
    denominator: null,
    exclusions: [],
    source: FEEDS,
    limits: ['Paket yang dibuat pada Desember sering termasuk tahun anggaran berikutnya.'],
  },
  {
    code: 'B12',
    anchor: 'perangkat-daerah',
    version: 1,
    since: SINCE,
    name: 'Menurut perangkat daerah',
    meaning: 'Belanja satker dijumlahkan pada perangkat daerah induknya.',
    numerator: 'Pemetaan satker yang diusulkan dari kodenya dan dapat dibetulkan staf.',
    denominator: null,
    exclusions: [],
    source: 'Pemetaan satker milik biro.',
    limits: ['Satker yang belum punya induk berada pada baris "Belum dipetakan", sehingga jumlahnya tetap utuh.'],
  },
  {
    code: 'B13',
    anchor: 'pangsa-umk-diketahui',
    version: 1,
    since: SINCE,
    name: 'Pangsa UMK dari yang diketahui',
    meaning: 'Bagian UMK dari transaksi yang kelas usaha penyedianya diketahui.',
    numerator: 'Transaksi UMK "ya".',
    denominator: 'Transaksi UMK "ya" ditambah "tidak".',
    exclusions: ['Transaksi yang kelas usaha penyedianya belum diketahui; nilainya disebut terpisah.'],
    source: 'Rincian penyedia v5 dan v6, daftar penyedia milik biro.',
    limits: ['Bila yang belum diketahui besar, pangsa ini belum menggambarkan keseluruhan.'],
  },
] as const satisfies readonly FigureDefinition[];

/** Codes and versions of all definitions on spending, for answers and downloads. */
export function spendingDefinitionReferences(): DefinitionReference[] {
  return SPENDING_DEFINITIONS.map(({ code, version, name }) => ({ code, version, name }));
}
