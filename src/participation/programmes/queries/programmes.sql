-- Programmes of pembinaan, newest first, with the count of all that match and of all there are on every row; one row
-- without a programme where none is on the page. $1 today, $2 like, $3 kind, $4 field, $5 duty, $6 state, $7 year that a
-- day of it falls into, $8 of the task force, $9 id (null = any), $10 size, $11 offset. A participant that was merged
-- into another enterprise counts as that one, once.
with programme_on as (
  select p.*, case when p.cancelled_on is not null then 'batal' when p.starts_on > $1::date then 'rencana'
    when p.ends_on < $1::date then 'selesai' else 'berjalan' end as state
  from programme p
), chosen as materialized (
  select p.* from programme_on p
  where ($2::text is null or lower(p.name || ' ' || p.organiser || ' ' || coalesce(p.place, '')) like $2)
    and ($3::text is null or p.kind = $3) and ($4::text is null or p.field = $4) and ($5::text is null or p.duty = $5)
    and ($6::text is null or p.state = $6)
    and ($7::int is null or $7 between extract(year from p.starts_on) and extract(year from coalesce(p.ends_on, $1::date)))
    and ($8::boolean is null or p.task_force = $8) and ($9::bigint is null or p.id = $9)
), counted as (
  select count(*)::int as found, (select count(*)::int from programme) as all from chosen
)
select c.found, c.all, o.*
from counted c
left join lateral (
  select p.id::text, p.name, p.kind, p.field, p.organiser, p.duty, p.task_force as "taskForce", p.state,
    p.starts_on::text as "startsOn", p.ends_on::text as "endsOn", p.cancelled_on::text as "cancelledOn",
    p.cancelled_why as "cancelledWhy", p.wilayah_code as "wilayahCode", p.place, p.budget::text as budget, p.source, p.note,
    (select count(distinct coalesce(e.merged_into, e.id))::int
     from programme_participant a join enterprise e on e.id = a.enterprise_id where a.programme_id = p.id) as participants,
    p.version, p.updated_by as "updatedBy",
    to_char(p.updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "updatedAt"
  from chosen p
  order by p.starts_on desc, p.id desc
  limit $10 offset $11
) o on true
order by o."startsOn" desc, o.id::bigint desc
