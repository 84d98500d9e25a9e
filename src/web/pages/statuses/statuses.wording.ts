import type { RuleStanding, StatusOverview, StatusRule } from '../../../purchasing/statuses/statuses.service.js';
import { formatDay } from '../../../shared/dates.js';
import { formatAmount, formatRupiahShort } from '../../../shared/money.js';

/** What a standing means for the sums, as a choice of a form. */
export const STANDING_OPTIONS: readonly { value: RuleStanding; text: string }[] = [
  { value: 'completed', text: 'Selesai: masuk transaksi dan transaksi selesai' },
  { value: 'committed', text: 'Berjalan: masuk transaksi, belum selesai' },
  { value: 'never', text: 'Tidak dihitung: batal, gagal, atau belum mengikat' },
  { value: 'unknown', text: 'Belum diketahui: ditampilkan terpisah' },
];

export const STANDING_NAMES: Readonly<Record<RuleStanding, string>> = {
  completed: 'Selesai',
  committed: 'Berjalan',
  never: 'Tidak dihitung',
  unknown: 'Belum diketahui',
};

export const STANDING_KINDS: Readonly<Record<RuleStanding, 'good' | 'warn' | 'bad' | 'none'>> = {
  completed: 'good',
  committed: 'good',
  never: 'none',
  unknown: 'warn',
};

const FIRST_DAY = '2000-01-01';

/** 1234 → '1.234'. */
export function count(value: number): string {
  return formatAmount(BigInt(value) * 100n);
}

/** 'Semua pesanan', 'Pesanan sejak 1 Januari 2026', 'Pesanan 1 Januari 2026 – 31 Maret 2026'. */
export function periodWords({ validFrom, validTo }: Pick<StatusRule, 'validFrom' | 'validTo'>): string {
  if (validFrom === FIRST_DAY) return validTo === null ? 'Semua pesanan' : `Pesanan sampai ${formatDay(validTo)}`;
  const from = formatDay(validFrom);
  return validTo === null ? `Pesanan sejak ${from}` : `Pesanan ${from} – ${formatDay(validTo)}`;
}

/** The page's answer: how many statuses came in, and which of them nobody has given a meaning. */
export function answerWords(statuses: readonly StatusOverview[]): string {
  const seen = statuses.filter((status) => status.packages > 0);
  if (seen.length === 0) return 'Belum ada pesanan pada pilihan ini.';
  const open = seen.filter((status) => status.standing === 'unknown');
  if (open.length === 0) return `Semua ${count(seen.length)} status yang masuk sudah diketahui artinya.`;
  const packages = open.reduce((sum, status) => sum + status.packages, 0);
  const value = open.reduce((sum, status) => sum + status.value, 0n);
  return `${count(open.length)} dari ${count(seen.length)} status belum diketahui artinya. ${count(packages)} paket senilai ${formatRupiahShort(value)} menunggu keputusan.`;
}
