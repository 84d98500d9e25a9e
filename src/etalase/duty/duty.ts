/** How a place stands to the duty. Unknown is a state of its own: nobody has looked, or too long ago to say that there is none. */
export const DUTY_STATES = ['ada', 'kedaluwarsa', 'tidak-ada', 'belum-diketahui'] as const;
export type DutyState = (typeof DUTY_STATES)[number];

export const DUTY_WORDS: Readonly<Record<DutyState, string>> = {
  ada: 'Ada',
  kedaluwarsa: 'Kedaluwarsa',
  'tidak-ada': 'Tidak ada',
  'belum-diketahui': 'Belum diketahui',
};

export const RESULTS = ['baik', 'perlu-diperbaiki', 'tidak-ada'] as const;
export type InspectionResult = (typeof RESULTS)[number];

export const RESULT_WORDS: Readonly<Record<InspectionResult, string>> = {
  baik: 'Ada, baik',
  'perlu-diperbaiki': 'Ada, perlu diperbaiki',
  'tidak-ada': 'Tidak ada',
};

export interface DutyPlace {
  kode: string;
  name: string;
  kind: string;
  kabupatenCode: string;
  kabupaten: string;
  state: DutyState;
  /** On file and not closed on the day. */
  etalase: number;
  /** 'YYYY-MM-DD'; null = never. */
  inspectedOn: string | null;
  /** Inspections within the days that count. */
  inspections: number;
}

export interface DutyCounts {
  places: number;
  ada: number;
  kedaluwarsa: number;
  tidakAda: number;
  belumDiketahui: number;
  inspections: number;
}

export interface DutyRegency extends DutyCounts {
  code: string;
  name: string;
}

export interface DutyFilter {
  kabupaten: string | null;
  state: DutyState | null;
}

export interface Duty {
  day: string;
  /** Days for which a sight of an etalase counts. */
  validDays: number;
  /** Where the days come from. */
  source: string;
  /** True while they are the service's own choice: nobody has decided them, and no law sets them. */
  assumed: boolean;
  /** Of every kabupaten, whatever the filter. */
  regencies: DutyRegency[];
  total: DutyCounts;
  places: DutyPlace[];
  /** How many places the filter finds. */
  found: number;
}
