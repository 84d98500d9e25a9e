import type { FieldProblem } from '../../shared/errors.js';

/** The steps of a listing, from what was decided to what is far away. */
export const STEPS = ['ditetapkan', 'desa', 'kecamatan', 'kabupaten', 'jarak', 'provinsi'] as const;
export type ListingStep = (typeof STEPS)[number];

export const STAR_USES = ['dalam-usaha', 'utamakan', 'abaikan'] as const;
export type StarUse = (typeof STAR_USES)[number];

/** What becomes of a product out of season, or of one of which nobody says that it can be had. */
export const PLACINGS = ['akhir', 'sembunyikan', 'abaikan'] as const;
export type Placing = (typeof PLACINGS)[number];

/** Which products a place shows, and in which order. Data: one row for all places, one more for a place that differs. */
export interface ListingRule {
  /** True when the place has a rule of its own. */
  own: boolean;
  version: number;
  steps: readonly ListingStep[];
  /** How far the step `jarak` reaches. */
  distanceKm: number;
  /** Products of one listing. */
  most: number;
  /** Only products of which a decision on file says that a maker may sell them. */
  needsEligibility: boolean;
  star: StarUse;
  season: Placing;
  availability: Placing;
  /** Stands in the daily rotation: md5(seed:day:maker). */
  seed: string;
  updatedBy: string | null;
  /** ISO 8601. */
  updatedAt: string;
}

export interface RuleInput {
  steps: readonly string[];
  distanceKm: number;
  most: number;
  needsEligibility: boolean;
  star: string;
  season: string;
  availability: string;
  seed: string;
}

/** What is wrong with a rule, by field. Pure. */
export function ruleProblems(rule: RuleInput): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const known = (list: readonly string[], value: string): boolean => list.includes(value);
  const inside = (value: number, least: number, most: number): boolean =>
    Number.isInteger(value) && value >= least && value <= most;
  if (rule.steps.length === 0 || rule.steps.some((step) => !known(STEPS, step)))
    problems.push({ field: 'steps', message: `Pilih paling sedikit satu langkah: ${STEPS.join(', ')}` });
  else if (new Set(rule.steps).size !== rule.steps.length)
    problems.push({ field: 'steps', message: 'Setiap langkah hanya sekali' });
  if (!inside(rule.distanceKm, 1, 1000))
    problems.push({ field: 'distanceKm', message: 'Jarak dalam kilometer, bilangan bulat dari 1 sampai 1000' });
  if (!inside(rule.most, 1, 100))
    problems.push({ field: 'most', message: 'Banyaknya produk, bilangan bulat dari 1 sampai 100' });
  if (!known(STAR_USES, rule.star)) problems.push({ field: 'star', message: `Pilih ${STAR_USES.join(', ')}` });
  for (const field of ['season', 'availability'] as const)
    if (!known(PLACINGS, rule[field])) problems.push({ field, message: `Pilih ${PLACINGS.join(', ')}` });
  if (!/^[\p{L}\p{N} .-]{1,60}$/u.test(rule.seed))
    problems.push({ field: 'seed', message: 'Benih terdiri atas huruf dan angka, paling banyak 60' });
  return problems;
}
