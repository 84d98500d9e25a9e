import { describe, expect, it } from '@jest/globals';
import { lawBook } from './book-files.js';
import { getSource, mayDecide, valueOn } from './book.js';
import { readBook } from './read-book.js';

const SOURCES = `
contoh-a: { name: Contoh A, about: aturan lama, standing: confirmed, effective_from: 2020-01-01, read_at: [contoh.test] }
contoh-b: { name: Contoh B, about: aturan baru, standing: general-knowledge }
`;
const book = (text: string, sources = SOURCES) =>
  readBook([
    { name: 'sources.yaml', text: sources },
    { name: 'law.yaml', text },
  ]);
const problemsOf = (text: string, sources = SOURCES): string[] => {
  try {
    book(text, sources);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n- ').slice(1);
  }
};
const ceiling = (...values: string[]) => `max-sales: { label: Batas, unit: rupiah, values: [${values.join(', ')}] }`;

describe('a dated value', () => {
  const law = book(
    ceiling(
      `{ effective_from: 2020-01-01, value: null, source: contoh-a }`,
      `{ effective_from: 2021-02-02, value: "100.00", source: contoh-a, article: Pasal 3 }`,
      `{ effective_from: 2022-03-03, effective_to: 2022-12-31, value: "200.00", source: contoh-b }`,
    ),
  );
  const on = (day: string) => valueOn(law, 'max-sales', day, 'rupiah');

  it('is not known on the day before its first arm, and is on that day', () => {
    expect(on('2019-12-31')).toBeUndefined();
    expect(on('2020-01-01')).toMatchObject({ value: null, to: '2021-02-01' });
  });

  it('changes on the effective day, not on the day before or after it', () => {
    expect(on('2021-02-01')?.value).toBeNull();
    expect(on('2021-02-02')?.value).toBe('100.00');
    expect(on('2021-02-03')?.value).toBe('100.00');
  });

  it('is not known any more after an arm that says when it ended', () => {
    expect(on('2022-12-31')?.value).toBe('200.00');
    expect(on('2023-01-01')).toBeUndefined();
  });

  it('may decide only when its source is confirmed and the value is not said to be less', () => {
    expect(on('2021-02-02')).toMatchObject({ standing: 'confirmed', source: 'contoh-a', article: 'Pasal 3' });
    expect(mayDecide(on('2021-02-02')!)).toBe(true);
    expect(on('2022-03-03')?.standing).toBe('general-knowledge');
    expect(mayDecide(on('2022-03-03')!)).toBe(false);
  });

  it('is a fault of the code when it is asked for by a wrong name or in a wrong unit', () => {
    expect(() => valueOn(law, 'min-sales', '2021-02-02')).toThrow('The book of law has no parameter min-sales');
    expect(() => valueOn(law, 'max-sales', '2021-02-02', 'count')).toThrow('in rupiah, not in count');
    expect(() => getSource(law, 'contoh-c')).toThrow('no source contoh-c');
  });
});

describe('a book of law', () => {
  it('refuses two values for one day', () => {
    expect(
      problemsOf(
        ceiling(
          `{ effective_from: 2021-01-01, value: "1.00", source: contoh-a }`,
          `{ effective_from: 2021-01-01, value: "2.00", source: contoh-a }`,
        ),
      ),
    ).toEqual([expect.stringContaining('the values from 2021-01-01 and from 2021-01-01 overlap')]);
    expect(
      problemsOf(
        ceiling(
          `{ effective_from: 2021-01-01, effective_to: 2021-06-30, value: "1.00", source: contoh-a }`,
          `{ effective_from: 2021-06-30, value: "2.00", source: contoh-a }`,
        ),
      ),
    ).toEqual([expect.stringContaining('the value until 2021-06-30 and the one from 2021-06-30 overlap')]);
  });

  it('refuses a gap of one day, and takes none', () => {
    const ending = (day: string) =>
      ceiling(
        `{ effective_from: 2021-01-01, effective_to: ${day}, value: "1.00", source: contoh-a }`,
        `{ effective_from: 2021-07-01, value: "2.00", source: contoh-a }`,
      );
    expect(problemsOf(ending('2021-06-30'))).toEqual([]);
    expect(problemsOf(ending('2021-06-29'))).toEqual([
      expect.stringContaining('there is a gap between 2021-06-29 and 2021-07-01'),
    ]);
  });

  it('refuses a source that nobody knows, a day that is none and a field that means nothing', () => {
    expect(problemsOf(ceiling(`{ effective_from: 2021-02-30, value: "1.00", source: contoh-x, valeu: 1 }`))).toEqual([
      'law.yaml: max-sales, value 1: field "valeu" means nothing',
      'law.yaml: max-sales, value 1: source "contoh-x" is not in sources.yaml',
      'law.yaml: max-sales, value 1: effective_from "2021-02-30" is no day; write it as 2026-10-18',
    ]);
  });

  it.each([
    ['rupiah', '"15000000000.00"', true],
    ['rupiah', '15000000000.00', false],
    ['rupiah', '"15 miliar"', false],
    ['percent', '"12.5"', true],
    ['percent', '12.5', false],
    ['count', '10', true],
    ['count', '-1', false],
    ['count', '"10"', false],
    ['years', '5', true],
    ['years', '0', false],
    ['day', '2026-10-18', true],
    ['day', '2026-13-01', false],
    ['yes-no', 'true', true],
    ['yes-no', '"ya"', false],
  ])('of unit %s takes %s: %s', (unit, value, fits) => {
    const problems = problemsOf(
      `p: { label: P, unit: ${unit}, values: [{ effective_from: 2021-01-01, value: ${value}, source: contoh-a }] }`,
    );
    expect(problems).toEqual(fits ? [] : [expect.stringMatching(/^law\.yaml: p, value 1: .+ is not (a|true)/)]);
  });

  it('refuses a choice that is not among the choices, and a code twice', () => {
    const one = (unit: string, value: string) =>
      problemsOf(
        `p: { label: P, unit: ${unit}, choices: [a, b], values: [{ effective_from: 2021-01-01, value: ${value}, source: contoh-a }] }`,
      );
    expect(one('choice', 'a')).toEqual([]);
    expect(one('choice', 'c')).toEqual([expect.stringContaining('"c" is not one of its choices (a, b)')]);
    expect(one('codes', '[a, b]')).toEqual([]);
    expect(one('codes', '[a, a]')).toEqual([expect.stringContaining('is not a list of its choices, each once')]);
  });

  it('refuses a value that is said to be better known than its source', () => {
    expect(
      problemsOf(ceiling(`{ effective_from: 2021-01-01, value: "1.00", source: contoh-b, standing: confirmed }`)),
    ).toEqual([expect.stringContaining('is said to be confirmed, but its source is general-knowledge')]);
  });

  it('tells everything that is wrong, in all files, in one message', () => {
    const read = () =>
      readBook([
        { name: 'sources.yaml', text: 'contoh-a: { name: A, standing: sure, checked_on: kemarin }' },
        { name: 'one.yaml', text: 'a: { label: A, unit: metres, values: [] }' },
        { name: 'two.yaml', text: 'a: [' },
      ]);
    expect(read).toThrow('The book of law cannot be used:');
    expect(read).toThrow('sources.yaml: contoh-a: about is missing');
    expect(read).toThrow('standing must be one of confirmed, not-found-again, general-knowledge, draft, not "sure"');
    expect(read).toThrow('checked_on "kemarin" is no day');
    expect(read).toThrow('one.yaml: a: unit must be one of');
    expect(read).toThrow('one.yaml: a: has no values');
    expect(read).toThrow('two.yaml, line 1: ');
  });

  it('refuses one parameter in two files, and to be without sources', () => {
    const text = `p: { label: P, unit: count, values: [{ effective_from: 2021-01-01, value: 1, source: contoh-a }] }`;
    const twice = () =>
      readBook([
        { name: 'sources.yaml', text: SOURCES },
        { name: 'one.yaml', text },
        { name: 'two.yaml', text },
      ]);
    expect(twice).toThrow('two.yaml: p stands in one.yaml too');
    expect(() => readBook([{ name: 'one.yaml', text }])).toThrow('sources.yaml is missing');
  });
});

describe('the files of config/regulations', () => {
  it('make a book', () => {
    expect(lawBook().parameters.size).toBeGreaterThan(0);
    expect(lawBook()).toBe(lawBook());
  });

  it('do not reach the day before PP 7/2021 and have its ceilings from that day on', () => {
    const on = (key: string, day: string) => valueOn(lawBook(), key, day, 'rupiah')?.value;
    expect(on('umk.sales.max-kecil', '2021-02-01')).toBeUndefined();
    expect(on('umk.sales.max-kecil', '2021-02-02')).toBe('15000000000.00');
    const ceilings = ['mikro', 'kecil', 'menengah'].map((name) => [
      on(`umk.capital.max-${name}`, '2026-01-01'),
      on(`umk.sales.max-${name}`, '2026-01-01'),
    ]);
    expect(ceilings).toEqual([
      ['1000000000.00', '2000000000.00'],
      ['5000000000.00', '15000000000.00'],
      ['10000000000.00', '50000000000.00'],
    ]);
  });

  it('name no link and no day of checking that nobody has seen', () => {
    const unseen = [...lawBook().sources.values()].filter(({ link, checkedOn }) => link !== null && checkedOn === null);
    expect(unseen).toEqual([]);
  });
});
