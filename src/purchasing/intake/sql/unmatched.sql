-- $1 batch. Rows that were taken although their satker, supplier or commodity is not known yet, and what is unknown.
with known_supplier as (
  select case family when 'penyedia-v5' then 'v5' else 'v6' end as scheme, key
  from reference_row where is_current and family in ('penyedia-v5', 'penyedia-v6')
  union select scheme, key from supplier_decision
), known_commodity as (
  select key from reference_row where is_current and family = 'komoditas'
), known_status as (
  select distinct source, status_key from status_rule
), fresh as materialized (
  select p.source, p.satker_ref, p.satker_name, coalesce(l.status_key, p.status_key) as status_key, l.supplier_scheme,
    l.supplier_key, l.supplier_name, l.commodity_code, l.commodity_name,
    coalesce(a.matched_by, 'none') = 'none' as satker_unknown,
    k.key is null as supplier_unknown,
    p.source = 'v5' and l.catalogue_kind is null and c.key is null as commodity_unknown,
    s.status_key is null as status_unknown
  from purchase p
  join purchase_line l on l.purchase_id = p.id
  left join satker_alias a on a.klpd = p.klpd and a.ref = p.satker_ref
  left join known_supplier k on k.scheme = l.supplier_scheme and k.key = l.supplier_key
  left join known_commodity c on c.key = l.commodity_code
  left join known_status s on s.source = p.source and s.status_key = coalesce(l.status_key, p.status_key)
  where p.batch_id = $1 and p.is_current
)
select 'lines' as kind, null as value, count(*)::int as lines
  from fresh where satker_unknown or supplier_unknown or commodity_unknown
union all
select 'satker', coalesce(max(satker_name) || ' ', '') || '(' || satker_ref || ')', count(*)::int
  from fresh where satker_unknown group by satker_ref
union all
select 'supplier', coalesce(max(supplier_name) || ' ', '') || '(' || coalesce(supplier_key, 'tanpa kode') || ')', count(*)::int
  from fresh where supplier_unknown group by supplier_scheme, supplier_key
union all
select 'commodity', coalesce(max(commodity_name) || ' ', '') || '(' || coalesce(commodity_code, 'tanpa kode') || ')', count(*)::int
  from fresh where commodity_unknown group by commodity_code
union all
select 'status', source || ': ' || status_key, count(*)::int from fresh where status_unknown group by source, status_key
order by 1, 3 desc, 2
