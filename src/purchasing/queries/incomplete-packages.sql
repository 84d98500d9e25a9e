-- The v5 packages of KLPD $1 and fiscal year $2 (null = all) with fewer lines than jml_jenis_produk says, at most $3.
select p.id::text, p.package_no, p.name, coalesce(a.name, p.satker_name) as satker_name, p.batch_id::text,
  p.line_count, p.expected_lines, coalesce(p.value, 0)::text as value
from purchase p
left join satker_alias a on a.klpd = coalesce(p.klpd, 'nama:' || institution_key(p.klpd_name), '?')
  and a.ref = p.satker_ref
where p.is_current and p.source = 'v5' and p.line_count < p.expected_lines
  and ($1::text is null or coalesce(p.klpd, 'nama:' || institution_key(p.klpd_name), '?') = $1)
  and ($2::int is null or p.year = $2)
  and not exists (select 1 from purchase_excluded x where x.purchase_id = p.id)
order by p.value desc nulls last, p.id
limit $3
