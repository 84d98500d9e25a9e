import { describe, expect, it } from '@jest/globals';
import { enterpriseNameKey, nearness } from '../name-key.js';
import { type Likeness, pairKey, proposeDuplicates } from './duplicates.js';

function like(id: string, name: string, given: Partial<Likeness> = {}): Likeness {
  return {
    id,
    name,
    nameKey: enterpriseNameKey(name),
    nib: null,
    npwpStem: null,
    nikMark: null,
    wilayahCode: '53.71.01.1001',
    ...given,
  };
}

const proposed = (all: Likeness[], distinct: string[] = []): [string, string, string[]][] =>
  proposeDuplicates(all, new Set(distinct)).map(({ one, other, because }) => [one.id, other.id, because]);

describe('names of enterprises', () => {
  it.each([
    ['PT. Usaha Tenun-Flores, Tbk', 'tenun flores'],
    ['UD Sinar Jaya', 'sinar jaya'],
    ['CV  SINAR  JAYA', 'sinar jaya'],
    ['Koperasi Usaha', 'koperasi usaha'],
  ])('"%s" are told apart by "%s"', (name, key) => {
    expect(enterpriseNameKey(name)).toBe(key);
  });

  it('are near when a letter is missing or words change places, and not when one word is shared', () => {
    expect(nearness('tenun sinar flores', 'tenun sinar flore')).toBeGreaterThan(0.8);
    expect(nearness('sinar tenun', 'tenun sinar')).toBe(1);
    expect(nearness('kopi bajawa', 'kopi manggarai')).toBeLessThan(0.6);
  });
});

describe('proposals of duplicates', () => {
  it('name a near name in the same desa, and not in another', () => {
    expect(proposed([like('1', 'UD Sinar Tenun'), like('2', 'Sinar Tenun')])).toEqual([['1', '2', ['name']]]);
    expect(proposed([like('1', 'UD Sinar Tenun'), like('2', 'Sinar Tenun', { wilayahCode: '53.71.01.1002' })])).toEqual(
      [],
    );
    expect(proposed([like('1', 'Sinar', { wilayahCode: null }), like('2', 'Sinar', { wilayahCode: null })])).toEqual(
      [],
    );
  });

  it('name the same taxpayer and the same owner wherever they are, and before near names', () => {
    const all = [
      like('10', 'Satu', { npwpStem: '013121660', wilayahCode: null }),
      like('9', 'Dua', { npwpStem: '013121660' }),
      like('11', 'Tiga', { nikMark: 'x' }),
      like('12', 'Empat', { nikMark: 'x', wilayahCode: null }),
      like('13', 'Kopi Contoh'),
      like('14', 'Kopi Contohan'),
    ];
    expect(proposed(all)).toEqual([
      ['9', '10', ['npwp']],
      ['11', '12', ['nik']],
      ['13', '14', ['name']],
    ]);
  });

  it('are not made again for a pair that a person told apart', () => {
    const all = [like('2', 'Sinar Tenun'), like('10', 'UD Sinar Tenun')];
    expect(proposed(all, [pairKey('10', '2')])).toEqual([]);
  });
});
