import { describe, expect, it } from '@jest/globals';
import { codeGroupOf, proposeAssignments, type SatkerToPlace } from './propose.js';

function satker(key: string, name: string, text: string | null, kind: string | null = 'SKPD'): SatkerToPlace {
  return { key, name, text, kind };
}

function placesOf(result: ReturnType<typeof proposeAssignments>): Record<string, string | null> {
  return Object.fromEntries(result.assignments.map((one) => [one.satkerKey, one.perangkatDaerahName]));
}

describe('the code a satker groups under', () => {
  it.each([
    ['1.01.2.22.0.00.01.0007', '1.01.2.22.0.00.01'],
    ['1. 01. 2. 22. 0. 00. 01. 0007', '1.01.2.22.0.00.01'],
    ['01.01.2.22.0.00.01.0007', '1.01.2.22.0.00.01'],
    ['1. 20. 03', '1.20.03'],
    ['32.04.20.03', '32.04.20.03'],
    ['015416', '15416'],
    ['689100', '689100'],
    ['', null],
    ['-', null],
    ['0', null],
    [null, null],
  ])('of %p is %p', (text, group) => {
    expect(codeGroupOf(text)).toBe(group);
  });
});

describe('proposals of a perangkat daerah', () => {
  it('put satker whose codes differ only in the last block together, under the name of the one that ends in zeros', () => {
    const result = proposeAssignments(
      [
        satker('11', 'SMK Negeri 9 Contoh', '1.01.2.22.0.00.01.0009'),
        satker('10', 'Dinas Pendidikan dan Kebudayaan', '1.01.2.22.0.00.01.0000'),
        satker('12', 'Dinas Kesehatan', '1.02.0.00.0.00.02.0000'),
      ],
      [],
    );
    expect(result.newGroups).toEqual([
      { codeGroup: '1.01.2.22.0.00.01', name: 'Dinas Pendidikan dan Kebudayaan' },
      { codeGroup: '1.02.0.00.0.00.02', name: 'Dinas Kesehatan' },
    ]);
    expect(placesOf(result)).toEqual({
      '10': 'Dinas Pendidikan dan Kebudayaan',
      '11': 'Dinas Pendidikan dan Kebudayaan',
      '12': 'Dinas Kesehatan',
    });
  });

  it('answer in the order of the question', () => {
    const result = proposeAssignments([satker('z', 'B', '9.1'), satker('a', 'A', '1.1')], []);
    expect(result.assignments.map((one) => one.satkerKey)).toEqual(['z', 'a']);
  });

  it('borrow the shortest name where the head of a group is not on file, and give it back when the head comes', () => {
    const first = proposeAssignments(
      [
        satker('1', 'SMA Negeri 12 Contoh', '1.01.0.00.0.00.01.0012'),
        satker('2', 'SMA Negeri 1', '1.01.0.00.0.00.01.0001'),
      ],
      [],
    );
    expect(first.newGroups).toEqual([{ codeGroup: '1.01.0.00.0.00.01', name: 'SMA Negeri 1' }]);
    const second = proposeAssignments(
      [
        satker('2', 'SMA Negeri 1', '1.01.0.00.0.00.01.0001'),
        satker('3', 'Dinas Pendidikan', '1.01.0.00.0.00.01.0000'),
      ],
      [{ id: '7', name: 'SMA Negeri 1', codeGroup: '1.01.0.00.0.00.01' }],
    );
    expect(second.newGroups).toEqual([]);
    expect(second.renames).toEqual([{ id: '7', name: 'Dinas Pendidikan' }]);
  });

  it('never ask to rename what has a name of its own', () => {
    const result = proposeAssignments(
      [satker('3', 'Dinas Pendidikan', '1.01.0.00.0.00.01.0000'), satker('2', 'SMA 1', '1.01.0.00.0.00.01.0001')],
      [{ id: '7', name: 'Dinas Pendidikan dan Kebudayaan', codeGroup: '1.01.0.00.0.00.01' }],
    );
    expect(result.renames).toEqual([]);
    expect(placesOf(result)).toEqual({
      '2': 'Dinas Pendidikan dan Kebudayaan',
      '3': 'Dinas Pendidikan dan Kebudayaan',
    });
  });

  it('join an older code to the group of exactly the same name, whatever its case and punctuation', () => {
    const result = proposeAssignments(
      [
        satker('1', 'SEKRETARIAT DAERAH', '1. 20. 03'),
        satker('2', 'Sekretariat  Daerah', '32.04.20.03'),
        satker('3', 'Sekretariat Daerah', '4.01.0.00.0.00.24.0000'),
      ],
      [],
    );
    expect(result.newGroups).toEqual([{ codeGroup: '4.01.0.00.0.00.24', name: 'Sekretariat Daerah' }]);
    expect(new Set(Object.values(placesOf(result)))).toEqual(new Set(['Sekretariat Daerah']));
  });

  it('make a group of its own for an older code whose name is only similar', () => {
    const result = proposeAssignments(
      [satker('1', 'DINAS KOPERASI', '2.11.01'), satker('2', 'Dinas Koperasi dan UKM', '2.17.0.00.0.00.17.0000')],
      [],
    );
    expect(placesOf(result)).toEqual({ '1': 'DINAS KOPERASI', '2': 'Dinas Koperasi dan UKM' });
  });

  it('join an older code to the only group that holds a satker of the same name, and to none when two do', () => {
    const modern = [
      satker('1', 'Kecamatan Satu', '7.01.0.00.0.00.01.0000'),
      satker('2', 'Kelurahan Bersama', '7.01.0.00.0.00.01.0001'),
      satker('3', 'Kecamatan Dua', '7.01.0.00.0.00.02.0000'),
    ];
    const old = satker('9', 'KELURAHAN BERSAMA', '32.04.1.20.40');
    expect(placesOf(proposeAssignments([...modern, old], []))['9']).toBe('Kecamatan Satu');
    const twice = [...modern, satker('4', 'Kelurahan Bersama', '7.01.0.00.0.00.02.0001'), old];
    expect(placesOf(proposeAssignments(twice, []))['9']).toBe('KELURAHAN BERSAMA');
  });

  it('join two code groups whose heads have exactly the same name, since an institution is given new codes', () => {
    const result = proposeAssignments(
      [
        satker('1', 'Dinas Kesehatan', '1.02.0.00.0.00.02.0000'),
        satker('2', 'DINAS KESEHATAN', '1.02.2.14.0.00.02.0000'),
        satker('3', 'Puskesmas Contoh', '1.02.2.14.0.00.02.0001'),
      ],
      [],
    );
    expect(result.newGroups).toHaveLength(1);
    expect(placesOf(result)['3']).toBe('Dinas Kesehatan');
  });

  it('leave a satker without a code unmapped unless its name is exactly one on file', () => {
    const known = [{ id: '5', name: 'Biro Umum', codeGroup: null }];
    const result = proposeAssignments(
      [satker('1', 'BIRO UMUM', null), satker('2', 'Biro Umum dan Protokol', null), satker('3', '', '-')],
      known,
    );
    expect(placesOf(result)).toEqual({ '1': 'Biro Umum', '2': null, '3': null });
    expect(result.newGroups).toEqual([]);
  });

  it('keep bare numbers apart even where names are equal, and names unequal where they would collide', () => {
    const result = proposeAssignments(
      [satker('1', 'Sekretariat Jenderal', '015416', 'Pusat'), satker('2', 'Sekretariat Jenderal', '689100', 'Pusat')],
      [],
    );
    expect(placesOf(result)).toEqual({ '1': 'Sekretariat Jenderal', '2': 'Sekretariat Jenderal (689100)' });
  });

  it('take a bare number with and without its leading zero for the same one', () => {
    const result = proposeAssignments([satker('1', 'Komisi', '015416'), satker('2', 'Komisi', '15416')], []);
    expect(result.newGroups).toEqual([{ codeGroup: '15416', name: 'Komisi' }]);
  });

  it('keep biro that come as satker with a code of their own apart from Sekretariat Daerah', () => {
    const result = proposeAssignments(
      [
        satker('1', 'Sekretariat Daerah', '4.01.0.00.0.00.01.0000'),
        satker('2', 'Biro Organisasi', '4.01.0.00.0.00.02.0000'),
      ],
      [],
    );
    expect(placesOf(result)).toEqual({ '1': 'Sekretariat Daerah', '2': 'Biro Organisasi' });
  });

  it('give a group without any name its code as a name', () => {
    const result = proposeAssignments([satker('1', '', '1.02.0.00.0.00.02.0001')], []);
    expect(result.newGroups).toEqual([{ codeGroup: '1.02.0.00.0.00.02', name: '1.02.0.00.0.00.02' }]);
  });

  it('say the same whatever the order of the satker', () => {
    const list = [
      satker('1', 'SEKRETARIAT DAERAH', '1. 20. 03'),
      satker('2', 'Sekretariat Daerah', '4.01.0.00.0.00.24.0000'),
      satker('3', 'Bagian Umum', '4.01.0.00.0.00.24.0001'),
    ];
    const forward = proposeAssignments(list, []);
    const backward = proposeAssignments([...list].reverse(), []);
    expect(placesOf(backward)).toEqual(placesOf(forward));
    expect(backward.newGroups).toEqual(forward.newGroups);
  });
});
