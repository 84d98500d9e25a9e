import type { DefinitionReference, FigureDefinition } from '../shared/figure-definition.js';

/** A metric of participation: a definition that says what it is counted from, and whether it stands or flows. */
export interface MetricDefinition extends FigureDefinition {
  population: string;
  nature: 'stok' | 'arus' | 'rasio';
}

const SINCE = '2026-01-01';
const PURCHASES =
  'Berkas belanja yang diimpor (v5, v6, Toko Daring), kelas UMK penyedia menurut sumber atau keputusan biro.';
const RUP = 'RUP penyedia dan struktur anggaran perangkat daerah yang diimpor.';
const CATALOGUE =
  'Keadaan katalog yang diimpor (list-produk-penyedia, ProdukDetail) atau dicatat biro, dengan tanggalnya.';
const REGISTER = 'Data pelaku usaha dan produk yang dicatat biro dan dinas.';
const BUYERS = 'Pembelian KLPD layanan ini melalui e-purchasing (v5, v6, Toko Daring).';
const KNOWN_SELLERS = 'Pelaku usaha yang menjual kepada KLPD layanan ini melalui e-purchasing.';
const ON_THE_DAY = 'Kelas usaha menurut keadaan pada tanggal pesanan, bukan keadaan hari ini.';
const ONE_SELLER =
  'Kunci penyedia yang milik satu pelaku usaha (v5, v6, SIKaP, cabang dengan NPWP yang sama) dihitung satu kali; kunci yang belum dihubungkan dihitung sendiri-sendiri, jadi jumlahnya dapat terlalu tinggi.';
const CANCELLED = 'Pesanan batal, gagal, belum mengikat, berstatus belum dikenal, atau hilang dari sumber.';
const UNDATED = 'Pesanan tanpa tanggal hanya masuk hitungan tahun penuh.';
const NOT_DONE = 'Banyak pesanan yang barangnya sudah diterima belum ditandai selesai di aplikasinya.';

type Given = Omit<MetricDefinition, 'since' | 'version' | 'anchor' | 'exclusions' | 'limits'> &
  Partial<Pick<MetricDefinition, 'since' | 'version' | 'exclusions' | 'limits'>>;

function metric(given: Given): MetricDefinition {
  return { since: SINCE, version: 1, exclusions: [], limits: [], ...given, anchor: given.code.toLowerCase() };
}

/**
 * The registry: M01 to M12 as the reference of metrics names them, P01 and on for what the pages of participation show
 * beside them. A change of any text raises its version; a test holds the text of each version.
 */
export const METRICS: readonly MetricDefinition[] = [
  metric({
    code: 'M01',
    name: 'Alokasi UMK terhadap struktur anggaran',
    meaning: 'Berapa bagian belanja pengadaan yang sejak rencana ditandai untuk UMK.',
    numerator: 'Pagu RUP penyedia yang diumumkan dan aktif dengan status UKM.',
    denominator: 'Belanja pengadaan menurut struktur anggaran perangkat daerah.',
    population: 'RUP penyedia dan anggaran KLPD layanan ini, satu tahun anggaran.',
    nature: 'rasio',
    source: RUP,
    limits: ['Tanda UKM pada RUP ialah rencana, bukan keterangan tentang penyedia.'],
  }),
  metric({
    code: 'M02',
    name: 'Alokasi UMK terhadap RUP',
    meaning: 'Berapa bagian pagu RUP penyedia yang ditandai untuk UMK.',
    numerator: 'Pagu RUP penyedia yang diumumkan dan aktif dengan status UKM.',
    denominator: 'Pagu seluruh RUP penyedia yang diumumkan dan aktif.',
    population: 'RUP penyedia KLPD layanan ini, satu tahun anggaran.',
    nature: 'rasio',
    source: RUP,
    limits: ['Tanda UKM pada RUP ialah rencana, bukan keterangan tentang penyedia.'],
  }),
  metric({
    code: 'M03',
    name: 'Realisasi UMK terhadap realisasi',
    meaning: 'Berapa bagian nilai pembelian yang selesai yang diterima UMK dan koperasi.',
    numerator: 'Nilai pembelian selesai dari penyedia UMK atau koperasi.',
    denominator: 'Nilai semua pembelian selesai dari semua sumber yang diimpor.',
    population: 'Pembelian selesai KLPD layanan ini, satu tahun anggaran.',
    nature: 'rasio',
    exclusions: [CANCELLED],
    source: PURCHASES,
    limits: ['Bagian yang kelas penyedianya belum diketahui disebut di sampingnya.', NOT_DONE],
  }),
  metric({
    code: 'M04',
    name: 'Realisasi UMK terhadap struktur anggaran',
    meaning: 'Berapa bagian belanja pengadaan yang sudah diterima UMK dan koperasi.',
    numerator: 'Nilai pembelian selesai dari penyedia UMK atau koperasi.',
    denominator: 'Belanja pengadaan menurut struktur anggaran perangkat daerah.',
    population: 'Pembelian selesai dan anggaran KLPD layanan ini, satu tahun anggaran.',
    nature: 'rasio',
    exclusions: [CANCELLED],
    source: `${PURCHASES} ${RUP}`,
    limits: ['Sebelum tahun berakhir, pembilangnya belum setahun sedangkan penyebutnya setahun.', NOT_DONE],
  }),
  metric({
    code: 'M05',
    name: 'Pangsa nilai e-purchasing',
    meaning: 'Berapa bagian nilai pembelian selesai yang melalui e-purchasing.',
    numerator: 'Nilai pembelian selesai dari v5, v6 dan Toko Daring.',
    denominator: 'Nilai semua pembelian selesai dari semua sumber yang diimpor.',
    population: 'Pembelian selesai KLPD layanan ini, satu tahun anggaran.',
    nature: 'rasio',
    exclusions: [CANCELLED],
    source: PURCHASES,
    limits: ['Bila tender, nontender atau pencatatan belum diimpor, penyebutnya terlalu kecil.'],
  }),
  metric({
    code: 'M06',
    name: 'Alokasi produk dalam negeri',
    meaning: 'Berapa bagian belanja pengadaan yang sejak rencana ditandai produk dalam negeri.',
    numerator: 'Pagu RUP penyedia yang diumumkan dan aktif dengan status PDN.',
    denominator: 'Belanja pengadaan menurut struktur anggaran perangkat daerah.',
    population: 'RUP penyedia dan anggaran KLPD layanan ini, satu tahun anggaran.',
    nature: 'rasio',
    source: RUP,
    limits: ['Rencana, bukan pembelian.'],
  }),
  metric({
    code: 'M07',
    name: 'UMK tayang',
    meaning: 'Berapa UMK yang punya produk di katalog pada satu tanggal.',
    numerator: 'UMK berbeda dengan paling sedikit satu produk tayang pada tanggal keadaan katalog.',
    denominator: null,
    population: 'Penyedia dalam katalog yang keadaannya diimpor atau dicatat.',
    nature: 'stok',
    source: CATALOGUE,
    limits: [
      'Pembelian tidak memberi tahu siapa yang tayang tetapi tidak menjual; tanpa keadaan katalog, tidak tersedia.',
    ],
  }),
  metric({
    code: 'M08',
    name: 'UMK bertransaksi',
    meaning: 'Berapa UMK yang menjual paling sedikit satu paket sampai selesai.',
    numerator: 'UMK berbeda dengan paling sedikit satu paket selesai dalam rentang waktunya.',
    denominator: null,
    population: KNOWN_SELLERS,
    nature: 'arus',
    exclusions: [CANCELLED, UNDATED],
    source: PURCHASES,
    limits: [ON_THE_DAY, ONE_SELLER, NOT_DONE],
  }),
  metric({
    code: 'M09',
    name: 'Penetrasi UMK',
    meaning: 'Berapa bagian dari suatu populasi UMK yang tayang di katalog (M07), dengan setiap populasi disebut.',
    numerator: 'M07; bila tidak tersedia, UMK bertransaksi, dan itu disebut.',
    denominator:
      'Setiap populasi yang diketahui, berdampingan: IMK 168.002 (hanya industri, tanpa tahun); UMK dalam data pelaku usaha; UMK dalam keadaan katalog; populasi lain yang dicatat.',
    population: 'Populasi yang disebut pada barisnya.',
    nature: 'rasio',
    source: `${CATALOGUE} Tabel 1 naskah kebijakan biro.`,
    limits: [
      'IMK hanya industri pengolahan; pedagang, jasa dan petani ada di katalog tetapi tidak di penyebut itu.',
      'Tahun data IMK tidak dicetak sumbernya.',
    ],
  }),
  metric({
    code: 'M10',
    name: 'Pertumbuhan UMK',
    meaning: 'Perubahan banyaknya UMK tayang dari tanggal yang sama setahun sebelumnya.',
    numerator: 'M07 pada satu tanggal dikurangi M07 pada tanggal yang sama tahun sebelumnya.',
    denominator: 'M07 pada tanggal yang sama tahun sebelumnya.',
    population: 'Penyedia dalam katalog yang keadaannya diimpor atau dicatat.',
    nature: 'rasio',
    source: CATALOGUE,
    limits: ['Keadaan katalog pada tanggal yang berbeda ditampilkan dengan kata "tidak sebanding".'],
  }),
  metric({
    code: 'M11',
    name: 'Pangsa OVOP oleh UMK',
    meaning: 'Berapa bagian nilai pembelian selesai yang berupa produk OVOP dari UMK atau koperasi.',
    numerator: 'Nilai pembelian selesai produk OVOP dari penyedia UMK atau koperasi.',
    denominator: 'Nilai pembelian selesai melalui e-purchasing.',
    population: BUYERS,
    nature: 'rasio',
    exclusions: [CANCELLED, 'Pesanan v6 yang hanya sebagian produknya OVOP.'],
    source: `${PURCHASES} Daftar OVOP milik biro.`,
    limits: ['Sebaik daftarnya: produk OVOP yang belum masuk daftar tidak terhitung.'],
  }),
  metric({
    code: 'M12',
    name: 'Pangsa penyedia lokal',
    meaning: 'Berapa bagian nilai pembelian selesai yang diterima pelaku usaha beralamat di provinsi ini.',
    numerator: 'Nilai pembelian selesai dari pelaku usaha yang alamatnya di Nusa Tenggara Timur (kode 53).',
    denominator: 'Nilai pembelian selesai melalui e-purchasing.',
    population: BUYERS,
    nature: 'rasio',
    exclusions: [CANCELLED],
    source: `${PURCHASES} ${REGISTER}`,
    version: 2,
    since: '2026-11-27',
    limits: [
      'Alamat diketahui hanya untuk pelaku usaha yang tercatat; bagian yang belum diketahui disebut di sampingnya.',
      'Pangsa sebenarnya terletak antara angka ini dan angka ini ditambah bagian yang belum diketahui; bila tidak satu pun alamat penjual diketahui, tidak tersedia.',
      'Alamat menurut catatan hari ini, bukan pada tanggal pesanan.',
      NOT_DONE,
    ],
  }),
  metric({
    code: 'P01',
    name: 'Pelaku usaha bertransaksi',
    meaning: 'Berapa pelaku usaha yang menjual paling sedikit satu paket, menurut kelas usaha.',
    numerator:
      'Pelaku usaha berbeda dengan paling sedikit satu transaksi (berjalan atau selesai) dalam rentang waktunya.',
    denominator: null,
    population: KNOWN_SELLERS,
    nature: 'arus',
    exclusions: [CANCELLED, UNDATED, 'Transaksi yang penyedianya tidak disebut sumber; nilainya tetap dihitung.'],
    source: PURCHASES,
    limits: [
      ON_THE_DAY,
      'Pelaku usaha yang kelasnya berubah di tengah rentang ada di kedua kelas; kelebihannya disebut pada baris tersendiri.',
      ONE_SELLER,
    ],
  }),
  metric({
    code: 'P02',
    name: 'Transaksi',
    meaning: 'Berapa pesanan yang mengikat.',
    numerator: 'Pesanan berbeda yang berjalan atau selesai, menurut tahun anggaran, sampai tanggal batas.',
    denominator: null,
    population: BUYERS,
    nature: 'arus',
    exclusions: [CANCELLED, UNDATED],
    source: PURCHASES,
    limits: ['Satu pesanan dengan penyedia dari dua kelas ada di kedua kelas, dan satu kali dalam jumlah.'],
  }),
  metric({
    code: 'P03',
    name: 'Nilai transaksi',
    meaning: 'Berapa rupiah nilai pesanan yang mengikat.',
    numerator: 'Nilai baris pesanan yang berjalan atau selesai, menurut tahun anggaran, sampai tanggal batas.',
    denominator: null,
    population: BUYERS,
    nature: 'arus',
    exclusions: [CANCELLED, UNDATED],
    source: PURCHASES,
    limits: ['Tahun penuh sama dengan Transaksi (B02) pada halaman Belanja.'],
  }),
  metric({
    code: 'P04',
    name: 'Produk terjual',
    meaning: 'Berapa produk berbeda yang dibeli.',
    numerator:
      'Produk berbeda menurut kode produk v5 dan v6; produk katalog desa yang tayang di keduanya dihitung satu kali.',
    denominator: null,
    population: BUYERS,
    nature: 'arus',
    exclusions: [CANCELLED, UNDATED, 'Toko Daring: sumbernya tidak memuat kode produk.'],
    source: PURCHASES,
    version: 2,
    since: '2026-11-27',
    limits: [
      'Dengan saringan penjual: produk pada baris pesanan dari penjual itu. Dengan saringan kelompok, bintang, atau desa produk: hanya produk katalog desa.',
      'Baris pesanan tanpa kode produk tidak menambah produk.',
    ],
  }),
  metric({
    code: 'P05',
    name: 'Pelaku usaha, etalase, dan produk di katalog',
    meaning: 'Keadaan katalog pada satu tanggal.',
    numerator:
      'Banyaknya pelaku usaha menurut kelas, etalase, dan produk pada keadaan katalog terakhir sampai tanggal batas.',
    denominator: null,
    population: 'Katalog yang keadaannya diimpor atau dicatat.',
    nature: 'stok',
    source: CATALOGUE,
    limits: ['Tanpa keadaan katalog pada tahunnya: tidak tersedia. Pembelian tidak dipakai untuk menebaknya.'],
  }),
  metric({
    code: 'P06',
    name: 'Baru, bertahan, kembali, hilang',
    meaning: 'Dari mana pelaku usaha tahun ini, dan siapa yang tidak menjual lagi.',
    numerator:
      'Baru: belum pernah menjual sebelum tahunnya. Bertahan: menjual juga pada tahun sebelumnya. Kembali: pernah menjual, tetapi tidak pada tahun sebelumnya. Hilang: menjual pada rentang yang sama tahun sebelumnya, tidak pada rentang ini.',
    denominator: null,
    population: KNOWN_SELLERS,
    nature: 'arus',
    exclusions: [CANCELLED, UNDATED],
    source: PURCHASES,
    limits: [
      'Pada tahun pertama data tidak dapat dikatakan siapa yang baru; begitu pula sesudah tahun tanpa data.',
      'Sebelum tahun berakhir, "hilang" berarti belum menjual lagi sampai tanggal batas.',
      ONE_SELLER,
    ],
  }),
  metric({
    code: 'P07',
    name: 'Retensi',
    meaning: 'Berapa bagian penjual tahun sebelumnya yang menjual lagi.',
    numerator: 'Pelaku usaha yang menjual pada rentang ini dan pada rentang yang sama tahun sebelumnya.',
    denominator: 'Pelaku usaha yang menjual pada rentang yang sama tahun sebelumnya.',
    population: KNOWN_SELLERS,
    nature: 'rasio',
    exclusions: [CANCELLED, UNDATED],
    source: PURCHASES,
    limits: [ONE_SELLER],
  }),
  metric({
    code: 'P08',
    name: 'Pangsa tiga terbesar',
    meaning: 'Berapa bagian nilai transaksi yang diterima tiga pelaku usaha terbesar.',
    numerator: 'Nilai transaksi tiga pelaku usaha dengan nilai terbesar.',
    denominator: 'Nilai transaksi semua pelaku usaha yang diketahui.',
    population: KNOWN_SELLERS,
    nature: 'rasio',
    exclusions: [CANCELLED, UNDATED, 'Transaksi yang penyedianya tidak disebut sumber.'],
    source: PURCHASES,
    limits: [ONE_SELLER],
  }),
  metric({
    code: 'P09',
    name: 'Indeks Gini nilai transaksi',
    meaning: 'Seberapa timpang nilai transaksi terbagi: 0 sama rata, mendekati 1 semua pada satu pelaku usaha.',
    numerator: 'Dua kali jumlah peringkat kali nilai, dari yang terkecil.',
    denominator: 'Banyaknya pelaku usaha kali nilai seluruhnya; lalu dikurangi (n + 1) / n.',
    population: KNOWN_SELLERS,
    nature: 'rasio',
    exclusions: [CANCELLED, UNDATED, 'Pelaku usaha tanpa nilai transaksi.'],
    source: PURCHASES,
    limits: ['Hanya di antara yang menjual; yang tidak pernah menjual tidak terlihat di sini.', ONE_SELLER],
  }),
  metric({
    code: 'P10',
    name: 'Waktu dari layak ke tayang ke penjualan pertama',
    meaning: 'Berapa hari (median) dari dinyatakan layak sampai tayang, dan dari tayang sampai penjualan pertama.',
    numerator:
      'Selisih hari dari tanggal keputusan layak pertama, tanggal tayang pertama, dan tanggal pesanan pertama.',
    denominator: null,
    population: 'Pelaku usaha tercatat yang kedua tanggalnya diketahui.',
    nature: 'arus',
    exclusions: [
      'Pelaku usaha yang salah satu tanggalnya tidak diketahui; banyaknya disebut.',
      'Urutan terbalik (menjual sebelum tanggal tayangnya).',
    ],
    source: `${REGISTER} ${PURCHASES}`,
    version: 2,
    since: '2026-11-28',
    limits: [
      'Tanggal tayang ialah yang dicatat pada produk; yang tidak diisi tidak diketahui.',
      'Yang tanpa tanggal dapat lebih awal dari yang bertanggal: bila ada tayangan tanpa tanggal, atau pesanan tanpa tanggal dari tahun sebelum pesanan bertanggal yang pertama, tanggal pertamanya tidak diketahui.',
    ],
  }),
  metric({
    code: 'P11',
    name: 'Corong partisipasi',
    meaning: 'Berapa pelaku usaha yang sampai pada setiap langkah, dari dikenal sampai menjual lagi.',
    numerator:
      'Dikenal: tercatat. Dihubungi: peserta pembinaan. Terdaftar: punya kunci penyedia di katalog. Layak: keputusan kelayakannya layak atau layak bersyarat pada tanggalnya. Tayang: punya produk tayang. Menjual: paling sedikit satu transaksi. Menjual lagi: paling sedikit dua transaksi.',
    denominator: 'Pelaku usaha yang dikenal.',
    population: 'Pelaku usaha yang tercatat dan tidak digabungkan ke yang lain; cabang dengan NPWP yang sama satu.',
    nature: 'stok',
    source: `${REGISTER} ${PURCHASES}`,
    limits: [
      'Langkahnya tidak selalu berurutan: yang menjual belum tentu tercatat tayang.',
      'Penjual yang tidak tercatat sebagai pelaku usaha disebut tersendiri.',
    ],
  }),
  metric({
    code: 'P12',
    name: 'Pertumbuhan pada rentang yang sama',
    meaning: 'Perubahan dari rentang yang sama tahun sebelumnya (1 Januari sampai tanggal batas).',
    numerator: 'Angka tahun ini dikurangi angka rentang yang sama tahun sebelumnya.',
    denominator: 'Angka rentang yang sama tahun sebelumnya; dari nol tidak ada persentase.',
    population: 'Seperti angka yang dibandingkan.',
    nature: 'rasio',
    source: PURCHASES,
    limits: ['Rentang yang tidak sama panjang hanya ditampilkan dengan kata "tidak sebanding".'],
  }),
  metric({
    code: 'P13',
    name: 'Pangsa UMK dari pelaku usaha',
    meaning:
      'Berapa bagian pelaku usaha yang UMK: ditampilkan bersama banyaknya, sebab keduanya dapat berlawanan arah.',
    numerator: 'Pelaku usaha UMK.',
    denominator: 'Seluruh pelaku usaha; di sampingnya: yang kelasnya diketahui.',
    population: KNOWN_SELLERS,
    nature: 'rasio',
    exclusions: [CANCELLED, UNDATED],
    source: PURCHASES,
    limits: ['Contoh 2023 dalam tabel biro: UMK bertambah 262,50 % sedangkan pangsanya turun dari 71,43 % ke 67,76 %.'],
  }),
  metric({
    code: 'P14',
    name: 'Nilai per transaksi',
    meaning: 'Berapa rupiah rata-rata satu transaksi.',
    numerator: 'Nilai transaksi.',
    denominator: 'Banyaknya transaksi.',
    population: BUYERS,
    nature: 'rasio',
    exclusions: [CANCELLED, UNDATED],
    source: PURCHASES,
    limits: ['Rata-rata; beberapa paket besar dapat menariknya ke atas.'],
  }),
  metric({
    code: 'P15',
    name: 'Pangsa UMK dari nilai transaksi',
    meaning: 'Berapa bagian nilai transaksi e-purchasing yang pasti diterima UMK.',
    numerator: 'Nilai transaksi dari penyedia yang UMK pada tanggal pesanannya.',
    denominator: 'Nilai seluruh transaksi, juga yang kelas penyedianya belum diketahui.',
    population: BUYERS,
    nature: 'rasio',
    exclusions: [CANCELLED, UNDATED],
    source: PURCHASES,
    limits: [
      'Pangsa sebenarnya terletak antara angka ini dan angka ini ditambah bagian yang belum diketahui.',
      'Tabel biro 2022 sampai 2024 tidak mencetak nilai menurut kelas, jadi pangsa ini tidak dapat dihitung darinya.',
    ],
  }),
];

const BY_CODE: ReadonlyMap<string, MetricDefinition> = new Map(METRICS.map((one) => [one.code, one]));

/** Throws a `RangeError` for a code that is not in the registry. */
export function metricOf(code: string): MetricDefinition {
  const found = BY_CODE.get(code);
  if (!found) throw new RangeError(`No metric ${code}`);
  return found;
}

/** Code, version and name of metrics, for answers and downloads. */
export function metricReferences(codes: readonly string[] = METRICS.map(({ code }) => code)): DefinitionReference[] {
  return codes.map(metricOf).map(({ code, version, name }) => ({ code, version, name }));
}

/** '/definisi#m08', where a figure's definition stands. */
export function metricHref(code: string): string {
  return `/definisi#${metricOf(code).anchor}`;
}
