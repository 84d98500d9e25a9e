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

/** Groups of products, as the repository's file has them. */
export async function someGroups(source: DataSource): Promise<void> {
  await source.query(
    `insert into product_group (code, name, is_food, position) values
       ('makanan-minuman', 'Makanan dan minuman', true, 1), ('tenun', 'Tenun', false, 4), ('lainnya', 'Lainnya', false, 10)
     on conflict do nothing`,
  );
}

export interface GivenProduct {
  name?: string;
  /** Codes of its villages. */
  villages?: readonly string[];
  verifiedOn?: string | null;
  state?: 'draf' | 'tayang' | 'arsip';
  /** Ids of those who make it. */
  makers?: readonly string[];
}

/** A product of some villages straight in the tables; answers its id. */
export async function aVillageProduct(source: DataSource, given: GivenProduct = {}): Promise<string> {
  const { name = 'Madu hutan', villages = [], verifiedOn = null, state = 'tayang', makers = [] } = given;
  await someGroups(source);
  const [made] = (await source.query(
    `insert into product (name, name_key, group_code, state, verified_on, verified_by)
     values ($1, $2, 'makanan-minuman', $3, $4, case when $4::date is not null then 'penguji' end) returning id::text`,
    [name, nameKey(name), state, verifiedOn],
  )) as { id: string }[];
  if (!made) throw new Error('The product was not stored');
  for (const code of villages)
    await source.query('insert into product_village (product_id, wilayah_code) values ($1, $2)', [made.id, code]);
  for (const maker of makers)
    await source.query('insert into product_maker (product_id, enterprise_id) values ($1, $2)', [made.id, maker]);
  return made.id;
}

/** An enterprise with an address; answers its id. */
export async function anEnterpriseAt(
  source: DataSource,
  wilayahCode: string | null,
  name = 'Usaha Contoh',
): Promise<string> {
  const [made] = (await source.query(
    `insert into enterprise (name, name_key, legal_form, wilayah_code) values ($1, $2, 'tidak-diketahui', $3) returning id::text`,
    [name, nameKey(name), wilayahCode],
  )) as { id: string }[];
  if (!made) throw new Error('The enterprise was not stored');
  return made.id;
}
