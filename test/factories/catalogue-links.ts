import type { DataSource } from 'typeorm';

/** A product of the catalogue as little as it can be; verified and shown unless said otherwise. */
export async function aProduct(
  source: DataSource,
  name: string,
  given: { state?: 'draf' | 'tayang' | 'arsip'; verifiedOn?: string | null } = {},
): Promise<string> {
  await source.query(
    `insert into product_group (code, name, is_food, position) values ('tenun', 'Tenun', false, 1) on conflict do nothing`,
  );
  const [made] = (await source.query(
    `insert into product (name, name_key, group_code, state, verified_on, verified_by)
     values ($1, lower($1), 'tenun', $2, $3, 'penguji') returning id::text`,
    [name, given.state ?? 'tayang', given.verifiedOn === undefined ? '2024-01-02' : given.verifiedOn],
  )) as { id: string }[];
  return made?.id ?? '';
}

/** A listing of a product in a marketplace. */
export async function aListing(
  source: DataSource,
  productId: string,
  platform: 'v5' | 'v6',
  externalId: string,
  period: { validFrom?: string; validTo?: string | null } = {},
): Promise<string> {
  const [made] = (await source.query(
    `insert into product_listing (product_id, platform, external_id, valid_from, valid_to)
     values ($1, $2, $3, $4, $5) returning id::text`,
    [productId, platform, externalId, period.validFrom ?? '2024-01-01', period.validTo ?? null],
  )) as { id: string }[];
  return made?.id ?? '';
}

/** An enterprise with the keys under which marketplaces know it. */
export async function anEnterprise(
  source: DataSource,
  name: string,
  keys: readonly { scheme: string; key: string; marksOvop?: boolean }[] = [],
): Promise<string> {
  const [made] = (await source.query(
    `insert into enterprise (name, name_key, legal_form) values ($1, lower($1), 'kelompok') returning id::text`,
    [name],
  )) as { id: string }[];
  for (const { scheme, key, marksOvop = false } of keys) {
    await source.query(
      `insert into enterprise_supplier_key (scheme, key, enterprise_id, marks_ovop, marks_ovop_by, marks_ovop_on)
       values ($1, $2, $3, $4, case when $4 then 'penguji' end, case when $4 then date '2025-01-02' end)`,
      [scheme, key, made?.id, marksOvop],
    );
  }
  return made?.id ?? '';
}
