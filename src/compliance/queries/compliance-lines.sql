-- The lines of one fiscal year as one obligation sees them: whose they are, whether they are in scope, and whether they
-- are in the numerator. `rules/scope.ts` says the same for one line; a test holds the two together.
-- $1 KLPD (null = all)  $2 tahun_anggaran  $3 first day of the circular  $4 last day or cut-off day (null = none)
-- $5 sources  $6 account prefixes (empty = every account)  $7 'completed' or 'committed'
-- $8 'umk', 'ovop' or 'umk-and-ovop'  $9 to $11 perangkat daerah, first and last day (null = open) of exemptions
-- Where only one perangkat daerah may be seen, a condition on m stands in the place that is marked.
select t.line_id, t.part, t.purchase_id, t.source, t.ordered_on, t.accounts, t.standing, t.umk, t.ovop, t.value,
  t.satker_key, t.perangkat_daerah_id, t.whereabouts,
  case
    when t.whereabouts = 'out' or t.standing in ('never', 'missing') or ($7 = 'completed' and t.standing = 'committed')
      then 'out'
    when t.whereabouts = 'unsure' or t.standing = 'unknown' then 'unsure'
    else 'sure'
  end as membership,
  case
    when $8 = 'umk' then t.umk
    when $8 = 'ovop' then case t.ovop when 'mixed' then 'unknown' else t.ovop end
    when t.umk = 'yes' and t.ovop = 'yes' then 'yes'
    when t.umk = 'no' or t.ovop = 'no' then 'no'
    else 'unknown'
  end as numerator
from (
  -- By day, account and exemption alone, whatever the status: committed and completed are shown side by side.
  select s.line_id, s.part, s.purchase_id, s.source, s.ordered_on, s.accounts, s.standing, s.umk, s.ovop, s.value,
    s.satker_key, m.perangkat_daerah_id,
    case
      when s.ordered_on < $3::date or s.ordered_on > $4::date then 'out'
      when cardinality($6::text[]) > 0 and cardinality(s.accounts) > 0 and not exists (
        select 1 from unnest(s.accounts) a(code), unnest($6::text[]) x(prefix)
        where a.code = x.prefix or starts_with(a.code, x.prefix || '.')) then 'out'
      when exists (
        select 1 from unnest($9::bigint[], $10::date[], $11::date[]) e(perangkat_daerah_id, first_day, last_day)
        where e.perangkat_daerah_id = m.perangkat_daerah_id and s.ordered_on >= e.first_day
          and (e.last_day is null or s.ordered_on <= e.last_day)) then 'out'
      when s.ordered_on is null or (cardinality($6::text[]) > 0 and cardinality(s.accounts) = 0) then 'unsure'
      else 'sure'
    end as whereabouts
  from spending_line s
  left join satker_assignment m on m.klpd = s.klpd and m.satker_key = s.satker_key
    and coalesce(s.ordered_on, date '9999-12-31') >= m.valid_from
    and (m.valid_to is null or s.ordered_on <= m.valid_to)
  where ($1::text is null or s.klpd = $1) and s.year = $2 and s.source = any($5::text[]) /* own */
  offset 0 -- worked out once a line, and not again wherever it is looked at
) t
