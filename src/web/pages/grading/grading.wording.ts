import type { AssessmentHead } from '../../../catalogue/grading/assessments.service.js';
import type { DueState } from '../../../catalogue/grading/grading.queries.js';
import type { Score, Share } from '../../../catalogue/grading/rubric.js';
import type { SelectionAnswer } from '../../../catalogue/grading/selection.js';
import type { StarDecider } from '../../../catalogue/grading/stars.service.js';
import type { StarScheme } from '../../../catalogue/stars.js';
import { formatAmount, formatPercent } from '../../../shared/money.js';

export const ANSWER_WORDS: Readonly<Record<SelectionAnswer, string>> = {
  ya: 'Ya',
  tidak: 'Tidak',
  'belum-dinilai': 'Belum dinilai',
};

export const DUE_WORDS: Readonly<Record<DueState, string>> = {
  terlambat: 'Jatuh tempo',
  segera: 'Jatuh tempo dalam 90 hari',
  'belum-pernah': 'Belum pernah dinilai',
  berlaku: 'Masih berlaku',
};

export const SCHEME_WORDS: Readonly<Record<StarScheme, string>> = {
  '1-5': 'skema lama, bintang 1 sampai 5',
  '1-3': 'skema baru, bintang 1 sampai 3',
};

export const DECIDER_WORDS: Readonly<Record<StarDecider, string>> = { kementerian: 'Kementerian', biro: 'Biro' };

/** 1234 → '1.234'. */
export function count(value: number): string {
  return formatAmount(BigInt(value) * 100n);
}

/** '70,8 %'. */
export function shareWords({ numerator, denominator }: Share): string {
  return formatPercent(numerator, denominator);
}

/** '80,0 % (12 dari 15 bobot)'. */
export function completenessWords(judged: number, applicable: number): string {
  return `${formatPercent(BigInt(judged), BigInt(applicable))} (${judged} dari ${applicable} bobot)`;
}

/** The score of an open judging in one sentence; where there is none, why not and between what it would lie. */
export function scoreSentence(score: Score, minimumPercent: number): string {
  const { judgedWeight, applicableWeight, least, most } = score;
  if (score.because === 'nothing-applies')
    return 'Belum dapat dinilai: semua dimensi dinyatakan tidak berlaku, jadi tidak ada yang dapat diberi skor.';
  const judged = `Yang sudah dinilai ${completenessWords(judgedWeight, applicableWeight)}`;
  const between = least && most ? `; skornya kelak antara ${shareWords(least)} dan ${shareWords(most)}` : '';
  return score.score
    ? `Skor ${shareWords(score.score)}. ${judged}${judgedWeight < applicableWeight ? between : ''}.`
    : `Belum dapat dinilai. ${judged}, paling sedikit ${minimumPercent} %${between}.`;
}

/** 'Belum dapat dinilai', or the score as it was when closed; never a zero for what is not known. */
export function closedScoreWords({ score }: Pick<AssessmentHead, 'score'>): string {
  return score ? shareWords(score) : 'Belum dapat dinilai';
}

/** 'Bintang 4 (skema lama, bintang 1 sampai 5)'. */
export function starWords(scheme: StarScheme, stars: number): string {
  return `Bintang ${stars} (${SCHEME_WORDS[scheme]})`;
}
