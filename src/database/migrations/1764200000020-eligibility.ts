import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditedTable } from './audited.js';

/** Decisions on eligibility that are kept, what they rest on, and facts that only a person can state. */
export class Eligibility1764200000020 implements MigrationInterface {
  name = 'Eligibility1764200000020';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `create table eligibility_statement (
    id bigint generated always as identity constraint eligibility_statement_pk primary key,
    enterprise_id bigint,
    product_id bigint,
    fact text collate "C" not null,
    part text collate "C" not null default '',
    value jsonb not null,
    source text not null,
    stated_on date not null,
    recorded_by text not null,
    recorded_at timestamptz not null default now(),
    constraint eligibility_statement_enterprise_fk foreign key (enterprise_id) references enterprise (id),
    constraint eligibility_statement_product_fk foreign key (product_id) references product (id),
    constraint eligibility_statement_one_ck check ((enterprise_id is null) <> (product_id is null)),
    constraint eligibility_statement_uq unique nulls not distinct (enterprise_id, product_id, fact, part)
  )`,
  `comment on table eligibility_statement is
    'facts for the rules that no other table holds (black list looked up, integrity pact, role ...), as stated, with source and day'`,
  `comment on column eligibility_statement.part is 'kind of the document or licence, where the fact is a list of them'`,
  `create index eligibility_statement_product_ix on eligibility_statement (product_id) where product_id is not null`,

  `create table eligibility_law (
    digest text collate "C" not null constraint eligibility_law_pk primary key,
    book jsonb not null,
    first_used_at timestamptz not null default now()
  )`,
  `comment on table eligibility_law is 'each state of the law files under which a decision was made, whole: a decision can be read with its law for ever'`,

  `create table eligibility_decision (
    id bigint generated always as identity constraint eligibility_decision_pk primary key,
    enterprise_id bigint not null,
    product_id bigint,
    platform text collate "C" not null,
    day date not null,
    decided_at timestamptz not null default now(),
    decided_by text not null,
    reason text collate "C" not null,
    facts jsonb not null,
    facts_digest text collate "C" not null,
    rule_set text collate "C",
    rule_versions jsonb not null,
    law_digest text collate "C" not null,
    outcome text collate "C" not null,
    states jsonb not null,
    readiness jsonb not null,
    requirements jsonb not null,
    warnings jsonb not null,
    valid_until date,
    print text collate "C" not null,
    previous_id bigint,
    changes jsonb not null,
    verification text collate "C" not null,
    constraint eligibility_decision_enterprise_fk foreign key (enterprise_id) references enterprise (id),
    constraint eligibility_decision_law_fk foreign key (law_digest) references eligibility_law (digest),
    constraint eligibility_decision_previous_fk foreign key (previous_id) references eligibility_decision (id),
    constraint eligibility_decision_platform_ck check (platform in ('v5', 'v6')),
    constraint eligibility_decision_reason_ck check (reason in ('permintaan', 'berkala')),
    constraint eligibility_decision_outcome_ck check (outcome in ('layak', 'layak-bersyarat', 'belum-lengkap', 'kedaluwarsa',
      'tidak-layak', 'tidak-berlaku')),
    constraint eligibility_decision_verification_uq unique (verification)
  )`,
  `comment on table eligibility_decision is
    'whether an enterprise, with a product or without one, may sell on a platform on a day: each with all that it rested on. Rows are never changed'`,
  `comment on column eligibility_decision.day is 'the day that was judged; the decision holds from it until a later one, or until valid_until'`,
  `comment on column eligibility_decision.outcome is 'state of the purpose katalog; the other purposes stand in states'`,
  `comment on column eligibility_decision.facts is 'each with its source and day; numbers of persons (NIK, NPWP) are not in it, only what was found about them'`,
  `comment on column eligibility_decision.print is 'digest of everything found: a new row is written only when it differs'`,
  `comment on column eligibility_decision.verification is 'random part of the address at which anybody may look up what is public of it'`,
  `create index eligibility_decision_subject_ix
    on eligibility_decision (enterprise_id, product_id, platform, day desc, id desc)`,
  `create index eligibility_decision_product_ix on eligibility_decision (product_id) where product_id is not null`,
  `create function eligibility_decision_kept() returns trigger language plpgsql as $$
  begin
    raise exception 'Decisions are kept as they were made' using errcode = 'restrict_violation';
  end $$`,
  `create trigger eligibility_decision_kept before update or delete on eligibility_decision
    for each row execute function eligibility_decision_kept()`,
  `create view eligibility_current as
    select distinct on (d.enterprise_id, d.product_id, d.platform) d.id as decision_id, d.enterprise_id, d.product_id, d.platform,
      d.outcome, d.states ->> 'umk-k' as umk_k, d.states ->> 'lokal' as lokal, d.states ->> 'ovop' as ovop, d.day, d.valid_until,
      d.decided_at
    from eligibility_decision d
    join enterprise e on e.id = d.enterprise_id and e.merged_into is null
    where d.product_id is null
      or exists (select 1 from product_maker m where m.product_id = d.product_id and m.enterprise_id = d.enterprise_id)
    order by d.enterprise_id, d.product_id, d.platform, d.day desc, d.id desc`,
  `comment on view eligibility_current is
    'the newest decision of each enterprise, alone (product_id null) and with each product it makes; outcome is out of date after valid_until'`,

  `create table eligibility_run (
    id bigint generated always as identity constraint eligibility_run_pk primary key,
    day date not null,
    started_at timestamptz not null default now(),
    finished_at timestamptz,
    after_id bigint not null default 0,
    judged integer not null default 0,
    written integer not null default 0,
    constraint eligibility_run_uq unique (day)
  )`,
  `comment on table eligibility_run is 'nightly re-assessment: how far it came, so that one that was cut short goes on'`,
  ...auditedTable('eligibility_statement', { key: 'id' }),
];
