import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judgeEtalase, type PlaceCounts, responsibleFor, verdictOf } from './judge-etalase.js';

const counts = (dipenuhi: number, not: number, unknown: number): PlaceCounts => ({
  dipenuhi,
  tidak_dipenuhi: not,
  belum_dinilai: unknown,
});
const judged = (places: PlaceCounts, threshold = 10_000n) =>
  judgeEtalase({ threshold, counts: places, exempt: false, inForce: true });

describe('judging the duty of an etalase', () => {
  it.each([
    // 3 of 3
    [counts(3, 0, 0), 10_000n, 'patuh', 3, { low: 0, high: 0 }],
    // 2 have one, one was looked at in vain
    [counts(2, 1, 0), 10_000n, 'tidak_patuh', 3, { low: 1, high: 1 }],
    // 2 have one, of one nobody knows
    [counts(2, 0, 1), 10_000n, 'data_tidak_lengkap', 3, { low: 0, high: 1 }],
    // 80 % of 4 places are 3.2, so 4: 3 and one unknown may do
    [counts(3, 0, 1), 8000n, 'data_tidak_lengkap', 4, { low: 0, high: 1 }],
    // 75 % of 4 places are 3
    [counts(3, 1, 0), 7500n, 'patuh', 3, { low: 0, high: 0 }],
    // nothing known of five, one looked at in vain: not all can have one
    [counts(0, 1, 5), 10_000n, 'tidak_patuh', 6, { low: 1, high: 6 }],
    [counts(0, 0, 0), 10_000n, 'tidak_berlaku', 0, { low: 0, high: 0 }],
  ] as const)('%j at %d hundredths of a percent is %s', (places, threshold, result, needed, gap) => {
    expect(judged(places, threshold)).toMatchObject({ result, needed, gap });
  });

  it('does not judge whoever is exempt, nor before the circular is in force', () => {
    const places = counts(0, 2, 0);
    const at = { threshold: 10_000n, counts: places };
    expect(judgeEtalase({ ...at, exempt: true, inForce: true })).toMatchObject({ result: 'dikecualikan' });
    expect(judgeEtalase({ ...at, exempt: false, inForce: false })).toMatchObject({
      result: 'tidak_berlaku',
      because: 'not-in-force',
    });
  });

  it('takes neither what was seen too long ago nor what nobody has seen for absent', () => {
    expect(verdictOf('kedaluwarsa')).toBe('belum_dinilai');
    expect(verdictOf('belum-diketahui')).toBe('belum_dinilai');
    expect(verdictOf('tidak-ada')).toBe('tidak_dipenuhi');
    expect(verdictOf('ada')).toBe('dipenuhi');
  });

  it('tells a verdict exactly when every answer to what is unknown gives the same one', () => {
    const some = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(some, some, some, fc.bigInt({ min: 1n, max: 10_000n }), (yes, no, unknown, threshold) => {
        fc.pre(yes + no + unknown > 0);
        const places = BigInt(yes + no + unknown);
        const worlds = new Set(
          [...Array(unknown + 1).keys()].map((more) => BigInt(yes + more) * 10_000n >= threshold * places),
        );
        const { result } = judged(counts(yes, no, unknown), threshold);
        const [only] = worlds;
        expect(result).toBe(worlds.size > 1 ? 'data_tidak_lengkap' : only ? 'patuh' : 'tidak_patuh');
      }),
    );
  });

  it('asks whoever has the kabupaten, else whoever has the province, else nobody', () => {
    const responsible = [
      { perangkatDaerahId: '1', wilayah: '53' },
      { perangkatDaerahId: '2', wilayah: '53.07' },
    ];
    expect(responsibleFor('53.07', responsible)).toBe('2');
    expect(responsibleFor('53.08', responsible)).toBe('1');
    expect(responsibleFor('52.08', responsible)).toBeNull();
  });
});
