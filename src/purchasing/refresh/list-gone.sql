-- Takes out of ovop_listed what is no longer on the OVOP list, or no longer so, and returns what it found purchases by.
with gone as (
  delete from ovop_listed l
  where not exists (
    select 1 from ovop_list n
    where n.origin = l.origin and n.entry_id = l.entry_id and n.kind = l.kind and n.scheme = l.scheme
      and n.value_key = l.value_key and n.valid_from = l.valid_from and n.valid_to is not distinct from l.valid_to
      and n.product_id is not distinct from l.product_id)
  returning l.kind, l.scheme, l.value_key
)
select distinct kind, scheme, value_key as "valueKey" from gone
