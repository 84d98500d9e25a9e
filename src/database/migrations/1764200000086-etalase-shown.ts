import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What everybody may know of an etalase, its photo included, in one place for all who tell it. */
export class EtalaseShown1764200000086 implements MigrationInterface {
  name = 'EtalaseShown1764200000086';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `create view etalase_shown as
    select e.id, e.place_id, e.since, e.closed_on,
      json_build_object('name', e.name, 'location', e.location, 'since', e.since, 'inspectedOn', i.inspected_on,
        'photo', case when e.photo is not null and e.closed_on is null then json_build_object(
          'file', e.id || '-' || left(e.photo_sha256, 16) || '.webp', 'alt', e.photo_alt, 'width', e.photo_width,
          'height', e.photo_height) end) as told
    from physical_etalase e
    left join lateral (select i.inspected_on from etalase_inspection i where i.etalase_id = e.id and i.withdrawn_at is null
      order by i.inspected_on desc, i.id desc limit 1) i on true`,
  `comment on view etalase_shown is
    'what everybody may know of each etalase; its photo only while it is not closed, since its address answers no longer'`,
];
