-- Whom the nightly look is about: the next enterprises after $1, at most $2, each alone and with each product that it makes.
-- Only those inside the place $4 where one is named. Platform v6 always; v5 only where something is listed there on the day $3, or was decided before.
with next_ones as (
  select e.id from enterprise e where e.id > $1::bigint and e.merged_into is null
    and ($4::text is null or e.wilayah_code = $4 or e.wilayah_code like $4 || '.%')
  order by e.id limit $2
), subject as (
  select n.id as enterprise_id, null::bigint as product_id from next_ones n
  union all
  select n.id, m.product_id from next_ones n
  join product_maker m on m.enterprise_id = n.id
  join product p on p.id = m.product_id and p.state <> 'arsip'
), v5 as (
  select m.enterprise_id, l.product_id from next_ones n
  join product_maker m on m.enterprise_id = n.id
  join product_listing l on l.product_id = m.product_id and l.platform = 'v5' and l.valid_from <= $3::date
    and (l.valid_to is null or l.valid_to >= $3::date) and (l.enterprise_id is null or l.enterprise_id = n.id)
  union
  select d.enterprise_id, d.product_id from next_ones n
  join eligibility_decision d on d.enterprise_id = n.id and d.platform = 'v5'
)
select n.id::text as "enterpriseId", s.product_id::text as "productId", p.platform
from next_ones n
join subject s on s.enterprise_id = n.id
cross join (values ('v6'), ('v5')) as p (platform)
where p.platform = 'v6' or exists (select 1 from v5 where v5.enterprise_id = s.enterprise_id
  and v5.product_id is not distinct from s.product_id)
order by n.id, s.product_id nulls first, p.platform
