import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A target is of one figure of its metric: of sellers, or of the micro and small among them. */
export class TargetFigure1764200000050 implements MigrationInterface {
  name = 'TargetFigure1764200000050';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `alter table participation_target add column figure text collate "C" not null default ''`,
  // Rewritten rather than updated: nobody changed a target.
  `alter table participation_target alter column figure type text collate "C" using case metric
     when 'M07' then 'listedUmk' when 'M08' then 'umkCompleted' when 'M09' then 'imk' when 'M10' then 'listedUmkGrowth'
     when 'M12' then 'localShare' when 'P01' then 'sellers' when 'P02' then 'transactions' when 'P03' then 'value'
     when 'P04' then 'productsSold' when 'P07' then 'retention' when 'P13' then 'umkShare' else metric end`,
  `alter table participation_target alter column figure drop default`,
  `alter table participation_target drop constraint participation_target_uq`,
  `alter table participation_target
     add constraint participation_target_uq unique (metric, metric_version, figure, year)`,
  `comment on column participation_target.figure is 'which figure of the metric, as src/participation/programmes names it'`,
];
