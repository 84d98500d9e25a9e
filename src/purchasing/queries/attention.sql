-- What needs attention among the e-purchasing of KLPD $1 in the fiscal year $2 (null = all), as one row. A satker
-- belongs to the perangkat daerah that its mapping names at the end of the year.
with cell as (
  select * from spending_cell
  where ($1::text is null or klpd = $1) and ($2::int is null or year = $2) and source in ('v5', 'v6', 'toko-daring')
), package as (
  select * from spending_package
  where ($1::text is null or klpd = $1) and ($2::int is null or year = $2) and source in ('v5', 'v6', 'toko-daring')
), mapped as (
  select distinct on (klpd, satker_key) klpd, satker_key, perangkat_daerah_id
  from satker_assignment
  where valid_from <= coalesce(make_date($2::int, 12, 31), current_date)
    and (valid_to is null or valid_to >= coalesce(make_date($2::int, 12, 31), current_date))
  order by klpd, satker_key, valid_from desc
), unmapped as (
  select c.klpd, c.satker_key, sum(c.value) as value
  from cell c
  left join mapped m on m.klpd = c.klpd and m.satker_key = c.satker_key
  where m.perangkat_daerah_id is null
  group by c.klpd, c.satker_key
), incomplete as (
  -- jml_jenis_produk counts the lines of a package in v5 only.
  select count(*)::int as packages, coalesce(sum(p.value), 0) as value
  from purchase p
  where p.is_current and p.source = 'v5' and p.line_count < p.expected_lines
    and ($1::text is null or coalesce(p.klpd, 'nama:' || institution_key(p.klpd_name), '?') = $1)
    and ($2::int is null or p.year = $2)
    and not exists (select 1 from purchase_excluded x where x.purchase_id = p.id)
)
select
  (select count(*)::int from unmapped) as unmapped,
  (select coalesce(sum(value), 0)::text from unmapped) as unmapped_value,
  (select count(*)::int from (select distinct source, status_key from cell where standing = 'unknown') s) as statuses,
  (select coalesce(sum(packages), 0)::int from package where standing = 'unknown') as status_packages,
  (select coalesce(sum(value), 0)::text from cell where standing = 'unknown') as status_value,
  (select coalesce(sum(value), 0)::text from cell where standing in ('committed', 'completed') and umk = 'unknown')
    as umk_unknown,
  (select coalesce(sum(value), 0)::text from cell where standing in ('committed', 'completed')) as committed,
  (select coalesce(sum(packages), 0)::int from package where standing = 'missing') as missing,
  (select coalesce(sum(value), 0)::text from cell where standing = 'missing') as missing_value,
  i.packages as incomplete, i.value::text as incomplete_value
from incomplete i
