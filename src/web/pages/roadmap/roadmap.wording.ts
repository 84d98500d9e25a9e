import type { Stage, StageProgress } from '../../../participation/programmes/roadmap.js';
import type { Achieved, Standing, TargetLine } from '../../../participation/programmes/target.js';
import type { TargetDirection, TargetFigure, TargetUnit } from '../../../participation/programmes/target-metrics.js';
import { formatDay } from '../../../shared/dates.js';
import { formatRupiah, senFromDecimal } from '../../../shared/money.js';

export const PROGRESS_WORDS: Readonly<Record<StageProgress, string>> = {
  'belum-diketahui': 'Belum diketahui',
  belum: 'Belum mulai',
  berjalan: 'Berjalan',
  selesai: 'Selesai',
};
export const PROGRESS_KINDS = { 'belum-diketahui': 'none', belum: 'bad', berjalan: 'warn', selesai: 'good' } as const;

export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  tercapai: 'Tercapai',
  belum: 'Tidak tercapai',
  berjalan: 'Tahun berjalan',
  'belum-tiba': 'Belum tiba',
  'tidak-tersedia': 'Tidak tersedia',
};
export const STANDING_KINDS = {
  tercapai: 'good',
  belum: 'bad',
  berjalan: 'warn',
  'belum-tiba': 'none',
  'tidak-tersedia': 'none',
} as const;

export const UNIT_WORDS: Readonly<Record<TargetUnit, string>> = {
  usaha: 'pelaku usaha',
  paket: 'paket',
  produk: 'produk',
  etalase: 'etalase',
  rupiah: 'rupiah',
  persen: 'persen',
  hari: 'hari',
  indeks: 'indeks 0 sampai 1',
};

export const DIRECTION_WORDS: Readonly<Record<TargetDirection, string>> = {
  naik: 'paling sedikit',
  turun: 'paling banyak',
};

/** Decimal text as people write it: '1.250', '62,5'. */
export function decimalWords(decimal: string): string {
  const [whole = '', places = ''] = decimal.split('.');
  const kept = places.replace(/0+$/, '');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return kept === '' ? grouped : `${grouped},${kept}`;
}

/** An amount with its unit: '1.250 pelaku usaha', '62,5 %', 'Rp1.000.000'. */
export function amountWords(amount: string, unit: TargetUnit | null): string {
  if (unit === 'rupiah')
    return formatRupiah(senFromDecimal(Number.isInteger(Number(amount)) ? `${amount.split('.')[0]}.00` : amount));
  if (unit === 'persen') return `${decimalWords(amount)} %`;
  if (unit === 'indeks') return decimalWords(amount);
  return unit === null ? decimalWords(amount) : `${decimalWords(amount)} ${UNIT_WORDS[unit]}`;
}

/** What was reached; what nothing tells is said to be so, and a year to come is not missed. */
export function achievedWords({ amount, begun }: Achieved, definition: TargetFigure | null): string {
  if (!begun) return 'tahunnya belum tiba';
  return amount === null ? 'tidak tersedia' : amountWords(amount, definition?.unit ?? null);
}

/** Of what and by when, or why it cannot be said; null where there is nothing to say. */
export function achievedNote({ amount, said, until, whole, begun }: Achieved): string | null {
  if (!begun || (amount === null && said === null)) return null;
  return [...(said === null ? [] : [said]), whole ? 'setahun penuh' : `sampai ${formatDay(until)}`].join(', ');
}

/** The answer of the page, made from stages and targets. */
export function roadmapSentence(stages: readonly Stage[], targets: readonly TargetLine[], today: string): string {
  const year = Number(today.slice(0, 4));
  const now = stages.find((stage) => stage.year === year);
  const first = now
    ? `Tahun ${year} adalah tahun ke-${now.yearNo}, ${now.name.toLowerCase()}: ${PROGRESS_WORDS[now.progress].toLowerCase()}.`
    : year < (stages[0]?.year ?? year)
      ? `Peta jalan dimulai tahun ${stages[0]?.year}.`
      : `Peta jalan berakhir tahun ${stages.at(-1)?.year}.`;
  if (targets.length === 0) return `${first} Belum ada target yang ditetapkan.`;
  const count = (standing: Standing): number => targets.filter((one) => one.standing === standing).length;
  const parts = (
    [
      ['tercapai', 'tercapai'],
      ['belum', 'tidak tercapai'],
      ['berjalan', 'masih dalam tahun berjalan'],
      ['belum-tiba', 'untuk tahun yang belum tiba'],
      ['tidak-tersedia', 'belum dapat diukur'],
    ] as const
  ).flatMap(([standing, words]) => (count(standing) > 0 ? [`${count(standing)} ${words}`] : []));
  return `${first} Dari ${targets.length} target: ${parts.join(', ')}.`;
}
