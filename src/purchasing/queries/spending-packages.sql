-- Packages by the dimension $1 and by standing, each counted once under the filter (see spending-cells.sql); '*' is
-- the whole. $14 the kinds of line that the filter lets through, as bits; by a property of lines $15 and $16 give each
-- key its own bits.
with place as (
  select distinct on (klpd, satker_key) klpd, satker_key, perangkat_daerah_id
  from satker_assignment
  where valid_from <= coalesce(make_date($3::int, 12, 31), current_date)
    and (valid_to is null or valid_to >= coalesce(make_date($3::int, 12, 31), current_date))
  order by klpd, satker_key, valid_from desc
), chosen as (
  select c.*, coalesce(p.perangkat_daerah_id::text, 'unmapped') as pd
  from spending_package c
  left join place p on p.klpd = c.klpd and p.satker_key = c.satker_key
  where ($2::text is null or c.klpd = $2) and ($3::int is null or c.year = $3)
  and ($4::int[] is null or c.month = any($4::smallint[])) and ($5::text[] is null or c.source = any($5))
  and ($6::text[] is null or c.standing = any($6)) and ($7::text[] is null or c.fund = any($7))
    and ($8::text[] is null or true) and ($9::text[] is null or true) and ($10::text[] is null or true)
    and ($11::text[] is null or c.status_key = any($11))
    and ($12::text is null or coalesce(p.perangkat_daerah_id::text, 'unmapped') = $12)
    and ($13::text is null or c.satker_key = $13)
    and c.kinds & $14::bigint <> 0
)
select case $1 when 'perangkat-daerah' then pd when 'satker' then satker_key when 'source' then source
    when 'status' then source || ':' || status_key when 'month' then month::text else fund end as key,
  standing, sum(packages)::text as packages
from chosen where $1 not in ('catalogue', 'umk', 'ovop') group by 1, 2
union all
select m.key, c.standing, sum(c.packages)::text
from chosen c join unnest($15::text[], $16::bigint[]) m(key, mask) on c.kinds & m.mask <> 0
group by 1, 2
union all
select '*', standing, sum(packages)::text from chosen group by 2
