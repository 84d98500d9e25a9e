-- How far the villages are mapped, one row a place. $1 the level of the rows (provinsi, kabupaten, kecamatan, desa), $2 the code
-- of the place to look into, null = everywhere. Only current places count. A product counts once in each row that one of its
-- villages lies in; an enterprise by its address, when that is told as far as the level of the rows. A village is mapped
-- when it has a potential or a product that is not archived; archived products and merged enterprises never count.
with area as (
  select w.code, w.kind, w.name from wilayah w
  where w.level = $1 and w.is_current and ($2::text is null or w.code = $2 or w.code like $2 || '.%')
), village as (
  select w.code, w.kind,
    case $1 when 'provinsi' then w.province_code when 'kabupaten' then w.regency_code when 'kecamatan' then w.district_code
      else w.code end as area
  from wilayah w
  where w.level = 'desa' and w.is_current and ($2::text is null or w.code = $2 or w.code like $2 || '.%')
), made as (
  select v.wilayah_code as code, p.id, p.verified_on is not null as verified
  from product_village v join product p on p.id = v.product_id and p.state <> 'arsip'
), state as (
  select v.area, v.code, v.kind,
    exists (select 1 from village_potential t where t.wilayah_code = v.code)
      or exists (select 1 from made m where m.code = v.code) as mapped,
    exists (select 1 from made m where m.code = v.code and m.verified) as verified,
    (select max(array_position(array['usulan', 'verifikasi', 'validasi'], s.step::text)) from village_step s
      where s.wilayah_code = v.code and s.withdrawn_at is null) as step
  from village v
), villages as (
  select area,
    count(*) filter (where kind = 'desa')::int as desa,
    count(*) filter (where kind = 'kelurahan')::int as kelurahan,
    count(*) filter (where mapped and kind = 'desa')::int as "mappedDesa",
    count(*) filter (where mapped and kind = 'kelurahan')::int as "mappedKelurahan",
    count(*) filter (where verified and kind = 'desa')::int as "verifiedDesa",
    count(*) filter (where verified and kind = 'kelurahan')::int as "verifiedKelurahan",
    count(*) filter (where step >= 1)::int as proposed,
    count(*) filter (where step >= 2)::int as checked,
    count(*) filter (where step >= 3)::int as validated
  from state group by area
), products as (
  select v.area, count(distinct m.id)::int as products from made m join village v on v.code = m.code group by v.area
), enterprises as (
  select case $1 when 'provinsi' then w.province_code when 'kabupaten' then w.regency_code
      when 'kecamatan' then w.district_code else case w.level when 'desa' then w.code end end as area,
    count(*)::int as enterprises
  from enterprise e join wilayah w on w.code = e.wilayah_code and w.is_current
  where e.merged_into is null and ($2::text is null or w.code = $2 or w.code like $2 || '.%') group by 1
)
select a.code, a.kind, a.name,
  coalesce(v.desa, 0) as desa, coalesce(v.kelurahan, 0) as kelurahan,
  coalesce(v."mappedDesa", 0) as "mappedDesa", coalesce(v."mappedKelurahan", 0) as "mappedKelurahan",
  coalesce(v."verifiedDesa", 0) as "verifiedDesa", coalesce(v."verifiedKelurahan", 0) as "verifiedKelurahan",
  coalesce(v.proposed, 0) as proposed, coalesce(v.checked, 0) as checked, coalesce(v.validated, 0) as validated,
  coalesce(p.products, 0) as products, coalesce(e.enterprises, 0) as enterprises
from area a
left join villages v on v.area = a.code
left join products p on p.area = a.code
left join enterprises e on e.area = a.code
order by a.code
