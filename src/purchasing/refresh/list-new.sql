-- Puts into ovop_listed what is on the OVOP list and not yet there, and returns what it finds purchases by.
with new as (
  insert into ovop_listed (place, origin, entry_id, kind, scheme, value_key, valid_from, valid_to, product_id)
  select n.entry_id + case n.origin when 'produk' then 0 when 'penyedia' then 1000000000000000000
      else 2000000000000000000 end,
    n.origin, n.entry_id, n.kind, n.scheme, n.value_key, n.valid_from, n.valid_to, n.product_id
  from ovop_list n
  where not exists (select 1 from ovop_listed l where l.origin = n.origin and l.entry_id = n.entry_id)
  returning kind, scheme, value_key
)
select distinct kind, scheme, value_key as "valueKey" from new
