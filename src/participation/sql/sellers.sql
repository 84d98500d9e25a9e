-- Sellers behind a number of the year $8: $9 null = all that sold in the span, else baru, bertahan, kembali or hilang (sold in
-- the span of the year before). $10 UMK state or class, null = all; $11 rows, $12 rows before them. After the named queries
-- of sales.sql. A seller that is no enterprise on file goes by the name that its source gives.
with own as (
  select s.seller, s.year, max(s.enterprise_id) as enterprise_id, min(s.scheme) as scheme, min(s.key) as key,
    bool_or(s.in_span) as in_span, array_agg(distinct s.class) filter (where s.in_span) as classes,
    coalesce(sum(s.packages) filter (where s.in_span and s.purchase_id is null), 0)
      + count(distinct s.purchase_id) filter (where s.in_span) as packages,
    coalesce(sum(s.value) filter (where s.in_span), 0) as value, min(s.first_on) filter (where s.in_span) as first_on
  from sale s
  where s.seller is not null and ($10::text is null or s.umk = $10 or s.class = $10)
  group by s.seller, s.year
), here as (
  select o.*, case when o.year = min(o.year) over (partition by o.seller) then 'baru' when p.seller is not null then 'bertahan'
      else 'kembali' end as state
  from own o left join own p on p.seller = o.seller and p.year = o.year - 1
), wanted as (
  select * from here where $9::text is distinct from 'hilang' and year = $8::int and in_span and ($9 is null or state = $9)
  union all
  select b.*, 'hilang' from own b
  where $9 = 'hilang' and b.year = $8 - 1 and b.in_span
    and not exists (select 1 from own o where o.seller = b.seller and o.year = $8 and o.in_span)
), named as (
  select w.*, count(*) over () as total, sum(w.value) over () as total_value,
    coalesce(e.name, n.name, w.scheme || ' ' || w.key) as name, r.name as regency
  from wanted w
  left join enterprise e on e.id = w.enterprise_id
  left join wilayah v on v.code = e.wilayah_code
  left join wilayah r on r.code = v.regency_code
  left join supplier_seen n on n.scheme = w.scheme and n.key = w.key
)
select seller, enterprise_id::text, name, regency, classes, packages::int, value::text, first_on::text, state, total::int,
  total_value::text
from named order by value desc, name, seller limit $11::int offset $12::int
