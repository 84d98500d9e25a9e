import { describe, expect, it } from '@jest/globals';
import { dueNotice, noticeDays, readNotices } from './expiry-days.js';

describe('days before a paper runs out', () => {
  it('are due from their day on, the nearest one first', () => {
    const days = [7, 30, 60];
    expect([61, 60, 31, 30, 8, 7, 0, -1].map((left) => dueNotice(left, days))).toEqual([
      null,
      60,
      60,
      30,
      30,
      7,
      7,
      null,
    ]);
  });

  it('are those of the entry in force, and none before the first', () => {
    expect(noticeDays('2026-11-27')).toEqual([7, 30, 60]);
    expect(noticeDays('2026-10-31')).toEqual([]);
    const two = 'notices: [{effective_from: 2027-01-01, days: [14]}, {effective_from: 2026-11-01, days: [60, 7]}]';
    expect(readNotices(two)).toEqual([
      { from: '2026-11-01', days: [7, 60] },
      { from: '2027-01-01', days: [14] },
    ]);
  });

  it('of a broken file stop the start', () => {
    for (const bad of [
      '',
      'notices: []',
      'notices: [{effective_from: 2026-02-30, days: [7]}]',
      'notices: [{effective_from: 2026-01-01, days: [0]}]',
    ])
      expect(() => readNotices(bad)).toThrow('expiry-notices.yaml');
  });
});
