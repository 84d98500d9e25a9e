-- Days on which product codes were first bought in a year, under the filter of sales.sql, as named queries after its own: as
-- sold_product has them of everything. A line is let through where its seller is, on the day that sales.sql tells it by;
-- with a filter by product its codes are those of listings of products that were chosen.
let_through as (
  select distinct year, scheme, coalesce(key, '') as key, umk, day from sale
), bought_line as (
  select s.line_id, s.klpd, s.year, s.source, s.umk, s.standing = 'completed' as completed,
    coalesce(s.ordered_on, date 'infinity') as on_day
  from spending_line s
  left join moving m on m.scheme = s.supplier_scheme and m.key = s.supplier_key
  where ($1::text is null or s.klpd = $1) and s.source = any($4::text[]) and s.source in ('v5', 'v6')
    and s.year = any($2::int[]) and s.standing in ('committed', 'completed')
    -- 'is true' keeps the list hashed: as a join it is gone through once for each line.
    and ((s.year, s.supplier_scheme, coalesce(s.supplier_key, ''), s.umk,
      case when m.key is null then make_date(s.year, 12, 31) else coalesce(s.ordered_on, make_date(s.year, 12, 31)) end)
      in (select year, scheme, key, umk, day from let_through)) is true
), bought as (
  select s.klpd, s.year, s.source, pid as code, min(s.on_day) as first_on,
    min(s.on_day) filter (where s.completed) as completed_on, min(s.on_day) filter (where s.umk = 'yes') as umk_first_on,
    min(s.on_day) filter (where s.umk = 'yes' and s.completed) as umk_completed_on
  from bought_line s
  join purchase_line l on l.id = s.line_id
  cross join lateral unnest(l.product_ids) as pid
  where ($7::text is null and $10::text is null and $11::text is null) or exists (
    select 1 from product_purchase pp
    join chosen_product g on g.id = pp.product_id
    join product_listing i on i.product_id = g.id and i.platform = s.source
    where pp.line_id = s.line_id
      and case when i.external_id ~ '^0\d+$' then regexp_replace(i.external_id, '^0+(?=\d)', '') else i.external_id end = pid)
  group by s.klpd, s.year, s.source, pid
)
