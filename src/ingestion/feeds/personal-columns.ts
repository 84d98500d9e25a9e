import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const FILE = new URL('../../../config/ingestion/personal-columns.yaml', import.meta.url);

interface PersonalColumns {
  columns: string[];
  patterns: string[];
}

function load(): { columns: ReadonlySet<string>; patterns: readonly RegExp[] } {
  const { columns, patterns } = parse(readFileSync(FILE, 'utf8')) as PersonalColumns;
  return { columns: new Set(columns), patterns: patterns.map((pattern) => new RegExp(pattern)) };
}

const personal = load();

/** A heading as it is compared: lower case, trimmed, runs of spaces and underscores as one underscore. */
export function normalHeading(heading: string): string {
  return heading
    .replace(/^\uFEFF/, '')
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '_');
}

/** Whether a column (by its normal heading) is about a person, and so must not be kept: `config/ingestion`. */
export function isPersonal(heading: string): boolean {
  return personal.columns.has(heading) || personal.patterns.some((pattern) => pattern.test(heading));
}
