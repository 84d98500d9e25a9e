-- Rebuilds what each supplier key's UMK state is, per period, and what that rests on: the bureau's decision on the day,
-- else the flag of its own feed, else the flag of the other catalogue through the SIKaP id, else unknown.
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
), decision as (
  select b.scheme, b.key, d.umk, d.valid_from, d.valid_to, d.id
  from base b join supplier_decision d
    on (d.scheme = b.scheme and d.key = b.key) or (d.scheme = 'sikap' and d.key = b.sikap_id)
), edge as (
  select scheme, key, date '0001-01-01' as day from base
  union select scheme, key, valid_from from decision
  union select scheme, key, valid_to + 1 from decision where valid_to is not null
), period as (
  select scheme, key, day as valid_from, lead(day) over (partition by scheme, key order by day) - 1 as valid_to from edge
)
insert into supplier_state (scheme, key, valid_from, valid_to, umk, basis)
select p.scheme, p.key, p.valid_from, p.valid_to, coalesce(d.umk, b.umk),
  case when d.umk is not null then 'keputusan Biro PBJ' else b.basis end
from period p
join base b on b.scheme = p.scheme and b.key = p.key
left join lateral (
  select c.umk from decision c
  where c.scheme = p.scheme and c.key = p.key and c.valid_from <= p.valid_from
    and (c.valid_to is null or c.valid_to >= p.valid_from)
  order by c.valid_from desc, c.id desc limit 1
) d on true
