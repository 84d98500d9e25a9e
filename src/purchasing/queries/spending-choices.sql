-- What the filters of a page can be set to, as one JSON object, from the roll-up.
select jsonb_build_object(
  'klpds', (select coalesce(jsonb_agg(jsonb_build_object('code', c.klpd, 'name', coalesce(n.name, c.klpd)) order by c.klpd), '[]')
    from (select distinct klpd from spending_cell) c
    left join lateral (
      select coalesce(max(r.data->>'name') filter (where r.family = 'klpd'), max(r.data->>'klpdName'),
        (select max(p.klpd_name) from purchase p where p.is_current and p.klpd = c.klpd)) as name
      from reference_row r
      where r.is_current and (r.family = 'klpd' and r.key = c.klpd
        or r.family in ('satker-master', 'satker-instansi', 'anggaran') and r.klpd = c.klpd)) n on true),
  'years', (select coalesce(jsonb_agg(year order by year desc), '[]') from (select distinct year from spending_cell) y),
  'sources', (select coalesce(jsonb_agg(source order by source), '[]') from (select distinct source from spending_cell) s),
  'funds', (select coalesce(jsonb_agg(fund order by fund), '[]') from (select distinct fund from spending_cell) f),
  'statuses', (select coalesce(jsonb_agg(jsonb_build_object('source', s.source, 'key', s.status_key,
      'label', coalesce(r.label, s.status_key), 'standing', coalesce(r.standing, 'unknown')) order by s.source, s.status_key), '[]')
    from (select distinct source, status_key from spending_cell) s
    left join lateral (select label, standing from status_rule r
      where r.source = s.source and r.status_key = s.status_key order by valid_from desc limit 1) r on true)
) as choices
