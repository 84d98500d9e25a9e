-- Values by the dimension $1 and by standing, UMK and OVOP, from the roll-up. $2 KLPD, $3 fiscal year, $4 months,
-- $5 sources, $6 standings, $7 funds, $8 catalogues, $9 UMK states, $10 OVOP states, $11 status keys,
-- $12 perangkat daerah id or 'unmapped', $13 satker key; null = all. A satker belongs to the perangkat daerah that its
-- mapping names at the end of the fiscal year.
with place as (
  select distinct on (klpd, satker_key) klpd, satker_key, perangkat_daerah_id
  from satker_assignment
  where valid_from <= coalesce(make_date($3::int, 12, 31), current_date)
    and (valid_to is null or valid_to >= coalesce(make_date($3::int, 12, 31), current_date))
  order by klpd, satker_key, valid_from desc
)
select
  case $1
    when 'perangkat-daerah' then coalesce(p.perangkat_daerah_id::text, 'unmapped')
    when 'satker' then c.satker_key when 'source' then c.source when 'status' then c.source || ':' || c.status_key
    when 'catalogue' then c.catalogue when 'month' then c.month::text when 'fund' then c.fund
    when 'umk' then c.umk else c.ovop end as key,
  c.standing, c.umk, c.ovop, sum(c.lines)::text as lines, sum(c.value)::text as value
from spending_cell c
left join place p on p.klpd = c.klpd and p.satker_key = c.satker_key
where ($2::text is null or c.klpd = $2) and ($3::int is null or c.year = $3)
  and ($4::int[] is null or c.month = any($4::smallint[])) and ($5::text[] is null or c.source = any($5))
  and ($6::text[] is null or c.standing = any($6)) and ($7::text[] is null or c.fund = any($7))
  and ($8::text[] is null or c.catalogue = any($8)) and ($9::text[] is null or c.umk = any($9))
  and ($10::text[] is null or c.ovop = any($10)) and ($11::text[] is null or c.status_key = any($11))
  and ($12::text is null or coalesce(p.perangkat_daerah_id::text, 'unmapped') = $12)
  and ($13::text is null or c.satker_key = $13)
group by 1, 2, 3, 4
