import { describe, expect, it } from '@jest/globals';
import { codeOf, comparable, klpdCode, splitList, stripZeros } from './text.js';

describe('names', () => {
  it('are equal when only case, accents, punctuation and spaces differ', () => {
    expect(comparable('  CV.  Sumber-Rejéki, Tbk\t')).toBe('cv sumber rejeki tbk');
    expect(comparable('PT. A&B')).toBe(comparable('pt a b'));
    expect(comparable('--')).toBe('');
  });
});

describe('codes', () => {
  it('are text, whatever the file made of them', () => {
    expect(codeOf(' 00123 ')).toBe('00123');
    expect(codeOf(11269599)).toBe('11269599');
    expect(codeOf(1.5e21)).toBe('1500000000000000000000');
    expect(codeOf(12n)).toBe('12');
    for (const none of ['', '  ', '-', null, undefined, true, Number.NaN]) expect(codeOf(none)).toBeNull();
  });

  it('lose leading zeros only where they are numbers', () => {
    expect(stripZeros('015416')).toBe('15416');
    expect(stripZeros('000')).toBe('0');
    expect(stripZeros('01.02')).toBe('01.02');
  });

  it('of a KLPD are compared without zeros behind the letter', () => {
    expect(klpdCode('D050')).toBe('D50');
    expect(klpdCode(' d50 ')).toBe('D50');
    expect(klpdCode('D500')).toBe('D500');
  });
});

describe('lists in one cell', () => {
  it('are trimmed, distinct and without empty entries', () => {
    expect(splitList('APBD; APBD ;BLUD,')).toEqual(['APBD', 'BLUD']);
    expect(splitList('a;b, c', /;/)).toEqual(['a', 'b, c']);
    expect(splitList(' ')).toEqual([]);
  });
});
