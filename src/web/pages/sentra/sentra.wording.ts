import {
  type Finding,
  type JudgedCondition,
  type JudgedCriterion,
  openCriteria,
} from '../../../catalogue/sentra/sentra-criteria.js';
import type { JudgedSentra } from '../../../catalogue/sentra/sentra.js';
import { formatAmount } from '../../../shared/money.js';

export const FINDING_WORDS: Readonly<Record<Finding, string>> = {
  met: 'Terpenuhi',
  missing: 'Belum terpenuhi',
  unknown: 'Belum diketahui',
};

export const STATEMENT_WORDS = { ya: 'Ya', tidak: 'Tidak', 'belum-diketahui': 'Belum diketahui' } as const;

/** 1234 → '1.234'. */
export function count(value: number): string {
  return formatAmount(BigInt(value) * 100n);
}

/** 'Kurang 2 perusahaan atau UMKM lain bimbingannya: tercatat 1, paling sedikit 3.' */
export function conditionWords({ condition, finding, counted }: JudgedCondition): string {
  if (condition.kind === 'stated') {
    if (finding === 'met') return `${condition.text}: ya.`;
    return finding === 'missing' ? `${condition.text}: dinyatakan tidak.` : `${condition.text}: belum dinyatakan.`;
  }
  const { minimum, text } = condition;
  if (counted === null) return `Belum ada anggota yang dicatat; perlu paling sedikit ${minimum} ${text}.`;
  if (finding === 'met') return `Tercatat ${counted} ${text}, paling sedikit ${minimum}.`;
  return `Kurang ${minimum - counted} ${text}: tercatat ${counted}, paling sedikit ${minimum}.`;
}

/** What a criterion still lacks, in words; empty when it is met. */
export function lackWords({ conditions }: JudgedCriterion): string {
  return conditions
    .filter(({ finding }) => finding !== 'met')
    .map(conditionWords)
    .join(' ');
}

/** 'Memenuhi kriteria sentra OVOP.' or what stands in the way; expected criteria never do. */
export function answerSentence({ name, judgement, reference }: JudgedSentra): string {
  if (judgement.finding === 'met') return `${name} memenuhi semua kriteria yang menentukan dan dapat diusulkan.`;
  const deciding = openCriteria(reference, judgement).filter(({ criterion }) => !criterion.expectedOnly);
  const titles = (finding: Finding): string =>
    deciding
      .filter((one) => one.finding === finding)
      .map(({ criterion }) => criterion.title.toLowerCase())
      .join(', ');
  const missing = titles('missing');
  const unknown = titles('unknown');
  const parts = [missing && `Belum terpenuhi: ${missing}.`, unknown && `Belum diketahui: ${unknown}.`];
  const head =
    judgement.finding === 'missing'
      ? `${name} belum memenuhi kriteria.`
      : `Belum dapat dikatakan apakah ${name} memenuhi kriteria.`;
  return [head, ...parts].filter(Boolean).join(' ');
}

/** How the number of members stands to a threshold that others use. */
export function otherSourceWords(what: string, source: string, minimum: number, members: number | null): string {
  const here =
    members === null
      ? 'anggota belum dicatat'
      : `tercatat ${members}, ${members >= minimum ? 'cukup' : 'kurang'} menurut ukuran itu`;
  return `${what} Sumber: ${source}. Tidak dipakai untuk menentukan; ${here}.`;
}
