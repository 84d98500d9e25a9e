-- The members of one sentra on a day, champions first. $1 sentra, $2 day. The same rules as in facts.sql.
with member as (
  select coalesce(e.merged_into, e.id) as enterprise_id, min(m.since) as since
  from enterprise_membership m join enterprise e on e.id = m.enterprise_id
  where m.sentra_id = $1 and (m.since is null or m.since <= $2::date) and (m.until is null or m.until >= $2::date)
  group by 1
)
select e.id::text as "enterpriseId", e.name, m.since::text as since,
  case when s.group_code is null or not exists (
      select 1 from product_maker k join product p on p.id = k.product_id and p.state <> 'arsip'
      where k.enterprise_id = e.id) then 'belum'
    when exists (select 1 from product_maker k join product p on p.id = k.product_id and p.state <> 'arsip'
                 where k.enterprise_id = e.id and p.group_code = s.group_code) then 'sejenis'
    else 'lain' end as kind,
  c.evidence as "championEvidence", c.stated_on::text as "championSince"
from member m join enterprise e on e.id = m.enterprise_id join sentra s on s.id = $1
left join lateral (
  select c.evidence, c.stated_on from sentra_champion c join enterprise o on o.id = c.enterprise_id
  where c.sentra_id = $1 and coalesce(o.merged_into, o.id) = e.id order by c.stated_on limit 1
) c on true
order by c.stated_on is null, e.name_key, e.id
