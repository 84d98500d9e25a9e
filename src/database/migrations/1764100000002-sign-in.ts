import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditedTable } from './audited.js';

/** The second factor, the half-open sign-in between password and code, reset links, and accounts of another provider. */
export class SignIn1764100000002 implements MigrationInterface {
  name = 'SignIn1764100000002';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  // Whoever signs in at another provider has no password here.
  `alter table app_user alter column password_hash drop not null`,
  `alter table app_user add column email_sealed text`,
  `create table user_totp (
    user_id uuid not null constraint user_totp_pk primary key
      constraint user_totp_user_fk references app_user (id) on delete cascade,
    secret_sealed text,
    begun_at timestamptz not null,
    confirmed_at timestamptz,
    last_step integer not null default 0,
    removed_at timestamptz,
    removed_by text,
    constraint user_totp_secret_check check (confirmed_at is null or secret_sealed is not null)
  )`,
  `create table totp_recovery_code (
    user_id uuid not null constraint totp_recovery_code_user_fk references app_user (id) on delete cascade,
    code_hash text not null,
    constraint totp_recovery_code_pk primary key (user_id, code_hash)
  )`,
  `create table sign_in_step (
    token_hash text not null constraint sign_in_step_pk primary key,
    user_id uuid not null constraint sign_in_step_user_fk references app_user (id) on delete cascade,
    expires_at timestamptz not null
  )`,
  `create index sign_in_step_user_idx on sign_in_step (user_id)`,
  `create index sign_in_step_expires_idx on sign_in_step (expires_at)`,
  `create table password_reset (
    token_hash text not null constraint password_reset_pk primary key,
    user_id uuid not null constraint password_reset_user_fk references app_user (id) on delete cascade,
    sent_by text not null constraint password_reset_sent_by_check check (sent_by in ('administrator', 'mail')),
    expires_at timestamptz not null
  )`,
  `create index password_reset_user_idx on password_reset (user_id)`,
  `create table oidc_identity (
    issuer text not null,
    subject text not null,
    user_id uuid not null constraint oidc_identity_user_key unique
      constraint oidc_identity_user_fk references app_user (id) on delete cascade,
    created_at timestamptz not null default now(),
    constraint oidc_identity_pk primary key (issuer, subject)
  )`,
  ...auditedTable('user_totp', { key: 'user_id', leaveOut: ['secret_sealed', 'last_step', 'begun_at'] }),
  ...auditedTable('oidc_identity', { key: 'user_id', leaveOut: ['subject'] }),
];
