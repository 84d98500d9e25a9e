-- How each tourism place stands to the duty of having an etalase, on the day $1; $2 = days for which a sight of it counts.
-- What nobody has seen is unknown, never absent: 'tidak-ada' needs somebody who looked and found none, or a closing.
with seen as (
  select i.*, coalesce(i.place_id, e.place_id) as of_place from etalase_inspection i
  left join physical_etalase e on e.id = i.etalase_id
  where i.withdrawn_at is null and i.inspected_on <= $1::text::date
), last_seen as (
  select distinct on (of_place, etalase_id) of_place, etalase_id, inspected_on, result from seen
  order by of_place, etalase_id, inspected_on desc, id desc
), standing as (
  select e.place_id, case
      when l.result = 'tidak-ada' then
        case when l.inspected_on >= $1::text::date - $2::int then 'tidak-ada' else 'belum-diketahui' end
      when coalesce(l.inspected_on, e.since) is null then 'belum-diketahui'
      when coalesce(l.inspected_on, e.since) >= $1::text::date - $2::int then 'ada'
      else 'kedaluwarsa' end as state
  from physical_etalase e left join last_seen l on l.etalase_id = e.id
  where (e.since is null or e.since <= $1::text::date) and (e.closed_on is null or e.closed_on >= $1::text::date)
), by_place as (
  -- Several etalase: the one that says most for the place counts.
  select place_id, count(*)::int as etalase, (array_agg(state order by
    array_position('{ada,kedaluwarsa,belum-diketahui,tidak-ada}'::text[], state)))[1] as state
  from standing group by place_id
), absent as (
  select place_id from physical_etalase where closed_on < $1::text::date
  union select of_place from last_seen
    where etalase_id is null and inspected_on >= $1::text::date - $2::int
), inspected as (
  select of_place, max(inspected_on) as last, count(*) filter (where inspected_on >= $1::text::date - $2::int)::int as recent
  from seen group by of_place
)
select p.kode, p.name, p.kind, left(p.wilayah_code, 5) as "kabupatenCode",
  case r.kind when 'kabupaten' then 'Kabupaten ' || r.name else r.name end as kabupaten,
  coalesce(b.state, case when a.place_id is not null then 'tidak-ada' end, 'belum-diketahui') as state,
  coalesce(b.etalase, 0) as etalase, i.last::text as "inspectedOn", coalesce(i.recent, 0) as inspections
from wisata_place p
join wilayah r on r.code = left(p.wilayah_code, 5)
left join by_place b on b.place_id = p.id
left join absent a on a.place_id = p.id
left join inspected i on i.of_place = p.id
where p.state = 'aktif'
