-- Supplier keys that purchases name, with what was bought from them (committed and completed), how much of it has an
-- unknown UMK state on the order's date, and their state on a day with what it rests on. Lines without any supplier are
-- one row of their own, so that the parts add up.
-- $1 klpd or null, $2 year or null, $3 sources, $4 scheme or null, $5 UMK state or null, $6 text or null, $7 the day.
with bought as (
  select supplier_scheme as scheme, coalesce(supplier_key, '') as key,
    coalesce(sum(value) filter (where standing in ('committed', 'completed')), 0) as value,
    coalesce(sum(value) filter (where standing in ('committed', 'completed') and umk = 'unknown'), 0) as unknown_value,
    count(distinct purchase_id) filter (where standing in ('committed', 'completed')) as packages
  from spending_line
  where ($1::text is null or klpd = $1) and ($2::int is null or year = $2) and source = any($3::text[])
  group by supplier_scheme, coalesce(supplier_key, '')
), named as (
  select b.scheme, b.key, b.value, b.unknown_value, b.packages,
    coalesce(r.data->>'name', n.name, d.name) as name,
    coalesce(n.sikap_id, nullif(r.data->>'sikapId', '0')) as sikap_id,
    coalesce(s.umk, 'unknown') as umk,
    coalesce(s.basis, 'tidak ada data penyedia') as basis,
    -- A decision without a first day begins with 2000, before any purchase.
    case when s.valid_from > date '2000-01-01' then s.valid_from end as since
  from bought b
  left join reference_row r on r.is_current and r.key = b.key
    and r.family = case b.scheme when 'v5' then 'penyedia-v5' when 'v6' then 'penyedia-v6' end
  left join supplier_seen n on n.scheme = b.scheme and n.key = b.key
  left join lateral (
    select name from supplier_decision d where d.scheme = b.scheme and d.key = b.key and d.name is not null
    order by d.valid_from desc limit 1) d on true
  left join supplier_state s on s.scheme = b.scheme and s.key = b.key
    and s.valid_from <= $7::date and (s.valid_to is null or s.valid_to >= $7::date)
), chosen as (
  select * from named
  where ($4::text is null or scheme = $4)
    and ($5::text is null or umk = $5)
    and ($6::text is null or lower(coalesce(name, '') || ' ' || key) like $6)
)
select scheme, key, name, sikap_id as "sikapId", umk, basis, since::text as since, packages::int as packages,
  value::text as value, unknown_value::text as "unknownValue",
  count(*) over ()::int as suppliers, (sum(value) over ())::text as "allValue",
  (sum(unknown_value) over ())::text as "allUnknown", (count(*) filter (where umk = 'unknown') over ())::int as "unknownSuppliers",
  -- Of the unknown value: the ten suppliers with most of it.
  (sum(case when place <= 10 then unknown_value else 0 end) over ())::text as "topUnknown"
from (select c.*, row_number() over (order by unknown_value desc, scheme, key) as place from chosen c) c
