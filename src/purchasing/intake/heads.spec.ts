import { describe, expect, it } from '@jest/globals';
import { Heads, rankOf } from './heads.js';

describe('the heads of packages', () => {
  it('are found again by their key, however many there are', () => {
    const heads = new Heads();
    for (let n = 0; n < 5000; n += 1) heads.add(`v5||${n}`, String(9_000_000_000 + n), { stamp: n, rank: 0 });
    expect([0, 1023, 1024, 4999].map((n) => heads.idOf(`v5||${n}`))).toEqual([
      '9000000000',
      '9000001023',
      '9000001024',
      '9000004999',
    ]);
    expect(heads.idOf('v5||5000')).toBeNull();
    expect(heads.has('v5||5000')).toBe(false);
  });

  it('go to the newest row, and of equally new ones to the same whatever comes first', () => {
    const claims = ['b', 'a', 'c'].map((content) => ({ content, stamp: 10, rank: rankOf(content) }));
    const winners = [claims, claims.toReversed()].map((order) => {
      const heads = new Heads();
      let holder = '';
      for (const claim of order) {
        if (!heads.has('k')) {
          heads.add('k', '1', claim);
          holder = claim.content;
        } else if (heads.yieldsTo('k', claim)) holder = claim.content;
      }
      return holder;
    });
    expect(winners[0]).toBe(winners[1]);

    const heads = new Heads();
    heads.add('k', '1', { stamp: Number.NEGATIVE_INFINITY, rank: 7 });
    expect(heads.yieldsTo('k', { stamp: 5, rank: 1 })).toBe(true);
    expect(heads.yieldsTo('k', { stamp: 4, rank: 9 })).toBe(false);
    expect(heads.yieldsTo('k', { stamp: 5, rank: 1 })).toBe(false);
    expect(heads.yieldsTo('unknown', { stamp: 9, rank: 9 })).toBe(false);
  });

  it('rank different contents differently, within what a number holds exactly', () => {
    const ranks = ['', 'a', 'b', 'ab'].map(rankOf);
    expect(new Set(ranks).size).toBe(4);
    for (const rank of ranks) expect(Number.isSafeInteger(rank)).toBe(true);
  });
});
