import type { DataSource } from 'typeorm';
import { kemendagriCode, type KemendagriCode, type Kind, LEVELS, villageKind } from '../../src/wilayah/codes.js';
import { nameKey } from '../../src/wilayah/place.js';

/** A handful of places of Nusa Tenggara Timur with their real codes, for tests that need somewhere to be. */
const SOME: readonly [code: string, name: string, bps?: string][] = [
  ['53', 'Nusa Tenggara Timur', '53'],
  ['53.01', 'Kupang', '5303'],
  ['53.02', 'Timor Tengah Selatan', '5304'],
  ['53.71', 'Kota Kupang', '5371'],
  ['53.01.04', 'Semau'],
  ['53.01.06', 'Kupang Timur'],
  ['53.02.01', 'Kota Soe'],
  ['53.71.01', 'Alak'],
  ['53.01.04.2003', 'Bokonusan'],
  ['53.01.04.2004', 'Otan'],
  ['53.01.04.2005', 'Uitao'],
  ['53.01.06.1001', 'Babau'],
  ['53.01.06.1004', 'Oesao'],
  ['53.01.06.2007', 'Oefafi'],
  ['53.01.06.2015', 'Oesao'],
  ['53.02.01.1001', 'SoE'],
  ['53.71.01.1001', 'Namosain'],
  ['53.71.01.1008', 'Alak'],
];

/** Codes of `someVillages`. */
export const VILLAGES = {
  bokonusan: '53.01.04.2003',
  otan: '53.01.04.2004',
  uitao: '53.01.04.2005',
  /** A kelurahan. */
  babau: '53.01.06.1001',
  oefafi: '53.01.06.2007',
  /** A kelurahan of Kota Kupang, which has no desa. */
  namosain: '53.71.01.1001',
} as const;

/**
 * Two kabupaten and Kota Kupang, each with some of its desa (6) and kelurahan (5): quick, where loading a whole province is
 * not what the test is about.
 */
export async function someVillages(source: DataSource): Promise<typeof VILLAGES> {
  for (const [code, name, bps] of SOME) await aPlace(source, code, name, bps);
  return VILLAGES;
}

/** One place; those above it must be there. */
export async function aPlace(source: DataSource, code: string, name: string, bps?: string): Promise<KemendagriCode> {
  const known = kemendagriCode(code);
  if (!known) throw new Error(`"${code}" is no code of Kemendagri`);
  const parts = known.split('.');
  const level = LEVELS[parts.length - 1] ?? 'desa';
  const kind: Kind =
    level === 'desa' ? villageKind(known) : level === 'kabupaten' && name.startsWith('Kota ') ? 'kota' : level;
  const upTo = (count: number): string | null => (parts.length < count ? null : parts.slice(0, count).join('.'));
  await source.query(
    `insert into wilayah (code, level, kind, name, name_key, parent_code, province_code, regency_code, district_code, bps_code)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
    [known, level, kind, name, nameKey(name), upTo(parts.length - 1) || null, parts[0], upTo(2), upTo(3), bps ?? null],
  );
  return known;
}
