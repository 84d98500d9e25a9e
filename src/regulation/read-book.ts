import { LineCounter, parseDocument } from 'yaml';
import { addDays, isDay } from '../shared/dates.js';
import { type Arm, type Book, type LawValue, type Parameter, type Source, STANDINGS, type Unit } from './book.js';
import { isRecord, Reading } from './reading.js';

export interface LawFile {
  name: string;
  text: string;
}

/** The file of the sources; every other file holds parameters. */
export const SOURCES_FILE = 'sources.yaml';

const SOURCE_FIELDS = [
  'name',
  'number',
  'year',
  'about',
  'effective_from',
  'effective_to',
  'standing',
  'read_at',
  'link',
  'checked_on',
  'note',
];
const PARAMETER_FIELDS = ['label', 'unit', 'choices', 'values'];
const ARM_FIELDS = ['effective_from', 'effective_to', 'value', 'source', 'article', 'standing', 'note'];
const KEY = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/;

/** Whether a value is one of its unit; money and percentages are text in YAML, so that nothing reads them as floats. */
const FITS: Record<Unit, (value: unknown, choices: readonly string[] | null) => boolean> = {
  rupiah: (value) => typeof value === 'string' && /^\d{1,18}\.\d{2}$/.test(value),
  percent: (value) => typeof value === 'string' && /^\d{1,3}(?:\.\d{1,2})?$/.test(value),
  count: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  years: (value) => Number.isSafeInteger(value) && Number(value) > 0,
  months: (value) => Number.isSafeInteger(value) && Number(value) > 0,
  day: (value) => typeof value === 'string' && isDay(value),
  'yes-no': (value) => typeof value === 'boolean',
  choice: (value, choices) => typeof value === 'string' && choices !== null && choices.includes(value),
  codes: (value, choices) =>
    Array.isArray(value) &&
    new Set(value).size === value.length &&
    value.every((code) => typeof code === 'string' && code !== '' && (choices === null || choices.includes(code))),
};

/** Whether a value may stand in a parameter. */
export function fits({ unit, choices }: Pick<Parameter, 'unit' | 'choices'>, value: unknown): boolean {
  return FITS[unit](value, choices);
}

const LOOKS: Record<Unit, string> = {
  rupiah: 'an amount such as "15000000000.00"',
  percent: 'a percentage such as "40" or "12.5", in quotes',
  count: 'a whole number',
  years: 'a whole number of years',
  months: 'a whole number of months',
  day: 'a day such as 2026-10-18',
  'yes-no': 'true or false',
  choice: 'one of its choices',
  codes: 'a list of its choices, each once',
};

/**
 * The book that the files make. Throws one Error that lists everything that is wrong with them: overlaps, gaps, sources
 * that nobody knows, days that are none, values of the wrong unit, fields that mean nothing.
 */
export function readBook(files: readonly LawFile[]): Book {
  const problems: string[] = [];
  const sources = new Map<string, Source>();
  const parameters = new Map<string, Parameter>();

  const sourceFile = files.find((file) => file.name === SOURCES_FILE);
  if (!sourceFile) problems.push(`${SOURCES_FILE} is missing`);
  else
    for (const [code, fields] of entries(sourceFile, problems))
      sources.set(code, readSource(code, new Reading(`${SOURCES_FILE}: ${code}`, fields, problems)));

  for (const file of files) {
    if (file.name === SOURCES_FILE) continue;
    for (const [key, fields] of entries(file, problems)) {
      const earlier = parameters.get(key);
      if (earlier) problems.push(`${file.name}: ${key} stands in ${earlier.file} too`);
      const reading = new Reading(`${file.name}: ${key}`, fields, problems);
      parameters.set(key, readParameter(key, file.name, reading, sources));
    }
  }
  if (problems.length > 0) throw new Error(`The book of law cannot be used:\n- ${problems.join('\n- ')}`);
  return { sources, parameters };
}

function entries(file: LawFile, problems: string[]): [string, Record<string, unknown>][] {
  const lineCounter = new LineCounter();
  const document = parseDocument(file.text, { lineCounter, prettyErrors: false });
  for (const error of document.errors) {
    const { line } = lineCounter.linePos(error.pos[0]);
    problems.push(`${file.name}, line ${line}: ${error.message}`);
  }
  if (document.errors.length > 0) return [];
  const content: unknown = document.toJS();
  if (!isRecord(content)) {
    problems.push(`${file.name}: there is nothing in it`);
    return [];
  }
  const found: [string, Record<string, unknown>][] = [];
  for (const [key, fields] of Object.entries(content)) {
    if (!KEY.test(key)) problems.push(`${file.name}: "${key}" is no key; use small letters, digits, dots and hyphens`);
    else if (isRecord(fields)) found.push([key, fields]);
    else problems.push(`${file.name}: ${key} has no fields`);
  }
  return found;
}

function readSource(code: string, reading: Reading): Source {
  reading.onlyFields(SOURCE_FIELDS);
  const effectiveFrom = reading.day('effective_from');
  const effectiveTo = reading.day('effective_to');
  if (effectiveFrom && effectiveTo && effectiveTo < effectiveFrom)
    reading.say(`ends on ${effectiveTo}, before it begins on ${effectiveFrom}`);
  const link = reading.text('link');
  if (link !== null && !/^https:\/\/\S+$/.test(link)) reading.say(`link "${link}" does not begin with https://`);
  const year = reading.value('year') ?? null;
  if (year !== null && !Number.isSafeInteger(year)) reading.say(`year must be a whole number, not "${String(year)}"`);
  return {
    code,
    name: reading.need('name'),
    number: reading.text('number'),
    year: year === null ? null : Number(year),
    about: reading.need('about'),
    effectiveFrom,
    effectiveTo,
    standing: reading.oneOf('standing', STANDINGS) ?? 'general-knowledge',
    readAt: reading.texts('read_at'),
    link,
    checkedOn: reading.day('checked_on'),
    note: reading.text('note'),
  };
}

function readParameter(key: string, file: string, reading: Reading, sources: ReadonlyMap<string, Source>): Parameter {
  reading.onlyFields(PARAMETER_FIELDS);
  const units = Object.keys(FITS) as Unit[];
  const unit = reading.oneOf('unit', units) ?? 'count';
  const choices = reading.value('choices') === undefined ? null : reading.texts('choices');
  const values = reading.value('values');
  if (!Array.isArray(values) || values.length === 0) reading.say('has no values');
  const arms = (Array.isArray(values) ? values : []).map((fields: unknown, index) =>
    readArm(new Reading(`${reading.where}, value ${index + 1}`, fields, reading.problems), { unit, choices }, sources),
  );
  const known = units.includes(reading.value('unit') as Unit);
  return { key, label: reading.need('label'), unit, choices, file, arms: joined(arms, reading, known) };
}

function readArm(
  reading: Reading,
  { unit, choices }: Pick<Parameter, 'unit' | 'choices'>,
  sources: ReadonlyMap<string, Source>,
): Arm {
  reading.onlyFields(ARM_FIELDS);
  const value = reading.value('value');
  if (value === undefined) reading.say('has no value; write null where the law sets none');
  else if (value !== null && !FITS[unit](value, choices))
    reading.say(`${JSON.stringify(value)} is not ${LOOKS[unit]}${choices ? ` (${choices.join(', ')})` : ''}`);
  const code = reading.need('source');
  const source = sources.get(code);
  if (code !== '' && !source) reading.say(`source "${code}" is not in ${SOURCES_FILE}`);
  const standing = reading.value('standing') === undefined ? null : reading.oneOf('standing', STANDINGS);
  if (standing === 'confirmed' && source && source.standing !== 'confirmed')
    reading.say(`is said to be confirmed, but its source is ${source.standing}`);
  return {
    from: reading.needDay('effective_from'),
    to: reading.day('effective_to'),
    value: (value ?? null) as LawValue | null,
    source: code,
    article: reading.text('article'),
    standing: standing ?? source?.standing ?? 'general-knowledge',
    note: reading.text('note'),
  };
}

/** Each arm ends on the day before the next begins; one that says when it ends must say just that. */
function joined(arms: readonly Arm[], reading: Reading, complete: boolean): Arm[] {
  if (!complete || arms.some((arm) => arm.from === '')) return [...arms];
  return arms.map((arm, index) => {
    const next = arms[index + 1];
    if (arm.to !== null && arm.to < arm.from) reading.say(`a value ends on ${arm.to}, before it begins on ${arm.from}`);
    if (!next) return arm;
    if (next.from <= arm.from)
      reading.say(`the values from ${arm.from} and from ${next.from} overlap, or are not in the order of days`);
    else if (arm.to !== null && arm.to >= next.from)
      reading.say(`the value until ${arm.to} and the one from ${next.from} overlap`);
    else if (arm.to !== null && addDays(arm.to, 1) < next.from)
      reading.say(`there is a gap between ${arm.to} and ${next.from}`);
    else return { ...arm, to: addDays(next.from, -1) };
    return arm;
  });
}
