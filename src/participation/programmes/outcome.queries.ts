import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { loadSql, rows } from '../../shared/sql.js';
import { pageOf, type RowsPage } from '../rows-page.js';
import { withNamed } from '../sales.js';
import type { Outcome, OutcomeMember, OutcomeReached, OutcomeSide, OutcomeSideName, OutcomeStep } from './outcome.js';
import type { Programme } from './programme.js';

const MEMBERS = loadSql('queries/outcome-members.sql', import.meta.url);
const OUTCOME = withNamed(MEMBERS, loadSql('queries/outcome.sql', import.meta.url));
const ROWS = withNamed(MEMBERS, loadSql('queries/outcome-rows.sql', import.meta.url));

interface SideRow {
  side: OutcomeSideName;
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

interface MemberRow extends Omit<OutcomeMember, 'id'> {
  total: number;
  /** Null on the one row of a page without rows; so are the others. */
  id: string | null;
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

  /** Who stands behind a number of it, by name. `size` 0 = only how many. */
  async members(
    { id }: Pick<Programme, 'id'>,
    until: string,
    asked: { side: OutcomeSideName; reached: OutcomeReached; page: number; size: number },
  ): Promise<RowsPage<OutcomeMember>> {
    const { side, reached, page, size } = asked;
    const found = await rows<MemberRow>(this.db.manager, ROWS, [id, until, side, reached, size, (page - 1) * size]);
    return pageOf(found, asked, (row) => (row.id === null ? null : toMember(row, row.id)));
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

function toMember(row: MemberRow, id: string): OutcomeMember {
  return {
    id,
    name: row.name,
    regency: row.regency,
    since: row.since,
    eligible: row.eligible,
    listedBefore: row.listedBefore,
    listedAfter: row.listedAfter,
    soldBefore: row.soldBefore,
    soldAfter: row.soldAfter,
    soldValue: row.soldValue,
    withoutKey: row.withoutKey,
  };
}
