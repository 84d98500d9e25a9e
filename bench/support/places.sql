-- On top of products.sql: its products verified (in the search rows too, which would take minutes to make again), and 10,000 tourism places in its villages, at points of an island arc.
set session_replication_role = replica;
update product set verified_on = date '2026-01-05', verified_by = 'contoh';
update product_search set verified = true;
insert into wisata_place (kode, name, name_key, kind, wilayah_code, latitude, longitude, coordinate_confidence)
select 'tempat-' || lpad(n::text, 5, '0'), 'Tempat ' || n, 'tempat ' || n, 'pantai', w.code, -11 + (n % 97) / 40.0, 119 + (n % 241) / 40.0,
  'perkiraan'
from generate_series(0, 9999) n
join (select code, row_number() over (order by code) - 1 as at, count(*) over () as villages from wilayah
      where level = 'desa' and code like '98.%') w on w.at = n % w.villages;
set session_replication_role = origin;
