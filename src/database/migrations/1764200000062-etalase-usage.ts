import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often each tourism place and product was looked at: counts a day, of nobody. */
export class EtalaseUsage1764200000062 implements MigrationInterface {
  name = 'EtalaseUsage1764200000062';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `create table etalase_usage (
    day date not null,
    subject text collate "C" not null,
    key text collate "C" not null,
    channel text collate "C" not null,
    client text collate "C" not null,
    answered bigint not null,
    unchanged bigint not null,
    constraint etalase_usage_pk primary key (day, subject, key, channel, client),
    constraint etalase_usage_subject_ck check (subject in ('wisata', 'produk')),
    constraint etalase_usage_channel_ck check (channel in ('api', 'halaman')),
    constraint etalase_usage_count_ck check (answered >= 0 and unchanged >= 0)
  )`,
  `comment on table etalase_usage is 'requests for a place or product on a day of the region; no address, no browser, nobody'`,
  `comment on column etalase_usage.client is 'id of the API key that asked, or tanpa-kunci'`,
  `comment on column etalase_usage.unchanged is 'of them answered with 304, beside answered (200)'`,
  `create index etalase_usage_key_ix on etalase_usage (subject, key, day)`,
];
