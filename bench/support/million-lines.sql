-- A made-up province with 1,000,000 v5 lines over four fiscal years, in the tables as an import leaves them.
-- 45 perangkat daerah, 300 satker, 4,000 suppliers, 60 commodities, 400,000 packages of one to four lines.
insert into perangkat_daerah (klpd, name, code_group, origin)
select 'D999', 'Perangkat Daerah Contoh ' || n, 'G' || n, 'staf' from generate_series(1, 45) n;
insert into satker_assignment (klpd, satker_key, perangkat_daerah_id, state)
select 'D999', (50000 + n)::text, (select id from perangkat_daerah where name = 'Perangkat Daerah Contoh ' || (1 + n % 45)), 'dipastikan'
from generate_series(0, 299) n;
insert into reference_row (batch_id, family, key, is_current, klpd, data, row_no, facts, source_row)
select 1, 'penyedia-v5', (400000 + n)::text, true, null,
  jsonb_build_object('name', 'CV Contoh ' || n, 'ukm', (array['Usaha Mikro', 'Usaha Kecil', 'Usaha Menengah', 'Belum Terdefinisi'])[1 + n % 4]),
  n, md5('s' || n)::uuid, '{}'
from generate_series(0, 3999) n;
insert into reference_row (batch_id, family, key, is_current, klpd, data, row_no, facts, source_row)
select 1, 'komoditas', (88000 + n)::text, true, null,
  jsonb_build_object('name', 'Etalase Contoh ' || n, 'catalogueKind', (array['lokal', 'nasional', 'sektoral'])[1 + n % 3],
    'ownerCode', case when n % 2 = 0 then 'D999' else 'D107' end),
  n, md5('k' || n)::uuid, '{}'
from generate_series(0, 59) n;
insert into ovop_entry (kind, scheme, value, value_key, label, valid_from)
select 'produk-v5', '', (70000000 + n)::text, (70000000 + n)::text, 'Produk OVOP contoh ' || n, '2020-01-01' from generate_series(0, 499) n;
insert into purchase (id, batch_id, feed, source, source_key, is_current, klpd, year, package_no, name, rup_codes, funds,
  accounts, satker_ref, satker_code, status, status_key, ordered_on, expected_lines, line_count, content_hash)
select n, 1, 'v5', 'v5', (10000000 + n)::text, true, 'D999', 2022 + n % 4, 'MKM-P-' || n,
  'Belanja Makanan dan Minuman Rapat kegiatan ' || n, array[(50000000 + n % 20000)::text],
  array[(array['APBD', 'BLUD', 'APBDP'])[1 + n % 3]], array['5.1.02.01.01.0052'], 'c:' || (50000 + n % 300),
  (50000 + n % 300)::text, 'paket_selesai',
  (array['paket_selesai', 'proses_kontrak_ppk', 'melakukan_pengiriman_dan_penerimaan'])[1 + (n / 7) % 3],
  make_date(2022 + n % 4, 1 + (n / 11) % 12, 1 + n % 28), 1 + n % 4, 1 + n % 4, md5(n::text)::uuid
from generate_series(1, 400000) n;
insert into purchase_line (purchase_id, batch_id, row_no, commodity_code, supplier_scheme, supplier_key, product_ids,
  quantity, unit_price, shipping, value, identity, facts, source_row)
select n, 1, n, (88000 + (n + l) % 60)::text, 'v5', (400000 + (n * 7) % 4000)::text,
  array[(70000000 + (n * 13 + l * 101) % 30000)::text], 1 + n % 40, 5000 + (n * 37 + l) % 2000000, 0,
  (1 + n % 40) * (5000 + (n * 37 + l) % 2000000), md5(n || '-' || l)::uuid, md5(n || '-' || l)::uuid, '{"kd_paket":1}'
from generate_series(1, 400000) n cross join lateral generate_series(1, 1 + n % 4) l;
select setval('purchase_id_seq', 500000);
analyze;
