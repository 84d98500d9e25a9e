-- Median days from the first decision that an enterprise is eligible to its first listing, from that to its first sale, and
-- from the decision to the sale; with how many both days are known of, and how many stand the other way round (left out).
-- After the named queries of step-days.sql.
select step, count(*) filter (where days >= 0)::int as known, count(*) filter (where days < 0)::int as reversed,
  percentile_disc(0.5) within group (order by days) filter (where days >= 0)::int as median
from pair group by step
