import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit trail: one row per change or look, chained by hashes. */
export class Audit1764100000001 implements MigrationInterface {
  name = 'Audit1764100000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `create table audit_entry (
    seq bigint generated always as identity constraint audit_entry_pk primary key,
    at timestamptz not null default clock_timestamp(),
    actor_kind text not null,
    actor_id text,
    actor_name text not null,
    actor_role text,
    address text,
    request_id text,
    action text collate "C" not null,
    object_kind text collate "C" not null,
    object_id text,
    before jsonb,
    after jsonb,
    reason text
  )`,
];
