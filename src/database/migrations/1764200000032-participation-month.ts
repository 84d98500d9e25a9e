import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each monthly figure was last held against: the figure itself is never overwritten. */
export class ParticipationMonth1764200000032 implements MigrationInterface {
  name = 'ParticipationMonth1764200000032';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table participation_month
         add column seen_version bigint not null default 0,
         add column seen_batch bigint not null default 0`,
    );
    await runner.query(
      `comment on column participation_month.seen_version is 'data version and newest import when the figure was last worked out again'`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}
