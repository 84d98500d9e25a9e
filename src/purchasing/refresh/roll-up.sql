-- Rolls spending_line up for the KLPDs and years $1, $2 (null = all): values per cell, packages per set of kinds, sales per
-- seller and day, which products were bought since when. A package of one seller is a number on its day; one that several
-- share keeps its id, to be counted once. The view is read once for all of them: it costs more than what is made of it.
with line as materialized (
  select klpd, year, month, source, satker_key, status_key, standing, fund, catalogue, umk, ovop, purchase_id, part, value,
    ordered_on, supplier_scheme, supplier_key, line_id
  from spending_line s
  where $1::text[] is null or (s.klpd, s.year) in (select * from unnest($1::text[], $2::int[]))
), cells as (
  insert into spending_cell (klpd, year, month, source, satker_key, status_key, standing, fund, catalogue, umk, ovop,
    lines, value)
  select klpd, year, month, source, satker_key, status_key, standing, fund, catalogue, umk, ovop,
    count(*) filter (where part = 1), coalesce(sum(value), 0)
  from line
  group by klpd, year, month, source, satker_key, status_key, standing, fund, catalogue, umk, ovop
  order by klpd, year, satker_key
), sales as (
  insert into seller_day (klpd, year, on_day, source, scheme, key, umk, completed, purchase_id, packages, value)
  select klpd, year, on_day, source, scheme, key, umk, completed, shared_id, count(*), coalesce(sum(value), 0)
  from (
    select klpd, year, ordered_on as on_day, source, supplier_scheme as scheme, supplier_key as key, umk,
      standing = 'completed' as completed, sum(value) as value,
      case when count(*) over (partition by purchase_id) > 1 then purchase_id end as shared_id
    from line where standing in ('committed', 'completed')
    group by klpd, year, purchase_id, ordered_on, source, supplier_scheme, supplier_key, umk, standing = 'completed'
  ) s
  group by klpd, year, on_day, source, scheme, key, umk, completed, shared_id
  order by klpd, year, on_day
), products as (
  -- By the codes of v5 and v6: first as a transaction and as a completed one, from anybody and from a micro or small
  -- enterprise. 'infinity' = only on orders without a day, null = not at all. Of `coalesce` the planner expects half of the
  -- lines, of the bare conditions a single one, for which it would look up each line by itself.
  insert into sold_product (klpd, year, source, code, first_on, completed_on, umk_first_on, umk_completed_on)
  select s.klpd, s.year, s.source, pid, min(s.on_day), min(s.on_day) filter (where s.completed),
    min(s.on_day) filter (where s.umk = 'yes'), min(s.on_day) filter (where s.umk = 'yes' and s.completed)
  from (
    select klpd, year, source, line_id, umk, standing = 'completed' as completed,
      coalesce(ordered_on, date 'infinity') as on_day
    from line where coalesce(part = 1 and source in ('v5', 'v6') and standing in ('committed', 'completed'), false)
  ) s
  join purchase_line l on l.id = s.line_id
  cross join lateral unnest(l.product_ids) as pid
  group by s.klpd, s.year, s.source, pid
)
insert into spending_package (klpd, year, month, source, satker_key, status_key, standing, fund, kinds, packages)
select klpd, year, month, source, satker_key, status_key, standing, fund, kinds, count(*)
from (
  select klpd, year, min(month) as month, min(source) as source, min(satker_key) as satker_key,
    min(status_key) as status_key, min(standing) as standing, min(fund) as fund,
    bit_or(line_kind_bit(catalogue, umk, ovop)) as kinds
  from line group by klpd, year, purchase_id
) p
group by klpd, year, month, source, satker_key, status_key, standing, fund, kinds
order by klpd, year, satker_key
