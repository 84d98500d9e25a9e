-- Median days from the first decision that an enterprise is eligible to its first listing, from that to its first sale, and
-- from the decision to the sale, by the day $12; with how many both days are known of, and how many stand the other way
-- round (left out). After the named queries of sales.sql. A listing without a day of its own (2000-01-01) is of no day.
with eligible as (
  select h.head_id as id, min(d.day) as day from eligibility_decision d join head h on h.id = d.enterprise_id
  where d.outcome in ('layak', 'layak-bersyarat') and d.day <= $12::date group by h.head_id
), listed as (
  select h.head_id as id, min(l.valid_from) as day
  from product_listing l
  left join product_maker m on l.enterprise_id is null and m.product_id = l.product_id
  join head h on h.id = coalesce(l.enterprise_id, m.enterprise_id)
  where l.valid_from > date '2000-01-01' and l.valid_from <= $12 group by h.head_id
), first_sale as (
  select enterprise_id as id, min(first_on) as day from sale where in_span and enterprise_id is not null group by enterprise_id
), pair as (
  select 'layak-tayang' as step, l.day - e.day as days from eligible e join listed l on l.id = e.id
  union all
  select 'tayang-jual', s.day - l.day from listed l join first_sale s on s.id = l.id where s.day is not null
  union all
  select 'layak-jual', s.day - e.day from eligible e join first_sale s on s.id = e.id where s.day is not null
)
select step, count(*) filter (where days >= 0)::int as known, count(*) filter (where days < 0)::int as reversed,
  percentile_disc(0.5) within group (order by days) filter (where days >= 0)::int as median
from pair group by step
