-- The parts that judging needs, per perangkat daerah: every one of the KLPD in the year, with or without purchases, and
-- one row without id for the satker that nobody has mapped, so that the parts add up to the whole.
with line as materialized (
  /* compliance-lines.sql */
), f as (
  select perangkat_daerah_id,
    count(distinct purchase_id) filter (where membership <> 'out')::int as packages,
    sum(value) filter (where membership = 'sure' and numerator = 'yes') as sure_yes,
    sum(value) filter (where membership = 'sure' and numerator = 'unknown') as sure_unknown,
    sum(value) filter (where membership = 'sure' and numerator = 'no') as sure_no,
    sum(value) filter (where membership = 'unsure' and numerator = 'yes') as unsure_yes,
    sum(value) filter (where membership = 'unsure' and numerator = 'unknown') as unsure_unknown,
    sum(value) filter (where membership = 'unsure' and numerator = 'no') as unsure_no,
    count(*) filter (where membership <> 'out' and value is null and numerator = 'yes')::int as valueless_yes,
    count(*) filter (where membership <> 'out' and value is null and numerator = 'unknown')::int as valueless_unknown,
    count(*) filter (where membership <> 'out' and value is null and numerator = 'no')::int as valueless_no,
    -- value; umk yes, no, unknown; ovop yes, mixed, no; and the packages, for each of the two sums
    array[
      sum(value) filter (where whereabouts = 'sure' and standing in ('committed', 'completed')),
      sum(value) filter (where whereabouts = 'sure' and standing in ('committed', 'completed') and umk = 'yes'),
      sum(value) filter (where whereabouts = 'sure' and standing in ('committed', 'completed') and umk = 'no'),
      sum(value) filter (where whereabouts = 'sure' and standing in ('committed', 'completed') and umk = 'unknown'),
      sum(value) filter (where whereabouts = 'sure' and standing in ('committed', 'completed') and ovop = 'yes'),
      sum(value) filter (where whereabouts = 'sure' and standing in ('committed', 'completed') and ovop = 'mixed'),
      sum(value) filter (where whereabouts = 'sure' and standing in ('committed', 'completed') and ovop = 'no'),
      count(distinct purchase_id) filter (where whereabouts = 'sure' and standing in ('committed', 'completed'))
    ]::text[] as committed,
    array[
      sum(value) filter (where whereabouts = 'sure' and standing = 'completed'),
      sum(value) filter (where whereabouts = 'sure' and standing = 'completed' and umk = 'yes'),
      sum(value) filter (where whereabouts = 'sure' and standing = 'completed' and umk = 'no'),
      sum(value) filter (where whereabouts = 'sure' and standing = 'completed' and umk = 'unknown'),
      sum(value) filter (where whereabouts = 'sure' and standing = 'completed' and ovop = 'yes'),
      sum(value) filter (where whereabouts = 'sure' and standing = 'completed' and ovop = 'mixed'),
      sum(value) filter (where whereabouts = 'sure' and standing = 'completed' and ovop = 'no'),
      count(distinct purchase_id) filter (where whereabouts = 'sure' and standing = 'completed')
    ]::text[] as completed
  from line
  where whereabouts <> 'out'
  group by perangkat_daerah_id
)
select d.id::text as id, d.name, coalesce(s.satkers, 0) as satkers,
  coalesce(f.packages, 0) as packages,
  coalesce(f.sure_yes, 0)::text as sure_yes, coalesce(f.sure_unknown, 0)::text as sure_unknown,
  coalesce(f.sure_no, 0)::text as sure_no,
  coalesce(f.unsure_yes, 0)::text as unsure_yes, coalesce(f.unsure_unknown, 0)::text as unsure_unknown,
  coalesce(f.unsure_no, 0)::text as unsure_no,
  coalesce(f.valueless_yes, 0) as valueless_yes, coalesce(f.valueless_unknown, 0) as valueless_unknown,
  coalesce(f.valueless_no, 0) as valueless_no,
  coalesce(f.committed, '{}') as committed, coalesce(f.completed, '{}') as completed
from (
  select id, name from perangkat_daerah p
  -- Of what was proposed for a satker that is gone again nothing is asked.
  where (origin = 'staf' or exists (select 1 from satker_assignment s where s.perangkat_daerah_id = p.id))
    and ($1::text is null or klpd = $1) and (valid_from <= make_date($2, 12, 31)
    and (valid_to is null or valid_to >= make_date($2, 1, 1)) or id in (select perangkat_daerah_id from f)) /* own place */
) d
full join f on f.perangkat_daerah_id = d.id
left join (
  select perangkat_daerah_id, count(distinct satker_key)::int as satkers from satker_assignment
  where valid_from <= make_date($2, 12, 31) and (valid_to is null or valid_to >= make_date($2, 1, 1))
  group by perangkat_daerah_id
) s on s.perangkat_daerah_id = d.id
order by d.name collate "C" nulls last
