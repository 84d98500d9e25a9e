-- The lines of package $1 with what each counts as and why.
select l.id::text, l.row_no, l.commodity_code, coalesce(k.data->>'name', l.commodity_name) as commodity_name,
  coalesce(s.catalogue, 'n/a') as catalogue, l.product_ids,
  coalesce(l.product_name, pr.data->>'name') as product_name, l.supplier_key,
  coalesce(l.supplier_name, r.data->>'name', e.name) as supplier_name,
  coalesce(s.umk, 'unknown') as umk, s.umk_basis, coalesce(m.state, 'no') as ovop,
  m.origin as entry_origin, m.entry_id::text, o.label as entry_label, m.product_id::text as product_id,
  n.name as product_of_entry, o.enterprise_id::text as enterprise_id, m.matched_on, m.amount::text as ovop_amount,
  trim_scale(l.quantity)::text as quantity, trim_scale(l.unit_price)::text as unit_price, l.shipping::text, l.value::text
from purchase_line l
left join spending_line s on s.line_id = l.id and s.part = 1
left join ovop_mark m on m.line_id = l.id
left join ovop_list o on o.origin = m.origin and o.entry_id = m.entry_id
left join product n on n.id = m.product_id
left join reference_row k on k.is_current and k.family = 'komoditas' and k.key = l.commodity_code
left join reference_row r on r.is_current and r.key = l.supplier_key
  and r.family = case l.supplier_scheme when 'v5' then 'penyedia-v5' when 'v6' then 'penyedia-v6' end
left join reference_row pr on pr.is_current and cardinality(l.product_ids) = 1 and pr.key = l.product_ids[1]
  and pr.family = case l.supplier_scheme when 'v5' then 'produk' when 'v6' then 'produk-penyedia' end
left join supplier_seen e on e.scheme = l.supplier_scheme and e.key = l.supplier_key
where l.purchase_id = $1
order by l.row_no, l.id
