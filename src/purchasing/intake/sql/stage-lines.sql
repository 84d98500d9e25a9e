-- $1 batch, $2 lines as a JSON list without empty fields.
-- Stages the lines of packages; they are reached through their package only, so they stay invisible with it.
insert into purchase_line (purchase_id, batch_id, row_no, line_key, commodity_code, commodity_name, catalogue_kind,
  catalogue_owner_code, catalogue_owner_name, supplier_scheme, supplier_key, supplier_name, sikap_id, distributor_key,
  product_ids, product_name, status_key, quantity, unit_price, shipping, value, umk_value, row_updated_at, identity,
  facts, source_row)
select r.purchase_id, $1, r.row_no, r.line_key, r.commodity_code, r.commodity_name, r.catalogue_kind, r.owner_code,
  r.owner_name, r.supplier_scheme, r.supplier_key, r.supplier_name, r.sikap_id, r.distributor_key,
  coalesce(r.product_ids, '{}'), r.product_name, r.status_key, r.quantity, r.unit_price, r.shipping, r.value,
  r.umk_value, r.row_updated_at, r.identity, r.facts, r.source_row::text
from json_to_recordset($2::json) as r(purchase_id bigint, row_no int, line_key text, commodity_code text,
  commodity_name text, catalogue_kind text, owner_code text, owner_name text, supplier_scheme text, supplier_key text,
  supplier_name text, sikap_id text, distributor_key text, product_ids text[], product_name text, status_key text,
  quantity numeric, unit_price numeric, shipping numeric, value numeric, umk_value numeric, row_updated_at timestamptz,
  identity uuid, facts uuid, source_row json)
