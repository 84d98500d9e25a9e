-- Which enterprises on file are one, as a named query: a merged one is the other, branches of one tax number are the first of
-- them that was entered.
head as (
  select e.id, case when r.npwp_stem is null then r.id else min(r.id) over (partition by r.npwp_stem) end as head_id
  from enterprise e join enterprise r on r.id = coalesce(e.merged_into, e.id)
)
