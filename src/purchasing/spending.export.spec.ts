import { describe, expect, it } from '@jest/globals';
import type { SpendingReport, SpendingTotals } from './spending.js';
import { definitionsTable, spendingJson, spendingTable } from './spending.export.js';

function totals(sen: bigint): SpendingTotals {
  const split = {
    value: sen * 3n,
    packages: 2,
    umk: { yes: sen, no: sen, unknown: sen },
    ovop: { yes: sen, mixed: 0n, no: sen * 2n },
    umkAndOvop: sen,
  };
  const nothing = { packages: 0, value: 0n };
  return {
    packages: 3,
    lines: 5,
    committed: split,
    completed: split,
    never: { packages: 1, value: 5n },
    unknown: nothing,
    missing: nothing,
  };
}

const REPORT: SpendingReport = {
  by: 'satker',
  filter: { klpd: 'D999', year: 2026 },
  rows: [{ key: '501', label: '=Satker', perangkatDaerah: null, totals: totals(1n) }],
  total: totals(900_719_925_474_099_301n),
};

describe('a report as JSON', () => {
  it('writes amounts as decimal text to the sen, however large', () => {
    const { total, rows } = spendingJson(REPORT);
    expect(rows[0]?.committed.value).toBe('0.03');
    expect(total.committed.umk.yes).toBe('9007199254740993.01');
    expect(JSON.parse(JSON.stringify(total))).toEqual(total);
  });

  it('names every definition with its version', () => {
    const { definition } = spendingJson(REPORT);
    expect(definition.map(({ code }) => code)).toEqual(expect.arrayContaining(['B01', 'B02', 'B03', 'B07', 'B09']));
    expect(definition.every(({ version }) => version >= 1)).toBe(true);
  });
});

describe('a report as a table', () => {
  it('has a cell for every heading and ends with the sums', () => {
    const { columns, rows } = spendingTable(REPORT);
    for (const row of rows) expect(row).toHaveLength(columns.length);
    expect(rows.at(-1)?.[0]).toBe('Jumlah');
    expect(columns.map(({ heading }) => heading).slice(0, 4)).toEqual(['Satker', 'Kode', 'Perangkat daerah', 'Paket']);
  });

  it('names the perangkat daerah of a satker, or that it has none', () => {
    expect(spendingTable(REPORT).rows[0]?.[2]).toBe('Belum dipetakan');
    const { columns } = spendingTable({ ...REPORT, by: 'source' });
    expect(columns[2]?.heading).toBe('Paket');
  });

  it('explains itself on a sheet of its own', () => {
    const { rows } = definitionsTable([['Tahun', '2026']]);
    expect(rows[0]).toEqual(['Tahun', '2026']);
    expect(rows.some(([name]) => name === 'B02 versi 1: Transaksi')).toBe(true);
  });
});
