-- Sellers, transactions and value per year by what is known of the seller: $8 kabupaten, kelas, perempuan or desa. After the
-- named queries of sales.sql; key 'unknown' = not known, 'unnamed' = the source names no seller.
with placed as (
  select s.*, case when seller is null then 'unnamed' else coalesce(case $8::text
      when 'kabupaten' then regency when 'kelas' then class when 'desa' then case when is_village then village end
      when 'perempuan' then case owner_woman when true then 'yes' when false then 'no' end end, 'unknown') end as place
  from sale s where in_span
)
select year, place as key, count(distinct seller)::int as sellers,
  count(distinct seller) filter (where umk = 'yes')::int as umk_sellers,
  (coalesce(sum(packages) filter (where purchase_id is null), 0) + count(distinct purchase_id))::int as packages,
  sum(value)::text as value, coalesce(sum(value) filter (where umk = 'yes'), 0)::text as umk_value
from placed group by year, place order by year, place
