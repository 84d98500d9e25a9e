import type { Source } from '../purchasing/intake/rows.js';
import type { Ovop, Umk } from '../purchasing/spending.js';
import type { CircularStatus, ObligationKind, ObligationView } from './circular.js';
import type { EtalaseReport } from './etalase/etalase-compliance.js';
import type { ObligationDefinition } from './definitions.js';
import type { Judgement, Parts, Result } from './rules/judge.js';
import type { Membership, NumeratorState, Reason } from './rules/scope.js';

/** What is asked. Days are 'YYYY-MM-DD'. */
export interface ComplianceQuestion {
  /** tahun_anggaran. */
  year: number;
  /** null = every KLPD. */
  klpd: string | null;
  circularId?: string;
  obligationCode?: string;
  /** Last order day that counts; null = none. */
  until?: string | null;
  /** The region's day: exemptions are looked up on the cut-off day, or today, but never after the year's end. */
  today: string;
}

/** One sum in scope by its parts, in sen. */
export interface InScope {
  packages: number;
  value: bigint;
  umk: Record<Umk, bigint>;
  ovop: Record<Ovop, bigint>;
}

/** Figures of one row; all amounts in sen. */
export interface ComplianceFigures {
  /** Packages in scope, surely or perhaps. */
  packages: number;
  parts: Parts;
  /** All in scope by day and account, whatever the obligation's own denominator. */
  committed: InScope;
  completed: InScope;
}

export interface ComplianceRow extends ComplianceFigures {
  /** null = satker that nobody has mapped; that row is not judged. */
  perangkatDaerahId: string | null;
  name: string;
  satkers: number;
  /** null for the row without perangkat daerah, which is not judged; its figures are in `judgement` all the same. */
  result: Result | null;
  judgement: Judgement;
  /** Satker whose budget is not known; only where the budget is the denominator. */
  budgetUnknown: string[];
  /** Why it is exempt, when it is. */
  exemption: { reason: string; validTo: string | null } | null;
}

export interface ComplianceTotal extends ComplianceFigures {
  numerator: { known: bigint; most: bigint };
  denominator: { known: bigint; most: bigint };
  /** Sum of `shownGap` over the judged rows; `high` null = one of them has no bound. */
  gap: { low: bigint; high: bigint | null };
}

export interface ObligationReport {
  circular: {
    id: string;
    version: number;
    number: string | null;
    subject: string;
    effectiveFrom: string;
    effectiveTo: string | null;
    status: CircularStatus;
  };
  obligation: ObligationView;
  definition: ObligationDefinition;
  /** Furthest from the target first. */
  rows: ComplianceRow[];
  /** Of all rows, that without perangkat daerah included. */
  total: ComplianceTotal;
  results: Record<Result, number>;
  /** Perangkat daerah that the circular does not bind. */
  notAddressed: number;
}

export interface ComplianceReport {
  year: number;
  klpd: string | null;
  until: string | null;
  /** Those about purchases. */
  obligations: ObligationReport[];
  /** Those about tourism places. */
  etalase: EtalaseReport[];
}

/** One obligation in the choices of a page. */
export interface ObligationChoice {
  circularId: string;
  circularName: string;
  obligationId: string;
  code: string;
  title: string;
  kind: ObligationKind;
}

/** Which number the packages are asked for. */
export const PACKAGE_PARTS = ['numerator', 'denominator', 'rest', 'unknown', 'all'] as const;
export type PackagePart = (typeof PACKAGE_PARTS)[number];

export interface CompliancePackageLine {
  lineId: string;
  value: bigint | null;
  membership: Membership;
  numerator: NumeratorState;
  because: Reason[];
}

export interface CompliancePackage {
  id: string;
  source: Source;
  sourceKey: string;
  packageNo: string | null;
  name: string | null;
  orderedOn: string | null;
  satkerName: string;
  status: string | null;
  accounts: string[];
  /** Of the lines that belong to the number, and of the whole package; sen. */
  value: bigint;
  packageValue: bigint | null;
  /** Why, over all its lines that belong to the number. */
  because: Reason[];
  lines: CompliancePackageLine[];
}

export interface CompliancePackagePage {
  part: PackagePart;
  perangkatDaerah: { id: string; name: string } | null;
  items: CompliancePackage[];
  total: { packages: number; value: bigint };
  page: number;
  pages: number;
  size: number;
}

/** For the first page: each obligation in one line. */
export interface ComplianceSummary {
  year: number;
  until: string | null;
  obligations: {
    circularId: string;
    circularName: string;
    obligationId: string;
    code: string;
    title: string;
    results: Record<Result, number>;
    /** Perangkat daerah that were judged or could have been: all results but `tidak_berlaku` and `dikecualikan`. */
    judged: number;
    gap: { low: bigint; high: bigint | null };
    furthest: { perangkatDaerahId: string; name: string; gap: bigint } | null;
  }[];
  /** The obligations about tourism places, those in force first. */
  etalase: EtalaseReport[];
}
