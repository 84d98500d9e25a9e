/**
 * The words that the fictitious catalogue is put together from. Kinds of products and the kabupaten they are known for come
 * from config/reference/produk-unggulan-ntt.yaml; makers, numbers, prices and stories are invented.
 */

/** Group of the reference list → group of the catalogue. What is not here is left out (alcohol is a matter of policy). */
export const GROUP_OF: Readonly<Record<string, string>> = {
  tenun: 'tenun',
  kopi: 'kopi',
  kelor: 'makanan-minuman',
  ikan_olahan: 'makanan-minuman',
  daging_olahan: 'makanan-minuman',
  gula_lontar: 'makanan-minuman',
  makanan_lain: 'makanan-minuman',
  keripik: 'makanan-minuman',
  kakao: 'makanan-minuman',
  madu: 'hasil-bumi',
  garam: 'hasil-bumi',
  rempah: 'hasil-bumi',
  buah: 'hasil-bumi',
  kacang: 'hasil-bumi',
  rumput_laut: 'hasil-bumi',
  minyak: 'kosmetik',
  minyak_atsiri: 'kosmetik',
  kosmetik: 'kosmetik',
  sabun: 'kosmetik',
  hasil_hutan: 'kayu',
  kerajinan_kayu: 'kayu',
  anyaman: 'anyaman',
  kerajinan: 'lainnya',
};

export interface GroupWords {
  /** What a village makes of it: name with {kind}, unit, price in thousands of rupiah. */
  forms: readonly (readonly [name: string, unit: string, low: number, high: number])[];
  materials: readonly string[];
  /** How many a month. */
  capacity: readonly [number, number];
  makers: readonly string[];
  trade: 'tenun' | 'pangan' | 'suvenir';
  stories: readonly string[];
  wisdom: readonly string[];
  certificates: readonly ('p-irt' | 'halal' | 'merek' | 'indikasi-geografis' | 'tkdn')[];
}

const FOOD = ['Kelompok Usaha', 'Rumah Produksi', 'Kelompok Wanita Tani'] as const;
const CRAFT = ['Kelompok Perajin', 'Sanggar', 'Rumah Kerajinan'] as const;

export const GROUPS: Readonly<Record<string, GroupWords>> = {
  tenun: {
    forms: [
      ['Kain {kind}', 'lembar', 450, 1800],
      ['Selendang {kind}', 'lembar', 150, 450],
      ['Syal {kind}', 'lembar', 90, 220],
      ['Tas {kind}', 'buah', 120, 350],
    ],
    materials: ['benang kapas pintal tangan, pewarna nila dan mengkudu', 'benang katun, pewarna alam daun dan akar'],
    capacity: [8, 60],
    makers: ['Kelompok Tenun', 'Sanggar Tenun', 'Rumah Tenun'],
    trade: 'tenun',
    stories: [
      'Motifnya diwariskan ibu kepada anak perempuannya dan dahulu hanya dipakai pada upacara adat.',
      'Penenun tua di desa ini bercerita bahwa tiap lajur motif menandai satu keluarga besar.',
    ],
    wisdom: [
      'Benang dicelup pada musim kering saja, dan musyawarah kampung menentukan siapa menenun motif mana.',
      'Sebelum kain baru digunting, penenun mengadakan syukuran kecil bersama tetangga.',
    ],
    certificates: ['merek', 'indikasi-geografis', 'tkdn'],
  },
  kopi: {
    forms: [
      ['{kind} bubuk 250 gram', 'kemasan', 45, 110],
      ['{kind} biji sangrai 250 gram', 'kemasan', 50, 120],
      ['{kind} biji hijau 1 kg', 'kilogram', 85, 140],
    ],
    materials: ['buah kopi petik merah dari kebun warga'],
    capacity: [120, 900],
    makers: ['Kelompok Tani Kopi', 'Koperasi Kopi', 'Rumah Produksi'],
    trade: 'pangan',
    stories: ['Pohon kopi pertama di kampung ini ditanam kakek para petani sekarang, di bawah naungan dadap.'],
    wisdom: ['Panen dimulai sesudah tua-tua adat memberi tanda, supaya buah dipetik merah.'],
    certificates: ['p-irt', 'halal', 'merek', 'indikasi-geografis'],
  },
  'makanan-minuman': {
    forms: [
      ['{kind} 250 gram', 'kemasan', 22, 75],
      ['{kind} kemasan hadiah', 'kotak', 60, 140],
    ],
    materials: ['bahan segar dari kebun dan laut sekitar desa', 'hasil panen warga satu kecamatan'],
    capacity: [150, 1500],
    makers: FOOD,
    trade: 'pangan',
    stories: ['Dahulu dibuat sebagai bekal perjalanan dan melaut, karena tahan disimpan lama.'],
    wisdom: ['Dibuat bersama-sama seusai panen, dan sebagian disisihkan bagi keluarga yang berduka.'],
    certificates: ['p-irt', 'halal', 'merek'],
  },
  'hasil-bumi': {
    forms: [
      ['{kind} 500 gram', 'kemasan', 25, 95],
      ['{kind} 1 kilogram', 'kilogram', 40, 160],
    ],
    materials: ['panen warga tanpa pupuk kimia', 'hasil hutan dan laut yang diambil menurut musim'],
    capacity: [80, 1200],
    makers: FOOD,
    trade: 'pangan',
    stories: ['Sejak dahulu ditukar dengan jagung dan kain pada hari pasar.'],
    wisdom: ['Ada masa larangan memanen yang dijaga bersama supaya alam sempat pulih.'],
    certificates: ['p-irt', 'halal', 'merek'],
  },
  kosmetik: {
    forms: [
      ['{kind} 60 ml', 'botol', 25, 70],
      ['{kind} 100 ml', 'botol', 40, 110],
    ],
    materials: ['bahan alam dari pekarangan dan hutan desa'],
    capacity: [100, 800],
    makers: ['Kelompok Usaha', 'Rumah Produksi'],
    trade: 'suvenir',
    stories: ['Resepnya berasal dari ramuan yang dipakai nenek untuk bayi dan perempuan sesudah melahirkan.'],
    wisdom: ['Daun dipetik pagi hari dan pohonnya tidak pernah ditebang.'],
    certificates: ['halal', 'merek'],
  },
  anyaman: {
    forms: [
      ['{kind}: tikar', 'lembar', 80, 250],
      ['{kind}: bakul', 'buah', 35, 120],
      ['{kind}: topi', 'buah', 30, 90],
    ],
    materials: ['daun lontar dan pandan yang dijemur'],
    capacity: [20, 150],
    makers: CRAFT,
    trade: 'suvenir',
    stories: ['Bakul ini dahulu dibawa pengantin perempuan ke rumah barunya.'],
    wisdom: ['Hanya daun tua yang dipotong, dan tiap pohon diberi waktu tumbuh satu musim.'],
    certificates: ['merek', 'tkdn'],
  },
  kayu: {
    forms: [
      ['{kind}: hiasan meja', 'buah', 75, 300],
      ['{kind} ukuran kecil', 'buah', 120, 450],
    ],
    materials: ['kayu sisa dan bambu dari kebun sendiri'],
    capacity: [10, 80],
    makers: CRAFT,
    trade: 'suvenir',
    stories: ['Bentuknya diambil dari cerita yang dituturkan pada malam bulan purnama.'],
    wisdom: ['Tiap pohon yang diambil diganti dua bibit di kebun kampung.'],
    certificates: ['merek', 'tkdn'],
  },
  lainnya: {
    forms: [
      ['{kind}: kalung', 'buah', 90, 400],
      ['{kind}: gelang', 'buah', 45, 180],
    ],
    materials: ['manik lama dan perak yang dilebur kembali'],
    capacity: [10, 90],
    makers: CRAFT,
    trade: 'suvenir',
    stories: ['Manik diwariskan dari ibu kepada anak sebagai tanda persaudaraan.'],
    wisdom: ['Perajin tidak menjual manik pusaka; yang dijual selalu untaian baru.'],
    certificates: ['merek'],
  },
};

/** Makers that the feeds do not know, by names that are nobody's. */
export const GROUP_NAMES = [
  'Tunas Baru',
  'Harapan Kita',
  'Mekar Sari',
  'Sehati',
  'Bina Karya',
  'Sumber Hidup',
  'Kasih Ibu',
  'Fajar Pagi',
  'Setia Kawan',
  'Karya Bersama',
  'Ina Lestari',
  'Rukun Warga',
] as const;

/** Who signs for a step; offices are real kinds of offices, the persons are not. */
export const STEP_OFFICES = {
  usulan: ['Pemerintah desa', 'Kepala desa (contoh)'],
  verifikasi: ['Dinas PMD kabupaten', 'Petugas verifikasi (contoh)'],
  validasi: ['Dinas PMD provinsi', 'Petugas validasi (contoh)'],
} as const;
