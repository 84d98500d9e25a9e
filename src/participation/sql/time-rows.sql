-- The enterprises on file of which both days of the step $13 are known, the fewest days first. $14 whether those are wanted whose
-- days stand the other way round. With the median of all of them. $15 rows, $16 rows before them. After the named queries of step-days.sql.
with chosen as (
  select p.* from pair p where p.step = $13::text and (p.days < 0) = $14::boolean
), named as (
  select c.*, e.name, e.name_key, r.name as regency from chosen c
  join enterprise e on e.id = c.id
  left join wilayah w on w.code = e.wilayah_code
  left join wilayah r on r.code = w.regency_code
  order by c.days, e.name_key, c.id limit $15::int offset $16::int
)
select t.total, t.median, n.id::text, n.name, n.regency, n.from_day::text, n.to_day::text, n.days
from (select count(*)::int as total, percentile_disc(0.5) within group (order by days)::int as median from chosen) t
left join named n on true
order by n.days, n.name_key, n.id
