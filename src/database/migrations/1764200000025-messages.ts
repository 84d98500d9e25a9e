import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Messages to people, and the mails that go with them. */
export class Messages1764200000025 implements MigrationInterface {
  name = 'Messages1764200000025';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `create table message (
    id bigint generated always as identity constraint message_pk primary key,
    user_id uuid not null,
    kind text collate "C" not null,
    title text not null,
    body text not null,
    link text,
    once_key text collate "C",
    created_at timestamptz not null default now(),
    read_at timestamptz,
    constraint message_user_fk foreign key (user_id) references app_user (id),
    constraint message_once_uq unique (user_id, once_key),
    constraint message_link_ck check (link like '/%')
  )`,
  `comment on column message.once_key is 'of messages with one key a person gets the first only; null = any number'`,
  `create index message_user_ix on message (user_id, id)`,
  `create index message_unread_ix on message (user_id) where read_at is null`,

  `create table message_outbox (
    message_id bigint not null constraint message_outbox_pk primary key,
    state text collate "C" not null default 'menunggu',
    tries smallint not null default 0,
    next_try_at timestamptz not null default now(),
    sent_at timestamptz,
    constraint message_outbox_message_fk foreign key (message_id) references message (id),
    constraint message_outbox_state_ck check (state in ('menunggu', 'terkirim', 'tanpa-alamat', 'gagal'))
  )`,
  `comment on table message_outbox is 'the mail of each message and where it stands; the address is looked up when it is sent'`,
  `create index message_outbox_due_ix on message_outbox (next_try_at) where state = 'menunggu'`,
];
