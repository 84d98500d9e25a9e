-- Tourism places that are open, by kode. $1 beginning of a region's code or null, $2 kind or null, $3 part of a name or null,
-- $4 whether an etalase stands there (null = either), $5 kode after which the page begins or null, $6 rows, $7 one kode or null,
-- $8 the day.
select p.id::text, p.kode, p.name, p.name_en as "nameEn", p.kind, p.wilayah_code as "wilayahCode",
  case w.level when 'desa' then w.name end as desa, case w.kind when 'kelurahan' then true else false end as kelurahan,
  d.name as kecamatan, left(p.wilayah_code, 5) as "kabupatenCode",
  case r.kind when 'kabupaten' then 'Kabupaten ' || r.name else r.name end as kabupaten,
  p.latitude::float8 as latitude, p.longitude::float8 as longitude, p.coordinate_confidence as confidence,
  p.coordinate_error_m as "errorM", p.manager, p.opening, p.opening_en as "openingEn", p.description,
  p.description_en as "descriptionEn", p.source, e.etalase,
  to_char(coalesce(c.changed_at, p.updated_at) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "changedAt"
from wisata_place p
join wilayah w on w.code = p.wilayah_code
left join wilayah d on d.code = w.district_code
join wilayah r on r.code = left(p.wilayah_code, 5)
left join etalase_change c on c.kind = 'wisata' and c.key = p.kode
left join lateral (
  select json_agg(e.told order by e.id) as etalase from etalase_shown e
  where e.place_id = p.id and (e.since is null or e.since <= $8::text::date) and (e.closed_on is null or e.closed_on >= $8::text::date)) e on true
where p.state = 'aktif' and ($1::text is null or p.wilayah_code = $1 or p.wilayah_code like $1 || '.%')
  and ($2::text is null or p.kind = $2) and ($3::text is null or p.name_key like $3)
  and ($4::boolean is null or $4 = (e.etalase is not null))
  and ($5::text is null or p.kode > $5) and ($7::text is null or p.kode = $7)
order by p.kode
limit $6
