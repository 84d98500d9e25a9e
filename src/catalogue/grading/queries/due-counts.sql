-- How many products stand where. $1 today.
with last as (
  select distinct on (product_id) product_id, due_on
  from product_assessment where state = 'ditutup' order by product_id, closed_on desc, id desc
)
select count(*)::int as all,
  count(*) filter (where l.due_on is null)::int as "belum-pernah",
  count(*) filter (where l.due_on <= $1::date)::int as terlambat,
  count(*) filter (where l.due_on > $1::date and l.due_on <= $1::date + 90)::int as segera,
  count(*) filter (where l.due_on > $1::date + 90)::int as berlaku
from product p left join last l on l.product_id = p.id
where p.state <> 'arsip'
