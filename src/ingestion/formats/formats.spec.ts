import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { writeXlsx } from 'hucre/xlsx';
import { openFile, RefusedFile, type OpenedFile, type OpenOptions, type RawRow } from './index.js';

const FIXTURES = fileURLToPath(new URL('../../../test/fixtures/feeds/', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'formats-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function put(content: string | Uint8Array): string {
  const path = join(folder, `file-${files++}`);
  writeFileSync(path, content);
  return path;
}

async function all(file: OpenedFile): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const chunk of file.rows()) rows.push(...chunk);
  await file.close();
  return rows;
}

async function read(content: string | Uint8Array, options?: OpenOptions): Promise<RawRow[]> {
  return all(await openFile(put(content), 'berkas', options));
}

async function refusal(opening: Promise<unknown>): Promise<RefusedFile> {
  try {
    await opening;
  } catch (error) {
    if (error instanceof RefusedFile) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('what the sources send instead of data', () => {
  it.each([
    ['empty.json', 'empty'],
    ['invalid-response.csv', 'invalid-response'],
    ['invalid-response-text.csv', 'invalid-response'],
    ['page.json', 'html'],
    ['error-forbidden.json', 'error-body'],
    ['error-envelope.json', 'error-body'],
    ['no-rows.json', 'no-rows'],
    ['no-rows-envelope.json', 'no-rows'],
    ['heading-only.csv', 'no-rows'],
  ])('%s is refused as %s and says that nothing stored has changed', async (name, code) => {
    const refused = await refusal(openFile(join(FIXTURES, name), name));
    expect(refused.code).toBe(code);
    expect(refused.sentence).toContain(name);
    expect(refused.sentence).toContain('Data yang sudah tersimpan tidak berubah.');
  });

  it.each([
    ['an Excel lock file', '~$belanja.xlsx', 'xx', 'lock-file'],
    ['white space', 'a.json', ' \n\t', 'empty'],
    ['an old Excel file', 'a.xlsx', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'not-recognised-format'],
    ['a PDF', 'a.csv', '%PDF-1.7', 'not-recognised-format'],
    ['UTF-16', 'a.csv', Buffer.from('\uFEFFa,b\n1,2', 'utf16le'), 'not-recognised-format'],
    ['XML', 'a.json', '<?xml version="1.0"?><rows/>', 'not-recognised-format'],
    ['prose', 'a.csv', 'Yth. Bapak dan Ibu', 'not-recognised-format'],
    ['one object that is no list', 'a.json', '{"kd_paket":1}', 'not-recognised-format'],
    ['an object with something else than a list', 'a.json', '{"data":{"a":1}}', 'not-recognised-format'],
    ['an unsuccessful answer without data', 'a.json', '{"success":false,"message":"gagal"}', 'error-body'],
  ])('%s is refused', async (_, name, content, code) => {
    expect((await refusal(openFile(put(content), name))).code).toBe(code);
  });
});

describe('JSON', () => {
  it('tells a column that only the sixtieth record names, and hands every record on once', async () => {
    const records = Array.from({ length: 130 }, (_, index) => (index === 59 ? { a: 59, baru: 'x' } : { a: index }));
    const file = await openFile(put(JSON.stringify(records)), 'a.json');
    expect(file.headings).toEqual(['a', 'baru']);
    const rows = await all(file);
    expect(rows.map(({ line }) => line)).toEqual(records.map((_, index) => index + 1));
    expect(rows.map(({ cells }) => cells)).toEqual(records);
  });

  it('takes a bare array, and an envelope with its keys in any order', async () => {
    for (const content of [
      '[{"a":1},{"a":2}]',
      '\uFEFF [ {"a":1}\n,\r\n{"a":2} ] \n',
      '{"data":[{"a":1},{"a":2}]}',
      '{"success":true,"meta":{"data":[9],"x":"]"},"data":[{"a":1},{"a":2}],"error":{"code":"000"}}',
      '{"data" : [{"a":1},{"a":2}], "meta":{"cursor":"a\\"]}"} , "success":true}',
    ])
      expect((await read(content)).map((row) => row.cells.a)).toEqual([1, 2]);
  });

  it('keeps every digit of long numbers, and leaves strings alone', async () => {
    const [row] = await read(
      '[{"a":371940.10000000003,"b":-12345678901234567890,"c":2.0E7,"d":"1234567890123456789 \\"x\\" 1e5","e":150000.0,' +
        '"f":[1234567890123456789],"g":true}]',
    );
    expect(row?.cells).toEqual({
      a: '371940.10000000003',
      b: '-12345678901234567890',
      c: '2.0E7',
      d: '1234567890123456789 "x" 1e5',
      e: 150000,
      f: ['1234567890123456789'],
      g: true,
    });
  });

  it('does not care where the reads cut the bytes', async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => ({
      nama: `Baris "${index}" \\ ${'é€😀'.repeat(60)}`,
      nilai: `NUMBER${index}`,
    }));
    const text = JSON.stringify(rows).replace(/"NUMBER(\d+)"/g, '-$1.12345678901234567');
    expect(text.length).toBeGreaterThan(512 * 1024);
    const found = await read(text);
    expect(found).toHaveLength(3000);
    expect(found.every((row, index) => row.cells.nama === rows[index]?.nama)).toBe(true);
    expect(found.every((row, index) => row.cells.nilai === `-${index}.12345678901234567`)).toBe(true);
    expect(found.at(-1)?.line).toBe(3000);
  });

  it('gives the rows before the cut of a truncated file, then says that it is cut', async () => {
    const file = await openFile(join(FIXTURES, 'truncated.json'), 'truncated.json');
    const rows: RawRow[] = [];
    const refused = await refusal(
      (async () => {
        for await (const chunk of file.rows()) rows.push(...chunk);
      })(),
    );
    expect(refused.code).toBe('truncated');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => 'total_harga' in row.cells)).toBe(true);
  });

  it('refuses what follows the end of the list', async () => {
    const file = await openFile(put('[{"a":1}][{"a":2}]'), 'dua.json').catch((error: unknown) => error);
    if (file instanceof RefusedFile) expect(file.code).toBe('broken');
    else expect((await refusal(all(file as OpenedFile))).code).toBe('broken');
  });

  it('marks elements that are no rows, and goes on', async () => {
    const rows = await read('[{"a":1}, 5, "x,]", [1,{}], {"a":NaN}, {"a":2}]');
    expect(rows.map((row) => row.fault === undefined)).toEqual([true, false, false, false, false, true]);
  });

  it('refuses an answer that says it failed, even if rows came with it', async () => {
    const file = openFile(put('{"data":[{"a":1}],"success":false,"message":"hubungi budi@contoh.test"}'), 'a.json');
    const refused = await refusal(file.then(all));
    expect(refused.code).toBe('error-body');
    expect(refused.sentence).not.toContain('budi@');
  });
});

describe('CSV', () => {
  it.each([
    ['comma', 'a,b\n1,x\n'],
    ['semicolon', 'a;b\r\n1;x\r\n'],
    ['tab', 'a\tb\n1\tx'],
    ['a byte order mark and quoted headings', '\uFEFF"a","b"\n1,"x"'],
    ['commas inside quoted headings', '"a";"b";"c, d, e"\n1;x;\n'],
  ])('is read with %s', async (_, content) => {
    const [row] = await read(content);
    expect(row).toMatchObject({ line: 2, cells: { a: '1', b: 'x' } });
  });

  it('takes doubled and backslash quotes, even in one file, and quoted line breaks', async () => {
    const rows = await read(
      'a,b,c\n1,"x \\"y\\", z",k\n2,"x ""y"", z",k\n3,"dua\nbaris \\\\",k\n4,null,""\n5,"akhir \\"q\\"",k',
    );
    expect(rows.map((row) => row.cells.b)).toEqual(['x "y", z', 'x "y", z', 'dua\nbaris \\\\', null, 'akhir "q"']);
    expect(rows.map((row) => row.line)).toEqual([2, 3, 4, 6, 7]);
  });

  it('does not care where the reads cut the bytes', async () => {
    const rows = Array.from(
      { length: 4000 },
      (_, index) => `${index};"é€😀 \\"${index}\\"\r\n""dua"";${'x'.repeat(index % 200)}";`,
    );
    const text = ['a;b;c', ...rows].join('\r\n');
    expect(text.length).toBeGreaterThan(512 * 1024);
    const found = await read(text);
    expect(found).toHaveLength(4000);
    expect(found.every((row, index) => row.cells.b === `é€😀 "${index}"\r\n"dua";${'x'.repeat(index % 200)}`)).toBe(
      true,
    );
    expect(found.every((row, index) => row.line === 2 + index * 2 && row.cells.c === null)).toBe(true);
  });

  it('keeps a stray quote as text', async () => {
    const rows = await read('a,b,c\n1,"besi 5" x 3",k\n2,5" pipa,k\n');
    expect(rows.map((row) => row.cells.b)).toEqual(['besi 5" x 3', '5" pipa']);
  });

  it('takes text that ends in a backslash for what it is when quotes are doubled', async () => {
    const rows = await read('a,b\n"C:\\","x ""y"""\n"D:\\",z\n');
    expect(rows.map((row) => row.cells)).toEqual([
      { a: 'C:\\', b: 'x "y"' },
      { a: 'D:\\', b: 'z' },
    ]);
  });

  it('marks a ragged row with its line, and goes on', async () => {
    const rows = await all(await openFile(join(FIXTURES, 'ragged.csv'), 'ragged.csv'));
    expect(rows.map((row) => [row.line, row.fault !== undefined])).toEqual([
      [2, false],
      [3, true],
      [4, false], // one empty cell too many is a trailing delimiter
      [5, true],
      [6, false],
    ]);
  });

  it('gives the rows before an unclosed quote, then says that the file is cut', async () => {
    const file = await openFile(put('a,b\n1,x\n2,"y'), 'a.csv').catch((error: unknown) => error as RefusedFile);
    const refused = file instanceof RefusedFile ? file : await refusal(all(file));
    expect(refused.code).toBe('truncated');
    expect(refused.sentence).toContain('baris 3');
  });
});

describe('XLSX', () => {
  const book = (rows: (string | number | boolean | Date | null)[][], name = 'Sheet1') => ({ name, rows });

  it('keeps leading zeros of text, digits of numbers, dates and the exact double', async () => {
    const bytes = await writeXlsx({
      sheets: [
        book([
          ['kode', 'nomor', 'nilai', 'tanggal', 'ya'],
          ['00123', 1234567890123456, 371940.10000000003, new Date('2022-03-09T00:00:00Z'), true],
          [null, null, null, null, null],
          ['x', null, 0, null, null],
        ]),
      ],
    });
    const file = await openFile(put(bytes), 'a.csv');
    expect(file).toMatchObject({
      format: 'xlsx',
      sheet: 'Sheet1',
      headings: ['kode', 'nomor', 'nilai', 'tanggal', 'ya'],
    });
    expect(await all(file)).toEqual([
      {
        line: 2,
        cells: {
          kode: '00123',
          nomor: 1234567890123456,
          nilai: 371940.10000000003,
          tanggal: new Date('2022-03-09T00:00:00Z'),
          ya: true,
        },
      },
      { line: 4, cells: { kode: 'x', nomor: null, nilai: 0, tanggal: null, ya: null } },
    ]);
  });

  it('reads the first sheet that fits, below its title rows, and the _metadata sheet', async () => {
    const bytes = await writeXlsx({
      sheets: [
        book([['Daftar isi'], ['Lembar', 'Isi'], ['2', 'Data']], 'Isi'),
        book([['Rekap belanja'], [], ['Diunduh', 'hari ini'], ['kd_paket', 'total'], ['1', 5], ['2', 6]], 'Data 2025'),
        book(
          [
            ['kd_paket', 'total'],
            ['9', 9],
          ],
          'Lama',
        ),
        book(
          [
            ['endpoint', 'year', 'lastUpdated', 'totalRecords'],
            ['x', 2025, '2026-06-23T05:35:21.993Z', 2],
          ],
          '_metadata',
        ),
      ],
    });
    const file = await openFile(put(bytes), 'a.xlsx', { fits: (headings) => headings.includes('kd_paket') });
    expect(file).toMatchObject({
      sheet: 'Data 2025',
      headings: ['kd_paket', 'total'],
      declaredYear: 2025,
      declaredSnapshotAt: '2026-06-23T05:35:21.993Z',
      declaredTotal: 2,
    });
    expect((await all(file)).map((row) => [row.line, row.cells.kd_paket])).toEqual([
      [5, '1'],
      [6, '2'],
    ]);
  });

  it('opens a sheet that fits nothing too, so that its headings can be told', async () => {
    const bytes = await writeXlsx({ sheets: [book([['Judul'], ['nama', 'umur'], ['x', 1]])] });
    const file = await openFile(put(bytes), 'a.xlsx', { fits: () => false });
    expect(file.headings).toEqual(['nama', 'umur']);
    await file.close();
  });

  it('takes the value that Excel last worked out for a formula, and shared and rich text', async () => {
    const bytes = zip({
      '[Content_Types].xml':
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
      '_rels/.rels': relationships([['officeDocument', 'xl/workbook.xml']]),
      'xl/workbook.xml':
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': relationships([
        ['worksheet', 'worksheets/sheet1.xml'],
        ['sharedStrings', 'sharedStrings.xml'],
      ]),
      'xl/sharedStrings.xml':
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>nilai</t></si><si><r><t>na</t></r><r><t>ma</t></r></si><si><t xml:space="preserve">A &amp; B</t></si></sst>',
      'xl/worksheets/sheet1.xml':
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="7"><c r="A7"><f>2*21</f><v>42</v></c><c r="B7" t="s"><v>2</v></c></row></sheetData></worksheet>',
    });
    expect(await read(bytes)).toEqual([{ line: 7, cells: { nilai: 42, nama: 'A & B' } }]);
  });

  it('refuses what unpacks to too much, even when its directory lies', async () => {
    const bomb = { '[Content_Types].xml': '<Types/>', 'xl/worksheets/sheet1.xml': 'x'.repeat(4_000_000) };
    for (const lie of [false, true])
      expect((await refusal(read(zip(bomb, lie), { maxUnpackedBytes: 1_000_000 }))).code).toBe(
        'too-large-when-unpacked',
      );
  });

  it('refuses a sheet of too many cells', async () => {
    const bytes = await writeXlsx({
      sheets: [book([['a', 'b'], ...Array.from({ length: 100 }, (_, index) => [index, 'x'])])],
    });
    expect((await refusal(read(bytes, { maxCells: 150 }))).code).toBe('too-large-when-unpacked');
  });

  it('refuses a cut, a damaged and a foreign archive, and a sheet without rows', async () => {
    const bytes = await writeXlsx({
      sheets: [
        book([
          ['a', 'b'],
          [1, 2],
        ]),
      ],
    });
    expect((await refusal(read(bytes.subarray(0, bytes.length - 40)))).code).toBe('truncated');
    expect((await refusal(read(zip({ 'a.json': '[]' })))).code).toBe('not-recognised-format');
    expect((await refusal(read(zip({ '[Content_Types].xml': '<Types/>' })))).code).toBe('broken');
    const bare = await writeXlsx({ sheets: [book([['a', 'b']])] });
    expect((await refusal(read(bare))).code).toBe('no-rows');
    expect((await refusal(read(bare, { fits: () => true }))).code).toBe('no-rows');
  });
});

describe('Parquet', () => {
  it('is read row group by row group', async () => {
    const count = 2500;
    const bytes = new Uint8Array(
      parquetWriteBuffer({
        rowGroupSize: 1000,
        columnData: [
          { name: 'kd_paket', data: Array.from({ length: count }, (_, index) => BigInt(index)), type: 'INT64' },
          {
            name: 'nama',
            data: Array.from({ length: count }, (_, index) => (index % 2 ? `n${index}` : null)),
            type: 'STRING',
          },
          { name: 'nilai', data: Array.from({ length: count }, (_, index) => index + 0.5), type: 'DOUBLE' },
        ],
      }),
    );
    const file = await openFile(put(bytes), 'data.json');
    expect(file).toMatchObject({ format: 'parquet', headings: ['kd_paket', 'nama', 'nilai'], declaredTotal: count });
    const rows = await all(file);
    expect(rows).toHaveLength(count);
    expect(rows[2401]).toEqual({ line: 2402, cells: { kd_paket: 2401n, nama: 'n2401', nilai: 2401.5 } });
    expect((await refusal(read(bytes.subarray(0, -20)))).code).toBe('broken');
  });
});

function relationships(targets: [string, string][]): string {
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/';
  const entries = targets.map(
    ([kind, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}${kind}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries.join('')}</Relationships>`;
}

/** A ZIP archive of these files; with `lie` the directory declares one byte for each. */
function zip(contents: Record<string, string>, lie = false): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(contents)) {
    const packed = deflateRawSync(text);
    const header = Buffer.alloc(46);
    header.writeUInt32LE(0x02014b50, 0);
    header.writeUInt16LE(20, 6);
    header.writeUInt16LE(8, 10);
    header.writeUInt32LE(crc32(Buffer.from(text)), 16);
    header.writeUInt32LE(packed.length, 20);
    header.writeUInt32LE(lie ? 1 : Buffer.byteLength(text), 24);
    header.writeUInt16LE(name.length, 28);
    header.writeUInt32LE(offset, 42);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    header.copy(local, 4, 6, 32);
    parts.push(local, Buffer.from(name), packed);
    directory.push(header, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length / 2, 8);
  end.writeUInt16LE(directory.length / 2, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
