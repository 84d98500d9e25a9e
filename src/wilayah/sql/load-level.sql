-- Writes the regions of one level. $1 JSON list of rows, $2 the level. What is there already is changed only where it
-- differs, so that loading the same again writes nothing. Codes tell what lies above.
insert into wilayah (code, level, kind, name, name_key, parent_code, province_code, regency_code, district_code, bps_code,
  is_current)
select r.code, $2, r.kind, r.name, r."nameKey",
  case $2 when 'provinsi' then null when 'kabupaten' then left(r.code, 2) when 'kecamatan' then left(r.code, 5)
    else left(r.code, 8) end,
  left(r.code, 2),
  case when $2 <> 'provinsi' then left(r.code, 5) end,
  case when $2 in ('kecamatan', 'desa') then left(r.code, 8) end,
  r."bpsCode", true
from json_to_recordset($1::json) as r (code text, kind text, name text, "nameKey" text, "bpsCode" text)
on conflict (code) do update set kind = excluded.kind, name = excluded.name, name_key = excluded.name_key,
  bps_code = excluded.bps_code, is_current = true
where (wilayah.kind, wilayah.name, wilayah.name_key, wilayah.bps_code, wilayah.is_current)
  is distinct from (excluded.kind, excluded.name, excluded.name_key, excluded.bps_code, true)
