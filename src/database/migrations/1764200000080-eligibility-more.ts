import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The document that a statement rests on, and the first day of which decisions were kept. */
export class EligibilityMore1764200000080 implements MigrationInterface {
  name = 'EligibilityMore1764200000080';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `alter table eligibility_statement add column document_id bigint`,
  `alter table eligibility_statement add constraint eligibility_statement_document_fk
    foreign key (document_id) references enterprise_document (id) on delete set null`,
  `comment on column eligibility_statement.document_id is
    'the document of the enterprise that says so; null = none was named, or it was taken away'`,
  `create index eligibility_statement_document_ix on eligibility_statement (document_id) where document_id is not null`,
  `create index eligibility_decision_day_ix on eligibility_decision (day)`,
];
