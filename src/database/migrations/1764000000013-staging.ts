import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Packages on their way in wait in a table of their own: they are written into `purchase` once, when they count, and not
 * first into all its indexes and then again with every change of a pointer.
 */
export class Staging1764000000013 implements MigrationInterface {
  name = 'Staging1764000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table purchase_staged (
        id bigint not null constraint purchase_staged_pk primary key,
        batch_id bigint not null,
        feed text collate "C" not null,
        source text collate "C" not null,
        source_key text collate "C" not null,
        variant text collate "C" not null,
        detail_rank smallint not null,
        klpd text collate "C" not null,
        klpd_name text,
        year integer not null,
        package_no text,
        name text,
        rup_codes text[] not null,
        funds text[] not null,
        accounts text[] not null,
        satker_ref text collate "C" not null,
        satker_code text collate "C",
        satker_text text collate "C",
        satker_name text,
        status text,
        status_key text collate "C" not null,
        shipment_status text,
        ordered_on date,
        row_updated_at timestamptz,
        snapshot_at timestamptz,
        declared_total numeric(20,2),
        expected_lines integer
      )`,
    );
    await runner.query(
      `comment on table purchase_staged is 'packages of an import that is not applied yet; empty while none runs'`,
    );
    // An import that was cut off under the version before may have left its rows where they were staged then.
    await runner.query(
      `delete from purchase_line l using purchase p
       where p.id = l.purchase_id and not p.is_current and p.superseded_by is null`,
    );
    await runner.query(`delete from purchase where not is_current and superseded_by is null`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}
