-- Sellers behind a number of the year $12, largest first, with what all of them come to. $13 null = all that sold in the span,
-- else baru, bertahan, kembali or hilang (sold in the span of the year before). $14 UMK state or class, null = all. $15 part:
-- selesai (with a completed package), lagi (sold in the span of the year before as well), bernilai (with a value), tiga (the
-- three largest of those), lokal, luar or tanpa-alamat (completed, by the address: province 53, another, none), ganda (of
-- more than one class of the table). $16 rows, $17 rows before them. After the named queries of sales.sql. A seller that is
-- no enterprise on file goes by the name that its source gives. What no seller is named for stands in the sums alone.
with own as (
  select s.seller, s.year, max(s.enterprise_id) as enterprise_id,
    (min(array[s.scheme, s.key]))[1] as scheme, (min(array[s.scheme, s.key]))[2] as key,
    max(s.province) as province, bool_or(s.in_span) as in_span, bool_or(s.in_span and s.completed) as completed,
    array_agg(distinct s.class) filter (where s.in_span) as classes,
    count(distinct case s.umk when 'yes' then 'yes' else s.class end) filter (where s.in_span) as stands_in,
    coalesce(sum(s.packages) filter (where s.in_span and s.purchase_id is null), 0)
      + count(distinct s.purchase_id) filter (where s.in_span) as packages,
    coalesce(sum(s.value) filter (where s.in_span), 0) as value,
    coalesce(sum(s.value_completed) filter (where s.in_span), 0) as value_completed,
    min(s.first_on) filter (where s.in_span) as first_on
  from sale s
  where s.seller is not null and ($14::text is null or s.umk = $14 or s.class = $14)
  group by s.seller, s.year
), here as (
  select o.*, case when o.year = min(o.year) over (partition by o.seller) then 'baru' when p.seller is not null then 'bertahan'
      else 'kembali' end as state, coalesce(p.in_span, false) as before_in_span
  from own o left join own p on p.seller = o.seller and p.year = o.year - 1
), wanted as (
  select * from here where $13::text is distinct from 'hilang' and year = $12::int and in_span and ($13 is null or state = $13)
  union all
  select b.*, 'hilang', false from own b
  where $13 = 'hilang' and b.year = $12 - 1 and b.in_span
    and not exists (select 1 from own o where o.seller = b.seller and o.year = $12 and o.in_span)
), placed as (
  select w.*, row_number() over (partition by value > 0 order by value, seller) as i,
    row_number() over (partition by value > 0 order by value desc, seller desc) as from_top
  from wanted w
), chosen as materialized (
  select * from placed
  where case coalesce($15::text, '') when '' then true when 'selesai' then completed when 'lagi' then before_in_span
    when 'bernilai' then value > 0 when 'tiga' then value > 0 and from_top <= 3
    when 'lokal' then completed and province = '53' when 'luar' then completed and province <> '53'
    when 'tanpa-alamat' then completed and province is null when 'ganda' then stands_in > 1 end
), whole as (
  select count(*)::int as sellers, coalesce(sum(packages), 0)::int as row_packages, coalesce(sum(value), 0)::text as value,
    coalesce(sum(value_completed), 0)::text as value_completed, coalesce(sum(i * value), 0)::text as weighted,
    coalesce(sum(stands_in - 1), 0)::int as twice
  from chosen
), counted as (
  select coalesce(sum(packages) filter (where purchase_id is null), 0)::int + count(distinct purchase_id)::int as packages,
    coalesce(sum(packages) filter (where purchase_id is null and seller is null), 0)::int
      + count(distinct purchase_id) filter (where seller is null)::int as unnamed_packages,
    coalesce(sum(value) filter (where seller is null), 0)::text as unnamed_value,
    coalesce(sum(value_completed) filter (where seller is null), 0)::text as unnamed_completed
  from sale where year = $12 and in_span and ($14::text is null or umk = $14 or class = $14)
), named as (
  select c.*, coalesce(e.name, n.name, c.scheme || ' ' || c.key) as name, r.name as regency
  from chosen c
  left join enterprise e on e.id = c.enterprise_id
  left join wilayah v on v.code = e.wilayah_code
  left join wilayah r on r.code = v.regency_code
  left join supplier_seen n on n.scheme = c.scheme and n.key = c.key
)
select w.sellers, w.row_packages, w.value as total_value, w.value_completed as total_completed, w.weighted, w.twice,
  t.packages as all_packages, t.unnamed_packages, t.unnamed_value, t.unnamed_completed,
  c.seller, c.enterprise_id::text, c.name, c.regency, c.classes, c.packages::int, c.value::text, c.value_completed::text,
  c.i::int, c.first_on::text, c.state
from whole w cross join counted t
left join lateral (select * from named order by value desc, name, seller limit $16::int offset $17::int) c on true
order by c.value desc, c.name, c.seller
