import type { DutyState } from '../../etalase/duty/duty.js';
import type { Responsible } from '../circular.js';
import type { Result } from './judge.js';

/** What one tourism place comes to: kept, not kept, or nobody can say. */
export const PLACE_VERDICTS = ['dipenuhi', 'tidak_dipenuhi', 'belum_dinilai'] as const;
export type PlaceVerdict = (typeof PLACE_VERDICTS)[number];

/** An etalase that was last seen too long ago may stand there or not: that is judged as little as one nobody has seen. */
const VERDICTS: Readonly<Record<DutyState, PlaceVerdict>> = {
  ada: 'dipenuhi',
  'tidak-ada': 'tidak_dipenuhi',
  kedaluwarsa: 'belum_dinilai',
  'belum-diketahui': 'belum_dinilai',
};

export function verdictOf(state: DutyState): PlaceVerdict {
  return VERDICTS[state];
}

/** How many places of one perangkat daerah come to which verdict. */
export type PlaceCounts = Readonly<Record<PlaceVerdict, number>>;

export type EtalaseBecause =
  'exempt' | 'not-in-force' | 'no-places' | 'unknown-decides' | 'at-or-above-threshold' | 'below-threshold';

export interface EtalaseCase {
  /** Hundredths of a percent of the places: 100 % is 10000. */
  threshold: bigint;
  counts: PlaceCounts;
  /** An exemption is in force on the day of judging. */
  exempt: boolean;
  /** The circular is in force on the day of judging. */
  inForce: boolean;
}

export interface EtalaseJudgement {
  result: Result;
  because: EtalaseBecause;
  /** Places that an etalase has to stand at, rounded up. */
  needed: number;
  /** Places that are lacking: if every place nobody can judge had one, and if none had. */
  gap: { low: number; high: number };
}

const WHOLE = 10_000n;

/**
 * Judges one perangkat daerah. With N places, of which Y have an etalase and U are not judged: kept when Y is enough, not kept
 * when even Y + U is not, and else nobody can say. No place: the obligation does not apply.
 */
export function judgeEtalase({ threshold, counts, exempt, inForce }: EtalaseCase): EtalaseJudgement {
  const { dipenuhi, tidak_dipenuhi: not, belum_dinilai: unknown } = counts;
  const places = dipenuhi + not + unknown;
  const needed = Number((threshold * BigInt(places) + WHOLE - 1n) / WHOLE);
  const lacking = (count: number): number => Math.max(0, needed - count);
  const gap = { low: lacking(dipenuhi + unknown), high: lacking(dipenuhi) };
  const say = (result: Result, because: EtalaseBecause): EtalaseJudgement => ({ result, because, needed, gap });
  if (exempt) return say('dikecualikan', 'exempt');
  if (!inForce) return say('tidak_berlaku', 'not-in-force');
  if (places === 0) return say('tidak_berlaku', 'no-places');
  if (gap.high === 0) return say('patuh', 'at-or-above-threshold');
  return gap.low > 0 ? say('tidak_patuh', 'below-threshold') : say('data_tidak_lengkap', 'unknown-decides');
}

/** Who answers for a place in that kabupaten or kota: whoever has it, else whoever has its province; null = nobody. */
export function responsibleFor(kabupatenCode: string, responsible: readonly Responsible[]): string | null {
  const of = (code: string): Responsible | undefined => responsible.find(({ wilayah }) => wilayah === code);
  return (of(kabupatenCode) ?? of(kabupatenCode.slice(0, 2)))?.perangkatDaerahId ?? null;
}
