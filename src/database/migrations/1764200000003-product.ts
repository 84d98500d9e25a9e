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
];
