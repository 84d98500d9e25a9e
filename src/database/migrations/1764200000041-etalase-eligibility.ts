import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Decisions on eligibility change listings too, where the rule asks for one. */
export class EtalaseEligibility1764200000041 implements MigrationInterface {
  name = 'EtalaseEligibility1764200000041';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create trigger etalase_follow_insert after insert on eligibility_decision referencing new table as rows_after
        for each statement execute function etalase_follow(
          'select ''produk'', s.product_id::text, not (s.state = ''tayang'' and s.verified)
           from %s c join product_search s on s.product_id = c.product_id')`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}
