import type { RowsPage } from '../rows-page.js';

/** A step of what became of enterprises. null = not told by anything on file ('tidak tersedia'), never 0. */
export interface OutcomeStep {
  /** Had done it before day 0. */
  before: number | null;
  /** Did it from day 0 on, whether or not before. */
  after: number | null;
  /** Did it from day 0 on and not before. */
  fresh: number | null;
}

export interface OutcomeSide {
  enterprises: number;
  /** Of them, those without a supplier key: whether they sold cannot be told. */
  withoutKey: number;
  /** On the cut-off: how many the last judgement found eligible, and how many have none on file. */
  eligible: { yes: number; no: number; unknown: number } | null;
  listed: OutcomeStep;
  sold: OutcomeStep;
  /** Orders agreed or completed from day 0 on, decimal rupiah; null = no purchases on file, or not the viewer's to see. */
  soldValue: string | null;
}

/** What became of those who took part, beside those who took part in no programme. Never a claim of cause. */
export interface Outcome {
  /** The first day counted as afterwards for those who did not take part. */
  from: string;
  until: string;
  participants: OutcomeSide;
  others: OutcomeSide;
}

export const OUTCOME_SIDES = ['peserta', 'bukan-peserta'] as const;
export type OutcomeSideName = (typeof OUTCOME_SIDES)[number];

/** What enterprises are counted for; 'semua' = everybody of a side. */
export const OUTCOME_REACHED = [
  'semua',
  'layak',
  'belum-diputuskan',
  'tayang',
  'baru-tayang',
  'menjual',
  'baru-menjual',
  'tanpa-kode',
] as const;
export type OutcomeReached = (typeof OUTCOME_REACHED)[number];

/** One enterprise of a side, and what became of it from day 0 on. */
export interface OutcomeMember {
  id: string;
  name: string;
  regency: string | null;
  /** Day 0. */
  since: string;
  /** By the last judgement; null = none on file. */
  eligible: boolean | null;
  /** null = no listing of anybody is on file. */
  listedBefore: boolean | null;
  listedAfter: boolean | null;
  /** null = no purchase since the programme began is on file. */
  soldBefore: boolean | null;
  soldAfter: boolean | null;
  /** From day 0 on, decimal rupiah; null = as above, or not for who asks. */
  soldValue: string | null;
  /** Without a supplier key: whether it sold cannot be told. */
  withoutKey: boolean;
}

/** A page of the enterprises behind a number; `total` null = nothing on file tells it of anybody, which is not nobody. */
export interface OutcomeMembers extends Omit<RowsPage<OutcomeMember>, 'total'> {
  total: number | null;
}

/** The caveat that goes wherever these figures go. */
export const OUTCOME_CAVEAT =
  'Perbandingan ini bukan bukti sebab akibat. Peserta dipilih atau mendaftar sendiri, jadi sejak awal dapat berbeda dari yang lain; yang tidak tercatat ikut mungkin ikut program yang belum dimasukkan.';
