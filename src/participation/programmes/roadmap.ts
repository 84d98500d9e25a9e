export const STAGE_PROGRESS = ['belum-diketahui', 'belum', 'berjalan', 'selesai'] as const;
export type StageProgress = (typeof STAGE_PROGRESS)[number];

/** A year of a roadmap. */
export interface Stage {
  yearNo: number;
  year: number;
  name: string;
  activities: readonly string[];
  /** Who answers for it. */
  agency: string | null;
  progress: StageProgress;
  /** The day on which `progress` was so. */
  progressOn: string | null;
  evidence: string | null;
  version: number;
  updatedBy: string;
  updatedAt: string;
}

export interface Roadmap {
  id: string;
  name: string;
  firstYear: number;
  /** The regulation that set it; null = not set yet. */
  basis: string | null;
  templateVersion: number;
  note: string | null;
  stages: readonly Stage[];
  version: number;
  updatedBy: string;
  updatedAt: string;
}

export interface RoadmapInput {
  name: string;
  firstYear: number;
  basis?: string | null;
  note?: string | null;
}

export interface StageInput {
  name: string;
  activities: readonly string[];
  agency?: string | null;
  progress: StageProgress;
  progressOn?: string | null;
  evidence?: string | null;
}
