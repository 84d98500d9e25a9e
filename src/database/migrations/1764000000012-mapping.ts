import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A perangkat daerah that turned out to be another one keeps its code and name, which lead to that one from then on. */
export class Mapping1764000000012 implements MigrationInterface {
  name = 'Mapping1764000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table perangkat_daerah add column merged_into bigint
         constraint perangkat_daerah_merged_fk references perangkat_daerah (id)`,
    );
    await runner.query(`create index satker_assignment_pd_ix on satker_assignment (perangkat_daerah_id)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}
