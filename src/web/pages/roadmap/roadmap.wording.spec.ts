import { describe, expect, it } from '@jest/globals';
import type { Stage } from '../../../participation/programmes/roadmap.js';
import type { TargetLine } from '../../../participation/programmes/target.js';
import { TARGET_FIGURES, type TargetFigure } from '../../../participation/programmes/target-metrics.js';
import { achievedNote, achievedWords, amountWords, decimalWords, roadmapSentence } from './roadmap.wording.js';

const STAGES = [2026, 2027].map((year, index) => ({
  year,
  yearNo: index + 1,
  name: 'Koordinasi',
  progress: 'berjalan',
})) as Stage[];
const figure = (key: string): TargetFigure => {
  const found = TARGET_FIGURES.find((one) => one.key === key);
  if (!found) throw new Error(`No figure ${key}`);
  return found;
};
const target = (standing: TargetLine['standing']): TargetLine => ({ standing }) as TargetLine;

describe('the words of the roadmap', () => {
  it('write numbers with their unit', () => {
    expect(decimalWords('1250')).toBe('1.250');
    expect(decimalWords('1234567.50')).toBe('1.234.567,5');
    expect(amountWords('62.5', 'persen')).toBe('62,5 %');
    expect(amountWords('1250', 'usaha')).toBe('1.250 pelaku usaha');
    expect(amountWords('1000000', 'rupiah')).toBe('Rp1.000.000');
    expect(amountWords('0.4641', 'indeks')).toBe('0,4641');
    expect(amountWords('454', 'hari')).toBe('454 hari');
  });

  it('say of what and by when, and that what is not there is not zero', () => {
    const definition = { ...figure('umkShare'), name: 'Pangsa' };
    const reached = { amount: '40.00', said: '2 dari 5 pelaku usaha', until: '2026-11-27', whole: false, begun: true };
    expect(achievedWords(reached, definition)).toBe('40 %');
    expect(achievedNote(reached)).toBe('2 dari 5 pelaku usaha, sampai 27 November 2026');
    const nothing = { amount: null, said: null, until: '2025-12-31', whole: true, begun: true };
    expect([achievedWords(nothing, definition), achievedNote(nothing)]).toEqual(['tidak tersedia', null]);
    expect(achievedWords({ ...nothing, begun: false }, definition)).toBe('tahunnya belum tiba');
    // Why it cannot be said stands there too.
    expect(achievedNote({ ...nothing, said: 'tidak sebanding' })).toBe('tidak sebanding, setahun penuh');
  });

  it('name the year that it is in, and count what is not measured apart', () => {
    const targets = [target('tercapai'), target('tidak-tersedia'), target('belum')];
    expect(roadmapSentence(STAGES, targets, '2026-11-27')).toBe(
      'Tahun 2026 adalah tahun ke-1, koordinasi: berjalan. Dari 3 target: 1 tercapai, 1 tidak tercapai, 1 belum dapat diukur.',
    );
    expect(roadmapSentence(STAGES, [], '2025-01-01')).toContain('dimulai tahun 2026');
    expect(roadmapSentence(STAGES, [], '2030-01-01')).toContain('berakhir tahun 2027');
  });
});
