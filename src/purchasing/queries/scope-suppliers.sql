-- What the suppliers with the keys $own_schemes, $own_keys see, as named queries that stand in for the tables of the same
-- name: their own lines, and packages as far as they are made of those. Without a key nothing.
own_supplier as materialized (
  select k.scheme, k.key from unnest($own_schemes::text[], $own_keys::text[]) k(scheme, key)
), spending_line as materialized (
  select s.* from spending_line s
  where (s.supplier_scheme, s.supplier_key) in (select o.scheme, o.key from own_supplier o)
), spending_cell as materialized (
  select klpd, year, month, source, satker_key, status_key, standing, fund, catalogue, umk, ovop,
    count(*) filter (where part = 1)::int as lines, coalesce(sum(value), 0) as value
  from spending_line
  group by klpd, year, month, source, satker_key, status_key, standing, fund, catalogue, umk, ovop
), spending_package as materialized (
  select klpd, year, month, source, satker_key, status_key, standing, fund, kinds, count(*)::int as packages
  from (
    select klpd, year, min(month) as month, min(source) as source, min(satker_key) as satker_key,
      min(status_key) as status_key, min(standing) as standing, min(fund) as fund,
      bit_or(line_kind_bit(catalogue, umk, ovop)) as kinds
    from spending_line group by klpd, year, purchase_id
  ) k
  group by klpd, year, month, source, satker_key, status_key, standing, fund, kinds
), purchase_line as materialized (
  select l.* from purchase_line l
  where (l.supplier_scheme, l.supplier_key) in (select o.scheme, o.key from own_supplier o)
), seller_day as materialized (
  select klpd, year, ordered_on as on_day, source, supplier_scheme as scheme, supplier_key as key, umk,
    standing = 'completed' as completed, purchase_id, 0 as packages, coalesce(sum(value), 0) as value
  from spending_line where standing in ('committed', 'completed')
  group by klpd, year, purchase_id, ordered_on, source, supplier_scheme, supplier_key, umk, standing = 'completed'
), sold_product as not materialized (
  select klpd, year, source, pid as code, min(on_day) as first_on, min(on_day) filter (where completed) as completed_on,
    min(on_day) filter (where umk = 'yes') as umk_first_on,
    min(on_day) filter (where umk = 'yes' and completed) as umk_completed_on
  from (
    select s.klpd, s.year, s.source, s.umk, s.standing = 'completed' as completed,
      coalesce(s.ordered_on, date 'infinity') as on_day, pid
    from spending_line s
    join purchase_line l on l.id = s.line_id
    cross join lateral unnest(l.product_ids) as pid
    where s.part = 1 and s.source in ('v5', 'v6') and s.standing in ('committed', 'completed')
  ) own
  group by klpd, year, source, pid
), purchase as not materialized (
  -- Sums of a package over its own lines only, or the rest would tell what others sold.
  select p.id, p.batch_id, p.feed, p.source, p.source_key, p.variant, p.is_current, p.klpd, p.klpd_name, p.year,
    p.package_no, p.name, p.rup_codes, p.funds, p.accounts, p.satker_ref, p.satker_code, p.satker_text, p.satker_name,
    p.status, p.status_key, p.shipment_status, p.ordered_on, null::numeric as declared_total,
    null::integer as expected_lines, own.lines as line_count, own.value
  from purchase p
  join (select purchase_id, count(*)::int as lines, sum(value) as value from purchase_line group by purchase_id) own
    on own.purchase_id = p.id
)
