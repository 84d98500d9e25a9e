-- Members and champions of sentra on a day. $1 ids, $2 day. A member whose products on file are all of another group than
-- the sentra's is not one of its kind; one without any product on file is taken at the word of its membership. An enterprise
-- that was merged into another is that other.
with member as (
  select distinct m.sentra_id, coalesce(e.merged_into, e.id) as enterprise_id
  from enterprise_membership m join enterprise e on e.id = m.enterprise_id
  where m.sentra_id = any($1::bigint[]) and (m.since is null or m.since <= $2::date)
    and (m.until is null or m.until >= $2::date)
), kinds as (
  select m.sentra_id, m.enterprise_id,
    case when not exists (select 1 from product_maker k join product p on p.id = k.product_id and p.state <> 'arsip'
                          where k.enterprise_id = m.enterprise_id) then 'belum'
      when s.group_code is null then 'belum'
      when exists (select 1 from product_maker k join product p on p.id = k.product_id and p.state <> 'arsip'
                   where k.enterprise_id = m.enterprise_id and p.group_code = s.group_code) then 'sejenis'
      else 'lain' end as kind,
    exists (select 1 from sentra_champion c join enterprise e on e.id = c.enterprise_id
            where c.sentra_id = m.sentra_id and coalesce(e.merged_into, e.id) = m.enterprise_id) as champion
  from member m join sentra s on s.id = m.sentra_id
)
select s.id::text as "sentraId",
  exists (select 1 from enterprise_membership m where m.sentra_id = s.id) as "everMembers",
  count(k.enterprise_id)::int as members,
  count(*) filter (where k.kind = 'sejenis')::int as "sameKind",
  count(*) filter (where k.kind = 'lain')::int as "otherKind",
  count(*) filter (where k.kind = 'belum')::int as "withoutProduct",
  count(*) filter (where k.champion and k.kind <> 'lain')::int as champions
from unnest($1::bigint[]) as s (id)
left join kinds k on k.sentra_id = s.id
group by s.id
