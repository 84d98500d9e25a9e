import { describe, expect, it } from '@jest/globals';
import { percentReached, standingOf } from './target.js';
import { readTarget } from './targets.service.js';

describe('a target', () => {
  it.each([
    ['120', '120'],
    ['1.250', '1250'],
    ['62,5', '62.5'],
    ['62.5', '62.5'],
    ['62,50 %', '62.5'],
    ['1.250.000,75', '1250000.75'],
    ['007', '7'],
    ['1.25.0', null],
    ['-3', null],
    ['dua', null],
    ['', null],
  ])('reads %s as %s', (typed, decimal) => {
    expect(readTarget(typed)).toBe(decimal);
  });

  it.each([
    ['30', '40', '75.0'],
    ['1', '3', '33.3'],
    ['2', '3', '66.7'],
    ['62.5', '62.5', '100.0'],
    ['0.05', '100', '0.1'],
    ['5', '0', null],
    ['-10', '40', '-25.0'],
  ])('is reached by %s of %s to %s percent', (reached, target, percent) => {
    expect(percentReached(reached, target)).toBe(percent);
  });

  it('can be reached before the year ends, and is missed only after it', () => {
    const of = (amount: string | null, whole: boolean) =>
      standingOf('40', { amount, said: null, until: '2026-06-30', whole, begun: true });
    expect([of('40', false), of('39.9', false), of('39.9', true), of(null, true)]).toEqual([
      'tercapai',
      'berjalan',
      'belum',
      'tidak-tersedia',
    ]);
    const atMost = (amount: string, whole: boolean) =>
      standingOf('40', { amount, said: null, until: '2026-06-30', whole, begun: true }, 'turun');
    expect([atMost('40', true), atMost('40.1', true), atMost('3', false)]).toEqual(['tercapai', 'belum', 'berjalan']);
    expect(standingOf('40', { amount: null, said: null, until: '2026-06-30', whole: false, begun: false })).toBe(
      'belum-tiba',
    );
  });
});
