-- Kinds of product by village of one kecamatan ($1): how many make them. A potential tells its own count; where it tells none,
-- the makers on file of its product that live in the village count, if there are any. A product of the catalogue without a
-- potential in the village stands under its own name. "count" is null where it is made and nobody knows by how many.
with village as (
  select code from wilayah where district_code = $1 and level = 'desa' and is_current
), maker as (
  select k.product_id, e.wilayah_code, count(*)::int as makers
  from product_maker k join enterprise e on e.id = k.enterprise_id and e.merged_into is null
  where e.wilayah_code in (select code from village) group by k.product_id, e.wilayah_code
), told as (
  select t.wilayah_code, t.kind_key, t.product_kind, t.is_flagship, coalesce(t.enterprises, m.makers) as count
  from village_potential t
  left join maker m on m.product_id = t.product_id and m.wilayah_code = t.wilayah_code
  where t.wilayah_code in (select code from village)
), made as (
  select v.wilayah_code, p.name_key as kind_key, p.name as product_kind, v.is_flagship, m.makers as count
  from product_village v
  join product p on p.id = v.product_id and p.state <> 'arsip'
  left join maker m on m.product_id = p.id and m.wilayah_code = v.wilayah_code
  where v.wilayah_code in (select code from village)
    and not exists (select 1 from village_potential t where t.wilayah_code = v.wilayah_code
      and (t.product_id = p.id or t.kind_key = p.name_key))
)
select wilayah_code as "wilayahCode", kind_key as "kindKey", min(product_kind) as "productKind",
  bool_or(is_flagship) as "isFlagship",
  case when count(count) = 0 then null else sum(count) end::int as count
from (select * from told union all select * from made) cell
group by wilayah_code, kind_key
order by kind_key, wilayah_code
