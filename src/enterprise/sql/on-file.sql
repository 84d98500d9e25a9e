-- Enterprises as a list can change them; those that were merged into another are not in it.
select e.id::text,
  json_build_object('name', e.name, 'legalForm', e.legal_form, 'nib', e.nib, 'nibVerifiedOn', e.nib_verified_on::text,
    'nibVerifiedWith', e.nib_verified_with, 'npwp', e.npwp, 'npwpVerifiedOn', e.npwp_verified_on::text,
    'npwpVerifiedWith', e.npwp_verified_with, 'nitku', e.nitku, 'ownerName', e.owner_name, 'ownerWoman', e.owner_woman,
    'establishedOn', e.established_on::text, 'wilayahCode', e.wilayah_code, 'address', e.address,
    'parentEnterprise', e.parent_enterprise, 'parentClass', e.parent_class, 'note', e.note, 'source', e.source,
    'kbli', coalesce((select json_agg(json_build_object('edition', k.edition, 'code', k.code, 'isMain', k.is_main))
      from enterprise_kbli k where k.enterprise_id = e.id), '[]')) as record,
  coalesce((select json_agg(json_build_object('kind', f.kind, 'year', f.year, 'amount', f.amount::text, 'source', f.source))
    from enterprise_figure f where f.enterprise_id = e.id), '[]') as figures,
  coalesce((select json_agg(json_build_object('scheme', k.scheme, 'key', k.key))
    from enterprise_supplier_key k where k.enterprise_id = e.id), '[]') as keys,
  coalesce((select json_agg(coalesce(s.name, m.group_name)) from enterprise_membership m
    left join sentra s on s.id = m.sentra_id where m.enterprise_id = e.id), '[]') as groups
from enterprise e where e.merged_into is null
order by e.id
