-- $1 batch. What each staged package holds, now that repeated rows are gone.
update purchase p
set line_count = s.lines, value = s.value, content_hash = s.content_hash
from (
  select l.purchase_id, count(*)::int as lines, sum(l.value) as value,
    md5(string_agg(l.facts::text, ',' order by l.facts))::uuid as content_hash
  from purchase_line l join purchase q on q.id = l.purchase_id
  where q.batch_id = $1
  group by l.purchase_id
) s
where s.purchase_id = p.id
