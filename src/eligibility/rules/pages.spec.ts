import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { lawBook } from '../../regulation/book-files.js';
import { lawReadBy, ruleExamples } from '../../../test/support/rule-examples.js';

const FOLDER = new URL('../../../docs/rules/', import.meta.url);
const HEADINGS = [
  'The rule in one sentence',
  'Legal basis',
  'Which day counts',
  'Facts needed',
  'Method',
  'Example',
  'Does not apply when',
  'Cannot tell when',
  'Assumptions',
  'Confirmed or not',
];
const pages = readdirSync(FOLDER);
const pageOf = (code: string): string => {
  const found = pages.filter((name) => name.startsWith(`${code.toLowerCase()}-`));
  expect(found).toHaveLength(1);
  return readFileSync(new URL(found[0] ?? '', FOLDER), 'utf8');
};

describe('the page of a rule', () => {
  it.each(ruleExamples().map((one) => [one.rule.code, one] as const))(
    'of %s is there, under all headings, and names each fact and each value of the law that it reads',
    (code, { rule, all }) => {
      const page = pageOf(code);
      expect([...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(HEADINGS);
      for (const part of page.split(/^## .+$/m).slice(1)) expect(part.trim()).not.toBe('');
      const keys = new Set(all.flatMap((example) => [...lawReadBy(example, example.day, lawBook())]));
      const named = [...page.matchAll(/^- `([^`]+)`/gm)].map(([, name]) => name);
      expect(named.sort()).toEqual([...keys, ...rule.reads].sort());
      expect(readFileSync(new URL('README.md', FOLDER), 'utf8')).toContain(`[${code}](`);
    },
  );
});
