import type { Conditions, Parameters } from './conditions.js';
import { type FacetName, PRICE_STEPS, type ProductFilter } from './search.js';

const TAKEN_APART: Readonly<Record<Exclude<FacetName, 'place'>, { value: string; from: string }>> = {
  group: { value: 'h.group_code', from: '' },
  certificate: { value: 'x', from: 'cross join lateral unnest(h.certificates) x' },
  // A scheme is part of the value: three stars of five are not three stars of three.
  star: { value: `t.scheme || ':' || t.stars`, from: 'join product_star t on t.product_id = h.product_id' },
  class: { value: 'x', from: 'cross join lateral unnest(h.classes) x' },
  listed: { value: `case when h.listed then 'yes' else 'no' end`, from: '' },
  price: { value: 'h.step', from: '' },
};

/**
 * One statement for the counts of all filters. What each value would give counts with all other filters as they are, not
 * with its own; so a product counts where it fails none of the others.
 */
export function facetSql(filter: ProductFilter, { base, facets }: Conditions, parameters: Parameters): string {
  const set = Object.entries(facets) as [FacetName, string][];
  const others = (name: FacetName): string =>
    set
      .filter(([other]) => other !== name)
      .map(([other]) => ` and h.is_${other}`)
      .join('');
  const steps = PRICE_STEPS.map((from, index) => ({ from, to: PRICE_STEPS[index + 1] }))
    .map(({ from, to }) => `when ${to === undefined ? 'true' : `s.price < ${to}`} then '${from}'`)
    .join(' ');
  // Fails more than one: counts nowhere.
  const atMostOne =
    set.length < 2
      ? ''
      : ` and ${set.map(([, condition]) => `(not coalesce(${condition}, false))::int`).join(' + ')} <= 1`;
  const place = parameters.add(filter.place);
  return `
with hit as materialized (
  select s.product_id, s.group_code, s.places, s.certificates, s.classes, s.listed,
    case when s.price is null then 'unknown' ${steps} end as step
    ${set.map(([name, condition]) => `, coalesce(${condition}, false) as is_${name}`).join('')}
  from product_search s where ${base}${atMostOne}),
counted as (
  ${Object.entries(TAKEN_APART)
    .map(
      ([name, { value, from }]) =>
        `select '${name}' as facet, ${value} as value, count(*)::int as count from hit h ${from}
         where true${others(name as FacetName)} group by 2`,
    )
    .join(' union all ')}
  union all
  -- The kabupaten; below a place that is chosen, what lies in it.
  select 'place', x, count(*)::int from hit h cross join lateral unnest(h.places) x
  where (length(x) = 5 or x = ${place}::text
    or (length(x) > length(${place}::text) and length(x) <= length(${place}::text) + 5 and starts_with(x, ${place}::text)
        and length(x) in (8, 13)))${others('place')}
  group by 2)
select c.facet, c.value, coalesce(case w.kind when 'kabupaten' then 'Kab. ' when 'kecamatan' then 'Kec. ' when 'kelurahan' then 'Kel. '
    when 'desa' then 'Desa ' else '' end || w.name, g.name) as label, c.count from counted c
left join wilayah w on c.facet = 'place' and w.code = c.value
left join product_group g on c.facet = 'group' and g.code = c.value
order by c.facet, g.position, case when c.facet = 'place' then length(c.value) end, w.name, c.value`;
}
