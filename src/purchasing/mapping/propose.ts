import { comparable, stripZeros } from '../../shared/text.js';

/** A satker that has to find its perangkat daerah. */
export interface SatkerToPlace {
  key: string;
  name: string;
  /** kd_satker_str as written ('1. 20. 03', '1.01.2.22.0.00.01.0007', '015416'); null = the feeds tell none. */
  text: string | null;
  /** jenis_satker (SKPD, Pusat, Dekonsentrasi). Told for the record; a proposal never hangs on it. */
  kind: string | null;
}

/** A perangkat daerah on file. The same one may stand here more than once, with another code or an earlier name. */
export interface KnownPerangkatDaerah {
  id: string;
  name: string;
  codeGroup: string | null;
}

export interface Proposals {
  /** Perangkat daerah to make. No two have names that differ only in case or punctuation, nor has one a known name. */
  newGroups: { codeGroup: string; name: string }[];
  /**
   * One for each satker, in the order given. `perangkatDaerahName` is exactly the name of a known or of a new one and
   * is what an assignment goes by; null = belum dipetakan. `codeGroup` is the code that the satker itself groups
   * under, null when it has none.
   */
  assignments: { satkerKey: string; codeGroup: string | null; perangkatDaerahName: string | null }[];
  /**
   * Known ones whose name was borrowed from a satker below them because the head was not on file, and now is. To be
   * applied only where nobody of the bureau has named it.
   */
  renames: { id: string; name: string }[];
}

type CodeStyle = 'blocks' | 'old' | 'number';

interface Placed extends SatkerToPlace {
  nameKey: string;
  style: CodeStyle | null;
  code: string | null;
  group: string | null;
  isHead: boolean;
}

/**
 * Proposes the perangkat daerah of each satker by its code, and where that does not lead to one by exactly the same
 * name. Never by a similar name: a wrong proposal that looks right costs more than a row "belum dipetakan".
 *
 * - eight blocks or more ('1.01.2.22.0.00.01.0007'): all blocks but the last; the head is the one that ends in zeros;
 * - older codes ('1. 20. 03', '32.04.20.03'): a group of their own, unless something on file has exactly their name;
 * - a bare number ('015416', ministries): always a group of its own;
 * - no code: exactly the same name, or none.
 */
export function proposeAssignments(
  satkers: readonly SatkerToPlace[],
  known: readonly KnownPerangkatDaerah[],
): Proposals {
  const placed = satkers.map(place);
  const ordered = [...placed].sort((a, b) => compare(a.code ?? '', b.code ?? '') || compare(a.key, b.key));

  const byCode = new Map<string, string>(); // code group → name of the perangkat daerah
  const byName = new Map<string, string>(); // comparable name → name of the perangkat daerah
  for (const one of known) {
    if (one.codeGroup !== null && !byCode.has(one.codeGroup)) byCode.set(one.codeGroup, one.name);
    const key = comparable(one.name);
    if (!byName.has(key)) byName.set(key, one.name);
  }
  const newGroups: Proposals['newGroups'] = [];
  const make = (codeGroup: string, name: string): void => {
    newGroups.push({ codeGroup, name });
    byCode.set(codeGroup, name);
    byName.set(comparable(name), name);
  };

  for (const [group, members] of groupsOf(ordered.filter((one) => one.style === 'blocks'))) {
    if (byCode.has(group)) continue;
    const name = groupName(members, group);
    const same = byName.get(comparable(name));
    if (same === undefined) make(group, name);
    else byCode.set(group, same);
  }

  // A satker of an older code generation, or without a code, is the one of today that has exactly its name.
  const groupsByMember = new Map<string, Set<string>>();
  for (const one of ordered) {
    if (one.style !== 'blocks' || one.group === null || one.nameKey === '') continue;
    const name = byCode.get(one.group);
    if (name === undefined) continue;
    const names = groupsByMember.get(one.nameKey) ?? new Set<string>();
    groupsByMember.set(one.nameKey, names.add(name));
  }
  const sameName = (one: Placed): string | undefined => {
    if (one.nameKey === '') return undefined;
    const group = byName.get(one.nameKey);
    if (group !== undefined) return group;
    const candidates = groupsByMember.get(one.nameKey);
    return candidates?.size === 1 ? [...candidates][0] : undefined;
  };

  for (const one of ordered) {
    if (one.group === null || one.style === 'blocks' || byCode.has(one.group)) continue;
    const name = one.name.trim() || one.group;
    if (one.style === 'old') {
      const same = sameName(one);
      if (same === undefined) make(one.group, name);
      else byCode.set(one.group, same);
    } else {
      make(one.group, byName.has(comparable(name)) ? `${name} (${one.group})` : name);
    }
  }

  return {
    newGroups,
    assignments: placed.map((one) => ({
      satkerKey: one.key,
      codeGroup: one.group,
      perangkatDaerahName: (one.group === null ? sameName(one) : byCode.get(one.group)) ?? null,
    })),
    renames: renamesOf(ordered, known, byName),
  };
}

/**
 * The part of a satker's textual code that its perangkat daerah is told by: spaces and leading zeros removed, dots kept;
 * of eight blocks or more all but the last. Null when there is no code ('', '-', '0').
 */
export function codeGroupOf(text: string | null): string | null {
  return readCode(text).group;
}

function readCode(text: string | null): Pick<Placed, 'code' | 'style' | 'group' | 'isHead'> {
  const code = (text ?? '').replace(/\s+/g, '').replace(/^\.+|\.+$/g, '');
  if (!/[1-9a-z]/i.test(code)) return { code: null, style: null, group: null, isHead: false };
  const [first = '', ...rest] = code.split('.');
  // One feed writes leading zeros where another does not.
  const blocks = [stripZeros(first), ...rest];
  if (blocks.length === 1) return { code: first, style: 'number', group: blocks[0] ?? first, isHead: false };
  if (blocks.length < 8) return { code, style: 'old', group: blocks.join('.'), isHead: false };
  return {
    code: blocks.join('.'),
    style: 'blocks',
    group: blocks.slice(0, -1).join('.'),
    isHead: /^0+$/.test(blocks.at(-1) ?? ''),
  };
}

function place(satker: SatkerToPlace): Placed {
  return { ...satker, nameKey: comparable(satker.name), ...readCode(satker.text) };
}

function groupsOf(placed: readonly Placed[]): Map<string, Placed[]> {
  const groups = new Map<string, Placed[]>();
  for (const one of placed) {
    if (one.group === null) continue;
    const members = groups.get(one.group);
    if (members) members.push(one);
    else groups.set(one.group, [one]);
  }
  return groups;
}

/** The head's name; without a head the shortest name, the first by code where two are as short; without names the code. */
function groupName(members: readonly Placed[], group: string): string {
  const named = members.filter((one) => one.nameKey !== '');
  const head = named.find((one) => one.isHead);
  if (head) return head.name.trim();
  let shortest: string | null = null;
  for (const one of named) {
    const name = one.name.trim();
    if (shortest === null || name.length < shortest.length) shortest = name;
  }
  return shortest ?? group;
}

function renamesOf(
  ordered: readonly Placed[],
  known: readonly KnownPerangkatDaerah[],
  taken: ReadonlyMap<string, string>,
): Proposals['renames'] {
  const heads = new Map<string, Placed>();
  const below = new Map<string, Set<string>>();
  for (const one of ordered) {
    if (one.style !== 'blocks' || one.group === null || one.nameKey === '') continue;
    if (!one.isHead) below.set(one.group, (below.get(one.group) ?? new Set<string>()).add(one.nameKey));
    else if (!heads.has(one.group)) heads.set(one.group, one);
  }
  const renames: Proposals['renames'] = [];
  const claimed = new Set<string>();
  for (const one of known) {
    if (one.codeGroup === null) continue;
    const head = heads.get(one.codeGroup);
    if (!head || taken.has(head.nameKey) || claimed.has(head.nameKey)) continue;
    // Only a borrowed name is given back: that of a satker below, or the bare code.
    const nameKey = comparable(one.name);
    if (!below.get(one.codeGroup)?.has(nameKey) && nameKey !== comparable(one.codeGroup)) continue;
    claimed.add(head.nameKey);
    renames.push({ id: one.id, name: head.name.trim() });
  }
  return renames;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
