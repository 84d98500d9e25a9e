-- $1 batch. The file was declared to hold the whole year of its KLPD: what it leaves out is shown apart from now on.
update purchase p
set missing_since_batch = $1, missing_found_batch = null, missing_decision = null
from (select distinct source, klpd, year from intake_verdict) s
where p.is_current and p.source = s.source and p.klpd = s.klpd and p.year = s.year and p.detail_rank = 2
  and p.batch_id <> $1
  and (p.missing_since_batch is null or p.missing_found_batch is not null)
  and not exists (select 1 from intake_verdict v where v.current_id = p.id)
