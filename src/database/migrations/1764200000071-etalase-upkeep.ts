import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditedTable } from './audited.js';

/** Rules of listings by day; when an etalase was closed and opened again; visitors of a place; how long a sight of an etalase counts. */
export class EtalaseUpkeep1764200000071 implements MigrationInterface {
  name = 'EtalaseUpkeep1764200000071';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `alter table etalase_rule add column valid_from date not null default date '2000-01-01'`,
  `alter table etalase_rule add column valid_until date`,
  `alter table etalase_rule add column reason text`,
  `alter table etalase_rule add column withdrawn_at timestamptz`,
  `alter table etalase_rule add column withdrawn_by text`,
  `alter table etalase_rule add column withdrawn_why text`,
  `alter table etalase_rule add constraint etalase_rule_period_ck check (valid_until is null or (valid_until >= valid_from and place_id is not null))`,
  `alter table etalase_rule add constraint etalase_rule_withdrawn_ck check ((withdrawn_at is null) = (withdrawn_why is null))`,
  `drop index etalase_rule_place_uq`,
  `create unique index etalase_rule_place_uq on etalase_rule (coalesce(place_id, 0), valid_from) where withdrawn_at is null`,
  `comment on table etalase_rule is
    'which products a place shows: rows without a place for all, rows of its own for a place that differs; of each the latest that has begun holds'`,
  `comment on column etalase_rule.valid_until is 'last day of a rule of one place; after it the general rule holds; null = until another begins'`,

  `alter table physical_etalase add column photo_width integer`,
  `alter table physical_etalase add column photo_height integer`,
  `create table physical_etalase_opening (
    id bigint generated always as identity constraint physical_etalase_opening_pk primary key,
    etalase_id bigint not null,
    kind text collate "C" not null,
    on_day date not null,
    reason text not null,
    recorded_by text not null,
    recorded_at timestamptz not null default now(),
    constraint physical_etalase_opening_etalase_fk foreign key (etalase_id) references physical_etalase (id),
    constraint physical_etalase_opening_kind_ck check (kind in ('tutup', 'buka'))
  )`,
  `comment on table physical_etalase_opening is 'each closing and opening again of an etalase, with day and reason; never changed'`,
  `create index physical_etalase_opening_ix on physical_etalase_opening (etalase_id, id)`,

  `create table wisata_visit (
    id bigint generated always as identity constraint wisata_visit_pk primary key,
    place_id bigint not null,
    period_from date not null,
    period_until date not null,
    visitors integer not null,
    foreign_visitors integer,
    source text not null,
    note text,
    recorded_by text not null,
    recorded_at timestamptz not null default now(),
    withdrawn_at timestamptz,
    withdrawn_by text,
    withdrawn_why text,
    constraint wisata_visit_place_fk foreign key (place_id) references wisata_place (id),
    constraint wisata_visit_period_ck check (period_until >= period_from),
    constraint wisata_visit_year_ck check (extract(year from period_from) = extract(year from period_until)),
    constraint wisata_visit_visitors_ck check (visitors >= 0 and foreign_visitors between 0 and visitors),
    constraint wisata_visit_withdrawn_ck check ((withdrawn_at is null) = (withdrawn_why is null))
  )`,
  `comment on table wisata_visit is
    'how many people visited a place in a period, as somebody counted or estimated them; periods of one place never overlap; withdrawn, never removed'`,
  `comment on column wisata_visit.foreign_visitors is 'of these from abroad; null = not told, never 0'`,
  `create index wisata_visit_place_ix on wisata_visit (place_id, period_from) where withdrawn_at is null`,

  `create table etalase_duty_setting (
    id bigint generated always as identity constraint etalase_duty_setting_pk primary key,
    valid_from date not null,
    days integer not null,
    reason text not null,
    decided_by text not null,
    decided_at timestamptz not null default now(),
    withdrawn_at timestamptz,
    withdrawn_by text,
    withdrawn_why text,
    constraint etalase_duty_setting_days_ck check (days between 1 and 3660),
    constraint etalase_duty_setting_withdrawn_ck check ((withdrawn_at is null) = (withdrawn_why is null))
  )`,
  `comment on table etalase_duty_setting is
    'for how many days a sight of an etalase counts, as the bureau decided; before its first row config/reference/etalase-duty.yaml holds'`,
  `create unique index etalase_duty_setting_uq on etalase_duty_setting (valid_from) where withdrawn_at is null`,
  ...auditedTable('physical_etalase_opening', { key: 'id' }),
  ...auditedTable('wisata_visit', { key: 'id' }),
  ...auditedTable('etalase_duty_setting', { key: 'id' }),
];
