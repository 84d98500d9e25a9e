-- $1 batch. One row per key counts in a file (the one changed last); each is held against what is on file.
create temporary table intake_reference_verdict on commit drop as
select c.id as staged_id, o.id as current_id, o.batch_id as current_batch, c.family, c.key, c.klpd, c.year, c.row_no,
  case
    when c.nth > 1 then 'repeated'
    when o.id is null then 'new'
    when o.facts = c.facts then 'unchanged'
    when c.row_updated_at < o.row_updated_at then 'older'
    when c.row_updated_at > o.row_updated_at then 'changed'
    when c.snapshot_at < o.snapshot_at then 'older'
    else 'changed' end as verdict
from (
  select *, row_number() over (partition by family, key
    order by row_updated_at desc nulls last, snapshot_at desc nulls last, facts desc, id) as nth
  from reference_row where batch_id = $1
) c
left join reference_row o on o.is_current and o.family = c.family and o.key = c.key
