import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditedTable } from './audited.js';

/** What belongs to whom: the agency or the supplier keys of a user; and API keys for programs. */
export class Scope1764100000003 implements MigrationInterface {
  name = 'Scope1764100000003';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `alter table app_user drop constraint app_user_role_check`,
  `alter table app_user add constraint app_user_role_check check (role in
    ('admin', 'biro-pbj', 'perangkat-daerah', 'pelaku-usaha', 'dinas-pariwisata', 'auditor'))`,
  `alter table app_user add column perangkat_daerah_id bigint`,
  // Without a foreign key: an undone import takes its proposed perangkat daerah along. Then the user sees nothing.
  `create table app_user_supplier (
    user_id uuid not null constraint app_user_supplier_user_fk references app_user (id) on delete cascade,
    scheme text collate "C" not null,
    key text collate "C" not null,
    constraint app_user_supplier_pk primary key (user_id, scheme, key),
    constraint app_user_supplier_scheme_ck check (scheme in ('v5', 'v6', 'toko-daring'))
  )`,
  `comment on table app_user_supplier is 'the supplier keys of a user of the role pelaku-usaha'`,

  `create table api_key (
    id uuid not null default gen_random_uuid() constraint api_key_pk primary key,
    name text not null,
    prefix text collate "C" not null,
    token_hash text collate "C" not null constraint api_key_token_hash_key unique,
    owner_id uuid not null constraint api_key_owner_fk references app_user (id) on delete cascade,
    permissions text[] not null,
    expires_at timestamptz not null,
    per_minute integer not null,
    per_day integer not null,
    created_by uuid not null,
    created_at timestamptz not null default now(),
    revoked_at timestamptz,
    constraint api_key_expiry_ck check (expires_at <= created_at + interval '367 days'),
    constraint api_key_quota_ck check (per_minute > 0 and per_day > 0)
  )`,
  `create index api_key_owner_ix on api_key (owner_id)`,
  `comment on column api_key.token_hash is 'SHA-256 (hex) of the whole key: who reads the table cannot use it'`,
  `create table api_key_use (
    key_id uuid not null constraint api_key_use_pk primary key
      constraint api_key_use_key_fk references api_key (id) on delete cascade,
    last_used_at timestamptz not null,
    minute timestamptz not null,
    minute_used integer not null,
    day date not null,
    day_used integer not null
  )`,
  `comment on table api_key_use is 'what a key has used of its quota, counted here for all processes; days are UTC'`,
  ...auditedTable('app_user_supplier', { key: ['user_id', 'scheme', 'key'] }),
  ...auditedTable('api_key', { key: 'id', leaveOut: ['token_hash'] }),
];
