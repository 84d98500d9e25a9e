import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The office that answers for a place; assignments of whole villages and makers, with a reason, withdrawn rather than removed. */
export class EtalaseKeeping1764200000070 implements MigrationInterface {
  name = 'EtalaseKeeping1764200000070';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `alter table wisata_place add column responsible text`,
  `comment on column wisata_place.responsible is
    'the perangkat daerah that answers for the duty of an etalase here, as it is called; null = not told'`,

  `alter table etalase_assignment alter column product_id drop not null`,
  `alter table etalase_assignment add column wilayah_code text collate "C"`,
  `alter table etalase_assignment add column enterprise_id bigint`,
  `alter table etalase_assignment rename column note to reason`,
  `alter table etalase_assignment add column withdrawn_at timestamptz`,
  `alter table etalase_assignment add column withdrawn_by text`,
  `alter table etalase_assignment add column withdrawn_why text`,
  `alter table etalase_assignment add constraint etalase_assignment_wilayah_fk foreign key (wilayah_code) references wilayah (code)`,
  `alter table etalase_assignment add constraint etalase_assignment_enterprise_fk foreign key (enterprise_id) references enterprise (id)`,
  `alter table etalase_assignment add constraint etalase_assignment_of_ck check (num_nonnulls(product_id, wilayah_code, enterprise_id) = 1)`,
  `alter table etalase_assignment add constraint etalase_assignment_withdrawn_ck check ((withdrawn_at is null) = (withdrawn_why is null))`,
  // What was withdrawn may be assigned again from the same day.
  `alter table etalase_assignment drop constraint etalase_assignment_uq`,
  `create unique index etalase_assignment_uq on etalase_assignment (place_id, product_id, wilayah_code, enterprise_id, valid_from)
    nulls not distinct where withdrawn_at is null`,
  `create index etalase_assignment_enterprise_ix on etalase_assignment (enterprise_id)`,
  `comment on table etalase_assignment is
    'what a place shows before all others, in this order: a product, all of a village, or all of a maker; both days inside; withdrawn, never removed'`,
  `comment on column etalase_assignment.wilayah_code is 'every product of this village; else null'`,
  `comment on column etalase_assignment.enterprise_id is 'every product of this maker; else null'`,
  `create view etalase_assigned as
    select a.id, a.place_id, x.product_id, a.position, a.valid_from, a.valid_until
    from etalase_assignment a
    cross join lateral (
      select a.product_id where a.product_id is not null
      union all select v.product_id from product_village v where v.wilayah_code = a.wilayah_code
      union all select m.product_id from enterprise e join product_maker m on m.enterprise_id = e.id
        where e.id = a.enterprise_id or e.merged_into = a.enterprise_id) x
    where a.withdrawn_at is null`,
  `comment on view etalase_assigned is 'each product that an assignment means, once for each assignment'`,
];
