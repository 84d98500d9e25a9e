import { addDays } from './dates.js';

/** A stretch of days, both ends included; `to` null = until further notice. */
export interface Period {
  from: string;
  to: string | null;
}

/** What happens to the periods on file when a new one is laid over them. */
export interface Overlay {
  /** Wholly covered: taken away. */
  remove: string[];
  /** Ends earlier. */
  endAt: { id: string; to: string }[];
  /** Begins later. */
  startAt: { id: string; from: string }[];
  /** The covered middle of a period leaves a copy of it behind the new one. */
  copy: { id: string; from: string; to: string | null }[];
}

/**
 * Makes room for `added` among periods that do not overlap, so that on each of its days only it holds and on all other
 * days nothing changes. Pure; the caller writes the answer before it inserts the new period.
 */
export function overlay(onFile: readonly (Period & { id: string })[], added: Period): Overlay {
  const result: Overlay = { remove: [], endAt: [], startAt: [], copy: [] };
  for (const { id, from, to } of onFile) {
    const beginsBefore = from < added.from;
    const endsAfter = added.to !== null && (to === null || to > added.to);
    const apart = (to !== null && to < added.from) || (added.to !== null && from > added.to);
    if (apart) continue;
    if (beginsBefore) {
      result.endAt.push({ id, to: addDays(added.from, -1) });
      if (endsAfter && added.to !== null) result.copy.push({ id, from: addDays(added.to, 1), to });
    } else if (endsAfter && added.to !== null) result.startAt.push({ id, from: addDays(added.to, 1) });
    else result.remove.push(id);
  }
  return result;
}
