import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isDay } from '../shared/dates.js';

type Fields = Readonly<Record<string, unknown>>;

/** Collects what is wrong with files of reference data, so that all of it is told in one message. */
export class ReferenceProblems {
  private readonly found: string[] = [];

  add(file: string, what: string): void {
    this.found.push(`${file}: ${what}`);
  }

  /** Throws with every problem; an app with wrong reference data does not start. */
  refuse(): void {
    if (this.found.length > 0) throw new Error(`Reference data cannot be used:\n- ${this.found.join('\n- ')}`);
  }
}

/** One node of a YAML file, read field by field; what is missing or wrong becomes a problem and an empty value. */
export class ReferenceNode {
  private readonly fields: Fields;

  private constructor(
    value: unknown,
    private readonly file: string,
    private readonly path: string,
    private readonly problems: ReferenceProblems,
  ) {
    this.fields = isFields(value) ? value : {};
    if (!isFields(value)) this.wrong(null, 'must be a mapping');
  }

  static read(url: URL, problems: ReferenceProblems): ReferenceNode {
    const file = url.pathname.split('/').at(-1) ?? url.pathname;
    try {
      return new ReferenceNode(parse(readFileSync(url, 'utf8')), file, '', problems);
    } catch (error) {
      problems.add(file, error instanceof Error ? error.message : String(error));
      return new ReferenceNode({}, file, '', problems);
    }
  }

  /** For a problem that concerns several fields at once. */
  wrong(field: string | null, what: string): void {
    const place = [this.path, field].filter(Boolean).join('.');
    this.problems.add(this.file, place ? `${place} ${what}` : what);
  }

  has(field: string): boolean {
    return this.fields[field] !== undefined && this.fields[field] !== null;
  }

  text(field: string): string {
    const value = this.fields[field];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    this.wrong(field, 'must be text');
    return '';
  }

  optionalText(field: string): string | null {
    return this.has(field) ? this.text(field) : null;
  }

  /** A code: lower-case letters, digits and dashes. */
  code(field: string): string {
    const value = this.text(field);
    if (value !== '' && !/^[a-z0-9]+(-[a-z0-9]+)*$/i.test(value)) this.wrong(field, `"${value}" is no code`);
    return value;
  }

  /** A whole number within the bounds. */
  integer(field: string, least: number, most: number): number {
    const value = this.fields[field];
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    this.wrong(field, `must be a whole number from ${least} to ${most}`);
    return least;
  }

  flag(field: string): boolean {
    const value = this.fields[field] ?? false;
    if (typeof value !== 'boolean') this.wrong(field, 'must be true or false');
    return value === true;
  }

  day(field: string): string {
    const value = this.text(field);
    if (value !== '' && !isDay(value)) this.wrong(field, `"${value}" is no day`);
    return value;
  }

  oneOf<T extends string>(field: string, allowed: readonly T[], fallback: T): T {
    const value = this.has(field) ? this.text(field) : fallback;
    const known = allowed.find((one) => one === value);
    if (known === undefined) this.wrong(field, `must be one of ${allowed.join(', ')}`);
    return known ?? fallback;
  }

  texts(field: string): string[] {
    const value = this.fields[field] ?? [];
    if (Array.isArray(value) && value.every((one): one is string => typeof one === 'string')) return value;
    this.wrong(field, 'must be a list of texts');
    return [];
  }

  nodes(field: string): ReferenceNode[] {
    const value = this.fields[field] ?? [];
    if (!Array.isArray(value)) {
      this.wrong(field, 'must be a list');
      return [];
    }
    return value.map((one, index) => this.below(one, `${field}[${index + 1}]`));
  }

  node(field: string): ReferenceNode {
    return this.below(this.fields[field], field);
  }

  keys(): string[] {
    return Object.keys(this.fields);
  }

  /** Fields that nobody reads are mistyped ones. */
  only(...known: readonly string[]): void {
    for (const key of this.keys()) if (!known.includes(key)) this.wrong(key, 'is not known here');
  }

  private below(value: unknown, name: string): ReferenceNode {
    return new ReferenceNode(value, this.file, this.path === '' ? name : `${this.path}.${name}`, this.problems);
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
