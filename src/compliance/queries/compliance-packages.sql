-- The packages behind one number of one perangkat daerah, largest first, each with its lines that belong to the number.
-- $12 perangkat daerah (null = satker that nobody has mapped)
-- $13 'numerator', 'denominator', 'rest', 'unknown' or 'all'  $14 rows a page  $15 rows to skip
with line as materialized (
  /* compliance-lines.sql */
), chosen as (
  select * from line
  where perangkat_daerah_id is not distinct from $12::bigint and membership <> 'out'
    and case $13
      when 'numerator' then membership = 'sure' and numerator = 'yes'
      when 'denominator' then membership = 'sure'
      when 'rest' then membership = 'sure' and numerator = 'no'
      when 'unknown' then membership = 'unsure' or numerator = 'unknown'
      else true end
), packed as (
  select purchase_id, sum(value) as value, count(*)::int as lines,
    jsonb_agg(jsonb_build_object('lineId', line_id::text, 'source', source, 'orderedOn', ordered_on, 'accounts', accounts,
      'standing', standing, 'umk', umk, 'ovop', ovop, 'value', value::text) order by line_id, part) as line_items
  from chosen group by purchase_id
)
select p.id::text as id, p.source, p.source_key, p.package_no, p.name, p.ordered_on::text as ordered_on,
  coalesce(a.name, p.satker_name, p.satker_ref) as satker_name, p.status, p.accounts,
  k.value::text as value, p.value::text as package_value, k.line_items,
  (select count(*)::int from packed) as all_packages, (select coalesce(sum(value), 0)::text from packed) as all_value
from packed k
join purchase p on p.id = k.purchase_id
left join satker_alias a on a.klpd = p.klpd and a.ref = p.satker_ref
order by k.value desc nulls last, p.source, p.source_key, p.id
limit $14 offset $15
