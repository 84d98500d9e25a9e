import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What came in: one row per file that somebody handed over, what became of it, its issues, its bytes (encrypted), and
 * which imports stand on which. Rows of purchases and reference data carry the id of the batch; they live elsewhere.
 */
export class Ingestion1764000000005 implements MigrationInterface {
  name = 'Ingestion1764000000005';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `create table archive_file (
    id bigint generated always as identity constraint archive_file_pk primary key,
    sha256 text collate "C" not null,
    size bigint not null,
    chunks integer not null,
    stored_size bigint not null default 0,
    key_id text collate "C" not null,
    complete boolean not null default false,
    begun_at timestamptz not null default now(),
    constraint archive_file_sha256_ck check (sha256 ~ '^[0-9a-f]{64}$')
  )`,
  `comment on column archive_file.sha256 is 'of the file as it was handed over, before compression and encryption'`,
  `comment on column archive_file.complete is 'false while its chunks are being written; such a file is not offered'`,
  `create unique index archive_file_sha256_uq on archive_file (sha256) where complete`,
  `create table archive_chunk (
    file_id bigint not null,
    n integer not null,
    nonce bytea not null,
    tag bytea not null,
    bytes bytea not null,
    constraint archive_chunk_pk primary key (file_id, n),
    constraint archive_chunk_file_fk foreign key (file_id) references archive_file (id) on delete cascade
  )`,
  // The bytes are compressed already: trying again costs time and gains nothing.
  `alter table archive_chunk alter column bytes set storage external`,

  `create table import_batch (
    id bigint generated always as identity constraint import_batch_pk primary key,
    state text collate "C" not null default 'received',
    file_name text not null,
    byte_size bigint not null,
    sha256 text collate "C" not null,
    archive_id bigint not null,
    feed_asked text collate "C",
    feed_recognised text collate "C",
    feed text collate "C",
    format text collate "C",
    sheet text,
    headings text[] not null default '{}',
    unknown_columns text[] not null default '{}',
    told_year integer,
    told_snapshot_on date,
    snapshot_at timestamptz,
    snapshot_from text collate "C",
    complete_year boolean not null default false,
    confirmed boolean not null default false,
    created_by text not null,
    origin text collate "C" not null,
    received_at timestamptz not null default now(),
    started_at timestamptz,
    finished_at timestamptz,
    progress_rows bigint not null default 0,
    rows_read bigint not null default 0,
    rows_accepted bigint not null default 0,
    rows_unchanged bigint not null default 0,
    rows_repeated bigint not null default 0,
    rows_rejected bigint not null default 0,
    rows_unmatched bigint not null default 0,
    packages bigint not null default 0,
    total numeric(24,2) not null default 0,
    issues_total bigint not null default 0,
    issues_kept bigint not null default 0,
    issue_counts jsonb not null default '{}',
    refusal_code text collate "C",
    message text,
    confirm_reason text,
    warnings jsonb not null default '[]',
    touched jsonb not null default '[]',
    rerun_of bigint,
    replaced_by bigint,
    undone_by text,
    undone_at timestamptz,
    constraint import_batch_state_ck check (state in
      ('received', 'reading', 'applying', 'applied', 'refused', 'failed', 'interrupted', 'undone')),
    constraint import_batch_snapshot_from_ck check (snapshot_from in ('orang', 'berkas')),
    constraint import_batch_origin_ck check (origin in ('web', 'api', 'cli', 'demo')),
    constraint import_batch_counts_ck check (state <> 'applied'
      or rows_read = rows_accepted + rows_unchanged + rows_repeated + rows_rejected),
    constraint import_batch_archive_fk foreign key (archive_id) references archive_file (id),
    constraint import_batch_rerun_fk foreign key (rerun_of) references import_batch (id),
    constraint import_batch_replaced_fk foreign key (replaced_by) references import_batch (id)
  )`,
  `comment on column import_batch.rows_unmatched is
    'part of rows_accepted: satker, supplier or commodity not known yet; counted in every sum'`,
  `comment on column import_batch.total is 'rupiah; all purchases of the file after the rules of repetition, whatever their status'`,
  `comment on column import_batch.confirm_reason is 'what a person must confirm before this file is taken; null = nothing'`,
  `create index import_batch_state_ix on import_batch (state, id)`,
  `create index import_batch_sha256_ix on import_batch (sha256, id)`,

  `create table import_coverage (
    batch_id bigint not null,
    klpd text collate "C" not null,
    year integer not null,
    rows bigint not null,
    constraint import_coverage_pk primary key (batch_id, klpd, year),
    constraint import_coverage_batch_fk foreign key (batch_id) references import_batch (id) on delete cascade
  )`,
  `comment on table import_coverage is
    'readable rows of a file per KLPD and year; empty text and 0 = the row has none. The next file is held against it'`,
  `create index import_coverage_place_ix on import_coverage (klpd, year, batch_id)`,

  `create table import_issue (
    id bigint generated always as identity constraint import_issue_pk primary key,
    batch_id bigint not null,
    line bigint,
    column_name text,
    value text,
    code text collate "C" not null,
    severity text collate "C" not null,
    detail text,
    constraint import_issue_severity_ck check (severity in ('error', 'warning')),
    constraint import_issue_batch_fk foreign key (batch_id) references import_batch (id) on delete cascade
  )`,
  `comment on column import_issue.value is 'as the file has it, cut short, with personal data masked'`,
  `create index import_issue_batch_ix on import_issue (batch_id, severity, id)`,

  `create table import_dependency (
    batch_id bigint not null,
    stands_on bigint not null,
    constraint import_dependency_pk primary key (batch_id, stands_on),
    constraint import_dependency_batch_fk foreign key (batch_id) references import_batch (id) on delete cascade,
    constraint import_dependency_on_fk foreign key (stands_on) references import_batch (id),
    constraint import_dependency_self_ck check (batch_id <> stands_on)
  )`,
  `create index import_dependency_on_ix on import_dependency (stands_on)`,
];
