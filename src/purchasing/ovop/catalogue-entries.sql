-- One page of what the catalogue puts on the OVOP list, with what each entry marks and which entries of the bureau say the
-- same. $1 origin, $2 text to look for, $3 'now', 'ended' or 'later' by the day $4; null = all. $5 size, $6 offset.
with found as (
  select o.* from ovop_list o
  where o.origin <> 'daftar' and ($1::text is null or o.origin = $1)
    and ($2::text is null or lower(o.value || ' ' || o.label || ' ' || coalesce(o.village, '')) like $2)
    and case $3::text when 'now' then o.valid_from <= $4::date and (o.valid_to is null or o.valid_to >= $4::date)
      when 'ended' then o.valid_to < $4::date when 'later' then o.valid_from > $4::date else true end
), page as (
  select f.*, count(*) over () as found from found f
  order by lower(label) collate "C", kind, scheme, valid_from, origin, entry_id limit $5 offset $6
)
select e.found::int, e.origin, e.entry_id::text as "entryId", e.kind, e.scheme, e.value, e.label, e.village,
  e.valid_from::text as "validFrom", e.valid_to::text as "validTo", e.product_id::text as "productId",
  e.enterprise_id::text as "enterpriseId", n.name as "enterpriseName",
  k.marks_ovop_by as "decidedBy", k.marks_ovop_on::text as "decidedOn",
  (select array_agg(d.id::text order by d.id) from ovop_entry d
   where d.kind = e.kind and d.scheme = e.scheme and d.value_key = e.value_key
     and d.valid_from <= coalesce(e.valid_to, d.valid_from) and e.valid_from <= coalesce(d.valid_to, e.valid_from)) as also,
  m.lines, m.packages, m.value::text as value_marked, m.mixed::text as mixed
from page e
left join enterprise n on n.id = e.enterprise_id
left join enterprise_supplier_key k on e.origin = 'penyedia' and k.id = e.entry_id
cross join lateral (
  select count(*)::int as lines, count(distinct p.id)::int as packages,
    coalesce(sum(coalesce(m.amount, l.value)) filter (where m.state = 'yes'), 0) as value,
    coalesce(sum(l.value) filter (where m.state = 'mixed'), 0) as mixed
  from ovop_mark m
  join purchase_line l on l.id = m.line_id
  join purchase p on p.id = l.purchase_id and p.is_current
  where m.origin = e.origin and m.entry_id = e.entry_id
    and not exists (select 1 from purchase_excluded x where x.purchase_id = p.id)) m
order by lower(e.label) collate "C", e.kind, e.scheme, e.valid_from, e.origin, e.entry_id
