-- $1 batch. Rows that were taken although their satker, supplier or commodity is not known yet, and what is unknown.
with fresh as (
  select l.id, p.klpd, p.source, p.satker_ref, p.satker_name, p.status_key, l.supplier_scheme, l.supplier_key,
    l.supplier_name, l.commodity_code, l.commodity_name, l.catalogue_kind,
    coalesce(a.matched_by, 'none') = 'none' as satker_unknown,
    not (
      exists (select 1 from reference_row r where r.is_current and r.key = l.supplier_key
              and r.family = case l.supplier_scheme when 'v5' then 'penyedia-v5' when 'v6' then 'penyedia-v6' end)
      or exists (select 1 from supplier_decision d where d.scheme = l.supplier_scheme and d.key = l.supplier_key)
    ) as supplier_unknown,
    p.source = 'v5' and l.catalogue_kind is null and not exists (
      select 1 from reference_row r where r.is_current and r.family = 'komoditas' and r.key = l.commodity_code
    ) as commodity_unknown,
    not exists (select 1 from status_rule s where s.source = p.source
                and s.status_key = coalesce(l.status_key, p.status_key)) as status_unknown
  from purchase p
  join purchase_line l on l.purchase_id = p.id
  left join satker_alias a on a.klpd = p.klpd and a.ref = p.satker_ref
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
