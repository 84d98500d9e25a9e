import { existsSync } from 'node:fs';
import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../shared/keyring.js';
import { rows } from '../../shared/sql.js';
import { HEADS_BEGUN } from './audit-heads.js';
import { type Head, headFits, readHeads, type SignedHead } from './heads-file.js';
import { TrailInspector, type TrailProblem } from './inspect.js';
import { GENESIS, TRAIL_COLUMNS, type TrailRow } from './trail.js';

const ROWS_AT_ONCE = 5000;
const HEADS_AT_ONCE = 1000;

export interface TrailReport {
  whole: boolean;
  rows: number;
  /** The last row; 0 and zeros in an empty trail. */
  last: { seq: number; hash: string };
  /** Signed heads that were read, and how many of them the trail bears out. */
  heads: { read: number; fitting: number; last: Head | null };
  /** By number. */
  problems: TrailProblem[];
  /** Altered rows beyond those in `problems`. */
  more: number;
}

/** Checks every row, every link and every signed head. Reads in pieces: its memory does not grow with the trail. */
export async function verifyTrail(
  em: EntityManager,
  heads: { files: readonly string[]; keys: KeyRing } | null,
): Promise<TrailReport> {
  const inspector = new TrailInspector();
  for (let after: number | null = null; ; after = inspector.last.seq) {
    const found = await page(em, after);
    for (const row of found) inspector.add(row);
    if (found.length < ROWS_AT_ONCE) break;
  }
  const problems = inspector.end();
  const told = new HeadCheck(em, problems, inspector.hidden);
  for (const file of heads?.files ?? [])
    if (existsSync(file))
      for await (const { line, head } of readHeads(file))
        await told.add(line, head && heads && headFits(heads.keys, head) ? head : null);
  problems.push(...(await told.end()));
  problems.sort((a, b) => a.seq - b.seq);
  return {
    whole: problems.length === 0 && inspector.more === 0,
    rows: inspector.rows,
    last: { seq: inspector.last.seq, hash: inspector.last.hash },
    heads: { read: told.read, fitting: told.fitting, last: told.last },
    problems,
    more: inspector.more,
  };
}

/** Checks the last `count` rows among themselves, for a page. */
export async function checkTail(em: EntityManager, count: number): Promise<{ rows: number; problems: number }> {
  const found = await rows<Omit<TrailRow, 'seq'> & { seq: string }>(
    em,
    `select * from (select ${TRAIL_COLUMNS}, audit_entry.seq as place from audit_entry
       order by audit_entry.seq desc limit $1) t order by place`,
    [count + 1],
  );
  const trail = found.map((row) => ({ ...row, seq: Number(row.seq) }));
  const before = trail.length > count ? trail.shift() : null;
  const inspector = new TrailInspector(before ? { seq: before.seq, hash: before.hash } : { seq: 0, hash: GENESIS });
  for (const row of trail) inspector.add(row);
  return { rows: inspector.rows, problems: inspector.end().length + inspector.more };
}

async function page(em: EntityManager, after: number | null): Promise<TrailRow[]> {
  const found = await rows<Omit<TrailRow, 'seq'> & { seq: string }>(
    em,
    `select ${TRAIL_COLUMNS} from audit_entry where ($1::bigint is null or audit_entry.seq > $1::bigint)
     order by audit_entry.seq limit ${ROWS_AT_ONCE}`,
    [after],
  );
  return found.map((row) => ({ ...row, seq: Number(row.seq) }));
}

/** Holds the signed heads against the rows that they speak of. */
class HeadCheck {
  read = 0;
  fitting = 0;
  last: Head | null = null;
  private waiting: SignedHead[] = [];
  private readonly found: TrailProblem[] = [];
  private missing: Head | null = null;
  private other: Head | null = null;
  /** Numbers that were proven, the highest below `other` is told. */
  private proven = 0;

  constructor(
    private readonly em: EntityManager,
    private readonly known: readonly TrailProblem[],
    private readonly hidden: number,
  ) {}

  /** `head` null: the line cannot be read, or nobody who has a key signed it. */
  async add(line: number, head: SignedHead | null): Promise<void> {
    this.read += 1;
    if (!head) {
      this.found.push({ kind: 'forged-head', seq: line });
      return;
    }
    this.waiting.push(head);
    if (this.waiting.length >= HEADS_AT_ONCE) await this.compare();
  }

  async end(): Promise<TrailProblem[]> {
    await this.compare();
    // After the heads: what was written and signed while the rows were being read is there by now.
    const [end] = await rows<{ seq: string }>(this.em, 'select coalesce(max(seq), 0)::text as seq from audit_entry');
    const lastSeq = Number(end?.seq ?? 0);
    const { missing, other } = this;
    if (missing && missing.seq > lastSeq + this.hidden)
      this.found.push({ kind: 'cut', seq: missing.seq, until: lastSeq, at: missing.at });
    if (other && !this.known.some(({ seq }) => seq <= other.seq))
      this.found.push({ kind: 'rewritten', seq: other.seq, until: this.proven, at: other.at });
    if (this.read === 0) {
      const begun = await rows(this.em, 'select 1 as n from audit_entry where action = $1 limit 1', [HEADS_BEGUN]);
      if (begun.length > 0) this.found.push({ kind: 'heads-missing', seq: 0 });
    }
    return this.found;
  }

  private async compare(): Promise<void> {
    const heads = this.waiting;
    this.waiting = [];
    if (heads.length === 0) return;
    const stored = await rows<{ seq: string; hash: string }>(
      this.em,
      'select seq::text as seq, hash from audit_entry where seq = any($1::bigint[])',
      [heads.map(({ seq }) => seq)],
    );
    const hashes = new Map(stored.map(({ seq, hash }) => [Number(seq), hash]));
    for (const head of heads) {
      const hash = hashes.get(head.seq);
      if (hash === head.hash) {
        this.fitting += 1;
        if (!this.last || head.seq >= this.last.seq) this.last = { at: head.at, seq: head.seq, hash: head.hash };
        if (!this.other || head.seq < this.other.seq) this.proven = Math.max(this.proven, head.seq);
      } else if (hash === undefined) {
        if (!this.missing || head.seq > this.missing.seq) this.missing = head;
      } else if (!this.other || head.seq < this.other.seq) {
        this.other = head;
      }
    }
  }
}
