-- What the suppliers with the keys $1 (schemes) and $2 (keys) sold, by fiscal year and standing: over their own lines
-- only, whoever else sold in the same package. A line without a value is counted and adds nothing.
select s.year, s.standing, count(distinct s.purchase_id)::int as packages, count(distinct s.line_id)::int as lines,
  coalesce(sum(s.value), 0)::text as value, count(*) filter (where s.value is null)::int as valueless
from spending_line s
where (s.supplier_scheme, s.supplier_key) in (select k.scheme, k.key from unnest($1::text[], $2::text[]) k(scheme, key))
group by s.year, s.standing
order by s.year desc, s.standing
