-- The last import of each feed that counts, and the files that did not get in: neither run again nor, with the same
-- bytes, applied since.
with last as (
  select distinct on (feed) feed, id, finished_at, snapshot_at, file_name, rows_read
  from import_batch
  where state = 'applied' and feed is not null
  order by feed, id desc
), unfinished as (
  select b.state from import_batch b
  where b.state in ('refused', 'failed', 'interrupted')
    and not exists (select 1 from import_batch r where r.rerun_of = b.id)
    and not exists (select 1 from import_batch r where r.sha256 = b.sha256 and r.id > b.id and r.state = 'applied')
)
select
  (select coalesce(jsonb_agg(jsonb_build_object(
      'feed', feed, 'batchId', id::text, 'fileName', file_name, 'rowsRead', rows_read,
      'importedAt', to_char(finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'snapshotAt', to_char(snapshot_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
    order by finished_at desc), '[]') from last) as feeds,
  (select count(*)::int from unfinished where state = 'refused') as refused,
  (select count(*)::int from unfinished where state = 'failed') as failed,
  (select count(*)::int from unfinished where state = 'interrupted') as interrupted,
  (select count(*)::int from import_batch where state in ('received', 'reading', 'applying')) as running
