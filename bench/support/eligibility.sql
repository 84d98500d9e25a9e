-- 5,000 made-up makers with three products each, and everything that the rules ask for on file.
set session_replication_role = replica;
insert into enterprise (name, name_key, legal_form, nib, nib_verified_on, nib_verified_with, npwp, npwp_stem, established_on, source)
select 'Usaha Contoh ' || e, 'usaha contoh ' || e, 'cv', '9' || lpad(e::text, 12, '0'), '2026-01-05', 'OSS', '013121660091000',
  '013121660', date '2015-01-01' + e % 2000, 'Data contoh' from generate_series(1, 5000) e;
insert into enterprise_kbli (enterprise_id, edition, code, is_main) select id, '2020', '10794', true from enterprise;
insert into enterprise_figure (enterprise_id, kind, year, amount, source)
select id, k.kind, y.year, 100000000 + id * 1000, 'SPT ' || y.year from enterprise
cross join (values ('modal'), ('penjualan')) k (kind) cross join (values (2023), (2024), (2025)) y (year);
insert into enterprise_class (enterprise_id, class, origin, valid_from, basis)
select id, 'mikro', 'verifikasi', '2026-01-01', 'penjualan' from enterprise where id % 2 = 0;
insert into enterprise_document (enterprise_id, kind, number, issuer, issued_on, expires_on, verified_on)
select id, d.kind, 'CONTOH ' || id, 'Instansi contoh', '2026-01-02', d.until::date, case when id % 3 > 0 then date '2026-01-10' end
from enterprise cross join (values ('NIB', null), ('Bukti KSWP', '2027-03-31'), ('Surat PKP atau non-PKP', null),
  ('Surat keterangan kerja', '2027-03-31'), ('NPWP perusahaan', null), ('Akta pendirian', null)) d (kind, until);
insert into eligibility_statement (enterprise_id, fact, value, source, stated_on, recorded_by)
select id, s.fact, s.value::jsonb, 'Contoh', '2026-02-01', 'contoh' from enterprise
cross join (values ('enterprise.nibTaken', 'false'), ('enterprise.adminIsNibHolder', 'true'), ('enterprise.integrityPact', 'true'),
  ('enterprise.blacklist', '[]'), ('enterprise.blacklistCheckedOn', '"2026-02-01"'), ('enterprise.role', '"produsen"'),
  ('enterprise.riskLevel', '"rendah"'), ('enterprise.digitalIdentity', 'true'), ('enterprise.parentClass', '"none"'),
  ('enterprise.nitku', '"none"')) s (fact, value);
insert into product (name, name_key, group_code, raw_material, state)
select 'Keripik ' || i, 'keripik ' || i, 'makanan-minuman', 'pisang, minyak kelapa', 'tayang' from generate_series(1, 15000) i;
insert into product_maker (product_id, enterprise_id) select id, (id - 1) % 5000 + 1 from product;
insert into product_certificate (product_id, kind, number, issued_on, expires_on, verified_on)
select p.id, c.kind, 'CONTOH ' || p.id, '2025-02-01', c.until::date, '2026-01-10' from product p
cross join (values ('p-irt', '2030-02-01'), ('halal', null), ('merek', '2034-01-01')) c (kind, until);
insert into product_listing (product_id, platform, external_id, category) select id, 'v6', 'v6-' || id, 'Keripik' from product;
insert into eligibility_statement (product_id, fact, value, source, stated_on, recorded_by)
select id, s.fact, s.value::jsonb, 'Contoh', '2026-02-01', 'contoh' from product
cross join (values ('product.group', '"pangan-kering-terkemas"'), ('product.kind', '"keripik"'), ('product.traits', '[]'),
  ('product.sniProduct', '"none"')) s (fact, value);
-- Nobody judges everybody again while something is measured.
insert into eligibility_run (day, finished_at) select current_date + d, now() from generate_series(0, 1) d;
