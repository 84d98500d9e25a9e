import { describe, expect, it } from '@jest/globals';
import { carry, unpack } from './carried-file.js';
import { type FormColumn, readForm } from './spreadsheet-reader.js';

const COLUMNS: readonly FormColumn<'a' | 'b'>[] = [
  { field: 'a', heading: 'Kolom A', required: true },
  { field: 'b', heading: 'Kolom B' },
];

describe('a list carried from its preview to its import', () => {
  it('comes out as it went in, quotes, commas and formula signs included', async () => {
    const rows = [
      { line: 2, values: { a: 'kopi "asli", 2 kg', b: '=1+1' } },
      { line: 3, values: { a: '-5', b: '' } },
    ];
    const back = await readForm(unpack(carry(rows, COLUMNS)), COLUMNS);
    expect(back.map((row) => row.values)).toEqual(rows.map((row) => row.values));
  });

  it.each([
    ['', 'nothing'],
    ['abc', 'no archive'],
    [42, 'a number'],
  ])('is refused when it is %p (%s)', (field, _what) => {
    expect(() => unpack(field)).toThrow('Unggah berkasnya sekali lagi');
  });

  it('is refused when it would not fit into the form', () => {
    const long = Array.from({ length: 40_000 }, (_, index) => ({
      line: index + 2,
      values: { a: `${Math.sin(index)}${Math.cos(index)}`, b: '' },
    }));
    expect(() => carry(long, COLUMNS)).toThrow('Bagi menjadi dua berkas');
  });
});
