-- Whether the OVOP list says anything else than the marks on file were made by.
with now as materialized (
  select origin, entry_id, kind, scheme, value_key, valid_from, valid_to, product_id from ovop_list
), before as materialized (
  select origin, entry_id, kind, scheme, value_key, valid_from, valid_to, product_id from ovop_listed
)
select exists (
  (select * from now except select * from before) union all (select * from before except select * from now)) as any
