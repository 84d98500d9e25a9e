import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditedTable } from './audited.js';

/** Those who want to be told when a listing changes, and what was told to them. */
export class EtalaseWebhook1764200000061 implements MigrationInterface {
  name = 'EtalaseWebhook1764200000061';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `create table etalase_webhook (
    id uuid constraint etalase_webhook_pk primary key,
    name text not null,
    url text not null,
    secret text not null,
    told_until timestamptz not null default now(),
    told_digest text collate "C" not null default '',
    disabled_at timestamptz,
    disabled_why text,
    version integer not null default 1,
    owner_id uuid not null,
    created_by text not null,
    created_at timestamptz not null default now(),
    constraint etalase_webhook_owner_fk foreign key (owner_id) references app_user (id),
    constraint etalase_webhook_name_uq unique (name),
    constraint etalase_webhook_disabled_ck check ((disabled_at is null) = (disabled_why is null))
  )`,
  `comment on table etalase_webhook is 'programs of others that are told when listings change'`,
  `comment on column etalase_webhook.secret is 'sealed with the key ring; shown to a person once, when it was made'`,
  `comment on column etalase_webhook.told_until is 'changes before this moment are told, or wait in etalase_delivery'`,
  `comment on column etalase_webhook.told_digest is 'of the changes told last: what an open transaction holds back is not told twice'`,
  `create table etalase_delivery (
    id bigint generated always as identity constraint etalase_delivery_pk primary key,
    event_id uuid not null,
    webhook_id uuid not null,
    event text collate "C" not null,
    body text not null,
    state text collate "C" not null default 'menunggu',
    tries smallint not null default 0,
    next_try_at timestamptz not null default now(),
    created_at timestamptz not null default now(),
    finished_at timestamptz,
    outcome text collate "C",
    status smallint,
    ms integer,
    constraint etalase_delivery_webhook_fk foreign key (webhook_id) references etalase_webhook (id) on delete cascade,
    constraint etalase_delivery_state_ck check (state in ('menunggu', 'terkirim', 'gagal')),
    constraint etalase_delivery_finished_ck check ((finished_at is null) = (state = 'menunggu'))
  )`,
  `comment on table etalase_delivery is 'what each webhook was told, and how its last try ended; never what the receiver answered'`,
  `create index etalase_delivery_due_ix on etalase_delivery (next_try_at) where state = 'menunggu'`,
  `create index etalase_delivery_webhook_ix on etalase_delivery (webhook_id, id desc)`,
  ...auditedTable('etalase_webhook', {
    key: 'id',
    leaveOut: ['secret', 'told_until', 'told_digest'],
    changes: ['name', 'url', 'secret', 'disabled_at'],
  }),
];
