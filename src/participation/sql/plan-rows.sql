-- Rows of the plan ($3 pagu, pagu-umk or pagu-pdn) or of the budget (pengadaan) that shares.sql adds up, of the year $2 of
-- KLPD $1 (null = all), largest first, with their number and sum. $4 rows, $5 rows before them.
with wanted as (
  select r.key, r.data->>'name' as name, coalesce(r.data->>'satkerName', r.data->>'satkerCode') as satker,
    (case $3::text when 'pengadaan' then r.data->>'pengadaan' else r.data->>'pagu' end)::numeric as amount,
    r.data->>'umk' as umk, r.data->>'pdn' as pdn
  from reference_row r
  where r.is_current and ($1::text is null or r.klpd = $1) and r.year = $2::int
    and case when $3 = 'pengadaan' then r.family = 'anggaran' else r.family = 'rup'
      and (r.data->>'active')::boolean is not false and (r.data->>'deleted')::boolean is not true
      and coalesce(r.data->>'announced', 'Terumumkan') = 'Terumumkan'
      and ($3 <> 'pagu-umk' or r.data->>'umk' = 'UKM') and ($3 <> 'pagu-pdn' or r.data->>'pdn' = 'PDN') end
), whole as (
  select count(*)::int as total, coalesce(sum(amount), 0)::text as sum from wanted
)
select w.total, w.sum, c.key, c.name, c.satker, c.amount::text, c.umk, c.pdn
from whole w
left join lateral (select * from wanted order by amount desc nulls last, key limit $4::int offset $5::int) c on true
order by c.amount desc nulls last, c.key
