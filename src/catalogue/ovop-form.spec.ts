import { describe, expect, it } from '@jest/globals';
import type { FormRow } from '../shared/spreadsheet-reader.js';
import type { OvopEntry } from './ovop-entry.js';
import { type OvopField, planOvopImport, toFormCells } from './ovop-form.js';

const EMPTY: Record<OvopField, string> = {
  kind: 'kata',
  scheme: '',
  value: '',
  label: '',
  village: '',
  validFrom: '',
  validTo: '',
  note: '',
};

function list(...values: Partial<Record<OvopField, string>>[]): FormRow<OvopField>[] {
  return values.map((one, index) => ({ line: index + 2, values: { ...EMPTY, ...one } }));
}

function onFile(entry: Partial<OvopEntry>): OvopEntry {
  return {
    id: '1',
    kind: 'kata',
    scheme: '',
    value: 'kopi',
    valueKey: 'kopi',
    label: 'kopi',
    village: null,
    validFrom: '2000-01-01',
    validTo: null,
    note: null,
    createdBy: null,
    createdAt: '2026-01-01T00:00:00Z',
    ...entry,
  };
}

describe('a list to be imported', () => {
  it('adds up: every row read is new, changed, unchanged or rejected', () => {
    const plan = planOvopImport(
      list(
        { value: 'kopi' }, // unchanged
        { value: 'tenun', village: 'Desa Contoh' }, // new
        { value: 'madu', label: 'Madu hutan' }, // changed
        { kind: 'apa', value: 'x y' }, // rejected
        { value: 'Tenun', village: 'Desa Contoh' }, // the same key, written otherwise: rejected
        { value: 'tenun', village: 'Desa Contoh' }, // said twice
      ),
      [onFile({}), onFile({ id: '2', value: 'madu', valueKey: 'madu', label: 'Madu' })],
    );
    expect(plan).toMatchObject({ read: 6, unchanged: 2, rejected: 2 });
    expect(plan.added.map((facts) => facts.valueKey)).toEqual(['tenun']);
    expect(plan.changed.map(({ before, after }) => [before.id, after.label])).toEqual([['2', 'Madu hutan']]);
    expect(plan.read).toBe(plan.added.length + plan.changed.length + plan.unchanged + plan.rejected);
  });

  it('names line, column, value and reason of every bad row, and counts a row with two faults once', () => {
    const plan = planOvopImport(list({ kind: 'xx', value: '', validFrom: '32/01/2025' }), []);
    expect(plan.rejected).toBe(1);
    expect(plan.problems.map(({ line, column, value }) => [line, column, value])).toEqual([
      [2, 'Jenis', 'xx'],
      [2, 'Kode atau Kata', ''],
      [2, 'Berlaku Dari', '32/01/2025'],
    ]);
  });

  it('refuses periods of one word that overlap, on file or in the list itself', () => {
    const plan = planOvopImport(
      list(
        { value: 'kopi', validFrom: '01/01/2025' },
        { value: 'madu', validFrom: '01/01/2025', validTo: '31/12/2025' },
        { value: 'madu', validFrom: '01/01/2026' },
      ),
      [onFile({})],
    );
    expect(plan.problems).toHaveLength(1);
    expect(plan.problems[0]).toMatchObject({ line: 2, column: 'Berlaku Dari' });
    expect(plan.added.map((facts) => facts.validFrom)).toEqual(['2025-01-01', '2026-01-01']);
  });

  it('takes a period that the same list shortens to make room for the next', () => {
    const plan = planOvopImport(
      list({ value: 'kopi', validTo: '31/12/2025' }, { value: 'kopi', validFrom: '01/01/2026', label: 'Kopi baru' }),
      [onFile({})],
    );
    expect(plan.problems).toEqual([]);
    expect([plan.changed.length, plan.added.length]).toEqual([1, 1]);
  });

  it('changes nothing when what was exported comes back', () => {
    const entry = onFile({
      kind: 'penyedia',
      scheme: 'v5',
      value: '00012',
      valueKey: '12',
      village: 'Desa A',
      validTo: '2026-12-31',
    });
    const [kind, scheme, value, label, village, validFrom, validTo, note] = toFormCells(entry) as [string, ...string[]];
    const plan = planOvopImport(list({ kind, scheme, value, label, village, validFrom, validTo, note }), [entry]);
    expect(plan).toMatchObject({ read: 1, unchanged: 1, rejected: 0, added: [], changed: [] });
  });

  it('counts the rows that tell no first day', () => {
    expect(planOvopImport(list({ value: 'kopi' }, { value: 'madu', validFrom: '1 Mei 2025' }), []).withoutStart).toBe(
      1,
    );
  });
});
