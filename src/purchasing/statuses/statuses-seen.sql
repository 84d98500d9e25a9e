-- Every status that came in, per source, with packages and value whatever its standing. $1 klpd, null = all; $2 year,
-- null = all. Values and packages come from two roll-ups with the same keys.
select coalesce(c.source, p.source) as source, coalesce(c.status_key, p.status_key) as "statusKey",
  coalesce(p.packages, 0)::int as packages, coalesce(c.value, 0)::text as value
from (
  select source, status_key, sum(value) as value from spending_cell
  where ($1::text is null or klpd = $1) and ($2::int is null or year = $2) group by source, status_key
) c
full join (
  select source, status_key, sum(packages) as packages from spending_package
  where ($1::text is null or klpd = $1) and ($2::int is null or year = $2) group by source, status_key
) p on p.source = c.source and p.status_key = c.status_key
order by 1, 2
