import { describe, expect, it } from '@jest/globals';
import { filterWords, kindWords, stateOn, validityWords } from './ovop.wording.js';

describe('the words of the OVOP list', () => {
  it.each([
    ['2000-01-01', null, 'Sejak awal'],
    ['2025-05-27', null, 'Sejak 27 Mei 2025'],
    ['2000-01-01', '2026-12-31', 'Sampai 31 Desember 2026'],
    ['2025-05-27', '2026-12-31', '27 Mei 2025 – 31 Desember 2026'],
  ])('say %s to %s as "%s"', (validFrom, validTo, words) => {
    expect(validityWords({ validFrom, validTo })).toBe(words);
  });

  it('count an entry as valid on its last day and as ended on the next', () => {
    const entry = { validFrom: '2025-01-01', validTo: '2025-06-30' };
    expect([stateOn(entry, '2024-12-31'), stateOn(entry, '2025-06-30'), stateOn(entry, '2025-07-01')]).toEqual([
      'later',
      'now',
      'ended',
    ]);
  });

  it('name the scheme only where a kind has two', () => {
    expect(kindWords({ kind: 'penyedia', scheme: 'v6' })).toBe('Penyedia (v6)');
    expect(kindWords({ kind: 'kata', scheme: '' })).toBe('Kata');
  });

  it('say what is filtered, and nothing when nothing is', () => {
    expect(filterWords('kata', 'now', 'kopi')).toBe('jenis Kata, berlaku hari ini, memuat "kopi"');
    expect(filterWords(undefined, undefined, undefined)).toBeNull();
  });
});
