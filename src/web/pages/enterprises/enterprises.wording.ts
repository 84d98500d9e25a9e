import type { Enterprise } from '../../../enterprise/enterprise.js';
import type { ClassFilter } from '../../../enterprise/enterprise.queries.js';
import { CLASS_WORDS, LEGAL_FORM_WORDS, ORIGIN_WORDS } from '../../../enterprise/enterprise.wording.js';
import { LEGAL_FORMS } from '../../../enterprise/enterprise.js';
import { CLASSES } from '../../../enterprise/class/class-of.js';
import { formatDay } from '../../../shared/dates.js';

export const LEGAL_FORM_OPTIONS = LEGAL_FORMS.map((value) => ({ value, text: LEGAL_FORM_WORDS[value] }));
export const CLASS_OPTIONS = CLASSES.map((value) => ({ value, text: CLASS_WORDS[value] }));

export const CLASS_FILTER_WORDS: Readonly<Record<ClassFilter, string>> = {
  ...CLASS_WORDS,
  umk: 'UMK (mikro, kecil, koperasi, atau menurut sumber)',
  'non-umk': 'Bukan UMK',
  'tidak-diketahui': 'Belum diketahui',
};

const UMK_WORDS = { yes: 'UMK', no: 'Bukan UMK', unknown: 'Belum diketahui' } as const;

/** 'Mikro', 'UMK' where only the source's flag is known, 'Belum diketahui'. */
export function classWords({ counting }: Pick<Enterprise, 'counting'>): string {
  return counting.class ? CLASS_WORDS[counting.class] : UMK_WORDS[counting.umk];
}

export function classKind({ counting }: Pick<Enterprise, 'counting'>): 'good' | 'none' | 'warn' {
  return counting.umk === 'yes' ? 'good' : counting.umk === 'no' ? 'none' : 'warn';
}

/** 'menurut keputusan Biro PBJ'. */
export function originWords({ counting }: Pick<Enterprise, 'counting'>): string {
  return ORIGIN_WORDS[counting.origin];
}

/** 'Sejak awal', '27 Mei 2025 – 31 Desember 2026', 'Sejak 27 Mei 2025'. */
export function periodWords(from: string | null, to: string | null): string {
  const since = from === null || from === '2000-01-01' ? null : formatDay(from);
  if (to === null) return since === null ? 'Sejak awal' : `Sejak ${since}`;
  return since === null ? `Sampai ${formatDay(to)}` : `${since} – ${formatDay(to)}`;
}

/** Whether a number was seen at its source, which its form alone never says. */
export function checkedWords(form: string | null, verifiedOn: string | null, verifiedWith: string | null): string {
  const seen = verifiedOn
    ? `dilihat di sumbernya ${formatDay(verifiedOn)}${verifiedWith ? ` (${verifiedWith})` : ''}`
    : 'belum dilihat di sumbernya';
  if (form === null) return seen;
  return `${form === 'valid' ? 'bentuknya benar' : 'bentuknya tidak dapat diperiksa'}; ${seen}`;
}
