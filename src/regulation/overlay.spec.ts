import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../shared/dates.js';
import { lawBook } from './book-files.js';
import { valueOn } from './book.js';
import { withProposal } from './overlay.js';

const book = lawBook();
const key = 'halal.duty.umk';
const on = (day: string, law = book) => valueOn(law, key, day, 'choice')?.value;

describe('a proposed change of law', () => {
  const later = withProposal(book, {
    name: 'Usulan penundaan',
    about: 'Kewajiban halal UMK ditunda satu tahun',
    values: [{ key, from: '2026-10-18', to: '2027-10-17', value: 'bertahap' }],
  });

  it('holds on its own days, from the first to the last', () => {
    expect(on('2026-10-18', later)).toBe('bertahap');
    expect(on('2027-10-17', later)).toBe('bertahap');
  });

  it('leaves the day before and the day after as they were', () => {
    expect(valueOn(later, key, '2026-10-17')).toEqual(valueOn(book, key, '2026-10-17'));
    expect(on('2027-10-18', later)).toBe('wajib');
  });

  it('leaves the book alone that it was laid over', () => {
    expect(on('2026-10-18')).toBe('wajib');
    expect(book.sources.has('usulan')).toBe(false);
  });

  it('is refused with everything that is wrong with it', () => {
    const read = () =>
      withProposal(book, {
        name: 'Usulan',
        about: 'coba',
        values: [
          { key: 'halal.duty', from: '2026-01-01', to: null, value: 'wajib' },
          { key, from: '2026-01-02', to: '2026-01-01', value: 'sunah' },
        ],
      });
    expect(read).toThrow('the book of law has no parameter halal.duty');
    expect(read).toThrow(`${key}: "sunah" is no value in choice`);
    expect(read).toThrow('it would end on 2026-01-01, before it begins on 2026-01-02');
  });

  it('changes no value on any day outside it, whatever its days', () => {
    const first = '2020-01-01';
    fc.assert(
      fc.property(
        fc.constantFrom(...book.parameters.keys()),
        fc.nat(4000),
        fc.option(fc.nat(2000)),
        fc.nat(5000),
        (name, start, length, probe) => {
          const from = addDays(first, start);
          const to = length === null ? null : addDays(from, length);
          const changed = withProposal(book, { name: 'U', about: 'u', values: [{ key: name, from, to, value: null }] });
          const day = addDays(first, probe);
          if (day >= from && (to === null || day <= to)) expect(valueOn(changed, name, day)?.value).toBeNull();
          else expect(valueOn(changed, name, day)?.value).toEqual(valueOn(book, name, day)?.value);
        },
      ),
      { numRuns: 400 },
    );
  });
});
