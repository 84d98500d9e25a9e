-- Different products bought per year, as transactions and completed, from anybody and from micro and small enterprises. After
-- the named query of named-product.sql.
select year,
  count(distinct product) filter (where last is null or first_on <= last)::int as products,
  count(distinct product) filter (where completed_on is not null and (last is null or completed_on <= last))::int as completed,
  count(distinct product) filter (where umk_first_on is not null and (last is null or umk_first_on <= last))::int as umk,
  count(distinct product) filter
    (where umk_completed_on is not null and (last is null or umk_completed_on <= last))::int as umk_completed
from named group by year
