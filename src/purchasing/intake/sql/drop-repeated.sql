-- $1 batch. Drops what one file tells twice, and says how many rows that were and of which packages.
--  * one row per order: the row that was changed last counts (ties: the same choice whatever the order of rows);
--  * v5 with its own line key: one row per key;
--  * v5 without: a package delivered k times over (lines = k × jml_jenis_produk, each identical row a multiple of k)
--    keeps a k-th of each identical row; any other surplus keeps one of each; no surplus keeps all, for identical
--    lines may be rightful.
with suspect as (
  -- Few packages can hold a repeated row at all; the rest is spared the sorting.
  select p.id
  from purchase_staged p join intake_sum s on s.purchase_id = p.id
  where p.batch_id = $1 and s.line_count > 1
    and (p.feed <> 'v5' or s.keyed > 0 or s.line_count > p.expected_lines)
), staged as (
  select l.id, l.purchase_id, l.identity, l.line_key, l.row_no, l.row_updated_at, l.facts, p.expected_lines,
    (p.feed = 'v5' or (p.feed = 'toko-daring' and p.variant = 'import')) as has_lines, p.feed
  from suspect s join purchase_staged p on p.id = s.id join purchase_line l on l.purchase_id = p.id
), counted as (
  select *,
    count(*) over (partition by purchase_id) as lines,
    count(*) over (partition by purchase_id, identity) as same,
    row_number() over (partition by purchase_id, identity order by row_no, id) as nth_same,
    row_number() over (partition by purchase_id order by row_updated_at desc nulls last, facts desc, id) as nth_version,
    case when line_key is not null
      then row_number() over (partition by purchase_id, line_key
                              order by row_updated_at desc nulls last, facts desc, id) end as nth_key
  from staged
), judged as (
  select *,
    case when expected_lines > 0 and lines > expected_lines and lines % expected_lines = 0
      then lines / expected_lines end as fold,
    bool_and(case when expected_lines > 0 and lines > expected_lines and lines % expected_lines = 0
      then same % (lines / expected_lines) = 0 else false end) over (partition by purchase_id) as folds_evenly
  from counted
), surplus as (
  select id, purchase_id, has_lines
  from judged
  where case
    when not has_lines then nth_version > 1
    when feed <> 'v5' then false
    when line_key is not null then nth_key > 1
    when expected_lines is null or lines <= expected_lines then false
    when folds_evenly then nth_same > same / fold
    else nth_same > 1 end
), dropped as (
  delete from purchase_line l using surplus s where l.id = s.id returning s.purchase_id, s.has_lines
)
select purchase_id::text as purchase_id, has_lines, count(*)::int as rows from dropped group by 1, 2
