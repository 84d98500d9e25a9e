import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditedTable } from './audited.js';

/** Regions: provinces down to desa and kelurahan by Kemendagri code, with BPS codes beside them. */
export class Wilayah1764200000001 implements MigrationInterface {
  name = 'Wilayah1764200000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `create table wilayah (
    code text collate "C" not null constraint wilayah_pk primary key,
    level text collate "C" not null,
    kind text collate "C" not null,
    name text not null,
    name_key text not null,
    parent_code text collate "C",
    province_code text collate "C" not null,
    regency_code text collate "C",
    district_code text collate "C",
    bps_code text collate "C",
    is_current boolean not null default true,
    constraint wilayah_parent_fk foreign key (parent_code) references wilayah (code),
    constraint wilayah_level_ck check (level in ('provinsi', 'kabupaten', 'kecamatan', 'desa')),
    constraint wilayah_kind_ck check (kind in ('provinsi', 'kabupaten', 'kota', 'kecamatan', 'desa', 'kelurahan')),
    constraint wilayah_code_ck check (code ~ case level
      when 'provinsi' then '^\\d{2}$' when 'kabupaten' then '^\\d{2}\\.\\d{2}$'
      when 'kecamatan' then '^\\d{2}\\.\\d{2}\\.\\d{2}$' else '^\\d{2}\\.\\d{2}\\.\\d{2}\\.\\d{4}$' end),
    constraint wilayah_bps_code_ck check (bps_code ~ '^\\d{2,10}$')
  )`,
  `comment on table wilayah is 'by Kemendagri code with its dots; loaded from the npm package idn-area-data (ODbL) at start'`,
  `comment on column wilayah.bps_code is
    'BPS code without dots: the same digits may name another place than in code, so neither is ever made from the other'`,
  `comment on column wilayah.is_current is
    'false = no longer in the package or the setting: still named where it is referred to, neither offered nor counted'`,
  `comment on column wilayah.level is 'desa and kelurahan are of one level, ''desa''; kind tells them apart'`,
  `create index wilayah_parent_ix on wilayah (parent_code)`,
  `create index wilayah_regency_ix on wilayah (regency_code, level)`,
  `create index wilayah_district_ix on wilayah (district_code) where level = 'desa'`,
  `create index wilayah_name_ix on wilayah (name_key text_pattern_ops)`,
  `create unique index wilayah_bps_uq on wilayah (bps_code) where bps_code is not null`,

  `create table wilayah_source (
    id smallint not null default 1 constraint wilayah_source_pk primary key,
    package text not null,
    package_version text not null,
    provinces text not null,
    digest text collate "C" not null,
    loaded_at timestamptz not null default now(),
    constraint wilayah_source_single_row_ck check (id = 1)
  )`,
  `comment on table wilayah_source is 'what wilayah was loaded from; the loader compares the digest and does nothing while it is the same'`,

  // What each village could make, before there is a product on file: the map that the brief asks for.
  `create table village_potential (
    id bigint generated always as identity constraint village_potential_pk primary key,
    wilayah_code text collate "C" not null,
    product_kind text not null,
    kind_key text collate "C" not null,
    group_code text collate "C",
    is_flagship boolean not null default false,
    enterprises integer,
    raw_material text,
    note text,
    source text,
    product_id bigint,
    version integer not null default 1,
    created_by text,
    created_at timestamptz not null default now(),
    updated_by text,
    updated_at timestamptz not null default now(),
    constraint village_potential_wilayah_fk foreign key (wilayah_code) references wilayah (code),
    constraint village_potential_uq unique (wilayah_code, kind_key),
    constraint village_potential_enterprises_ck check (enterprises >= 0)
  )`,
  `comment on column village_potential.enterprises is 'how many make it, as told; null = not told, never 0'`,
  `create unique index village_potential_flagship_uq on village_potential (wilayah_code) where is_flagship`,
  `create table village_step (
    id bigint generated always as identity constraint village_step_pk primary key,
    wilayah_code text collate "C" not null,
    step text collate "C" not null,
    done_on date not null,
    office text not null,
    person text not null,
    note text,
    recorded_by text not null,
    recorded_at timestamptz not null default now(),
    withdrawn_at timestamptz,
    withdrawn_by text,
    withdrawn_why text,
    constraint village_step_wilayah_fk foreign key (wilayah_code) references wilayah (code),
    constraint village_step_ck check (step in ('usulan', 'verifikasi', 'validasi'))
  )`,
  `comment on table village_step is 'proposal, verification and validation of a village''s map; a step is withdrawn, never removed'`,
  `create unique index village_step_standing_uq on village_step (wilayah_code, step) where withdrawn_at is null`,
  ...auditedTable('village_potential', { key: 'id', leaveOut: ['updated_at'] }),
  ...auditedTable('village_step', { key: 'id' }),
];
