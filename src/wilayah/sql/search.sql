-- Current places whose name begins with $1 (as it is compared) or whose code begins with $2, with those above them.
-- $3 level, $4 kind, $5 code of the place to search in, $6 rows, $7 rows to skip; null = any. A kota is found without
-- the word 'kota' too. The whole name comes first, then wide before narrow.
select w.code, w.level, w.kind, w.name, w.parent_code as "parentCode", w.bps_code as "bpsCode", w.is_current as "isCurrent",
  (select coalesce(json_agg(json_build_object('code', a.code, 'level', a.level, 'kind', a.kind, 'name', a.name,
      'parentCode', a.parent_code, 'bpsCode', a.bps_code, 'isCurrent', a.is_current) order by length(a.code)), '[]')
    from wilayah a where a.code in (w.province_code, w.regency_code, w.district_code) and a.code <> w.code) as above,
  count(*) over ()::int as total
from wilayah w
where w.is_current
  and (w.name_key like $1 || '%' or (w.kind = 'kota' and w.name_key like 'kota ' || $1 || '%')
    or ($2::text is not null and w.code like $2 || '%'))
  and ($3::text is null or w.level = $3)
  and ($4::text is null or w.kind = $4)
  and ($5::text is null or w.code like $5 || '.%')
order by (w.name_key = $1 or w.code = $2) desc nulls last, length(w.code), w.name_key collate "C", w.code
limit $6 offset $7
