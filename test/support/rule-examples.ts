import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { FactPath, Facts } from '../../src/eligibility/rules/facts.js';
import { RULES } from '../../src/eligibility/rules/index.js';
import { Law } from '../../src/eligibility/rules/law.js';
import { judge, type Rule } from '../../src/eligibility/rules/rule.js';
import type { Book } from '../../src/regulation/book.js';

type FlatFacts = Partial<Record<FactPath, unknown>>;

interface RuleFile {
  rule: string;
  base: { day: string; facts: FlatFacts; expect: string };
  missing: Partial<Record<FactPath, string>>;
  days?: Record<string, string>;
  examples: { name: string; day?: string; change?: FlatFacts; without?: FactPath[]; expect: string }[];
}

export interface Example {
  name: string;
  rule: Rule;
  day: string;
  flat: FlatFacts;
  facts: Facts;
  /** Outcome, because and warnings, in one line. */
  expect: string;
}

export interface RuleExamples {
  rule: Rule;
  base: Example;
  missing: readonly { path: FactPath; example: Example }[];
  all: readonly Example[];
}

const FOLDER = new URL('../../src/eligibility/rules/examples/', import.meta.url);

/** Every example of every rule. */
export function ruleExamples(): RuleExamples[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => parse(readFileSync(new URL(name, FOLDER), 'utf8'), { merge: true }) as RuleFile[])
    .map(examplesOf);
}

function examplesOf(file: RuleFile): RuleExamples {
  const rule = RULES.find(({ code }) => code === file.rule);
  if (!rule) throw new Error(`There are examples of ${file.rule}, which is no rule`);
  const make = (name: string, day: string, flat: FlatFacts, expect: string): Example => ({
    name: `${rule.code}: ${name}`,
    rule,
    day,
    flat,
    facts: factsOf(flat),
    expect,
  });
  const { day, facts } = file.base;
  const base = make('everything is as it should be', day, facts, file.base.expect);
  const missing = Object.entries(file.missing).map(([path, expect]) => ({
    path: path as FactPath,
    example: make(`${path} is not known`, day, less(facts, [path as FactPath]), expect),
  }));
  const days = Object.entries(file.days ?? {}).map(([on, expect]) =>
    make(`the same facts on ${on}`, on, facts, expect),
  );
  const others = file.examples.map((one) =>
    make(one.name, one.day ?? day, less({ ...facts, ...one.change }, one.without ?? []), one.expect),
  );
  return { rule, base, missing, all: [base, ...missing.map(({ example }) => example), ...days, ...others] };
}

function less(facts: FlatFacts, paths: readonly FactPath[]): FlatFacts {
  return Object.fromEntries(Object.entries(facts).filter(([path]) => !paths.includes(path as FactPath)));
}

/** Facts of `'enterprise.nib': …`. */
export function factsOf(flat: FlatFacts): Facts {
  const facts: Record<string, Record<string, unknown>> = { enterprise: {}, product: {}, ovop: {}, service: {} };
  for (const [path, value] of Object.entries(flat)) {
    const [section = '', field = ''] = path.split('.');
    (facts[section] ??= {})[field] = value;
  }
  return facts as unknown as Facts;
}

/** Which parameters of the law an example looks up on a day. */
export function lawReadBy({ rule, facts }: Example, day: string, book: Book): Set<string> {
  const seen = new Set<string>();
  const parameters = new Proxy(book.parameters, {
    get: (map, name) =>
      name === 'get' ? (key: string) => (seen.add(key), map.get(key)) : (Reflect.get(map, name) as unknown),
  });
  judge(rule, facts, new Law({ sources: book.sources, parameters }, day));
  return seen;
}
