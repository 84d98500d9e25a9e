-- Which lines of the KLPDs and years $1, $2 (null = all) a product of the catalogue stands on, by its listings on the
-- order's date: the whole line when every product id of it is a listing of that one product; the part that
-- e-purchasing-by-produk tells; else 'shared' with other products, whose value nobody can divide.
with line as (
  select l.id, p.source, p.source_key, l.product_ids, l.value,
    coalesce(p.ordered_on, make_date(p.year, 12, 31)) as day
  from purchase p join purchase_line l on l.purchase_id = p.id
  where p.is_current and p.source in ('v5', 'v6')
    and ($1::text[] is null or (p.klpd, p.year) in (select * from unnest($1::text[], $2::int[])))
), told as (
  select s.id, e.product_id, sum((r.data->>'value')::numeric) as value
  from line s
  join reference_row r on r.is_current and r.family = 'order-produk' and r.data->>'orderId' = s.source_key
  left join ovop_listed e on e.origin = 'produk' and e.kind = 'produk-v6' and e.value_key = r.data->>'productId'
    and s.day >= e.valid_from and (e.valid_to is null or s.day <= e.valid_to)
  where s.source = 'v6'
  group by s.id, e.product_id
), found as (
  select s.id, s.product_ids, s.value, e.product_id, count(distinct pid) as listings
  from line s
  cross join lateral unnest(s.product_ids) as pid
  join ovop_listed e on e.origin = 'produk' and e.kind = 'produk-' || s.source and e.value_key = pid
    and s.day >= e.valid_from and (e.valid_to is null or s.day <= e.valid_to)
  group by s.id, s.product_ids, s.value, e.product_id
)
insert into product_purchase (product_id, line_id, share, value)
select product_id, id, 'part', value from told where product_id is not null and value > 0
union all
select f.product_id, f.id, case when own.whole then 'whole' else 'shared' end, case when own.whole then f.value end
from found f
cross join lateral (
  select f.listings = (select count(distinct pid) from unnest(f.product_ids) as pid) as whole) own
where not exists (select 1 from told t where t.id = f.id)
