-- Rolls spending_line up for the KLPDs and years $1, $2 (null = all): values per cell, and packages per set of kinds.
with line as materialized (
  select klpd, year, month, source, satker_key, status_key, standing, fund, catalogue, umk, ovop, purchase_id, part, value
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
