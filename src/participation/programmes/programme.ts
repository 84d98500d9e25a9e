/** Told by its days and by whether it was called off, never entered: it cannot go stale. */
export type ProgrammeState = 'rencana' | 'berjalan' | 'selesai' | 'batal';
export const PROGRAMME_STATES = [
  'rencana',
  'berjalan',
  'selesai',
  'batal',
] as const satisfies readonly ProgrammeState[];

/** A programme of pembinaan. Days 'YYYY-MM-DD', the budget decimal text in rupiah. */
export interface Programme {
  id: string;
  name: string;
  kind: string;
  /** Code of one of the five fields; null = the source gives its kind none and nobody chose one. */
  field: string | null;
  organiser: string;
  /** Code of the duty that it fulfils. */
  duty: string | null;
  taskForce: boolean;
  state: ProgrammeState;
  startsOn: string;
  endsOn: string | null;
  cancelledOn: string | null;
  cancelledWhy: string | null;
  wilayahCode: string | null;
  /** The names of `wilayahCode`. */
  wilayah: string | null;
  place: string | null;
  budget: string | null;
  source: string | null;
  note: string | null;
  participants: number;
  version: number;
  updatedBy: string;
  updatedAt: string;
}

export interface ProgrammeInput {
  name: string;
  kind: string;
  field?: string | null;
  organiser: string;
  duty?: string | null;
  taskForce?: boolean;
  startsOn: string;
  endsOn?: string | null;
  wilayahCode?: string | null;
  place?: string | null;
  /** Decimal text, or as an Indonesian types it. */
  budget?: string | null;
  source?: string | null;
  note?: string | null;
}

export interface ProgrammeFilter {
  text?: string;
  kind?: string;
  field?: string;
  duty?: string;
  state?: ProgrammeState;
  /** A day of the programme falls into this year. */
  year?: number;
  taskForce?: boolean;
}

/** Who changes, on which day of the region. */
export interface By {
  by: string;
  today: string;
  timeZone: string;
}
