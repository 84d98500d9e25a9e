import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditedTable } from './audited.js';

/** Enterprises (pelaku usaha): identifiers, class by period, documents, sentra, keys in the marketplaces. */
export class Enterprise1764200000002 implements MigrationInterface {
  name = 'Enterprise1764200000002';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `create table enterprise (
    id bigint generated always as identity constraint enterprise_pk primary key,
    name text not null,
    name_key text collate "C" not null,
    legal_form text collate "C" not null,
    nib text collate "C",
    nib_verified_on date,
    nib_verified_with text,
    npwp text collate "C",
    npwp_verified_on date,
    npwp_verified_with text,
    npwp_stem text collate "C",
    nitku text collate "C",
    owner_name text,
    owner_woman boolean,
    established_on date,
    wilayah_code text collate "C",
    address text,
    parent_enterprise text,
    parent_class text collate "C",
    note text,
    source text,
    merged_into bigint,
    version integer not null default 1,
    created_by text,
    created_at timestamptz not null default now(),
    updated_by text,
    updated_at timestamptz not null default now(),
    constraint enterprise_wilayah_fk foreign key (wilayah_code) references wilayah (code),
    constraint enterprise_merged_fk foreign key (merged_into) references enterprise (id),
    constraint enterprise_legal_form_ck check (legal_form in ('perorangan', 'pt-perorangan', 'pt', 'cv', 'firma', 'koperasi',
      'yayasan', 'bumdes', 'kelompok', 'lainnya', 'tidak-diketahui')),
    constraint enterprise_parent_class_ck check (parent_class in ('mikro', 'kecil', 'menengah', 'besar')),
    constraint enterprise_nib_ck check (nib ~ '^\\d{13}$'),
    constraint enterprise_npwp_ck check (npwp ~ '^\\d{15,16}$'),
    constraint enterprise_nitku_ck check (nitku ~ '^\\d{22}$')
  )`,
  `comment on column enterprise.npwp is 'of a body only; NIK and NPWP of a person lie sealed in personal_value (owner_kind enterprise)'`,
  `comment on column enterprise.npwp_stem is 'what a head office and its branches share: one enterprise is one stem'`,
  `comment on column enterprise.nib_verified_on is 'when it was seen at the source; a right format is not verified'`,
  `create unique index enterprise_nib_uq on enterprise (nib) where merged_into is null and nib is not null`,
  `create index enterprise_npwp_stem_ix on enterprise (npwp_stem)`,
  `create index enterprise_place_ix on enterprise (wilayah_code, name_key)`,
  `create index enterprise_name_ix on enterprise (name_key text_pattern_ops)`,
  `create index enterprise_merged_ix on enterprise (merged_into) where merged_into is not null`,
  `create table enterprise_kbli (
    enterprise_id bigint not null,
    edition text collate "C" not null,
    code text collate "C" not null,
    is_main boolean not null default false,
    constraint enterprise_kbli_pk primary key (enterprise_id, edition, code),
    constraint enterprise_kbli_enterprise_fk foreign key (enterprise_id) references enterprise (id),
    constraint enterprise_kbli_edition_ck check (edition in ('2015', '2017', '2020', '2025')),
    constraint enterprise_kbli_code_ck check (code ~ '^\\d{5}$')
  )`,
  `create table enterprise_figure (
    enterprise_id bigint not null,
    kind text collate "C" not null,
    year integer not null,
    amount numeric(20,2) not null,
    source text not null,
    constraint enterprise_figure_pk primary key (enterprise_id, kind, year),
    constraint enterprise_figure_enterprise_fk foreign key (enterprise_id) references enterprise (id),
    constraint enterprise_figure_kind_ck check (kind in ('modal', 'penjualan')),
    constraint enterprise_figure_amount_ck check (amount >= 0)
  )`,
  `comment on table enterprise_figure is 'capital without land and buildings, and yearly sales, in rupiah'`,
  `create table enterprise_class (
    id bigint generated always as identity constraint enterprise_class_pk primary key,
    enterprise_id bigint not null,
    class text collate "C" not null,
    origin text collate "C" not null,
    valid_from date not null,
    valid_to date,
    basis text not null,
    source text,
    decided_by text,
    decided_at timestamptz not null default now(),
    constraint enterprise_class_enterprise_fk foreign key (enterprise_id) references enterprise (id),
    constraint enterprise_class_ck check (class in ('mikro', 'kecil', 'menengah', 'besar', 'koperasi', 'bukan-umk')),
    constraint enterprise_class_origin_ck check (origin in ('keputusan', 'verifikasi')),
    constraint enterprise_class_period_ck check (valid_to is null or valid_to >= valid_from),
    constraint enterprise_class_uq unique (enterprise_id, origin, valid_from)
  )`,
  `comment on table enterprise_class is
    'the bureau''s decisions and the classes verified by PP 7/2021, by period; on a day the decision counts before the verified one'`,
  `comment on column enterprise_class.class is
    'koperasi counts with UMK without a ceiling; bukan-umk is part of a larger enterprise, whatever its own figures'`,
  `create table enterprise_file (
    id bigint generated always as identity constraint enterprise_file_pk primary key,
    name text not null,
    media_type text collate "C" not null,
    size integer not null,
    sha256 text collate "C" not null,
    key_id text collate "C" not null,
    nonce bytea not null,
    tag bytea not null,
    data bytea not null,
    created_by text,
    created_at timestamptz not null default now(),
    constraint enterprise_file_media_type_ck check (media_type in ('application/pdf', 'image/jpeg', 'image/png'))
  )`,
  `comment on table enterprise_file is 'scans of documents, sealed like the archive with a key outside the database'`,
  `create table enterprise_document (
    id bigint generated always as identity constraint enterprise_document_pk primary key,
    enterprise_id bigint not null,
    kind text collate "C" not null,
    number text,
    issuer text,
    issued_on date,
    expires_on date,
    file_id bigint,
    verified_on date,
    verified_by text,
    note text,
    created_by text,
    created_at timestamptz not null default now(),
    constraint enterprise_document_enterprise_fk foreign key (enterprise_id) references enterprise (id),
    constraint enterprise_document_file_fk foreign key (file_id) references enterprise_file (id),
    constraint enterprise_document_period_ck check (expires_on is null or issued_on is null or expires_on >= issued_on)
  )`,
  `create index enterprise_document_enterprise_ix on enterprise_document (enterprise_id)`,
  `create index enterprise_document_expiry_ix on enterprise_document (expires_on) where expires_on is not null`,
  `create table enterprise_supplier_key (
    scheme text collate "C" not null,
    key text collate "C" not null,
    enterprise_id bigint not null,
    valid_from date not null default date '2000-01-01',
    valid_to date,
    note text,
    decided_by text,
    decided_at timestamptz not null default now(),
    constraint enterprise_supplier_key_pk primary key (scheme, key),
    constraint enterprise_supplier_key_enterprise_fk foreign key (enterprise_id) references enterprise (id),
    constraint enterprise_supplier_key_scheme_ck check (scheme in ('v5', 'v6', 'toko-daring', 'sikap'))
  )`,
  `comment on table enterprise_supplier_key is
    'keys under which the marketplaces know an enterprise, in the form in which purchase_line.supplier_key has them'`,
  `create index enterprise_supplier_key_enterprise_ix on enterprise_supplier_key (enterprise_id)`,
  `create table sentra (
    id bigint generated always as identity constraint sentra_pk primary key,
    name text not null,
    wilayah_code text collate "C" not null,
    group_code text collate "C",
    product_kind text,
    founded_on date,
    note text,
    version integer not null default 1,
    created_by text,
    created_at timestamptz not null default now(),
    updated_by text,
    updated_at timestamptz not null default now(),
    constraint sentra_wilayah_fk foreign key (wilayah_code) references wilayah (code),
    constraint sentra_name_uq unique (name, wilayah_code)
  )`,
  `comment on column sentra.wilayah_code is 'desa, or as wide as kecamatan or kabupaten'`,
  `create table enterprise_membership (
    id bigint generated always as identity constraint enterprise_membership_pk primary key,
    enterprise_id bigint not null,
    sentra_id bigint,
    group_name text,
    since date,
    until date,
    constraint enterprise_membership_enterprise_fk foreign key (enterprise_id) references enterprise (id),
    constraint enterprise_membership_sentra_fk foreign key (sentra_id) references sentra (id),
    constraint enterprise_membership_one_ck check ((sentra_id is null) <> (group_name is null)),
    constraint enterprise_membership_period_ck check (until is null or since is null or until >= since)
  )`,
  `create index enterprise_membership_enterprise_ix on enterprise_membership (enterprise_id)`,
  `create index enterprise_membership_sentra_ix on enterprise_membership (sentra_id)`,
  `create table enterprise_merge (
    id bigint generated always as identity constraint enterprise_merge_pk primary key,
    kept_id bigint not null,
    merged_id bigint not null,
    reason text not null,
    moved jsonb not null,
    merged_by text not null,
    merged_at timestamptz not null default now(),
    undone_by text,
    undone_at timestamptz,
    constraint enterprise_merge_kept_fk foreign key (kept_id) references enterprise (id),
    constraint enterprise_merge_merged_fk foreign key (merged_id) references enterprise (id)
  )`,
  `comment on column enterprise_merge.moved is 'which rows went over to the enterprise that was kept, so that the merge can be undone'`,
  `create table enterprise_distinct (
    one_id bigint not null,
    other_id bigint not null,
    decided_by text not null,
    decided_at timestamptz not null default now(),
    constraint enterprise_distinct_pk primary key (one_id, other_id),
    constraint enterprise_distinct_one_fk foreign key (one_id) references enterprise (id),
    constraint enterprise_distinct_other_fk foreign key (other_id) references enterprise (id),
    constraint enterprise_distinct_ck check (one_id < other_id)
  )`,
  `comment on table enterprise_distinct is 'pairs that a person found to be two enterprises: not proposed again'`,
  // The one answer to which class counts on a day, with what it rests on; for whoever joins it.
  `create function enterprise_class_on(on_day date)
    returns table (enterprise_id bigint, class text, umk text, origin text, basis text) language sql stable as $$
    select e.id, c.class,
      case when c.class in ('mikro', 'kecil', 'koperasi') then 'yes' when c.class is not null then 'no'
        else coalesce(f.umk, 'unknown') end,
      coalesce(c.origin, case when f.umk is not null then 'sumber' else 'tidak-diketahui' end),
      coalesce(c.basis, f.basis, 'tidak ada keputusan, verifikasi, atau sumber')
    from enterprise e
    left join lateral (
      select p.class, p.origin, p.basis from enterprise_class p
      where p.enterprise_id = e.id and p.valid_from <= on_day and (p.valid_to is null or p.valid_to >= on_day)
      order by p.origin = 'keputusan' desc, p.valid_from desc limit 1) c on true
    left join lateral (
      -- Two keys that contradict each other say nothing.
      select case when count(distinct s.umk) = 1 then min(s.umk) end as umk,
        case when count(distinct s.umk) = 1 then min(s.basis) end as basis
      from enterprise_supplier_key k
      join supplier_state s on s.scheme = k.scheme and s.key = k.key and s.umk <> 'unknown'
        and s.valid_from <= on_day and (s.valid_to is null or s.valid_to >= on_day)
      where k.enterprise_id = e.id and k.valid_from <= on_day and (k.valid_to is null or k.valid_to >= on_day)) f
      on c.class is null
    where e.merged_into is null
  $$`,
  ...auditedTable('enterprise', { key: 'id', leaveOut: ['updated_at', 'name_key', 'npwp_stem', 'owner_name'] }),
  ...auditedTable('enterprise_kbli', { key: ['enterprise_id', 'edition', 'code'] }),
  ...auditedTable('enterprise_figure', { key: ['enterprise_id', 'kind', 'year'] }),
  ...auditedTable('enterprise_class', { key: 'id' }),
  ...auditedTable('enterprise_document', { key: 'id' }),
  ...auditedTable('enterprise_supplier_key', { key: ['scheme', 'key'] }),
  ...auditedTable('sentra', { key: 'id', leaveOut: ['updated_at'] }),
  ...auditedTable('enterprise_membership', { key: 'id' }),
  ...auditedTable('enterprise_merge', { key: 'id' }),
  ...auditedTable('enterprise_distinct', { key: ['one_id', 'other_id'] }),
];
