import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The OVOP list as a view: the bureau's own entries, and what the catalogue tells. Marks on purchases say which entry of
 * which of the two it was, and which lines are of which product.
 */
export class OvopList1764200000006 implements MigrationInterface {
  name = 'OvopList1764200000006';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `alter table enterprise_supplier_key
    add column id bigint generated always as identity,
    add column marks_ovop boolean not null default false,
    add column marks_ovop_by text,
    add column marks_ovop_on date,
    add constraint enterprise_supplier_key_id_uq unique (id),
    add constraint enterprise_supplier_key_ovop_ck check (not marks_ovop
      or (scheme <> 'sikap' and marks_ovop_by is not null and marks_ovop_on is not null))`,
  `comment on column enterprise_supplier_key.marks_ovop is
    'a person says that under this key nothing but OVOP products is sold: never concluded from its products'`,
  `alter table product add column archived_on date`,
  `comment on column product.archived_on is
    'last day on which a listing of an archived product marks purchases; what was bought before stays as it was'`,

  `create view ovop_list as
    select 'daftar'::text collate "C" as origin, e.id as entry_id, e.kind, e.scheme, e.value, e.value_key, e.label,
      e.village, e.valid_from, e.valid_to, null::bigint as product_id, null::bigint as enterprise_id
    from ovop_entry e
    union all
    select 'produk', l.id, 'produk-' || l.platform, '', l.external_id,
      -- Codes are compared without leading zeros, as those of purchases are written.
      case when l.external_id ~ '^0\\d+$' then regexp_replace(l.external_id, '^0+(?=\\d)', '') else l.external_id end,
      p.name,
      (select string_agg(w.name, ', ' order by v.is_flagship desc, w.code)
       from product_village v join wilayah w on w.code = v.wilayah_code where v.product_id = p.id),
      l.valid_from, least(l.valid_to, p.archived_on), p.id, l.enterprise_id
    from product_listing l join product p on p.id = l.product_id
    where p.verified_on is not null and p.state <> 'draf'
      and (least(l.valid_to, p.archived_on) is null or least(l.valid_to, p.archived_on) >= l.valid_from)
    union all
    select 'penyedia', k.id, case k.scheme when 'toko-daring' then 'merchant' else 'penyedia' end,
      case k.scheme when 'toko-daring' then '' else k.scheme end, k.key, k.key, e.name,
      (select w.name from wilayah w where w.code = e.wilayah_code), k.valid_from, k.valid_to, null, e.id
    from enterprise_supplier_key k join enterprise e on e.id = k.enterprise_id
    where k.marks_ovop`,
  `comment on view ovop_list is
    'everything that marks purchases as OVOP: entries of the bureau (daftar), listings of verified products (produk), keys of enterprises that sell OVOP products only (penyedia)'`,
  `create table ovop_listed (
    place bigint not null constraint ovop_listed_pk primary key,
    origin text collate "C" not null,
    entry_id bigint not null,
    kind text collate "C" not null,
    scheme text collate "C" not null,
    value_key text collate "C" not null,
    valid_from date not null,
    valid_to date,
    product_id bigint,
    constraint ovop_listed_uq unique (origin, entry_id)
  )`,
  `comment on table ovop_listed is 'ovop_list as the marks on file were made by it; rebuilt with the read model'`,
  `comment on column ovop_listed.place is
    'of two entries of one kind the lower marks: the catalogue before the bureau''s own, older before newer'`,
  `create index ovop_listed_ix on ovop_listed (kind, value_key)`,
  `insert into ovop_listed (place, origin, entry_id, kind, scheme, value_key, valid_from, valid_to, product_id)
    select 2000000000000000000 + entry_id, origin, entry_id, kind, scheme, value_key, valid_from, valid_to, product_id
    from ovop_list where origin = 'daftar'`,

  `alter table ovop_mark
    add column origin text collate "C" not null default 'daftar',
    add column product_id bigint,
    add constraint ovop_mark_origin_ck check (origin in ('daftar', 'produk', 'penyedia'))`,
  `comment on column ovop_mark.entry_id is 'with origin: ovop_entry.id, product_listing.id or enterprise_supplier_key.id'`,
  `create index ovop_mark_entry_ix on ovop_mark (origin, entry_id)`,
  `create table product_purchase (
    product_id bigint not null,
    line_id bigint not null,
    share text collate "C" not null,
    value numeric(20,2),
    constraint product_purchase_pk primary key (product_id, line_id),
    constraint product_purchase_share_ck check (share in ('whole', 'part', 'shared'))
  )`,
  `comment on table product_purchase is
    'lines on which a product of the catalogue was bought: the whole line, the part whose value the source tells, or one that other products share and nobody can divide; rebuilt with the read model'`,
  `create index product_purchase_line_ix on product_purchase (line_id)`,
];
