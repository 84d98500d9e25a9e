-- What each entry of the OVOP list marks among the current purchases: lines, packages, value that counts as OVOP, and
-- value of orders of which only a part is OVOP. $1 origin, $2 an entry of it; null = all. A line is marked by one entry only.
select m.origin, m.entry_id::text as "entryId", count(*)::int as lines, count(distinct p.id)::int as packages,
  coalesce(sum(coalesce(m.amount, l.value)) filter (where m.state = 'yes'), 0)::text as value,
  coalesce(sum(l.value) filter (where m.state = 'mixed'), 0)::text as mixed
from ovop_mark m
join purchase_line l on l.id = m.line_id
join purchase p on p.id = l.purchase_id and p.is_current
where ($1::text is null or m.origin = $1) and ($2::bigint is null or m.entry_id = $2)
  and not exists (select 1 from purchase_excluded x where x.purchase_id = p.id)
group by m.origin, m.entry_id
