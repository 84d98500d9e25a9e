import { describe, expect, it } from '@jest/globals';
import { valueOn } from '../../regulation/book.js';
import { lawBook } from '../../regulation/book-files.js';
import { addDays } from '../../shared/dates.js';
import { senFromDecimal } from '../../shared/money.js';
import { type Example, lawReadBy, ruleExamples } from '../../../test/support/rule-examples.js';
import { sentenceOf, TITLES, warningOf } from '../wording/wording.js';
import { PRODUCT_GROUPS } from './facts.js';
import { RULES } from './index.js';
import { Law } from './law.js';
import { judge, type Judged, type Rule } from './rule.js';

const book = lawBook();
const examples = ruleExamples();
const every = examples.flatMap(({ all }) => all);
const judged = ({ rule, facts }: Example, day: string): Judged => judge(rule, facts, new Law(book, day));
const line = ({ verdict }: Judged): string => [verdict.outcome, verdict.because, ...verdict.warnings].join(' ');

describe('the examples', () => {
  it.each(every.map((example) => [example.name, example] as const))('%s', (_name, example) => {
    expect(line(judged(example, example.day))).toBe(example.expect);
  });

  it('are there for every rule, once', () => {
    expect(examples.map(({ rule }) => rule.code).sort()).toEqual(RULES.map(({ code }) => code));
  });

  it('have names that tell them apart', () => {
    expect(every.length - new Set(every.map(({ name }) => name)).size).toBe(0);
  });

  it.each(examples.map((one) => [one.rule.code, one] as const))('of %s leave out each fact once', (_code, one) => {
    expect(one.missing.map(({ path }) => path).sort()).toEqual([...one.rule.reads].sort());
  });

  it.each(examples.map((one) => [one.rule.code, one] as const))(
    'of %s walk round each day on which law that it reads changes',
    (_code, { rule, all }) => {
      const days = new Set(all.map(({ day }) => day));
      const keys = new Set(all.flatMap((example) => [...lawReadBy(example, example.day, book)]));
      const lacking = [...keys].flatMap((key) =>
        (book.parameters.get(key)?.arms ?? [])
          .map(({ from }) => from)
          .filter((from) => all.some((example) => lawReadBy(example, from, book).has(key)))
          .flatMap((from) => [addDays(from, -1), from, addDays(from, 1)])
          .filter((day) => !days.has(day)),
      );
      expect({ rule: rule.code, lacking: [...new Set(lacking)].sort() }).toEqual({ rule: rule.code, lacking: [] });
    },
  );

  const thresholds = RULES.flatMap((rule) =>
    Object.entries(rule.thresholds ?? {}).map(([key, path]) => [rule.code, key, path] as const),
  );
  it.each(thresholds)('of %s stand below, at and above %s', (code, key, path) => {
    const { base, all } = examples.find(({ rule }) => rule.code === code)!;
    const amounts = all.flatMap(({ flat }) => amountsOf(flat[path])).map(senFromDecimal);
    const threshold = senFromDecimal(String(valueOn(book, key, base.day)?.value));
    const just = 1n; // one sen, or one hundredth of a percent
    expect(amounts).toEqual(expect.arrayContaining([threshold - just, threshold, threshold + just]));
  });

  it('show every outcome that a missing fact can have, and no missing fact fails by itself', () => {
    const failing = examples
      .flatMap(({ missing }) => missing)
      .filter(({ example }) => example.expect.startsWith('fails'));
    expect(failing).toEqual([]);
  });
});

function amountsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'object' && value !== null && 'percent' in value) return [String(value.percent)];
  return [];
}

describe('the rules', () => {
  it('have codes in one order, a title for people and facts that they read', () => {
    const codes = RULES.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].sort());
    for (const rule of RULES) {
      expect(rule.code).toMatch(/^KEL-[012]\d\d$/);
      expect(TITLES[rule.code]).toBeDefined();
      expect(rule.reads.length).toBeGreaterThan(0);
    }
  });

  it('have a sentence for everything that they find in any example, with nothing left to fill in', () => {
    for (const example of every) {
      const { verdict } = judged(example, example.day);
      expect(sentenceOf(verdict)).toMatch(/^[A-Z][^{}!]+\.$/);
      expect(sentenceOf(verdict)).not.toContain('belum diketahui)');
      for (const warning of verdict.warnings) expect(warningOf(warning)).toMatch(/\.$/);
    }
  });

  it('never let law that is not confirmed make a requirement fail', () => {
    const resting = every
      .map((example) => judged(example, example.day).verdict)
      .filter(({ sources }) => sources.some(({ standing }) => standing !== 'confirmed'));
    expect(resting.length).toBeGreaterThan(20);
    expect(resting.filter(({ outcome, binding }) => outcome === 'fails' || binding)).toEqual([]);
  });

  it('know the same product groups as the law files', () => {
    expect(book.parameters.get('halal.groups')?.choices).toEqual([...PRODUCT_GROUPS]);
  });
});

/** Facts that note which of their fields are looked at. */
function watchedFacts(example: Example, seen: Set<string>): Example['facts'] {
  const section = (name: string, fields: object): object =>
    new Proxy(fields, {
      get(target, field) {
        if (typeof field === 'string') seen.add(`${name}.${field}`);
        return Reflect.get(target, field) as unknown;
      },
    });
  return Object.fromEntries(
    Object.entries(example.facts).map(([name, fields]) => [name, section(name, fields as object)]),
  ) as unknown as Example['facts'];
}

describe('what a rule declares to read', () => {
  it.each(examples.map((one) => [one.rule.code, one.rule, one.all] as const))(
    'is what %s looks at in its examples, no less and no more',
    (_code, rule: Rule, all) => {
      const seen = new Set<string>();
      for (const example of all) judge(rule, watchedFacts(example, seen), new Law(book, example.day));
      expect([...seen].sort()).toEqual([...rule.reads].sort());
    },
  );
});
