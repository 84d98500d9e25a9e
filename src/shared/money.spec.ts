import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  formatAmount,
  formatPercent,
  formatRupiah,
  formatRupiahShort,
  parseIndonesianAmount,
  senFromDecimal,
  senToDecimal,
} from './money.js';

const anySen = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });

describe('sen and decimal text', () => {
  it('go back and forth without loss', () => {
    fc.assert(fc.property(anySen, (sen) => expect(senFromDecimal(senToDecimal(sen))).toBe(sen)));
  });

  it('add up alike', () => {
    fc.assert(
      fc.property(anySen, anySen, (a, b) =>
        expect(senFromDecimal(senToDecimal(a)) + senFromDecimal(senToDecimal(b))).toBe(a + b),
      ),
    );
  });

  it('take none, one or two decimals', () => {
    expect(senFromDecimal('1234')).toBe(123400n);
    expect(senFromDecimal('1234.5')).toBe(123450n);
    expect(senFromDecimal('-0.01')).toBe(-1n);
    expect(senToDecimal(123450n)).toBe('1234.50');
    expect(senToDecimal(-1n)).toBe('-0.01');
    expect(senToDecimal(0n)).toBe('0.00');
  });

  it.each(['', ' ', '1.234', '1,5', '1e6', '1.', '.5', 'abc', '1 000', '--1', 'NaN'])('refuse "%s"', (text) => {
    expect(() => senFromDecimal(text)).toThrow(RangeError);
  });
});

describe('rupiah for people', () => {
  it('shows sen only where there are any', () => {
    expect(formatRupiah(123456700n)).toBe('Rp1.234.567');
    expect(formatRupiah(123456750n)).toBe('Rp1.234.567,50');
    expect(formatRupiah(-5n)).toBe('-Rp0,05');
    expect(formatAmount(1_240_000_000_000n)).toBe('12.400.000.000');
    expect(formatAmount(0n)).toBe('0');
  });

  it('shortens from a million on', () => {
    expect(formatRupiahShort(1_240_000_000_000n)).toBe('Rp12,4 miliar');
    expect(formatRupiahShort(190_000_000_000_000n)).toBe('Rp1,9 triliun');
    expect(formatRupiahShort(35_000_000_000n)).toBe('Rp350,0 juta');
    expect(formatRupiahShort(99_999_999n)).toBe('Rp999.999,99');
    expect(formatRupiahShort(-1_240_000_000_000n)).toBe('-Rp12,4 miliar');
  });

  it('never shows a thousand of a smaller unit', () => {
    expect(formatRupiahShort(99_994_999_999n)).toBe('Rp999,9 juta');
    expect(formatRupiahShort(99_995_000_000n)).toBe('Rp1,0 miliar');
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 16n }), (sen) =>
        expect(formatRupiahShort(sen)).not.toMatch(/^Rp\d+\.\d{3},\d (juta|miliar)/),
      ),
    );
  });

  it('reads back what it has written', () => {
    fc.assert(fc.property(anySen, (sen) => expect(parseIndonesianAmount(formatAmount(sen))).toBe(senToDecimal(sen))));
  });

  it('reads amounts as people type them, and refuses what is doubtful', () => {
    expect(parseIndonesianAmount('1.234.567,50')).toBe('1234567.50');
    expect(parseIndonesianAmount('Rp 1.500.000')).toBe('1500000.00');
    expect(parseIndonesianAmount('1500000')).toBe('1500000.00');
    expect(parseIndonesianAmount('Rp1.500.000,-')).toBe('1500000.00');
    for (const text of ['', '1234.5', '1,234,567', '1.23', 'dua juta', '1.234.56'])
      expect(parseIndonesianAmount(text)).toBeNull();
  });
});

describe('a share', () => {
  it('has one decimal, rounded half up', () => {
    expect(formatPercent(40n, 100n)).toBe('40,0 %');
    expect(formatPercent(1n, 3n)).toBe('33,3 %');
    expect(formatPercent(2n, 3n)).toBe('66,7 %');
    expect(formatPercent(1n, 2000n)).toBe('0,1 %');
    expect(formatPercent(-1n, 2n)).toBe('-50,0 %');
    expect(formatPercent(30n, 2n)).toBe('1.500,0 %');
  });

  it('of nothing is a dash, never a number', () => {
    expect(formatPercent(0n, 0n)).toBe('–');
    expect(formatPercent(5n, 0n)).toBe('–');
  });

  it('is exact where floating numbers are not', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 30n }), (amount) =>
        expect(formatPercent(amount * 4n, amount * 10n)).toBe('40,0 %'),
      ),
    );
  });
});
