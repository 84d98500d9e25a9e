import { describe, expect, it } from '@jest/globals';
import type { FormRow } from '../../shared/spreadsheet-reader.js';
import { type ParticipantColumn, planParticipants } from './participant-form.js';

const ENTERPRISES = [
  { id: '1', nib: '9120000000011', name: 'UD Tenun' },
  { id: '2', nib: null, name: 'CV Kopi' },
  { id: '3', nib: null, name: 'Kelompok Madu' },
  { id: '4', nib: null, name: 'Kelompok  madu' },
];
const EMPTY: Record<ParticipantColumn, string> = {
  enterpriseId: '',
  nib: '',
  name: '',
  joinedOn: '',
  leftOn: '',
  note: '',
};
const rows = (...given: Partial<Record<ParticipantColumn, string>>[]): FormRow<ParticipantColumn>[] =>
  given.map((values, index) => ({ line: index + 2, values: { ...EMPTY, ...values } }));
const plan = (...given: Partial<Record<ParticipantColumn, string>>[]) =>
  planParticipants(rows(...given), '2025-06-01', ENTERPRISES, [
    { enterpriseId: '2', joinedOn: '2025-06-02', leftOn: null, note: 'Lama' },
  ]);

describe('a list of participants', () => {
  it('finds an enterprise by number, by NIB, and by a name that is one alone', () => {
    const { added, rejected } = plan({ enterpriseId: '3', name: 'apa saja' }, { nib: '9120 0000 00011' });
    expect(rejected).toBe(0);
    expect(added.map(({ enterpriseId, joinedOn }) => [enterpriseId, joinedOn])).toEqual([
      ['3', '2025-06-01'],
      ['1', '2025-06-01'],
    ]);
  });

  it('leaves what an empty cell says nothing about, and counts what is the same', () => {
    expect(plan({ name: 'cv kopi' })).toMatchObject({ unchanged: 1, added: [], changed: [] });
    expect(plan({ name: 'CV Kopi', leftOn: '31/12/2025' }).changed).toEqual([
      { enterpriseId: '2', joinedOn: '2025-06-02', leftOn: '2025-12-31', note: 'Lama' },
    ]);
  });

  it.each([
    [{ enterpriseId: '99' }, 'Nomor Pelaku Usaha'],
    [{ nib: '9120000000099' }, 'NIB'],
    [{ name: 'Tidak Ada' }, 'Nama Usaha'],
    [{ name: 'kelompok madu' }, 'Nama Usaha'],
    [{ name: 'UD Tenun', joinedOn: '2025-05-31' }, 'Ikut Sejak'],
    [{ name: 'UD Tenun', joinedOn: '2025-13-01' }, 'Ikut Sejak'],
    [{ name: 'UD Tenun', joinedOn: '2025-07-01', leftOn: '2025-06-30' }, 'Ikut Sampai'],
  ])('refuses %o for what stands in its column', (given, column) => {
    const { problems, added, rejected } = plan(given);
    expect([problems.map((one) => one.column), added, rejected]).toEqual([[column], [], 1]);
  });

  it('refuses the second of two rows that say different things of one enterprise', () => {
    const { problems, unchanged, added } = plan(
      { name: 'UD Tenun' },
      { nib: '9120000000011' },
      { name: 'UD Tenun', joinedOn: '2025-07-01' },
    );
    expect([added.length, unchanged, problems.map(({ line }) => line)]).toEqual([1, 1, [4]]);
  });
});
