-- Stages reference rows of one file, invisible before apply. $1 batch, $2 declared date of the file.
insert into reference_row (batch_id, family, key, klpd, year, data, row_no, row_updated_at, snapshot_at, facts, source_row)
select $1, r.family, r.key, r.klpd, r.year, r.data::jsonb, r.row_no, r.row_updated_at, coalesce(r.snapshot_at, $2),
  r.facts, r.source_row
from unnest($3::text[], $4::text[], $5::text[], $6::int[], $7::text[], $8::int[], $9::timestamptz[],
  $10::timestamptz[], $11::uuid[], $12::text[])
  as r(family, key, klpd, year, data, row_no, row_updated_at, snapshot_at, facts, source_row)
