-- Tourism places for which changed products count most: where one is assigned, or that lie in the kabupaten of its villages.
-- $1 ids of the products as text, $2 rows.
select p.kode from wisata_place p
where p.state = 'aktif' and (
  exists (select 1 from etalase_assigned a where a.place_id = p.id and a.product_id = any($1::bigint[]))
  or left(p.wilayah_code, 5) in (select left(w, 5) from product_search s cross join unnest(s.places) w
    where s.product_id = any($1::bigint[]) and length(w) >= 5))
order by p.kode limit $2
