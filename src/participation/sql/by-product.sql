-- Sellers, products, transactions and value per year of products of the catalogue, by $12: kelompok (product group), bintang
-- (scheme:stars, as they stand now) or desa-produk (flagship village first). After the named queries of sales.sql, whose
-- filters count as well. Value where the product's part of the line is known; 'shared' counts lines where it is not.
with line as (
  select s.year, s.purchase_id, pp.product_id, pp.share, s.supplier_scheme as scheme, s.supplier_key as key, s.umk,
    case when m.key is null then make_date(s.year, 12, 31) else coalesce(s.ordered_on, make_date(s.year, 12, 31)) end as day,
    case pp.share when 'whole' then s.value when 'part' then pp.value end as value,
    coalesce(case $12::text when 'kelompok' then p.group_code when 'bintang' then p.star else p.village end, 'unknown') as place
  from product_purchase pp
  join chosen_product p on p.id = pp.product_id
  join spending_line s on s.line_id = pp.line_id and (s.part = 1 or pp.share = 'whole')
  join span y on y.year = s.year and (y.last is null or s.ordered_on <= y.last)
  left join moving m on m.scheme = s.supplier_scheme and m.key = s.supplier_key
  where ($1::text is null or s.klpd = $1) and s.source = any($4::text[]) and s.standing in ('committed', 'completed')
), who as (
  select distinct year, scheme, key, umk, day, seller from sale where seller is not null
)
select l.year, l.place as key, count(distinct w.seller)::int as sellers,
  count(distinct w.seller) filter (where l.umk = 'yes')::int as umk_sellers, count(distinct l.product_id)::int as products,
  count(distinct l.purchase_id)::int as packages, coalesce(sum(l.value), 0)::text as value,
  coalesce(sum(l.value) filter (where l.umk = 'yes'), 0)::text as umk_value, count(*) filter (where l.share = 'shared')::int as shared
from line l
left join who w on w.year = l.year and w.scheme = l.scheme and w.key = l.key and w.umk = l.umk and w.day = l.day
where ($5::text is null and $6::text is null and $8::text is null and $9::text is null) or w.seller is not null
group by l.year, l.place order by l.year, l.place
