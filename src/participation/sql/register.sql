-- Enterprises on file, and UMK among them by the class of the day $1. After head.sql: a branch has the class of its head.
select count(*) filter (where c.umk = 'yes')::int as umk, count(*)::int as known
from (select distinct head_id from head) h join enterprise_class_on($1::date) c on c.enterprise_id = h.head_id
