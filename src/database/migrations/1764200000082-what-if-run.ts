import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calculations of a proposed change of law over many enterprises: how far one came, and what it found. */
export class WhatIfRun1764200000082 implements MigrationInterface {
  name = 'WhatIfRun1764200000082';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `create table eligibility_what_if (
    id bigint generated always as identity constraint eligibility_what_if_pk primary key,
    asked_by text not null,
    question jsonb not null,
    state text collate "C" not null default 'berjalan',
    total integer not null,
    done integer not null default 0,
    judged integer not null default 0,
    answer jsonb,
    asked_at timestamptz not null default now(),
    beat_at timestamptz not null default now(),
    finished_at timestamptz,
    constraint eligibility_what_if_state_ck check (state in ('berjalan', 'selesai', 'dibatalkan', 'gagal')),
    constraint eligibility_what_if_answer_ck check ((answer is not null) = (state = 'selesai'))
  )`,
  `comment on table eligibility_what_if is
    'a proposed change of law laid over everybody, in the background; removed after a day. It decides nothing'`,
  `comment on column eligibility_what_if.beat_at is 'when its process last wrote how far it came: one that is silent is dead'`,
  `create unique index eligibility_what_if_one_uq on eligibility_what_if (state) where state = 'berjalan'`,
];
