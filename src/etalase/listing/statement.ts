import type { ListingRule, ListingStep } from './rule.js';

/** Where a listing is made for: a place that is on file, or any point. Codes null where they are not known. */
export interface ListingSpot {
  placeId: string | null;
  desa: string | null;
  kecamatan: string | null;
  kabupaten: string | null;
  provinsi: string | null;
  /** Degrees. */
  latitude: string | null;
  longitude: string | null;
}

export interface ListingStatement {
  sql: string;
  values: unknown[];
}

const EARTH_KM = 6371;
/** Of one degree of latitude. */
const DEGREE_KM = 111.2;

/** Kilometres between two points in degrees, as SQL. */
export function distanceSql(
  latitude: string,
  longitude: string,
  otherLatitude: string,
  otherLongitude: string,
): string {
  return (
    `(2 * ${EARTH_KM} * asin(least(1, sqrt(power(sin(radians(${otherLatitude}::float8 - ${latitude}::float8) / 2), 2) + ` +
    `cos(radians(${latitude}::float8)) * cos(radians(${otherLatitude}::float8)) * ` +
    `power(sin(radians(${otherLongitude}::float8 - ${longitude}::float8) / 2), 2)))))`
  );
}

/** A box round a point that holds everything within the distance, so that an index can be asked; near the poles too wide. */
export function boxSql(alias: string, latitude: string, longitude: string, km: string): string {
  const wide = `${km} / (${DEGREE_KM} * greatest(0.05, cos(radians(${latitude}::float8))))`;
  return (
    `${alias}.latitude between (${latitude}::float8 - ${km} / ${DEGREE_KM})::numeric and (${latitude}::float8 + ${km} / ${DEGREE_KM})::numeric ` +
    `and ${alias}.longitude between (${longitude}::float8 - ${wide})::numeric and (${longitude}::float8 + ${wide})::numeric`
  );
}

/**
 * The listing of one spot on one day as one statement. Each step is asked only while the steps before it have not filled
 * the listing (PostgreSQL checks that once and leaves the step out). Within a step: what is at hand and in season first;
 * then one product of each maker, then a second of each, …; makers by md5(seed:day:maker), so that every maker is first
 * equally often and two calls on one day agree. Only products that are on show and verified by a person.
 *
 * A region has no coordinates of its own: for the step `jarak` a kecamatan lies where its tourism places lie.
 */
export function listingStatement(
  spot: ListingSpot,
  rule: ListingRule,
  day: string,
  most = rule.most,
): ListingStatement {
  const values: unknown[] = [day, rule.seed, most];
  const add = (value: unknown): string => {
    values.push(value);
    return `$${values.length}`;
  };
  const eligible = rule.needsEligibility
    ? `and exists (select 1 from eligibility_current c where c.product_id = s.product_id
        and c.outcome in ('layak', 'layak-bersyarat') and (c.valid_until is null or c.valid_until >= $1::text::date))`
    : '';
  const base = `s.state = 'tayang' and s.verified ${eligible}`;
  const parts: string[] = [];
  const names: string[] = [];
  for (const step of rule.steps) {
    const where = conditionOf(step, spot, rule, add);
    if (where === null) continue;
    const before = names.map((name) => `select product_id from ${name}`).join(' union all ');
    const taken = before === '' ? '0' : `(select count(*) from (${before}) t)`;
    const unseen = before === '' ? '' : `and s.product_id not in (${before})`;
    const name = `step_${step}`;
    const filter = `${base} and ${where} ${unseen} and ${taken} < $3::int`;
    const body =
      step === 'ditetapkan'
        ? `select s.product_id, row_number() over (order by min(a.position), min(a.id), min(md5($2::text || ':' || $1::text || ':' || s.product_id)),
             s.product_id) as n
           from etalase_assigned a join product_search s on s.product_id = a.product_id where ${filter}
           group by s.product_id order by n limit $3::int`
        : `select product_id, row_number() over (order by standing, ${rule.star === 'utamakan' ? 'not starred, ' : ''}round, turn, product_id) as n
           from (
             select c.*, md5($2::text || ':' || $1::text || ':' || maker) as turn,
               row_number() over (partition by standing, maker order by ${rule.star === 'abaikan' ? '' : 'not starred, '}
                 md5($2::text || ':' || $1::text || ':' || product_id), product_id) as round
             from (${candidates(filter, rule)}) c ${hidden(rule)}) c
           order by n limit greatest(0, $3::int - ${taken})`;
    parts.push(`${name} as materialized (${body})`);
    names.push(name);
  }
  const chosen = names.map((name, at) => `select ${at} as at, '${name.slice(5)}' as step, product_id, n from ${name}`);
  const near = spot.latitude !== null && rule.steps.includes('jarak') ? [nearSql(spot, rule, add)] : [];
  const found =
    chosen.length > 0
      ? chosen.join(' union all ')
      : `select 0, ''::text, null::bigint, 0::bigint where $2::text is null and $3::int is null`;
  // Not every step asks for the seed, and a parameter that is named nowhere has no type.
  const sql = `with ${[...near, ...parts, `chosen (at, step, product_id, n) as materialized (${found})`].join(',\n')}
select c.step, s.product_id::text as id, p.name, s.group_code as "groupCode", g.name as "groupName", s.price::text as price, p.unit,
  s.place_text as place, s.photo, s.certificates, s.listed, p.season, etalase_in_season(p.season, extract(month from $1::text::date)::int) as "inSeason",
  coalesce(m.makers, '{}') as makers,
  (select json_build_object('scheme', t.scheme, 'stars', t.stars) from product_star t where t.product_id = s.product_id) as star
from chosen c
-- One look-up for each of the few that were chosen: joined outright, all products would be walked through.
cross join lateral (select * from product_search s where s.product_id = c.product_id offset 0) s
cross join lateral (select p.name, p.unit, p.season from product p where p.id = c.product_id offset 0) p
join product_group g on g.code = s.group_code
left join lateral (
  select array_agg(distinct e.name order by e.name) as makers from product_maker pm join enterprise o on o.id = pm.enterprise_id
  join enterprise e on e.id = coalesce(o.merged_into, o.id) where pm.product_id = c.product_id) m on true
where $2::text is not null
order by c.at, c.n`;
  return { sql, values };
}

/** What a product must be to stand in the step; null = the spot has nothing to ask by. */
function conditionOf(
  step: ListingStep,
  spot: ListingSpot,
  rule: ListingRule,
  add: (value: unknown) => string,
): string | null {
  switch (step) {
    case 'ditetapkan':
      return spot.placeId === null
        ? null
        : `a.place_id = ${add(spot.placeId)}::bigint and a.valid_from <= $1::text::date and (a.valid_until is null or a.valid_until >= $1::text::date)`;
    case 'desa':
    case 'kecamatan':
    case 'kabupaten':
      return spot[step] === null ? null : `s.places @> array[${add(spot[step])}::text]`;
    case 'jarak':
      return spot.latitude === null ? null : `s.places && array(select code from near)`;
    case 'provinsi':
      return spot.provinsi === null
        ? null
        : `exists (select 1 from unnest(s.places) w where w like ${add(spot.provinsi)}::text || '.%')`;
  }
}

/** Kecamatan in which a tourism place lies within the distance. */
function nearSql(spot: ListingSpot, rule: ListingRule, add: (value: unknown) => string): string {
  const [latitude, longitude, km] = [
    `${add(spot.latitude)}::float8`,
    `${add(spot.longitude)}::float8`,
    `${add(rule.distanceKm)}::float8`,
  ];
  return `near as materialized (select distinct left(q.wilayah_code, 8) as code from wisata_place q
    where q.state = 'aktif' and length(q.wilayah_code) >= 8 and ${boxSql('q', latitude, longitude, km)}
      and ${distanceSql(latitude, longitude, 'q.latitude', 'q.longitude')} <= ${km})`;
}

/** 0 = at hand and in season as far as is told, 1 = nobody says that it can be had, 2 = out of season. */
function candidates(filter: string, rule: ListingRule): string {
  const outOfSeason =
    rule.season === 'abaikan'
      ? null
      : `when p.season is not null and etalase_in_season(p.season, extract(month from $1::text::date)::int) = false then 2`;
  const unavailable =
    rule.availability === 'abaikan' ? null : 'when not s.listed and coalesce(p.capacity_per_month, 0) = 0 then 1';
  // Whoever is hidden is told by the first case that holds.
  const both = rule.availability === 'sembunyikan' ? [unavailable, outOfSeason] : [outOfSeason, unavailable];
  const cases = both.filter((one) => one !== null).join(' ');
  return `select s.product_id, ${cases === '' ? '0' : `case ${cases} else 0 end`} as standing,
      ${rule.star === 'abaikan' ? 'false' : 'exists (select 1 from product_star_decision d where d.product_id = s.product_id and d.withdrawn_at is null)'} as starred,
      coalesce(m.first::text, 'produk-' || s.product_id) as maker
    from product_search s join product p on p.id = s.product_id
    cross join lateral (select min(coalesce(e.merged_into, e.id)) as first from product_maker pm
      join enterprise e on e.id = pm.enterprise_id where pm.product_id = s.product_id) m
    where ${filter}`;
}

function hidden(rule: ListingRule): string {
  const not = [
    ...(rule.season === 'sembunyikan' ? ['standing <> 2'] : []),
    ...(rule.availability === 'sembunyikan' ? ['standing <> 1'] : []),
  ];
  return not.length === 0 ? '' : `where ${not.join(' and ')}`;
}
