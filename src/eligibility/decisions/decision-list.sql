-- Decisions as they held on a day and were known at a moment, one a subject. $1 the day, $2 the moment before which they were
-- made (null = now), $3 outcome, $4 place (all inside it), $5 platform, $6 part of the name, $7 enterprise, $8 'usaha' = of the
-- enterprise alone, 'produk' = with a product. Whoever asks puts order, limit and offset behind it.
with held as (
  -- The id alone: the rows are wide, and are fetched for those that hold only.
  select distinct on (d.enterprise_id, d.product_id, d.platform) d.id
  from eligibility_decision d
  where d.day <= $1::date and ($2::timestamptz is null or d.decided_at < $2) and ($7::bigint is null or d.enterprise_id = $7)
    and ($5::text is null or d.platform = $5)
    and ($8::text is null or ($8 = 'usaha') = (d.product_id is null))
  order by d.enterprise_id, d.product_id, d.platform, d.day desc, d.id desc
)
select h.id::text, h.enterprise_id::text as "enterpriseId", e.name as "enterpriseName",
  e.wilayah_code as "wilayahCode", h.product_id::text as "productId", p.name as "productName", h.platform, h.day::text,
  to_char(h.decided_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "decidedAt", h.outcome, h.states, h.readiness,
  h.valid_until::text as "validUntil", coalesce(h.valid_until < $1::date, false) as "outOfDate", count(*) over ()::int as total
from held
join eligibility_decision h using (id)
join enterprise e on e.id = h.enterprise_id
left join product p on p.id = h.product_id
where ($3::text is null or h.outcome = $3)
  and ($4::text is null or e.wilayah_code = $4 or e.wilayah_code like $4 || '.%')
  and ($6::text is null or e.name_key like $6 or p.name_key like $6)
  -- Who was merged into another, and products that are not made any more, are history: shown when a past day is asked for.
  and ($2::timestamptz is not null or (e.merged_into is null and (h.product_id is null
    or exists (select 1 from product_maker m where m.product_id = h.product_id and m.enterprise_id = h.enterprise_id))))
