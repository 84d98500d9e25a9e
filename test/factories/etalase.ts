import type { EntityManager } from 'typeorm';
import { comparable } from '../../src/shared/text.js';
import { aProduct, aVillage, type SomeProduct } from './catalogue.js';

export interface SomePlace {
  name: string;
  wilayah: string;
  kind?: string;
  /** Degrees. */
  at?: readonly [latitude: number, longitude: number];
}

/** A tourism place as it stands in the table; answers its id. Its kode is its name with hyphens. */
export async function aWisataPlace(
  em: EntityManager,
  { name, wilayah, kind = 'pantai', at }: SomePlace,
): Promise<string> {
  const [row] = (await em.query(
    `insert into wisata_place (kode, name, name_key, kind, wilayah_code, latitude, longitude, coordinate_confidence)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id::text`,
    [
      comparable(name).replaceAll(' ', '-'),
      name,
      comparable(name),
      kind,
      wilayah,
      at?.[0] ?? null,
      at?.[1] ?? null,
      at ? 'perkiraan' : null,
    ],
  )) as { id: string }[];
  if (!row) throw new Error('Nothing was inserted');
  return row.id;
}

/** A product on show that a person has verified and that can be had. */
export async function aShownProduct(em: EntityManager, product: SomeProduct): Promise<string> {
  const id = await aProduct(em, product);
  await em.query(
    `update product set verified_on = '2026-01-05', verified_by = 'rina', capacity_per_month = 10 where id = $1`,
    [id],
  );
  return id;
}

/** Two places with coordinates and a product that both show. */
export async function somethingOnShow(em: EntityManager): Promise<void> {
  await aVillage(em, '98.01.01.2001', 'Sini');
  await aWisataPlace(em, { name: 'Pantai Sini', wilayah: '98.01.01.2001', at: [-8.5, 120] });
  await aWisataPlace(em, { name: 'Gua Sini', wilayah: '98.01.01', kind: 'gua', at: [-8.6, 120] });
  await aShownProduct(em, { name: 'Tenun Sini', villages: ['98.01.01.2001'], price: '15000.00' });
}
