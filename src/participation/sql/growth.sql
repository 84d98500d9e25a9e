-- Sellers, transactions and value per year: of all ('all'), by UMK state ('band') and class ('class'), and by what is known
-- of the seller ('place', 'place-umk' its part of UMK): $12 kabupaten, kelas, perempuan or desa; 'unknown' = not known,
-- 'unnamed' = the source names no seller. For all and for UMK also who is new, kept, back, lost, and how concentrated the
-- value is. Completed value by the seller's address: in the province 53 (M12), and of no known address. After the named
-- queries of sales.sql.
-- A seller that sold under two classes stands in both. Gini over sellers with a value: 2 Σ i·v / (n Σ v) − (n + 1) / n.
with placed as (
  select s.*, case when $12::text is null then null when seller is null then 'unnamed' else coalesce(case $12
      when 'kabupaten' then regency when 'kelas' then class when 'desa' then case when is_village then village end
      when 'perempuan' then case owner_woman when true then 'yes' when false then 'no' end end, 'unknown') end as place
  from sale s
), counted as (
  select year,
    case when grouping(place) = 0 then case when grouping(umk) = 0 then 'place-umk' else 'place' end
      when grouping(umk) = 1 then 'all' when grouping(class) = 1 then 'band' else 'class' end as level,
    case when grouping(place) = 0 then place when grouping(umk) = 1 then 'all' when grouping(class) = 1 then umk
      else class end as key,
    umk as of_umk,
    count(distinct seller) filter (where in_span) as sellers,
    count(distinct seller) filter (where in_span and completed) as sellers_completed,
    coalesce(sum(packages) filter (where in_span and purchase_id is null), 0)
      + count(distinct purchase_id) filter (where in_span) as packages,
    coalesce(sum(packages_completed) filter (where in_span and purchase_id is null), 0)
      + count(distinct purchase_id) filter (where in_span and completed) as packages_completed,
    coalesce(sum(value) filter (where in_span), 0) as value,
    coalesce(sum(value_completed) filter (where in_span), 0) as value_completed,
    coalesce(sum(value) filter (where in_span and seller is null), 0) as unnamed_value,
    coalesce(sum(value_completed) filter (where in_span and province = '53'), 0) as local_value,
    coalesce(sum(value_completed) filter (where in_span and province is null), 0) as unplaced_value,
    coalesce(sum(packages) filter (where undated and not in_span and purchase_id is null), 0)
      + count(distinct purchase_id) filter (where undated and not in_span) as undated_packages,
    coalesce(sum(value) filter (where undated and not in_span), 0) as undated_value,
    count(*) filter (where unvalued and in_span) as unvalued
  from placed
  group by grouping sets ((year), (year, umk), (year, umk, class), (year, place), (year, place, umk))
), seller_year as materialized (
  select l.key, s.year, s.seller, bool_or(s.in_span) as in_span, coalesce(sum(s.value) filter (where s.in_span), 0) as value
  from sale s
  join (values ('all', null), ('yes', 'yes')) l(key, umk) on l.umk is null or s.umk = l.umk
  where s.seller is not null
  group by l.key, s.year, s.seller
), history as (
  select c.key, c.year, c.in_span, p.seller is not null as before, coalesce(p.in_span, false) as before_in_span,
    c.year = min(c.year) over (partition by c.key, c.seller) as is_first
  from seller_year c
  left join seller_year p on p.key = c.key and p.seller = c.seller and p.year = c.year - 1
), moved as (
  select key, year,
    count(*) filter (where in_span and is_first) as newcomers,
    count(*) filter (where in_span and before) as kept,
    count(*) filter (where in_span and not before and not is_first) as back,
    count(*) filter (where in_span and before_in_span) as again
  from history group by key, year
), ranked as (
  select key, year, value, row_number() over (partition by key, year order by value) as i,
    row_number() over (partition by key, year order by value desc) as from_top
  from seller_year where in_span and value > 0
), concentration as (
  select key, year, sum(value) as named_value, sum(value) filter (where from_top <= 3) as top_value,
    round(2 * sum(i * value) / (count(*) * sum(value)) - (count(*) + 1)::numeric / count(*), 4) as gini
  from ranked group by key, year
)
select c.year, c.level, c.key, c.sellers::int, c.sellers_completed::int, c.packages::int, c.packages_completed::int,
  c.value::text, c.value_completed::text, c.unnamed_value::text, c.local_value::text, c.unplaced_value::text,
  c.undated_packages::int, c.undated_value::text, c.unvalued::int, m.newcomers::int, m.kept::int, m.back::int, m.again::int,
  n.named_value::text, n.top_value::text, n.gini::text
from counted c
left join moved m on c.level in ('all', 'band') and m.key = c.key and m.year = c.year
left join concentration n on c.level in ('all', 'band') and n.key = c.key and n.year = c.year
where c.level not like 'place%' or c.key is not null and (c.level = 'place' or c.of_umk = 'yes')
order by c.year, c.level, c.key
