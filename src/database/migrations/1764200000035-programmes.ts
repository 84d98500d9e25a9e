import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditedTable } from './audited.js';

/** Programmes of pembinaan with who took part, the five-year roadmap, and targets of participation. */
export class Programmes1764200000035 implements MigrationInterface {
  name = 'Programmes1764200000035';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const TOUCHED = `version integer not null default 1,
    created_by text not null,
    created_at timestamptz not null default now(),
    updated_by text not null,
    updated_at timestamptz not null default now()`;

const UP = [
  `create table programme (
    id bigint generated always as identity constraint programme_pk primary key,
    name text not null,
    kind text collate "C" not null,
    field text collate "C",
    organiser text not null,
    duty text collate "C",
    task_force boolean not null default false,
    starts_on date not null,
    ends_on date,
    cancelled_on date,
    cancelled_why text,
    wilayah_code text collate "C",
    place text,
    budget numeric(20,2),
    source text,
    note text,
    ${TOUCHED},
    constraint programme_wilayah_fk foreign key (wilayah_code) references wilayah (code),
    constraint programme_name_uq unique (name, organiser, starts_on),
    constraint programme_period_ck check (ends_on is null or ends_on >= starts_on),
    constraint programme_cancelled_ck check ((cancelled_on is null) = (cancelled_why is null)),
    constraint programme_budget_ck check (budget >= 0)
  )`,
  `comment on table programme is
    'one activity of pembinaan: kind, field and duty are codes of config/reference/pembinaan; whether it runs is told by its days'`,
  `comment on column programme.wilayah_code is 'whom it was for: enterprises of that place; null = of the whole region'`,
  `create index programme_days_ix on programme (starts_on desc, id desc)`,
  `create table programme_participant (
    programme_id bigint not null,
    enterprise_id bigint not null,
    joined_on date not null,
    left_on date,
    note text,
    ${TOUCHED},
    constraint programme_participant_pk primary key (programme_id, enterprise_id),
    constraint programme_participant_programme_fk foreign key (programme_id) references programme (id),
    constraint programme_participant_enterprise_fk foreign key (enterprise_id) references enterprise (id),
    constraint programme_participant_period_ck check (left_on is null or left_on >= joined_on)
  )`,
  `comment on column programme_participant.joined_on is 'the day from which what became of it counts as afterwards'`,
  `create index programme_participant_enterprise_ix on programme_participant (enterprise_id)`,
  `create table roadmap (
    id bigint generated always as identity constraint roadmap_pk primary key,
    name text not null,
    first_year smallint not null,
    basis text,
    template_version integer not null,
    note text,
    ${TOUCHED},
    constraint roadmap_name_uq unique (name),
    constraint roadmap_year_ck check (first_year between 2000 and 2100)
  )`,
  `comment on column roadmap.basis is 'the regulation that set it (peraturan gubernur); null = not set yet'`,
  `create table roadmap_stage (
    roadmap_id bigint not null,
    year_no smallint not null,
    name text not null,
    activities text not null,
    agency text,
    progress text collate "C" not null default 'belum-diketahui',
    progress_on date,
    evidence text,
    ${TOUCHED},
    constraint roadmap_stage_pk primary key (roadmap_id, year_no),
    constraint roadmap_stage_roadmap_fk foreign key (roadmap_id) references roadmap (id),
    constraint roadmap_stage_year_ck check (year_no between 1 and 5),
    constraint roadmap_stage_progress_ck check (progress in ('belum-diketahui', 'belum', 'berjalan', 'selesai')),
    constraint roadmap_stage_progress_on_ck check (progress = 'belum-diketahui' or progress_on is not null)
  )`,
  `comment on column roadmap_stage.activities is 'one a line'`,
  `create table participation_target (
    id bigint generated always as identity constraint participation_target_pk primary key,
    metric text collate "C" not null,
    metric_version integer not null,
    year smallint not null,
    amount numeric(20,4) not null,
    basis text,
    note text,
    ${TOUCHED},
    constraint participation_target_uq unique (metric, metric_version, year),
    constraint participation_target_year_ck check (year between 2000 and 2100),
    constraint participation_target_amount_ck check (amount >= 0)
  )`,
  `comment on table participation_target is
    'what a metric is to reach in a year, by the version of its definition that it was set for; the unit is the metric''s'`,
  ...auditedTable('programme', { key: 'id', leaveOut: ['updated_at'] }),
  ...auditedTable('programme_participant', { key: ['programme_id', 'enterprise_id'], leaveOut: ['updated_at'] }),
  ...auditedTable('roadmap', { key: 'id', leaveOut: ['updated_at'] }),
  ...auditedTable('roadmap_stage', { key: ['roadmap_id', 'year_no'], leaveOut: ['updated_at'] }),
  ...auditedTable('participation_target', { key: 'id', leaveOut: ['updated_at'] }),
];
