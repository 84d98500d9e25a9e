import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isDay } from '../../shared/dates.js';

const FILE = new URL('../../../config/reference/etalase-duty.yaml', import.meta.url);

export interface ValidDays {
  source: string;
  /** From the oldest; each holds until the next. */
  values: readonly { from: string; days: number }[];
}

/** Throws an Error that says what is wrong with the file. */
export function readValidDays(yaml: string = readFileSync(FILE, 'utf8')): ValidDays {
  const read = (parse(yaml) ?? {}) as { source?: unknown; inspection_valid_days?: Record<string, unknown>[] };
  const values = (read.inspection_valid_days ?? []).map(({ effective_from: from, days }) => ({
    from: String(from),
    days: Number(days),
  }));
  const wrong = values.some(
    ({ from, days }, at) =>
      !isDay(from) || !Number.isInteger(days) || days < 1 || days > 3660 || from <= (values[at - 1]?.from ?? ''),
  );
  if (values.length === 0 || wrong || typeof read.source !== 'string')
    throw new Error(
      'config/reference/etalase-duty.yaml needs a source and inspection_valid_days: days from 1 to 3660, each with a later effective_from than the one before',
    );
  return { source: read.source, values };
}

/** Days for which a sight of an etalase counts on the day; before the first value, the first. */
export function validDaysOn({ values }: ValidDays, day: string): number {
  const [first] = values;
  return (values.findLast(({ from }) => from <= day) ?? first)?.days ?? 0;
}
