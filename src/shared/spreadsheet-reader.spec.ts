import { describe, expect, it } from '@jest/globals';
import { writeXlsx } from 'hucre/xlsx';
import { readDay, readForm, readTable } from './spreadsheet-reader.js';

const COLUMNS = [
  { field: 'kind', heading: 'Jenis', required: true },
  { field: 'code', heading: 'Kode atau Kata', aliases: ['kode'], required: true },
  { field: 'from', heading: 'Berlaku Dari' },
] as const;

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

describe('a list from a spreadsheet', () => {
  it('is read by its headings, in any order and case, below a title, with further columns left aside', async () => {
    const rows = await readForm(
      text(
        'Daftar contoh;;;\r\n;;;\r\nKODE ATAU KATA;Warna;jenis;berlaku  dari\r\n0012;merah;komoditas;1/5/2025\r\n;;;\r\n',
      ),
      COLUMNS,
    );
    expect(rows).toEqual([{ line: 4, values: { kind: 'komoditas', code: '0012', from: '1/5/2025' } }]);
  });

  it('says which heading is missing', async () => {
    await expect(readForm(text('Jenis,Nama\nkata,kopi\n'), COLUMNS)).rejects.toThrow('"Kode atau Kata"');
  });

  it('keeps whole numbers as plain digits and dates as days when it is an XLSX', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'Daftar',
          rows: [
            ['Jenis', 'Kode', 'Berlaku Dari'],
            ['produk-v5', 1234567890123, new Date('2025-05-27T00:00:00Z')],
          ],
        },
      ],
    });
    const [row] = await readForm(bytes, COLUMNS);
    expect(row?.values.code).toBe('1234567890123');
    expect(readDay(row?.values.from ?? '')).toBe('2025-05-27');
  });

  it('counts the lines that a person sees, quoted line breaks included', async () => {
    const rows = await readTable(text('a,b\n"x\ny",1\nz,2\n'));
    expect(rows.map((row) => row.cells[0])).toEqual(['a', 'x y', 'z']);
    expect(rows.at(-1)?.line).toBe(4);
  });

  it.each([
    ['an empty file', ''],
    ['a web page', '<!doctype html><html></html>'],
    ['JSON', '[{"a":1}]'],
    ['a broken quote', 'a,b\n"x,1\n'],
  ])('refuses %s', async (_, content) => {
    await expect(readTable(text(content))).rejects.toMatchObject({ code: 'table.unreadable' });
  });

  it('refuses a damaged XLSX', async () => {
    await expect(readTable(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).rejects.toMatchObject({
      code: 'table.unreadable',
    });
  });
});

describe('a day as people write it', () => {
  it.each([
    ['2025-05-27', '2025-05-27'],
    ['2025-05-27T00:00:00Z', '2025-05-27'],
    ['27/05/2025', '2025-05-27'],
    ['7-5-2025', '2025-05-07'],
    ['27 Mei 2025', '2025-05-27'],
    ['1 Agt 2025', '2025-08-01'],
    ['45804', '2025-05-27'],
    ['', null],
    ['-', null],
    ['30/02/2025', 'invalid'],
    ['05/27/2025', 'invalid'],
    ['besok', 'invalid'],
  ])('%p is %p', (written, day) => {
    expect(readDay(written)).toBe(day);
  });
});
