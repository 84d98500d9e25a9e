import { describe, expect, it } from '@jest/globals';
import { aliasWords, answerWords, chosenKeys, chosenValue, filterWords, periodWords } from './mapping.wording.js';

const TOTAL = {
  satkers: 120,
  value: 0n,
  proposals: 38,
  proposedValue: 0n,
  unmapped: 2,
  unmappedValue: 350_000_000_000n,
};

describe('the words of the mapping page', () => {
  it('tell how many satker are unmapped, what they bought, and how many proposals wait', () => {
    expect(answerWords(TOTAL)).toBe(
      '2 dari 120 satker belum dipetakan, dengan transaksi Rp3,5 miliar. 38 usulan menunggu dipastikan.',
    );
    expect(answerWords({ ...TOTAL, unmapped: 0, proposals: 0 })).toBe('Semua 120 satker sudah punya perangkat daerah.');
  });

  it('say what is filtered, and nothing when nothing is', () => {
    const names = [{ id: '7', name: 'Dinas Contoh' }];
    expect(filterWords({ state: 'belum', perangkatDaerahId: '7', text: 'smk', onlyBuying: true }, names)).toBe(
      'belum dipetakan, perangkat daerah Dinas Contoh, memuat "smk", hanya yang berbelanja',
    );
    expect(filterWords({}, names)).toBeNull();
  });

  it('name every way in which a feed speaks of a satker', () => {
    expect(['c:501', 't:1.20.03', 'n:dinas contoh', '?'].map(aliasWords)).toEqual([
      'kode satker 501',
      'kode 1.20.03',
      'nama "dinas contoh"',
      'tanpa satker dalam sumber',
    ]);
  });

  it('carry the chosen satker through a form, whatever signs their keys hold', () => {
    const chosen = [
      { klpd: 'D999', satkerKey: 't:1.01|a' },
      { klpd: 'nama:kab contoh', satkerKey: 'n:dinas' },
      { klpd: 'D999', satkerKey: '501' },
    ];
    expect([...chosenKeys([...chosen.map(chosenValue), 'asing'])]).toEqual([
      ['D999', ['t:1.01|a', '501']],
      ['nama:kab contoh', ['n:dinas']],
    ]);
  });

  it('say a period', () => {
    expect(periodWords('2000-01-01', null)).toBe('Sejak awal');
    expect(periodWords('2025-01-01', '2025-12-31')).toBe('1 Januari 2025 – 31 Desember 2025');
  });
});
