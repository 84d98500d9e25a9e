import { describe, expect, it } from '@jest/globals';
import type { ComplianceRow, ObligationReport } from '../../../compliance/compliance.js';
import { judge, type Parts, type Target } from '../../../compliance/rules/judge.js';
import {
  answerOf,
  chartOf,
  gapShown,
  monthEnds,
  notKnown,
  shareShown,
  sizeWords,
  sortRows,
  thresholdWords,
  whyShown,
} from './compliance.wording.js';

const TARGET: Target = { kind: 'porsi_nilai', denominator: 'completed', threshold: 4000n };
const SHARE = { kind: 'porsi_nilai', threshold: '40.00' } as const;
const EMPTY = { packages: 0, value: 0n, umk: { yes: 0n, no: 0n, unknown: 0n }, ovop: { yes: 0n, mixed: 0n, no: 0n } };

/** Rupiah as whole numbers: yes, unknown, no of what is surely in scope. */
function row(
  name: string,
  yes: bigint,
  unknown: bigint,
  no: bigint,
  change: Partial<ComplianceRow> = {},
): ComplianceRow {
  const parts: Parts = {
    sure: { yes: yes * 100n, unknown: unknown * 100n, no: no * 100n },
    unsure: { yes: 0n, unknown: 0n, no: 0n },
    valueless: { yes: 0, unknown: 0, no: 0 },
  };
  const judgement = judge({ target: TARGET, parts, budget: null, exempt: false });
  return {
    perangkatDaerahId: name,
    name,
    satkers: 1,
    packages: 1,
    parts,
    committed: EMPTY,
    completed: EMPTY,
    result: judgement.result,
    judgement,
    budgetUnknown: [],
    exemption: null,
    ...change,
  };
}

describe('the words of compliance', () => {
  it('write a threshold without needless decimals', () => {
    expect(thresholdWords(SHARE)).toBe('40 %');
    expect(thresholdWords({ kind: 'porsi_nilai', threshold: '33.50' })).toBe('33,5 %');
    expect(thresholdWords({ kind: 'porsi_nilai', threshold: '33.33' })).toBe('33,33 %');
    expect(thresholdWords({ kind: 'nilai_minimum', threshold: '25000000.00' })).toBe('Rp25.000.000');
  });

  it('show the gap of one that is below, the worst case of one that is undecided, and none of one that keeps it', () => {
    expect(gapShown(row('a', 300n, 0n, 700n))).toEqual({ text: '100', upTo: null });
    expect(gapShown(row('b', 300n, 100n, 600n))).toEqual({ text: '0', upTo: 's.d. 100' });
    expect(gapShown(row('c', 500n, 0n, 500n))).toEqual({ text: '–', upTo: null });
    expect(gapShown(row('d', 0n, 0n, 0n))).toEqual({ text: '–', upTo: null });
  });

  it('draw what is not known behind what is, and nothing where there is no share', () => {
    expect(shareShown(row('a', 300n, 100n, 600n).judgement, SHARE)).toEqual({
      text: '30,0 %',
      known: 30,
      unknown: 10,
      target: 40,
      label: '30,0 %, paling banyak 40,0 %, batas 40 %',
    });
    expect(shareShown(row('b', 0n, 0n, 0n).judgement, SHARE)).toBeNull();
  });

  it('say why something cannot be told', () => {
    expect(whyShown(row('a', 300n, 100n, 600n))).toBe('Yang belum diketahui menentukan hasilnya');
    expect(whyShown(row('a', 300n, 0n, 700n))).toBeNull();
    expect(whyShown(row('a', 0n, 0n, 1n, { exemption: { reason: 'Darurat', validTo: '2026-06-30' } }))).toBe(
      'Darurat, s.d. 30 Juni 2026',
    );
    const judgement = judge({
      target: { ...TARGET, denominator: 'procurement-budget' },
      parts: row('a', 1n, 0n, 0n).parts,
      budget: { known: 0n, unknown: 4 },
      exempt: false,
    });
    expect(
      whyShown(row('a', 1n, 0n, 0n, { judgement, result: judgement.result, budgetUnknown: ['A', 'B', 'C', 'D'] })),
    ).toBe('Anggaran belum diketahui: A, B, C dan 1 satker lain');
  });

  it('tell the size of a row, and that one has bought nothing', () => {
    expect(sizeWords({ packages: 1234, satkers: 38, exemption: null })).toBe('1.234 paket, 38 satker');
    expect(sizeWords({ packages: 0, satkers: 0, exemption: null })).toBe('tidak ada belanja dalam cakupan');
  });

  it('sort by what was asked for and leave the rank of the report otherwise', () => {
    const rows = [row('b', 1n, 5n, 9n), row('a', 3n, 0n, 1n), row('c', 2n, 9n, 0n)];
    const names = (sorted: ComplianceRow[]): string[] => sorted.map(({ name }) => name);
    expect(names(sortRows(rows, null))).toEqual(['b', 'a', 'c']);
    expect(names(sortRows(rows, { by: 'pembilang', direction: 'desc' }))).toEqual(['a', 'c', 'b']);
    expect(names(sortRows(rows, { by: 'belum', direction: 'asc' }))).toEqual(['a', 'b', 'c']);
    expect(names(sortRows(rows, { by: 'constructor', direction: 'asc' }))).toEqual(['b', 'a', 'c']);
  });

  it('know how long February is', () => {
    expect(monthEnds(2024)[1]).toEqual({ value: '2024-02-29', text: '29 Februari' });
    expect(monthEnds(2026)[1]).toEqual({ value: '2026-02-28', text: '28 Februari' });
  });
});

describe('the first sentence and the chart', () => {
  const rows = [
    row('Jauh', 0n, 0n, 1000n),
    row('Ragu', 300n, 100n, 600n),
    row('Patuh', 500n, 0n, 500n),
    row('Kosong', 0n, 0n, 0n),
  ];
  const report = {
    rows,
    results: { tidak_patuh: 1, data_tidak_lengkap: 1, patuh: 1, tidak_berlaku: 1, dikecualikan: 0 },
    total: { gap: { low: 40_000n, high: 50_000n } },
    obligation: { ...SHARE, numerator: 'umk', denominator: 'completed' },
  } as unknown as ObligationReport;

  it('count only those that could be judged, and what is not known of the undecided', () => {
    expect(answerOf(report)).toMatchObject({
      kept: 1,
      judged: 3,
      undecided: 1,
      undecidedValue: 10_000n,
      threshold: '40 %',
    });
    expect(notKnown(rows[1] ?? row('x', 0n, 0n, 0n))).toBe(10_000n);
  });

  it('draw only those with a share, the furthest first', () => {
    expect(chartOf(report)).toMatchObject({
      categories: ['Jauh', 'Ragu', 'Patuh'],
      series: [{ values: [0, 30, 50] }, { values: [0, 10, 0] }],
      target: { value: 40, text: 'batas 40 %' },
    });
    expect(chartOf({ ...report, rows: rows.slice(3) })).toBeNull();
  });
});
