import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditedTable } from './audited.js';

/** What was counted elsewhere and is quoted with its day and source: states of the catalogue, populations, monthly figures. */
export class CatalogueSnapshot1764200000031 implements MigrationInterface {
  name = 'CatalogueSnapshot1764200000031';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `create table catalogue_snapshot (
    id bigint generated always as identity constraint catalogue_snapshot_pk primary key,
    on_day date not null,
    catalogue text collate "C" not null,
    source text not null,
    sellers integer,
    umk integer,
    menengah integer,
    non_umkm integer,
    etalase integer,
    products integer,
    note text,
    created_by text not null,
    created_at timestamptz not null default now(),
    constraint catalogue_snapshot_catalogue_ck check (catalogue in ('lokal', 'v5', 'v6', 'semua')),
    constraint catalogue_snapshot_counts_ck check (least(sellers, umk, menengah, non_umkm, etalase, products) >= 0),
    constraint catalogue_snapshot_any_ck
      check (coalesce(sellers, umk, menengah, non_umkm, etalase, products) is not null),
    constraint catalogue_snapshot_uq unique (on_day, catalogue)
  )`,
  `comment on table catalogue_snapshot is
    'how many stood in a catalogue on a day, as somebody counted it; null = not counted. Purchases never fill it'`,
  `create table population_figure (
    id bigint generated always as identity constraint population_figure_pk primary key,
    name text not null,
    amount integer not null,
    on_day date,
    source text not null,
    limits text not null,
    created_by text not null,
    created_at timestamptz not null default now(),
    constraint population_figure_amount_ck check (amount > 0),
    constraint population_figure_uq unique nulls not distinct (name, on_day)
  )`,
  `comment on table population_figure is 'populations of UMK by other sources, as denominators beside one another; on_day null = undated'`,
  `create table participation_month (
    month date not null,
    key text collate "C" not null,
    metric text collate "C" not null,
    metric_version integer not null,
    klpd text collate "C" not null default '',
    value numeric(24,4),
    data_version bigint not null,
    taken_at timestamptz not null default now(),
    constraint participation_month_pk primary key (klpd, month, key, metric_version),
    constraint participation_month_first_ck check (extract(day from month) = 1)
  )`,
  `comment on table participation_month is
    'figures of participation from 1 January to the end of a month, as they were when the month was first closed; never overwritten'`,
  `comment on column participation_month.value is 'count, rupiah or percent by its key; null = not available'`,
  `create table participation_month_change (
    id bigint generated always as identity constraint participation_month_change_pk primary key,
    klpd text collate "C" not null,
    month date not null,
    key text collate "C" not null,
    metric_version integer not null,
    before_value numeric(24,4),
    after_value numeric(24,4),
    batches bigint[] not null default '{}',
    data_version bigint not null,
    seen_at timestamptz not null default now()
  )`,
  `comment on table participation_month_change is
    'what later imports or decisions made of a monthly figure; batches = imports applied or undone since it was last looked at'`,
  `create index participation_month_change_ix on participation_month_change (klpd, month, key)`,
  ...auditedTable('catalogue_snapshot', { key: 'id' }),
  ...auditedTable('population_figure', { key: 'id' }),
];
