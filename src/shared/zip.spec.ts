import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { writeZip } from './zip.js';
import { zipEntries } from './zip-size.js';

describe('a zip archive', () => {
  const files = [
    { name: 'a.csv', content: 'kunci,nilai\r\nkopi,1\r\n' },
    { name: 'b.json', content: JSON.stringify({ kata: 'é'.repeat(500) }) },
  ];

  it('holds each file as it was, under its name', () => {
    const bytes = writeZip(files, '2026-11-27');
    const entries = zipEntries(bytes);
    expect(entries?.map(({ name }) => name)).toEqual(['a.csv', 'b.json']);
    const read = entries?.map(({ name, offset, packed }) => {
      const from = offset + 30 + name.length;
      return inflateRawSync(bytes.subarray(from, from + packed)).toString('utf8');
    });
    expect(read).toEqual(files.map(({ content }) => content));
  });

  it('is the same for the same content and day, and no path leads out of it', () => {
    expect(writeZip(files, '2026-11-27').equals(writeZip(files, '2026-11-27'))).toBe(true);
    expect(writeZip(files, '2026-11-27').equals(writeZip(files, '2026-11-28'))).toBe(false);
    expect(() => writeZip([{ name: '../x', content: '' }], '2026-11-27')).toThrow('plain');
  });
});
