import type { Feed, IssueCode } from '../purchasing/intake/rows.js';

/**
 * The life of a batch. Only `applied` counts; each of the last five ends it, and `interrupted` may be run again from
 * its archived bytes. From `received` to `applying` stored data are unchanged.
 */
export const IMPORT_STATES = [
  'received', // bytes are archived, waits for its turn
  'reading', // rows are read and staged, invisibly
  'applying', // the one transaction that makes them count
  'applied',
  'refused', // the file cannot or shall not be taken; nothing changed
  'failed', // a fault of ours; nothing changed
  'interrupted', // the process ended in the middle; nothing changed
  'undone', // was applied and was taken back
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** States in which a batch still moves by itself. */
export const RUNNING: readonly ImportState[] = ['received', 'reading', 'applying'];

export type ImportOrigin = 'web' | 'api' | 'cli' | 'demo';

/** read = accepted + unchanged + repeated + rejected; unmatched is part of accepted. */
export interface ImportCounts {
  read: number;
  accepted: number;
  unchanged: number;
  repeated: number;
  rejected: number;
  unmatched: number;
}

/** Why a file is not taken, beside the codes of `formats/port.ts`. */
export type ImportRefusal =
  | 'not-recognised' // no feed has these headings
  | 'headings-missing' // the feed that was asked for needs headings that the file has not
  | 'nothing-usable' // not one row could be taken
  | 'fewer-than-half' // far fewer rows than the last import of the same: needs a confirmation
  | 'replaced-is-needed'; // run in place of an import that newer ones stand on

/** What a person should know about an applied file. The sentences are in `wording.ts`. */
export type ImportWarning =
  | { code: 'same-file'; batchId: string; at: string }
  | { code: 'other-klpd'; klpds: string[]; more: number; own: string }
  | { code: 'declared-total'; declared: number; read: number }
  | { code: 'declared-year'; declared: number; found: number[] }
  | { code: 'confirmed-fewer'; rows: number; before: number; batchId: string }
  | { code: 'issues-left-out'; kept: number; total: number }
  | { code: 'unknown-columns'; columns: string[] }
  | { code: 'unmatched'; rows: number }
  | { code: 'issue'; issue: IssueCode; rows: number };

export interface ImportBatch {
  id: string;
  state: ImportState;
  fileName: string;
  /** Bytes of the file as it was handed over. */
  byteSize: number;
  sha256: string;
  archiveId: string;
  /** What the person said it is; null = find out. */
  feedAsked: Feed | null;
  /** What its headings say it is; null = no feed fits, or not looked at yet. */
  feedRecognised: Feed | null;
  /** What it was taken for. */
  feed: Feed | null;
  format: string | null;
  sheet: string | null;
  headings: string[];
  unknownColumns: string[];
  /** What the person said of the whole file. */
  toldYear: number | null;
  toldSnapshotOn: string | null;
  /** When the source was read, ISO 8601, and who says so; rows may say otherwise for themselves. */
  snapshotAt: string | null;
  snapshotFrom: 'orang' | 'berkas' | null;
  completeYear: boolean;
  confirmed: boolean;
  by: string;
  origin: ImportOrigin;
  receivedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  progressRows: number;
  counts: ImportCounts;
  packages: number;
  /** Rupiah as decimal text, two places. */
  total: string;
  issuesTotal: number;
  /** How many of the issues were kept; the rest is counted only. */
  issuesKept: number;
  issueCounts: Partial<Record<IssueCode, number>>;
  refusalCode: string | null;
  /** What happened, in a sentence for the person; null while nothing needs saying. */
  message: string | null;
  /** Set on a refused file that is taken when a person confirms it: why it was held back. */
  confirmReason: string | null;
  warnings: ImportWarning[];
  touched: { klpd: string; year: number }[];
  rerunOf: string | null;
  replacedBy: string | null;
  undoneBy: string | null;
  undoneAt: string | null;
}

/** One issue as it is shown; `value` is masked. */
export interface ImportIssue {
  id: string;
  line: number | null;
  column: string | null;
  value: string | null;
  code: IssueCode;
  severity: 'error' | 'warning';
  detail: string | null;
}

/** What a person may say about a file. */
export interface ImportRequest {
  /** The feed it is to be taken for, over what its headings say. */
  as?: Feed | null;
  /** For rows that do not tell their year. */
  year?: number | null;
  /** The day on which the source was read, 'YYYY-MM-DD'. */
  snapshotOn?: string | null;
  /** The file holds the whole year: what it leaves out is shown as "hilang dari sumber". */
  completeYear?: boolean;
  /** Take it although it holds far fewer rows than the last one. */
  confirm?: boolean;
}

/** Who hands a file over, and what it is called. */
export interface ImportOrigins {
  fileName: string;
  by: string;
  origin: ImportOrigin;
}

/** Rows of a file per KLPD and year; '' and 0 stand for none. */
export interface Coverage {
  klpd: string;
  year: number;
  rows: number;
}
