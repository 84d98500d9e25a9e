import { describe, expect, it } from '@jest/globals';
import type { SpendingRow, SpendingTotals } from '../../../purchasing/spending.js';
import {
  apartOf,
  decimalWords,
  filterWords,
  fundWords,
  monthWords,
  rowLabel,
  sortRows,
  standingWords,
  umkShare,
  umkShareOfKnown,
  umkUnknownShare,
} from './spending.wording.js';

function totals(change: Partial<SpendingTotals> = {}): SpendingTotals {
  const split = () => ({
    value: 0n,
    packages: 0,
    umk: { yes: 0n, no: 0n, unknown: 0n },
    ovop: { yes: 0n, mixed: 0n, no: 0n },
    umkAndOvop: 0n,
  });
  return {
    packages: 0,
    lines: 0,
    committed: split(),
    completed: split(),
    never: { packages: 0, value: 0n },
    unknown: { packages: 0, value: 0n },
    missing: { packages: 0, value: 0n },
    ...change,
  };
}

function committed(yes: bigint, no: bigint, unknown: bigint): SpendingTotals {
  const value = yes + no + unknown;
  return totals({
    packages: 1,
    committed: {
      value,
      packages: 1,
      umk: { yes, no, unknown },
      ovop: { yes: 0n, mixed: 0n, no: value },
      umkAndOvop: 0n,
    },
  });
}

function row(key: string, figures: SpendingTotals): SpendingRow {
  return { key, label: key, totals: figures };
}

describe('shares of UMK', () => {
  it('are of everything, with what is not known beside them', () => {
    const figures = committed(30_00n, 50_00n, 20_00n);
    expect(umkShare(figures)).toBe('30,0 %');
    expect(umkUnknownShare(figures)).toBe('20,0 %');
    expect(umkShareOfKnown(figures)).toBe('37,5 %');
  });

  it('of nothing are neither 0 % nor 100 %', () => {
    expect(umkShare(totals())).toBe('–');
    expect(umkShareOfKnown(committed(0n, 0n, 5n))).toBe('–');
  });
});

describe('the order of rows', () => {
  const rows = [
    row('a', committed(10n, 0n, 0n)),
    row('unmapped', committed(99n, 0n, 0n)),
    row('b', committed(20n, 60n, 0n)),
  ];

  it('goes by the figure asked for, with what is not mapped last', () => {
    expect(sortRows(rows, { by: 'transaksi', direction: 'desc' }).map(({ key }) => key)).toEqual([
      'b',
      'a',
      'unmapped',
    ]);
    expect(sortRows(rows, { by: 'transaksi', direction: 'asc' }).map(({ key }) => key)).toEqual(['a', 'b', 'unmapped']);
    expect(sortRows(rows, { by: 'pangsa', direction: 'desc' }).map(({ key }) => key)).toEqual(['a', 'b', 'unmapped']);
  });

  it('puts a row without spending below a share of 0 %', () => {
    const some = [row('nothing', totals()), row('none of it', committed(0n, 5n, 0n))];
    expect(sortRows(some, { by: 'pangsa', direction: 'desc' }).map(({ key }) => key)).toEqual([
      'none of it',
      'nothing',
    ]);
  });

  it('stays as the figures came when nothing is asked', () => {
    expect(sortRows(rows, { by: '', direction: 'desc' }).map(({ key }) => key)).toEqual(['a', 'unmapped', 'b']);
  });
});

describe('words', () => {
  it('name the rests of a year', () => {
    expect([8, 0, 13, -1].map((month) => monthWords(month as 0))).toEqual([
      'Agustus',
      'Sebelum tahun anggaran',
      'Sesudah tahun anggaran',
      'Tanpa tanggal',
    ]);
  });

  it('name rows by what they are of', () => {
    expect(rowLabel('source', { key: 'toko-daring', label: 'toko-daring' })).toBe('Toko Daring');
    expect(rowLabel('month', { key: '4', label: '4' })).toBe('April');
    expect(rowLabel('fund', { key: '', label: '' })).toBe('Tidak disebut');
    expect(fundWords('APBD+BLUD')).toBe('APBD dan BLUD');
    expect(rowLabel('status', { key: 'v6:baru', label: '' })).toBe('v6:baru');
  });

  it('say what is filtered, and nothing when nothing is', () => {
    const all = { klpd: 'D999', year: 2026 };
    expect(filterWords(all)).toBeNull();
    expect(filterWords({ ...all, months: [8], standings: ['committed', 'completed'], umk: ['unknown'] })).toBe(
      'bulan Agustus; kelompok status transaksi; UMK belum diketahui',
    );
    expect(filterWords({ ...all, perangkatDaerah: 'unmapped' })).toBe('belum dipetakan');
    expect(filterWords({ ...all, perangkatDaerah: '7' }, { perangkatDaerah: 'Dinas Contoh' })).toBe('Dinas Contoh');
    expect(filterWords({ ...all, statusKeys: ['baru'] }, { statuses: new Map([['baru', 'Baru']]) })).toBe(
      'status Baru',
    );
  });

  it('keep apart what is in no sum, and leave out what is not there', () => {
    const figures = totals({ never: { packages: 2, value: 7n }, missing: { packages: 1, value: 0n } });
    expect(apartOf(figures).map(({ standing, packages }) => [standing, packages])).toEqual([
      ['never', 2],
      ['missing', 1],
    ]);
    expect(standingWords(figures)).toBe('Tidak dihitung, Hilang dari sumber');
  });

  it('write decimals as an Indonesian does', () => {
    expect(decimalWords('1234567.50')).toBe('1.234.567,5');
    expect(decimalWords('2.000000')).toBe('2');
    expect(decimalWords('0.125')).toBe('0,125');
  });
});
