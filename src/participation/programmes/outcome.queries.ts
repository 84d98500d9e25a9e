import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { loadSql, rows } from '../../shared/sql.js';
import type { Outcome, OutcomeSide, OutcomeStep } from './outcome.js';
import type { Programme } from './programme.js';

const OUTCOME = loadSql('queries/outcome.sql', import.meta.url);

interface SideRow {
  side: 'peserta' | 'bukan-peserta';
  enterprises: number;
  withoutKey: number;
  listedBefore: number;
  listedAfter: number;
  listedNew: number;
  soldBefore: number;
  soldAfter: number;
  soldNew: number;
  soldValue: string;
  eligible: number;
  notEligible: number;
  anyDecision: boolean;
  anyListing: boolean;
  anyPurchase: boolean;
}

const UNTOLD: OutcomeStep = { before: null, after: null, fresh: null };
const NOBODY: OutcomeSide = {
  enterprises: 0,
  withoutKey: 0,
  eligible: null,
  listed: UNTOLD,
  sold: UNTOLD,
  soldValue: null,
};

/** What became of the participants of programmes. */
@Injectable()
export class OutcomeQueries {
  constructor(private readonly db: DataSource) {}

  /** Up to the day; null while the programme has not begun by then. */
  async of({ id, startsOn }: Pick<Programme, 'id' | 'startsOn'>, until: string): Promise<Outcome | null> {
    if (startsOn > until) return null;
    const found = await rows<SideRow>(this.db.manager, OUTCOME, [id, until]);
    const side = (name: SideRow['side']): OutcomeSide => {
      const row = found.find((one) => one.side === name);
      return row ? toSide(row) : NOBODY;
    };
    return { from: startsOn, until, participants: side('peserta'), others: side('bukan-peserta') };
  }
}

function toSide(row: SideRow): OutcomeSide {
  return {
    enterprises: row.enterprises,
    withoutKey: row.withoutKey,
    eligible: row.anyDecision
      ? { yes: row.eligible, no: row.notEligible, unknown: row.enterprises - row.eligible - row.notEligible }
      : null,
    listed: row.anyListing ? { before: row.listedBefore, after: row.listedAfter, fresh: row.listedNew } : UNTOLD,
    sold: row.anyPurchase ? { before: row.soldBefore, after: row.soldAfter, fresh: row.soldNew } : UNTOLD,
    soldValue: row.anyPurchase ? row.soldValue : null,
  };
}
