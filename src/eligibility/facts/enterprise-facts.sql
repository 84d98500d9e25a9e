-- What is on file about enterprises, for the rules of eligibility. $1 their ids, $2 the day, $3 the time zone.
-- Numbers of persons never leave: whether there is one, and for a body the number itself, whose form is looked at and forgotten.
select e.id::text, e.name, e.legal_form as "legalForm", e.nib, e.nib_verified_on::text as "nibVerifiedOn",
  e.nib_verified_with as "nibVerifiedWith", e.npwp, e.npwp_verified_on::text as "npwpVerifiedOn",
  e.npwp_verified_with as "npwpVerifiedWith", e.nitku, e.established_on::text as "establishedOn",
  e.wilayah_code as "wilayahCode", e.parent_class as "parentClass", e.source,
  (e.updated_at at time zone $3)::date::text as "updatedOn",
  exists (select 1 from personal_value v where v.owner_kind = 'enterprise' and v.owner_id = e.id::text and v.field = 'npwp')
    as "npwpSealed",
  coalesce(k.kbli, '[]') as kbli, coalesce(f.figures, '[]') as figures, c.class, c.origin, c.basis,
  c.valid_from::text as "classFrom", coalesce(d.documents, '[]') as documents, coalesce(m.sentra, '[]') as sentra,
  coalesce(s.statements, '[]') as statements
from enterprise e
left join lateral (
  select json_agg(json_build_object('edition', x.edition, 'code', x.code) order by x.is_main desc, x.edition, x.code) as kbli
  from enterprise_kbli x where x.enterprise_id = e.id) k on true
left join lateral (
  -- The newest of each kind; sales of a whole year, so not those of the year that the day lies in.
  select json_agg(json_build_object('kind', x.kind, 'year', x.year, 'amount', x.amount::text, 'source', x.source)
    order by x.kind) as figures
  from (select distinct on (g.kind) g.* from enterprise_figure g
    where g.enterprise_id = e.id
      and g.year <= extract(year from $2::date) - case g.kind when 'penjualan' then 1 else 0 end
    order by g.kind, g.year desc) x) f on true
left join lateral (
  select x.class, x.origin, x.basis, x.valid_from from enterprise_class x
  where x.enterprise_id = e.id and x.valid_from <= $2::date and (x.valid_to is null or x.valid_to >= $2::date)
  order by x.origin = 'keputusan' desc, x.valid_from desc limit 1) c on true
left join lateral (
  select json_agg(json_build_object('kind', x.kind, 'issuer', x.issuer, 'issuedOn', x.issued_on, 'expiresOn', x.expires_on,
    'verifiedOn', x.verified_on, 'keptOn', (x.created_at at time zone $3)::date)
    order by x.id) as documents
  from enterprise_document x where x.enterprise_id = e.id) d on true
left join lateral (
  select json_agg(distinct x.sentra_id::text) as sentra from enterprise_membership x
  where x.enterprise_id = e.id and x.sentra_id is not null and (x.since is null or x.since <= $2::date)
    and (x.until is null or x.until >= $2::date)) m on true
left join lateral (
  select json_agg(json_build_object('fact', x.fact, 'part', x.part, 'value', x.value, 'source', x.source, 'on', x.stated_on)
    order by x.fact, x.part) as statements
  from eligibility_statement x where x.enterprise_id = e.id) s on true
where e.id = any($1::bigint[])
