-- States of the catalogue that imported files of products tell, by the day of the files. $1 time zone.
-- v6 (list-produk-penyedia): suppliers by key, with their UMK state on that day, without products that their file says are
-- not on show; v5 (ProdukDetail): products on show, with the names of suppliers and commodities. Files that tell no day are
-- no state of any day. Only the suppliers and products whose files were imported are in it.
with v6 as (
  select (max(r.snapshot_at) at time zone $1)::date as on_day,
    count(*)::int as products
  from reference_row r
  where r.is_current and r.family = 'produk-penyedia' and r.data->>'live' is distinct from 'false'
  having max(r.snapshot_at) is not null
), v6_seller as (
  select count(distinct r.data->>'supplierKey')::int as sellers,
    count(distinct r.data->>'supplierKey') filter (where s.umk = 'yes')::int as umk,
    count(*) filter (where r.data->>'supplierKey' is null) as unnamed
  from v6
  join reference_row r on r.is_current and r.family = 'produk-penyedia' and r.data->>'live' is distinct from 'false'
  left join supplier_state s on s.scheme = 'v6' and s.key = r.data->>'supplierKey'
    and v6.on_day >= s.valid_from and (s.valid_to is null or v6.on_day <= s.valid_to)
), v5 as (
  select (max(r.snapshot_at) at time zone $1)::date as on_day,
    count(*)::int as products, count(distinct r.data->>'supplierName')::int as sellers,
    count(distinct r.data->>'commodityName')::int as etalase
  from reference_row r
  where r.is_current and r.family = 'produk'
    and lower(coalesce(r.data->>'live', '')) in ('1', 'ya', 'true', 'tayang', 'aktif')
  having max(r.snapshot_at) is not null
)
select 'v6' as catalogue, v6.on_day::text as "onDay", case when s.unnamed = 0 then s.sellers end as sellers,
  case when s.unnamed = 0 then s.umk end as umk, null::int as etalase, v6.products
from v6 cross join v6_seller s
union all
select 'v5', on_day::text, sellers, null, etalase, products from v5
