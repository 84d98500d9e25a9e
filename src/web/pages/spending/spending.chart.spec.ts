import { describe, expect, it } from '@jest/globals';
import type { SpendingBy, SpendingReport, SpendingRow } from '../../../purchasing/spending.js';
import { spendingChart } from './spending.chart.js';

function row(key: string, rupiah: bigint): SpendingRow {
  const value = rupiah * 100n;
  const split = {
    value,
    packages: 1,
    umk: { yes: value, no: 0n, unknown: 0n },
    ovop: { yes: 0n, mixed: 0n, no: value },
    umkAndOvop: 0n,
  };
  const nothing = { packages: 0, value: 0n };
  return {
    key,
    label: `Dinas ${key}`,
    totals: {
      packages: 1,
      lines: 1,
      committed: split,
      completed: split,
      never: nothing,
      unknown: nothing,
      missing: nothing,
    },
  };
}

function report(by: SpendingBy, rows: SpendingRow[]): SpendingReport {
  const [first] = rows;
  if (!first) throw new Error('A report of the test has rows');
  return { by, filter: { klpd: null, year: 2026 }, rows, total: first.totals };
}

describe('the chart of spending', () => {
  it('shows the twelve largest in the unit of the largest', () => {
    const rows = Array.from({ length: 20 }, (_, index) => row(String(index), BigInt(index) * 1_000_000_000n));
    const chart = spendingChart(report('perangkat-daerah', rows));
    expect(chart?.categories).toHaveLength(12);
    expect(chart?.categories[0]).toBe('Dinas 19');
    expect(chart?.unit).toBe('miliar rupiah');
    expect(chart?.series[0]?.values[0]).toBe(19);
  });

  it('keeps months in their order, what has no date last', () => {
    const chart = spendingChart(report('month', [row('-1', 1n), row('12', 1n), row('0', 1n), row('2', 1n)]));
    expect(chart?.categories).toEqual(['Sebelum tahun anggaran', 'Februari', 'Desember', 'Tanpa tanggal']);
  });

  it('is not drawn where there is nothing to compare', () => {
    expect(spendingChart(report('source', [row('v5', 5n), row('v6', 0n)]))).toBeNull();
    expect(spendingChart(report('umk', [row('yes', 5n), row('no', 7n)]))).toBeNull();
  });
});
