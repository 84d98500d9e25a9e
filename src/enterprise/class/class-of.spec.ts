import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { lawBook } from '../../regulation/book-files.js';
import { senFromDecimal } from '../../shared/money.js';
import { type ClassBecause, classOf, type EnterpriseClass, isUmk, type ParentClass } from './class-of.js';

interface Example {
  name: string;
  day?: string;
  legalForm?: string;
  establishedOn?: string;
  capital?: string;
  sales?: string;
  parentClass?: ParentClass;
  class: EnterpriseClass | null;
  because?: ClassBecause;
}

const examples = parse(readFileSync(new URL('class-of.examples.yaml', import.meta.url), 'utf8')) as Example[];

describe('the class of an enterprise', () => {
  it.each(examples.map((example) => [example.name, example] as const))('%s', (_, example) => {
    const verdict = classOf(
      {
        legalForm: example.legalForm ?? 'perorangan',
        establishedOn: example.establishedOn ?? null,
        capital: example.capital === undefined ? null : senFromDecimal(example.capital),
        sales: example.sales === undefined ? null : senFromDecimal(example.sales),
        parentClass: example.parentClass ?? null,
      },
      example.day ?? '2026-03-01',
      lawBook(),
    );
    expect(verdict.class).toBe(example.class);
    expect(verdict.because).toBe(example.because ?? verdict.because);
  });

  it('names its sources, and says when the law behind it is still to be confirmed', () => {
    const facts = {
      legalForm: 'pt',
      establishedOn: '2022-01-01',
      capital: 100n,
      sales: null,
      parentClass: null,
    };
    expect(classOf(facts, '2026-03-01', lawBook())).toMatchObject({
      class: 'mikro',
      sources: ['pp-7-2021'],
      confirmed: false, // the day from which capital counts is general knowledge
      evidence: { establishedOn: '2022-01-01', capital: '1.00' },
    });
  });

  it('counts mikro, kecil and cooperatives as UMK and no other', () => {
    expect((['mikro', 'kecil', 'menengah', 'besar', 'koperasi', 'bukan-umk'] as const).filter(isUmk)).toEqual([
      'mikro',
      'kecil',
      'koperasi',
    ]);
  });
});
