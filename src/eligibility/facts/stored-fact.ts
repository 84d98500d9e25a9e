import { createHash } from 'node:crypto';
import type { FactPath, Facts } from '../rules/facts.js';

/** A fact as a decision keeps it: what was known, who says so, and of which day that is. */
export interface StoredFact {
  path: FactPath;
  /** Kind of the document or licence, where the fact is a list of them. */
  part?: string;
  value: unknown;
  /** In plain Indonesian. */
  source: string;
  /** 'YYYY-MM-DD'; null = the source has no day. */
  on: string | null;
}

/** Facts whose value is papers by their kind: each is a fact of its own, with its own source. */
export const BY_KIND: readonly FactPath[] = ['enterprise.documents', 'product.otherLicences'];

/** What the rules are given. Where a fact stands twice, the first counts. */
export function toFacts(stored: readonly StoredFact[]): Facts {
  const facts: Record<string, Record<string, unknown>> = { enterprise: {}, product: {}, ovop: {}, service: {} };
  for (const { path, part, value } of stored) {
    const [section = '', field = ''] = path.split('.');
    const fields = (facts[section] ??= {});
    if (part === undefined) {
      if (!Object.hasOwn(fields, field)) fields[field] = value;
      continue;
    }
    // A kind may be any text that somebody typed.
    const kinds = (fields[field] ??= Object.create(null)) as Record<string, unknown>;
    if (!Object.hasOwn(kinds, part)) kinds[part] = value;
  }
  return facts as unknown as Facts;
}

/** In one order, each once: the first of two that tell the same fact counts. */
export function inOrder(stored: readonly StoredFact[]): StoredFact[] {
  const kept = new Map<string, StoredFact>();
  for (const fact of stored) {
    const key = keyOf(fact);
    if (!kept.has(key)) kept.set(key, fact);
  }
  return [...kept.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, fact]) => fact);
}

export function keyOf({ path, part }: Pick<StoredFact, 'path' | 'part'>): string {
  return part === undefined ? path : `${path}/${part}`;
}

/** The version of the facts: the same facts from the same sources have the same digest. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

/** JSON with the keys of every object in order, so that the way through a database changes nothing. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonical(one ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
      .join(',')}}`;
  return JSON.stringify(value ?? null);
}
