import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditedTable } from './audited.js';

/** Accounts of enterprises, what they ask the bureau to look at, and each step of it. */
export class Onboarding1764200000026 implements MigrationInterface {
  name = 'Onboarding1764200000026';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `create table enterprise_account (
    user_id uuid not null constraint enterprise_account_pk primary key,
    state text collate "C" not null,
    claimed_name text not null,
    claimed_nib text collate "C",
    claimed_place text,
    enterprise_id bigint,
    email_confirmed_at timestamptz,
    token_hash text,
    token_expires_at timestamptz,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    constraint enterprise_account_user_fk foreign key (user_id) references app_user (id),
    constraint enterprise_account_enterprise_fk foreign key (enterprise_id) references enterprise (id),
    constraint enterprise_account_state_ck check (state in ('menunggu-surel', 'menunggu-petugas', 'dikembalikan', 'disetujui')),
    constraint enterprise_account_link_ck check ((state = 'disetujui') = (enterprise_id is not null))
  )`,
  `comment on table enterprise_account is
    'who signed up for which enterprise; enterprise_id is set by a clerk alone, what is claimed opens nothing'`,
  `create index enterprise_account_enterprise_ix on enterprise_account (enterprise_id) where enterprise_id is not null`,
  `create unique index enterprise_account_token_uq on enterprise_account (token_hash) where token_hash is not null`,
  ...auditedTable('enterprise_account', { key: 'user_id', leaveOut: ['token_hash', 'token_expires_at', 'version'] }),

  `create table enterprise_request (
    id bigint generated always as identity constraint enterprise_request_pk primary key,
    enterprise_id bigint not null,
    requested_by uuid not null,
    note text,
    state text collate "C" not null default 'diajukan',
    decision_id bigint,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    constraint enterprise_request_enterprise_fk foreign key (enterprise_id) references enterprise (id),
    constraint enterprise_request_user_fk foreign key (requested_by) references app_user (id),
    constraint enterprise_request_decision_fk foreign key (decision_id) references eligibility_decision (id),
    constraint enterprise_request_state_ck check (state in ('diajukan', 'diperiksa', 'dikembalikan', 'disetujui', 'ditarik'))
  )`,
  `comment on column enterprise_request.decision_id is 'the decision on eligibility that was kept when it was approved'`,
  `create unique index enterprise_request_open_uq on enterprise_request (enterprise_id) where state in ('diajukan', 'diperiksa')`,
  ...auditedTable('enterprise_request', { key: 'id', leaveOut: ['version'] }),

  `create table onboarding_step (
    id bigint generated always as identity constraint onboarding_step_pk primary key,
    user_id uuid,
    request_id bigint,
    action text collate "C" not null,
    reason text,
    done_by text not null,
    done_at timestamptz not null default now(),
    constraint onboarding_step_account_fk foreign key (user_id) references enterprise_account (user_id),
    constraint onboarding_step_request_fk foreign key (request_id) references enterprise_request (id),
    constraint onboarding_step_one_ck check ((user_id is null) <> (request_id is null))
  )`,
  `comment on table onboarding_step is 'append-only: what was done about an account or a request, by whom and when'`,
  `create index onboarding_step_user_ix on onboarding_step (user_id, id) where user_id is not null`,
  `create index onboarding_step_request_ix on onboarding_step (request_id, id) where request_id is not null`,
];
