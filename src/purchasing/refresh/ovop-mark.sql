-- Marks the lines of the KLPDs and years $1, $2 (null = all) that an entry of the OVOP list (the catalogue's, or the
-- bureau's own) matches on the order's date, with the entry that did: product before merchant before supplier before
-- commodity before word, and of two of one kind that with the lower place. A v6 order of a supplier on the list counts
-- whole, whatever is known of its products.
-- v5 and Toko Daring count by line. A v6 order counts when all its products are on the list, else it is 'mixed'; where
-- the value per product is known (e-purchasing-by-produk), that part of the order counts.
with scope as (
  select l.id, p.source, p.source_key, l.supplier_scheme, l.supplier_key, l.commodity_code, l.product_ids, l.value,
    coalesce(p.ordered_on, make_date(p.year, 12, 31)) as day, p.name, l.product_name
  from purchase p join purchase_line l on l.purchase_id = p.id
  where p.is_current
    and ($1::text[] is null or (p.klpd, p.year) in (select * from unnest($1::text[], $2::int[])))
), word_pattern as (
  -- A cheap look first: the words in any case, with anything but letters and digits between those of a phrase.
  select '\m(' || string_agg(distinct replace(value_key, ' ', '[^a-z0-9]+'), '|') || ')\M' as pattern
  from ovop_listed where kind = 'kata'
), worded as (
  select s.id, s.day,
    ' ' || btrim(regexp_replace(lower(concat_ws(' ', s.name, s.product_name)), '[^a-z0-9]+', ' ', 'g')) || ' ' as words
  from word_pattern w
  join scope s on w.pattern is not null and lower(concat_ws(' ', s.name, s.product_name)) ~ w.pattern
), by_product_v6 as (
  select s.id, s.value, min(e.place) as place,
    count(distinct pid) filter (where e.place is not null) as on_list, count(distinct pid) as products
  from scope s
  cross join lateral unnest(s.product_ids) as pid
  left join ovop_listed e on e.kind = 'produk-v6' and e.value_key = pid
    and s.day >= e.valid_from and (e.valid_to is null or s.day <= e.valid_to)
  where s.source = 'v6'
  group by s.id, s.value
  having count(e.place) > 0
), detail_row as (
  select s.id, s.day, r.id as row_id, r.data->>'productId' as pid, (r.data->>'value')::numeric as value,
    ' ' || btrim(regexp_replace(lower(r.data->>'productName'), '[^a-z0-9]+', ' ', 'g')) || ' ' as words
  from scope s
  join reference_row r on r.is_current and r.family = 'order-produk' and r.data->>'orderId' = s.source_key
  where s.source = 'v6'
), detail_hit as (
  -- Several entries may find one row, whose value counts once.
  select row_id, min(place) as place from (
    select d.row_id, e.place
    from detail_row d join ovop_listed e on e.kind = 'produk-v6' and e.value_key = d.pid
      and d.day >= e.valid_from and (e.valid_to is null or d.day <= e.valid_to)
    union all
    select d.row_id, e.place
    from detail_row d join ovop_listed e on e.kind = 'kata' and d.words like '% ' || e.value_key || ' %'
      and d.day >= e.valid_from and (e.valid_to is null or d.day <= e.valid_to)
  ) h group by row_id
), detail as (
  select d.id, sum(d.value) filter (where h.place is not null) as ovop_value, min(h.place) as place
  from detail_row d left join detail_hit h on h.row_id = d.row_id
  group by d.id
), candidate as (
  select s.id, e.place, 1 as rank, 'yes' as state, null::numeric as amount, 'produk v5' as matched_on
  from scope s
  cross join lateral unnest(s.product_ids) as pid
  join ovop_listed e on e.kind = 'produk-v5' and e.value_key = pid
    and s.day >= e.valid_from and (e.valid_to is null or s.day <= e.valid_to)
  where s.source = 'v5'
  union all
  select id, place, 1, 'yes', ovop_value, 'nilai per produk' from detail where ovop_value > 0
  union all
  select b.id, b.place, 2, case when on_list = products then 'yes' else 'mixed' end, null, 'produk v6'
  from by_product_v6 b where not exists (select 1 from detail d where d.id = b.id)
  union all
  select s.id, e.place, 3, 'yes', null, 'merchant'
  from scope s join ovop_listed e on e.kind = 'merchant' and e.value_key = s.supplier_key
    and s.day >= e.valid_from and (e.valid_to is null or s.day <= e.valid_to)
  where s.source = 'toko-daring'
  union all
  select s.id, e.place, case s.source when 'v6' then 0 else 4 end, 'yes', null, 'penyedia'
  from scope s join ovop_listed e on e.kind = 'penyedia' and e.scheme = s.supplier_scheme and e.value_key = s.supplier_key
    and s.day >= e.valid_from and (e.valid_to is null or s.day <= e.valid_to)
  union all
  select s.id, e.place, 5, 'yes', null, 'komoditas'
  from scope s join ovop_listed e on e.kind = 'komoditas' and e.value_key = s.commodity_code
    and s.day >= e.valid_from and (e.valid_to is null or s.day <= e.valid_to)
  where s.source = 'v5'
  union all
  select s.id, e.place, 6, 'yes', null, 'kata'
  from worded s
  join ovop_listed e on e.kind = 'kata' and s.words like '% ' || e.value_key || ' %'
    and s.day >= e.valid_from and (e.valid_to is null or s.day <= e.valid_to)
)
insert into ovop_mark (line_id, origin, entry_id, product_id, state, amount, matched_on)
select c.id, e.origin, e.entry_id, e.product_id, c.state, c.amount, c.matched_on
from (select distinct on (id) id, place, state, amount, matched_on from candidate order by id, rank, place) c
join ovop_listed e on e.place = c.place
