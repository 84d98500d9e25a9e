-- How many products a ranking holds, and how many it leaves out and why. $1 profile, $2 version, $3 fingerprint.
-- A product counts once in each: by its newest closed judging under the version with this fingerprint, or with another.
with judged as (
  select distinct on (a.product_id, a.profile_print = $3) a.product_id, a.score_numerator, a.profile_print = $3 as same_file
  from product_assessment a join product p on p.id = a.product_id and p.state <> 'arsip'
  where a.state = 'ditutup' and a.profile_code = $1 and a.profile_version = $2
  order by a.product_id, a.profile_print = $3, a.closed_on desc, a.id desc
)
select count(*) filter (where same_file and score_numerator is not null)::int as ranked,
  count(*) filter (where same_file and score_numerator is null)::int as "tooLittleJudged",
  count(*) filter (where not same_file)::int as "otherFile"
from judged
