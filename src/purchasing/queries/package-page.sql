-- One page of packages under a filter, with the count and sum of all of them on every row. $1 KLPD, $2 fiscal year,
-- $3 months, $4 sources, $5 standings, $6 funds, $7 catalogues, $8 UMK, $9 OVOP, $10 status keys, $11 satker refs,
-- $12 origin and $13 id of an OVOP entry, $14 product of the catalogue, $15 'own' or 'shared' lines of it; null = all.
-- $16 order, $17 size, $18 offset. `value` is what the filter lets through: of a line of the product its part.
with chosen as materialized (
  select s.purchase_id, min(s.ordered_on) as ordered_on,
    sum(case when b.line_id is null or b.share <> 'part' then s.value when s.part = 1 then b.value end) as value
  from spending_line s
  left join product_purchase b on b.product_id = $14::bigint and b.line_id = s.line_id
  where ($1::text is null or s.klpd = $1) and ($2::int is null or s.year = $2)
    and ($3::int[] is null or s.month = any($3::smallint[])) and ($4::text[] is null or s.source = any($4))
    and ($5::text[] is null or s.standing = any($5)) and ($6::text[] is null or s.fund = any($6))
    and ($7::text[] is null or s.catalogue = any($7)) and ($8::text[] is null or s.umk = any($8))
    and ($9::text[] is null or s.ovop = any($9)) and ($10::text[] is null or s.status_key = any($10))
    and ($11::text[] is null or s.satker_ref = any($11))
    and ($12::text is null or s.part = 1
      and s.line_id in (select m.line_id from ovop_mark m where m.origin = $12 and m.entry_id = $13::bigint))
    and ($14::bigint is null or b.line_id is not null)
    and ($15::text is null or $14::bigint is null or (b.share = 'shared') = ($15 = 'shared'))
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
    case when $16 = 'value' then c.value end desc nulls last,
    case when $16 = 'date' then c.ordered_on end desc nulls last,
    case when $16 = 'name' then lower(p.name) collate "C" end,
    c.purchase_id
  limit $17 offset $18
) c on true
