import type { Source } from '../../../purchasing/intake/rows.js';
import type {
  Catalogue,
  Ovop,
  ProductShare,
  SpendingBy,
  SpendingChoices,
  SpendingFilter,
  SpendingMonth,
  SpendingRow,
  SpendingTotals,
  Standing,
  Umk,
} from '../../../purchasing/spending.js';
import { formatMonth } from '../../../shared/dates.js';
import { formatAmount, formatPercent } from '../../../shared/money.js';
import type { TableSort } from './spending.address.js';

export const SOURCE_WORDS: Readonly<Record<Source, string>> = {
  v5: 'e-Katalog v5',
  v6: 'e-Katalog v6',
  'toko-daring': 'Toko Daring',
  tender: 'Tender',
  'non-tender': 'Nontender',
  pencatatan: 'Pencatatan',
  swakelola: 'Swakelola',
  lainnya: 'Sumber lain',
};

export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  completed: 'Selesai',
  committed: 'Masih berjalan',
  never: 'Tidak dihitung',
  unknown: 'Status belum dikenal',
  missing: 'Hilang dari sumber',
};

/** The colour of a standing's word. */
export const STANDING_KINDS: Readonly<Record<Standing, 'good' | 'warn' | 'bad' | 'none'>> = {
  completed: 'good',
  committed: 'good',
  never: 'none',
  unknown: 'warn',
  missing: 'warn',
};

/** What a standing means for the sums, in one sentence. */
export const STANDING_SENTENCES: Readonly<Record<Standing, string>> = {
  completed: 'Masuk transaksi dan transaksi selesai.',
  committed: 'Masuk transaksi, belum masuk transaksi selesai.',
  never: 'Tidak masuk jumlah mana pun: batal, gagal, belum mengikat, atau diputuskan dikeluarkan.',
  unknown: 'Tidak masuk jumlah mana pun sampai statusnya dipetakan pada tabel status.',
  missing: 'Tidak masuk jumlah mana pun sampai staf memutuskan, karena tidak ada lagi dalam berkas yang lebih baru.',
};

export const CATALOGUE_WORDS: Readonly<Record<Catalogue, string>> = {
  'own-local': 'Lokal sendiri',
  'other-local': 'Lokal daerah lain',
  sektoral: 'Sektoral',
  nasional: 'Nasional',
  unknown: 'Belum diketahui',
  'n/a': 'Tidak ada jenis katalog (v6, Toko Daring)',
};

export const UMK_WORDS: Readonly<Record<Umk, string>> = { yes: 'Ya', no: 'Tidak', unknown: 'Belum diketahui' };
export const OVOP_WORDS: Readonly<Record<Ovop, string>> = { yes: 'Ya', mixed: 'Campuran', no: 'Tidak' };

/** Groups of standings that a person chooses from. */
export const STANDING_CHOICES: readonly { value: string; text: string }[] = [
  { value: 'committed,completed', text: 'Transaksi (berjalan dan selesai)' },
  { value: 'completed', text: 'Selesai' },
  { value: 'committed', text: 'Masih berjalan' },
  { value: 'never', text: 'Tidak dihitung' },
  { value: 'unknown', text: 'Status belum dikenal' },
  { value: 'missing', text: 'Hilang dari sumber' },
];

/** 8 → 'Agustus', and the three rests of a year. */
export function monthWords(month: SpendingMonth): string {
  if (month === -1) return 'Tanpa tanggal';
  if (month === 0) return 'Sebelum tahun anggaran';
  if (month === 13) return 'Sesudah tahun anggaran';
  return formatMonth(month);
}

/** 'APBD+BLUD' → 'APBD dan BLUD'. */
export function fundWords(fund: string): string {
  return fund === '' ? 'Tidak disebut' : fund.replaceAll('+', ' dan ');
}

export function count(value: number): string {
  return formatAmount(BigInt(value) * 100n);
}

const TITLES: Readonly<Record<SpendingBy, string>> = {
  'perangkat-daerah': 'Berapa belanja tiap perangkat daerah?',
  satker: 'Berapa belanja tiap satker?',
  source: 'Lewat sumber mana belanja terjadi?',
  status: 'Sampai di mana setiap pesanan?',
  catalogue: 'Dari katalog mana belanja terjadi?',
  month: 'Kapan belanja terjadi?',
  fund: 'Dari sumber dana mana belanja dibiayai?',
  umk: 'Berapa belanja pada usaha mikro dan kecil?',
  ovop: 'Berapa belanja produk OVOP?',
};

export function titleOf(by: SpendingBy): string {
  return TITLES[by];
}

/** Key and label of a row as a person reads them. */
export function rowLabel(by: SpendingBy, row: Pick<SpendingRow, 'key' | 'label'>): string {
  switch (by) {
    case 'source':
      return SOURCE_WORDS[row.key as Source] ?? row.label;
    case 'catalogue':
      return CATALOGUE_WORDS[row.key as Catalogue] ?? row.label;
    case 'month':
      return /^-?\d{1,2}$/.test(row.key) ? monthWords(Number(row.key) as SpendingMonth) : row.label;
    case 'umk':
      return UMK_WORDS[row.key as Umk] ?? row.label;
    case 'ovop':
      return OVOP_WORDS[row.key as Ovop] ?? row.label;
    case 'fund':
      return fundWords(row.key);
    default:
      return row.label === '' ? row.key : row.label;
  }
}

/** In which groups the packages of a row stand: 'Selesai', or 'Selesai, Hilang dari sumber'. */
export function standingWords({ committed, completed, never, unknown, missing }: SpendingTotals): string {
  const words: string[] = [];
  if (completed.packages > 0) words.push(STANDING_WORDS.completed);
  if (committed.packages > completed.packages) words.push(STANDING_WORDS.committed);
  if (never.packages > 0) words.push(STANDING_WORDS.never);
  if (unknown.packages > 0) words.push(STANDING_WORDS.unknown);
  if (missing.packages > 0) words.push(STANDING_WORDS.missing);
  return words.join(', ');
}

/** What stands in neither sum, by kind; kinds without packages are left out. */
export function apartOf(
  totals: SpendingTotals,
): { standing: Standing; packages: number; value: bigint; said: string }[] {
  const said = {
    never: 'batal, gagal atau belum mengikat',
    unknown: 'status belum dikenal',
    missing: 'hilang dari sumber',
  };
  return (['never', 'unknown', 'missing'] as const)
    .filter((standing) => totals[standing].packages > 0)
    .map((standing) => ({ standing, ...totals[standing], said: said[standing] }));
}

/** Value of everything that is in neither sum; sen. */
export function apartValue({ never, unknown, missing }: SpendingTotals): bigint {
  return never.value + unknown.value + missing.value;
}

/** The share that surely went to UMK: '61,2 %'; '–' when there is nothing to share. */
export function umkShare({ committed }: SpendingTotals): string {
  return formatPercent(committed.umk.yes, committed.value);
}

/** The share whose supplier's class is not known. */
export function umkUnknownShare({ committed }: SpendingTotals): string {
  return formatPercent(committed.umk.unknown, committed.value);
}

/** The share of UMK in what is known; '–' when nothing is. */
export function umkShareOfKnown({ committed: { umk } }: SpendingTotals): string {
  return formatPercent(umk.yes, umk.yes + umk.no);
}

/** What is filtered beyond year and KLPD, in words; null when nothing is. */
export function filterWords(filter: SpendingFilter, names: FilterNames = {}): string | null {
  const {
    months,
    sources,
    standings,
    funds,
    catalogues,
    umk,
    ovop,
    statusKeys,
    perangkatDaerah,
    satkerKey,
    ovopEntry,
    product,
    productShare,
  } = filter;
  const list = (word: string, values: readonly string[] | undefined): string[] =>
    values ? [`${word} ${values.join(', ')}`] : [];
  const words = [
    ...list('bulan', months?.map(monthWords)),
    ...list(
      'sumber',
      sources?.map((source) => SOURCE_WORDS[source]),
    ),
    ...(standings ? [`kelompok status ${standingChoiceWords(standings)}`] : []),
    ...list(
      'status',
      statusKeys?.map((key) => names.statuses?.get(key) ?? key),
    ),
    ...list('sumber dana', funds?.map(fundWords)),
    ...list(
      'katalog',
      catalogues?.map((catalogue) => CATALOGUE_WORDS[catalogue].toLowerCase()),
    ),
    ...list(
      'UMK',
      umk?.map((state) => UMK_WORDS[state].toLowerCase()),
    ),
    ...list(
      'OVOP',
      ovop?.map((state) => OVOP_WORDS[state].toLowerCase()),
    ),
    ...(perangkatDaerah === undefined
      ? []
      : [
          names.perangkatDaerah ??
            (perangkatDaerah === 'unmapped' ? 'belum dipetakan' : `perangkat daerah ${perangkatDaerah}`),
        ]),
    ...(satkerKey === undefined ? [] : [`satker ${names.satker ?? satkerKey}`]),
    ...(ovopEntry === undefined ? [] : [`ditandai entri OVOP nomor ${ovopEntry}`]),
    ...(product === undefined ? [] : [productWords(names.product ?? `nomor ${product}`, productShare)]),
  ];
  return words.length === 0 ? null : words.join('; ');
}

function productWords(name: string, share: ProductShare | undefined): string {
  const shared =
    share === 'shared' ? ' bersama produk lain' : share === 'own' ? ' tanpa pesanan bersama produk lain' : '';
  return `produk katalog ${name}${shared}`;
}

export interface FilterNames {
  product?: string;
  perangkatDaerah?: string;
  satker?: string;
  statuses?: ReadonlyMap<string, string>;
}

function standingChoiceWords(standings: readonly Standing[]): string {
  const both = standings.length === 2 && standings.includes('committed') && standings.includes('completed');
  return both ? 'transaksi' : standings.map((standing) => STANDING_WORDS[standing].toLowerCase()).join(', ');
}

/** 'Tahun anggaran 2026' or 'Semua tahun anggaran'. */
export function yearWords(year: number | null): string {
  return year === null ? 'Semua tahun anggaran' : `Tahun anggaran ${year}`;
}

/** Whose spending it is: the name where the data tell it. */
export function klpdWords(klpd: string | null, choices: SpendingChoices): string {
  if (klpd === null) return 'Semua KLPD';
  return choices.klpds.find((choice) => choice.code === klpd)?.name ?? klpd;
}

/** Rows in the order that was asked for; 'Belum dipetakan' stays last, where a rest belongs. */
export function sortRows(rows: readonly SpendingRow[], sort: TableSort): SpendingRow[] {
  const key = SORT_KEYS[sort.by];
  if (!key) return [...rows];
  const turn = sort.direction === 'asc' ? 1 : -1;
  return [...rows].sort((a, b) => {
    const rest = Number(a.key === 'unmapped') - Number(b.key === 'unmapped');
    return rest || turn * compare(key(a), key(b)) || compare(a.label, b.label);
  });
}

/** Months of a fiscal year as it goes: what came before it, its months, what came after, what has no date. */
export const MONTH_ORDER = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '-1'];

export function inMonthOrder(rows: readonly SpendingRow[]): SpendingRow[] {
  return [...rows].sort((a, b) => MONTH_ORDER.indexOf(a.key) - MONTH_ORDER.indexOf(b.key));
}

type SortValue = bigint | string;

const SORT_KEYS: Readonly<Record<string, (row: SpendingRow) => SortValue>> = {
  nama: (row) => row.label.toLowerCase(),
  paket: (row) => BigInt(row.totals.packages),
  transaksi: (row) => row.totals.committed.value,
  selesai: (row) => row.totals.completed.value,
  'umk-ya': (row) => row.totals.committed.umk.yes,
  'umk-tidak': (row) => row.totals.committed.umk.no,
  'umk-belum': (row) => row.totals.committed.umk.unknown,
  'ovop-ya': (row) => row.totals.committed.ovop.yes,
  'ovop-campuran': (row) => row.totals.committed.ovop.mixed,
  // A share of nothing is below every share, and not 0 %.
  pangsa: ({ totals: { committed } }) =>
    committed.value === 0n ? -1n : (committed.umk.yes * 1_000_000n) / committed.value,
};

function compare<T extends SortValue>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Decimal text as an Indonesian writes it: '1234.5' → '1.234,5'. */
export function decimalWords(decimal: string): string {
  const [whole = '0', fraction = ''] = decimal.split('.');
  const kept = fraction.replace(/0+$/, '');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return kept === '' ? grouped : `${grouped},${kept}`;
}

const MATCHED: Readonly<Record<string, string>> = {
  'produk v5': 'menurut kode produk v5',
  'produk v6': 'menurut kode produk v6',
  'nilai per produk': 'menurut nilai per produk v6',
  penyedia: 'menurut penyedia',
  komoditas: 'menurut komoditas',
  kata: 'menurut kata pada nama',
  merchant: 'menurut nama pedagang',
};

/** On what an entry of the OVOP list matched. */
export function matchedWords(matchedOn: string): string {
  return MATCHED[matchedOn] ?? matchedOn;
}
