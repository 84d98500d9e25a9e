-- Rebuilds what each supplier key's UMK state is, per period, and what that rests on: the bureau's decision on the day,
-- (on the key itself, else on the enterprise that it belongs to), else the flag of its own feed, else the flag of the other catalogue through the SIKaP id, else unknown.
with feed as (
  select 'v5' as scheme, r.key, nullif(r.data->>'sikapId', '0') as sikap_id, coalesce(w.umk, 'unknown') as umk,
    case when r.data->>'ukm' is null then 'sumber v5 tidak menyebut kelas'
         else 'sumber v5: ' || (r.data->>'ukm') end as basis
  from reference_row r
  left join supplier_ukm_word w
    on w.word_key = btrim(regexp_replace(lower(r.data->>'ukm'), '[^a-z0-9]+', ' ', 'g'))
  where r.is_current and r.family = 'penyedia-v5'
  union all
  select 'v6', r.key, nullif(r.data->>'sikapId', '0'),
    case r.data->>'umkk' when '1' then 'yes' when '0' then 'no' else 'unknown' end,
    case r.data->>'umkk' when '1' then 'sumber v6: status UMKK = 1' when '0' then 'sumber v6: status UMKK = 0'
      else 'sumber v6 tidak menyebut kelas' end
  from reference_row r where r.is_current and r.family = 'penyedia-v6'
), keys as (
  select scheme, key, max(sikap_id) as sikap_id from (
    select scheme, key, sikap_id from feed
    union all select scheme, key, sikap_id from supplier_seen
    union all select scheme, key, null from supplier_decision where scheme <> 'sikap'
    union all select scheme, key, null from enterprise_supplier_key where scheme <> 'sikap'
  ) k group by scheme, key
), by_sikap as (
  select sikap_id, case when count(distinct umk) filter (where umk <> 'unknown') = 1
      then max(umk) filter (where umk <> 'unknown') end as umk,
    max(basis) filter (where umk <> 'unknown') as basis
  from feed where sikap_id is not null group by sikap_id
), base as (
  select k.scheme, k.key, k.sikap_id,
    case when coalesce(f.umk, 'unknown') <> 'unknown' then f.umk else coalesce(b.umk, 'unknown') end as umk,
    case when coalesce(f.umk, 'unknown') <> 'unknown' then f.basis
         when b.umk is not null then 'melalui SIKaP, ' || b.basis
         else coalesce(f.basis, 'tidak ada data penyedia') end as basis
  from keys k
  left join feed f on f.scheme = k.scheme and f.key = k.key
  left join by_sikap b on b.sikap_id = k.sikap_id
), of_enterprise as (
  -- A decision on an enterprise holds for its keys, on the days on which they are its keys.
  select k.scheme, k.key, case when c.class in ('mikro', 'kecil', 'koperasi') then 'yes' else 'no' end as umk,
    greatest(c.valid_from, k.valid_from) as valid_from, least(c.valid_to, k.valid_to) as valid_to, c.id
  from enterprise_class c
  join enterprise_supplier_key k on k.enterprise_id = c.enterprise_id
  where c.origin = 'keputusan' and greatest(c.valid_from, k.valid_from) <= coalesce(least(c.valid_to, k.valid_to), 'infinity')
), decision as (
  select b.scheme, b.key, d.umk, d.valid_from, d.valid_to, d.id, 0 as place, 'keputusan Biro PBJ' as basis
  from base b join supplier_decision d
    on (d.scheme = b.scheme and d.key = b.key) or (d.scheme = 'sikap' and d.key = b.sikap_id)
  union all
  select b.scheme, b.key, e.umk, e.valid_from, e.valid_to, e.id, 1, 'keputusan Biro PBJ tentang pelaku usahanya'
  from base b join of_enterprise e on e.scheme = b.scheme and e.key = b.key
  union all
  select b.scheme, b.key, e.umk, e.valid_from, e.valid_to, e.id, 2, 'keputusan Biro PBJ tentang pelaku usahanya'
  from base b join of_enterprise e on e.scheme = 'sikap' and e.key = b.sikap_id
), edge as (
  select scheme, key, date '0001-01-01' as day from base
  union select scheme, key, valid_from from decision
  union select scheme, key, valid_to + 1 from decision where valid_to is not null
), period as (
  select scheme, key, day as valid_from, lead(day) over (partition by scheme, key order by day) - 1 as valid_to from edge
)
insert into supplier_state (scheme, key, valid_from, valid_to, umk, basis)
select p.scheme, p.key, p.valid_from, p.valid_to, coalesce(d.umk, b.umk),
  coalesce(d.basis, b.basis)
from period p
join base b on b.scheme = p.scheme and b.key = p.key
left join lateral (
  select c.umk, c.basis from decision c
  where c.scheme = p.scheme and c.key = p.key and c.valid_from <= p.valid_from
    and (c.valid_to is null or c.valid_to >= p.valid_from)
  order by c.place, c.valid_from desc, c.id desc limit 1
) d on true
