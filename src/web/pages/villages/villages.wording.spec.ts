import { describe, expect, it } from '@jest/globals';
import { shareOf } from '../../../catalogue/villages/coverage.js';
import {
  coverageAnswer,
  definitionOf,
  matrixSumWords,
  percentWords,
  shareWords,
  villageAnswer,
} from './villages.wording.js';

const COUNTS = {
  desa: 3137,
  kelurahan: 305,
  mappedDesa: 300,
  mappedKelurahan: 12,
  verifiedDesa: 120,
  verifiedKelurahan: 10,
  proposed: 0,
  checked: 0,
  validated: 0,
};

describe('the words of the coverage', () => {
  it('name both denominators', () => {
    expect(coverageAnswer(COUNTS).join(' ')).toBe(
      '312 dari 3.442 desa dan kelurahan sudah terpetakan. Produk terverifikasi ada di 120 dari 3.137 desa (3,8 %); bila kelurahan ikut dihitung, di 130 dari 3.442 (3,7 %).',
    );
  });

  it('do not speak of desa where there is none', () => {
    const city = { ...COUNTS, desa: 0, kelurahan: 51, mappedDesa: 0, verifiedDesa: 0, verifiedKelurahan: 0 };
    expect(coverageAnswer(city).join(' ')).toBe(
      '12 dari 51 kelurahan sudah terpetakan; wilayah ini tidak punya desa. Produk terverifikasi ada di 0 dari 51 kelurahan (0,0 %).',
    );
    expect(percentWords(shareOf(0, 0))).toBe('tidak berlaku');
  });

  it('never round up to all of it', () => {
    expect(shareWords(shareOf(3136, 3137))).toBe('3.136 dari 3.137 (99,9 %)');
    expect(shareWords(shareOf(3137, 3137))).toBe('3.137 dari 3.137 (100,0 %)');
  });

  it('tell unknown counts of a sum apart', () => {
    expect(matrixSumWords({ count: 13, unknown: 0 })).toBe('13');
    expect(matrixSumWords({ count: 13, unknown: 1 })).toBe('13 + ?');
    expect(matrixSumWords({ count: 0, unknown: 2 })).toBe('2 ?');
  });

  it('say of a village what is on file and what is not known', () => {
    expect(villageAnswer(0, 0, 0, null)).toBe('Potensi di sini belum tercatat. Produk unggulannya belum ditentukan.');
    expect(villageAnswer(2, 0, 0, 'Madu')).toBe(
      '2 potensi tercatat; belum ada produk katalog. Produk unggulannya Madu.',
    );
    expect(villageAnswer(2, 1, 0, 'Madu')).toContain('1 produk katalog tercatat, pembuatnya belum diketahui.');
  });

  it('lead to the definition with its version', () => {
    expect(definitionOf('D01')).toEqual({ text: 'Desa terpetakan (D01 versi 1)', href: '/definisi#desa-terpetakan' });
  });
});
