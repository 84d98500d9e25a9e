-- What villages could make. $1 code of a place: the village itself, or all inside it; $2 product group, $3 produk unggulan or
-- not, $4 pattern of the kind of product, $5 id; null = any. By place, the produk unggulan of a village first.
select v.id::text, v.wilayah_code as "wilayahCode", v.product_kind as "productKind", v.kind_key as "kindKey",
  v.group_code as "groupCode", g.name as "groupName", v.is_flagship as "isFlagship", v.enterprises,
  v.raw_material as "rawMaterial", v.note, v.source, v.product_id::text as "productId", p.name as "productName", v.version,
  v.created_by as "createdBy", v.updated_by as "updatedBy",
  to_char(v.updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "updatedAt",
  case w.kind when 'kelurahan' then 'Kelurahan ' else 'Desa ' end || w.name || ', Kecamatan ' || d.name || ', '
    || case r.kind when 'kota' then '' else 'Kabupaten ' end || r.name as place,
  count(*) over ()::int as total
from village_potential v
join wilayah w on w.code = v.wilayah_code
join wilayah d on d.code = w.district_code
join wilayah r on r.code = w.regency_code
left join product_group g on g.code = v.group_code
left join product p on p.id = v.product_id
where ($1::text is null or v.wilayah_code = $1::text or v.wilayah_code like $1::text || '.%')
  and ($2::text is null or v.group_code = $2::text)
  and ($3::boolean is null or v.is_flagship = $3::boolean)
  and ($4::text is null or v.kind_key like $4::text)
  and ($5::bigint is null or v.id = $5::bigint)
order by v.wilayah_code, v.is_flagship desc, v.kind_key, v.id
