import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The role of those who keep the catalogue: PMD, perindustrian, koperasi and the sector dinas. */
export class DinasPembina1764200000004 implements MigrationInterface {
  name = 'DinasPembina1764200000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table app_user drop constraint app_user_role_check');
    await runner.query(`alter table app_user add constraint app_user_role_check check (role in
      ('admin', 'biro-pbj', 'perangkat-daerah', 'pelaku-usaha', 'dinas-pariwisata', 'dinas-pembina', 'auditor'))`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}
