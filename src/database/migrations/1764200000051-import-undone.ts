import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which imports were taken back and when the figures followed, so that a figure that changed can say why. */
export class ImportUndone1764200000051 implements MigrationInterface {
  name = 'ImportUndone1764200000051';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `create table import_undone (
    batch_id bigint not null constraint import_undone_pk primary key,
    klpds text[] collate "C",
    data_version bigint not null,
    undone_at timestamptz not null default now()
  )`,
  `comment on table import_undone is 'imports that were applied and taken back, with the data version that came of it'`,
  `comment on column import_undone.klpds is 'whose purchases it changed; null = it held reference data, which everybody''s figures rest on'`,
  `alter table participation_month_change add column undone bigint[] not null default '{}'`,
  `comment on column participation_month_change.batches is 'imports applied since it was last looked at'`,
  `comment on column participation_month_change.undone is 'imports taken back since it was last looked at'`,
];
