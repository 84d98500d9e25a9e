-- Papers of enterprises with accounts that run out from a day on: documents of the enterprise, and certificates of what it makes.
-- A document that a later one of the same kind replaces is left out.
-- $1 the day, $2 how many days ahead.
select a.user_id as "userId", 'dokumen:' || d.id as paper, d.kind as name, null::text as product, d.expires_on::text as "expiresOn",
  d.expires_on - $1::date as "daysLeft"
from enterprise_account a
join enterprise_document d on d.enterprise_id = a.enterprise_id
where d.expires_on between $1::date and $1::date + $2::int
  and not exists (select 1 from enterprise_document later where later.enterprise_id = d.enterprise_id
    and lower(later.kind) = lower(d.kind) and (later.expires_on > d.expires_on or later.issued_on > d.issued_on))
union all
select a.user_id, 'sertifikat:' || c.id, c.kind, p.name, c.expires_on::text, c.expires_on - $1::date
from enterprise_account a
join product_maker m on m.enterprise_id = a.enterprise_id
join product p on p.id = m.product_id
join product_certificate c on c.product_id = p.id and (c.enterprise_id is null or c.enterprise_id = a.enterprise_id)
where p.state <> 'arsip' and c.expires_on between $1::date and $1::date + $2::int
  and not exists (select 1 from product_certificate later where later.product_id = c.product_id and later.kind = c.kind
    and later.kind <> 'lainnya' and later.expires_on > c.expires_on)
order by 1, 5, 2
