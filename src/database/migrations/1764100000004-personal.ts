import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditedTable } from './audited.js';

/**
 * Personal data: sealed values, the consents they stand on, what people ask to have corrected; and what becomes of the
 * bytes of archived files in time.
 */
export class Personal1764100000004 implements MigrationInterface {
  name = 'Personal1764100000004';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `create table personal_value (
    id uuid not null default gen_random_uuid() constraint personal_value_pk primary key,
    owner_kind text collate "C" not null,
    owner_id text collate "C" not null,
    field text collate "C" not null,
    key_id text collate "C" not null,
    nonce bytea not null,
    tag bytea not null,
    data bytea not null,
    match_key_id text collate "C" not null,
    match_hash bytea not null,
    last4 text not null,
    purpose text not null,
    basis text not null,
    consent_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint personal_value_owner_uq unique (owner_kind, owner_id, field)
  )`,
  `comment on table personal_value is
    'AES-256-GCM; the key lies outside the database. Owner and field are authenticated with the value'`,
  `comment on column personal_value.match_hash is 'HMAC-SHA-256 of the normalised value by the key match_key_id'`,
  `comment on column personal_value.last4 is 'the last four characters, all that is shown without opening the value'`,
  `create index personal_value_match_ix on personal_value (field, match_key_id, match_hash)`,
  `create index personal_value_key_ix on personal_value (key_id)`,

  `create table personal_consent (
    id bigint generated always as identity constraint personal_consent_pk primary key,
    owner_kind text collate "C" not null,
    owner_id text collate "C" not null,
    field text collate "C" not null,
    purpose text not null,
    wording text not null,
    given_at timestamptz not null default now(),
    withdrawn_at timestamptz
  )`,
  `comment on table personal_consent is 'what somebody agreed to, in the words they were shown; stays when it is withdrawn'`,
  `create unique index personal_consent_standing_uq on personal_consent (owner_kind, owner_id, field)
    where withdrawn_at is null`,

  `create table correction_request (
    id bigint generated always as identity constraint correction_request_pk primary key,
    user_id uuid not null,
    about text collate "C" not null,
    request text not null,
    state text collate "C" not null default 'diajukan',
    asked_at timestamptz not null default now(),
    answer text,
    answered_by text,
    answered_at timestamptz,
    constraint correction_request_user_fk foreign key (user_id) references app_user (id) on delete cascade,
    constraint correction_request_state_ck check (state in ('diajukan', 'dipenuhi', 'ditolak')),
    constraint correction_request_answer_ck check ((state = 'diajukan') = (answered_at is null))
  )`,
  `comment on column correction_request.request is 'with numbers and addresses of persons masked'`,
  `create index correction_request_user_ix on correction_request (user_id, id)`,
  `create index correction_request_open_ix on correction_request (id) where state = 'diajukan'`,

  `alter table archive_file add column removed_at timestamptz`,
  `comment on column archive_file.removed_at is 'when its bytes were removed by the rule of retention; null = they are there'`,
  // The same bytes handed over again after that are archived again.
  `drop index archive_file_sha256_uq`,
  `create unique index archive_file_sha256_uq on archive_file (sha256) where complete and removed_at is null`,
  `alter table archive_chunk add column key_id text collate "C"`,
  `comment on column archive_chunk.key_id is 'while a file is sealed anew piece by piece: the key of this piece; null = that of its file'`,
  ...auditedTable('personal_value', {
    key: 'id',
    leaveOut: ['key_id', 'nonce', 'tag', 'data', 'match_key_id', 'match_hash', 'last4', 'updated_at'],
  }),
  ...auditedTable('personal_consent', { key: 'id' }),
  // What people write about themselves is theirs.
  ...auditedTable('correction_request', { key: 'id', leaveOut: ['request', 'answer'] }),
];
