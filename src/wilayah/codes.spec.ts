import { describe, expect, it } from '@jest/globals';
import { bpsCode, type BpsCode, kemendagriCode, type KemendagriCode, levelOf, villageKind, within } from './codes.js';
import { calmName, pathWords, regencyName } from './place.js';
import { readBpsCodes, readCollisions, readImk } from './reference.js';

/** True when a value of `Given` may stand where `Wanted` is asked for. */
type Fits<Given, Wanted> = [Given] extends [Wanted] ? true : false;

describe('a code of a region', () => {
  it('of one scheme does not pass for the other, nor does plain text for either: the compiler says so', () => {
    // Each line stops compiling when its claim becomes false.
    const bpsPassesForKemendagri: Fits<BpsCode, KemendagriCode> = false;
    const kemendagriPassesForBps: Fits<KemendagriCode, BpsCode> = false;
    const textPassesForBps: Fits<string, BpsCode> = false;
    const strippedPassesForBps: Fits<ReturnType<KemendagriCode['replace']>, BpsCode> = false;
    const codesAreText: Fits<KemendagriCode | BpsCode, string> = true;
    expect([
      bpsPassesForKemendagri,
      kemendagriPassesForBps,
      textPassesForBps,
      strippedPassesForBps,
      codesAreText,
    ]).toEqual([false, false, false, false, true]);
  });

  it('of Kemendagri has its dots and no other form', () => {
    for (const code of ['53', '53.01', '53.01.04', '53.01.04.2003', ' 53.01 '])
      expect(kemendagriCode(code)).toBe(code.trim());
    for (const text of ['', '5', '5301', '53.1', '53.01.', '53.01.04.203', '53.01.04.2003.1', '53,01', '5301042003'])
      expect(kemendagriCode(text)).toBeNull();
  });

  it('of BPS has digits only', () => {
    for (const code of ['53', '5303', '5303010', '5303010001']) expect(bpsCode(code)).toBe(code);
    for (const text of ['', '530', '53.03', '530301', '53030100011']) expect(bpsCode(text)).toBeNull();
  });

  it('tells its level, what it lies in, and desa from kelurahan', () => {
    const naioni = kemendagriCode('53.71.01.1011') as KemendagriCode;
    expect(levelOf(naioni)).toBe('desa');
    expect([within(naioni, 'kabupaten'), within(naioni, 'kecamatan'), within(naioni, 'desa')]).toEqual([
      '53.71',
      '53.71.01',
      '53.71.01.1011',
    ]);
    expect(within(kemendagriCode('53.71') as KemendagriCode, 'kecamatan')).toBeNull();
    expect(villageKind(naioni)).toBe('kelurahan');
    expect(villageKind(kemendagriCode('53.01.04.2003') as KemendagriCode)).toBe('desa');
  });
});

describe('the codes of the 22 kabupaten/kota', () => {
  const codes = readBpsCodes();
  const collisions = readCollisions();

  it('are all there in both schemes, each once', () => {
    const regencies = [...codes].filter(([code]) => levelOf(code) === 'kabupaten');
    expect(regencies).toHaveLength(22);
    expect(new Set(regencies.map(([, bps]) => bps)).size).toBe(22);
  });

  it('have the same digits in both schemes for six of them only', () => {
    const same = [...codes]
      .filter(([code, bps]) => code.replaceAll('.', '') === bps && code !== '53')
      .map(([, bps]) => bps);
    expect(same).toEqual(['5314', '5315', '5319', '5320', '5321', '5371']);
  });

  it.each(collisions)('$digits is $bps at BPS and $kemendagri at Kemendagri', ({ digits }) => {
    const ofBps = [...codes].find(([, bps]) => bps === digits)?.[0];
    const ofKemendagri = kemendagriCode(`${digits.slice(0, 2)}.${digits.slice(2)}`);
    expect(ofBps).toBeDefined();
    expect(codes.has(ofKemendagri as KemendagriCode)).toBe(true);
    expect(ofBps).not.toBe(ofKemendagri);
  });

  it('collide for sixteen', () => {
    expect(new Set(collisions.map(({ digits }) => digits)).size).toBe(16);
  });
});

describe('micro and small manufacturing by kabupaten/kota', () => {
  it('adds up to the 168,002 that are printed, over the same 22, and says that no year is known', () => {
    const imk = readImk();
    expect([...imk.byRegency.values()].reduce((sum, count) => sum + count, 0)).toBe(168_002);
    expect(imk.total).toBe(168_002);
    expect(imk.year).toBeNull();
    expect([...imk.byRegency.keys()].toSorted()).toEqual(
      [...readBpsCodes().keys()].filter((code) => levelOf(code) === 'kabupaten').toSorted(),
    );
  });
});

describe('names of the package', () => {
  it('are written as people write them', () => {
    expect(regencyName('KABUPATEN TIMOR TENGAH SELATAN')).toEqual({ kind: 'kabupaten', name: 'Timor Tengah Selatan' });
    expect(regencyName('KOTA KUPANG')).toEqual({ kind: 'kota', name: 'Kota Kupang' });
    expect(calmName('DKI JAKARTA')).toBe('DKI Jakarta');
  });

  it('are told from narrow to wide, without the province', () => {
    const above = [
      { kind: 'provinsi', name: 'Nusa Tenggara Timur' },
      { kind: 'kota', name: 'Kota Kupang' },
      { kind: 'kecamatan', name: 'Alak' },
    ] as const;
    expect(pathWords({ kind: 'kelurahan', name: 'Naioni' }, above)).toBe(
      'Kelurahan Naioni, Kecamatan Alak, Kota Kupang',
    );
  });
});
