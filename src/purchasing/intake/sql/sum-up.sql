-- $1 batch. What each staged package holds, now that repeated rows are gone.
create temporary table intake_sum on commit drop as
select l.purchase_id, count(*)::int as line_count, sum(l.value) as value, min(l.row_no) as row_no,
  md5(string_agg(l.facts::text, ',' order by l.facts))::uuid as content_hash
from purchase_line l join purchase_staged q on q.id = l.purchase_id
where q.batch_id = $1
group by l.purchase_id
