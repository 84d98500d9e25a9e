-- One page of the states that orders were in, oldest first, with the lines of each: what an OCDS release tells.
-- $1 KLPD (null = all), $2 fiscal year (null = all), $3 the last id of the page before (0 = from the start), $4 size, $5 source and
-- $6 key of one order alone (null = all). A version that says the same state and value as the one before it, or that
-- another feed tells as well, is not told again. Values by what was true on the order's date.
with version as materialized (
  select p.*, before.id as before_id,
    coalesce(p.ordered_on, make_date(p.year, 12, 31)) as day
  from purchase p
  left join lateral (
    select b.id, b.status_key, b.value, b.missing_decision from purchase b
    where b.source = p.source and b.source_key = p.source_key and b.variant = p.variant and b.superseded_by is not null
      and b.id < p.id
    order by b.id desc limit 1
  ) before on true
  where p.id > $3 and ($2::int is null or p.year = $2) and ($1::text is null or p.klpd = $1)
    and ($5::text is null or (p.source = $5 and p.source_key = $6))
    and (p.is_current or p.superseded_by is not null)
    and not exists (select 1 from purchase_excluded x where x.purchase_id = p.id)
    and (before.id is null
      or (before.status_key, before.value) is distinct from (p.status_key, p.value)
      or p.missing_decision is not null)
  order by p.id
  limit $4
), line as (
  select l.purchase_id, l.row_no, l.product_ids, l.product_name, l.commodity_code, l.commodity_name,
    trim_scale(l.quantity)::text as quantity, trim_scale(l.unit_price)::text as unit_price, l.value::text as value,
    l.supplier_scheme, l.supplier_key, l.supplier_name, coalesce(s.umk, 'unknown') as umk,
    k.enterprise_id::text as enterprise_id, e.name as enterprise_name,
    -- The number of a person's own business is left out, like everything that names a person.
    case when e.legal_form not in ('perorangan', 'tidak-diketahui') then e.nib end as nib,
    c.class, e.legal_form = 'koperasi' as cooperative,
    case when m.line_id is null then 'no' when m.amount is not null then 'mixed' else m.state end as ovop,
    coalesce(l.status_key, v.status_key) as status_key, coalesce(r.standing, 'unknown') as standing
  from version v
  join purchase_line l on l.purchase_id = v.id
  left join supplier_state s on s.scheme = l.supplier_scheme and s.key = l.supplier_key
    and v.day >= s.valid_from and (s.valid_to is null or v.day <= s.valid_to)
  left join enterprise_supplier_key k on k.scheme = l.supplier_scheme and k.key = l.supplier_key
    and v.day >= k.valid_from and (k.valid_to is null or v.day <= k.valid_to)
  left join enterprise e on e.id = k.enterprise_id
  left join lateral (
    select c.class from enterprise_class c
    where c.enterprise_id = e.id and v.day >= c.valid_from and (c.valid_to is null or v.day <= c.valid_to)
    order by c.origin, c.valid_from desc limit 1 -- the bureau's decision before what was verified
  ) c on true
  left join ovop_mark m on m.line_id = l.id
  left join status_rule r on r.source = v.source and r.status_key = coalesce(l.status_key, v.status_key)
    and coalesce(v.ordered_on, date '9999-12-31') >= r.valid_from and (r.valid_to is null or v.ordered_on <= r.valid_to)
), told as (
  select purchase_id, json_agg(line order by row_no) as lines from line group by purchase_id
)
select v.id::text, v.before_id is not null as is_update, v.source, v.source_key, v.variant, v.klpd, v.klpd_name, v.year,
  v.package_no, v.name, v.rup_codes, v.funds, v.satker_ref, v.satker_code,
  coalesce(n.name, v.satker_name) as satker_name, d.id::text as perangkat_daerah_id, d.name as perangkat_daerah,
  v.ordered_on::text, v.value::text, coalesce(t.lines, '[]') as lines,
  case when v.missing_since_batch is null or v.missing_found_batch is not null then 'there'
       else coalesce(v.missing_decision, 'missing') end as presence,
  to_char(coalesce(v.row_updated_at, v.snapshot_at, i.finished_at, i.received_at, v.day::timestamptz) at time zone 'utc',
    'YYYY-MM-DD"T"HH24:MI:SS"Z"') as told_at,
  (select json_agg(json_build_object('code', u.key, 'name', u.data->>'name', 'pagu', u.data->>'pagu',
      'umk', u.data->>'umk') order by u.key)
    from reference_row u where u.is_current and u.family = 'rup' and u.key = any(v.rup_codes)) as plans
from version v
left join told t on t.purchase_id = v.id
left join import_batch i on i.id = v.batch_id
left join satker_alias n on n.klpd = v.klpd and n.ref = v.satker_ref
left join lateral (
  select a.perangkat_daerah_id from satker_assignment a
  where a.klpd = v.klpd and a.satker_key = coalesce(n.satker_key, v.satker_ref)
    and v.day >= a.valid_from and (a.valid_to is null or v.day <= a.valid_to)
  order by a.valid_from desc limit 1
) a on true
left join perangkat_daerah d on d.id = a.perangkat_daerah_id
order by v.id
