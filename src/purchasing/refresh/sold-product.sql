-- Which products were bought for the KLPDs and years $1, $2 (null = all), by the codes of v5 and v6: on which day first, as
-- a transaction and as a completed one, from anybody and from a micro or small enterprise. 'infinity' = only on orders
-- without a day, null = not at all.
insert into sold_product (klpd, year, source, code, first_on, completed_on, umk_first_on, umk_completed_on)
select s.klpd, s.year, s.source, pid, min(s.on_day), min(s.on_day) filter (where s.completed),
  min(s.on_day) filter (where s.umk = 'yes'), min(s.on_day) filter (where s.umk = 'yes' and s.completed)
from (
  select klpd, year, source, line_id, umk, standing = 'completed' as completed, coalesce(ordered_on, date 'infinity') as on_day
  from spending_line
  where part = 1 and source in ('v5', 'v6') and standing in ('committed', 'completed')
    and ($1::text[] is null or (klpd, year) in (select * from unnest($1::text[], $2::int[])))
) s
join purchase_line l on l.id = s.line_id
cross join lateral unnest(l.product_ids) as pid
group by s.klpd, s.year, s.source, pid
