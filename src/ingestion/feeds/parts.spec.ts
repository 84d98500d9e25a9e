import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { senFromDecimal } from '../../shared/money.js';
import { accountsOf } from './budget-account.js';
import { decimalOf, millionths, toSen } from './decimal.js';
import { isPersonal, normalHeading } from './personal-columns.js';

describe('decimals', () => {
  it.each([
    [300000.0, '300000'],
    ['300000.0', '300000'],
    [' 007.50 ', '7.5'],
    ['-0.0', '0'],
    [1.5, '1.5'],
    [1e-7, '0.0000001'],
    [1.5e21, '1500000000000000000000'],
    ['2.0E7', '20000000'],
    ['1.2345E2', '123.45'],
    [12345678901234567890n, '12345678901234567890'],
    ['371940.10000000003', '371940.10000000003'],
  ])('%p is %p', (value, text) => {
    expect(decimalOf(value)).toEqual({ text });
  });

  it('tell nothing, nonsense and lost digits apart', () => {
    for (const value of ['', ' ', '-', null, undefined]) expect(decimalOf(value)).toBeNull();
    for (const value of ['x', '1.234.567', '1,5', true, Number.NaN])
      expect(decimalOf(value)).toEqual({ fault: 'not-a-number' });
    expect(decimalOf('1.23E+12')).toEqual({ fault: 'lost-digits' });
  });

  it('round to sen half up, silently where only a double made the digits', () => {
    expect(toSen('371940.10000000003')).toEqual({ text: '371940.10', rounded: false });
    expect(toSen('0.29999999999')).toEqual({ text: '0.30', rounded: false });
    expect(toSen('99.99999999')).toEqual({ text: '100', rounded: false });
    expect(toSen('1.005')).toEqual({ text: '1.01', rounded: true });
    expect(toSen('1.0049')).toEqual({ text: '1', rounded: true });
    expect(toSen('-1.005')).toEqual({ text: '-1.01', rounded: true });
  });

  it('read the double that any amount of sen becomes as that amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 46 }), (sen) => {
        const decimal = decimalOf(sen / 100);
        if (decimal === null || !('text' in decimal)) throw new Error('unreadable');
        const { text, rounded } = toSen(decimal.text);
        expect(rounded).toBe(false);
        expect(senFromDecimal(text)).toBe(BigInt(sen));
      }),
    );
  });

  it('become exact millionths', () => {
    expect(millionths('-12.5')).toBe(-12_500_000n);
    expect(millionths('0.1234567')).toBe(123_456n);
  });
});

describe('budget accounts', () => {
  it.each([
    ['5.1.02.01.01.0024', ['5.1.02.01.01.0024']],
    ['5.1.02.01.01.0024;5.1.02.01.01.0024; 5.2.02.05.01.0005\t', ['5.1.02.01.01.0024', '5.2.02.05.01.0005']],
    ['2.16.01.2.08.0004.5.1.02.02.04.0035.', ['5.1.02.02.04.0035']],
    ['5.03.01.2.06.0005.5.1.02.01.01.0024.1.1.1.20.10.30.001.00135', ['5.1.02.01.01.0024']],
    ['5.1.2.01.01.0052', ['5.1.02.01.01.0052']],
    ['WA.6621.EBA.994.002.0F.521111', ['521111']],
    ['5102010100240036', ['5.1.02.01.01.0024']],
    ['5.1.02.01.01', ['5.1.02.01.01']],
    ['0.30.12.0.60.0055.1.0.20.10.10.0251.1', []],
    ['tidak ada', []],
    [null, []],
  ])('of %p are %p', (text, accounts) => {
    expect(accountsOf(text)).toEqual(accounts);
  });
});

describe('personal columns', () => {
  it.each([
    'no_telp_user_pokja',
    'No Telp',
    'HP',
    'email_2',
    'E-mail',
    'NIP PPK',
    'nik',
    'nama_pemesan',
    'WhatsApp Penyedia',
  ])('%p is one', (heading) => {
    expect(isPersonal(normalHeading(heading))).toBe(true);
  });

  it.each([
    'nama_paket',
    'nama_satker',
    'teknik',
    'unik',
    'status_pkt',
    'shipping_fee',
    'hps',
    'nie_nib',
    'nama_penyedia',
  ])('%p is none', (heading) => {
    expect(isPersonal(normalHeading(heading))).toBe(false);
  });
});
