-- What an entry would find among the current purchases, by the same comparison as refresh/ovop-mark.sql but whether or
-- not another entry finds the line too. $1 kind, $2 scheme, $3 value_key, $4 first day, $5 last day or null.
select count(*)::int as lines, count(distinct p.id)::int as packages, coalesce(sum(l.value), 0)::text as value,
  count(distinct l.supplier_scheme || '|' || l.supplier_key)::int as suppliers
from purchase p
join purchase_line l on l.purchase_id = p.id
where p.is_current
  and not exists (select 1 from purchase_excluded x where x.purchase_id = p.id)
  and coalesce(p.ordered_on, make_date(p.year, 12, 31)) >= $4::date
  and ($5::date is null or coalesce(p.ordered_on, make_date(p.year, 12, 31)) <= $5::date)
  and case $1::text
    when 'produk-v5' then p.source = 'v5' and $3::text = any(l.product_ids)
    when 'produk-v6' then p.source = 'v6' and $3::text = any(l.product_ids)
    when 'penyedia' then l.supplier_scheme = $2::text and l.supplier_key = $3::text
    when 'komoditas' then p.source = 'v5' and l.commodity_code = $3::text
    when 'merchant' then p.source = 'toko-daring' and l.supplier_key = $3::text
    else ' ' || btrim(regexp_replace(lower(concat_ws(' ', p.name, l.product_name)), '[^a-z0-9]+', ' ', 'g')) || ' '
         like '% ' || $3::text || ' %' end
