import { describe, expect, it } from '@jest/globals';
import { type OvopFacts, type OvopInput, periodsOverlap, readOvopEntry } from './ovop-entry.js';

function factsOf(input: OvopInput): OvopFacts {
  const read = readOvopEntry(input);
  if ('problems' in read) throw new Error(read.problems.map((problem) => problem.message).join('; '));
  return read.facts;
}

function fieldsOf(input: OvopInput): string[] {
  const read = readOvopEntry(input);
  return 'problems' in read ? read.problems.map((problem) => problem.field) : [];
}

describe('an entry of the OVOP list', () => {
  it('compares words without case, accents and punctuation', () => {
    expect(factsOf({ kind: 'Kata', value: '  Kopi--Bajáwa ' })).toMatchObject({
      kind: 'kata',
      valueKey: 'kopi bajawa',
    });
  });

  it('compares codes without leading zeros, and keeps what was written', () => {
    expect(factsOf({ kind: 'komoditas', value: '00567' })).toMatchObject({ value: '00567', valueKey: '567' });
  });

  it('counts from before any purchase when no first day is told', () => {
    expect(factsOf({ kind: 'kata', value: 'tenun' })).toMatchObject({ validFrom: '2000-01-01', validTo: null });
  });

  it('takes "produk" with its scheme for the product of that catalogue, and refuses it without', () => {
    expect(factsOf({ kind: 'Produk', scheme: 'v6', value: 'P-1' }).kind).toBe('produk-v6');
    expect(fieldsOf({ kind: 'Produk', value: '12' })).toEqual(['kind']);
  });

  it('asks for the scheme of a supplier, since the codes of both catalogues differ', () => {
    expect(fieldsOf({ kind: 'penyedia', value: '123' })).toEqual(['scheme']);
    expect(factsOf({ kind: 'penyedia', scheme: 'V5', value: '0123' })).toMatchObject({ scheme: 'v5', valueKey: '123' });
  });

  it('refuses a scheme that contradicts the kind', () => {
    expect(fieldsOf({ kind: 'produk-v5', scheme: 'v6', value: '123' })).toEqual(['scheme']);
  });

  it('refuses a code that a spreadsheet has rounded', () => {
    expect(fieldsOf({ kind: 'produk v5', value: '1,23457E+12' })).toEqual(['value']);
  });

  it('refuses a word of one letter and accepts a short one, which is warned about elsewhere', () => {
    expect(fieldsOf({ kind: 'kata', value: '-a-' })).toEqual(['value']);
    expect(factsOf({ kind: 'kata', value: 'se i' }).valueKey).toBe('se i');
  });

  it('refuses a last day before the first and days that do not exist', () => {
    expect(fieldsOf({ kind: 'kata', value: 'kopi', validFrom: '2025-05-02', validTo: '2025-05-01' })).toEqual([
      'validTo',
    ]);
    expect(fieldsOf({ kind: 'kata', value: 'kopi', validFrom: '2025-02-30' })).toEqual(['validFrom']);
  });

  it('lists all that is wrong with it at once', () => {
    expect(fieldsOf({ kind: 'sesuatu', value: '', validFrom: 'kemarin' })).toEqual(['kind', 'value', 'validFrom']);
  });

  it('hides a phone number that was put into the note', () => {
    expect(factsOf({ kind: 'kata', value: 'kopi', note: 'hubungi 0812 3456 7890' }).note).toBe('hubungi [telepon]');
  });
});

describe('two periods', () => {
  it('overlap on a shared day and not when one begins the day after the other ends', () => {
    const first = { validFrom: '2025-01-01', validTo: '2025-06-30' };
    expect(periodsOverlap(first, { validFrom: '2025-06-30', validTo: null })).toBe(true);
    expect(periodsOverlap(first, { validFrom: '2025-07-01', validTo: null })).toBe(false);
  });
});
