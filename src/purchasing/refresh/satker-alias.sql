-- Rebuilds every way in which a feed names a satker. A textual code is looked up in RUP-MasterSatker first, where it is
-- unique, then in InstansiSatker if it is unique there; a number is kd_satker itself. One candidate or none.
with known as (
  select klpd, key, family, data->>'name' as name, data->>'text' as text_code,
    lower(ltrim(regexp_replace(coalesce(data->>'text', ''), '\s+', '', 'g'), '0')) as text_key
  from reference_row
  where is_current and family in ('satker-master', 'satker-instansi') and klpd is not null
), by_code as (
  select distinct on (klpd, key) klpd, key, name, text_code from known
  order by klpd, key, family desc
), by_text as (
  select distinct on (klpd, text_key) klpd, text_key, key from (
    select klpd, text_key, min(key) as key, family, count(distinct key) as n
    from known where text_key <> '' group by klpd, text_key, family
  ) t where n = 1
  order by klpd, text_key, family desc
), seen as (
  select klpd, satker_ref as ref, min(satker_code) as code, min(satker_text) as text_code, min(satker_name) as name
  from purchase where is_current group by klpd, satker_ref
  union all
  select k.klpd, 'c:' || k.key, k.key, k.text_code, k.name from by_code k
  where not exists (select 1 from purchase p where p.is_current and p.klpd = k.klpd and p.satker_ref = 'c:' || k.key)
  union all
  select b.klpd, 'c:' || (b.data->>'satkerCode'), b.data->>'satkerCode', min(b.data->>'satkerText'), min(b.data->>'satkerName')
  from reference_row b
  where b.is_current and b.family = 'anggaran' and b.klpd is not null and b.data->>'satkerCode' is not null
    and not exists (select 1 from by_code k where k.klpd = b.klpd and k.key = b.data->>'satkerCode')
    and not exists (select 1 from purchase p where p.is_current and p.klpd = b.klpd
                    and p.satker_ref = 'c:' || (b.data->>'satkerCode'))
  group by b.klpd, b.data->>'satkerCode'
)
insert into satker_alias (klpd, ref, satker_key, name, text_code, matched_by)
select s.klpd, s.ref, coalesce(t.key, c.key, s.code_key, s.ref),
  coalesce(tk.name, c.name, s.name), coalesce(tk.text_code, c.text_code, s.text_code),
  case when t.key is not null then 'text' when c.key is not null then 'code' else 'none' end
from (
  select distinct on (klpd, ref) klpd, ref, code, text_code, name, case when ref like 'c:%' then substr(ref, 3) end as code_key,
    case when ref like 't:%' then substr(ref, 3) end as text_key
  from seen order by klpd, ref
) s
left join by_text t on t.klpd = s.klpd and t.text_key = ltrim(s.text_key, '0')
left join by_code tk on tk.klpd = s.klpd and tk.key = t.key
left join by_code c on t.key is null and c.klpd = s.klpd and c.key = s.code
