-- What is on file about products in the hands of a maker. $1 ids of enterprises and $2 of products, pair by pair; $3 the
-- day, $4 the time zone. A pair that is no product and maker is left out. Certificates and listings of another maker are not the maker's.
select a.enterprise_id::text as "enterpriseId", p.id::text, p.name, p.group_code as "groupCode", g.is_food as "isFood",
  p.raw_material as "rawMaterial", p.source, (p.updated_at at time zone $4)::date::text as "updatedOn",
  coalesce(c.certificates, '[]') as certificates, coalesce(l.listings, '[]') as listings,
  v.code as "villageCode", coalesce(v.flagship, false) as "isFlagship", coalesce(q.criteria, '[]') as criteria,
  coalesce(s.statements, '[]') as statements
from unnest($1::bigint[], $2::bigint[]) as a (enterprise_id, product_id)
join product_maker own on own.product_id = a.product_id and own.enterprise_id = a.enterprise_id
join product p on p.id = a.product_id
join product_group g on g.code = p.group_code
left join lateral (
  -- Of several of one kind the one that helps: in force on the day, then the one that lasts longest.
  select json_agg(json_build_object('kind', x.kind, 'issuer', x.issuer, 'issuedOn', x.issued_on, 'expiresOn', x.expires_on,
    'value', x.value::text, 'verifiedOn', x.verified_on, 'keptOn', (x.created_at at time zone $4)::date)
    order by x.kind) as certificates
  from (select distinct on (y.kind) y.* from product_certificate y
    left join enterprise o on o.id = y.enterprise_id
    where y.product_id = p.id and (y.enterprise_id is null or coalesce(o.merged_into, o.id) = a.enterprise_id)
    order by y.kind, (y.issued_on is null or y.issued_on <= $3::date) desc,
      (y.expires_on is null or y.expires_on >= $3::date) desc, y.verified_on is not null desc, y.expires_on desc nulls first,
      y.id) x) c on true
left join lateral (
  select json_agg(json_build_object('platform', x.platform, 'category', x.category, 'etalase', x.etalase, 'from', x.valid_from)
    order by x.platform) as listings
  from (select distinct on (y.platform) y.* from product_listing y
    left join enterprise o on o.id = y.enterprise_id
    where y.product_id = p.id and (y.enterprise_id is null or coalesce(o.merged_into, o.id) = a.enterprise_id)
      and y.valid_from <= $3::date and (y.valid_to is null or y.valid_to >= $3::date)
    order by y.platform, y.category is not null or y.etalase is not null desc, y.id) x) l on true
left join lateral (
  select x.wilayah_code as code, bool_or(x.is_flagship) over () as flagship from product_village x
  where x.product_id = p.id order by x.is_flagship desc, x.wilayah_code limit 1) v on true
left join lateral (
  select json_agg(json_build_object('code', x.code, 'answer', x.answer, 'on', x.judged_on) order by x.code) as criteria
  from product_selection x where x.product_id = p.id and x.list = 'kriteria' and x.answer <> 'belum-dinilai') q on true
left join lateral (
  select json_agg(json_build_object('fact', x.fact, 'part', x.part, 'value', x.value, 'source', x.source, 'on', x.stated_on)
    order by x.fact, x.part) as statements
  from eligibility_statement x where x.product_id = p.id) s on true
