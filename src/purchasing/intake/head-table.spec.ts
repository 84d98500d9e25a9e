import { describe, expect, it } from '@jest/globals';
import { HeadTable, tieNumber } from './head-table.js';

describe('the table of heads', () => {
  it('finds what was put in, through many a growth, and nothing else', () => {
    const table = new HeadTable();
    const count = 60_000;
    for (let n = 1; n <= count; n += 1) table.set(`v6||01KH5C${n}`, { id: String(n), stamp: n * 1000, tie: n });
    expect(table.size).toBe(count);
    for (let n = 1; n <= count; n += 7)
      expect(table.get(`v6||01KH5C${n}`)).toEqual({ id: String(n), stamp: n * 1000, tie: n });
    for (let n = count + 1; n <= count + 5000; n += 1) expect(table.has(`v6||01KH5C${n}`)).toBe(false);
  });

  it('replaces the head of a key and keeps one entry for it', () => {
    const table = new HeadTable();
    table.set('a', { id: '1', stamp: Number.NEGATIVE_INFINITY, tie: 5 });
    table.set('a', { id: '1', stamp: 9, tie: 6 });
    expect(table.size).toBe(1);
    expect(table.get('a')).toEqual({ id: '1', stamp: 9, tie: 6 });
    expect(table.get('b')).toBeUndefined();
  });

  it('tells keys apart that differ in one sign, in length, or in place', () => {
    const table = new HeadTable();
    const keys = [
      '',
      '\u0000',
      '\u0000\u0000',
      'ab',
      'ba',
      'abc',
      'v5||1',
      'v5|1|',
      'v5||10',
      'v5||01',
      'é',
      'e\u0301',
    ];
    keys.forEach((key, index) => table.set(key, { id: String(index + 1), stamp: 0, tie: 0 }));
    expect(keys.map((key) => table.get(key)?.id)).toEqual(keys.map((_, index) => String(index + 1)));
  });

  it('refuses an id that it could not give back exactly', () => {
    const table = new HeadTable();
    for (const id of ['0', '-1', '1.5', 'x', '9007199254740993'])
      expect(() => table.set('a', { id, stamp: 0, tie: 0 })).toThrow(RangeError);
    expect(table.has('a')).toBe(false);
  });

  it('orders ties alike whatever the order in which they are asked for', () => {
    const texts = ['paket_selesai\u001f2025-03-05', 'paket_selesai\u001f2025-03-06', ''];
    const numbers = texts.map(tieNumber);
    expect(texts.toReversed().map(tieNumber).toReversed()).toEqual(numbers);
    expect(new Set(numbers).size).toBe(3);
    for (const number of numbers) expect(Number.isSafeInteger(number)).toBe(true);
  });
});
