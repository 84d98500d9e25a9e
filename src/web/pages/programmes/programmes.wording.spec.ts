import { describe, expect, it } from '@jest/globals';
import type { Outcome, OutcomeSide } from '../../../participation/programmes/outcome.js';
import { outcomeLines, outcomeSentence, periodWords } from './programmes.wording.js';

const side = (given: Partial<OutcomeSide> = {}): OutcomeSide => ({
  enterprises: 4,
  withoutKey: 1,
  eligible: { yes: 1, no: 1, unknown: 2 },
  listed: { before: 1, after: 2, fresh: 1 },
  sold: { before: 1, after: 2, fresh: 1 },
  soldValue: '100.00',
  ...given,
});
const outcome = (given: Partial<Outcome> = {}): Outcome => ({
  from: '2025-03-01',
  until: '2025-12-31',
  participants: side(),
  others: side({ enterprises: 11, sold: { before: 0, after: 1, fresh: 1 } }),
  ...given,
});

describe('the words of a programme', () => {
  it('say of what, by when and against what, and that it is no proof', () => {
    expect(outcomeSentence(outcome(), { startsOn: '2025-03-01' })).toBe(
      'Sampai 31 Desember 2025, dari peserta yang punya kode penyedia 2 dari 3 (66,7 %) menjual kepada pemerintah; dari yang tidak ikut program mana pun 1 dari 10 (10,0 %). Perbandingan, bukan sebab akibat.',
    );
  });

  it('never take what is not there for zero', () => {
    const nothing = { before: null, after: null, fresh: null };
    const blank = side({ eligible: null, listed: nothing, sold: nothing });
    expect(
      outcomeLines(outcome({ participants: blank })).map(({ what, participants }) => [what, participants]),
    ).toEqual([
      ['Layak', 'tidak tersedia'],
      ['Kelayakannya belum diputuskan', 'tidak tersedia'],
      ['Tayang', 'tidak tersedia'],
      ['Baru tayang', 'tidak tersedia'],
      ['Menjual', 'tidak tersedia'],
      ['Baru menjual', 'tidak tersedia'],
      ['Tanpa kode penyedia', '1 dari 4 (25,0 %)'],
    ]);
    expect(outcomeSentence(outcome({ participants: blank }), { startsOn: '2025-03-01' })).toContain(
      'belum dapat dikatakan',
    );
    expect(outcomeSentence(null, { startsOn: '2027-01-02' })).toContain('baru dimulai 2 Januari 2027');
  });

  it('divide by nobody nowhere', () => {
    const all = side({ withoutKey: 4 });
    expect(outcomeLines(outcome({ participants: all })).find(({ what }) => what === 'Menjual')?.participants).toBe(
      'tidak ada yang dihitung',
    );
  });

  it('tell the days of a programme', () => {
    expect(periodWords({ startsOn: '2025-03-01', endsOn: '2025-03-01' })).toBe('1 Maret 2025');
    expect(periodWords({ startsOn: '2025-03-01', endsOn: null })).toBe('sejak 1 Maret 2025');
  });
});
