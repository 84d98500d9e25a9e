-- Counts one request of key $1, at most $2 a minute and $3 a day (UTC), and tells what has been used. A request over
-- quota is not counted, so a program that does not wait does not use up its day.
with bounds as (
  select now() as at, date_trunc('minute', now()) as minute, (now() at time zone 'utc')::date as day
), used as (
  insert into api_key_use as u (key_id, last_used_at, minute, minute_used, day, day_used)
  select $1, at, minute, 1, day, 1 from bounds
  on conflict (key_id) do update set
    last_used_at = excluded.last_used_at,
    minute = excluded.minute,
    minute_used = case when u.minute = excluded.minute then u.minute_used + 1 else 1 end,
    day = excluded.day,
    day_used = case when u.day = excluded.day then u.day_used + 1 else 1 end
  where (u.minute <> excluded.minute or u.minute_used < $2::int) and (u.day <> excluded.day or u.day_used < $3::int)
  returning u.minute_used, u.day_used
), left_over as (
  select ceil(extract(epoch from minute + interval '1 minute' - at))::int as minute_left_s,
    ceil(extract(epoch from (day + 1)::timestamp at time zone 'utc' - at))::int as day_left_s
  from bounds
)
select true as counted, minute_used, day_used, minute_left_s, day_left_s from used, left_over
union all
-- Over quota: what stood there before. A minute or a day that is over counts nothing.
select false, case when c.minute = b.minute then c.minute_used else 0 end,
  case when c.day = b.day then c.day_used else 0 end, minute_left_s, day_left_s
from api_key_use c, bounds b, left_over
where c.key_id = $1 and not exists (select 1 from used)
