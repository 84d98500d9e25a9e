-- Years with purchases on file of KLPD $1 (null = all) through sources $2, whatever became of them, and the last day of an
-- order of the newest year that counts.
with told as (
  select distinct year from spending_cell where ($1::text is null or klpd = $1) and source = any($2::text[])
)
select coalesce((select jsonb_agg(year order by year) from told), '[]') as years,
  (select max(d.on_day)::text from seller_day d
   where ($1::text is null or d.klpd = $1) and d.source = any($2::text[]) and d.year = (select max(year) from told)) as newest
