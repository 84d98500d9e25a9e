-- What the rows of the coverage add up to, each product and enterprise once, and what lies outside every row. $1 the level of
-- the rows, $2 the code of the place, null = everywhere.
with made as (
  select v.product_id, v.wilayah_code from product_village v join product p on p.id = v.product_id and p.state <> 'arsip'
)
select
  (select count(distinct m.product_id)::int from made m join wilayah w on w.code = m.wilayah_code and w.is_current
    where $2::text is null or w.code = $2 or w.code like $2 || '.%') as products,
  (select count(*)::int from enterprise e left join wilayah w on w.code = e.wilayah_code
    where e.merged_into is null and ($2::text is null or w.code = $2 or w.code like $2 || '.%')) as enterprises,
  -- Of these, enterprises whose address is not told as far as the level of the rows, or lies in no current place.
  (select count(*)::int from enterprise e left join wilayah w on w.code = e.wilayah_code
    where e.merged_into is null and ($2::text is null or w.code = $2 or w.code like $2 || '.%')
      and (w.code is null or not w.is_current
        or array_position(array['provinsi', 'kabupaten', 'kecamatan', 'desa'], w.level::text)
          < array_position(array['provinsi', 'kabupaten', 'kecamatan', 'desa'], $1::text))) as "enterprisesElsewhere",
  (select count(*)::int from product p where p.state <> 'arsip' and $2::text is null
    and not exists (select 1 from made m join wilayah w on w.code = m.wilayah_code and w.is_current
      where m.product_id = p.id)) as "productsElsewhere",
  (select count(distinct t.wilayah_code)::int from village_potential t join wilayah w on w.code = t.wilayah_code
    where not w.is_current and ($2::text is null or w.code like $2 || '.%')) as "villagesGone"
