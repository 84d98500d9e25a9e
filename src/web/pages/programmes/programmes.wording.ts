import type {
  Outcome,
  OutcomeMember,
  OutcomeReached,
  OutcomeSide,
  OutcomeSideName,
  OutcomeStep,
} from '../../../participation/programmes/outcome.js';
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

type Told = Exclude<OutcomeReached, 'semua'>;

/** What each step is called, and who is counted for it. */
export const REACHED_WORDS: Readonly<Record<Told, { what: string; note: string }>> = {
  layak: { what: 'Layak', note: 'Keputusan kelayakan terbaru yang masih berlaku' },
  'belum-diputuskan': { what: 'Kelayakannya belum diputuskan', note: 'Tanpa keputusan sampai tanggal itu' },
  tayang: { what: 'Tayang', note: 'Punya produk tayang pada suatu hari sejak ikut' },
  'baru-tayang': { what: 'Baru tayang', note: 'Tayang sejak ikut, sebelumnya tidak' },
  menjual: { what: 'Menjual', note: 'Paling sedikit satu transaksi sejak ikut; dari yang punya kode penyedia' },
  'baru-menjual': { what: 'Baru menjual', note: 'Menjual sejak ikut, sebelumnya tidak' },
  'tanpa-kode': { what: 'Tanpa kode penyedia', note: 'Penjualannya tidak dapat diketahui' },
};

export const SIDE_WORDS: Readonly<Record<OutcomeSideName, string>> = {
  peserta: 'Peserta',
  'bukan-peserta': 'Tidak ikut program mana pun',
};

/** From which day on it is counted; whoever did not take part has no day of its own. */
export const SINCE_WORDS: Readonly<Record<OutcomeSideName, string>> = {
  peserta: 'sejak ikut',
  'bukan-peserta': 'sejak program mulai',
};

/** One row of the comparison. */
export interface OutcomeLine {
  /** Who is counted. */
  reached: OutcomeReached;
  what: string;
  note: string;
  participants: string;
  others: string;
}

/** The comparison, row by row; a share is of those of whom it can be told. */
export function outcomeLines({ participants, others }: Outcome): OutcomeLine[] {
  const line = (reached: Told, told: (side: OutcomeSide) => string): OutcomeLine => ({
    reached,
    ...REACHED_WORDS[reached],
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
    line('layak', ({ eligible, enterprises }) => ofAll(eligible === null ? null : eligible.yes, enterprises)),
    line('belum-diputuskan', ({ eligible, enterprises }) =>
      ofAll(eligible === null ? null : eligible.unknown, enterprises),
    ),
    line('tayang', step(listed, 'after', everybody)),
    line('baru-tayang', step(listed, 'fresh', everybody)),
    line('menjual', step(sold, 'after', keyed)),
    line('baru-menjual', step(sold, 'fresh', keyed)),
    line('tanpa-kode', (side) => ofAll(side.withoutKey, side.enterprises)),
  ];
}

/** 'ya', 'tidak', or that it cannot be told. */
export function eligibleWords({ eligible }: OutcomeMember): string {
  return eligible === null ? 'belum diputuskan' : eligible ? 'ya' : 'tidak';
}

/** 'sejak ikut, sebelumnya belum', 'sebelumnya dan sejak ikut', 'hanya sebelumnya', 'belum', or that nothing on file tells. */
export function whenWords(before: boolean | null, after: boolean | null, side: OutcomeSideName): string {
  if (before === null || after === null) return NOT_THERE;
  const since = SINCE_WORDS[side];
  if (after) return before ? `sebelumnya dan ${since}` : `${since}, sebelumnya belum`;
  return before ? 'hanya sebelumnya' : 'belum';
}

export function soldWords({ soldBefore, soldAfter, withoutKey }: OutcomeMember, side: OutcomeSideName): string {
  return withoutKey ? 'tidak dapat diketahui' : whenWords(soldBefore, soldAfter, side);
}

/** The answer of the list behind one number: of whom, by when, counted for what. */
export function membersSentence(
  { side, reached }: { side: OutcomeSideName; reached: OutcomeReached },
  total: number | null,
  until: string,
): string {
  const who = side === 'peserta' ? 'peserta program ini' : 'pelaku usaha yang tidak ikut program mana pun';
  if (reached === 'semua') return `Sampai ${formatDay(until)}: ${count(total ?? 0)} ${who}.`;
  const { what, note } = REACHED_WORDS[reached];
  if (total === null) return `"${what}" ${NOT_THERE}: belum ada datanya. Itu bukan nol.`;
  const counted = `${note.charAt(0).toLowerCase()}${note.slice(1)}`.replace('sejak ikut', SINCE_WORDS[side]);
  return `Sampai ${formatDay(until)}: ${count(total)} ${who} terhitung "${what}" (${counted}).`;
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
