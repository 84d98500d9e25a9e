import type { Language } from '../../../etalase/places/place.js';

type Said = readonly [id: string, en: string];

/** What the visitors' pages say, in both languages. */
const WORDS = {
  places: ['Lokasi wisata', 'Places to visit'],
  whichPlaces: ['Ke mana Anda akan pergi?', 'Where are you going?'],
  listLead: [
    'Di setiap lokasi wisata ada produk unggulan desa-desa di sekitarnya. Pilih lokasi untuk melihatnya.',
    'Every place has products made in the villages around it. Choose a place to see them.',
  ],
  search: ['Nama', 'Name'],
  region: ['Kabupaten/kota', 'Regency or city'],
  kind: ['Jenis', 'Kind'],
  all: ['Semua', 'All'],
  apply: ['Cari', 'Search'],
  clear: ['Hapus saringan', 'Clear'],
  found: ['lokasi', 'places'],
  none: ['Tidak ada lokasi yang sesuai. Kurangi saringannya.', 'No place matches. Use fewer filters.'],
  next: ['Berikutnya', 'Next'],
  first: ['Dari awal', 'Back to the start'],
  otherLanguage: ['English', 'Bahasa Indonesia'],
  opening: ['Jam buka', 'Opening hours'],
  manager: ['Pengelola', 'Run by'],
  where: ['Letak', 'Where'],
  map: ['Lihat di peta', 'See on a map'],
  mapWarning: [
    'Titik di peta adalah perkiraan, bukan untuk navigasi.',
    'The point on the map is an estimate, not for navigation.',
  ],
  atPlace: ['Etalase OVOP di sini', 'The OVOP display here'],
  noEtalase: ['Belum ada etalase yang tercatat di lokasi ini.', 'No display is on record at this place yet.'],
  since: ['sejak', 'since'],
  inspected: ['diperiksa', 'inspected'],
  products: ['Produk di sekitar sini', 'Products from around here'],
  noProducts: [
    'Belum ada produk terverifikasi untuk lokasi ini.',
    'There are no verified products for this place yet.',
  ],
  turns: [
    'Urutannya berganti setiap hari supaya setiap pembuat mendapat giliran.',
    'The order changes every day so that each maker has a turn.',
  ],
  shownOf: ['{shown} dari {total} produk.', '{shown} of {total} products.'],
  showAll: ['Tampilkan semua {total} produk', 'Show all {total} products'],
  noPhoto: ['Belum ada foto', 'No photo yet'],
  photoOf: ['Foto', 'Photo of'],
  by: ['Dibuat', 'Made by'],
  season: ['Musim', 'Season'],
  outOfSeason: ['Sedang tidak musim', 'Out of season now'],
  noPrice: ['Harga belum diketahui', 'Price not known'],
  starOf: ['bintang, skema', 'stars, scheme'],
  share: ['Bagikan', 'Share'],
  mail: ['Kirim lewat surel', 'Send by e-mail'],
  whatsapp: ['Kirim lewat WhatsApp', 'Send by WhatsApp'],
  print: [
    'Untuk mencetak halaman ini: menu peramban, lalu Cetak (Ctrl+P).',
    "To print this page: your browser's menu, then Print (Ctrl+P).",
  ],
  printRest: [
    'Yang dicetak hanya yang tampil; untuk semuanya, tampilkan dahulu semua {total} produk.',
    'Only what is shown is printed; for everything, first show all {total} products.',
  ],
  data: ['Data halaman ini', 'The data of this page'],
  source: ['Sumber', 'Source'],
  address: ['Alamat halaman ini', 'Address of this page'],
  skip: ['Langsung ke isi', 'Skip to content'],
} as const satisfies Record<string, Said>;

export type WordKey = keyof typeof WORDS;

/** Says a word in the language. */
export function speaker(language: Language): (key: WordKey) => string {
  const at = language === 'id' ? 0 : 1;
  return (key) => WORDS[key][at];
}

const MONTHS_EN = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** '2 March 2026'. */
export function englishDay(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${Number(date)} ${MONTHS_EN[Number(month) - 1] ?? ''} ${year}`;
}
