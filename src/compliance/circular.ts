import type { Source } from '../purchasing/intake/rows.js';

/** Codes of the data model of circulars; the words for them are in `wording.ts`. */
export const CIRCULAR_TYPES = [
  'surat_edaran',
  'instruksi_gubernur',
  'peraturan_gubernur',
  'keputusan_gubernur',
  'surat_sekda',
  'surat_biro',
  'arahan_lisan',
] as const;
export type CircularType = (typeof CIRCULAR_TYPES)[number];

export const ISSUER_POSITIONS = [
  'gubernur',
  'wakil_gubernur',
  'penjabat_gubernur',
  'sekretaris_daerah',
  'asisten',
  'kepala_biro',
  'bupati',
  'wali_kota',
] as const;
export type IssuerPosition = (typeof ISSUER_POSITIONS)[number];

/** What is stored: a draft binds nobody. */
export const CIRCULAR_STATES = ['draf', 'terbit'] as const;
export type CircularState = (typeof CIRCULAR_STATES)[number];

/** What is shown on a day: issued but not yet in force, in force, over. */
export type CircularStatus = 'draf' | 'terbit' | 'berlaku' | 'berakhir';

/** Two that ask for purchases, and one that asks for an etalase at tourism places. */
export const OBLIGATION_KINDS = ['porsi_nilai', 'nilai_minimum', 'etalase_tersedia'] as const;
export type ObligationKind = (typeof OBLIGATION_KINDS)[number];

/** `etalase` counts tourism places with an etalase; all others are values of purchases. */
export const NUMERATORS = ['umk', 'ovop', 'umk-and-ovop', 'etalase'] as const;
export type NumeratorKind = (typeof NUMERATORS)[number];

/**
 * Which transactions count: completed ones, committed ones (completed included), or committed ones divided by the
 * year's budget for procurement. `tourism-places` counts the places that are open.
 */
export const DENOMINATORS = ['completed', 'committed', 'procurement-budget', 'tourism-places'] as const;
export type Denominator = (typeof DENOMINATORS)[number];

/** Who answers for the tourism places of a region. */
export interface Responsible {
  perangkatDaerahId: string;
  /** Code of Kemendagri of a province or a kabupaten or kota: '53', '53.07'; the closest one counts. */
  wilayah: string;
}

export interface ObligationInput {
  /** Unique within its circular: 'K1', 'butir-1'. */
  code: string;
  title: string;
  kind: ObligationKind;
  numerator: NumeratorKind;
  denominator: Denominator;
  /** Decimal text, at most two decimals: percent for porsi_nilai and etalase_tersedia, rupiah for nilai_minimum. */
  threshold: string;
  /** Whole segments: '5.1.02' takes in '5.1.02.01.01.0052'. Empty = every account. */
  accountPrefixes: string[];
  /** None for etalase_tersedia. */
  sources: Source[];
  /** Of etalase_tersedia only. Places of which nobody answers are told, and judged for nobody. */
  responsible?: Responsible[];
}

export interface ExemptionInput {
  perangkatDaerahId: string;
  /** null = every obligation of the circular. */
  obligationCode: string | null;
  validFrom: string;
  /** null = until further notice. */
  validTo: string | null;
  reason: string;
  decidedBy: string | null;
}

/** Whom a circular binds: everybody, or those listed; the excluded never. */
export interface Addressees {
  all: boolean;
  perangkatDaerahIds: string[];
  excludedIds: string[];
}

/** What is written down about a circular. Days are 'YYYY-MM-DD'. */
export interface CircularInput {
  /** Whose circular it is; null = an instance that shows every KLPD. */
  klpd: string | null;
  type: CircularType;
  number: string | null;
  subject: string;
  issuerPosition: IssuerPosition;
  issuedOn: string | null;
  effectiveFrom: string;
  /** null = until revoked. */
  effectiveTo: string | null;
  state: CircularState;
  note: string | null;
  documentSha256: string | null;
  addressees: Addressees;
  obligations: ObligationInput[];
  exemptions: ExemptionInput[];
}

export interface ObligationView extends ObligationInput {
  id: string;
}

export interface CircularView extends Omit<CircularInput, 'obligations'> {
  id: string;
  version: number;
  status: CircularStatus;
  obligations: ObligationView[];
  updatedBy: string | null;
  /** ISO 8601. */
  updatedAt: string;
}

/** One earlier (or the present) version of a circular. */
export interface CircularVersion {
  version: number;
  changeNote: string | null;
  changedBy: string | null;
  /** ISO 8601. */
  changedAt: string;
  content: CircularInput;
}

/** What a circular is called in a line: its number, or its subject while it has none. */
export function circularName({ number, subject }: Pick<CircularInput, 'number' | 'subject'>): string {
  return number ?? subject;
}

/** Whether an obligation is about purchases. */
export function isAboutPurchases({ kind }: Pick<ObligationInput, 'kind'>): boolean {
  return kind !== 'etalase_tersedia';
}

/** The status on `day`. */
export function statusOn(
  day: string,
  { state, effectiveFrom, effectiveTo }: Pick<CircularInput, 'state' | 'effectiveFrom' | 'effectiveTo'>,
): CircularStatus {
  if (state === 'draf') return 'draf';
  if (day < effectiveFrom) return 'terbit';
  return effectiveTo !== null && day > effectiveTo ? 'berakhir' : 'berlaku';
}

/** True when the circular binds this perangkat daerah. */
export function binds({ all, perangkatDaerahIds, excludedIds }: Addressees, perangkatDaerahId: string): boolean {
  if (excludedIds.includes(perangkatDaerahId)) return false;
  return all || perangkatDaerahIds.includes(perangkatDaerahId);
}
