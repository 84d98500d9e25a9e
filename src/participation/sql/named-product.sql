-- Codes that were bought in the years $2 (last day that counts $3) of KLPD $1 through the sources $4, each with the product it
-- is, as a named query: a product of the catalogue that is listed in v5 and v6 on that day is one; any other code by itself.
named as (
  select p.year, y.last, p.source, p.code, p.first_on, p.completed_on, p.umk_first_on, p.umk_completed_on, l.product_id,
    coalesce('p:' || l.product_id, p.source || ':' || p.code) as product
  from sold_product p
  join unnest($2::int[], $3::date[]) y(year, last) on y.year = p.year
  left join product_listing l on l.platform = p.source
    and case when l.external_id ~ '^0\d+$' then regexp_replace(l.external_id, '^0+(?=\d)', '') else l.external_id end = p.code
    and least(p.first_on, make_date(p.year, 12, 31)) >= l.valid_from
    and (l.valid_to is null or least(p.first_on, make_date(p.year, 12, 31)) <= l.valid_to)
  where ($1::text is null or p.klpd = $1) and p.source = any($4::text[])
)
