-- How many of each side came how far, and whether anything on file tells of it at all: two rows. After the named queries of
-- outcome-members.sql.
select side.name as side, count(t.enterprise_id)::int as enterprises,
  count(*) filter (where t.without_key)::int as "withoutKey",
  count(*) filter (where t.listed_before)::int as "listedBefore", count(*) filter (where t.listed_after)::int as "listedAfter",
  count(*) filter (where t.listed_after and not t.listed_before)::int as "listedNew",
  count(*) filter (where t.sold_before)::int as "soldBefore", count(*) filter (where t.sold_after)::int as "soldAfter",
  count(*) filter (where t.sold_after and not t.sold_before)::int as "soldNew",
  coalesce(sum(t.sold_value), 0)::text as "soldValue",
  count(*) filter (where t.eligible)::int as eligible, count(*) filter (where not t.eligible)::int as "notEligible",
  f."anyDecision", f."anyListing", f."anyPurchase"
from (values ('peserta', 1), ('bukan-peserta', 2)) side(name, place)
cross join on_file f
left join told t on t.side = side.name
group by side.name, side.place, f."anyDecision", f."anyListing", f."anyPurchase"
order by side.place
