-- The rows that a report by $1 has even where nothing was bought, in order. $2 KLPD, $3 fiscal year, $4 perangkat
-- daerah id or 'unmapped', $5 satker key; null = all.
with place as (
  select distinct on (klpd, satker_key) klpd, satker_key, perangkat_daerah_id
  from satker_assignment
  where valid_from <= coalesce(make_date($3::int, 12, 31), current_date)
    and (valid_to is null or valid_to >= coalesce(make_date($3::int, 12, 31), current_date))
  order by klpd, satker_key, valid_from desc
), satker as (
  select a.klpd, a.satker_key, min(a.name) as name, min(p.perangkat_daerah_id) as pd_id
  from satker_alias a left join place p on p.klpd = a.klpd and p.satker_key = a.satker_key
  where $2::text is null or a.klpd = $2
  group by a.klpd, a.satker_key
)
select key, label, satkers, pd_id, pd_name from (
  select d.id::text as key, d.name as label, (select count(*)::int from satker s where s.pd_id = d.id) as satkers,
    null::text as pd_id, null::text as pd_name, 0 as last
  from perangkat_daerah d
  where $1 = 'perangkat-daerah' and ($2::text is null or d.klpd = $2) and ($4::text is null or d.id::text = $4)
    and d.merged_into is null
    -- What was proposed for a satker that is gone again is nobody's name until a satker takes it up.
    and (d.origin = 'staf' or exists (select 1 from satker_assignment s where s.perangkat_daerah_id = d.id))
    and d.valid_from <= coalesce(make_date($3::int, 12, 31), current_date)
    and (d.valid_to is null or d.valid_to >= coalesce(make_date($3::int, 1, 1), current_date))
  union all
  select 'unmapped', 'Belum dipetakan', (select count(*)::int from satker where pd_id is null), null, null, 1
  where $1 = 'perangkat-daerah' and ($4::text is null or $4 = 'unmapped')
  union all
  select s.satker_key, coalesce(s.name, s.satker_key), null, d.id::text, d.name, 0
  from satker s left join perangkat_daerah d on d.id = s.pd_id
  where $1 = 'satker' and ($4::text is null or coalesce(s.pd_id::text, 'unmapped') = $4)
    and ($5::text is null or s.satker_key = $5)
  union all
  select distinct on (source, status_key) source || ':' || status_key, source || ': ' || label, null, null, null, 0
  from status_rule where $1 = 'status'
) g
order by last, lower(label) collate "C", key
