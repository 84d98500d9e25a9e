import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { dataPackage, type PackageField, writeTable } from './data-package.js';

interface Row {
  code: string;
  count: number | null;
  share: string | null;
}

const FIELDS: readonly PackageField<Row>[] = [
  { name: 'kode', title: 'Kode', type: 'string', description: 'Kode.', required: true, read: ({ code }) => code },
  { name: 'banyaknya', title: 'Banyaknya', type: 'integer', description: 'Hitungan.', read: ({ count }) => count },
  {
    name: 'pangsa',
    title: 'Pangsa',
    type: 'number',
    description: 'Bagian.',
    unit: 'persen',
    read: ({ share }) => share,
  },
];
const table = (rows: readonly Row[]) =>
  writeTable({ name: 'contoh', title: 'Contoh', description: 'Contoh.', fields: FIELDS, rows, primaryKey: ['kode'] });

describe('a data package', () => {
  const written = table([
    { code: '53.01', count: 0, share: '-1.50' },
    { code: '=1+1', count: null, share: null },
  ]);

  it('writes zero as zero, what is not known as nothing, and nothing that a spreadsheet would work out', () => {
    expect(written.csv).toBe("kode,banyaknya,pangsa\r\n53.01,0,-1.50\r\n'=1+1,,\r\n");
  });

  it('says of each file how long it is, what it sums to, and what each column means', () => {
    const bytes = Buffer.from(written.csv);
    expect(written.resource).toMatchObject({
      path: 'contoh.csv',
      bytes: bytes.length,
      hash: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
      schema: {
        fields: [
          { name: 'kode', type: 'string', constraints: { required: true } },
          { name: 'banyaknya', type: 'integer' },
          { name: 'pangsa', type: 'number', description: 'Bagian. Satuan: persen.' },
        ],
        missingValues: [''],
      },
    });
  });

  it('carries licence, publisher and day, and a dictionary for people', () => {
    const head = {
      name: 'contoh',
      title: 'Contoh',
      description: 'Contoh.',
      publisher: 'Biro Contoh',
      sources: ['Uji'],
    };
    const made = new Date('2026-11-27T01:02:03Z');
    const license = 'https://creativecommons.org/licenses/by/4.0/';
    const files = dataPackage({ ...head, cutoff: '2026-10-31', made, license }, [written]);
    expect(files.map(({ name }) => name)).toEqual([
      'datapackage.json',
      'BACA-SAYA.txt',
      'kamus-data.csv',
      'contoh.csv',
    ]);
    expect(JSON.parse(String(files[0]?.content))).toMatchObject({
      profile: 'tabular-data-package',
      version: '2026-10-31',
      created: '2026-11-27T01:02:03.000Z',
      licenses: [{ name: 'CC-BY-4.0', path: license }],
      contributors: [{ title: 'Biro Contoh', role: 'publisher' }],
    });
    expect(String(files[2]?.content)).toContain('contoh.csv,pangsa,Pangsa,number,persen,tidak,Bagian.');
  });
});
