-- $1 batch, $2 packages (null = all of the batch). What each staged package holds.
insert into intake_sum (purchase_id, line_count, keyed, value, row_no, content_hash)
select l.purchase_id, count(*), count(l.line_key), sum(l.value), min(l.row_no),
  md5(string_agg(l.facts::text, ',' order by l.facts))::uuid
from purchase_line l join purchase_staged q on q.id = l.purchase_id
where q.batch_id = $1 and ($2::bigint[] is null or q.id = any($2::bigint[]))
group by l.purchase_id
