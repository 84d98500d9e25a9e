import { describe, expect, it } from '@jest/globals';
import { deriveColumn, growth, isFullYear, percentText, sameSpan } from './derived.js';

const whole = (year: number) => ({ from: `${year}-01-01`, to: `${year}-12-31` });

describe('derived figures', () => {
  it('take what is not known for not known, never for zero', () => {
    const none = { sellers: 5, umk: null, menengah: 1, nonUmkm: 1, products: null, transactions: 0, value: 0n };
    expect(deriveColumn(none)).toEqual({
      sumOfClasses: null,
      unclassified: null,
      umkShare: null,
      umkShareOfClassified: null,
      valuePerTransaction: null,
      productsPerSeller: null,
    });
  });

  it('have no growth out of nothing, and a fall is negative', () => {
    expect(growth({ count: 0, span: whole(2024) }, { count: 3, span: whole(2025) })).toEqual({
      percent: null,
      comparable: true,
    });
    expect(growth({ count: 4, span: whole(2024) }, { count: 3, span: whole(2025) }).percent).toBe('-25.00');
    expect(growth({ count: 4, span: whole(2024) }, { count: 4, span: whole(2025) }).percent).toBe('0.00');
  });

  it('compare a whole year with a whole year and a span with the same days of another year', () => {
    expect(sameSpan(whole(2023), whole(2024))).toBe(true);
    expect(sameSpan(whole(2023), { from: '2024-01-01', to: '2024-08-31' })).toBe(false);
    expect(sameSpan({ from: '2023-01-01', to: '2023-02-28' }, { from: '2024-01-01', to: '2024-02-29' })).toBe(true);
    expect(isFullYear(whole(2023))).toBe(true);
    expect(isFullYear({ from: '2023-01-01', to: '2023-12-30' })).toBe(false);
  });

  it('round half up at the last place', () => {
    expect(percentText(1, 800)).toBe('0.13');
    expect(percentText(2, 3, 0)).toBe('67');
    expect(percentText(1, 0)).toBeNull();
  });
});
