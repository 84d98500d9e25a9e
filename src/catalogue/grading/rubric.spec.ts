import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import {
  type Answer,
  positionOf,
  type Profile,
  profileFor,
  scoreOf,
  type Share,
  type WeightedDimension,
} from './rubric.js';
import { readRubrics } from './rubric-files.js';
import { readSelection } from './selection.js';

interface Example {
  name: string;
  answers: Record<string, number | number[] | 'tidak-berlaku' | 'belum-dinilai'>;
  expect: { score: string | null; completeness: string; because: string; least?: string | null; most?: string | null };
}

const examples = parse(readFileSync(new URL('score.examples.yaml', import.meta.url), 'utf8')) as Example[];

function dimension(
  code: string,
  levels: number,
  weight: number,
  choice: 'single' | 'multiple' = 'single',
): WeightedDimension {
  return {
    code,
    printed: 'A1.D1',
    aspect: { code: 'A1', name: 'Contoh' },
    name: code,
    choice,
    levels: Array.from({ length: levels }, (_, index) => ({
      number: index + 1,
      text: `${index + 1}`,
      printed: index + 1,
    })),
    mends: [],
    note: null,
    weight,
    mayNotApply: true,
  };
}

const CONTOH: Profile = {
  code: 'contoh',
  version: 1,
  title: 'Contoh',
  effectiveFrom: '2026-01-01',
  source: 'contoh',
  assumptions: [],
  appliesTo: { groups: [], food: true },
  validMonths: 24,
  minimumCompletenessPercent: 80,
  dimensions: [
    dimension('bahan', 3, 3),
    dimension('merek', 4, 3),
    dimension('warga', 3, 2, 'multiple'),
    dimension('mutu', 2, 2),
  ],
  leavesOut: [],
  dimensionsVersion: 1,
  dimensionsSource: 'contoh',
  defects: [],
  print: 'x',
};

function answersOf(given: Example['answers']): Map<string, Answer> {
  return new Map(
    Object.entries(given).map(([code, value]): [string, Answer] => {
      if (typeof value === 'string') return [code, { state: value, level: null, items: [] }];
      if (Array.isArray(value)) return [code, { state: 'dinilai', level: null, items: value }];
      return [code, { state: 'dinilai', level: value, items: [] }];
    }),
  );
}

const told = (share: Share | null): string | null => (share ? `${share.numerator}/${share.denominator}` : null);

describe('the score of a product', () => {
  it.each(examples.map((example) => [example.name, example] as const))('%s', (_name, example) => {
    const score = scoreOf(CONTOH, answersOf(example.answers));
    const { least, most } = example.expect;
    expect({
      score: told(score.score),
      completeness: `${score.judgedWeight}/${score.applicableWeight}`,
      because: score.because,
      ...(least === undefined ? {} : { least: told(score.least) }),
      ...(most === undefined ? {} : { most: told(score.most) }),
    }).toEqual(example.expect);
  });

  it('lies between its bounds, and the bounds meet when everything is judged', () => {
    expect.hasAssertions();
    const anAnswer = fc.constantFrom<Answer>(
      { state: 'dinilai', level: 1, items: [] },
      { state: 'dinilai', level: 2, items: [2] },
      { state: 'belum-dinilai', level: null, items: [] },
      { state: 'tidak-berlaku', level: null, items: [] },
    );
    fc.assert(
      fc.property(fc.tuple(anAnswer, anAnswer, anAnswer, anAnswer), (four) => {
        const codes = CONTOH.dimensions.map(({ code }) => code);
        const { score, least, most, judgedWeight, applicableWeight } = scoreOf(
          CONTOH,
          new Map(four.map((answer, index) => [codes[index] ?? '', answer])),
        );
        const notAbove = (one: Share, other: Share): boolean =>
          one.numerator * other.denominator <= other.numerator * one.denominator;
        if (score && least && most) expect(notAbove(least, score) && notAbove(score, most)).toBe(true);
        if (least && judgedWeight === applicableWeight) expect(told(least)).toBe(told(most));
      }),
    );
  });

  it('is refused for a level or an item that the dimension has not', () => {
    const [bahan, , warga] = CONTOH.dimensions;
    if (!bahan || !warga) throw new Error('The example lacks dimensions');
    for (const level of [0, 4, null])
      expect(() => positionOf(bahan, { state: 'dinilai', level, items: [] })).toThrow(RangeError);
    expect(() => positionOf(warga, { state: 'dinilai', level: null, items: [4] })).toThrow(RangeError);
  });
});

describe('the profiles that ship', () => {
  const profiles = readRubrics();
  const profile = (code: string): Profile => {
    const found = profiles.find((one) => one.code === code);
    if (!found) throw new Error(`There is no profile ${code}`);
    return found;
  };
  const levels = (code: string, of: string): string[] =>
    profile(code)
      .dimensions.find((one) => one.code === of)
      ?.levels.map(({ text }) => text) ?? [];

  it('are three, and a product finds its own by its group before food or not', () => {
    expect(profiles.map(({ code, version }) => `${code} ${version}`)).toEqual([
      'kerajinan 1',
      'makanan-minuman 1',
      'tenun-tangan 1',
    ]);
    const day = '2026-12-01';
    expect(profileFor(profiles, { code: 'tenun', isFood: false }, day)?.code).toBe('tenun-tangan');
    expect(profileFor(profiles, { code: 'gerabah', isFood: false }, day)?.code).toBe('kerajinan');
    expect(profileFor(profiles, { code: 'makanan-minuman', isFood: true }, day)?.code).toBe('makanan-minuman');
    expect(profileFor(profiles, { code: 'tenun', isFood: false }, '2026-11-26')).toBeNull();
  });

  it('keep all 22 dimensions for food, and leave out what is for food only elsewhere', () => {
    expect(profile('makanan-minuman').dimensions).toHaveLength(22);
    for (const code of ['kerajinan', 'tenun-tangan']) {
      expect(profile(code).leavesOut.map((one) => one.code)).toEqual(['penerapan-gmp']);
      expect(profile(code).dimensions).toHaveLength(21);
      expect(levels(code, 'kemasan-label').join()).not.toContain('gizi');
    }
    expect(levels('makanan-minuman', 'kemasan-label').join()).toContain('gizi');
  });

  it('do not hold modern equipment to be the best for a cloth woven by hand', () => {
    expect(levels('kerajinan', 'peralatan-teknologi').at(-1)).toBe('Peralatan modern');
    expect(levels('tenun-tangan', 'peralatan-teknologi').at(-1)).toContain('gedogan atau ATBM');
    expect(levels('tenun-tangan', 'peralatan-teknologi')[0]).toContain('mesin');
  });

  it('mend what the table left open, and keep the printed number of what it had', () => {
    const dimensions = profile('makanan-minuman').dimensions;
    const printed = (code: string): (number | null)[] =>
      dimensions.find((one) => one.code === code)?.levels.map((level) => level.printed) ?? [];
    for (const code of ['penerapan-gmp', 'kemasan-label', 'legenda-produk', 'peningkatan-penjualan'])
      expect([code, printed(code)]).toEqual([code, [null, 1, 2, 3]]);
    expect(printed('merek')).toEqual([1, 2, null, null]);
    expect(dimensions.filter(({ choice }) => choice === 'multiple').map(({ code }) => code)).toEqual([
      'partisipasi-masyarakat',
    ]);
    // 22 dimensions and 65 levels are printed; all of them are there.
    expect(dimensions.flatMap(({ levels: all }) => all).filter((level) => level.printed !== null)).toHaveLength(65);
  });

  it('say of each assessed element which dimensions judge it, and of perijinan that none does', () => {
    const { items, withoutElement } = readSelection(profiles);
    expect(items.filter(({ list }) => list === 'kriteria').map(({ code }) => code)).toEqual([
      'i',
      'ii',
      'iii',
      'iv',
      'v',
    ]);
    const elements = items.filter(({ list }) => list === 'unsur');
    expect(elements).toHaveLength(16);
    expect(elements.filter(({ dimensions }) => dimensions.length === 0).map(({ text }) => text)).toEqual(['Perijinan']);
    expect(withoutElement).toHaveLength(3);
  });

  it('are refused with every problem in one message', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lokapasar-rubrik-'));
    try {
      cpSync(new URL('../../../config/reference/ovop-rubric/', import.meta.url), folder, { recursive: true });
      const file = join(folder, 'kerajinan.v1.yaml');
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, text.replace('merek: 3', 'merk: 3').replace('valid_months: 24', 'valid_months: 0'));
      writeFileSync(join(folder, 'kerajinan.v3.yaml'), text.replace('version: 1', 'version: 3'));
      const read = (): unknown => readRubrics(pathToFileURL(`${folder}/`));
      expect(read).toThrow('names merk, which is no dimension');
      expect(read).toThrow('weights has no merek, and nothing says why it is left out');
      expect(read).toThrow('valid_months must be a whole number from 1 to 120');
      expect(read).toThrow('version 2 is missing');
      expect(read).toThrow('version 3 is not in force later than version 1');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('have a fingerprint that changes with a weight or a word, and with nothing else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lokapasar-rubrik-'));
    try {
      cpSync(new URL('../../../config/reference/ovop-rubric/', import.meta.url), folder, { recursive: true });
      const file = join(folder, 'kerajinan.v1.yaml');
      const text = readFileSync(file, 'utf8');
      const print = (changed: string): string | undefined => {
        writeFileSync(file, changed);
        return readRubrics(pathToFileURL(`${folder}/`)).find(({ code }) => code === 'kerajinan')?.print;
      };
      expect(print(text.replace('valid_months: 24', 'valid_months: 12'))).toBe(profile('kerajinan').print);
      expect(print(text.replace('merek: 3', 'merek: 4'))).not.toBe(profile('kerajinan').print);
      expect(print(text.replace('Tanpa kemasan', 'Tidak dikemas'))).not.toBe(profile('kerajinan').print);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
