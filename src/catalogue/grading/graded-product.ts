import type { EntityManager } from 'typeorm';
import { NotFoundError } from '../../shared/errors.js';
import { rows } from '../../shared/sql.js';

/** What grading needs to know of a product. */
export interface GradedProduct {
  id: string;
  name: string;
  group: { code: string; name: string; isFood: boolean };
  state: string;
  /** Where it is made: 'Desa Contoh, Kecamatan Contoh', at most three. */
  places: string | null;
}

/** Throws `product.not-found`. With `lock` nobody else judges the product until the transaction ends. */
export async function getGradedProduct(em: EntityManager, id: string, lock = false): Promise<GradedProduct> {
  const [found] = /^\d{1,18}$/.test(id)
    ? await rows<Omit<GradedProduct, 'group'> & { code: string; groupName: string; isFood: boolean }>(
        em,
        `select p.id::text, p.name, p.state, g.code, g.name as "groupName", g.is_food as "isFood",
           (select string_agg(w.name, ', ' order by v.is_flagship desc, w.code)
            from (select * from product_village where product_id = p.id
                  order by is_flagship desc, wilayah_code limit 3) v
            join wilayah w on w.code = v.wilayah_code) as places
         from product p join product_group g on g.code = p.group_code
         where p.id = $1 ${lock ? 'for no key update of p' : ''}`,
        [id],
      )
    : [];
  if (!found) throw new NotFoundError('product.not-found', `Produk ${id.slice(0, 20)} tidak ada dalam katalog.`);
  const { code, groupName, isFood, ...product } = found;
  return { ...product, group: { code, name: groupName, isFood } };
}
