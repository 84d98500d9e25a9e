-- KLPDs and years whose purchases the changed entries of the OVOP list find, by kind $1, scheme $2 and value_key $3.
-- Words are not among them: those may be found anywhere.
with changed as (
  select * from unnest($1::text[], $2::text[], $3::text[]) c(kind, scheme, value_key)
)
select p.klpd, p.year
from purchase p
join purchase_line l on l.purchase_id = p.id
cross join lateral unnest(l.product_ids) as pid
join changed c on c.kind = 'produk-' || p.source and c.value_key = pid
where p.is_current and p.source in ('v5', 'v6')
union
select p.klpd, p.year
from changed c
join reference_row r on r.is_current and r.family = 'order-produk' and r.data->>'productId' = c.value_key
join purchase p on p.is_current and p.source = 'v6' and p.source_key = r.data->>'orderId'
where c.kind = 'produk-v6'
union
select p.klpd, p.year
from changed c
join purchase_line l on l.supplier_key = c.value_key
  and l.supplier_scheme = case c.kind when 'merchant' then 'toko-daring' else c.scheme end
join purchase p on p.id = l.purchase_id and p.is_current
where c.kind in ('penyedia', 'merchant')
union
select p.klpd, p.year
from changed c
join purchase_line l on l.commodity_code = c.value_key
join purchase p on p.id = l.purchase_id and p.is_current
where c.kind = 'komoditas'
