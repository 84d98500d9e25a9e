import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditedTable } from './audited.js';

/** OVOP products: villages, makers, certificates, listings in the marketplaces, photos. */
export class Product1764200000003 implements MigrationInterface {
  name = 'Product1764200000003';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

/** Tables whose rows make the search row of a product: with the query over the changed rows that names the products. */
const FOLLOWED: readonly (readonly [table: string, products: string])[] = [
  ['product', 'select id from %s'],
  ['product_village', 'select product_id from %s'],
  ['product_maker', 'select product_id from %s'],
  ['product_certificate', 'select product_id from %s'],
  ['product_listing', 'select product_id from %s'],
  ['product_photo', 'select product_id from %s'],
  ['enterprise', 'select m.product_id from %s c join product_maker m on m.enterprise_id = c.id'],
  ['enterprise_class', 'select m.product_id from %s c join product_maker m on m.enterprise_id = c.enterprise_id'],
];

const SEARCH = [
  `create table product_search (
    product_id bigint not null constraint product_search_pk primary key,
    state text collate "C" not null,
    group_code text collate "C" not null,
    name_key text collate "C" not null,
    price numeric(20,2),
    listed boolean not null,
    verified boolean not null,
    place_text text,
    photo text collate "C",
    places text[] collate "C" not null,
    certificates text[] collate "C" not null,
    classes text[] collate "C" not null,
    title tsvector not null,
    document tsvector not null,
    constraint product_search_product_fk foreign key (product_id) references product (id)
  )`,
  `comment on table product_search is
    'what the catalogue is searched by; kept in step by triggers on product and all that hangs on it, never written by hand'`,
  `comment on column product_search.places is 'codes of its villages and of their kecamatan and kabupaten'`,
  `comment on column product_search.certificates is 'kinds that are valid on the day; classes likewise (product_search_due)'`,
  `create index product_search_name_ix on product_search (name_key, product_id) where state = 'tayang'`,
  `create index product_search_price_ix on product_search (price, product_id) where state = 'tayang'`,
  `create index product_search_dear_ix on product_search (price desc nulls last, product_id) where state = 'tayang'`,
  `create index product_search_group_ix on product_search (group_code, listed, name_key, product_id) include (price)
    where state = 'tayang'`,
  `create index product_search_places_ix on product_search using gin (places)`,
  `create index product_search_document_ix on product_search using gin (document)`,
  `create table product_word (word text collate "C" not null constraint product_word_pk primary key)`,
  `comment on table product_word is 'words of names and places in the catalogue, to find what a mistyped word may have meant'`,
  // Of PostgreSQL's own extensions, trusted since 13. Where it may not be made, only the help with typing errors is missing.
  `do $do$ begin
    create extension if not exists pg_trgm;
    create index product_word_ix on product_word using gin (word gin_trgm_ops);
  exception when others then raise notice 'pg_trgm: %', sqlerrm;
  end $do$`,
  `create function product_search_rebuild(ids bigint[] default null) returns void language plpgsql as $function$
  declare
    today date := (now() at time zone coalesce((select time_zone from instance_setting where id = 1), 'Asia/Makassar'))::date;
  begin
    insert into product_search as s (product_id, state, group_code, name_key, price, listed, verified, place_text, photo, places,
      certificates, classes, title, document)
    select p.id, p.state, p.group_code, p.name_key, p.price,
      exists (select 1 from product_listing l where l.product_id = p.id
        and l.valid_from <= today and (l.valid_to is null or l.valid_to >= today)),
      p.verified_on is not null, v.label,
      (select f.id || '-' || left(f.sha256, 16) from product_photo f where f.product_id = p.id order by f.position, f.id limit 1),
      coalesce(v.places, '{}'), coalesce(c.kinds, '{}'), coalesce(m.classes, '{tidak-diketahui}'),
      to_tsvector('indonesian', p.name) || to_tsvector('simple', p.name || ' ' || p.name_key),
      setweight(to_tsvector('indonesian', p.name) || to_tsvector('simple', p.name || ' ' || p.name_key), 'A')
        || setweight(to_tsvector('simple', g.name || ' ' || coalesce(v.words, '')), 'B')
        || setweight(to_tsvector('indonesian', g.name || ' ' || coalesce(p.description, '') || ' ' || coalesce(p.raw_material, '')),
             'C')
        || setweight(to_tsvector('simple', coalesce(m.names, '')), 'C')
        || setweight(to_tsvector('indonesian', coalesce(p.legend, '') || ' ' || coalesce(p.local_wisdom, '')), 'D')
    from product p
    join product_group g on g.code = p.group_code
    left join lateral (
      select array_agg(distinct place) filter (where place is not null) as places,
        string_agg(distinct concat_ws(' ', w.name, d.name, r.name), ' ') as words,
        (array_agg(distinct concat_ws(', ', case w.kind when 'desa' then 'Desa ' when 'kelurahan' then 'Kel. ' else '' end || w.name,
          case r.kind when 'kabupaten' then 'Kab. ' || r.name else r.name end)))[1]
          || case when count(distinct w.code) > 1 then ' dan ' || count(distinct w.code) - 1 || ' lainnya' else '' end as label
      from product_village pv
      join wilayah w on w.code = pv.wilayah_code
      left join wilayah d on d.code = w.district_code
      left join wilayah r on r.code = w.regency_code
      cross join lateral (values (w.code), (w.district_code), (w.regency_code)) as x (place)
      where pv.product_id = p.id) v on true
    left join lateral (
      select array_agg(distinct pc.kind) as kinds from product_certificate pc
      where pc.product_id = p.id and (pc.expires_on is null or pc.expires_on >= today)) c on true
    left join lateral (
      select array_agg(distinct coalesce(k.class, 'tidak-diketahui')) as classes, string_agg(distinct e.name, ' ') as names
      from product_maker pm
      join enterprise o on o.id = pm.enterprise_id
      join enterprise e on e.id = coalesce(o.merged_into, o.id)
      left join lateral (
        select ec.class from enterprise_class ec
        where ec.enterprise_id = e.id and ec.valid_from <= today and (ec.valid_to is null or ec.valid_to >= today)
        order by ec.origin = 'keputusan' desc, ec.valid_from desc limit 1) k on true
      where pm.product_id = p.id) m on true
    where ids is null or p.id = any(ids)
    on conflict (product_id) do update set (state, group_code, name_key, price, listed, verified, place_text, photo, places,
        certificates, classes, title, document) =
      (excluded.state, excluded.group_code, excluded.name_key, excluded.price, excluded.listed, excluded.verified,
        excluded.place_text, excluded.photo, excluded.places, excluded.certificates, excluded.classes, excluded.title,
        excluded.document)
    where (s.state, s.group_code, s.name_key, s.price, s.listed, s.verified, s.place_text, s.photo, s.places, s.certificates,
        s.classes, s.title, s.document) is distinct from
      (excluded.state, excluded.group_code, excluded.name_key, excluded.price, excluded.listed, excluded.verified,
        excluded.place_text, excluded.photo, excluded.places, excluded.certificates, excluded.classes, excluded.title,
        excluded.document);
    insert into product_word (word)
    select distinct word from product p
    join product_search s on s.product_id = p.id
    cross join lateral regexp_split_to_table(p.name_key || ' ' || lower(coalesce(s.place_text, '')), '[^[:alnum:]]+') as word
    where (ids is null or p.id = any(ids)) and p.state = 'tayang' and length(word) between 3 and 40
    on conflict do nothing;
  end $function$`,
  `create function product_search_follow() returns trigger language plpgsql as $function$
  declare
    ids bigint[];
    more bigint[];
  begin
    if tg_op <> 'DELETE' then
      execute format('select array_agg(distinct product) from (' || tg_argv[0] || ') t (product)', 'rows_after') into ids;
    end if;
    if tg_op <> 'INSERT' then
      execute format('select array_agg(distinct product) from (' || tg_argv[0] || ') t (product)', 'rows_before') into more;
    end if;
    ids := coalesce(ids, '{}') || coalesce(more, '{}');
    if ids <> '{}' then perform product_search_rebuild(ids); end if;
    return null;
  end $function$`,
  ...FOLLOWED.flatMap(([table, products]) =>
    (
      [
        ['insert', 'new table as rows_after'],
        ['update', 'old table as rows_before new table as rows_after'],
        ['delete', 'old table as rows_before'],
      ] as const
    ).map(
      ([event, tables]) =>
        `create trigger product_search_${event} after ${event} on ${table} referencing ${tables}
          for each statement execute function product_search_follow('${products}')`,
    ),
  ),
  // Names of places hardly ever change; when they do, all products are read again.
  `create function product_search_places() returns trigger language plpgsql as $function$
  begin
    if exists (select 1 from rows_before b join rows_after a using (code) where (b.name, b.regency_code, b.district_code)
      is distinct from (a.name, a.regency_code, a.district_code)) then perform product_search_rebuild(); end if;
    return null;
  end $function$`,
  `create trigger product_search_update after update on wilayah referencing old table as rows_before new table as rows_after
    for each statement execute function product_search_places()`,
  // Certificates and listings run out, classes begin, without any row changing. Gives how many were read again.
  `create function product_search_due(since_day date) returns integer language plpgsql as $function$
  declare
    ids bigint[];
  begin
    select array_agg(distinct product) into ids from (
      select product_id from product_certificate where expires_on between since_day - 1 and current_date + 1
      union select product_id from product_listing
        where valid_from between since_day and current_date + 1 or valid_to between since_day - 1 and current_date + 1
      union select m.product_id from product_maker m join enterprise_class c on c.enterprise_id = m.enterprise_id
        where c.valid_from between since_day and current_date + 1 or c.valid_to between since_day - 1 and current_date + 1) t (product);
    if ids is not null then perform product_search_rebuild(ids); end if;
    return coalesce(cardinality(ids), 0);
  end $function$`,
];

const UP = [
  `create table product_group (
    code text collate "C" not null constraint product_group_pk primary key,
    name text not null,
    is_food boolean not null,
    position smallint not null
  )`,
  `comment on table product_group is 'written from config/reference/product-groups.yaml at start'`,
  `create table product (
    id bigint generated always as identity constraint product_pk primary key,
    name text not null,
    name_key text collate "C" not null,
    group_code text collate "C" not null,
    description text,
    price numeric(20,2),
    unit text,
    capacity_per_month numeric(14,2),
    capacity_unit text,
    raw_material text,
    raw_material_origin text,
    legend text,
    local_wisdom text,
    stage text collate "C",
    season text,
    state text collate "C" not null default 'draf',
    verified_on date,
    verified_by text,
    source text,
    version integer not null default 1,
    created_by text,
    created_at timestamptz not null default now(),
    updated_by text,
    updated_at timestamptz not null default now(),
    constraint product_group_fk foreign key (group_code) references product_group (code),
    constraint product_stage_ck check (stage in ('bahan-mentah', 'setengah-jadi', 'jadi')),
    constraint product_state_ck check (state in ('draf', 'tayang', 'arsip')),
    constraint product_price_ck check (price >= 0),
    constraint product_capacity_ck check (capacity_per_month >= 0)
  )`,
  `comment on column product.verified_on is 'when a person of the dinas saw that the product is what it says; null = not verified'`,
  `comment on column product.price is 'rupiah for one unit; null = not told'`,
  `create index product_name_ix on product (name_key)`,
  `create table product_village (
    product_id bigint not null,
    wilayah_code text collate "C" not null,
    is_flagship boolean not null default false,
    constraint product_village_pk primary key (product_id, wilayah_code),
    constraint product_village_product_fk foreign key (product_id) references product (id),
    constraint product_village_wilayah_fk foreign key (wilayah_code) references wilayah (code)
  )`,
  `comment on column product_village.is_flagship is 'produk unggulan: one of each village'`,
  `create unique index product_village_flagship_uq on product_village (wilayah_code) where is_flagship`,
  `create index product_village_wilayah_ix on product_village (wilayah_code)`,
  `create table product_maker (
    product_id bigint not null,
    enterprise_id bigint not null,
    since date,
    constraint product_maker_pk primary key (product_id, enterprise_id),
    constraint product_maker_product_fk foreign key (product_id) references product (id),
    constraint product_maker_enterprise_fk foreign key (enterprise_id) references enterprise (id)
  )`,
  `create index product_maker_enterprise_ix on product_maker (enterprise_id)`,
  `create table product_certificate (
    id bigint generated always as identity constraint product_certificate_pk primary key,
    product_id bigint not null,
    enterprise_id bigint,
    kind text collate "C" not null,
    number text,
    number_key text collate "C",
    issuer text,
    issued_on date,
    expires_on date,
    value numeric(7,2),
    verified_on date,
    verified_by text,
    note text,
    version integer not null default 1,
    created_by text,
    created_at timestamptz not null default now(),
    constraint product_certificate_product_fk foreign key (product_id) references product (id),
    constraint product_certificate_enterprise_fk foreign key (enterprise_id) references enterprise (id),
    constraint product_certificate_kind_ck check (kind in ('p-irt', 'md', 'halal', 'sni', 'tkdn', 'merek', 'indikasi-geografis',
      'lainnya')),
    constraint product_certificate_value_ck check (value between 0 and 100),
    constraint product_certificate_period_ck check (expires_on is null or issued_on is null or expires_on >= issued_on)
  )`,
  `comment on column product_certificate.value is 'percent, of a TKDN certificate'`,
  `create index product_certificate_product_ix on product_certificate (product_id)`,
  `create index product_certificate_expiry_ix on product_certificate (expires_on) where expires_on is not null`,
  `create table product_listing (
    id bigint generated always as identity constraint product_listing_pk primary key,
    product_id bigint not null,
    enterprise_id bigint,
    platform text collate "C" not null,
    external_id text collate "C" not null,
    category text,
    etalase text,
    url text,
    valid_from date not null default date '2000-01-01',
    valid_to date,
    version integer not null default 1,
    created_by text,
    created_at timestamptz not null default now(),
    constraint product_listing_product_fk foreign key (product_id) references product (id),
    constraint product_listing_enterprise_fk foreign key (enterprise_id) references enterprise (id),
    constraint product_listing_platform_ck check (platform in ('v5', 'v6')),
    constraint product_listing_period_ck check (valid_to is null or valid_to >= valid_from),
    constraint product_listing_uq unique (platform, external_id)
  )`,
  `comment on table product_listing is
    'where a product is sold: kd_produk and etalase in v5, product id and category in v6. One product, many listings, counted once'`,
  `create index product_listing_product_ix on product_listing (product_id)`,
  `create table product_photo (
    id bigint generated always as identity constraint product_photo_pk primary key,
    product_id bigint not null,
    position smallint not null,
    alt text not null,
    media_type text not null,
    width integer not null,
    height integer not null,
    sha256 text collate "C" not null,
    bytes bytea not null,
    thumbnail bytea not null,
    created_by text,
    created_at timestamptz not null default now(),
    constraint product_photo_product_fk foreign key (product_id) references product (id)
  )`,
  `comment on table product_photo is 'resized and without EXIF; at most 80 KB a photo'`,
  `create index product_photo_product_ix on product_photo (product_id, position)`,
  `alter table village_potential
    add constraint village_potential_group_fk foreign key (group_code) references product_group (code),
    add constraint village_potential_product_fk foreign key (product_id) references product (id)`,
  `alter table sentra add constraint sentra_group_fk foreign key (group_code) references product_group (code)`,
  ...auditedTable('product', { key: 'id', leaveOut: ['updated_at', 'name_key'] }),
  ...auditedTable('product_village', { key: ['product_id', 'wilayah_code'] }),
  ...auditedTable('product_maker', { key: ['product_id', 'enterprise_id'] }),
  ...auditedTable('product_certificate', { key: 'id', leaveOut: ['number_key'] }),
  ...auditedTable('product_listing', { key: 'id' }),
  ...auditedTable('product_photo', { key: 'id', leaveOut: ['bytes', 'thumbnail', 'sha256'] }),
  ...SEARCH,
];
