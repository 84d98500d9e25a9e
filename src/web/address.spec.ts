import { describe, expect, it } from '@jest/globals';
import { address, pair } from './address.js';

describe('address', () => {
  it('leaves out what says nothing, keeps the order of keys and repeats a key for each of its values', () => {
    expect(address('/belanja', { tahun: 2026, bulan: null, umk: '', semua: false, pd: undefined })).toBe(
      '/belanja?tahun=2026',
    );
    expect(address('/x', { b: true, a: ['1', '2'] })).toBe('/x?b=1&a=1&a=2');
    expect(address('/x', { a: [] })).toBe('/x');
    expect(address('/x')).toBe('/x');
  });
});

describe('pair', () => {
  it.each(['plain', 'two words', 'a&b=c', "it's (so)!~", 'é 村', '100%', 'a+b', '', '-', 'committed,completed'])(
    'writes %j as URLSearchParams does',
    (value) => {
      expect(pair('kunci', value)).toBe(new URLSearchParams({ kunci: value }).toString());
      expect(pair(value, 'x')).toBe(new URLSearchParams({ [value]: 'x' }).toString());
    },
  );
});
