-- How many enterprises on file came to each step, of all (key 'all') and by place. After the named queries of steps.sql.
select p.key, count(*)::int as known, count(*) filter (where s.contacted)::int as contacted,
  count(*) filter (where s.registered)::int as registered, count(*) filter (where s.eligible)::int as eligible,
  count(*) filter (where s.listed)::int as listed, count(*) filter (where s.packages >= 1)::int as sold,
  count(*) filter (where s.packages >= 2)::int as again,
  (select count(*) from programme_participant)::int as participants_on_file,
  (select count(*) from eligibility_decision)::int as decisions_on_file,
  (select count(*) from product_listing)::int as listings_on_file,
  (select count(distinct seller) from sale where in_span and enterprise_id is null)::int as unregistered_sellers
from place p join step s on s.id = p.id
group by p.key order by p.key
