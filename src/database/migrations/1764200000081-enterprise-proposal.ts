import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditedTable } from './audited.js';

/** Changes of its own data that an enterprise proposes, and a clerk accepts or gives back. */
export class EnterpriseProposal1764200000081 implements MigrationInterface {
  name = 'EnterpriseProposal1764200000081';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `create table enterprise_proposal (
    id bigint generated always as identity constraint enterprise_proposal_pk primary key,
    enterprise_id bigint not null,
    proposed_by uuid not null,
    changes jsonb not null,
    stated jsonb not null default '{}',
    note text,
    state text collate "C" not null default 'diajukan',
    version integer not null default 1,
    created_at timestamptz not null default now(),
    constraint enterprise_proposal_enterprise_fk foreign key (enterprise_id) references enterprise (id),
    constraint enterprise_proposal_user_fk foreign key (proposed_by) references app_user (id),
    constraint enterprise_proposal_state_ck check (state in ('diajukan', 'diterima', 'dikembalikan', 'ditarik'))
  )`,
  `comment on column enterprise_proposal.changes is
    'each field with the value on file when it was proposed and the one proposed; never a number or an address of a person'`,
  `comment on column enterprise_proposal.stated is 'what the enterprise states of itself for the rules of eligibility'`,
  `create unique index enterprise_proposal_open_uq on enterprise_proposal (enterprise_id) where state = 'diajukan'`,
  `create index enterprise_proposal_enterprise_ix on enterprise_proposal (enterprise_id, id desc)`,
  ...auditedTable('enterprise_proposal', { key: 'id', leaveOut: ['version'] }),
  `alter table onboarding_step add column proposal_id bigint`,
  `alter table onboarding_step add constraint onboarding_step_proposal_fk
    foreign key (proposal_id) references enterprise_proposal (id)`,
  `alter table onboarding_step drop constraint onboarding_step_one_ck`,
  `alter table onboarding_step add constraint onboarding_step_one_ck check (num_nonnulls(user_id, request_id, proposal_id) = 1)`,
  `create index onboarding_step_proposal_ix on onboarding_step (proposal_id, id) where proposal_id is not null`,
];
