-- Which enterprises on file came to which step by the day $12 (step), and where each stands by $13 (place: key 'all', and by
-- kabupaten, kelas or umk on that day, or kelompok of products they make; one of several groups stands in each): named queries
-- after those of sales.sql, whose years are all there are. Eligible by the newest decision of that day, as
-- eligibility_current tells it of today. A merged enterprise is the other, branches of one tax number are one.
person as (
  select h.head_id as id, array_agg(h.id) as ids from head h group by h.head_id
), sold_by as (
  select enterprise_id, sum(packages) filter (where purchase_id is null) as packages, count(distinct purchase_id) as shared
  from sale where in_span and enterprise_id is not null group by enterprise_id
), contacted as (
  select h.head_id from programme_participant a
  join programme g on g.id = a.programme_id and g.cancelled_on is null
  join head h on h.id = a.enterprise_id
  where a.joined_on <= $12::date
), registered as (
  select h.head_id from enterprise_supplier_key k join head h on h.id = k.enterprise_id
  where k.scheme <> 'sikap' and k.valid_from <= $12
), judged as (
  select distinct on (d.enterprise_id, d.product_id, d.platform) h.head_id, d.outcome, d.valid_until
  from eligibility_decision d join head h on h.id = d.enterprise_id
  where d.day <= $12
  order by d.enterprise_id, d.product_id, d.platform, d.day desc, d.id desc
), on_sale as (
  select h.head_id from product_listing l
  left join product_maker m on l.enterprise_id is null and m.product_id = l.product_id
  join head h on h.id = coalesce(l.enterprise_id, m.enterprise_id)
  where l.valid_from <= $12 and (l.valid_to is null or l.valid_to >= $12)
), step as materialized (
  select p.id, w.regency_code as regency, p.ids, p.id in (select head_id from contacted) as contacted,
    p.id in (select head_id from registered) as registered,
    p.id in (select j.head_id from judged j where j.outcome in ('layak', 'layak-bersyarat')
      and (j.valid_until is null or j.valid_until >= $12)) as eligible,
    p.id in (select head_id from on_sale) as listed, coalesce(s.packages, 0) + coalesce(s.shared, 0) as packages
  from person p
  join enterprise e on e.id = p.id
  left join wilayah w on w.code = e.wilayah_code
  left join sold_by s on s.enterprise_id = p.id
), place as (
  select id, 'all' as key from step
  union all
  select s.id, coalesce(s.regency, 'unknown') from step s where $13::text = 'kabupaten'
  union all
  select s.id, case $13 when 'umk' then coalesce(c.umk, 'unknown')
      else coalesce(c.class, case c.umk when 'yes' then 'umk' when 'no' then 'bukan-umk' end, 'unknown') end
  from step s left join enterprise_class_on($12) c on c.enterprise_id = s.id where $13 in ('kelas', 'umk')
  union all
  select distinct s.id, coalesce(g.group_code, 'unknown')
  from step s left join product_maker m on m.enterprise_id = any(s.ids) left join product g on g.id = m.product_id
  where $13 = 'kelompok'
)
