-- What a list shows of the packages $1.
select p.id::text, p.batch_id::text, p.source, p.source_key, p.package_no, p.name, p.ordered_on::text,
  coalesce(a.satker_key, p.satker_ref) as satker_key, coalesce(a.name, p.satker_name) as satker_name,
  d.id::text as pd_id, d.name as pd_name, p.status, p.status_key, coalesce(v.standing, 'never') as standing,
  p.funds, p.rup_codes, coalesce(n.suppliers, '{}') as suppliers, p.value::text as value,
  coalesce(v.umk, '{}') as umk, coalesce(v.ovop, '{}') as ovop, p.line_count, p.expected_lines
from purchase p
left join satker_alias a on a.klpd = p.klpd and a.ref = p.satker_ref
left join lateral (
  select s.perangkat_daerah_id from satker_assignment s
  where s.klpd = p.klpd and s.satker_key = coalesce(a.satker_key, p.satker_ref)
    and s.valid_from <= make_date(p.year, 12, 31) and (s.valid_to is null or s.valid_to >= make_date(p.year, 12, 31))
  order by s.valid_from desc limit 1) m on true
left join perangkat_daerah d on d.id = m.perangkat_daerah_id
left join lateral (
  select array_agg(distinct coalesce(l.supplier_name, r.data->>'name', e.name, l.supplier_key)) as suppliers
  from purchase_line l
  left join reference_row r on r.is_current and r.key = l.supplier_key
    and r.family = case l.supplier_scheme when 'v5' then 'penyedia-v5' when 'v6' then 'penyedia-v6' end
  left join supplier_seen e on e.scheme = l.supplier_scheme and e.key = l.supplier_key
  where l.purchase_id = p.id and l.supplier_key is not null) n on true
left join lateral (
  select min(x.standing) as standing,
    (select jsonb_object_agg(u.umk, u.value) from (
      select s.umk, sum(s.value)::text as value from spending_line s where s.purchase_id = p.id group by s.umk) u) as umk,
    (select jsonb_object_agg(o.ovop, o.value) from (
      select s.ovop, sum(s.value)::text as value from spending_line s where s.purchase_id = p.id group by s.ovop) o) as ovop
  from spending_line x where x.purchase_id = p.id) v on true
where p.id = any($1::bigint[])
