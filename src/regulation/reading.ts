import { isDay } from '../shared/dates.js';

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads the fields of one entry of a law file; what is wrong goes on the list and reading goes on. */
export class Reading {
  private readonly fields: Record<string, unknown>;

  constructor(
    /** What a problem begins with: 'umk.yaml: umk.sales.max-mikro, value 2'. */
    readonly where: string,
    fields: unknown,
    readonly problems: string[],
  ) {
    this.fields = isRecord(fields) ? fields : {};
    if (!isRecord(fields)) this.say('has no fields');
  }

  say(problem: string): void {
    this.problems.push(`${this.where}: ${problem}`);
  }

  onlyFields(known: readonly string[]): void {
    for (const field of Object.keys(this.fields))
      if (!known.includes(field)) this.say(`field "${field}" means nothing`);
  }

  value(field: string): unknown {
    return this.fields[field];
  }

  text(field: string): string | null {
    const value = this.fields[field] ?? null;
    if (value === null) return null;
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    this.say(`${field} must be text, not ${JSON.stringify(value)}`);
    return null;
  }

  need(field: string): string {
    if ((this.fields[field] ?? null) === null) this.say(`${field} is missing`);
    return this.text(field) ?? '';
  }

  texts(field: string): string[] {
    const value = this.fields[field] ?? [];
    if (Array.isArray(value) && value.every((text) => typeof text === 'string' && text !== ''))
      return value as string[];
    this.say(`${field} must be a list of texts`);
    return [];
  }

  day(field: string): string | null {
    const text = this.text(field);
    if (text === null || isDay(text)) return text;
    this.say(`${field} "${text}" is no day; write it as 2026-10-18`);
    return null;
  }

  needDay(field: string): string {
    if ((this.fields[field] ?? null) === null) this.say(`${field} is missing`);
    return this.day(field) ?? '';
  }

  oneOf<T extends string>(field: string, allowed: readonly T[]): T | null {
    const value = this.fields[field];
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined)
      this.say(`${field} must be one of ${allowed.join(', ')}, not ${JSON.stringify(value ?? null)}`);
    return found ?? null;
  }
}
