import type { DefinitionReference, FigureDefinition } from '../../shared/figure-definition.js';

const SINCE = '2026-01-01';
const PLACES = 'Daftar wilayah (idn-area-data, ODbL), potensi desa yang dicatat dinas, dan katalog produk.';

/** How each figure on the coverage of villages is made. */
export const COVERAGE_DEFINITIONS = [
  {
    code: 'D01',
    anchor: 'desa-terpetakan',
    version: 1,
    since: SINCE,
    name: 'Desa terpetakan',
    meaning: 'Banyaknya desa dan kelurahan yang potensinya sudah tercatat.',
    numerator:
      'Desa atau kelurahan dengan paling sedikit satu potensi, atau satu produk katalog yang tidak diarsipkan.',
    denominator: null,
    exclusions: ['Wilayah yang tidak ada lagi dalam daftar wilayah atau di luar setelan.'],
    source: PLACES,
    limits: ['Desa yang belum terpetakan belum tentu tanpa potensi: datanya yang belum ada.'],
  },
  {
    code: 'D02',
    anchor: 'desa-produk-terverifikasi',
    version: 1,
    since: SINCE,
    name: 'Pangsa desa dengan produk terverifikasi',
    meaning: 'Bagian desa yang punya produk yang sudah dilihat dan dipastikan dinas.',
    numerator:
      'Desa dengan paling sedikit satu produk katalog yang bertanggal verifikasi dan tidak diarsipkan. Pada penyebut kedua, desa dan kelurahan.',
    denominator:
      'Dua penyebut, keduanya ditampilkan: desa saja; desa dan kelurahan. Bila penyebutnya nol, tidak berlaku (Kota Kupang tidak punya desa).',
    exclusions: ['Produk yang diarsipkan.', 'Potensi tanpa produk katalog.'],
    source: PLACES,
    limits: [
      '"3.442 desa" dalam naskah kebijakan ialah 3.137 desa dan 305 kelurahan; sebutkan penyebut yang dipakai saat mengutip.',
    ],
  },
  {
    code: 'D03',
    anchor: 'produk-per-wilayah',
    version: 1,
    since: SINCE,
    name: 'Produk per wilayah',
    meaning: 'Banyaknya produk katalog dari desa dan kelurahan suatu wilayah.',
    numerator:
      'Produk berbeda yang tidak diarsipkan. Produk dari desa di beberapa wilayah dihitung sekali di tiap baris, dan sekali saja dalam jumlah; selisihnya pada baris sendiri.',
    denominator: null,
    exclusions: ['Produk yang diarsipkan.'],
    source: PLACES,
    limits: ['Produk tanpa desa disebut terpisah.'],
  },
  {
    code: 'D04',
    anchor: 'pelaku-usaha-per-wilayah',
    version: 1,
    since: SINCE,
    name: 'Pelaku usaha per wilayah',
    meaning: 'Banyaknya pelaku usaha dalam katalog menurut alamatnya.',
    numerator: 'Pelaku usaha yang beralamat di wilayah itu.',
    denominator: null,
    exclusions: ['Pelaku usaha yang sudah digabungkan ke catatan lain.'],
    source: 'Pelaku usaha yang dicatat dinas dan biro.',
    limits: [
      'Alamat yang hanya diketahui sampai kabupaten atau kecamatan berada pada baris "Belum diketahui" di tingkat di bawahnya.',
      'Hanya yang tercatat dalam katalog; bukan seluruh usaha di wilayah itu.',
    ],
  },
  {
    code: 'D05',
    anchor: 'langkah-pemetaan',
    version: 1,
    since: SINCE,
    name: 'Langkah pemetaan',
    meaning: 'Banyaknya desa dan kelurahan yang petanya sudah diusulkan, diverifikasi, dan divalidasi Dinas PMD.',
    numerator:
      'Desa dan kelurahan dengan langkah yang tercatat dan tidak ditarik; yang divalidasi juga terhitung diverifikasi.',
    denominator: null,
    exclusions: ['Langkah yang ditarik dengan alasan.'],
    source: 'Langkah yang dicatat Dinas PMD: hari, kantor, dan nama orangnya.',
    limits: [],
  },
  {
    code: 'D06',
    anchor: 'matriks-produk-desa',
    version: 1,
    since: SINCE,
    name: 'Matriks produk dan desa',
    meaning: 'Banyaknya pengusaha atau perajin per jenis produk per desa dalam satu kecamatan.',
    numerator:
      'Jumlah usaha pada potensi desa; bila kosong, pelaku usaha tercatat di desa itu yang membuat produknya. Tanda ? berarti dibuat, tetapi jumlahnya belum diketahui.',
    denominator: null,
    exclusions: ['Produk yang diarsipkan.'],
    source: PLACES,
    limits: ['Jumlah hanya menjumlahkan yang diketahui; banyaknya yang belum diketahui disebut di sampingnya.'],
  },
  {
    code: 'D07',
    anchor: 'imk',
    version: 1,
    since: SINCE,
    name: 'Industri mikro dan kecil (IMK)',
    meaning:
      'Banyaknya perusahaan industri mikro dan kecil seperti tercetak dalam naskah kebijakan, sebagai pembanding.',
    numerator: 'Angka BPS Provinsi NTT menurut kabupaten/kota; berjumlah 168.002.',
    denominator: null,
    exclusions: ['Perdagangan, jasa, dan pertanian: IMK hanya industri pengolahan.'],
    source: 'Tabel 1 naskah kebijakan Biro PBJ, yang mengutip BPS Provinsi NTT.',
    limits: ['Tahun datanya tidak dicantumkan.', 'Bukan jumlah seluruh UMK, jadi tidak dipakai sebagai penyebut.'],
  },
] as const satisfies readonly FigureDefinition[];

/** Codes and versions, for answers and downloads. */
export function coverageDefinitionReferences(): DefinitionReference[] {
  return COVERAGE_DEFINITIONS.map(({ code, version, name }) => ({ code, version, name }));
}
