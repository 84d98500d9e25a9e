import { describe, expect, it } from '@jest/globals';
import { maskedForm, type PersonalField, readIdentifier } from './identifiers.js';

const fits = (field: PersonalField, typed: string): boolean => 'value' in readIdentifier(field, typed);

describe('the form of identifiers', () => {
  it('takes a NIK whose birth day is possible, a woman’s day with 40 added', () => {
    expect(readIdentifier('nik', '5371 0152 0390 0001')).toEqual({ value: '5371015203900001' });
    expect(fits('nik', '5371011203900001')).toBe(true);
    expect(fits('nik', '5371017103900001')).toBe(true);
    expect(fits('nik', '5371016902000001')).toBe(true); // 29 February of some year
  });

  it.each([
    ['day 72', '5371017203900001'],
    ['day 32', '5371013203900001'],
    ['day 0', '5371010003900001'],
    ['day 40', '5371014003900001'],
    ['month 13', '5371011213900001'],
    ['31 April', '5371013104900001'],
    ['number 0000', '5371015203900000'],
    ['15 digits', '537101520390001'],
    ['a letter', '53710152039000O1'],
  ])('refuses a NIK with %s', (_, typed) => {
    expect(fits('nik', typed)).toBe(false);
  });

  it('takes an NPWP of 15 digits whose check digit fits, and of 16 as far as there is something to check', () => {
    for (const npwp of ['01.312.166.0-091.000', '016090524017000', '013000666091000', '02.183.241.5-000.000'])
      expect(fits('npwp', npwp)).toBe(true);
    expect(readIdentifier('npwp', '0013121660091000')).toEqual({ value: '0013121660091000' });
    expect(fits('npwp', '1234567890123456')).toBe(true);
    expect(fits('npwp', '01.312.166.1-091.000')).toBe(false);
    expect(fits('npwp', '0013121661091000')).toBe(false);
    expect(fits('npwp', '12345678901234')).toBe(false);
  });

  it('keeps one form of a phone number and of an e-mail address', () => {
    const forms = ['0812-3456-7890', '+62 812 3456 7890', '62 812 3456 7890', '(0812) 34567890'];
    expect(new Set(forms.map((typed) => JSON.stringify(readIdentifier('telepon', typed))))).toEqual(
      new Set(['{"value":"+6281234567890"}']),
    );
    expect(fits('telepon', '821000')).toBe(false);
    expect(readIdentifier('email', ' Nama.Contoh@Contoh.INVALID ')).toEqual({ value: 'nama.contoh@contoh.invalid' });
    expect(fits('email', 'nama@contoh')).toBe(false);
  });

  it('never repeats what was typed in the sentence about it', () => {
    for (const field of ['nik', 'npwp', 'telepon', 'email'] as const)
      expect(JSON.stringify(readIdentifier(field, '98765x'))).not.toContain('98765');
  });

  it('shows the last four characters alone', () => {
    expect(maskedForm('0001', 'nik')).toBe('••••••••••••0001');
  });
});
