-- KLPDs and years whose purchases did not change, but what they rest on did: the satker that a code stands for, what is
-- known of a supplier's size, the names by which a KLPD knows its own catalogue.
with alias as (
  select a.klpd, a.ref from satker_alias a join alias_before b on b.klpd = a.klpd and b.ref = a.ref
  where a.satker_key <> b.satker_key
), supplier as (
  select distinct scheme, key from (
    (select scheme, key, valid_from, valid_to, umk from supplier_state where umk <> 'unknown'
     except select scheme, key, valid_from, valid_to, umk from supplier_before)
    union all
    (select scheme, key, valid_from, valid_to, umk from supplier_before
     except select scheme, key, valid_from, valid_to, umk from supplier_state where umk <> 'unknown')
  ) d
), name as (
  select distinct klpd from (
    (select klpd, name_key from klpd_own_name except select klpd, name_key from name_before)
    union all
    (select klpd, name_key from name_before except select klpd, name_key from klpd_own_name)
  ) d
)
select p.klpd, p.year from purchase p join alias a on a.klpd = p.klpd and a.ref = p.satker_ref where p.is_current
union
select p.klpd, p.year
from supplier s
join purchase_line l on l.supplier_scheme = s.scheme and l.supplier_key = s.key
join purchase p on p.id = l.purchase_id and p.is_current
union
select p.klpd, p.year from purchase p join name n on n.klpd = p.klpd where p.is_current and p.source = 'v5'
