-- Enterprises with what counts on a day. $1 the day. Whoever asks puts `where`, `order by` and `limit` behind it.
select e.id::text, e.name, e.legal_form as "legalForm", e.nib, e.nib_verified_on::text as "nibVerifiedOn",
  e.nib_verified_with as "nibVerifiedWith", e.npwp, e.npwp_verified_on::text as "npwpVerifiedOn",
  e.npwp_verified_with as "npwpVerifiedWith", e.nitku, e.owner_name as "ownerName", e.owner_woman as "ownerWoman",
  e.established_on::text as "establishedOn", e.wilayah_code as "wilayahCode", e.address,
  e.parent_enterprise as "parentEnterprise", e.parent_class as "parentClass", e.note, e.source,
  e.merged_into::text as "mergedInto", e.version, e.created_by as "createdBy", e.updated_by as "updatedBy",
  to_char(e.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt",
  to_char(e.updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "updatedAt",
  coalesce((select json_agg(json_build_object('edition', k.edition, 'code', k.code, 'isMain', k.is_main)
      order by k.is_main desc, k.edition, k.code) from enterprise_kbli k where k.enterprise_id = e.id), '[]') as kbli,
  c.class, coalesce(c.umk, 'unknown') as umk, coalesce(c.origin, 'tidak-diketahui') as origin,
  coalesce(c.basis, '') as basis, count(*) over ()::int as total
from enterprise e
left join enterprise_class_on($1::date) c on c.enterprise_id = e.id
