-- What figures rested on before this refresh, to be held against what they rest on after it (see ripples.sql).
drop table if exists pg_temp.alias_before;
create temporary table alias_before on commit drop as select klpd, ref, satker_key from satker_alias;
drop table if exists pg_temp.supplier_before;
create temporary table supplier_before on commit drop as
  select scheme, key, valid_from, valid_to, umk from supplier_state where umk <> 'unknown';
drop table if exists pg_temp.name_before;
create temporary table name_before on commit drop as select klpd, name_key from klpd_own_name
