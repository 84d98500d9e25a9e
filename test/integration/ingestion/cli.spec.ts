import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importCommand, type ImportFileJson } from '../../../src/cli/import.command.js';
import { type ImportBench, json, openImportBench, v5Line, v5Packages } from './support.js';

describe('the command import', () => {
  let bench: ImportBench;
  let folder: string;
  beforeAll(async () => {
    bench = await openImportBench();
    folder = mkdtempSync(join(tmpdir(), 'lokapasar-cli-'));
  });
  afterAll(async () => {
    await bench.close();
    rmSync(folder, { recursive: true });
  });

  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  async function run(...args: string[]): Promise<{ code: number; out: string[]; err: string }> {
    const out: string[] = [];
    const err: string[] = [];
    const code = await importCommand(args, {
      imports: bench.imports,
      timeZone: 'Asia/Makassar',
      out: (line) => void out.push(line),
      err: (line) => void err.push(line),
    });
    return { code, out, err: err.join('\n') };
  }

  it('prints one JSON object for a file and ends with 0', async () => {
    const rows = [...v5Packages(1, 9), v5Line({ kd_paket: null })];
    const path = file('belanja.json', json(rows));
    const { code, out } = await run(path, '--json');
    expect(code).toBe(0);
    expect(out).toHaveLength(1);
    const told = JSON.parse(out[0] ?? '') as ImportFileJson;
    expect(told).toMatchObject({
      file: path,
      feed: 'v5',
      state: 'applied',
      rows: { read: 28, accepted: 27, unchanged: 0, repeated: 0, rejected: 1 },
      packages: 9,
      total: '5400000.09',
    });
    expect(told.issues[0]).toMatchObject({ line: 28, column: 'kd_paket', code: 'key-missing', severity: 'error' });
    expect(told.issuesTotal).toBeGreaterThanOrEqual(told.issues.length);
    expect(await bench.imports.get(told.id)).toMatchObject({ by: 'cli', origin: 'cli' });
  });

  it('prints one JSON object a line for several files, and ends with 3 when one of them was refused', async () => {
    const before = await bench.figures();
    const html = file('halaman.json', '<html></html>');
    const same = file('sama.json', json(v5Packages(1, 9)));
    const { code, out } = await run('--json', html, same);
    expect(code).toBe(3);
    const told = out.map((line) => JSON.parse(line) as ImportFileJson);
    expect(told.map(({ state, refusal }) => [state, refusal])).toEqual([
      ['refused', 'html'],
      ['applied', null],
    ]);
    expect(told[1]?.rows).toMatchObject({ accepted: 0, unchanged: 27 });
    expect(await bench.figures()).toBe(before);
  });

  it('takes a file of fewer than half the rows only with --yes', async () => {
    const few = file('sedikit.json', json(v5Packages(11, 12)));
    expect((await run(few)).code).toBe(3);
    const { code, out } = await run(few, '--yes');
    expect(code).toBe(0);
    expect(out.join('\n')).toMatch(/Diterapkan[\s\S]*6 baris dibaca = 6 diterima/);
  });

  it.each([
    ['no file', []],
    ['an unknown option', ['--semua', 'x.json']],
    ['an unknown feed', ['--as', 'resep', 'x.json']],
    ['a year that is none', ['--year', '25', 'x.json']],
    ['a day that is none', ['--snapshot', '2025-02-30', 'x.json']],
    ['a file that is not there', ['tidak-ada.json']],
  ])('ends with 2 and says how it is used for %s', async (_, args) => {
    const { code, out, err } = await run(...args);
    expect({ code, out }).toEqual({ code: 2, out: [] });
    expect(err).toContain('Pemakaian: lokapasar-ovop import BERKAS...');
  });
});
