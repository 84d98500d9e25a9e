-- Who bought product $1 of the catalogue: by fiscal year and perangkat daerah, over the lines on which it stands. $2 KLPD,
-- null = all; $3 sources. Packages that other products share are counted apart, with the value of the whole order.
with bought as (
  select s.klpd, s.year, s.satker_key, s.purchase_id, s.standing, bool_or(b.share = 'shared') as shared,
    sum(case when b.share <> 'part' then s.value when s.part = 1 then b.value end) as value
  from product_purchase b
  join spending_line s on s.line_id = b.line_id
  where b.product_id = $1::bigint and ($2::text is null or s.klpd = $2) and s.source = any($3::text[])
  group by s.klpd, s.year, s.satker_key, s.purchase_id, s.standing
), placed as (
  select o.*, m.perangkat_daerah_id
  from bought o
  left join lateral (
    select a.perangkat_daerah_id from satker_assignment a
    where a.klpd = o.klpd and a.satker_key = o.satker_key and a.valid_from <= make_date(o.year, 12, 31)
      and (a.valid_to is null or a.valid_to >= make_date(o.year, 12, 31))
    order by a.valid_from desc limit 1) m on true
)
select p.year, coalesce(d.id::text, 'unmapped') as "placeId", coalesce(d.name, 'Belum dipetakan') as "placeName",
  count(*) filter (where committed and not shared)::int as "committedPackages",
  coalesce(sum(value) filter (where committed and not shared), 0)::text as "committedValue",
  count(*) filter (where standing = 'completed' and not shared)::int as "completedPackages",
  coalesce(sum(value) filter (where standing = 'completed' and not shared), 0)::text as "completedValue",
  count(*) filter (where committed and shared)::int as "sharedPackages",
  coalesce(sum(value) filter (where committed and shared), 0)::text as "sharedValue",
  count(*) filter (where not committed)::int as "otherPackages"
from (select placed.*, standing in ('committed', 'completed') as committed from placed) p
left join perangkat_daerah d on d.id = p.perangkat_daerah_id
group by p.year, d.id, d.name
order by p.year desc, sum(value) filter (where committed) desc nulls last, lower(d.name) collate "C" nulls last
