import { describe, expect, it } from '@jest/globals';
import type { Scope } from '../../../access/scope.js';
import { TARGET_FIGURES } from '../../../participation/programmes/target-metrics.js';
import { targetRowsHref } from './target-rows.js';

const achieved = { amount: '12', said: null, until: '2025-12-31', whole: true, begun: true };
const viewer = (kind: Scope['kind'], may = true) => ({ can: () => may, scope: { kind } as Scope });

describe('the rows behind what was reached', () => {
  it('are somewhere for every figure that a target can be set for, in its year', () => {
    for (const definition of TARGET_FIGURES) {
      const href = targetRowsHref(viewer('all'), { achieved, definition, year: 2025 });
      expect([definition.key, href]).toEqual([
        definition.key,
        expect.stringMatching(/^\/(kerja\/partisipasi|belanja)\//),
      ]);
      if (!href?.endsWith('/katalog')) expect(href).toMatch(/2025/);
    }
  });

  it('go by the figure itself', () => {
    const of = (key: string) =>
      targetRowsHref(viewer('all'), {
        achieved,
        definition: TARGET_FIGURES.find((one) => one.key === key) ?? null,
        year: 2025,
      });
    expect(of('umkCompleted')).toBe('/kerja/partisipasi/pelaku?sampai=2025-12-31&pada=2025&angka=umkCompleted');
    expect(of('productsSold')).toBe('/kerja/partisipasi/produk?sampai=2025-12-31&pada=2025&angka=productsSold');
    expect(of('listedUmk')).toBe('/kerja/partisipasi/katalog');
    expect(of('eligible')).toBe('/kerja/partisipasi/corong/baris?sampai=2025-12-31&angka=eligible');
    expect(of('M02')).toBe('/kerja/partisipasi/rencana?bagian=pagu-umk&pada=2025');
    expect(of('register')).toBe('/kerja/partisipasi/corong?sampai=2025-12-31#penetrasi');
  });

  it('are not offered where nothing was reached, nor to whoever sees other rows or none', () => {
    const [definition = null] = TARGET_FIGURES;
    const line = { achieved, definition, year: 2025 };
    expect(targetRowsHref(viewer('all'), { ...line, achieved: { ...achieved, amount: null } })).toBeNull();
    expect(targetRowsHref(viewer('all'), { ...line, definition: null })).toBeNull();
    expect(targetRowsHref(viewer('perangkat-daerah'), line)).toBeNull();
    expect(targetRowsHref(viewer('all', false), line)).toBeNull();
  });
});
