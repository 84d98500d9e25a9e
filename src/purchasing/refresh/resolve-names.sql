-- Gives purchases of feeds without a KLPD code the code that their name stands for, and takes it back when no feed tells
-- the name any more: exactly one candidate, or the name itself. Returns whose figures change.
with candidate as (
  select name_key, min(klpd) as klpd from klpd_name
  where name_key is not null group by name_key having count(distinct klpd) = 1
), written as (
  -- Names are few and purchases many.
  select klpd_name, institution_key(klpd_name) as name_key from (
    select distinct klpd_name from purchase where feed = 'realisasi' or klpd like 'nama:%') w
), fresh as (
  select p.id, p.klpd as old, coalesce(c.klpd, 'nama:' || w.name_key, '?') as klpd
  from purchase p
  join written w on w.klpd_name is not distinct from p.klpd_name
  left join candidate c on c.name_key = w.name_key
  where p.feed = 'realisasi' or p.klpd like 'nama:%'
), changed as (
  update purchase p set klpd = f.klpd from fresh f where f.id = p.id and f.klpd <> p.klpd
  returning f.old, p.klpd, p.year
)
select distinct k.klpd, c.year from changed c cross join lateral (values (c.old), (c.klpd)) k(klpd)
