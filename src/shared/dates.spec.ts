import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  addYears,
  formatDay,
  formatMoment,
  formatMonth,
  isDay,
  parseFeedDay,
  parseFeedMoment,
  today,
  zoneOffset,
} from './dates.js';

describe('days', () => {
  it('are days of the calendar', () => {
    expect(isDay('2024-02-29')).toBe(true);
    for (const text of ['2025-02-29', '2025-13-01', '2025-1-1', '2025-01-01T00:00:00Z', ''])
      expect(isDay(text)).toBe(false);
  });

  it('begin in the region, not in Greenwich', () => {
    const lateInGreenwich = new Date('2026-08-31T17:30:00Z');
    expect(today('Asia/Makassar', lateInGreenwich)).toBe('2026-09-01');
    expect(today('Asia/Jakarta', lateInGreenwich)).toBe('2026-09-01');
    expect(today('UTC', lateInGreenwich)).toBe('2026-08-31');
  });

  it('are written in Indonesian', () => {
    expect(formatDay('2026-08-31')).toBe('31 Agustus 2026');
    expect(formatDay('2026-01-05')).toBe('5 Januari 2026');
    expect(formatMonth(12)).toBe('Desember');
    expect(() => formatDay('31-08-2026')).toThrow(RangeError);
    expect(() => formatMonth(13)).toThrow(RangeError);
  });

  it('can be counted over the ends of months and years', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });

  it('of later years fall on the same day, or on the last of February', () => {
    expect(addYears('2026-01-15', 5)).toBe('2031-01-15');
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
    expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
  });
});

describe('moments', () => {
  it('carry the name of the zone', () => {
    expect(formatMoment('2026-09-01T22:10:00Z', 'Asia/Makassar')).toBe('2 September 2026, 06.10 WITA');
    expect(formatMoment(new Date('2026-09-01T22:10:00Z'), 'Asia/Jakarta')).toBe('2 September 2026, 05.10 WIB');
    expect(formatMoment('2026-09-01T22:10:00Z', 'Asia/Jayapura')).toBe('2 September 2026, 07.10 WIT');
    expect(zoneOffset('Asia/Makassar')).toBe('+08:00');
    expect(zoneOffset('UTC')).toBe('+00:00');
  });
});

describe('the dates of the feeds', () => {
  it.each([
    ['2025-01-14', '2025-01-14'],
    ['2025-07-01T00:00:00Z', '2025-07-01'],
    ['2025-06-14 23:07:35', '2025-06-14'],
    ['2024-08-29T23:00:01.679000Z', '2024-08-29'],
    [new Date('2022-03-09T00:00:00Z'), '2022-03-09'],
    [44_629, '2022-03-09'],
    ['', null],
    ['-', null],
    [null, null],
    ['2025-02-30', 'invalid'],
    ['14/01/2025', 'invalid'],
    ['besok', 'invalid'],
    [7, 'invalid'],
    [true, 'invalid'],
  ])('%p is the day %p', (value, day) => {
    expect(parseFeedDay(value)).toBe(day);
  });

  it.each([
    ['2025-06-14 14:07:35', '2025-06-14T14:07:35+08:00'],
    ['2024-08-29T10:00:01.679000Z', '2024-08-29T10:00:01.679000Z'],
    ['2025-01-14', '2025-01-14T00:00:00+08:00'],
    [new Date('2022-03-09T07:30:00Z'), '2022-03-09T07:30:00+08:00'],
    ['2025-06-14 25:07:35', 'invalid'],
    ['2025-06-14T10:00:00+99:00', 'invalid'],
    [null, null],
  ])('%p is the moment %p in WITA', (value, moment) => {
    expect(parseFeedMoment(value, '+08:00')).toBe(moment);
  });
});
