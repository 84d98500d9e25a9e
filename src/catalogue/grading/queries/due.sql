-- Products and when they are to be judged again, by their newest closed judging under whatever profile.
-- $1 today, $2 state asked for or null, $3 part of the name (as like) or null, $4 limit, $5 offset.
-- terlambat: due today or before; segera: within 90 days; berlaku: later; belum-pernah: never judged to the end.
with last as (
  select distinct on (product_id) product_id, id, profile_code, profile_version, closed_on, due_on, score_numerator,
    score_denominator
  from product_assessment where state = 'ditutup' order by product_id, closed_on desc, id desc
), standing as (
  select p.id, p.name, p.name_key, p.group_code, l.id as assessment_id, l.profile_code, l.profile_version, l.closed_on,
    l.due_on, l.score_numerator, l.score_denominator,
    case when l.id is null then 'belum-pernah' when l.due_on <= $1::date then 'terlambat'
      when l.due_on <= $1::date + 90 then 'segera' else 'berlaku' end as state
  from product p left join last l on l.product_id = p.id
  where p.state <> 'arsip' and ($3::text is null or lower(p.name) like $3)
)
select s.id::text as "productId", s.name, g.name as "group", s.state, s.assessment_id::text as "assessmentId",
  s.profile_code as "profileCode", s.profile_version as "profileVersion", s.closed_on::text as "closedOn",
  s.due_on::text as "dueOn", s.score_numerator::text as numerator, s.score_denominator::text as denominator,
  o.id::text as "openId", star.scheme as "starScheme", star.stars, count(*) over ()::int as found
from standing s
join product_group g on g.code = s.group_code
left join product_assessment o on o.product_id = s.id and o.state = 'terbuka'
left join product_star star on star.product_id = s.id
where $2::text is null or s.state = $2
order by array_position(array['terlambat', 'segera', 'belum-pernah', 'berlaku'], s.state), s.due_on, s.name_key, s.id
limit $4 offset $5
