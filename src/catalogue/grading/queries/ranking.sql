-- Products by their newest closed judging under exactly one profile version, the best score first.
-- $1 profile, $2 version, $3 fingerprint of the file; $4 limit, $5 offset.
-- Scores are exact shares with small denominators (points times steps), so numeric division orders them without a tie
-- that is none. Products in the archive are not ranked.
with judged as (
  select distinct on (a.product_id) a.*
  from product_assessment a join product p on p.id = a.product_id and p.state <> 'arsip'
  where a.state = 'ditutup' and a.profile_code = $1 and a.profile_version = $2 and a.profile_print = $3
  order by a.product_id, a.closed_on desc, a.id desc
), ranked as (
  select j.*, rank() over (order by j.score_numerator / j.score_denominator desc)::int as rank
  from judged j where j.score_numerator is not null
)
select r.rank, r.id::text as "assessmentId", r.product_id::text as "productId", p.name, g.name as "group",
  (select string_agg(w.name, ', ' order by v.is_flagship desc, w.code)
   from (select * from product_village where product_id = p.id order by is_flagship desc, wilayah_code limit 3) v
   join wilayah w on w.code = v.wilayah_code) as places,
  r.score_numerator::text as numerator, r.score_denominator::text as denominator, r.judged_weight as "judgedWeight",
  r.applicable_weight as "applicableWeight", r.total_weight as "totalWeight", r.closed_on::text as "closedOn",
  r.due_on::text as "dueOn", newer.profile_code as "newerProfile", newer.profile_version as "newerVersion"
from ranked r
join product p on p.id = r.product_id
join product_group g on g.code = p.group_code
left join lateral (
  select n.profile_code, n.profile_version from product_assessment n
  where n.product_id = r.product_id and n.state = 'ditutup' and n.id <> r.id
    and (n.closed_on, n.id) > (r.closed_on, r.id)
  order by n.closed_on desc, n.id desc limit 1
) newer on true
order by r.rank, p.name, r.product_id
limit $4 offset $5
