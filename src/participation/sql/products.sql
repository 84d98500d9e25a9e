-- Different products bought per year, as transactions and completed, from anybody and from micro and small enterprises.
-- $1 KLPD, $2 years, $3 last day of each (null = the whole year), $4 sources. A product of the catalogue that is listed in
-- v5 and v6 on that day counts once; any other code by itself.
with named as (
  select p.year, y.last, p.first_on, p.completed_on, p.umk_first_on, p.umk_completed_on,
    coalesce('p:' || l.product_id, p.source || ':' || p.code) as product
  from sold_product p
  join unnest($2::int[], $3::date[]) y(year, last) on y.year = p.year
  left join product_listing l on l.platform = p.source
    and case when l.external_id ~ '^0\d+$' then regexp_replace(l.external_id, '^0+(?=\d)', '') else l.external_id end = p.code
    and least(p.first_on, make_date(p.year, 12, 31)) >= l.valid_from
    and (l.valid_to is null or least(p.first_on, make_date(p.year, 12, 31)) <= l.valid_to)
  where ($1::text is null or p.klpd = $1) and p.source = any($4::text[])
)
select year,
  count(distinct product) filter (where last is null or first_on <= last)::int as products,
  count(distinct product) filter (where completed_on is not null and (last is null or completed_on <= last))::int as completed,
  count(distinct product) filter (where umk_first_on is not null and (last is null or umk_first_on <= last))::int as umk,
  count(distinct product) filter
    (where umk_completed_on is not null and (last is null or umk_completed_on <= last))::int as umk_completed
from named group by year
