-- Who took part in programme $1, by name, with what became of each up to day $2: first day of a listing of its products,
-- first transaction (running or completed) before it took part and first after. A participant that was merged into
-- another enterprise is shown as that one, once, from its earliest day. $3 enterprise (null = all).
with participant as materialized (
  select distinct on (coalesce(e.merged_into, e.id)) coalesce(e.merged_into, e.id) as enterprise_id,
    min(a.joined_on) over (partition by coalesce(e.merged_into, e.id)) as joined_on, a.left_on, a.note, a.version,
    a.updated_by, a.updated_at
  from programme_participant a join enterprise e on e.id = a.enterprise_id
  where a.programme_id = $1 and ($3::bigint is null or a.enterprise_id = $3 or e.merged_into = $3)
  order by coalesce(e.merged_into, e.id), e.merged_into nulls first
), sold as (
  select p.enterprise_id, min(s.on_day) filter (where s.on_day < p.joined_on) as before,
    min(s.on_day) filter (where s.on_day >= p.joined_on) as after
  from participant p
  join enterprise_supplier_key k on k.enterprise_id = p.enterprise_id
  join seller_day s on s.scheme = k.scheme and s.key = k.key
    and s.on_day >= k.valid_from and (k.valid_to is null or s.on_day <= k.valid_to)
  where s.on_day <= $2::date
  group by p.enterprise_id
)
select e.id::text as "enterpriseId", e.name, e.nib, e.wilayah_code as "wilayahCode", p.joined_on::text as "joinedOn",
  p.left_on::text as "leftOn", p.note,
  not exists (select 1 from enterprise_supplier_key k where k.enterprise_id = e.id) as "withoutKey",
  l.listed_from::text as "listedFrom", l.listed_until::text as "listedUntil",
  s.before::text as "soldBefore", s.after::text as "soldAfter", p.version, p.updated_by as "updatedBy",
  to_char(p.updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "updatedAt"
from participant p
join enterprise e on e.id = p.enterprise_id
left join sold s on s.enterprise_id = e.id
left join lateral (
  select min(l.valid_from) as listed_from, nullif(max(coalesce(l.valid_to, 'infinity')), 'infinity') as listed_until
  from product_listing l
  where l.valid_from <= $2::date and (l.enterprise_id = e.id
    or (l.enterprise_id is null and exists (
      select 1 from product_maker m where m.product_id = l.product_id and m.enterprise_id = e.id)))
) l on true
order by e.name_key, e.id
