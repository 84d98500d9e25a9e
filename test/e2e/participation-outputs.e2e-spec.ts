import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import supertest from 'supertest';
import { zipEntries } from '../../src/shared/zip-size.js';
import { aSmallYear } from '../factories/spending.js';
import { openTestApp, type TestApp } from '../support/app.js';

interface Field {
  name: string;
  type: string;
  title: string;
  description: string;
  constraints?: { required?: boolean };
}
interface Resource {
  name: string;
  path: string;
  bytes: number;
  hash: string;
  schema: { fields: Field[]; primaryKey: string[] };
}
interface Descriptor {
  profile: string;
  name: string;
  version: string;
  created: string;
  licenses: { name: string; path: string }[];
  resources: Resource[];
}

/** What a cell of each type of Table Schema looks like. */
const LOOKS: Readonly<Record<string, RegExp>> = {
  string: /^[\s\S]+$/,
  integer: /^-?\d+$/,
  number: /^-?\d+(\.\d+)?$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  boolean: /^(true|false)$/,
  year: /^\d{4}$/,
};

/** What is wrong with a package by the rules of tabular data packages, version 1. */
function faultsOf({ profile, name, licenses, resources }: Descriptor, files: ReadonlyMap<string, Buffer>): string[] {
  const faults: string[] = [];
  const say = (right: boolean, what: string): void => void (right || faults.push(what));
  say(profile === 'tabular-data-package', 'profile');
  say(/^[a-z0-9._-]+$/.test(name), 'name');
  say(licenses.length > 0 && licenses.every((one) => /^[\w.-]+$/.test(one.name) && one.path !== ''), 'licence');
  say(new Set(resources.map((one) => one.name)).size === resources.length, 'resource names');
  for (const { path, bytes, hash, schema } of resources) {
    const content = files.get(path);
    if (!content) {
      faults.push(`${path} is not there`);
      continue;
    }
    say(content.length === bytes, `${path} bytes`);
    say(`sha256:${createHash('sha256').update(content).digest('hex')}` === hash, `${path} hash`);
    const [head = [], ...rows] = parse(content) as string[][];
    say(head.join() === schema.fields.map((field) => field.name).join(), `${path} headings`);
    say(
      schema.fields.every(({ title, description }) => title !== '' && description !== ''),
      `${path} dictionary`,
    );
    const keys = schema.primaryKey.map((key) => head.indexOf(key));
    say(keys.length > 0 && keys.every((at) => at >= 0), `${path} key`);
    say(new Set(rows.map((row) => keys.map((at) => row[at]).join('|'))).size === rows.length, `${path} key twice`);
    for (const [line, row] of rows.entries())
      for (const [at, field] of schema.fields.entries()) {
        const cell = row[at] ?? '';
        const fine = cell === '' ? field.constraints?.required !== true : LOOKS[field.type]?.test(cell) === true;
        say(fine, `${path} line ${line + 2}, ${field.name}: "${cell}"`);
      }
  }
  return faults;
}

describe('what can be taken along of participation', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await openTestApp();
    await aSmallYear(test.app, test.source);
  });
  afterAll(() => test.close());

  const take = async (path: string): Promise<{ bytes: Buffer; type: string }> => {
    const answer = await supertest(test.app.getHttpServer())
      .get(path)
      .buffer()
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });
    expect([path, answer.status]).toEqual([path, 200]);
    return { bytes: answer.body as Buffer, type: String(answer.headers['content-type']) };
  };

  it('is a valid data package with licence and day, whose cells are what its dictionary says', async () => {
    const { bytes } = await take('/partisipasi/paket-data.zip?sampai=2025-12-31');
    const files = new Map(
      (zipEntries(bytes) ?? []).map(({ name, offset, packed }) => {
        const from = offset + 30 + name.length;
        return [name, inflateRawSync(bytes.subarray(from, from + packed))] as const;
      }),
    );
    const descriptor = JSON.parse(String(files.get('datapackage.json'))) as Descriptor;
    expect(faultsOf(descriptor, files)).toEqual([]);
    expect(descriptor.resources.map(({ path }) => path)).toEqual([
      'angka.csv',
      'kabupaten-kota.csv',
      'tabel-biro.csv',
      'definisi.csv',
    ]);
    expect(descriptor.version).toBe('2025-12-31');
    const figures = parse(files.get('angka.csv') ?? '', { columns: true }) as Record<string, string>[];
    const of = (key: string) => figures.find(({ kunci, tahun }) => kunci === key && tahun === '2025');
    // S1 and S2 sold a completed package, S3 one that runs; the cancelled order and the unknown status do not count.
    expect([of('sellers')?.['banyaknya'], of('transactions')?.['banyaknya']]).toEqual(['3', '2']);
    expect(of('listedUmk')).toMatchObject({ banyaknya: '', kosong_karena: 'not-available' });
    const broken = { ...descriptor, resources: descriptor.resources.map((one) => ({ ...one, bytes: one.bytes + 1 })) };
    expect(faultsOf(broken, files)).toHaveLength(4);
  });

  it('is a PDF booklet of more than one page, open to everybody', async () => {
    const { bytes, type } = await take('/partisipasi/buku.pdf?sampai=2025-12-31');
    expect(type).toContain('application/pdf');
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(1);
  });

  it('is an XLSX whose numbers are numbers, days days, and codes and years text', async () => {
    const { bytes } = await take('/partisipasi/unduh.xlsx?sampai=2025-12-31');
    const [sheet] = (await readXlsx(bytes)).sheets;
    const [head = [], ...rows] = sheet?.rows ?? [];
    const at = (heading: string): number => head.indexOf(heading);
    const sellers = rows.find((row) => row[at('Kunci')] === 'sellers' && row[at('Tahun')] === '2025');
    expect(sellers?.[at('Metrik')]).toBe('P01');
    expect(sellers?.[at('Banyaknya')]).toBe(3);
    expect(sellers?.[at('Sampai')]).toBeInstanceOf(Date);
    const value = rows.find((row) => typeof row[at('Rupiah')] === 'number' && row[at('Tahun')] === '2025');
    expect(typeof value?.[at('Rupiah')]).toBe('number');
  });

  const office = ['/usr/bin/soffice', '/usr/local/bin/soffice'].find((path) => existsSync(path));
  if (office !== undefined)
    it('reads the same in LibreOffice', async () => {
      const { bytes } = await take('/partisipasi/unduh.xlsx?sampai=2025-12-31');
      const folder = mkdtempSync(join(tmpdir(), 'lokapasar-calc-'));
      try {
        const file = join(folder, 'partisipasi.xlsx');
        writeFileSync(file, bytes);
        const profile = `-env:UserInstallation=file://${join(folder, 'profil')}`;
        execFileSync(office, [profile, '--headless', '--convert-to', 'fods', '--outdir', folder, file], {
          timeout: 240_000,
        });
        const read = readFileSync(join(folder, 'partisipasi.fods'), 'utf8');
        const row =
          /<table:table-row[^>]*>(?:(?!<\/table:table-row>)[\s\S])*<text:p>sellers<\/text:p>[\s\S]*?<\/table:table-row>/.exec(
            read,
          )?.[0] ?? '';
        const type = (kind: string, more: string): RegExp => new RegExp(`office:value-type="${kind}"[^>]*${more}`);
        expect(row).toMatch(type('float', 'office:value="3"'));
        expect(row).toMatch(type('date', 'office:date-value="2025-12-31"'));
        expect(row).toMatch(/office:value-type="string"[^>]*>\s*<text:p>P01<\/text:p>/);
        expect(row).toMatch(/office:value-type="string"[^>]*>\s*<text:p>2025<\/text:p>/);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }, 300_000);
});
