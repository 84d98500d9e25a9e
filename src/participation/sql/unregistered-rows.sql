-- Sellers up to the cut-off that are no enterprise on file, the largest value first. $12 rows, $13 rows before them. After the
-- named queries of sales.sql, whose years are all there are. They go by the name that their source gives.
with own as (
  select s.seller, (min(array[s.scheme, s.key]))[1] as scheme, (min(array[s.scheme, s.key]))[2] as key,
    min(s.first_on) as first_on,
    (coalesce(sum(s.packages) filter (where s.purchase_id is null), 0) + count(distinct s.purchase_id))::int as packages,
    coalesce(sum(s.value), 0) as value
  from sale s where s.in_span and s.enterprise_id is null and s.seller is not null
  group by s.seller
), named as (
  select o.*, coalesce(n.name, o.scheme || ' ' || o.key) as name
  from own o left join supplier_seen n on n.scheme = o.scheme and n.key = o.key
  order by o.value desc, name, o.seller limit $12::int offset $13::int
)
select t.total, n.seller, n.name, n.scheme, n.first_on::text, n.packages, n.value::text
from (select count(*)::int as total from own) t
left join named n on true
order by n.value desc, n.name, n.seller
