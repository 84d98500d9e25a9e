-- 100,000 made-up products in 3,000 villages of 22 kabupaten, 2,000 makers. The search rows are made once at the end.
set session_replication_role = replica;
insert into wilayah (code, level, kind, name, name_key, parent_code, province_code, regency_code, district_code)
select '98', 'provinsi', 'provinsi', 'Provinsi Contoh', 'provinsi contoh', null, '98', null, null
union all
select '98.' || lpad(r::text, 2, '0'), 'kabupaten', 'kabupaten', 'Contoh ' || r, 'contoh ' || r, '98', '98',
  '98.' || lpad(r::text, 2, '0'), null from generate_series(1, 22) r
union all
select '98.' || lpad(r::text, 2, '0') || '.01', 'kecamatan', 'kecamatan', 'Kecamatan ' || r, 'kecamatan ' || r,
  '98.' || lpad(r::text, 2, '0'), '98', '98.' || lpad(r::text, 2, '0'), '98.' || lpad(r::text, 2, '0') || '.01'
  from generate_series(1, 22) r
union all
select '98.' || lpad((v % 22 + 1)::text, 2, '0') || '.01.' || (2000 + v / 22)::text, 'desa', 'desa', 'Desa ' || v, 'desa ' || v,
  '98.' || lpad((v % 22 + 1)::text, 2, '0') || '.01', '98', '98.' || lpad((v % 22 + 1)::text, 2, '0'),
  '98.' || lpad((v % 22 + 1)::text, 2, '0') || '.01' from generate_series(0, 2999) v;
insert into enterprise (name, name_key, legal_form)
select 'Usaha Contoh ' || e, 'usaha contoh ' || e, 'kelompok' from generate_series(1, 2000) e;

create temporary table word as select * from unnest(
  array['Tenun ikat', 'Kain songket', 'Anyaman lontar', 'Kopi arabika', 'Madu hutan', 'Gula semut', 'Keripik pisang', 'Tempayan tanah',
    'Garam kasar', 'Minyak kelapa', 'Selendang', 'Topi tiilangga', 'Tas pandan', 'Abon ikan', 'Sarung', 'Batik'],
  array['tenun', 'tenun', 'anyaman', 'kopi', 'makanan-minuman', 'makanan-minuman', 'makanan-minuman', 'gerabah', 'hasil-bumi',
    'kosmetik', 'tenun', 'anyaman', 'anyaman', 'makanan-minuman', 'tenun', 'batik']) with ordinality as t (name, group_code, n);
create temporary table motif as select * from unnest(
  array['kuda', 'bunga', 'bintang', 'buaya', 'ayam', 'tiga warna', 'merah', 'hitam', 'alam', 'pesisir', 'gunung', 'senja', 'laut',
    'padi', 'jagung', 'lontar', 'cendana', 'kelor', 'asli', 'pilihan']) with ordinality as t (name, n);

insert into product (name, name_key, group_code, price, unit, state, description, raw_material)
select name, lower(name), group_code, case when i % 11 = 0 then null else 5000 + (i * 7919) % 995000 end, 'buah',
  case when i % 20 = 0 then 'draf' else 'tayang' end,
  'Dibuat dengan tangan oleh pengrajin desa, cerita turun-temurun nomor ' || i || ' dari ' || motif, 'Bahan ' || motif
from (select i, w.name || ' ' || m.name || ' ' || i as name, w.group_code, m.name as motif
      from generate_series(1, 100000) i
      join word w on w.n = (i * 31 + i / 97) % 16 + 1
      join motif m on m.n = (i * 17 + i / 53) % 20 + 1) t;
insert into product_village (product_id, wilayah_code)
select id, '98.' || lpad(((id * 13) % 22 + 1)::text, 2, '0') || '.01.' || (2000 + (id * 7) % 130)::text from product;
insert into product_maker (product_id, enterprise_id) select id, (id * 37) % 2000 + 1 from product;
insert into product_certificate (product_id, kind, number) select id, case id % 3 when 0 then 'p-irt' when 1 then 'halal' else 'merek' end, id::text
from product where id % 4 = 0;
insert into product_listing (product_id, platform, external_id) select id, 'v5', id::text from product where id % 3 = 0;
set session_replication_role = origin;
select product_search_rebuild();
-- Nobody judges everybody again while something is measured.
insert into eligibility_run (day, finished_at) select current_date + d, now() from generate_series(0, 1) d;
