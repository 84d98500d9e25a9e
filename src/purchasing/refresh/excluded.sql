-- Rebuilds which current purchases another feed tells as well, so that each is counted once.
insert into purchase_excluded (purchase_id, reason)
select id, 'toko-daring-api-wins' from (
  select id, row_number() over (partition by klpd, source_key
    order by case variant when 'api' then 1 when 'api_v3' then 2 when 'sftp' then 3 else 4 end, variant) as nth
  from purchase where is_current and source = 'toko-daring' and variant <> 'realisasi'
) t where nth > 1
union all
select p.id, 'bela-feed-present' from purchase p
where p.is_current and p.source = 'toko-daring' and p.variant = 'realisasi'
  and exists (select 1 from purchase b where b.is_current and b.source = 'toko-daring' and b.variant <> 'realisasi'
              and b.klpd = p.klpd and b.year = p.year)
