-- Rebuilds what purchases tell of suppliers: the name told last; of SIKaP ids the same one whatever the order of imports.
insert into supplier_seen (scheme, key, name, sikap_id)
select scheme, key, (array_agg(name order by batch_id desc) filter (where name is not null))[1], max(sikap_id)
from supplier_told
group by scheme, key
