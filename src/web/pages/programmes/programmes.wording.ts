import type { Outcome, OutcomeSide, OutcomeStep } from '../../../participation/programmes/outcome.js';
import type { Programme, ProgrammeState } from '../../../participation/programmes/programme.js';
import { formatDay } from '../../../shared/dates.js';
import { formatAmount, formatPercent } from '../../../shared/money.js';

export const STATE_WORDS: Readonly<Record<ProgrammeState, string>> = {
  rencana: 'Direncanakan',
  berjalan: 'Berjalan',
  selesai: 'Selesai',
  batal: 'Batal',
};

export const STATE_KINDS = { rencana: 'none', berjalan: 'warn', selesai: 'good', batal: 'bad' } as const;

export const NOT_THERE = 'tidak tersedia';

/** 1234 → '1.234'. */
export function count(value: number): string {
  return formatAmount(BigInt(value) * 100n);
}

/** '1 Maret 2025 sampai 5 Maret 2025'; without a last day 'sejak …'. */
export function periodWords({ startsOn, endsOn }: Pick<Programme, 'startsOn' | 'endsOn'>): string {
  if (endsOn === startsOn) return formatDay(startsOn);
  return endsOn === null ? `sejak ${formatDay(startsOn)}` : `${formatDay(startsOn)} sampai ${formatDay(endsOn)}`;
}

/** '12 dari 40 (30,0 %)'; nobody to count is said, unknown is not zero. */
export function ofAll(part: number | null, whole: number): string {
  if (part === null) return NOT_THERE;
  if (whole === 0) return 'tidak ada yang dihitung';
  return `${count(part)} dari ${count(whole)} (${formatPercent(BigInt(part), BigInt(whole))})`;
}

/** One row of the comparison. */
export interface OutcomeLine {
  what: string;
  note: string;
  participants: string;
  others: string;
}

/** The comparison, row by row; a share is of those of whom it can be told. */
export function outcomeLines({ participants, others }: Outcome): OutcomeLine[] {
  const line = (what: string, note: string, told: (side: OutcomeSide) => string): OutcomeLine => ({
    what,
    note,
    participants: told(participants),
    others: told(others),
  });
  const step =
    (take: (side: OutcomeSide) => OutcomeStep, part: keyof OutcomeStep, whole: (side: OutcomeSide) => number) =>
    (side: OutcomeSide): string =>
      ofAll(take(side)[part], whole(side));
  const everybody = ({ enterprises }: OutcomeSide): number => enterprises;
  const keyed = ({ enterprises, withoutKey }: OutcomeSide): number => enterprises - withoutKey;
  const listed = ({ listed: told }: OutcomeSide): OutcomeStep => told;
  const sold = ({ sold: told }: OutcomeSide): OutcomeStep => told;
  return [
    line('Layak', 'Keputusan kelayakan terbaru yang masih berlaku', ({ eligible, enterprises }) =>
      ofAll(eligible === null ? null : eligible.yes, enterprises),
    ),
    line('Kelayakannya belum diputuskan', 'Tanpa keputusan sampai tanggal itu', ({ eligible, enterprises }) =>
      ofAll(eligible === null ? null : eligible.unknown, enterprises),
    ),
    line('Tayang', 'Punya produk tayang pada suatu hari sejak ikut', step(listed, 'after', everybody)),
    line('Baru tayang', 'Tayang sejak ikut, sebelumnya tidak', step(listed, 'fresh', everybody)),
    line(
      'Menjual',
      'Paling sedikit satu transaksi sejak ikut; dari yang punya kode penyedia',
      step(sold, 'after', keyed),
    ),
    line('Baru menjual', 'Menjual sejak ikut, sebelumnya tidak', step(sold, 'fresh', keyed)),
    line('Tanpa kode penyedia', 'Penjualannya tidak dapat diketahui', (side) =>
      ofAll(side.withoutKey, side.enterprises),
    ),
  ];
}

/** The answer of a programme's page, with of what, by when and against what. */
export function outcomeSentence(outcome: Outcome | null, programme: Pick<Programme, 'startsOn'>): string {
  if (outcome === null)
    return `Program baru dimulai ${formatDay(programme.startsOn)}; apa yang terjadi sesudahnya belum dapat dihitung.`;
  const { participants, others, until } = outcome;
  if (participants.enterprises === 0) return 'Belum ada peserta yang dicatat.';
  if (participants.sold.after === null)
    return `${count(participants.enterprises)} pelaku usaha ikut. Belum ada pembelian yang diimpor sejak program dimulai, jadi belum dapat dikatakan siapa yang menjual.`;
  const own = ofAll(participants.sold.after, participants.enterprises - participants.withoutKey);
  const other = ofAll(others.sold.after, others.enterprises - others.withoutKey);
  return `Sampai ${formatDay(until)}, dari peserta yang punya kode penyedia ${own} menjual kepada pemerintah; dari yang tidak ikut program mana pun ${other}. Perbandingan, bukan sebab akibat.`;
}
