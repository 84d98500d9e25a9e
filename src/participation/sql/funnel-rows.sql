-- The enterprises on file that a number of the funnel counts: those that came to step $14 and stand in the place $15 ('all' =
-- everywhere), by name, with the first day of each step and how many there are. $16 rows, $17 rows before them. After the named
-- queries of steps.sql and step-days.sql. A key without a day of its own (2000-01-01) is of no day, and may be
-- earlier than any that has one.
with chosen as materialized (
  select s.* from step s
  where s.id in (select p.id from place p where p.key = $15::text)
    and case $14::text when 'known' then true when 'contacted' then s.contacted when 'registered' then s.registered
      when 'eligible' then s.eligible when 'listed' then s.listed when 'sold' then s.packages >= 1
      when 'again' then s.packages >= 2 end
), named as (
  select c.*, e.name, e.name_key, r.name as regency_name from chosen c
  join enterprise e on e.id = c.id
  left join wilayah r on r.code = c.regency
  order by e.name_key, c.id limit $16::int offset $17::int
)
select t.total, n.id::text, n.name, n.regency_name as regency,
  (select coalesce(c.class, case c.umk when 'yes' then 'umk' when 'no' then 'bukan-umk' end, 'unknown')
    from enterprise_class_on($12) c where c.enterprise_id = n.id) as class,
  (select min(a.joined_on) from programme_participant a join programme g on g.id = a.programme_id
    where a.enterprise_id = any(n.ids) and a.joined_on <= $12 and g.cancelled_on is null)::text as contacted_on,
  (select nullif(min(k.valid_from), date '2000-01-01') from enterprise_supplier_key k
    where k.enterprise_id = any(n.ids) and k.scheme <> 'sikap' and k.valid_from <= $12)::text as registered_on,
  n.registered, e.day::text as eligible_on, n.eligible, l.day::text as listed_on, n.listed, s.day::text as first_sale_on,
  n.packages::int as packages,
  exists (select 1 from programme_participant) as participants_on_file,
  exists (select 1 from eligibility_decision) as decisions_on_file,
  exists (select 1 from product_listing) as listings_on_file
from (select count(*)::int as total from chosen) t
left join named n on true
left join eligible e on e.id = n.id
left join listed l on l.id = n.id
left join first_sale s on s.id = n.id
order by n.name_key, n.id
