-- One page of packages under a filter, with the count and sum of all of them on every row. $1 KLPD, $2 fiscal year,
-- $3 months, $4 sources, $5 standings, $6 funds, $7 catalogues, $8 UMK, $9 OVOP, $10 status keys, $11 satker refs,
-- $12 OVOP entry; null = all. $13 order, $14 size, $15 offset. `value` is what the filter lets through.
with chosen as materialized (
  select s.purchase_id, sum(s.value) as value, min(s.ordered_on) as ordered_on
  from spending_line s
  where ($1::text is null or s.klpd = $1) and ($2::int is null or s.year = $2)
    and ($3::int[] is null or s.month = any($3::smallint[])) and ($4::text[] is null or s.source = any($4))
    and ($5::text[] is null or s.standing = any($5)) and ($6::text[] is null or s.fund = any($6))
    and ($7::text[] is null or s.catalogue = any($7)) and ($8::text[] is null or s.umk = any($8))
    and ($9::text[] is null or s.ovop = any($9)) and ($10::text[] is null or s.status_key = any($10))
    and ($11::text[] is null or s.satker_ref = any($11)) and ($12::bigint is null or s.ovop_entry_id = $12)
  group by s.purchase_id
), whole as (
  select count(*)::text as packages, sum(value)::text as total from chosen
)
select c.purchase_id::text as id, c.value::text as value, w.packages, w.total
from whole w
left join lateral (
  select c.purchase_id, c.value
  from chosen c join purchase p on p.id = c.purchase_id
  order by
    case when $13 = 'value' then c.value end desc nulls last,
    case when $13 = 'date' then c.ordered_on end desc nulls last,
    case when $13 = 'name' then lower(p.name) collate "C" end,
    c.purchase_id
  limit $14 offset $15
) c on true
