import { describe, expect, it } from '@jest/globals';
import type { Score } from '../../../catalogue/grading/rubric.js';
import { closedScoreWords, completenessWords, scoreSentence, starWords } from './grading.wording.js';

const share = (numerator: bigint, denominator: bigint): { numerator: bigint; denominator: bigint } => ({
  numerator,
  denominator,
});
const score = (given: Partial<Score>): Score => ({
  score: null,
  because: 'too-little-judged',
  least: share(1n, 4n),
  most: share(3n, 4n),
  judgedWeight: 5,
  applicableWeight: 10,
  totalWeight: 10,
  dimensions: [],
  ...given,
});

describe('the words of a score', () => {
  it('never call too little judged a zero, but say between what and what it will lie', () => {
    expect(scoreSentence(score({}), 80)).toBe(
      'Belum dapat dinilai. Yang sudah dinilai 50,0 % (5 dari 10 bobot), paling sedikit 80 %; skornya kelak antara 25,0 % dan 75,0 %.',
    );
    expect(closedScoreWords({ score: null })).toBe('Belum dapat dinilai');
    expect(closedScoreWords({ score: share(0n, 1n) })).toBe('0,0 %');
  });

  it('leave the bounds away once everything is judged', () => {
    const whole = score({ score: share(2n, 3n), because: 'scored', judgedWeight: 10 });
    expect(scoreSentence(whole, 80)).toBe('Skor 66,7 %. Yang sudah dinilai 100,0 % (10 dari 10 bobot).');
  });

  it('say that nothing applies, and share out of nothing is told as none', () => {
    expect(scoreSentence(score({ because: 'nothing-applies', least: null, most: null }), 80)).toContain(
      'tidak berlaku',
    );
    expect(completenessWords(0, 0)).toBe('– (0 dari 0 bobot)');
  });

  it('name the scheme with every star', () => {
    expect(starWords('1-5', 4)).toBe('Bintang 4 (skema lama, bintang 1 sampai 5)');
  });
});
