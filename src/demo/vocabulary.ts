/**
 * The words that the fictitious data set is put together from. Persons and firms are invented; kinds of goods, budget
 * accounts and place names are those of everyday office buying in the province.
 */

/** What an enterprise trades in; decides what it sells and how likely it is a micro or small one. */
export type Trade =
  | 'katering'
  | 'tenun'
  | 'pangan'
  | 'suvenir'
  | 'atk'
  | 'percetakan'
  | 'komputer'
  | 'seragam'
  | 'sewa'
  | 'obat'
  | 'internet';

export interface Category {
  id: string;
  /** Budget account, in the form 5.1.02.01.01.0052. */
  account: string;
  /** How often it is bought, against the other categories. */
  weight: number;
  /** Only these buyers buy it: 'pendidikan', 'kesehatan'; null = all. */
  buyers: 'pendidikan' | 'kesehatan' | null;
  trades: readonly Trade[];
  packages: readonly string[];
  /** Name, unit, lowest and highest unit price in thousands of rupiah. */
  goods: readonly (readonly [string, string, number, number])[];
  /** Lowest and highest quantity of one line. */
  quantity: readonly [number, number];
  /** Etalase (v5): own-local, others' local, sektoral, nasional; the first is the usual one. */
  commodities: readonly number[];
  /** INAPROC category, first level. */
  v6Category: string;
}

export const CATEGORIES: readonly Category[] = [
  {
    id: 'makan-minum-rapat',
    account: '5.1.02.01.01.0052',
    weight: 26,
    buyers: null,
    trades: ['katering', 'pangan'],
    packages: [
      'Belanja makan minum rapat',
      'Konsumsi rapat koordinasi',
      'Makanan dan minuman kegiatan sosialisasi',
      'Kudapan rapat staf',
    ],
    goods: [
      ['Nasi kotak ayam bakar', 'kotak', 25, 45],
      ['Nasi kotak ikan kuah asam', 'kotak', 28, 50],
      ['Kudapan tiga macam', 'kotak', 12, 22],
      ['Prasmanan rapat', 'porsi', 40, 75],
      ['Air mineral gelas', 'dus', 25, 40],
    ],
    quantity: [20, 160],
    commodities: [880101, 880202],
    v6Category: 'Makanan dan Minuman',
  },
  {
    id: 'jamuan-tamu',
    account: '5.1.02.01.01.0053',
    weight: 7,
    buyers: null,
    trades: ['katering', 'pangan'],
    packages: ['Belanja jamuan tamu', 'Jamuan kunjungan kerja', 'Makanan dan minuman jamuan tamu daerah'],
    goods: [
      ['Prasmanan jamuan tamu', 'porsi', 65, 120],
      ['Kudapan tamu pimpinan', 'kotak', 20, 35],
      ['Hidangan laut bakar', 'porsi', 80, 150],
    ],
    quantity: [15, 90],
    commodities: [880101],
    v6Category: 'Makanan dan Minuman',
  },
  {
    id: 'suvenir',
    account: '5.1.02.01.01.0035',
    weight: 8,
    buyers: null,
    trades: ['suvenir', 'tenun', 'pangan'],
    packages: ['Belanja suvenir', 'Cendera mata tamu daerah', 'Suvenir kegiatan promosi', 'Cendera mata lomba'],
    goods: [
      ['Plakat kayu ukir', 'buah', 150, 450],
      ['Tas anyaman polos', 'buah', 60, 180],
      ['Gantungan kunci', 'buah', 10, 25],
      ['Mug cetak logo', 'buah', 30, 60],
    ],
    quantity: [10, 120],
    commodities: [880103],
    v6Category: 'Suvenir dan Kerajinan',
  },
  {
    id: 'pakaian-adat',
    account: '5.1.02.01.01.0074',
    weight: 5,
    buyers: null,
    trades: ['tenun', 'seragam'],
    packages: ['Belanja pakaian adat daerah', 'Pakaian adat panitia festival', 'Pengadaan selendang adat'],
    goods: [
      ['Rompi motif daerah', 'buah', 250, 450],
      ['Selendang motif cetak', 'buah', 120, 250],
      ['Destar motif cetak', 'buah', 60, 120],
    ],
    quantity: [10, 60],
    commodities: [880104],
    v6Category: 'Pakaian dan Tekstil',
  },
  {
    id: 'pakaian-tradisional',
    account: '5.1.02.01.01.0075',
    weight: 5,
    buyers: null,
    trades: ['tenun', 'seragam'],
    packages: ['Belanja pakaian batik tradisional', 'Pakaian motif daerah hari Kamis', 'Kemeja motif daerah pegawai'],
    goods: [
      ['Kemeja motif cetak', 'buah', 180, 350],
      ['Kain motif cetak 2 meter', 'lembar', 150, 300],
    ],
    quantity: [12, 70],
    commodities: [880104],
    v6Category: 'Pakaian dan Tekstil',
  },
  {
    id: 'makan-minum-pendidikan',
    account: '5.1.02.01.01.0055',
    weight: 6,
    buyers: 'pendidikan',
    trades: ['katering', 'pangan'],
    packages: ['Makanan dan minuman asrama siswa', 'Konsumsi ujian sekolah', 'Makanan tambahan kegiatan siswa'],
    goods: [
      ['Paket makan siang siswa', 'kotak', 18, 30],
      ['Bubur kacang hijau', 'porsi', 8, 14],
      ['Buah potong', 'porsi', 6, 12],
    ],
    quantity: [60, 300],
    commodities: [880101],
    v6Category: 'Makanan dan Minuman',
  },
  {
    id: 'atk',
    account: '5.1.02.01.01.0024',
    weight: 16,
    buyers: null,
    trades: ['atk'],
    packages: [
      'Belanja alat tulis kantor',
      'Pengadaan ATK triwulan',
      'ATK kegiatan bimbingan teknis',
      'Alat tulis "paket hemat" sekretariat',
    ],
    goods: [
      ['Bolpoin', 'lusin', 24, 60],
      ['Map plastik', 'lusin', 18, 45],
      ['Stapler', 'buah', 25, 80],
      ['Penjepit kertas', 'dus', 6, 18],
      ['Buku ekspedisi', 'buah', 15, 35],
      ['Papan tulis kecil 60 x 90', 'buah', 150, 320],
    ],
    quantity: [5, 60],
    commodities: [880102, 880202],
    v6Category: 'Alat Tulis Kantor',
  },
  {
    id: 'kertas',
    account: '5.1.02.01.01.0025',
    weight: 7,
    buyers: null,
    trades: ['atk', 'percetakan'],
    packages: ['Belanja kertas dan cover', 'Kertas dokumen anggaran'],
    goods: [
      ['Kertas HVS A4 70 gram', 'rim', 48, 62],
      ['Kertas HVS F4 70 gram', 'rim', 52, 68],
      ['Kertas sampul', 'pak', 30, 55],
    ],
    quantity: [10, 120],
    commodities: [880102],
    v6Category: 'Alat Tulis Kantor',
  },
  {
    id: 'cetak',
    account: '5.1.02.01.01.0026',
    weight: 7,
    buyers: null,
    trades: ['percetakan'],
    packages: ['Belanja bahan cetak', 'Cetak spanduk kegiatan', 'Cetak buku profil', 'Cetak blangko'],
    goods: [
      ['Spanduk 4 x 1 meter', 'lembar', 100, 180],
      ['Buku laporan jilid', 'buah', 45, 120],
      ['Brosur lipat tiga', 'rim', 350, 700],
      ['Kartu nama', 'dus', 40, 80],
    ],
    quantity: [3, 60],
    commodities: [880105],
    v6Category: 'Percetakan',
  },
  {
    id: 'bahan-komputer',
    account: '5.1.02.01.01.0029',
    weight: 9,
    buyers: null,
    trades: ['komputer', 'atk'],
    packages: ['Belanja bahan komputer', 'Tinta dan toner pencetak', 'Bahan komputer bidang program'],
    goods: [
      ['Tinta botol hitam', 'botol', 95, 150],
      ['Toner pencetak laser', 'buah', 650, 1400],
      ['Diska lepas 64 GB', 'buah', 80, 150],
      ['Kabel jaringan', 'dus', 850, 1500],
    ],
    quantity: [2, 30],
    commodities: [880106, 880203],
    v6Category: 'Komputer dan Perlengkapannya',
  },
  {
    id: 'alat-listrik',
    account: '5.1.02.01.01.0031',
    weight: 3,
    buyers: null,
    trades: ['atk'],
    packages: ['Belanja alat listrik', 'Lampu dan kabel kantor'],
    goods: [
      ['Lampu LED 18 watt', 'buah', 45, 85],
      ['Kabel roll 10 meter', 'buah', 120, 220],
      ['Saklar ganda', 'buah', 25, 50],
    ],
    quantity: [4, 50],
    commodities: [880107],
    v6Category: 'Alat Listrik',
  },
  {
    id: 'pakaian-dinas',
    account: '5.1.02.01.01.0063',
    weight: 3,
    buyers: null,
    trades: ['seragam'],
    packages: ['Belanja pakaian dinas harian', 'Pakaian dinas pegawai baru'],
    goods: [
      ['Setelan pakaian dinas harian', 'stel', 450, 750],
      ['Atribut pakaian dinas', 'set', 60, 120],
    ],
    quantity: [10, 80],
    commodities: [880104],
    v6Category: 'Pakaian dan Tekstil',
  },
  {
    id: 'sewa-kendaraan',
    account: '5.1.02.02.04.0036',
    weight: 4,
    buyers: null,
    trades: ['sewa'],
    packages: ['Sewa kendaraan operasional', 'Sewa bus kegiatan lapangan'],
    goods: [
      ['Sewa minibus dengan pengemudi', 'hari', 650, 950],
      ['Sewa kendaraan operasional bulanan', 'bulan', 6500, 9500],
    ],
    quantity: [1, 12],
    commodities: [880108],
    v6Category: 'Jasa Sewa',
  },
  {
    id: 'modal-komputer',
    account: '5.2.02.10.01.0002',
    weight: 4,
    buyers: null,
    trades: ['komputer'],
    packages: ['Belanja modal komputer', 'Pengadaan laptop bidang', 'Komputer laboratorium'],
    goods: [
      ['Laptop 14 inci', 'unit', 9500, 18500],
      ['Komputer meja', 'unit', 10500, 17000],
      ['Pencetak multifungsi', 'unit', 3200, 6800],
      ['Layar proyektor', 'unit', 1400, 2800],
    ],
    quantity: [1, 8],
    commodities: [880302, 880203],
    v6Category: 'Komputer dan Perlengkapannya',
  },
  {
    id: 'obat',
    account: '5.1.02.01.01.0037',
    weight: 22,
    buyers: 'kesehatan',
    trades: ['obat'],
    packages: ['Belanja obat-obatan', 'Obat program kesehatan', 'Bahan habis pakai pelayanan'],
    goods: [
      ['Parasetamol tablet 500 mg', 'dus', 18, 40],
      ['Amoksisilin kapsul', 'dus', 45, 80],
      ['Cairan infus', 'botol', 9, 16],
      ['Sarung tangan periksa', 'dus', 55, 95],
    ],
    quantity: [40, 600],
    commodities: [880301],
    v6Category: 'Kesehatan',
  },
  {
    id: 'internet',
    account: '5.1.02.02.01.0063',
    weight: 2,
    buyers: null,
    trades: ['internet'],
    packages: ['Belanja internet kantor', 'Langganan internet tahunan'],
    goods: [['Internet khusus 50 Mbps', 'bulan', 3500, 9500]],
    quantity: [3, 12],
    commodities: [880303],
    v6Category: 'Telekomunikasi',
  },
];

/** Goods of a village: sold by enterprises of these trades, put on the bureau's OVOP list by `world.ts`. */
export const VILLAGE_GOODS: Readonly<
  Record<
    'tenun' | 'pangan',
    readonly { name: string; slug: string; price: readonly [number, number]; sells: readonly string[] }[]
  >
> = {
  tenun: [
    {
      name: 'Kain tenun ikat Sikka',
      slug: 'tenun_ikat_sikka',
      price: [450, 1400],
      sells: ['pakaian-adat', 'pakaian-tradisional', 'suvenir'],
    },
    {
      name: 'Kain tenun ikat Alor',
      slug: 'tenun_ikat_alor',
      price: [350, 1100],
      sells: ['pakaian-adat', 'pakaian-tradisional', 'suvenir'],
    },
    {
      name: 'Kain tenun ikat Sumba Timur',
      slug: 'tenun_ikat_sumba_timur',
      price: [600, 2200],
      sells: ['pakaian-adat', 'pakaian-tradisional', 'suvenir'],
    },
    {
      name: 'Kain tenun ikat Ngada',
      slug: 'tenun_ikat_ngada',
      price: [400, 1300],
      sells: ['pakaian-adat', 'pakaian-tradisional', 'suvenir'],
    },
    {
      name: 'Kain tenun ikat Ende Lio',
      slug: 'tenun_ende_lio',
      price: [400, 1300],
      sells: ['pakaian-adat', 'pakaian-tradisional', 'suvenir'],
    },
    {
      name: 'Kain songke Manggarai',
      slug: 'songke_manggarai',
      price: [500, 1500],
      sells: ['pakaian-adat', 'pakaian-tradisional', 'suvenir'],
    },
    {
      name: 'Kain tenun ikat Rote Ndao',
      slug: 'tenun_rote_ndao',
      price: [350, 1100],
      sells: ['pakaian-adat', 'pakaian-tradisional', 'suvenir'],
    },
    {
      name: 'Kain tenun buna Timor',
      slug: 'tenun_ttu',
      price: [450, 1500],
      sells: ['pakaian-adat', 'pakaian-tradisional', 'suvenir'],
    },
    {
      name: 'Kain tais Belu',
      slug: 'tenun_belu',
      price: [300, 950],
      sells: ['pakaian-adat', 'pakaian-tradisional', 'suvenir'],
    },
    {
      name: 'Selendang tenun Sabu',
      slug: 'tenun_sabu',
      price: [180, 450],
      sells: ['pakaian-adat', 'pakaian-tradisional', 'suvenir'],
    },
  ],
  pangan: [
    {
      name: 'Kopi arabika Flores Bajawa 250 gram',
      slug: 'kopi_arabika_flores_bajawa',
      price: [65, 120],
      sells: ['suvenir', 'jamuan-tamu', 'makan-minum-rapat'],
    },
    {
      name: 'Kopi Manggarai 250 gram',
      slug: 'kopi_manggarai',
      price: [55, 100],
      sells: ['suvenir', 'jamuan-tamu', 'makan-minum-rapat'],
    },
    {
      name: 'Teh daun kelor',
      slug: 'kelor',
      price: [30, 60],
      sells: ['makan-minum-rapat', 'jamuan-tamu', 'makan-minum-pendidikan'],
    },
    {
      name: 'Abon ikan Alor',
      slug: 'abon_ikan_alor',
      price: [45, 85],
      sells: ['makan-minum-rapat', 'suvenir', 'makan-minum-pendidikan'],
    },
    { name: 'Madu hutan Amfoang 500 ml', slug: 'madu_amfoang', price: [110, 180], sells: ['suvenir', 'jamuan-tamu'] },
    {
      name: "Se'i sapi kemasan 250 gram",
      slug: 'sei',
      price: [75, 130],
      sells: ['jamuan-tamu', 'makan-minum-rapat', 'suvenir'],
    },
    { name: 'Gula semut lontar', slug: 'gula_semut_lontar', price: [25, 50], sells: ['makan-minum-rapat', 'suvenir'] },
    {
      name: 'Keripik pisang',
      slug: 'keripik_pisang_ubi',
      price: [18, 35],
      sells: ['makan-minum-rapat', 'makan-minum-pendidikan'],
    },
    {
      name: 'Jagung titi',
      slug: 'jagung_titi',
      price: [20, 40],
      sells: ['makan-minum-rapat', 'suvenir', 'makan-minum-pendidikan'],
    },
    {
      name: 'Kacang mete panggang',
      slug: 'jambu_mete',
      price: [65, 110],
      sells: ['jamuan-tamu', 'suvenir', 'makan-minum-rapat'],
    },
  ],
};

/** How many enterprises of each trade (600 in all), the share that is micro or small, and the forms of their names. */
export const TRADES: Readonly<Record<Trade, { count: number; umkShare: number; forms: readonly string[] }>> = {
  katering: { count: 150, umkShare: 0.66, forms: ['UD', 'CV', 'Rumah Makan', 'Dapur', 'Katering'] },
  tenun: { count: 70, umkShare: 0.97, forms: ['Kelompok Tenun', 'Sanggar Tenun', 'Koperasi Tenun', 'Rumah Tenun'] },
  pangan: { count: 60, umkShare: 0.97, forms: ['Kelompok Usaha', 'Rumah Produksi', 'UD', 'Koperasi'] },
  suvenir: { count: 40, umkShare: 0.75, forms: ['Galeri', 'Toko', 'CV', 'UD'] },
  atk: { count: 120, umkShare: 0.52, forms: ['CV', 'UD', 'Toko', 'PT'] },
  percetakan: { count: 55, umkShare: 0.55, forms: ['CV', 'Percetakan', 'UD'] },
  komputer: { count: 45, umkShare: 0.3, forms: ['CV', 'PT'] },
  seragam: { count: 25, umkShare: 0.5, forms: ['CV', 'Penjahit', 'UD'] },
  sewa: { count: 20, umkShare: 0.5, forms: ['CV', 'PT', 'UD'] },
  obat: { count: 10, umkShare: 0, forms: ['PT'] },
  internet: { count: 5, umkShare: 0, forms: ['PT'] },
};

/** Two of these, in this order, make an invented name; neither is a person's. */
export const NAME_FIRST = [
  'Lontar',
  'Sabana',
  'Cendana',
  'Komodo',
  'Karang',
  'Mutiara',
  'Flobamora',
  'Sasando',
  'Gading',
  'Fajar',
  'Ombak',
  'Bukit',
  'Padang',
  'Teluk',
  'Embun',
  'Bunga',
  'Sinar',
  'Pelangi',
  'Rimba',
  'Telaga',
  'Kelor',
  'Kenari',
  'Batu',
  'Angin',
  'Bintang',
  'Pasir',
  'Lembah',
  'Muara',
] as const;
export const NAME_SECOND = [
  'Biru',
  'Sejuk',
  'Lestari',
  'Senja',
  'Timur',
  'Selatan',
  'Raya',
  'Mekar',
  'Jaya Abadi',
  'Nusa',
  'Bersama',
  'Sejati',
  'Permai',
  'Ceria',
  'Gemilang',
  'Baru',
  'Utama',
  'Mandiri',
  'Harapan',
  'Rukun',
  'Cerah',
  'Tenteram',
] as const;

/** Kabupaten and kota with the town that names its schools and offices; Kemendagri codes. */
export const PLACES: readonly { code: string; name: string; town: string }[] = [
  { code: '53.71', name: 'Kota Kupang', town: 'Kota Kupang' },
  { code: '53.01', name: 'Kabupaten Kupang', town: 'Oelamasi' },
  { code: '53.02', name: 'Kabupaten Timor Tengah Selatan', town: 'Soe' },
  { code: '53.03', name: 'Kabupaten Timor Tengah Utara', town: 'Kefamenanu' },
  { code: '53.04', name: 'Kabupaten Belu', town: 'Atambua' },
  { code: '53.05', name: 'Kabupaten Alor', town: 'Kalabahi' },
  { code: '53.06', name: 'Kabupaten Flores Timur', town: 'Larantuka' },
  { code: '53.07', name: 'Kabupaten Sikka', town: 'Maumere' },
  { code: '53.08', name: 'Kabupaten Ende', town: 'Ende' },
  { code: '53.09', name: 'Kabupaten Ngada', town: 'Bajawa' },
  { code: '53.10', name: 'Kabupaten Manggarai', town: 'Ruteng' },
  { code: '53.11', name: 'Kabupaten Sumba Timur', town: 'Waingapu' },
  { code: '53.12', name: 'Kabupaten Sumba Barat', town: 'Waikabubak' },
  { code: '53.13', name: 'Kabupaten Lembata', town: 'Lewoleba' },
  { code: '53.14', name: 'Kabupaten Rote Ndao', town: "Ba'a" },
  { code: '53.15', name: 'Kabupaten Manggarai Barat', town: 'Labuan Bajo' },
  { code: '53.16', name: 'Kabupaten Nagekeo', town: 'Mbay' },
  { code: '53.17', name: 'Kabupaten Sumba Tengah', town: 'Waibakul' },
  { code: '53.18', name: 'Kabupaten Sumba Barat Daya', town: 'Tambolaka' },
  { code: '53.19', name: 'Kabupaten Manggarai Timur', town: 'Borong' },
  { code: '53.20', name: 'Kabupaten Sabu Raijua', town: 'Seba' },
  { code: '53.21', name: 'Kabupaten Malaka', town: 'Betun' },
];

/** Personal columns hold nothing but these, so that one can see them being masked and nobody is ever called. */
export const FAKE = {
  phone: '081200000000',
  officePhone: '0380-000000',
  email: 'contoh@example.invalid',
  nip: '000000000000000000',
  person: 'Nama Contoh',
  username: 'CONTOH',
} as const;
