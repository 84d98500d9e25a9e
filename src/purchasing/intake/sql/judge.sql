-- $1 batch. What is to become of each staged package, held against the version that counts now.
create temporary table intake_verdict on commit drop as
select c.id as staged_id, o.id as current_id, o.batch_id as current_batch, c.source, c.source_key, c.variant, c.klpd,
  c.year, s.line_count, s.value, s.content_hash, s.row_no, c.expected_lines,
  (c.feed = 'v5' and c.expected_lines is not null and s.line_count < c.expected_lines) as incomplete,
  case
    when o.id is null then 'new'
    when o.detail_rank > c.detail_rank then 'detailed-wins'
    when o.detail_rank < c.detail_rank then 'changed'
    when s.content_hash = o.content_hash then 'unchanged'
    when c.row_updated_at < o.row_updated_at then 'older'
    when c.row_updated_at > o.row_updated_at then
      case when c.feed = 'v5' and s.line_count < c.expected_lines and o.line_count >= o.expected_lines
        then 'incomplete-kept' else 'changed' end
    when c.snapshot_at < o.snapshot_at then 'older'
    when c.feed = 'v5' and s.line_count < c.expected_lines and o.line_count >= o.expected_lines then 'incomplete-kept'
    else 'changed' end as verdict,
  c.row_updated_at, c.snapshot_at, o.row_updated_at as current_updated_at, o.snapshot_at as current_snapshot_at
from purchase_staged c
join intake_sum s on s.purchase_id = c.id
left join lateral (
  select q.id, q.batch_id, q.detail_rank, q.content_hash, q.line_count, q.expected_lines,
    greatest(q.row_updated_at, (select max(f.row_updated_at) from purchase_confirmation f where f.purchase_id = q.id))
      as row_updated_at,
    greatest(q.snapshot_at, (select max(f.snapshot_at) from purchase_confirmation f where f.purchase_id = q.id))
      as snapshot_at
  from purchase q
  where q.is_current and q.source = c.source and q.source_key = c.source_key and q.variant = c.variant
) o on true
where c.batch_id = $1
