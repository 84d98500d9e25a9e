-- On which day enterprises on file were first found eligible, first listed and first sold, by the day $12 (eligible, listed,
-- first_sale; null = not known), and the pairs of days of which both are known (pair): named queries after those of sales.sql.
-- A listing without a day of its own (2000-01-01) is of no day, and may be earlier than any that has one; so may an order without
-- a day in a year before that of the first that has one.
eligible as (
  select h.head_id as id, min(d.day) as day from eligibility_decision d join head h on h.id = d.enterprise_id
  where d.outcome in ('layak', 'layak-bersyarat') and d.day <= $12::date group by h.head_id
), listed as (
  select h.head_id as id, nullif(min(l.valid_from), date '2000-01-01') as day
  from product_listing l
  left join product_maker m on l.enterprise_id is null and m.product_id = l.product_id
  join head h on h.id = coalesce(l.enterprise_id, m.enterprise_id)
  where l.valid_from <= $12 group by h.head_id
), first_sale as (
  select enterprise_id as id,
    case when min(year) filter (where undated) < extract(year from min(first_on)) then null else min(first_on) end as day
  from sale where in_span and enterprise_id is not null group by enterprise_id
), pair as (
  select p.*, p.to_day - p.from_day as days from (
    select 'layak-tayang' as step, e.id, e.day as from_day, l.day as to_day from eligible e join listed l on l.id = e.id
    union all
    select 'tayang-jual', l.id, l.day, s.day from listed l join first_sale s on s.id = l.id
    union all
    select 'layak-jual', e.id, e.day, s.day from eligible e join first_sale s on s.id = e.id
  ) p where p.from_day is not null and p.to_day is not null
)
