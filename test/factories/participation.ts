import type { EntityManager } from 'typeorm';
import { anEnterprise, aProduct, aVillage } from './catalogue.js';
import { aLine, aPurchase, aPurchaseOf } from './purchases.js';

/** Villages of two kabupaten. */
export const PLACES = { alor: '53.05.01.2001', ende: '53.08.01.2001' } as const;

/**
 * Sellers whose numbers can be worked out by hand (KLPD D999, rupiah). Nothing is rolled up: call `Refresh`.
 * - Tenun Satu (Alor, of a woman) sells under a v5 and a v6 key; kecil to 30 June 2025, menengah from 1 July on;
 * - CV Pusat and its branch share one tax number (Ende): mikro, one key each;
 * - v5 Y and v6 Z are known by one SIKaP id only; v5 X by nothing but its key; one order names nobody;
 * - one product is listed in v5 (501) and v6 (PX1).
 *
 * 2023: Tenun Satu 10, X 5. 2024: no data. 2025: see the lines below. 2026: the branch 1,000 on 5 January.
 */
export async function someSellers(tx: EntityManager): Promise<{ tenun: string; pusat: string; product: string }> {
  await tx.query(`insert into product_group values ('tenun', 'Tenun', false, 1) on conflict do nothing`);
  await aVillage(tx, PLACES.alor, 'Contoh Alor', { regency: 'Alor' });
  await aVillage(tx, PLACES.ende, 'Contoh Ende', { regency: 'Ende' });
  const tenun = await anEnterprise(tx, 'Tenun Satu', PLACES.alor);
  const pusat = await anEnterprise(tx, 'CV Pusat', PLACES.ende);
  const branch = await anEnterprise(tx, 'CV Pusat Cabang', PLACES.alor);
  await tx.query('update enterprise set owner_woman = true where id = $1', [tenun]);
  await tx.query(`update enterprise set npwp_stem = '9999' where id in ($1, $2)`, [pusat, branch]);
  await tx.query(
    `insert into enterprise_supplier_key (scheme, key, enterprise_id)
     values ('v5', 'A1', $1), ('v6', 'B1', $1), ('v5', 'C1', $2), ('v5', 'C2', $3)`,
    [tenun, pusat, branch],
  );
  await tx.query(
    `insert into enterprise_class (enterprise_id, class, origin, valid_from, valid_to, basis) values
       ($1, 'kecil', 'keputusan', '2020-01-01', '2025-06-30', 'uji'), ($1, 'menengah', 'keputusan', '2025-07-01', null, 'uji'),
       ($2, 'mikro', 'keputusan', '2020-01-01', null, 'uji'), ($3, 'mikro', 'keputusan', '2020-01-01', null, 'uji')`,
    [tenun, pusat, branch],
  );
  await tx.query(
    `insert into supplier_told (batch_id, scheme, key, name, sikap_id) values (1, 'v5', 'Y', 'Y', '900'), (1, 'v6', 'Z', 'Z', '900')`,
  );
  const product = await aProduct(tx, { name: 'Selendang ikat', villages: [PLACES.alor], makers: [tenun] });
  await tx.query('update product set verified_on = $2 where id = $1', [product, '2022-01-01']);
  await tx.query(
    `insert into product_listing (product_id, platform, external_id, valid_from)
     values ($1, 'v5', '501', '2022-02-01'), ($1, 'v6', 'PX1', '2022-03-01')`,
    [product],
  );

  const v5 = (key: string | null) => ({ source: 'v5' as const, supplier: { scheme: 'v5', key } });
  const v6 = (key: string) => ({ source: 'v6' as const, supplier: { scheme: 'v6', key } });
  const sale = (orderedOn: string | null, value: string, more: Parameters<typeof aPurchaseOf>[1]) =>
    aPurchaseOf(tx, { year: 2025, orderedOn, value, ...more });

  await sale('2023-05-01', '10.00', { ...v5('A1'), year: 2023 });
  await sale('2023-06-01', '5.00', { ...v5('X'), year: 2023 });

  await sale('2025-03-01', '100.00', { ...v5('A1'), productIds: ['501'] });
  await sale('2025-08-01', '200.00', { ...v6('B1'), productIds: ['PX1'] });
  await sale('2025-02-01', '50.00', { ...v5('C1'), standing: 'committed' });
  await sale('2025-02-02', '30.00', v5('C2'));
  await sale('2025-04-01', '70.00', { ...v5(null), standing: 'committed' });
  await sale('2025-05-01', '40.00', { ...v5('Y'), productIds: ['777'] });
  await sale('2025-05-02', '60.00', v6('Z'));
  await sale('2025-05-05', '999.00', { ...v6('B1'), standing: 'never' });
  await sale('2025-10-01', '500.00', v5('A1'));
  await sale(null, '25.00', v5('C1'));
  const shared = await aPurchase(tx, { year: 2025, orderedOn: '2025-01-10' });
  await aLine(tx, shared, { value: '10.00', supplier: { scheme: 'v5', key: 'A1' } });
  await aLine(tx, shared, { value: '5.00', supplier: { scheme: 'v5', key: 'C1' } });

  await sale('2026-01-05', '1000.00', { ...v5('C2'), year: 2026 });
  return { tenun, pusat, product };
}
