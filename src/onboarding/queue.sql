-- What waits for a clerk: how much of each kind, since when, and when the newest came. $1 the time zone. An account counts from
-- its last own step: it may have been given back and said better.
with waiting as (
  select 'account' as kind, coalesce(
      (select max(s.done_at) from onboarding_step s where s.user_id = a.user_id
        and s.action in ('mendaftar', 'menegaskan-surel', 'mengubah-pengakuan')), a.created_at) as came_at
  from enterprise_account a join app_user u on u.id = a.user_id
  where a.state = 'menunggu-petugas' and u.disabled_at is null
  union all
  select 'file', r.created_at from enterprise_request r where r.state in ('diajukan', 'diperiksa')
  union all
  select 'proposal', p.created_at from enterprise_proposal p where p.state = 'diajukan'
)
select count(*) filter (where kind = 'account')::int as accounts, count(*) filter (where kind = 'file')::int as files,
  count(*) filter (where kind = 'proposal')::int as proposals, (min(came_at) at time zone $1)::date::text as oldest,
  to_char(max(came_at) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as newest
from waiting
