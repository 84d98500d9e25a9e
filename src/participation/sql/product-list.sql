-- The products behind a number of the year $12, those bought first on top, with how many there are: all, or with $13 'umk'
-- those bought from micro and small enterprises. $14 rows, $15 rows before them. After the named queries of sales.sql,
-- bought-product.sql and named-product.sql. A product that is not in the catalogue goes by the name in imported files of products.
select count(*) over ()::int as total, c.product, c.product_id::text,
  coalesce(p.name, (select min(r.data->>'name') from reference_row r where r.is_current and r.key = any(c.codes)
    and r.family in ('produk', 'produk-penyedia'))) as name,
  c.codes, c.sources, c.umk, nullif(c.first_on, date 'infinity')::text as first_on
from (
  select n.product, min(n.product_id) as product_id, min(n.first_on) as first_on, array_agg(distinct n.code) as codes,
    array_agg(distinct n.source) as sources, bool_or(n.umk_first_on is not null and (n.last is null or n.umk_first_on <= n.last)) as umk
  from named n
  where n.year = $12::int and (n.last is null or n.first_on <= n.last)
    and ($13::text is null or n.umk_first_on is not null and (n.last is null or n.umk_first_on <= n.last))
  group by n.product
) c
left join product p on p.id = c.product_id
order by c.first_on, 4, c.product limit $14::int offset $15::int
