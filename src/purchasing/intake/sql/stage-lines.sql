-- Stages the lines of packages; they are reached through their package only, so they stay invisible with it.
insert into purchase_line (purchase_id, batch_id, row_no, line_key, commodity_code, commodity_name, catalogue_kind,
  catalogue_owner_code, catalogue_owner_name, supplier_scheme, supplier_key, supplier_name, sikap_id, distributor_key,
  product_ids, product_name, status_key, quantity, unit_price, shipping, value, umk_value, row_updated_at, identity,
  facts, source_row)
select r.purchase_id, $1, r.row_no, r.line_key, r.commodity_code, r.commodity_name, r.catalogue_kind, r.owner_code,
  r.owner_name, r.supplier_scheme, r.supplier_key, r.supplier_name, r.sikap_id, r.distributor_key,
  coalesce(string_to_array(r.product_ids, E'\x1f'), '{}'), r.product_name, r.status_key, r.quantity, r.unit_price,
  r.shipping, r.value, r.umk_value, r.row_updated_at, r.identity, r.facts, r.source_row
from unnest($2::bigint[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
  $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[],
  $18::numeric[], $19::numeric[], $20::numeric[], $21::numeric[], $22::numeric[], $23::timestamptz[], $24::uuid[],
  $25::uuid[], $26::text[])
  as r(purchase_id, row_no, line_key, commodity_code, commodity_name, catalogue_kind, owner_code, owner_name,
    supplier_scheme, supplier_key, supplier_name, sikap_id, distributor_key, product_ids, product_name, status_key,
    quantity, unit_price, shipping, value, umk_value, row_updated_at, identity, facts, source_row)
