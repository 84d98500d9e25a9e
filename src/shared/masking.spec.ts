import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { maskNpwp, maskText } from './masking.js';
import { formatRupiah } from './money.js';

describe('free text', () => {
  it.each([
    ['kirim ke budi.contoh+1@dinas.contoh.go.id ya', 'kirim ke [email] ya'],
    ['****@gmail.com', '[email]'],
    ['HP 081234567890', 'HP [telepon]'],
    ['hp081234567890', 'hp[telepon]'],
    ['(0812-3456-7890)', '([telepon])'],
    ['wa:0812 3456 789, lantai 2', 'wa:[telepon], lantai 2'],
    ['0812.3456.7890', '[telepon]'],
    ['+62 812-3456-7890', '[telepon]'],
    ['+62 (0)812 3456 7890', '[telepon]'],
    ['6281234567890', '[telepon]'],
    ['62 812 3456 7890', '[telepon]'],
    ['Telp. (0380) 821000', 'Telp. [telepon]'],
    ['(021)5551234', '[telepon]'],
    ['0380-821000 / 0380 821001', '[telepon] / [telepon]'],
    ['fax 0380821000', 'fax [telepon]'],
    ['NIP 198001012005011001', 'NIP [nomor]'],
    ['NIP. 19800101 200501 1 001', 'NIP. [nomor]'],
    ['NIK 5371010101800001', 'NIK [nomor]'],
    ['5371 0101 0180 0001', '[nomor]'],
    ['NPWP 01.234.567.8-901.000', 'NPWP [nomor]'],
    ['012345678901000', '[nomor]'],
  ])('%p becomes %p', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });

  it.each([
    'SRM-P2412-11269599',
    'AK1-P2201-812345678',
    '01KH5CYAAT3YB19HJETDRXH02S',
    '01J08123456789ABCDEFGHJKMN',
    '0a11c374-e5d6-4d1b-b079-081234567890',
    '5.1.02.01.01.0052',
    '2.16.01.2.08.0004.5.1.02.02.04.0035',
    '5.03.01.2.06.0005.5.1.02.01.01.0024.1.1.1.20.10.30.001.00135',
    'WA.6621.EBA.994.002.0F.521111',
    '1.02.0.00.0.00.02.0000',
    '53694425;60832782',
    'RUP 53694425',
    'Rp62.812.345.678',
    '08-12-2025 10:00',
    '2025-08-27',
    '2025-06-14 14:07:35',
    '1. 20. 03',
    'RT 002 RW 005 No. 28',
    'Belanja 12 unit @ 1.450.000',
    '027/1234/PPK/2025',
  ])('%p is left alone', (text) => {
    expect(maskText(text)).toBe(text);
  });

  it('keeps every amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), (sen) => {
        const text = `senilai ${formatRupiah(sen)} saja`;
        expect(maskText(text)).toBe(text);
      }),
    );
  });

  it('keeps every eight-digit code', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000_000, max: 99_999_999 }), (code) =>
        expect(maskText(`kode ${code}.`)).toBe(`kode ${code}.`),
      ),
    );
  });
});

describe('NPWP', () => {
  it('shows its last four digits only', () => {
    expect(maskNpwp('01.234.567.8-901.234')).toBe('***********1234');
    expect(maskNpwp('012345678901234')).toBe('***********1234');
    expect(maskNpwp('1234')).toBe('****');
  });
});
