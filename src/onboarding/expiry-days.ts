import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isDay } from '../shared/dates.js';

const FILE = new URL('../../config/reference/expiry-notices.yaml', import.meta.url);
const NAME = 'config/reference/expiry-notices.yaml';

interface Notice {
  from: string;
  /** Ascending. */
  days: readonly number[];
}

/** The entries of the file, the oldest first. Throws an Error that names what is wrong with it. */
export function readNotices(yaml: string): readonly Notice[] {
  const { notices } = (parse(yaml) ?? {}) as { notices?: { effective_from?: unknown; days?: unknown }[] };
  const read = (notices ?? []).map(({ effective_from: from, days }, at) => {
    const fits = (one: unknown): one is number =>
      typeof one === 'number' && Number.isInteger(one) && one >= 1 && one <= 365;
    if (typeof from !== 'string' || !isDay(from) || !Array.isArray(days) || days.length === 0 || !days.every(fits))
      throw new Error(`${NAME}: entry ${at + 1} needs effective_from and days from 1 to 365`);
    return { from, days: [...new Set(days)].toSorted((a, b) => a - b) };
  });
  if (read.length === 0) throw new Error(`${NAME} holds no entry`);
  return read.toSorted((a, b) => (a.from < b.from ? -1 : 1));
}

let notices: readonly Notice[] | undefined;

/** The days ahead that count on a day, ascending; none before the first entry. Read once in a process. */
export function noticeDays(day: string): readonly number[] {
  notices ??= readNotices(readFileSync(FILE, 'utf8'));
  return notices.findLast(({ from }) => from <= day)?.days ?? [];
}

/** Which of the days ahead is due for a paper with so many days left: the nearest that has been reached. */
export function dueNotice(daysLeft: number, days: readonly number[]): number | null {
  return daysLeft < 0 ? null : (days.find((one) => daysLeft <= one) ?? null);
}
