import type { DecisionDto, ListedDecisionDto } from '../../../eligibility/decisions/decisions.dto.js';
import type { State } from '../../../eligibility/rules/assess.js';
import type { Outcome } from '../../../eligibility/rules/rule.js';
import { STATE_WORDS } from '../../../eligibility/wording/wording.js';
import { formatDay, formatMoment } from '../../../shared/dates.js';
type StateKind = 'good' | 'warn' | 'bad' | 'none';

export const STATE_KINDS: Readonly<Record<State, StateKind>> = {
  layak: 'good',
  'layak-bersyarat': 'warn',
  'belum-lengkap': 'none',
  kedaluwarsa: 'bad',
  'tidak-layak': 'bad',
  'tidak-berlaku': 'none',
};

export const OUTCOME_KINDS: Readonly<Record<Outcome, StateKind>> = {
  meets: 'good',
  fails: 'bad',
  'does-not-apply': 'none',
  'cannot-tell': 'warn',
};

export const PLATFORM_WORDS = { v5: 'Katalog versi 5', v6: 'Katalog versi 6' } as const;

export const RULE_SET_WORDS: Readonly<Record<string, string>> = {
  'kepka-122-2022': 'aturan katalog versi 5 (Kepka LKPP 122/2022)',
  'kepka-177-2024': 'aturan katalog versi 6 (Kepka LKPP 177/2024)',
};

/** What each outcome means for who reads it. */
export const STATE_MEANING: Readonly<Record<State, string>> = {
  layak: 'Semua syarat untuk menjual terpenuhi.',
  'layak-bersyarat': 'Tidak ada syarat yang menghalangi, tetapi ada catatan yang perlu dibaca.',
  'belum-lengkap': 'Ada syarat yang belum dapat dinilai karena keterangannya belum ada.',
  kedaluwarsa: 'Yang menghalangi hanya dokumen yang sudah habis masa berlakunya.',
  'tidak-layak': 'Ada syarat yang tidak terpenuhi.',
  'tidak-berlaku': 'Tidak ada syarat yang ditanyakan.',
};

/** "Tenun Sikka dari UD Kain Indah", or the name of the enterprise alone. */
export function subjectName(
  one: Pick<DecisionDto | ListedDecisionDto, 'enterpriseName' | 'productName' | 'productId'>,
): string {
  if (one.productId === null) return one.enterpriseName;
  return `${one.productName ?? `produk ${one.productId}`} dari ${one.enterpriseName}`;
}

/** The question that a page about one subject answers. */
export function questionOf(one: Parameters<typeof subjectName>[0]): string {
  const verb = one.productId === null ? 'menjual' : 'dijual';
  return `Bolehkah ${subjectName(one)} ${verb} pada katalog?`;
}

/** Which decision held on a day, as it was known on another, and whether it still told the truth then. */
export function heldWords(
  { day: of, decidedAt, validUntil }: Pick<DecisionDto, 'day' | 'decidedAt' | 'validUntil'>,
  day: string,
  known: string | undefined,
  timeZone: string,
): string {
  const axes = momentsOf(day, known, '').join(', ');
  const over = validUntil !== null && validUntil < day;
  return (
    `${axes}: keputusan untuk ${formatDay(of)}, dibuat ${formatMoment(decidedAt, timeZone)}.` +
    (over ? ` Batasnya, ${formatDay(validUntil)}, sudah lewat pada hari itu dan belum dinilai ulang.` : '')
  );
}

/** The two axes of time, as the head of the page tells them. */
export function momentsOf(day: string, known: string | undefined, today: string): string[] {
  const held = day === today ? `Keadaan hari ini, ${formatDay(day)}` : `Keadaan pada ${formatDay(day)}`;
  return [
    held,
    known === undefined ? 'menurut yang diketahui sekarang' : `menurut yang diketahui pada ${formatDay(known)}`,
  ];
}

/** "Berlaku sampai ..." */
export function untilWords(validUntil: string | null, outOfDate: boolean): string {
  if (validUntil === null) return 'tidak diketahui batasnya';
  return outOfDate ? `sudah lewat (${formatDay(validUntil)}), belum dinilai ulang` : formatDay(validUntil);
}

export function stateOptions(): { value: State; text: string }[] {
  return Object.entries(STATE_WORDS).map(([value, text]) => ({ value: value as State, text }));
}
