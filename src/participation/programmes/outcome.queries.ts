import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { loadSql, rows } from '../../shared/sql.js';
import type { Scope } from '../../access/scope.js';
import { pageOf } from '../rows-page.js';
import { withNamed } from '../sales.js';
import type {
  Outcome,
  OutcomeMember,
  OutcomeMembers,
  OutcomeReached,
  OutcomeSide,
  OutcomeSideName,
  OutcomeStep,
} from './outcome.js';
import type { Programme } from './programme.js';

const MEMBERS = loadSql('queries/outcome-members.sql', import.meta.url);
const OUTCOME = withNamed(MEMBERS, loadSql('queries/outcome.sql', import.meta.url));
const ROWS = withNamed(MEMBERS, loadSql('queries/outcome-rows.sql', import.meta.url));

/** Whether anything on file tells of a step at all. */
interface OnFile {
  anyDecision: boolean;
  anyListing: boolean;
  anyPurchase: boolean;
}

interface SideRow extends OnFile {
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
}

interface MemberRow extends Omit<OutcomeMember, 'id'>, OnFile {
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

  /**
   * Up to the day; null while the programme has not begun by then. For how much a side sold is told only to whoever sees all
   * purchases: a side may be one enterprise.
   */
  async of({ id, startsOn }: Pick<Programme, 'id' | 'startsOn'>, until: string, scope: Scope): Promise<Outcome | null> {
    if (startsOn > until) return null;
    const found = await rows<SideRow>(this.db.manager, OUTCOME, [id, until]);
    const side = (name: SideRow['side']): OutcomeSide => {
      const row = found.find((one) => one.side === name);
      return row ? toSide(row, scope.kind === 'all') : NOBODY;
    };
    return { from: startsOn, until, participants: side('peserta'), others: side('bukan-peserta') };
  }

  /** Who stands behind a number of it, by name; for how much each sold only to whoever sees all purchases. `size` 0 = only how many. */
  async members(
    { id }: Pick<Programme, 'id'>,
    until: string,
    asked: { side: OutcomeSideName; reached: OutcomeReached; page: number; size: number },
    scope: Scope,
  ): Promise<OutcomeMembers> {
    const { side, reached, page, size } = asked;
    const found = await rows<MemberRow>(this.db.manager, ROWS, [id, until, side, reached, size, (page - 1) * size]);
    const { total, ...rest } = pageOf(found, asked, (row) =>
      row.id === null ? null : toMember(row, row.id, scope.kind === 'all'),
    );
    return { ...rest, total: found[0] && isTold(found[0], reached) ? total : null };
  }
}

/** A step that nothing on file tells is not available; everybody of a side is there, and so is who has no key. */
function isTold({ anyDecision, anyListing, anyPurchase }: OnFile, reached: OutcomeReached): boolean {
  switch (reached) {
    case 'layak':
    case 'belum-diputuskan':
      return anyDecision;
    case 'tayang':
    case 'baru-tayang':
      return anyListing;
    case 'menjual':
    case 'baru-menjual':
      return anyPurchase;
    case 'semua':
    case 'tanpa-kode':
      return true;
  }
}

function toSide(row: SideRow, valued: boolean): OutcomeSide {
  return {
    enterprises: row.enterprises,
    withoutKey: row.withoutKey,
    eligible: row.anyDecision
      ? { yes: row.eligible, no: row.notEligible, unknown: row.enterprises - row.eligible - row.notEligible }
      : null,
    listed: row.anyListing ? { before: row.listedBefore, after: row.listedAfter, fresh: row.listedNew } : UNTOLD,
    sold: row.anyPurchase ? { before: row.soldBefore, after: row.soldAfter, fresh: row.soldNew } : UNTOLD,
    soldValue: row.anyPurchase && valued ? row.soldValue : null,
  };
}

/** `valued` = whether it may be told for how much it sold. */
function toMember(row: MemberRow, id: string, valued: boolean): OutcomeMember {
  return {
    id,
    name: row.name,
    regency: row.regency,
    since: row.since,
    eligible: row.eligible,
    listedBefore: row.anyListing ? row.listedBefore : null,
    listedAfter: row.anyListing ? row.listedAfter : null,
    soldBefore: row.anyPurchase ? row.soldBefore : null,
    soldAfter: row.anyPurchase ? row.soldAfter : null,
    soldValue: row.anyPurchase && valued ? row.soldValue : null,
    withoutKey: row.withoutKey,
  };
}
