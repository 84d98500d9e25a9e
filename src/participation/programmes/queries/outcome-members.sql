-- Who took part in programme $1 up to day $2 and who took part in none, and what became of each of them (told), with
-- whether anything on file tells of it at all (on_file), as named queries. Day 0 is
-- the day of joining; for the others, who never joined, the programme's first day. The others are enterprises on file of
-- the programme's place (all, without one) that had been founded by day 0 or whose founding is not known. Merged ones
-- count as one.
--   listed   a listing of an own product that was in force on a day from day 0 on; `before` = one that began earlier
--   eligible the newest decision of the enterprise, alone or with a product, says so and still holds
--   sold     a transaction (running or completed) from day 0 on; `before` = one earlier. Only those with a supplier key can be
--            seen to sell: `without_key` says how many cannot.
chosen as (
  select id, starts_on, wilayah_code from programme where id = $1
), participant as (
  select coalesce(e.merged_into, e.id) as enterprise_id, min(a.joined_on) as day0
  from programme_participant a join enterprise e on e.id = a.enterprise_id
  where a.programme_id = $1 and a.joined_on <= $2::date
  group by 1
), elsewhere as (
  select coalesce(e.merged_into, e.id) as enterprise_id
  from programme_participant a
  join enterprise e on e.id = a.enterprise_id
  join programme p on p.id = a.programme_id
  where p.id = $1 or (p.cancelled_on is null and a.joined_on <= $2::date)
), member as materialized (
  select 'peserta' as side, enterprise_id, day0 from participant
  union all
  select 'bukan-peserta', e.id, c.starts_on
  from enterprise e cross join chosen c
  where e.merged_into is null and (e.established_on is null or e.established_on <= c.starts_on)
    and (c.wilayah_code is null or e.wilayah_code = c.wilayah_code or e.wilayah_code like c.wilayah_code || '.%')
    and not exists (select 1 from elsewhere x where x.enterprise_id = e.id)
), listed as (
  select m.enterprise_id, bool_or(l.valid_from < m.day0) as before,
    bool_or(l.valid_to is null or l.valid_to >= m.day0) as after
  from member m
  join lateral (
    select l.valid_from, l.valid_to from product_listing l
    where l.enterprise_id = m.enterprise_id and l.valid_from <= $2::date
    union all
    select l.valid_from, l.valid_to from product_maker k join product_listing l on l.product_id = k.product_id
    where k.enterprise_id = m.enterprise_id and l.enterprise_id is null and l.valid_from <= $2::date
  ) l on true
  group by m.enterprise_id
), sold as (
  select m.enterprise_id, bool_or(s.on_day < m.day0) as before, bool_or(s.on_day >= m.day0) as after,
    sum(s.value) filter (where s.on_day >= m.day0) as value
  from member m
  join enterprise_supplier_key k on k.enterprise_id = m.enterprise_id
  join seller_day s on s.scheme = k.scheme and s.key = k.key
    and s.on_day >= k.valid_from and (k.valid_to is null or s.on_day <= k.valid_to)
  where s.on_day <= $2::date
  group by m.enterprise_id
), judged as (
  select m.enterprise_id, bool_or(j.outcome in ('layak', 'layak-bersyarat')
    and (j.valid_until is null or j.valid_until >= $2::date)) as eligible
  from member m join eligibility_current j on j.enterprise_id = m.enterprise_id
  where j.day <= $2::date
  group by m.enterprise_id
), told as (
  select m.side, m.enterprise_id, m.day0, j.eligible, coalesce(l.before, false) as listed_before,
    coalesce(l.after, false) as listed_after, coalesce(s.before, false) as sold_before, coalesce(s.after, false) as sold_after,
    s.value as sold_value, not exists (
      select 1 from enterprise_supplier_key k where k.enterprise_id = m.enterprise_id) as without_key
  from member m
  left join listed l on l.enterprise_id = m.enterprise_id
  left join sold s on s.enterprise_id = m.enterprise_id
  left join judged j on j.enterprise_id = m.enterprise_id
), on_file as (
  select exists (select 1 from eligibility_decision) as "anyDecision", exists (select 1 from product_listing) as "anyListing",
    exists (select 1 from seller_day d where d.on_day between (select starts_on from chosen) and $2::date) as "anyPurchase"
)
