import { hash } from 'node:crypto';
import { parseFeedDay, parseFeedMoment, zoneOffset } from '../../shared/dates.js';
import { maskNpwp, maskText } from '../../shared/masking.js';
import { codeOf, isStorable, klpdCode, splitList, storable, stripZeros } from '../../shared/text.js';
import type { IssueCode, RowIssue } from '../../purchasing/intake/rows.js';
import type { Cell, RawRow } from '../formats/index.js';
import { decimalOf, toSen } from './decimal.js';
import { isPersonal, normalHeading } from './personal-columns.js';

/**
 * What a column holds. Only `text` can hide something about a person and is masked; `volatile` columns change with
 * every extraction and stay out of the row's identity.
 */
export type ColumnKind = 'code' | 'text' | 'amount' | 'number' | 'day' | 'moment' | 'flag' | 'npwp' | 'volatile';

/** 32 hex digits. MD5 suffices: it tells rows apart, it protects nothing. */
export function digest(text: string): string {
  return hash('md5', text, 'hex');
}

interface Slot {
  /** As written. */
  heading: string;
  /** Normal heading. */
  name: string;
  /** Normal heading as it stands in the row's identity. */
  identityKey: string;
  /** Heading as written, but masked, as a JSON key with its colon: in the source row, as its first cell and behind others. */
  firstKey: string;
  jsonKey: string;
  kind: ColumnKind | 'unknown' | 'personal';
  index: number;
}

/** More distinct headings than any file has: then the memory of headings is begun anew. */
const MAX_SLOTS = 2000;

/**
 * Reads raw rows of one feed: finds columns by heading whatever their order, case and spacing, drops what is personal,
 * masks free text. Rows are read one at a time: the cells given are those of the last row read.
 */
export class RowReader {
  private readonly slots = new Map<string, Slot>();
  private readonly indexes = new Map<string, number>();
  /** Slots by normal heading: the order of the row's identity, whatever the order in the file. */
  private sorted: Slot[] = [];
  /** The slots of the row before: most rows name the same columns in the same order. */
  private readonly before: Slot[] = [];
  private readonly cells: RowCells;

  constructor(private readonly columns: Readonly<Record<string, ColumnKind>>) {
    this.cells = new RowCells(this.indexes);
  }

  read(row: RawRow, context: { timeZone: string }): RowCells {
    if (this.slots.size > MAX_SLOTS) this.forget();
    const { cells } = this;
    cells.begin(row.line, zoneOffset(context.timeZone));
    const source = row.cells;
    let place = 0;
    for (const heading in source) {
      let slot = this.before[place];
      if (slot?.heading !== heading) {
        slot = this.slots.get(heading) ?? this.add(heading);
        this.before[place] = slot;
      }
      place += 1;
      if (slot.kind === 'personal') continue;
      const cell = source[heading] as Cell;
      if (cell === null || cell === '') continue;
      const value = clean(cell, slot.kind);
      if (value === null) continue;
      cells.put(slot, value);
    }
    cells.sorted = this.sorted;
    return cells;
  }

  private add(heading: string): Slot {
    const name = normalHeading(heading);
    const known = Object.hasOwn(this.columns, name) ? this.columns[name] : undefined;
    let kind: Slot['kind'] = known ?? 'unknown';
    if (name.includes('npwp') && kind !== 'volatile') kind = 'npwp';
    else if (isPersonal(name)) kind = 'personal';
    const index = this.indexes.get(name) ?? this.indexes.size;
    const key = JSON.stringify(storable(maskText(heading.trim())));
    const slot = {
      heading,
      name,
      identityKey: `\u001e${name}\u001f`,
      firstKey: `{${key}:`,
      jsonKey: `,${key}:`,
      kind,
      index,
    };
    this.slots.set(heading, slot);
    if (!this.indexes.has(name)) {
      this.indexes.set(name, index);
      this.sorted = [...this.sorted, slot].toSorted((a, b) => (a.name < b.name ? -1 : 1));
    }
    return slot;
  }

  private forget(): void {
    this.slots.clear();
    this.indexes.clear();
    this.sorted = [];
    this.before.length = 0;
  }
}

type Value = string | number | boolean | Date | bigint;

/** Printable ASCII, as nearly every cell is: it holds nothing that a closer look would be for. */
const PLAIN = /^[ -~]*$/;
/** A word of letters alone: lists of codes and moments have none, or none beside digits. */
const PROSE = /(?:^|[\s(])[a-z]{2,}[.:,]?(?=\s|$)/i;
const NULL_TEXT = /^(?:null|none|nan)$/i;
const TAG = /<[a-z/!][^>]*>/gi;
const ENTITIES: Readonly<Record<string, string>> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function clean(value: Cell, kind: Slot['kind'], mended = false): Value | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') {
    if (value === '') return null;
    if (!mended && !PLAIN.test(value) && !isStorable(value)) return clean(storable(value), kind, true);
    if (kind === 'text' || kind === 'unknown') return freeText(value);
    if (kind === 'npwp') return value.trim() === '' || value.trim() === '-' ? null : maskNpwp(value);
    const text = value.trim();
    if (text === '' || NULL_TEXT.test(text)) return null;
    // Somebody wrote a sentence where a code, an amount or a day belongs.
    return text.includes('@') || (text.includes(' ') && PROSE.test(text)) ? maskText(text) : text;
  }
  if (kind === 'npwp') return maskNpwp(String(value));
  if (typeof value === 'object') return value instanceof Date ? value : JSON.stringify(withoutPersons(value));
  // A telephone or identity number that came as a number in a column nobody knows.
  if (kind === 'unknown' && (typeof value === 'bigint' || (typeof value === 'number' && Math.abs(value) >= 1e14)))
    return maskText(String(value));
  return value;
}

function freeText(value: string): string | null {
  let text = value;
  if (text.includes('<')) {
    text = text
      .replace(TAG, ' ')
      .replace(/&(nbsp|amp|lt|gt|quot|apos);/g, (_, entity: string) => ENTITIES[entity] ?? ' ')
      .replace(/\s+/g, ' ');
  }
  text = text.trim();
  if (text === '' || text === 'null' || text === 'NULL') return null;
  return maskText(text);
}

/** Nested values (lists, objects) with their personal members left out and their texts masked. */
function withoutPersons(value: unknown): unknown {
  if (typeof value === 'string') return maskText(value);
  if (Array.isArray(value)) return value.map(withoutPersons);
  if (typeof value !== 'object' || value === null) return value;
  const kept: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    const name = normalHeading(key);
    if (name.includes('npwp')) kept[key] = member === null ? null : maskNpwp(String(member));
    else if (!isPersonal(name)) kept[key] = withoutPersons(member);
  }
  return kept;
}

/** Letters and digits lost to Excel: a long code shown as 1.23E+12. */
const LOST_DIGITS = /^\d+(?:[.,]\d+)?e\+\d+$/i;
const WHOLE_FLOAT = /^\d+\.0+$/;
const NUMERIC = /^-?\d+(?:\.\d+)?$/;
const MIDNIGHT = /[T ]00:00:00(?:\.0+)?Z?$/;

/** More whole digits than a column of money or quantities holds: figures run together, never a number. */
const TOO_LONG = /^-?\d{19}/;

/** The cells of one row, by normal heading, and the issues found while reading them. */
export class RowCells {
  line = 0;
  issues: RowIssue[] = [];
  rejected = false;
  sorted: readonly Slot[] = [];
  private values: (Value | null)[] = [];
  private source = '';
  private offset = '+00:00';

  constructor(private readonly indexes: ReadonlyMap<string, number>) {}

  begin(line: number, offset: string): void {
    this.line = line;
    this.offset = offset;
    this.issues = [];
    this.rejected = false;
    this.values.fill(null);
    this.source = '';
  }

  put(slot: Slot, value: Value): void {
    if (this.values[slot.index] !== undefined && this.values[slot.index] !== null) return; // the first of two stands
    while (this.values.length < slot.index) this.values.push(null);
    this.values[slot.index] = value;
    this.source += (this.source === '' ? slot.firstKey : slot.jsonKey) + jsonOf(value);
  }

  /** The row as JSON text: headings as written, personal columns gone, free text masked, empty cells left out. */
  sourceRow(): string {
    return this.source === '' ? '{}' : `${this.source}}`;
  }

  /** Digest over all columns but the volatile and personal ones, whatever their order and the file's format. */
  identity(): string {
    let text = '';
    for (const slot of this.sorted) {
      if (slot.kind === 'volatile') continue;
      const value = this.values[slot.index];
      if (value === null || value === undefined) continue;
      text += slot.identityKey + canonical(value, slot.kind);
    }
    return digest(text);
  }

  /** Adds a warning: the row is taken. */
  warn(code: IssueCode, column: string | null, detail?: string): void {
    this.issue(code, column, 'warning', detail);
  }

  /** Adds an error: the row is not taken. */
  reject(code: IssueCode, column: string | null, detail?: string): void {
    this.rejected = true;
    this.issue(code, column, 'error', detail);
  }

  private issue(code: IssueCode, column: string | null, severity: RowIssue['severity'], detail?: string): void {
    const raw = column === null ? null : this.raw(column);
    const value = raw === null ? null : maskText(textOf(raw)).slice(0, 200);
    this.issues.push({
      kind: 'issue',
      line: this.line,
      column,
      value,
      code,
      severity,
      ...(detail === undefined ? {} : { detail }),
    });
  }

  has(name: string): boolean {
    return this.raw(name) !== null;
  }

  private raw(name: string): Value | null {
    const index = this.indexes.get(name);
    return index === undefined ? null : (this.values[index] ?? null);
  }

  /** Text with white space in it as written, '-' taken for nothing. The first of `names` that has any. */
  text(...names: string[]): string | null {
    for (const name of names) {
      const value = this.raw(name);
      if (value === null) continue;
      const text = typeof value === 'string' ? value : textOf(value);
      if (text !== '-') return text;
    }
    return null;
  }

  /** A code as text, its zeros kept. A code whose digits Excel has lost rejects the row. */
  code(...names: string[]): string | null {
    for (const name of names) {
      const value = this.raw(name);
      if (value === null) continue;
      if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
        this.reject('code-lost-digits', name);
        return null;
      }
      const code = codeOf(value instanceof Date ? null : value);
      if (code === null) continue;
      if (LOST_DIGITS.test(code)) {
        this.reject('code-lost-digits', name);
        return null;
      }
      return WHOLE_FLOAT.test(code) ? code.slice(0, code.indexOf('.')) : code;
    }
    return null;
  }

  /** A textual code such as 1.02.0.00.0.00.02.0000, as written. */
  textCode(...names: string[]): string | null {
    for (const name of names) {
      const value = this.raw(name);
      const code = value === null || value instanceof Date ? null : codeOf(value);
      if (code !== null) return code;
    }
    return null;
  }

  /** A code of which 0 means unknown, without leading zeros. */
  id(...names: string[]): string | null {
    const code = this.code(...names);
    if (code === null) return null;
    const stripped = stripZeros(code);
    return stripped === '0' ? null : stripped;
  }

  klpd(...names: string[]): string | null {
    const code = this.code(...names);
    return code === null ? null : klpdCode(code);
  }

  /** The key of the row; without one the row is rejected. */
  key(...names: string[]): string {
    const key = this.code(...names);
    if (key === null && !this.rejected) this.reject('key-missing', names[0] ?? null);
    return key ?? '';
  }

  /** Distinct entries of a list, be it text with ; or , or a nested list. */
  list(names: string | string[], separator: RegExp = /[;,]/): string[] {
    const text = this.text(...(typeof names === 'string' ? [names] : names));
    if (text === null) return [];
    if (text.startsWith('[')) {
      try {
        const parsed = JSON.parse(text) as unknown;
        if (Array.isArray(parsed))
          return [
            ...new Set(
              parsed
                .map((entry) => codeOf(entry))
                .filter((entry) => entry !== null)
                .map(storable),
            ),
          ];
      } catch {
        // not a list after all
      }
    }
    return splitList(text, separator).filter((entry) => entry !== '-');
  }

  /** The RUP codes of a purchase ('a;b'), without 0. */
  rupCodes(...names: string[]): string[] {
    const code = this.code(...names);
    if (code === null) return [];
    if (/^[1-9]\d*$/.test(code)) return [code];
    return splitList(code)
      .map((entry) => (WHOLE_FLOAT.test(entry) ? entry.slice(0, entry.indexOf('.')) : entry))
      .filter((entry) => entry !== '0' && entry !== '-');
  }

  funds(...names: string[]): string[] {
    const text = this.text(...names);
    return text === null ? [] : splitList(text.toUpperCase());
  }

  /** Rupiah as decimal text of at most two decimals. Rejects what is no number or is negative. */
  amount(...names: string[]): string | null {
    const name = this.firstFilled(names);
    if (name === null) return null;
    const text = this.decimal(name);
    if (text === null) return null;
    if (text.startsWith('-')) {
      this.reject('negative-value', name);
      return null;
    }
    if (!text.includes('.')) return text;
    const sen = toSen(text);
    if (sen.rounded) this.warn('value-rounded', name, sen.text);
    return sen.text;
  }

  /** Any number as decimal text ('12.5'), not rounded. */
  number(...names: string[]): string | null {
    const name = this.firstFilled(names);
    return name === null ? null : this.decimal(name);
  }

  /** A count; `null` when it is not a whole number from 0 to a billion. */
  count(...names: string[]): number | null {
    const name = this.firstFilled(names);
    if (name === null) return null;
    const decimal = decimalOf(this.raw(name));
    return decimal !== null && 'text' in decimal && /^\d{1,9}$/.test(decimal.text) ? Number(decimal.text) : null;
  }

  /** A fiscal year, or `null`. */
  year(...names: string[]): number | null {
    const year = this.count(...names);
    return year !== null && year >= 1990 && year <= 2100 ? year : null;
  }

  /** The day as written. What is no day is a warning and `null`. */
  day(...names: string[]): string | null {
    const name = this.firstFilled(names);
    if (name === null) return null;
    const day = parseFeedDay(this.raw(name));
    if (day !== 'invalid') return day;
    this.warn('not-a-date', name);
    return null;
  }

  moment(...names: string[]): string | null {
    const name = this.firstFilled(names);
    if (name === null) return null;
    const moment = parseFeedMoment(this.raw(name), this.offset);
    if (moment !== 'invalid') return moment;
    this.warn('not-a-date', name);
    return null;
  }

  flag(...names: string[]): boolean | null {
    const name = this.firstFilled(names);
    if (name === null) return null;
    const text = textOf(this.raw(name) as Value).toLowerCase();
    if (text === 'true' || text === '1' || text === 'ya' || text === 't') return true;
    if (text === 'false' || text === '0' || text === 'tidak' || text === 'f') return false;
    return null;
  }

  private firstFilled(names: string[]): string | null {
    for (const name of names) if (this.raw(name) !== null) return name;
    return null;
  }

  private decimal(name: string): string | null {
    const decimal = decimalOf(this.raw(name));
    if (decimal === null) return null;
    if ('text' in decimal) {
      if (!TOO_LONG.test(decimal.text)) return decimal.text;
      this.reject('not-a-number', name);
      return null;
    }
    this.reject('not-a-number', name, decimal.fault === 'lost-digits' ? 'lost-digits' : undefined);
    return null;
  }
}

function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  return String(value);
}

/** Most texts need no escaping, and then JSON.stringify costs more than all else together. */
const PLAIN_JSON = /^[ !#-[\]-\ud7ff]*$/;

function jsonOf(value: Value): string {
  if (typeof value === 'string') return PLAIN_JSON.test(value) ? `"${value}"` : JSON.stringify(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return `"${textOf(value)}"`;
}

/** One form for what the formats write differently: 300000.0 and '300000', dates with and without midnight. */
function canonical(value: Value, kind: Slot['kind']): string {
  if (typeof value === 'number') {
    const decimal = decimalOf(value);
    return decimal !== null && 'text' in decimal ? decimal.text : String(value);
  }
  const text = textOf(value);
  if (kind === 'day' || kind === 'moment' || value instanceof Date) return text.replace(MIDNIGHT, '').replace(' ', 'T');
  const first = text.charCodeAt(0);
  if ((first === 45 || (first >= 48 && first <= 57)) && NUMERIC.test(text)) {
    const decimal = decimalOf(text);
    if (decimal !== null && 'text' in decimal) return decimal.text;
  }
  return text === 'TRUE' || text === 'True' || text === 'FALSE' || text === 'False' ? text.toLowerCase() : text;
}
