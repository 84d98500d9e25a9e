-- Who sold what in the years $2, as named queries in front of each figure's own and after head.sql. $1 KLPD, $3 last day of each year that is
-- counted (null = the whole year, orders without a day too), $4 sources; of the seller $5 regency, $6 class, $8 village, $9
-- whether a woman owns it; of the product $7 group, $10 star (scheme:stars, as it stands now), $11 village (its flagship
-- first); null = all, 'unknown' = not known.
-- A seller is an enterprise on the order's day (a merged one is the other, branches of one tax number are one), else what
-- one SIKaP id names, else a supplier key by itself; null = the source names nobody.
span as (
  select y.year, y.last from unnest($2::int[], $3::date[]) y(year, last)
), chosen_product as (
  select p.id, p.group_code, s.star, v.village
  from product p
  left join lateral (select t.scheme || ':' || t.stars as star from product_star t where t.product_id = p.id) s on true
  left join lateral (
    select o.wilayah_code as village from product_village o where o.product_id = p.id
    order by o.is_flagship desc, o.wilayah_code limit 1) v on true
  where ($7::text is null or p.group_code = $7) and ($10::text is null or coalesce(s.star, 'unknown') = $10)
    and ($11::text is null or coalesce(v.village, 'unknown') = $11)
), seller_sikap as (
  select scheme, key, max(sikap_id) as sikap_id from (
    select scheme, key, nullif(sikap_id, '0') as sikap_id from supplier_seen
    union all
    select case family when 'penyedia-v5' then 'v5' else 'v6' end, key, nullif(data->>'sikapId', '0')
    from reference_row where is_current and family in ('penyedia-v5', 'penyedia-v6')
  ) k where sikap_id is not null group by scheme, key
), owned as (
  select k.scheme, k.key, h.head_id, k.valid_from, coalesce(k.valid_to, date 'infinity') as valid_to
  from enterprise_supplier_key k join head h on h.id = k.enterprise_id
), sikap_owner as (
  select sikap_id, min(head_id) as head_id, min(valid_from) as valid_from, max(valid_to) as valid_to from (
    select key as sikap_id, head_id, valid_from, valid_to from owned where scheme = 'sikap'
    union all
    select s.sikap_id, o.head_id, o.valid_from, o.valid_to
    from owned o join seller_sikap s on s.scheme = o.scheme and s.key = o.key
  ) k group by sikap_id having count(distinct head_id) = 1
), class_edge as (
  select enterprise_id, valid_from as day from enterprise_class
  union select enterprise_id, valid_to + 1 from enterprise_class where valid_to is not null
), class_period as (
  select p.enterprise_id, p.valid_from, coalesce(p.until - 1, date 'infinity') as valid_to, c.class
  from (
    select enterprise_id, day as valid_from, lead(day) over (partition by enterprise_id order by day) as until
    from class_edge
  ) p
  cross join lateral (
    select d.class from enterprise_class d
    where d.enterprise_id = p.enterprise_id and d.valid_from <= p.valid_from
      and (d.valid_to is null or d.valid_to >= p.valid_from)
    order by d.origin = 'keputusan' desc, d.valid_from desc limit 1) c
), moving as (
  -- Keys that on some days are of another enterprise or class than on others: only their sales are told day by day.
  select o.scheme, o.key from owned o
  where o.valid_from > date '2000-01-01' or o.valid_to < date 'infinity'
    or exists (select 1 from class_edge c where c.enterprise_id = o.head_id)
  union
  select s.scheme, s.key from seller_sikap s join sikap_owner o on o.sikap_id = s.sikap_id
  where o.valid_from > date '2000-01-01' or o.valid_to < date 'infinity'
    or exists (select 1 from class_edge c where c.enterprise_id = o.head_id)
), sold as (
  select d.year, d.on_day, d.source, d.scheme, d.key, d.umk, d.completed, d.purchase_id, d.packages, d.value
  from seller_day d
  where $7::text is null and $10::text is null and $11::text is null and ($1::text is null or d.klpd = $1)
    and d.source = any($4::text[]) and d.year = any($2::int[])
  union all
  -- By product: lines on which a product that was chosen stands, whose value is known where the product's part is.
  select s.year, s.ordered_on, s.source, s.supplier_scheme, s.supplier_key, s.umk, s.standing = 'completed', s.purchase_id, 0,
    case pp.share when 'whole' then s.value when 'part' then pp.value end
  from product_purchase pp
  join chosen_product g on g.id = pp.product_id
  join spending_line s on s.line_id = pp.line_id and (s.part = 1 or pp.share = 'whole')
  where ($7 is not null or $10 is not null or $11 is not null) and ($1::text is null or s.klpd = $1)
    and s.source = any($4::text[]) and s.year = any($2::int[]) and s.standing in ('committed', 'completed')
), told as (
  select d.year, d.scheme, d.key, d.umk, d.purchase_id, d.on_day is null as undated,
    coalesce(y.last is null or d.on_day <= y.last, false) as in_span,
    case when m.key is null then make_date(d.year, 12, 31) else coalesce(d.on_day, make_date(d.year, 12, 31)) end as day,
    min(d.on_day) as first_on, sum(d.packages) as packages, coalesce(sum(d.value), 0) as value,
    coalesce(sum(d.packages) filter (where d.completed), 0) as packages_completed,
    coalesce(sum(d.value) filter (where d.completed), 0) as value_completed, bool_or(d.completed) as completed,
    bool_or(d.value is null) as unvalued
  from sold d
  join span y on y.year = d.year
  left join moving m on m.scheme = d.scheme and m.key = d.key
  group by 1, 2, 3, 4, 5, 6, 7, 8
), sale as materialized (
  select t.*, coalesce(o.head_id, q.head_id) as enterprise_id, w.regency_code as regency, w.province_code as province, w.code as village,
    w.level = 'desa' as is_village, e.owner_woman,
    case when t.key is null then null
      else coalesce('e:' || coalesce(o.head_id, q.head_id), 's:' || k.sikap_id, t.scheme || ':' || t.key) end as seller,
    case t.umk
      when 'yes' then case when c.class in ('mikro', 'kecil', 'koperasi') then c.class else 'umk' end
      when 'no' then case when c.class in ('menengah', 'besar') then c.class else 'bukan-umk' end
      else 'unknown' end as class
  from told t
  left join seller_sikap k on k.scheme = t.scheme and k.key = t.key
  left join owned o on o.scheme = t.scheme and o.key = t.key and t.day between o.valid_from and o.valid_to
  left join sikap_owner q on o.head_id is null and q.sikap_id = k.sikap_id and t.day between q.valid_from and q.valid_to
  left join class_period c on c.enterprise_id = coalesce(o.head_id, q.head_id) and t.day between c.valid_from and c.valid_to
  left join enterprise e on e.id = coalesce(o.head_id, q.head_id)
  left join wilayah w on w.code = e.wilayah_code
  where ($5::text is null or coalesce(w.regency_code, 'unknown') = $5)
    and ($8::text is null or coalesce(case when w.level = 'desa' then w.code end, 'unknown') = $8)
    and ($9::text is null or coalesce(case e.owner_woman when true then 'yes' when false then 'no' end, 'unknown') = $9)
    and ($6::text is null or t.umk = $6 or $6 = case t.umk
      when 'yes' then case when c.class in ('mikro', 'kecil', 'koperasi') then c.class else 'umk' end
      when 'no' then case when c.class in ('menengah', 'besar') then c.class else 'bukan-umk' end end)
)
