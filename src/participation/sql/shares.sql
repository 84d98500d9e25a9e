-- What the metrics M01 to M06 and M11 are made of, per fiscal year $2 of KLPD $1 (null = all), whole years; $3 sources of
-- e-purchasing. Completed purchases of every source; the plan flags of RUP that is announced and active; belanja pengadaan
-- of the budget. null = nothing of that kind is on file for the year.
with asked as (
  select unnest($2::int[]) as year
), done as (
  select year, sum(value) as value, sum(value) filter (where umk = 'yes') as umk, sum(value) filter (where umk = 'unknown') as unknown,
    sum(value) filter (where source = any($3::text[])) as e_purchasing,
    sum(value) filter (where source = any($3) and umk = 'yes' and ovop = 'yes') as ovop_umk
  from spending_cell
  where standing = 'completed' and ($1::text is null or klpd = $1) and year = any($2)
  group by year
), plan as (
  select year, sum((data->>'pagu')::numeric) as pagu, sum((data->>'pagu')::numeric) filter (where data->>'umk' = 'UKM') as umk,
    sum((data->>'pagu')::numeric) filter (where data->>'pdn' = 'PDN') as pdn
  from reference_row
  where is_current and family = 'rup' and ($1 is null or klpd = $1) and year = any($2)
    and (data->>'active')::boolean is not false and (data->>'deleted')::boolean is not true
    and coalesce(data->>'announced', 'Terumumkan') = 'Terumumkan'
  group by year
), budget as (
  select year, sum((data->>'pengadaan')::numeric) as pengadaan
  from reference_row where is_current and family = 'anggaran' and ($1 is null or klpd = $1) and year = any($2)
  group by year
)
select a.year, d.value::text as completed, coalesce(d.umk, d.value * 0)::text as umk, coalesce(d.unknown, d.value * 0)::text as unknown,
  coalesce(d.e_purchasing, d.value * 0)::text as "ePurchasing", coalesce(d.ovop_umk, d.value * 0)::text as "ovopUmk",
  p.pagu::text, coalesce(p.umk, p.pagu * 0)::text as "paguUmk", coalesce(p.pdn, p.pagu * 0)::text as "paguPdn",
  b.pengadaan::text
from asked a
left join done d on d.year = a.year
left join plan p on p.year = a.year
left join budget b on b.year = a.year
order by a.year
