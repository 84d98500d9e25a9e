import { GENESIS, hashOf, type TrailRow } from './trail.js';

/**
 * What is wrong with a trail.
 * - `altered`: the content of a row is not what its hash was made of (or the hash was made anew and the next row tells).
 * - `deleted`: rows `seq` to `until` are gone; `renumbered` when the rows behind them were moved up to hide it.
 * - `inserted`: a row that was not written by the database stands between others.
 * - `reordered`: the content that stands at `seq` was written as row `from`.
 * - `cut`: a head was signed for row `seq`, and the trail ends at `until`.
 * - `rewritten`: the chain is whole, but row `seq` is not the one for which a head was signed at `at`.
 * - `forged-head`: line `seq` of the heads file is not signed by a key of the ring, or cannot be read.
 * - `heads-missing`: the trail tells of signed heads, and there are none.
 */
export interface TrailProblem {
  kind: 'altered' | 'deleted' | 'inserted' | 'reordered' | 'cut' | 'rewritten' | 'forged-head' | 'heads-missing';
  seq: number;
  /** `deleted`: the last one that is gone; `cut`: the last row there is; `rewritten`: the last row that is proven. */
  until?: number;
  from?: number;
  renumbered?: boolean;
  /** When the head was signed, ISO 8601. */
  at?: string;
}

/** Rows with a wrong hash that are held against one another; a trail with more is not told row by row. */
const MOST_COMPARED = 200;
/** How far from its place a row is looked for, besides the places of the other wrong rows. */
const NEARBY = 1000;

interface WrongRow {
  row: TrailRow;
  /** Number that its content should have been written with. */
  number: number;
  /** Number that it was written with, where that was found nearby. */
  origin: number | null;
}

/**
 * Walks a trail row by row, in the order of its numbers, and gathers what does not fit. Holds the rows with a wrong hash
 * only (a few hundred at most), so its memory does not grow with the trail.
 */
export class TrailInspector {
  private readonly found: TrailProblem[] = [];
  private previous: { seq: number; hash: string; fits: boolean };
  /** What must be added to a row's number to get the one it was written with. */
  private shift = 0;
  /** A row that fits another place: whether the ones behind it stand as far off, the next one says. */
  private pending: { row: TrailRow; origin: number } | null = null;
  private readonly wrong: WrongRow[] = [];
  private wrongMore = 0;
  private seen = 0;

  /** `after` is the row before the first that is given, for a part of a trail. */
  constructor(private readonly after: { seq: number; hash: string } = { seq: 0, hash: GENESIS }) {
    this.previous = { ...after, fits: true };
  }

  /** The number and hash of the last row that was given. */
  get last(): { seq: number; hash: string } {
    return this.previous;
  }

  /** Rows that were given. */
  get rows(): number {
    return this.seen;
  }

  /** By how many rows the numbers were moved up to hide that some are gone. */
  get hidden(): number {
    return Math.max(0, this.shift);
  }

  /** Wrong rows that are not told one by one. */
  get more(): number {
    return this.wrongMore;
  }

  add(row: TrailRow): void {
    this.seen += 1;
    const gap = row.seq > this.previous.seq + 1;
    if (gap) this.found.push({ kind: 'deleted', seq: this.previous.seq + 1, until: row.seq - 1 });
    this.settlePending(row);
    const fits = hashOf(row, row.seq + this.shift) === row.hash;
    if (!fits) {
      const origin = this.nearby(row);
      if (origin === null) this.setAside(row, null);
      else this.pending = { row, origin };
    } else if (row.prevHash !== this.previous.hash && this.previous.fits && !gap) {
      // It fits itself but does not follow the one before it: the hash of that one was made anew.
      const first = this.previous.seq === this.after.seq;
      this.found.push({ kind: 'altered', seq: first ? row.seq : this.previous.seq });
    }
    this.previous = { seq: row.seq, hash: row.hash, fits: fits || this.pending !== null };
  }

  /** All that is wrong, by number. */
  end(): TrailProblem[] {
    if (this.pending) {
      const { row, origin } = this.pending;
      this.pending = null;
      // Nothing stands behind it to say which of the two it was.
      if (origin > row.seq + this.shift && !this.wrong.some((one) => one.number === origin))
        this.moveFrom(row.seq, origin);
      else this.setAside(row, origin);
    }
    const told = [...this.found];
    const moved = this.compareWrong();
    for (const one of this.wrong) {
      const { seq } = one.row;
      const inserted = told.findIndex((problem) => problem.kind === 'inserted' && problem.seq === seq);
      const from = moved.get(one) ?? (inserted >= 0 ? takenFrom(told, one.origin) : null);
      if (from !== null && inserted >= 0) told.splice(inserted, 1);
      if (from !== null) told.push({ kind: 'reordered', seq, from });
      else if (inserted < 0) told.push({ kind: 'altered', seq });
    }
    return told.filter((problem) => problem.kind !== 'deleted' || problem.seq <= (problem.until ?? 0)).toSorted(bySeq);
  }

  private settlePending(next: TrailRow): void {
    if (!this.pending) return;
    const { row, origin } = this.pending;
    this.pending = null;
    const shift = origin - row.seq;
    if (next.prevHash === row.hash && hashOf(next, next.seq + shift) === next.hash) {
      this.moveFrom(row.seq, origin);
    } else {
      this.setAside(row, origin);
      this.previous.fits = false;
    }
  }

  /** From `seq` on the rows stand elsewhere than where they were written. */
  private moveFrom(seq: number, origin: number): void {
    const shift = origin - seq;
    if (shift > this.shift)
      this.found.push({ kind: 'deleted', seq: seq + this.shift, until: origin - 1, renumbered: true });
    for (let more = this.shift - shift; more > 0; more -= 1) this.found.push({ kind: 'inserted', seq: seq - more });
    this.shift = shift;
  }

  /** The number with which the row was written, when it is not far off. */
  private nearby(row: TrailRow): number | null {
    if (this.wrong.length >= MOST_COMPARED) return null;
    const number = row.seq + this.shift;
    for (let distance = 1; distance <= NEARBY; distance += 1)
      for (const origin of [number + distance, number - distance])
        if (origin > 0 && hashOf(row, origin) === row.hash) return origin;
    return null;
  }

  private setAside(row: TrailRow, origin: number | null): void {
    if (this.wrong.length < MOST_COMPARED) this.wrong.push({ row, number: row.seq + this.shift, origin });
    else this.wrongMore += 1;
  }

  /**
   * Of rows with a wrong hash, those whose content belongs to another of them: whether numbers, contents or contents
   * with hashes were exchanged, one of the ways of putting them together fits.
   */
  private compareWrong(): Map<WrongRow, number> {
    const moved = new Map<WrongRow, number>();
    for (const one of this.wrong)
      for (const other of this.wrong) {
        if (one === other) continue;
        const made = [one, other].map(({ row }) => hashOf(one.row, other.number, row.prevHash));
        if (made.includes(one.row.hash) || made.includes(other.row.hash)) moved.set(one, other.row.seq);
      }
    return moved;
  }
}

/** A row that is missing in one place and stands in another was moved: takes it out of what is told as deleted. */
function takenFrom(told: TrailProblem[], origin: number | null): number | null {
  if (origin === null) return null;
  const gone = told.find(
    ({ kind, seq, until = seq, renumbered }) => kind === 'deleted' && renumbered && seq <= origin && origin <= until,
  );
  if (!gone) return null;
  if (gone.seq === origin) gone.seq += 1;
  else if (gone.until === origin) gone.until -= 1;
  return origin;
}

function bySeq(a: TrailProblem, b: TrailProblem): number {
  return a.seq - b.seq;
}
