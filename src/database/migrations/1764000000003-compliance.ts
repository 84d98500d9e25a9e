import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Circulars: whom they bind, what they oblige to, who is exempt, and every version that was ever in force. The codes
 * are those of the data model of circulars; further kinds of obligations widen a check, phases and relations are
 * tables of their own.
 */
export class Compliance1764000000003 implements MigrationInterface {
  name = 'Compliance1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `create table circular (
    id bigint generated always as identity constraint circular_pk primary key,
    klpd text collate "C",
    type text not null,
    number text,
    subject text not null,
    issuer_position text not null,
    issued_on date,
    effective_from date not null,
    effective_to date,
    state text not null,
    note text,
    document_sha256 text,
    version integer not null,
    created_by text,
    created_at timestamptz not null default now(),
    updated_by text,
    updated_at timestamptz not null default now(),
    constraint circular_type_ck check (type in ('surat_edaran', 'instruksi_gubernur', 'peraturan_gubernur',
      'keputusan_gubernur', 'surat_sekda', 'surat_biro', 'arahan_lisan')),
    constraint circular_issuer_ck check (issuer_position in ('gubernur', 'wakil_gubernur', 'penjabat_gubernur',
      'sekretaris_daerah', 'asisten', 'kepala_biro', 'bupati', 'wali_kota')),
    constraint circular_state_ck check (state in ('draf', 'terbit')),
    constraint circular_period_ck check (effective_to is null or effective_to >= effective_from),
    constraint circular_document_ck check (document_sha256 ~ '^[0-9a-f]{64}$')
  )`,
  `create index circular_period_ix on circular (effective_from, effective_to)`,

  `create table circular_addressee (
    id bigint generated always as identity constraint circular_addressee_pk primary key,
    circular_id bigint not null,
    perangkat_daerah_id bigint, -- null = every perangkat daerah of the KLPD
    excluded boolean not null,
    constraint circular_addressee_uq unique (circular_id, perangkat_daerah_id),
    constraint circular_addressee_excluded_ck check (not excluded or perangkat_daerah_id is not null),
    constraint circular_addressee_circular_fk foreign key (circular_id) references circular (id) on delete cascade
  )`,

  `create table circular_obligation (
    id bigint generated always as identity constraint circular_obligation_pk primary key,
    circular_id bigint not null,
    place integer not null,
    code text collate "C" not null,
    title text not null,
    kind text not null,
    numerator text not null,
    denominator text not null, -- which transactions count; procurement-budget divides by the budget instead
    threshold numeric(20,2) not null, -- percent (0 to 100) for porsi_nilai, rupiah for nilai_minimum
    account_prefixes text[] not null,
    sources text[] not null,
    constraint circular_obligation_uq unique (circular_id, code),
    constraint circular_obligation_kind_ck check (kind in ('porsi_nilai', 'nilai_minimum')),
    constraint circular_obligation_numerator_ck check (numerator in ('umk', 'ovop', 'umk-and-ovop')),
    constraint circular_obligation_denominator_ck
      check (denominator in ('completed', 'committed', 'procurement-budget')),
    constraint circular_obligation_threshold_ck
      check (threshold > 0 and (kind <> 'porsi_nilai' or threshold <= 100)),
    constraint circular_obligation_budget_ck check (kind = 'porsi_nilai' or denominator <> 'procurement-budget'),
    constraint circular_obligation_circular_fk foreign key (circular_id) references circular (id) on delete cascade
  )`,

  `create table circular_exemption (
    id bigint generated always as identity constraint circular_exemption_pk primary key,
    circular_id bigint not null,
    perangkat_daerah_id bigint not null,
    obligation_code text collate "C", -- null = every obligation of the circular
    valid_from date not null,
    valid_to date,
    reason text not null,
    decided_by text,
    constraint circular_exemption_period_ck check (valid_to is null or valid_to >= valid_from),
    constraint circular_exemption_circular_fk foreign key (circular_id) references circular (id) on delete cascade
  )`,
  `create index circular_exemption_circular_ix on circular_exemption (circular_id)`,

  // Every version of a circular as it stood, the present one included.
  `create table circular_revision (
    id bigint generated always as identity constraint circular_revision_pk primary key,
    circular_id bigint not null,
    version integer not null,
    content jsonb not null,
    change_note text,
    changed_by text,
    changed_at timestamptz not null default now(),
    constraint circular_revision_uq unique (circular_id, version),
    constraint circular_revision_circular_fk foreign key (circular_id) references circular (id) on delete cascade
  )`,
];
