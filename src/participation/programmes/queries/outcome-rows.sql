-- The enterprises that a number of what became of participants counts, by name: of the side $3, who came to the step $4 ('semua' =
-- everybody). $5 rows, $6 rows before them. After the named queries of outcome-members.sql.
with wanted as materialized (
  select t.* from told t
  where t.side = $3::text and case $4::text when 'semua' then true when 'layak' then t.eligible
    when 'belum-diputuskan' then t.eligible is null when 'tayang' then t.listed_after
    when 'baru-tayang' then t.listed_after and not t.listed_before when 'menjual' then t.sold_after
    when 'baru-menjual' then t.sold_after and not t.sold_before when 'tanpa-kode' then t.without_key end
), named as (
  select w.*, e.name, e.name_key, r.name as regency from wanted w
  join enterprise e on e.id = w.enterprise_id
  left join wilayah v on v.code = e.wilayah_code
  left join wilayah r on r.code = v.regency_code
  order by e.name_key, e.id limit $5::int offset $6::int
)
select t.total, n.enterprise_id::text as id, n.name, n.regency, n.day0::text as since, n.eligible, n.listed_before as "listedBefore",
  n.listed_after as "listedAfter", n.sold_before as "soldBefore", n.sold_after as "soldAfter",
  coalesce(n.sold_value, 0)::text as "soldValue", n.without_key as "withoutKey", f."anyDecision", f."anyListing", f."anyPurchase"
from (select count(*)::int as total from wanted) t cross join on_file f
left join named n on true
order by n.name_key, n.enterprise_id
