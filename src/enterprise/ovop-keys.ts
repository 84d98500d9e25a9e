import type { EntityManager } from 'typeorm';
import { NotFoundError } from '../shared/errors.js';
import { rows } from '../shared/sql.js';

/** Key spaces in which a purchase names its supplier. */
export const OVOP_KEY_SCHEMES = ['v5', 'v6', 'toko-daring'] as const;
export type OvopKeyScheme = (typeof OVOP_KEY_SCHEMES)[number];

export interface OvopKey {
  scheme: OvopKeyScheme;
  /** As purchases have it: a code without leading zeros, a merchant's name in normal form. */
  key: string;
}

/**
 * Says that under this key an enterprise sells OVOP products only, or takes that back. It is a person's word: an
 * enterprise that makes one OVOP product may sell much else. Throws `enterprise.key-unknown`.
 */
export async function markOvopKey(
  tx: EntityManager,
  { scheme, key }: OvopKey,
  decision: { marks: boolean; by: string; day: string },
): Promise<{ id: string; enterprise: string }> {
  const [found] = await rows<{ id: string; enterprise: string }>(
    tx,
    `with marked as (
       update enterprise_supplier_key set marks_ovop = $3, marks_ovop_by = $4, marks_ovop_on = $5
       where scheme = $1 and key = $2 returning id, enterprise_id)
     select m.id::text, e.name as enterprise from marked m join enterprise e on e.id = m.enterprise_id`,
    [scheme, key, decision.marks, decision.by, decision.day],
  );
  if (!found) {
    throw new NotFoundError(
      'enterprise.key-unknown',
      `Kunci penyedia ${scheme} "${key.slice(0, 60)}" belum dimiliki pelaku usaha mana pun. Tambahkan dahulu pada halaman pelaku usahanya.`,
    );
  }
  return found;
}
