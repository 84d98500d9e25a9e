-- One product with everything that hangs on it, as one row. $1 its id.
select p.id::text as id, p.name, p.name_key as "nameKey", p.group_code as "groupCode", p.description,
  p.price::text as price, p.unit, p.capacity_per_month::text as "capacityPerMonth", p.capacity_unit as "capacityUnit",
  p.raw_material as "rawMaterial", p.raw_material_origin as "rawMaterialOrigin", p.legend, p.local_wisdom as "localWisdom",
  p.stage, p.season, p.source, p.state, p.verified_on::text as "verifiedOn", p.verified_by as "verifiedBy", p.version,
  p.created_by as "createdBy", p.updated_by as "updatedBy",
  to_char(p.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt",
  to_char(p.updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "updatedAt",
  json_build_object('code', g.code, 'name', g.name, 'isFood', g.is_food) as "group",
  coalesce((
    select json_agg(json_build_object('code', w.code, 'kind', w.kind, 'name', w.name, 'district', d.name, 'regency', r.name,
        'regencyCode', w.regency_code, 'isFlagship', v.is_flagship) order by v.is_flagship desc, w.name, w.code)
    from product_village v
    join wilayah w on w.code = v.wilayah_code
    left join wilayah d on d.code = w.district_code
    left join wilayah r on r.code = w.regency_code
    where v.product_id = p.id), '[]') as villages,
  coalesce((
    select json_agg(json_build_object('id', e.id::text, 'name', e.name, 'village', w.name, 'regency', r.name) order by e.name, e.id)
    from (select distinct coalesce(o.merged_into, o.id) as id from product_maker m join enterprise o on o.id = m.enterprise_id
          where m.product_id = p.id) m
    join enterprise e on e.id = m.id
    left join wilayah w on w.code = e.wilayah_code and w.level = 'desa'
    left join wilayah r on r.code = coalesce(w.regency_code, e.wilayah_code)), '[]') as makers,
  coalesce((
    select json_agg(json_build_object('id', c.id::text, 'kind', c.kind, 'number', c.number, 'issuer', c.issuer,
        'issuedOn', c.issued_on::text, 'expiresOn', c.expires_on::text, 'value', c.value::text,
        'enterpriseId', c.enterprise_id::text, 'enterprise', e.name, 'verifiedOn', c.verified_on::text,
        'verifiedBy', c.verified_by, 'note', c.note, 'version', c.version) order by c.kind, c.id)
    from product_certificate c left join enterprise e on e.id = c.enterprise_id
    where c.product_id = p.id), '[]') as certificates,
  coalesce((
    select json_agg(json_build_object('id', l.id::text, 'platform', l.platform, 'externalId', l.external_id,
        'category', l.category, 'etalase', l.etalase, 'url', l.url, 'enterpriseId', l.enterprise_id::text,
        'enterprise', e.name, 'validFrom', l.valid_from::text, 'validTo', l.valid_to::text, 'version', l.version)
      order by l.platform, l.external_id)
    from product_listing l left join enterprise e on e.id = l.enterprise_id
    where l.product_id = p.id), '[]') as listings,
  coalesce((
    select json_agg(json_build_object('id', f.id::text, 'key', left(f.sha256, 16), 'alt', f.alt, 'width', f.width,
        'height', f.height, 'position', f.position) order by f.position, f.id)
    from product_photo f where f.product_id = p.id), '[]') as photos,
  (select json_build_object('scheme', s.scheme, 'stars', s.stars, 'decidedOn', s.decided_on::text)
    from product_star s where s.product_id = p.id) as star
from product p
join product_group g on g.code = p.group_code
where p.id = $1
