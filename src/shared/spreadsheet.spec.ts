import { describe, expect, it } from '@jest/globals';
import { readXlsx } from 'hucre/xlsx';
import { writeCsv, writeXlsx } from './spreadsheet.js';

describe('an XLSX workbook', () => {
  it('has typed cells below a bold, frozen heading row with a filter', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'Belanja: 2026/I',
          columns: [
            { heading: 'Kode', type: 'text' },
            { heading: 'Nilai', type: 'amount', width: 30 },
            { heading: 'Paket', type: 'integer' },
            { heading: 'Tanggal', type: 'day' },
            { heading: 'Bagian', type: 'percent' },
          ],
          rows: [
            ['00123', 123450n, 3, '2026-08-31', '40.5'],
            ['=1+1', '1234567.89', 7n, null, null],
            ['-', '12345678901234567.89', null, '2024-02-29', 100],
          ],
        },
      ],
    });
    const [sheet] = (await readXlsx(bytes, { readStyles: true })).sheets;
    expect(sheet?.name).toBe('Belanja  2026 I');
    expect(sheet?.rows).toEqual([
      ['Kode', 'Nilai', 'Paket', 'Tanggal', 'Bagian'],
      ['00123', 1234.5, 3, new Date('2026-08-31T00:00:00Z'), 0.405],
      ['=1+1', 1234567.89, 7, null, null],
      ['-', '12345678901234567.89', null, new Date('2024-02-29T00:00:00Z'), 1],
    ]);
    expect(sheet?.freezePane?.rows).toBe(1);
    expect(sheet?.autoFilter?.range).toBe('A1:E4');
    expect(sheet?.cells?.get('0,0')?.style?.font?.bold).toBe(true);
    expect(sheet?.cells?.get('2,0')?.formula).toBeUndefined();
    expect(sheet?.cells?.get('1,1')?.style?.numFmt).toBe('#,##0.00');
  });

  it('can have no rows at all', async () => {
    const bytes = await writeXlsx({
      sheets: [{ name: 'Kosong', columns: [{ heading: 'Kode', type: 'text' }], rows: [] }],
    });
    expect((await readXlsx(bytes)).sheets[0]?.rows).toEqual([['Kode']]);
  });

  it.each([
    ['amount', 'banyak'],
    ['integer', '1.000,5'],
    ['day', '31-08-2026'],
  ] as const)('refuses what a column of type %s cannot hold', async (type, value) => {
    await expect(
      writeXlsx({ sheets: [{ name: 'x', columns: [{ heading: 'x', type }], rows: [[value]] }] }),
    ).rejects.toThrow(RangeError);
  });
});

describe('CSV', () => {
  it('opens in an Indonesian Excel', () => {
    expect(
      writeCsv(
        ['Nama', 'Nilai'],
        [
          ['CV "Contoh"; Kupang', '1500.50'],
          [null, -5n],
        ],
      ),
    ).toBe('\uFEFFNama;Nilai\r\n"CV ""Contoh""; Kupang";1500.50\r\n;-5\r\n');
    expect(writeCsv(['a', 'b'], [['x', 1]], { delimiter: ',' })).toBe('\uFEFFa,b\r\nx,1\r\n');
  });

  it.each(['=1+1', '+62 x', '-x', '@SUM(A1)', '\tx', '\rx'])('never lets %p be a formula', (text) => {
    expect(writeCsv(['a'], [[text]])).toContain(`'${text}`);
  });
});
