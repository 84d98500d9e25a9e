import type { EntityManager } from 'typeorm';
import { comparable } from '../../src/shared/text.js';

async function one(em: EntityManager, sql: string, parameters: unknown[]): Promise<string> {
  const [row] = (await em.query(sql, parameters)) as { id: string }[];
  if (!row) throw new Error('Nothing was inserted');
  return row.id;
}

async function addPlace(em: EntityManager, code: string, kind: string, name: string): Promise<void> {
  const level = kind === 'desa' || kind === 'kelurahan' ? 'desa' : kind === 'kota' ? 'kabupaten' : kind;
  const parent = level === 'provinsi' ? null : code.slice(0, code.lastIndexOf('.'));
  await em.query(
    `insert into wilayah (code, level, kind, name, name_key, parent_code, province_code, regency_code, district_code)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (code) do nothing`,
    [
      code,
      level,
      kind,
      name,
      comparable(name),
      parent,
      code.slice(0, 2),
      level === 'provinsi' ? null : code.slice(0, 5),
      code.length >= 8 ? code.slice(0, 8) : null,
    ],
  );
}

/** A desa with what it lies in, under codes of a province that does not exist. */
export async function aVillage(
  em: EntityManager,
  code: string,
  name: string,
  { kind = 'desa', regency = 'Contoh' }: { kind?: 'desa' | 'kelurahan'; regency?: string } = {},
): Promise<string> {
  await addPlace(em, code.slice(0, 2), 'provinsi', 'Provinsi Contoh');
  await addPlace(em, code.slice(0, 5), 'kabupaten', regency);
  await addPlace(em, code.slice(0, 8), 'kecamatan', 'Kecamatan Contoh');
  await addPlace(em, code, kind, name);
  return code;
}

export function anEnterprise(em: EntityManager, name: string, wilayahCode: string | null = null): Promise<string> {
  return one(
    em,
    `insert into enterprise (name, name_key, legal_form, wilayah_code) values ($1, $2, 'cv', $3) returning id::text`,
    [name, comparable(name), wilayahCode],
  );
}

export interface SomeProduct {
  name: string;
  group?: string;
  price?: string | null;
  state?: 'draf' | 'tayang' | 'arsip';
  villages?: readonly string[];
  makers?: readonly string[];
}

/** A product as it stands in the table, in state tayang unless said otherwise. */
export async function aProduct(em: EntityManager, product: SomeProduct): Promise<string> {
  const { name, group = 'tenun', price = null, state = 'tayang', villages = [], makers = [] } = product;
  const id = await one(
    em,
    `insert into product (name, name_key, group_code, price, state) values ($1, $2, $3, $4, $5) returning id::text`,
    [name, comparable(name), group, price, state],
  );
  for (const code of villages)
    await em.query('insert into product_village (product_id, wilayah_code) values ($1, $2)', [id, code]);
  for (const maker of makers)
    await em.query('insert into product_maker (product_id, enterprise_id) values ($1, $2)', [id, maker]);
  return id;
}
