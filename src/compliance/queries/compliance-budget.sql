-- The budget for procurement per perangkat daerah: what is known of it, and the satker of which it is not known.
-- $1 KLPD (null = all)  $2 tahun_anggaran
-- A satker without a figure is unknown, never zero, and so is one that bought although it stands in no budget file.
with budget as (
  select r.klpd, coalesce(a.satker_key, r.data->>'satkerCode') as satker_key, (r.data->>'pengadaan')::numeric as pengadaan,
    coalesce(a.name, r.data->>'satkerName', r.data->>'satkerCode') as name
  from reference_row r
  left join satker_alias a on a.klpd = r.klpd and a.ref = 'c:' || (r.data->>'satkerCode')
  where r.is_current and r.family = 'anggaran' and r.year = $2 and ($1::text is null or r.klpd = $1)
), buyer as (
  select p.klpd, coalesce(a.satker_key, p.satker_ref) as satker_key, min(coalesce(a.name, p.satker_name, p.satker_ref)) as name
  from purchase p
  left join satker_alias a on a.klpd = p.klpd and a.ref = p.satker_ref
  where p.is_current and p.year = $2 and ($1::text is null or p.klpd = $1)
  group by 1, 2
), satker as (
  select klpd, satker_key, name, pengadaan from budget
  union all
  select b.klpd, b.satker_key, b.name, null from buyer b
  where not exists (select 1 from budget g where g.klpd = b.klpd and g.satker_key = b.satker_key)
)
select m.perangkat_daerah_id::text as id, sum(s.pengadaan)::text as known,
  coalesce(array_agg(s.name order by s.name collate "C") filter (where s.pengadaan is null), '{}') as unknown
from satker s
left join satker_assignment m on m.klpd = s.klpd and m.satker_key = s.satker_key
  and m.valid_from <= make_date($2, 12, 31) and (m.valid_to is null or m.valid_to >= make_date($2, 12, 31))
/* own budget */
group by m.perangkat_daerah_id
