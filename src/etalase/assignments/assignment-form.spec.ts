import { describe, expect, it } from '@jest/globals';
import type { FormRow } from '../../shared/spreadsheet-reader.js';
import {
  ASSIGNMENT_COLUMNS,
  ASSIGNMENT_SAMPLE,
  type AssignmentField,
  planAssignments,
  type StandingAssignment,
  toAssignmentCells,
} from './assignment-form.js';

const row = (line: number, values: Partial<Record<AssignmentField, string>>): FormRow<AssignmentField> => ({
  line,
  values: {
    ...(Object.fromEntries(ASSIGNMENT_COLUMNS.map(({ field }) => [field, ''])) as Record<AssignmentField, string>),
    kode: 'pantai',
    reason: values.reason ?? 'Nota dinas',
    ...values,
  },
});
const standing = (more: Partial<StandingAssignment>): StandingAssignment => ({
  id: '1',
  placeId: '9',
  kode: 'pantai',
  place: 'Pantai',
  target: 'produk',
  of: '12',
  name: 'Tenun',
  position: 4,
  validFrom: '2026-01-01',
  validUntil: null,
  reason: 'Nota dinas',
  ...more,
});
const plan = (rows: FormRow<AssignmentField>[], onFile: StandingAssignment[] = []) =>
  planAssignments(rows, {
    places: new Map([['pantai', { id: '9', name: 'Pantai' }]]),
    meant: {
      product: (cell) => (/^\d+$/.test(cell) ? { of: cell, name: 'Tenun' } : { message: 'Tidak ada' }),
      village: (cell) => ({ of: cell, name: cell }),
      maker: (cell) => ({ of: cell, name: cell }),
    },
    onFile,
    today: '2026-06-01',
  });

describe('the plan of a list of assignments', () => {
  it('gives what names neither day nor position today and the next position of its place', () => {
    const { toAdd } = plan(
      [row(2, { product: '13' }), row(3, { product: '14' }), row(4, { village: '53.01.01.2001', position: '2' })],
      [standing({}), standing({ id: '2', of: '99', position: 800, validUntil: '2026-05-31' })],
    );
    expect(toAdd.map(({ of, position, validFrom, validUntil }) => [of, position, validFrom, validUntil])).toEqual([
      ['13', 5, '2026-06-01', null],
      ['14', 6, '2026-06-01', null],
      ['53.01.01.2001', 2, '2026-06-01', null],
    ]);
  });

  it('takes a row without a day for the one that holds today, and changes only what its cells say', () => {
    const { toChange, added } = plan([row(2, { product: '12', validUntil: '31/12/2026', reason: '' })], [standing({})]);
    expect([added, toChange]).toEqual([
      0,
      [{ id: '1', position: 4, validFrom: '2026-01-01', validUntil: '2026-12-31', reason: 'Nota dinas' }],
    ]);
  });

  it('lets what was written before reasons were asked for stay as it is, and asks for one once it is changed', () => {
    const old = standing({ reason: null });
    expect(plan([row(2, { product: '12', reason: '' })], [old])).toMatchObject({ unchanged: 1, rejected: 0 });
    const { problems } = plan([row(2, { product: '12', position: '1', reason: '' })], [old]);
    expect(problems).toMatchObject([{ line: 2, column: 'Alasan' }]);
  });

  it('has both days inside: the day after the last is free, the last is not', () => {
    const ended = standing({ validUntil: '2026-03-31' });
    const from = (validFrom: string) => plan([row(2, { product: '12', validFrom })], [ended]);
    expect(from('2026-04-01')).toMatchObject({ added: 1, rejected: 0 });
    expect(from('2026-03-31')).toMatchObject({ added: 0, rejected: 1 });
  });

  it('refuses what would overlap an unchanged row of the list, wherever that stands', () => {
    const next = row(2, { product: '12', validFrom: '2027-01-01' });
    const same = row(3, { product: '12', validFrom: '2026-01-01' });
    for (const rows of [
      [next, same],
      [same, next],
    ])
      expect(plan(rows, [standing({})])).toMatchObject({ unchanged: 1, problems: [{ line: 2, column: 'Sejak' }] });
  });

  it('counts a row that says the same again as unchanged, and refuses one that says otherwise', () => {
    const first = row(2, { product: '13', position: '1', validFrom: '2026-06-01' });
    expect(plan([first, { ...first, line: 3 }])).toMatchObject({ read: 2, added: 1, unchanged: 1, rejected: 0 });
    const other = row(3, { product: '13', position: '1', validFrom: '2026-06-01', validUntil: '2026-07-01' });
    expect(plan([first, other])).toMatchObject({ added: 1, problems: [{ line: 3, column: 'Sejak' }] });
    // A plain hyphen takes the last day away; an empty cell leaves it.
    const ends = standing({ validUntil: '2026-12-31' });
    const day = (validUntil: string) => plan([row(2, { product: '12', validUntil })], [ends]);
    expect([day('').unchanged, day('-').toChange[0]?.validUntil]).toEqual([1, null]);
  });

  it('comes to an end of positions with a message and not with a number that no table takes', () => {
    const { problems } = plan([row(2, { product: '13' })], [standing({ position: 999 })]);
    expect(problems).toMatchObject([{ column: 'Urutan', reason: expect.stringContaining('1 sampai 999') }]);
  });

  it('prints as many cells as there are columns, in the sample too', () => {
    for (const cells of [...ASSIGNMENT_SAMPLE, toAssignmentCells(standing({}))])
      expect(cells).toHaveLength(ASSIGNMENT_COLUMNS.length);
  });
});
