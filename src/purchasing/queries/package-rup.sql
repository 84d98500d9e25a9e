-- Follows each RUP code of $1 through the revisions to the code it has now. A package keeps the code it was ordered
-- under; PEMBATALAN and PENGAKTIFAN revise a code into itself, and chains may loop: each code is visited once.
with recursive chain as (
  select c.code, c.code as current_code, array[c.code] as visited
  from unnest($1::text[]) c(code)
  union all
  select h.code, r.data->>'newCode', h.visited || (r.data->>'newCode')
  from chain h
  join reference_row r on r.is_current and r.family = 'rup-revisi' and r.data->>'oldCode' = h.current_code
    and r.data->>'newCode' <> all(h.visited)
  where cardinality(h.visited) < 50
), leaf as (
  -- The ends of the chain: codes that no further revision leads on from.
  select h.code, h.current_code
  from chain h
  where not exists (
    select 1 from reference_row r
    where r.is_current and r.family = 'rup-revisi' and r.data->>'oldCode' = h.current_code
      and r.data->>'newCode' <> all(h.visited))
), last as (
  -- Exactly one candidate or none: a plan that was split keeps the code the package was ordered under.
  select code, case when count(distinct current_code) = 1 then min(current_code) else code end as current_code
  from leaf group by code
)
select l.code, l.current_code, p.data->>'name' as name, p.data->>'pagu' as pagu, p.id is not null as found
from last l
left join reference_row p on p.is_current and p.family = 'rup' and p.key = l.current_code
order by l.code
