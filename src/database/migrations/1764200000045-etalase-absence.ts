import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An inspection may also find that a place has no etalase at all, where none was ever on file. */
export class EtalaseAbsence1764200000045 implements MigrationInterface {
  name = 'EtalaseAbsence1764200000045';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `alter table etalase_inspection alter column etalase_id drop not null`,
  `alter table etalase_inspection add column place_id bigint`,
  `alter table etalase_inspection add constraint etalase_inspection_place_fk foreign key (place_id) references wisata_place (id)`,
  `alter table etalase_inspection add constraint etalase_inspection_of_ck
    check ((etalase_id is null) <> (place_id is null) and (place_id is null or result = 'tidak-ada'))`,
  `comment on column etalase_inspection.place_id is
    'of a place without any etalase on file, where somebody looked and found none; else null'`,
  `create index etalase_inspection_place_ix on etalase_inspection (place_id, inspected_on desc, id desc)
    where withdrawn_at is null and place_id is not null`,
];
