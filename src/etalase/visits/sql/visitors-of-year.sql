-- Visitors on file for the places that are open: each place that has a figure, each kabupaten, and all (both codes null).
-- $1 first and $2 last day of a year; a period lies within one year. A place without a figure is not among them: its
-- visitors are unknown, not none.
select p.kode, left(p.wilayah_code, 5) as "kabupatenCode", sum(v.visitors)::float8 as visitors,
  count(distinct p.id)::int as places, max(v.period_until)::text as until
from wisata_visit v join wisata_place p on p.id = v.place_id
where v.withdrawn_at is null and p.state = 'aktif' and v.period_from >= $1::text::date and v.period_until <= $2::text::date
group by grouping sets ((p.kode, left(p.wilayah_code, 5)), (left(p.wilayah_code, 5)), ())
-- Of nothing there is a sum of all that is null: no row is better.
having count(*) > 0
order by "kabupatenCode" nulls last, p.kode nulls last
