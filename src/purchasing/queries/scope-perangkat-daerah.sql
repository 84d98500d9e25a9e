-- What the perangkat daerah $own_id sees, as named queries that stand in for the tables of the same name: whatever
-- reads those reads its own only. A merged one sees what is now the other's. As in every report a satker belongs to
-- the perangkat daerah that its mapping names at the end of the fiscal year; a single package is shown as well where
-- its own day says so, for by that day compliance is judged.
own_place as materialized (
  select coalesce(d.merged_into, d.id) as id from perangkat_daerah d where d.id = $own_id::bigint
), own_satker as materialized (
  select a.klpd, a.satker_key, a.valid_from, coalesce(a.valid_to, date 'infinity') as valid_to
  from satker_assignment a where a.perangkat_daerah_id in (select id from own_place)
), perangkat_daerah as not materialized (
  select d.* from perangkat_daerah d where d.id in (select id from own_place)
), satker_assignment as not materialized (
  select a.* from satker_assignment a where a.perangkat_daerah_id in (select id from own_place)
), spending_cell as not materialized (
  select c.* from spending_cell c where exists (
    select 1 from own_satker o where o.klpd = c.klpd and o.satker_key = c.satker_key
      and make_date(c.year, 12, 31) between o.valid_from and o.valid_to)
), spending_package as not materialized (
  select c.* from spending_package c where exists (
    select 1 from own_satker o where o.klpd = c.klpd and o.satker_key = c.satker_key
      and make_date(c.year, 12, 31) between o.valid_from and o.valid_to)
), spending_line as not materialized (
  select s.* from spending_line s where exists (
    select 1 from own_satker o where o.klpd = s.klpd and o.satker_key = s.satker_key
      and make_date(s.year, 12, 31) between o.valid_from and o.valid_to)
), purchase as not materialized (
  select p.* from purchase p left join satker_alias n on n.klpd = p.klpd and n.ref = p.satker_ref
  where exists (
    select 1 from own_satker o where o.klpd = p.klpd and o.satker_key = coalesce(n.satker_key, p.satker_ref)
      and (make_date(p.year, 12, 31) between o.valid_from and o.valid_to
        or p.ordered_on between o.valid_from and o.valid_to))
), purchase_line as not materialized (
  select l.* from purchase_line l where exists (select 1 from purchase p where p.id = l.purchase_id)
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
), satker_alias as not materialized (
  select a.* from satker_alias a
  where (a.klpd, a.satker_key) in (select o.klpd, o.satker_key from own_satker o)
)
