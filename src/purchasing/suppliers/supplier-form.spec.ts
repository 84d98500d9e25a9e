import { describe, expect, it } from '@jest/globals';
import type { FormRow } from '../../shared/spreadsheet-reader.js';
import { planSupplierImport, type SupplierField } from './supplier-form.js';
import type { SupplierDecision } from './suppliers.js';

const EMPTY: Record<SupplierField, string> = {
  scheme: 'v5',
  key: '',
  name: '',
  umk: 'ya',
  validFrom: '',
  validTo: '',
  note: '',
};

function list(...values: Partial<Record<SupplierField, string>>[]): FormRow<SupplierField>[] {
  return values.map((one, index) => ({ line: index + 2, values: { ...EMPTY, ...one } }));
}

function onFile(given: Partial<SupplierDecision>): SupplierDecision {
  return {
    id: '1',
    scheme: 'v5',
    key: '12',
    name: null,
    umk: 'yes',
    validFrom: '2000-01-01',
    validTo: null,
    note: null,
    decidedBy: null,
    decidedAt: '2026-01-01T00:00:00Z',
    ...given,
  };
}

describe('a list of decisions on suppliers', () => {
  it('adds up: every row read is new, changed, unchanged or rejected', () => {
    const plan = planSupplierImport(
      list({ key: '0012' }, { key: '13', umk: 'tidak' }, { key: '14' }, { scheme: 'x', key: '' }, { key: '14' }),
      [onFile({}), onFile({ id: '2', key: '13' })],
    );
    expect(plan).toMatchObject({ read: 5, unchanged: 2, rejected: 1 });
    expect(plan.added.map((facts) => facts.key)).toEqual(['14']);
    expect(plan.changed.map((facts) => facts.key)).toEqual(['13']);
  });

  it('compares merchants by their name without case and punctuation', () => {
    const [facts] = planSupplierImport(list({ scheme: 'Toko Daring', key: 'UD. Contoh--Jaya' }), []).added;
    expect(facts).toMatchObject({ scheme: 'toko-daring', key: 'ud contoh jaya' });
  });

  it('lets a row without a last day hold until the next decision on file', () => {
    const decisions = [onFile({ validTo: '2025-12-31' }), onFile({ id: '2', umk: 'no', validFrom: '2026-01-01' })];
    expect(planSupplierImport(list({ key: '12' }), decisions)).toMatchObject({ unchanged: 1, changed: [] });
    const [changed] = planSupplierImport(list({ key: '12', umk: 'belum diketahui' }), decisions).changed;
    expect(changed).toMatchObject({ umk: 'unknown', validTo: '2025-12-31' });
  });

  it('refuses an empty answer: an unknown class is said, never guessed', () => {
    const plan = planSupplierImport(list({ key: '12', umk: '' }), []);
    expect(plan.problems).toEqual([
      { line: 2, column: 'UMK', value: '', reason: 'Kolom UMK harus berisi ya, tidak, atau belum diketahui' },
    ]);
  });

  it('refuses periods of one supplier that overlap in the list', () => {
    const plan = planSupplierImport(
      list({ key: '12', validTo: '30/06/2026' }, { key: '12', umk: 'tidak', validFrom: '30/06/2026' }),
      [],
    );
    expect(plan.problems.map(({ line, column }) => [line, column])).toEqual([[3, 'Berlaku Dari']]);
  });
});
