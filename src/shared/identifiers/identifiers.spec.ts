import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import {
  type Form,
  IDENTIFIER_KINDS,
  type IdentifierKind,
  nitkuFitsNpwp,
  npwpIsNik,
  npwpStem,
  pirtEndYear,
  printedNpwp,
  readAs,
} from './index.js';

interface Example {
  kind: IdentifierKind;
  typed: string;
  value?: string;
  form?: Form;
  refused?: string;
}

const examples = parse(readFileSync(new URL('identifiers.examples.yaml', import.meta.url), 'utf8')) as Example[];

describe('the form of identifiers', () => {
  it.each(examples.map((example) => [example.kind, example.typed, example] as const))(
    'reads %s "%s" as its example says',
    (kind, typed, { value, form = 'valid', refused }) => {
      const read = readAs(kind, typed);
      if (refused === undefined) expect(read).toEqual({ value, form });
      else expect(read).toEqual({ problem: expect.stringContaining(refused) });
    },
  );

  it('has an example that is taken and one that is refused for every kind', () => {
    const without = IDENTIFIER_KINDS.filter(
      (kind) =>
        !examples.some((one) => one.kind === kind && one.value !== undefined) ||
        !examples.some((one) => one.kind === kind && one.refused !== undefined),
    );
    expect(without).toEqual([]);
  });

  it('never repeats what was typed in the sentence about it', () => {
    const sentences = IDENTIFIER_KINDS.map((kind) => readAs(kind, '98765x')).flatMap((read) =>
      'problem' in read ? [read.problem] : [],
    );
    expect(sentences.length).toBeGreaterThan(10);
    expect(sentences.filter((sentence) => sentence.includes('98765'))).toEqual([]);
  });

  it('reads what it gave out as the same number again', () => {
    const taken = examples.filter(({ value }) => value !== undefined);
    expect(taken.map(({ kind, value = '' }) => readAs(kind, value))).toEqual(
      taken.map(({ value, form = 'valid' }) => ({ value, form })),
    );
  });

  it('finds one stem for a head office and its branches, with 15 digits and with 16', () => {
    expect(new Set(['013121660091000', '013121660123002', '0013121660091000'].map(npwpStem)).size).toBe(1);
    expect(npwpStem('1000000000123456')).toBe('1000000000123456');
    expect(npwpStem('016090524017000')).not.toBe(npwpStem('013000666091000'));
  });

  it('lets a NITKU begin with the head office’s NPWP and no other', () => {
    const nitku = '0013121660091000000001';
    expect(nitkuFitsNpwp(nitku, '013121660091000')).toBe(true);
    expect(nitkuFitsNpwp(nitku, '0013121660091000')).toBe(true);
    expect(nitkuFitsNpwp(nitku, '013121660123002')).toBe(true); // the branch's own older number
    expect(nitkuFitsNpwp(nitku, '013121660092000')).toBe(false); // another head office
    expect(nitkuFitsNpwp(nitku, '016090524017000')).toBe(false);
    expect(nitkuFitsNpwp('1000000000123456000001', '1000000000123456')).toBe(true);
    expect(nitkuFitsNpwp('1000000000123456000001', '1000000000123457')).toBe(false);
  });

  it('expects the NIK in a person’s NPWP of 16 digits, and nothing in an older one', () => {
    expect(npwpIsNik('5371015203900001', '5371015203900001')).toBe(true);
    expect(npwpIsNik('5371015203900002', '5371015203900001')).toBe(false);
    expect(npwpIsNik('013121660091000', '5371015203900001')).toBe(true);
    expect(npwpIsNik('0013121660091000', '5371015203900001')).toBe(true);
  });

  it('prints an NPWP as its card does, and reads the year in which a P-IRT ends', () => {
    expect(printedNpwp('013121660091000')).toBe('01.312.166.0-091.000');
    expect(printedNpwp('0013121660091000')).toBe('0013 1216 6009 1000');
    expect(pirtEndYear('215537101000129')).toBe(2029);
    expect(pirtEndYear('915537101000129')).toBeNull();
  });
});
