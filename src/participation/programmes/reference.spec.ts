import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { readPembinaan, readRoadmapTemplate } from './reference.js';

describe('the reference of pembinaan', () => {
  it('has five fields, ten kinds of which three have none of them, and thirteen duties', () => {
    const { fields, kinds, duties } = readPembinaan();
    expect([fields.length, kinds.length, duties.length]).toEqual([5, 10, 13]);
    expect(kinds.filter(({ field }) => field === null).map(({ code }) => code)).toEqual([
      'bahan-baku',
      'infrastruktur-sentra',
      'pemberdayaan-ekonomi',
    ]);
    expect(duties.filter(({ taskForce }) => taskForce).map(({ code }) => code)).toEqual([
      '2a',
      '2b',
      '2c',
      '2d',
      '2e',
      '2f',
    ]);
  });

  it('has a roadmap of five years', () => {
    expect(
      readRoadmapTemplate().stages.map(({ yearNo, name, activities }) => [yearNo, name, activities.length]),
    ).toEqual([
      [1, 'Koordinasi', 6],
      [2, 'Kerjasama', 4],
      [3, 'Kelanjutan', 4],
      [4, 'Peningkatan berkelanjutan', 4],
      [5, 'Lanjutan', 4],
    ]);
  });

  it('is refused with every problem in one message', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lokapasar-pembinaan-'));
    try {
      const file = join(folder, 'pembinaan.v1.yaml');
      cpSync(new URL('../../../config/reference/pembinaan.v1.yaml', import.meta.url), file);
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, text.replace('field: iv', 'field: ix').replace('code: 1b', 'code: 1a'));
      const read = (): unknown => readPembinaan(pathToFileURL(`${folder}/`));
      expect(read).toThrow('ix is none of the fields');
      expect(read).toThrow('duties has a code twice');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
