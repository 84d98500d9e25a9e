import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The states that an order was in before, found by its key: a release of open data tells each of them. */
export class OpenData1764200000010 implements MigrationInterface {
  name = 'OpenData1764200000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index purchase_history_ix on purchase (source, source_key, variant, id) where superseded_by is not null`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}
