import { NEAR, nearness } from '../name-key.js';

/** What of an enterprise says that it may be another one on file. */
export interface Likeness {
  id: string;
  name: string;
  nameKey: string;
  nib: string | null;
  npwpStem: string | null;
  /** Keyed hash of the sealed NIK; never the NIK. */
  nikMark: string | null;
  wilayahCode: string | null;
}

export type LikeBecause = 'nib' | 'npwp' | 'nik' | 'name';

export interface Proposal {
  one: Pick<Likeness, 'id' | 'name'>;
  other: Pick<Likeness, 'id' | 'name'>;
  because: LikeBecause[];
  /** 0 to 1. */
  near: number;
}

/** More in one place are not compared by name: with a kabupaten instead of a desa everybody would be near somebody. */
const MOST_IN_PLACE = 3000;

/**
 * Pairs that may be one enterprise: the same NIB, taxpayer or owner, or a near name in the same place. `distinct` holds
 * pairs that a person told apart ('low|high'). Pure; the surest pairs first.
 */
export function proposeDuplicates(all: readonly Likeness[], distinct: ReadonlySet<string>): Proposal[] {
  const found = new Map<string, Proposal>();
  const add = (a: Likeness, b: Likeness, because: LikeBecause): void => {
    const [one, other] = BigInt(a.id) < BigInt(b.id) ? [a, b] : [b, a];
    const key = pairKey(one.id, other.id);
    if (distinct.has(key)) return;
    const known = found.get(key);
    if (known) {
      if (!known.because.includes(because)) known.because.push(because);
    } else
      found.set(key, {
        one: { id: one.id, name: one.name },
        other: { id: other.id, name: other.name },
        because: [because],
        near: nearness(one.nameKey, other.nameKey),
      });
  };
  const same = (mark: (one: Likeness) => string | null, because: LikeBecause): void => {
    for (const group of grouped(all, mark).values()) for (const [a, b] of pairs(group.slice(0, 50))) add(a, b, because);
  };
  same((one) => one.nib, 'nib');
  same((one) => one.npwpStem, 'npwp');
  same((one) => one.nikMark, 'nik');
  for (const group of grouped(all, (one) => one.wilayahCode).values()) {
    if (group.length > MOST_IN_PLACE) continue;
    for (const [a, b] of pairs(group)) if (nearness(a.nameKey, b.nameKey) >= NEAR) add(a, b, 'name');
  }
  return [...found.values()].toSorted(
    (a, b) => weight(b) - weight(a) || b.near - a.near || Number(BigInt(a.one.id) - BigInt(b.one.id)),
  );
}

export function pairKey(one: string, other: string): string {
  return BigInt(one) < BigInt(other) ? `${one}|${other}` : `${other}|${one}`;
}

function weight({ because }: Proposal): number {
  return because.filter((one) => one !== 'name').length;
}

function grouped(all: readonly Likeness[], mark: (one: Likeness) => string | null): Map<string, Likeness[]> {
  const groups = new Map<string, Likeness[]>();
  for (const one of all) {
    const key = mark(one);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

function* pairs(group: readonly Likeness[]): Generator<[Likeness, Likeness]> {
  for (const [at, one] of group.entries()) for (const other of group.slice(at + 1)) yield [one, other];
}
