-- Stages packages of one file: invisible versions, not current before apply.
-- Lists travel as '\x1f'-joined text, because unnest flattens arrays of arrays.
insert into purchase (id, batch_id, feed, source, source_key, variant, detail_rank, klpd, klpd_name, year, package_no,
  name, rup_codes, funds, accounts, satker_ref, satker_code, satker_text, satker_name, status, status_key,
  shipment_status, ordered_on, row_updated_at, snapshot_at, declared_total, expected_lines)
select r.id, $1, $2, r.source, r.source_key, r.variant, $3, r.klpd, r.klpd_name, r.year, r.package_no, r.name,
  coalesce(string_to_array(r.rup_codes, E'\x1f'), '{}'), coalesce(string_to_array(r.funds, E'\x1f'), '{}'),
  coalesce(string_to_array(r.accounts, E'\x1f'), '{}'), r.satker_ref, r.satker_code, r.satker_text, r.satker_name,
  r.status, r.status_key, r.shipment_status, r.ordered_on, r.row_updated_at, coalesce(r.snapshot_at, $4),
  r.declared_total, r.expected_lines
from unnest($5::bigint[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::int[], $12::text[],
  $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[], $19::text[], $20::text[], $21::text[],
  $22::text[], $23::text[], $24::date[], $25::timestamptz[], $26::timestamptz[], $27::numeric[], $28::int[])
  as r(id, source, source_key, variant, klpd, klpd_name, year, package_no, name, rup_codes, funds, accounts, satker_ref,
    satker_code, satker_text, satker_name, status, status_key, shipment_status, ordered_on, row_updated_at, snapshot_at,
    declared_total, expected_lines)
