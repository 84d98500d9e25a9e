import { describe, expect, it } from '@jest/globals';
import { answerWords, basisWords, nameOf, periodWords } from './suppliers.wording.js';

const TOTAL = {
  suppliers: 20,
  unknownSuppliers: 12,
  value: 10_000_000_000n,
  unknown: 2_500_000_000n,
  topUnknown: 2_000_000_000n,
};

describe('the words of the suppliers page', () => {
  it('tell the unknown part as amount and share, and how much of it ten suppliers hold', () => {
    expect(answerWords(TOTAL)).toBe(
      'Rp25,0 juta dari Rp100,0 juta transaksi (25,0 %) belum diketahui kelas usaha penyedianya. Sepuluh penyedia terbesar mencakup Rp20,0 juta di antaranya.',
    );
  });

  it('leave the ten out where there are no more than ten', () => {
    expect(answerWords({ ...TOTAL, unknownSuppliers: 10 })).not.toContain('Sepuluh');
  });

  it('claim nothing of an empty choice', () => {
    expect(answerWords({ suppliers: 0, unknownSuppliers: 0, value: 0n, unknown: 0n, topUnknown: 0n })).toBe(
      'Tidak ada penyedia pada pilihan ini.',
    );
  });

  it('name what has no name without inventing one', () => {
    expect(nameOf({ name: null, key: '12' })).toBe('Nama tidak ada dalam sumber');
    expect(nameOf({ name: null, key: '' })).toBe('Tanpa penyedia dalam sumber');
  });

  it('say what a state rests on and since when', () => {
    expect(basisWords({ basis: 'keputusan Biro PBJ', since: '2026-01-01' })).toBe(
      'Keputusan Biro PBJ, sejak 1 Januari 2026',
    );
    expect(basisWords({ basis: 'sumber v5: Usaha Kecil', since: null })).toBe('Sumber v5: Usaha Kecil');
  });

  it('say a period', () => {
    expect([periodWords(null, null), periodWords('2000-01-01', '2025-12-31'), periodWords('2026-01-01', null)]).toEqual(
      ['Sejak awal', 'Sampai 31 Desember 2025', 'Sejak 1 Januari 2026'],
    );
  });
});
