import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Users, their sessions, the count of failed sign-ins, and the settings of the instance. */
export class Access1764000000001 implements MigrationInterface {
  name = 'Access1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `create table app_user (
    id uuid not null default gen_random_uuid() constraint app_user_pk primary key,
    username text not null constraint app_user_username_key unique,
    display_name text not null,
    password_hash text not null,
    role text not null constraint app_user_role_check check (role in ('admin', 'biro-pbj', 'auditor')),
    must_change_password boolean not null default true,
    disabled_at timestamptz,
    created_at timestamptz not null default now()
  )`,
  `create table app_session (
    id uuid not null default gen_random_uuid() constraint app_session_pk primary key,
    token_hash text not null constraint app_session_token_hash_key unique,
    user_id uuid not null constraint app_session_user_fk references app_user (id) on delete cascade,
    csrf_secret text not null,
    created_at timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    expires_at timestamptz not null,
    user_agent text not null
  )`,
  `create index app_session_user_idx on app_session (user_id)`,
  `create index app_session_expires_idx on app_session (expires_at)`,
  `create table sign_in_throttle (
    key text not null constraint sign_in_throttle_pk primary key,
    failures integer not null,
    last_failure_at timestamptz not null,
    blocked_until timestamptz not null
  )`,
  `create table instance_setting (
    id smallint not null default 1 constraint instance_setting_pk primary key
      constraint instance_setting_single_row_check check (id = 1),
    klpd_code text,
    klpd_name text,
    province text,
    time_zone text,
    fiscal_year integer,
    letterhead text[] not null default '{}',
    demo boolean not null default false,
    set_up_at timestamptz,
    updated_at timestamptz not null default now()
  )`,
];
