-- One page of the packages that hold lines of the suppliers with the keys $1 (schemes) and $2 (keys), newest first, each
-- with the value of those lines only, and the count and sum of all on every row. $3 fiscal year, $4 standing; null = all.
-- $5 size, $6 offset.
with own as materialized (
  select s.purchase_id, s.standing, count(distinct s.line_id)::int as lines, sum(s.value) as value
  from spending_line s
  where (s.supplier_scheme, s.supplier_key) in (select k.scheme, k.key from unnest($1::text[], $2::text[]) k(scheme, key))
    and ($3::int is null or s.year = $3) and ($4::text is null or s.standing = $4)
  group by s.purchase_id, s.standing
), whole as (
  select count(*)::int as packages, coalesce(sum(value), 0)::text as total from own
)
select w.packages, w.total, o.*
from whole w
left join lateral (
  select p.id::text, p.source, p.source_key, p.package_no, p.name, p.year, p.ordered_on::text,
    coalesce(a.name, p.satker_name, p.satker_ref) as satker_name, p.klpd_name, c.standing, c.lines,
    c.value::text as value
  from own c
  join purchase p on p.id = c.purchase_id
  left join satker_alias a on a.klpd = p.klpd and a.ref = p.satker_ref
  order by p.ordered_on desc nulls last, p.id desc, c.standing
  limit $5 offset $6
) o on true
