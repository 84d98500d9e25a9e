import { describe, expect, it } from '@jest/globals';
import { metricOf, METRICS } from '../metrics.js';
import { NOT_TARGETS, TARGET_CODES, TARGET_FIGURES, targetFigure } from './target-metrics.js';

describe('figures with targets', () => {
  it('are of every metric of the registry, but for those of which it is said why not', () => {
    const said = [...TARGET_CODES, ...NOT_TARGETS.map(({ code }) => code)];
    expect(said.toSorted()).toEqual(METRICS.map(({ code }) => code).toSorted());
    for (const { why } of NOT_TARGETS) expect(why.length).toBeGreaterThan(20);
  });

  it('have a key and a name of their own, and the version of their definition', () => {
    expect(new Set(TARGET_FIGURES.map(({ key }) => key)).size).toBe(TARGET_FIGURES.length);
    expect(new Set(TARGET_FIGURES.map(({ name }) => name)).size).toBe(TARGET_FIGURES.length);
    for (const { code, version } of TARGET_FIGURES) expect([code, version]).toEqual([code, metricOf(code).version]);
  });

  it('are the first of their metric where none is named, and never one of another metric', () => {
    expect(targetFigure('P01', null)?.key).toBe('sellers');
    expect(targetFigure('P01', 'umk')?.name).toBe('UMK dan koperasi bertransaksi');
    expect(targetFigure('P02', 'umk')).toBeUndefined();
    expect(targetFigure('P12', null)).toBeUndefined();
  });

  it('are better when lower only where more of it is worse', () => {
    expect(TARGET_FIGURES.filter(({ direction }) => direction === 'turun').map(({ key }) => key)).toEqual([
      'lost',
      'topShare',
      'topShareUmk',
      'gini',
      'layak-tayang',
      'tayang-jual',
      'layak-jual',
    ]);
  });
});
