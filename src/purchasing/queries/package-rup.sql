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
), last as (
  select distinct on (code) code, current_code from chain order by code, cardinality(visited) desc, current_code
)
select l.code, l.current_code, p.data->>'name' as name, p.data->>'pagu' as pagu, p.id is not null as found
from last l
left join reference_row p on p.is_current and p.family = 'rup' and p.key = l.current_code
order by l.code
