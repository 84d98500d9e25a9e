import type { SentraCriteria, SentraJudgement, StatementAnswer } from './sentra-criteria.js';

/** A sentra as it is kept. */
export interface Sentra {
  id: string;
  name: string;
  wilayahCode: string;
  /** 'Desa Contoh, Kecamatan Contoh, Kabupaten Contoh' */
  place: string;
  groupCode: string | null;
  groupName: string | null;
  productKind: string | null;
  foundedOn: string | null;
  note: string | null;
  version: number;
  updatedBy: string | null;
  updatedAt: string;
}

export interface SentraInput {
  name: string;
  wilayahCode: string;
  groupCode?: string | null;
  productKind?: string | null;
  foundedOn?: string | null;
  note?: string | null;
}

/** What is on file about its members on a day. */
export interface MemberCounts {
  /** Whether any member was ever put on file: without one the numbers are not known. */
  everMembers: boolean;
  members: number;
  sameKind: number;
  otherKind: number;
  withoutProduct: number;
  champions: number;
}

export interface JudgedSentra extends Sentra {
  counts: MemberCounts;
  reference: SentraCriteria;
  judgement: SentraJudgement;
}

/** version 0 = nothing was stated yet. */
export interface Statement {
  condition: string;
  text: string;
  answer: StatementAnswer;
  evidence: string | null;
  statedBy: string | null;
  statedOn: string | null;
  version: number;
  recordedBy: string | null;
}

export interface StatementChange {
  condition: string;
  answer: StatementAnswer;
  evidence?: string | null;
  version: number;
}

export interface SentraMember {
  enterpriseId: string;
  name: string;
  since: string | null;
  kind: 'sejenis' | 'lain' | 'belum';
  championEvidence: string | null;
  championSince: string | null;
}

export interface SentraFilter {
  text?: string;
  /** Kemendagri code of a place; the sentra in it or right at it. */
  within?: string;
  groupCode?: string;
}
