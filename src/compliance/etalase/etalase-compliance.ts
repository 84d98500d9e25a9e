import type { DutyPlace } from '../../etalase/duty/duty.js';
import type { ObligationReport } from '../compliance.js';
import type { EtalaseJudgement, PlaceCounts, PlaceVerdict } from '../rules/judge-etalase.js';
import type { Result } from '../rules/judge.js';

/** A tourism place as an obligation sees it, with the rows behind it: what stands there and when somebody last looked. */
export interface JudgedPlace extends DutyPlace {
  verdict: PlaceVerdict;
  /** Who answers for it; null = the circular names nobody. */
  perangkatDaerahId: string | null;
}

export interface EtalaseRow {
  /** null = places that nobody answers for; they are not judged as a whole. */
  perangkatDaerahId: string | null;
  name: string;
  places: number;
  counts: PlaceCounts;
  result: Result | null;
  judgement: EtalaseJudgement;
  exemption: { reason: string; validTo: string | null } | null;
}

/** One obligation to have an etalase at tourism places, judged. */
export interface EtalaseReport extends Pick<ObligationReport, 'circular' | 'obligation' | 'definition' | 'results'> {
  /** The day of judging, 'YYYY-MM-DD'. */
  day: string;
  /** Days for which a sight of an etalase counts, and who set them. */
  validDays: number;
  validDaysSource: string;
  /** Furthest from the target first; places that nobody answers for last. */
  rows: EtalaseRow[];
  places: JudgedPlace[];
  counts: PlaceCounts;
}
