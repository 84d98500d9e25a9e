import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditedTable } from './audited.js';

/** Tourism places, the etalase that stands there, what is assigned to it, its inspections, and the rule of its listing. */
export class Etalase1764200000040 implements MigrationInterface {
  name = 'Etalase1764200000040';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

/** Rows as a person decided on them: what the repository's own file wrote at start is not an act of anybody. */
const BY_SOMEBODY = (row: 'old' | 'new'): string => `${row}.updated_by is not null`;

/** Names of months, whole and shortened: a pattern of whole words, since 'desa' is not December. */
const MONTHS =
  'jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|juni?|juli?|agu(?:stus)?|agt|ags|agst|sept?(?:ember)?|okt(?:ober)?|no[vp](?:ember)?|des(?:ember)?';

/** Tables on which listings rest: with the query over the changed rows that names the places and products concerned. */
const FOLLOWED: readonly (readonly [table: string, concerned: string])[] = [
  ['wisata_place', `select 'wisata', kode, state <> 'aktif' from %s`],
  [
    'physical_etalase',
    `select 'wisata', p.kode, p.state <> 'aktif' from %s c join wisata_place p on p.id = c.place_id`,
  ],
  [
    'etalase_assignment',
    `select 'wisata', p.kode, p.state <> 'aktif' from %s c join wisata_place p on p.id = c.place_id`,
  ],
  [
    'etalase_rule',
    `select 'wisata', p.kode, p.state <> 'aktif' from %s c join wisata_place p on c.place_id is null or p.id = c.place_id`,
  ],
  ['product', `select 'produk', id::text, not (state = 'tayang' and verified_on is not null) from %s`],
  ['product_search', `select 'produk', product_id::text, not (state = 'tayang' and verified) from %s`],
  [
    'product_star_decision',
    `select 'produk', s.product_id::text, not (s.state = 'tayang' and s.verified)
     from %s c join product_search s on s.product_id = c.product_id`,
  ],
];

const CHANGES = [
  `create sequence etalase_version`,
  `comment on sequence etalase_version is 'goes up with each statement that may change a listing: tells caches to look again'`,
  `create table etalase_change (
    kind text collate "C" not null,
    key text collate "C" not null,
    removed boolean not null,
    changed_at timestamptz not null,
    constraint etalase_change_pk primary key (kind, key),
    constraint etalase_change_kind_ck check (kind in ('wisata', 'produk'))
  )`,
  `comment on table etalase_change is
    'when each place and product that listings rest on last changed, for those who keep a copy; written by triggers'`,
  `create index etalase_change_at_ix on etalase_change (changed_at, kind, key)`,
  `create function etalase_follow() returns trigger language plpgsql as $function$
  declare
    side text;
  begin
    foreach side in array case tg_op when 'INSERT' then array['rows_after'] when 'DELETE' then array['rows_before']
      else array['rows_after', 'rows_before'] end loop
      execute 'insert into etalase_change as e (kind, key, removed, changed_at)
        select kind, key, bool_and(gone) or ' || quote_literal(tg_op = 'DELETE' and tg_table_name in ('wisata_place', 'product'))
        || '::boolean, now() from (' || format(tg_argv[0], side) || ') c (kind, key, gone) group by kind, key order by kind, key
        on conflict (kind, key) do update set removed = excluded.removed, changed_at = excluded.changed_at
        where e.changed_at < excluded.changed_at or ' || quote_literal(side = 'rows_after') || '::boolean
          and e.removed <> excluded.removed';
    end loop;
    perform nextval('etalase_version');
    perform pg_notify('lokapasar', 'etalase-changed');
    return null;
  end $function$`,
  ...FOLLOWED.flatMap(([table, concerned]) =>
    (
      [
        ['insert', 'new table as rows_after'],
        ['update', 'old table as rows_before new table as rows_after'],
        ['delete', 'old table as rows_before'],
      ] as const
    ).map(
      ([event, tables]) =>
        `create trigger etalase_follow_${event} after ${event} on ${table} referencing ${tables}
          for each statement execute function etalase_follow('${concerned.replaceAll("'", "''")}')`,
    ),
  ),
];

const UP = [
  `create table wisata_place (
    id bigint generated always as identity constraint wisata_place_pk primary key,
    kode text collate "C" not null,
    name text not null,
    name_en text,
    name_key text collate "C" not null,
    kind text collate "C" not null,
    wilayah_code text collate "C" not null,
    latitude numeric(8,5),
    longitude numeric(8,5),
    coordinate_confidence text collate "C",
    coordinate_error_m integer,
    manager text,
    opening text,
    opening_en text,
    description text,
    description_en text,
    note text,
    source text,
    state text collate "C" not null default 'aktif',
    version integer not null default 1,
    created_by text,
    created_at timestamptz not null default now(),
    updated_by text,
    updated_at timestamptz not null default now(),
    constraint wisata_place_kode_uq unique (kode),
    constraint wisata_place_kode_ck check (kode ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(kode) <= 60),
    constraint wisata_place_kind_ck check (kind ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint wisata_place_wilayah_fk foreign key (wilayah_code) references wilayah (code),
    constraint wisata_place_point_ck check ((latitude is null) = (longitude is null)
      and (latitude is null) = (coordinate_confidence is null)),
    constraint wisata_place_latitude_ck check (latitude between -90 and 90),
    constraint wisata_place_longitude_ck check (longitude between -180 and 180),
    constraint wisata_place_confidence_ck check (coordinate_confidence in ('diukur', 'pustaka', 'perkiraan')),
    constraint wisata_place_error_ck check (coordinate_error_m >= 0),
    constraint wisata_place_state_ck check (state in ('aktif', 'arsip'))
  )`,
  `comment on table wisata_place is 'tourism places; begun from config/reference/wisata-ntt.yaml, kept by people after that'`,
  `comment on column wisata_place.wilayah_code is 'the smallest region that is known: desa, kecamatan or kabupaten'`,
  `comment on column wisata_place.manager is 'the office, company or group that runs the place, never a private person'`,
  `comment on column wisata_place.coordinate_confidence is
    'diukur = measured on the spot, pustaka = the point a library gives for an island, perkiraan = estimated; error in metres beside it'`,
  `create index wisata_place_wilayah_ix on wisata_place (wilayah_code)`,
  `create index wisata_place_point_ix on wisata_place (latitude, longitude) where latitude is not null`,

  `create table physical_etalase (
    id bigint generated always as identity constraint physical_etalase_pk primary key,
    place_id bigint not null,
    name text not null,
    location text not null,
    manager text,
    since date,
    closed_on date,
    closed_why text,
    note text,
    photo bytea,
    photo_media_type text,
    photo_alt text,
    photo_sha256 text collate "C",
    version integer not null default 1,
    created_by text not null,
    created_at timestamptz not null default now(),
    updated_by text,
    updated_at timestamptz not null default now(),
    constraint physical_etalase_place_fk foreign key (place_id) references wisata_place (id),
    constraint physical_etalase_uq unique (place_id, name),
    constraint physical_etalase_closed_ck check ((closed_on is null) = (closed_why is null)
      and (closed_on is null or since is null or closed_on >= since)),
    constraint physical_etalase_photo_ck check ((photo is null) = (photo_media_type is null)
      and (photo is null) = (photo_alt is null) and (photo is null) = (photo_sha256 is null))
  )`,
  `comment on table physical_etalase is
    'the display that stands at a tourism place (recommendation 3c of the policy brief), apart from the etalase of a marketplace'`,
  `comment on column physical_etalase.since is 'first day on which it stood there; null = not told'`,

  `create table etalase_inspection (
    id bigint generated always as identity constraint etalase_inspection_pk primary key,
    etalase_id bigint not null,
    inspected_on date not null,
    inspected_by uuid,
    inspector text not null,
    result text collate "C" not null,
    products_shown integer,
    note text,
    recorded_by text not null,
    recorded_at timestamptz not null default now(),
    withdrawn_at timestamptz,
    withdrawn_by text,
    withdrawn_why text,
    constraint etalase_inspection_etalase_fk foreign key (etalase_id) references physical_etalase (id),
    constraint etalase_inspection_user_fk foreign key (inspected_by) references app_user (id),
    constraint etalase_inspection_result_ck check (result in ('baik', 'perlu-diperbaiki', 'tidak-ada')),
    constraint etalase_inspection_shown_ck check (products_shown >= 0),
    constraint etalase_inspection_withdrawn_ck check ((withdrawn_at is null) = (withdrawn_why is null))
  )`,
  `comment on table etalase_inspection is 'who saw the etalase when, and what they found; withdrawn, never removed'`,
  `comment on column etalase_inspection.products_shown is 'as counted on the spot, in the catalogue or not; null = not counted, never 0'`,
  `comment on column etalase_inspection.inspected_by is 'the user who went; null when somebody without an account did, named in inspector'`,
  `create index etalase_inspection_etalase_ix on etalase_inspection (etalase_id, inspected_on desc, id desc)
    where withdrawn_at is null`,
  `create table etalase_inspection_product (
    inspection_id bigint not null,
    product_id bigint not null,
    constraint etalase_inspection_product_pk primary key (inspection_id, product_id),
    constraint etalase_inspection_product_inspection_fk foreign key (inspection_id) references etalase_inspection (id),
    constraint etalase_inspection_product_product_fk foreign key (product_id) references product (id)
  )`,
  `comment on table etalase_inspection_product is 'products of the catalogue that were seen on display'`,
  `create index etalase_inspection_product_ix on etalase_inspection_product (product_id)`,

  `create table etalase_assignment (
    id bigint generated always as identity constraint etalase_assignment_pk primary key,
    place_id bigint not null,
    product_id bigint not null,
    position smallint not null,
    valid_from date not null,
    valid_until date,
    note text,
    version integer not null default 1,
    created_by text not null,
    created_at timestamptz not null default now(),
    updated_by text,
    updated_at timestamptz not null default now(),
    constraint etalase_assignment_place_fk foreign key (place_id) references wisata_place (id),
    constraint etalase_assignment_product_fk foreign key (product_id) references product (id),
    constraint etalase_assignment_uq unique (place_id, product_id, valid_from),
    constraint etalase_assignment_position_ck check (position between 1 and 999),
    constraint etalase_assignment_period_ck check (valid_until is null or valid_until >= valid_from)
  )`,
  `comment on table etalase_assignment is 'products that a place shows before all others, in this order; both days inside'`,
  `create index etalase_assignment_product_ix on etalase_assignment (product_id)`,

  `create table etalase_rule (
    id bigint generated always as identity constraint etalase_rule_pk primary key,
    place_id bigint,
    steps text[] collate "C" not null default '{ditetapkan,desa,kecamatan,kabupaten,jarak,provinsi}',
    distance_km integer not null default 50,
    most integer not null default 24,
    needs_eligibility boolean not null default false,
    star text collate "C" not null default 'dalam-usaha',
    season text collate "C" not null default 'akhir',
    availability text collate "C" not null default 'akhir',
    seed text not null default 'ovop',
    version integer not null default 1,
    updated_by text,
    updated_at timestamptz not null default now(),
    constraint etalase_rule_place_fk foreign key (place_id) references wisata_place (id),
    constraint etalase_rule_steps_ck check (cardinality(steps) > 0
      and steps <@ '{ditetapkan,desa,kecamatan,kabupaten,jarak,provinsi}'::text[]),
    constraint etalase_rule_distance_ck check (distance_km between 1 and 1000),
    constraint etalase_rule_most_ck check (most between 1 and 100),
    constraint etalase_rule_star_ck check (star in ('dalam-usaha', 'utamakan', 'abaikan')),
    constraint etalase_rule_season_ck check (season in ('akhir', 'sembunyikan', 'abaikan')),
    constraint etalase_rule_availability_ck check (availability in ('akhir', 'sembunyikan', 'abaikan')),
    constraint etalase_rule_seed_ck check (length(seed) between 1 and 60)
  )`,
  `comment on table etalase_rule is
    'which products a place shows: the row without a place for all, a row of its own for a place that differs'`,
  `comment on column etalase_rule.star is
    'dalam-usaha = decides which product of a maker comes first, utamakan = also before other makers, abaikan = counts for nothing'`,
  `comment on column etalase_rule.season is 'what becomes of products out of season: akhir = last, sembunyikan = not shown'`,
  `comment on column etalase_rule.seed is 'stands in the daily rotation: md5(seed:day:maker), so that anybody can check it'`,
  `create unique index etalase_rule_place_uq on etalase_rule (coalesce(place_id, 0))`,
  `insert into etalase_rule (place_id) values (null)`,

  // Months are written in words: 'Juni–Agustus', 'Mei dan Juni', 'sepanjang tahun'.
  `create function etalase_month(word text) returns integer language sql immutable as $function$
    select array_position('{jan,feb,mar,apr,mei,jun,jul,agu,sep,okt,nov,des}'::text[],
      replace(replace(replace(left(lower(word), 3), 'agt', 'agu'), 'ags', 'agu'), 'nop', 'nov'))
  $function$`,
  `create function etalase_in_season(season text, month integer) returns boolean language sql immutable as $function$
    select case when lower(season) ~ 'sepanjang tahun|setiap (saat|bulan)|setahun penuh' then true else (
      select bool_or(case when until is null then since = month
        when since <= until then month between since and until else month >= since or month <= until end)
      from (select etalase_month(found[1]) as since, etalase_month(found[2]) as until
        from regexp_matches(lower(season),
          '\\m(${MONTHS})\\M(?:\\s*(?:-|–|—|s\\.?\\s?/?d\\.?|sampai(?: dengan)?|hingga)\\s*\\m(${MONTHS})\\M)?', 'g') as found) months) end
  $function$`,
  `comment on function etalase_in_season is 'whether a month (1 to 12) is in a season as written; null = the words do not tell'`,
  ...auditedTable('wisata_place', { key: 'kode', leaveOut: ['updated_at', 'name_key'], when: BY_SOMEBODY }),
  ...auditedTable('physical_etalase', { key: 'id', leaveOut: ['updated_at', 'photo', 'photo_sha256'] }),
  ...auditedTable('etalase_inspection', { key: 'id' }),
  ...auditedTable('etalase_inspection_product', { key: ['inspection_id', 'product_id'] }),
  ...auditedTable('etalase_assignment', { key: 'id', leaveOut: ['updated_at'] }),
  ...auditedTable('etalase_rule', { key: 'id', leaveOut: ['updated_at'], when: BY_SOMEBODY }),
  ...CHANGES,
];
