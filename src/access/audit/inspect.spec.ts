import { describe, expect, it } from '@jest/globals';
import { TrailInspector, type TrailProblem } from './inspect.js';
import { GENESIS, hashOf, type TrailRow } from './trail.js';

function aRow(seq: number, prevHash: string, name = `orang ${seq}`): TrailRow {
  const row: TrailRow = {
    seq,
    at: `2026-01-01T00:00:00.${String(seq).padStart(6, '0')}Z`,
    actorKind: 'pengguna',
    actorId: null,
    actorName: name,
    actorRole: 'admin',
    address: '192.0.2.1',
    requestId: null,
    action: 'row.update',
    objectKind: 'app_user',
    objectId: String(seq),
    before: '{"a": 1}',
    after: '{"a": 2}',
    reason: null,
    prevHash,
    hash: '',
  };
  return rehashed(row);
}

function rehashed(row: TrailRow): TrailRow {
  return { ...row, hash: hashOf(row) };
}

/** A trail of rows 1 to `count`. */
function aTrail(count: number): TrailRow[] {
  const rows: TrailRow[] = [];
  for (let seq = 1; seq <= count; seq += 1) rows.push(aRow(seq, rows.at(-1)?.hash ?? GENESIS));
  return rows;
}

function at(rows: readonly TrailRow[], seq: number): TrailRow {
  const row = rows[seq - 1];
  if (!row) throw new Error(`No row ${seq}`);
  return row;
}

function problems(rows: readonly TrailRow[]): TrailProblem[] {
  const inspector = new TrailInspector();
  for (const row of rows) inspector.add(row);
  return inspector.end();
}

/** The rows with new numbers from 1, and nothing else changed. */
function renumbered(rows: readonly TrailRow[]): TrailRow[] {
  return rows.map((row, index) => ({ ...row, seq: index + 1 }));
}

describe('a trail', () => {
  it('that nobody touched has nothing wrong with it, nor has an empty one', () => {
    expect(problems(aTrail(12))).toEqual([]);
    expect(problems([])).toEqual([]);
  });

  it.each([
    ['its name', { actorName: 'orang lain' }],
    ['its time', { at: '2026-01-01T00:00:00.999999Z' }],
    ['what was before', { before: '{"a": 0}' }],
    ['an empty text for none', { reason: '' }],
    ['its hash', { hash: 'f'.repeat(64) }],
    ['its link', { prevHash: 'f'.repeat(64) }],
  ])('of which one row has %s changed names that row alone', (_, change) => {
    const rows = aTrail(9);
    rows[4] = { ...at(rows, 5), ...change };
    expect(problems(rows)).toEqual([{ kind: 'altered', seq: 5 }]);
  });

  it('names a row whose hash was made anew after the change', () => {
    const rows = aTrail(9);
    rows[4] = rehashed({ ...at(rows, 5), actorName: 'orang lain' });
    expect(problems(rows)).toEqual([{ kind: 'altered', seq: 5 }]);
  });

  it('is not taken for another when a value moves to the column beside it', () => {
    const rows = aTrail(3);
    rows[1] = { ...at(rows, 2), actorName: 'orang 2192.0.2.1', address: '' };
    expect(problems(rows)).toEqual([{ kind: 'altered', seq: 2 }]);
  });

  it('names rows that are gone, with and without new numbers for the rest', () => {
    const rows = aTrail(9);
    const without = rows.filter(({ seq }) => seq !== 4 && seq !== 5);
    expect(problems(without)).toEqual([{ kind: 'deleted', seq: 4, until: 5 }]);
    expect(problems(renumbered(without))).toEqual([{ kind: 'deleted', seq: 4, until: 5, renumbered: true }]);
    expect(problems(renumbered(rows.slice(1)))).toEqual([{ kind: 'deleted', seq: 1, until: 1, renumbered: true }]);
    expect(problems(renumbered(rows.filter(({ seq }) => seq !== 8)))).toEqual([
      { kind: 'deleted', seq: 8, until: 8, renumbered: true },
    ]);
    expect(problems(renumbered(rows.filter(({ seq }) => seq !== 3 && seq !== 7)))).toEqual([
      { kind: 'deleted', seq: 3, until: 3, renumbered: true },
      { kind: 'deleted', seq: 7, until: 7, renumbered: true },
    ]);
  });

  it.each([
    ['beside each other', 4, 5],
    ['apart', 2, 8],
    ['at the end', 8, 9],
    ['at the beginning', 1, 2],
  ])('names two rows that changed places %s, whichever of their columns went along', (_, a, b) => {
    const rows = aTrail(9);
    const [one, other] = [at(rows, a), at(rows, b)];
    const exchanged = (first: Partial<TrailRow>, second: Partial<TrailRow>): TrailRow[] =>
      rows.map((row) => (row.seq === a ? { ...other, ...first } : row.seq === b ? { ...one, ...second } : row));
    const named = [
      { kind: 'reordered', seq: a, from: b },
      { kind: 'reordered', seq: b, from: a },
    ];
    expect(problems(exchanged({ seq: a }, { seq: b }))).toEqual(named);
    const { prevHash, hash } = one;
    expect(problems(exchanged({ seq: a, prevHash }, { seq: b, prevHash: other.prevHash }))).toEqual(named);
    expect(
      problems(exchanged({ seq: a, prevHash, hash }, { seq: b, prevHash: other.prevHash, hash: other.hash })),
    ).toEqual(named);
  });

  it('names a row that was moved down with the ones in between moved up', () => {
    const rows = aTrail(9);
    const [moved] = rows.splice(2, 1);
    rows.splice(5, 0, moved as TrailRow);
    expect(problems(renumbered(rows))).toEqual([{ kind: 'reordered', seq: 6, from: 3 }]);
  });

  it('names a row that was slipped in', () => {
    const rows = aTrail(9);
    rows.splice(4, 0, aRow(5, at(rows, 4).hash, 'palsu'));
    expect(problems(renumbered(rows))).toEqual([{ kind: 'inserted', seq: 5 }]);
    rows[4] = { ...at(rows, 5), hash: 'f'.repeat(64) };
    expect(problems(renumbered(rows))).toEqual([{ kind: 'inserted', seq: 5 }]);
  });

  it('counts what is too much to name', () => {
    const inspector = new TrailInspector();
    for (const row of aTrail(260)) inspector.add({ ...row, actorName: 'x' });
    expect(inspector.end()).toHaveLength(200);
    expect(inspector.more).toBe(60);
    expect(inspector.rows).toBe(260);
  });
});
