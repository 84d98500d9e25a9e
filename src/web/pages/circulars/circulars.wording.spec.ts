import { describe, expect, it } from '@jest/globals';
import type { CircularInput, ObligationInput } from '../../../compliance/circular.js';
import {
  addresseesOf,
  obligationSentence,
  periodOf,
  previewSentence,
  scopeSentence,
  yearToShow,
} from './circulars.wording.js';

const obligation: ObligationInput = {
  code: 'K1',
  title: 'Pangsa',
  kind: 'porsi_nilai',
  numerator: 'umk-and-ovop',
  denominator: 'procurement-budget',
  threshold: '33.50',
  accountPrefixes: ['5.1.02'],
  sources: ['v5', 'toko-daring'],
};

describe('a circular in words', () => {
  it('says what an obligation asks for', () => {
    expect(obligationSentence(obligation)).toBe('Paling sedikit 33,5 % dari belanja pengadaan untuk UMK dan OVOP');
    expect(
      obligationSentence({
        ...obligation,
        kind: 'nilai_minimum',
        denominator: 'committed',
        threshold: '25000000.00',
        numerator: 'ovop',
      }),
    ).toBe('Paling sedikit Rp25.000.000 setahun untuk OVOP, dihitung dari transaksi yang berjalan dan selesai');
  });

  it('says what an obligation looks at', () => {
    expect(scopeSentence(obligation, String)).toBe('e-Katalog v5, Toko Daring; kode rekening 5.1.02');
    expect(scopeSentence({ kind: 'porsi_nilai', sources: ['v6'], accountPrefixes: [] }, String)).toBe(
      'e-Katalog v6; semua kode rekening',
    );
  });

  it('says whom it binds, and counts only those that there are', () => {
    const known = [{ id: '1' }, { id: '2' }, { id: '3' }];
    const of = (addressees: CircularInput['addressees']): string => addresseesOf({ addressees }, known);
    expect(of({ all: true, perangkatDaerahIds: [], excludedIds: [] })).toBe('Semua perangkat daerah (3)');
    expect(of({ all: true, perangkatDaerahIds: [], excludedIds: ['2'] })).toBe('Semua kecuali 1 (2 perangkat daerah)');
    expect(of({ all: false, perangkatDaerahIds: ['1', '99'], excludedIds: [] })).toBe('1 perangkat daerah');
  });

  it('previews how many are bound, and how many of them are exempt', () => {
    const exemption = {
      perangkatDaerahId: '1',
      obligationCode: null,
      validFrom: '2026-01-01',
      validTo: null,
      reason: 'x',
      decidedBy: null,
    };
    const input = {
      effectiveFrom: '2026-02-01',
      effectiveTo: '2026-12-31',
      exemptions: [exemption, exemption],
    } as unknown as CircularInput;
    expect(previewSentence({ binds: 43, of: 45 }, input)).toBe(
      'Edaran ini mengikat 43 dari 45 perangkat daerah, 1 di antaranya dengan pengecualian, mulai 1 Februari 2026 s.d. 31 Desember 2026.',
    );
    expect(periodOf({ effectiveFrom: '2026-02-01', effectiveTo: null })).toBe('1 Februari 2026 sampai dicabut');
  });

  it('leads to a year in which it is in force', () => {
    expect(yearToShow({ effectiveFrom: '2025-02-01', effectiveTo: '2025-12-31' }, 2026)).toBe('2025');
    expect(yearToShow({ effectiveFrom: '2025-02-01', effectiveTo: null }, 2026)).toBe('2026');
    expect(yearToShow({ effectiveFrom: '2027-01-01', effectiveTo: null }, 2026)).toBe('2027');
  });
});
