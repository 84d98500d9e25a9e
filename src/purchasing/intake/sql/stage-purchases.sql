-- $1 batch, $2 feed, $3 detail rank, $4 the file's own moment, $5 packages as a JSON list without empty fields.
-- Stages packages of one file: nobody sees them before apply.
insert into purchase_staged (id, batch_id, feed, source, source_key, variant, detail_rank, klpd, klpd_name, year, package_no,
  name, rup_codes, funds, accounts, satker_ref, satker_code, satker_text, satker_name, status, status_key,
  shipment_status, ordered_on, row_updated_at, snapshot_at, declared_total, expected_lines)
select r.id, $1, $2, r.source, r.source_key, r.variant, $3, r.klpd, r.klpd_name, r.year, r.package_no, r.name,
  coalesce(r.rup_codes, '{}'), coalesce(r.funds, '{}'), coalesce(r.accounts, '{}'), r.satker_ref, r.satker_code,
  r.satker_text, r.satker_name, r.status, r.status_key, r.shipment_status, r.ordered_on, r.row_updated_at,
  coalesce(r.snapshot_at, $4), r.declared_total, r.expected_lines
from json_to_recordset($5::json) as r(id bigint, source text, source_key text, variant text, klpd text, klpd_name text,
  year int, package_no text, name text, rup_codes text[], funds text[], accounts text[], satker_ref text,
  satker_code text, satker_text text, satker_name text, status text, status_key text, shipment_status text,
  ordered_on date, row_updated_at timestamptz, snapshot_at timestamptz, declared_total numeric, expected_lines int)
