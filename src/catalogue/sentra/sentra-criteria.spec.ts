import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { type Finding, judgeSentra, openCriteria, type StatementAnswer } from './sentra-criteria.js';
import { criteriaOn, readSentraCriteria } from './sentra-criteria-file.js';

interface Example {
  name: string;
  stated: string[];
  refused?: string[];
  members: number | null;
  champions: number;
  expect: { finding: Finding; criteria: Record<string, Finding>; open?: string[] };
}

const examples = parse(readFileSync(new URL('sentra.examples.yaml', import.meta.url), 'utf8')) as Example[];
const versions = readSentraCriteria();
const reference = criteriaOn(versions, '2026-12-01');

describe('the criteria of a sentra', () => {
  it.each(examples.map((example) => [example.name, example] as const))('%s', (_name, example) => {
    const statements = new Map<string, StatementAnswer>([
      ...example.stated.map((code): [string, StatementAnswer] => [code, 'ya']),
      ...(example.refused ?? []).map((code): [string, StatementAnswer] => [code, 'tidak']),
    ]);
    const judged = judgeSentra(reference, { statements, members: example.members, champions: example.champions });
    const findings = Object.fromEntries(judged.criteria.map(({ criterion, finding }) => [criterion.code, finding]));
    expect(judged.finding).toBe(example.expect.finding);
    expect(findings).toMatchObject(example.expect.criteria);
    if (example.expect.open)
      expect(openCriteria(reference, judged).map(({ criterion }) => criterion.code)).toEqual(example.expect.open);
  });

  it('are eight, and each is met, missing or unknown', () => {
    const judged = judgeSentra(reference, { statements: new Map(), members: 10, champions: 1 });
    expect(reference.criteria.map(({ code }) => code)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(judged.met + judged.missing + judged.unknown).toBe(8);
  });

  it('say that five firms of another source are known and not applied', () => {
    expect(reference.otherSources).toMatchObject([{ membersMin: 5 }]);
    expect(reference.decisions.length).toBeGreaterThanOrEqual(2);
  });

  it('are refused with every problem in one message', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lokapasar-sentra-'));
    try {
      const file = join(folder, 'sentra-criteria.v1.yaml');
      cpSync(new URL('../../../config/reference/sentra-criteria.v1.yaml', import.meta.url), file);
      const text = readFileSync(file, 'utf8');
      writeFileSync(
        file,
        text.replace("one_of: ['1', '2']", "one_of: ['1', '9']").replace('minimum: 10', 'minimum: sepuluh'),
      );
      const read = (): unknown => readSentraCriteria(pathToFileURL(`${folder}/`));
      expect(read).toThrow('alternatives has no criterion 9');
      expect(read).toThrow('minimum must be a whole number');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
