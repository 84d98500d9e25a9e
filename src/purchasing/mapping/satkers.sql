-- Every satker that a feed names, with its perangkat daerah on a day and what it bought (e-purchasing, committed and
-- completed). $1 klpd or null, $2 year or null (of the purchases), $3 the day, $4 sources, $5 state or null,
-- $6 perangkat daerah id or null, $7 text or null, $8 only satker that bought something.
with satker as (
  select klpd, satker_key, min(name) as name, min(text_code) as code
  from satker_alias where $1::text is null or klpd = $1 group by klpd, satker_key
), place as (
  select distinct on (klpd, satker_key) klpd, satker_key, perangkat_daerah_id, state, valid_from, reason, decided_by, decided_at
  from satker_assignment
  where valid_from <= $3::date and (valid_to is null or valid_to >= $3::date)
  order by klpd, satker_key, valid_from desc
), bought as (
  select klpd, satker_key, sum(value) as value from spending_cell
  where ($1::text is null or klpd = $1) and ($2::int is null or year = $2) and source = any($4::text[])
    and standing in ('committed', 'completed')
  group by klpd, satker_key
), counted as (
  select klpd, satker_key, sum(packages) as packages from spending_package
  where ($1::text is null or klpd = $1) and ($2::int is null or year = $2) and source = any($4::text[])
    and standing in ('committed', 'completed')
  group by klpd, satker_key
), listed as (
  select s.klpd, s.satker_key, s.name, s.code, d.id as pd_id, d.name as pd_name,
    case when p.perangkat_daerah_id is null then 'belum' else p.state end as state,
    nullif(p.valid_from, date '2000-01-01') as since, p.reason, p.decided_by,
    coalesce(c.packages, 0) as packages, coalesce(b.value, 0) as value
  from satker s
  left join place p on p.klpd = s.klpd and p.satker_key = s.satker_key
  left join perangkat_daerah d on d.id = p.perangkat_daerah_id
  left join bought b on b.klpd = s.klpd and b.satker_key = s.satker_key
  left join counted c on c.klpd = s.klpd and c.satker_key = s.satker_key
)
select klpd, satker_key as "satkerKey", name, code, pd_id::text as "pdId", pd_name as "pdName", state,
  since::text as since, reason, decided_by as "decidedBy", packages::int as packages, value::text as value,
  count(*) over ()::int as "allSatkers", (sum(value) over ())::text as "allValue",
  (count(*) filter (where state = 'usulan') over ())::int as proposals,
  (count(*) filter (where state = 'belum') over ())::int as unmapped,
  (coalesce(sum(value) filter (where state = 'belum') over (), 0))::text as "unmappedValue",
  (coalesce(sum(value) filter (where state = 'usulan') over (), 0))::text as "proposedValue"
from listed l
where ($5::text is null or state = $5)
  and ($6::bigint is null or pd_id = $6)
  and ($7::text is null or lower(coalesce(name, '') || ' ' || coalesce(code, '') || ' ' || satker_key || ' '
       || coalesce(pd_name, '')) like $7)
  and (not $8::boolean or packages > 0)
