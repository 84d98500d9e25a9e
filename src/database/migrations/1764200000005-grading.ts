import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditedTable } from './audited.js';

/** Choosing and grading of products, stars, and what is stated about a sentra. */
export class Grading1764200000005 implements MigrationInterface {
  name = 'Grading1764200000005';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `create table product_selection (
    product_id bigint not null,
    list text collate "C" not null,
    code text collate "C" not null,
    answer text collate "C" not null,
    evidence text,
    assessor text,
    judged_on date,
    version integer not null default 1,
    recorded_by text not null,
    recorded_at timestamptz not null default now(),
    constraint product_selection_pk primary key (product_id, list, code),
    constraint product_selection_product_fk foreign key (product_id) references product (id),
    constraint product_selection_list_ck check (list in ('kriteria', 'unsur')),
    constraint product_selection_answer_ck check (answer in ('ya', 'tidak', 'belum-dinilai')),
    constraint product_selection_judged_ck check (answer = 'belum-dinilai' or (assessor is not null and judged_on is not null))
  )`,
  `comment on table product_selection is
    'the five criteria of choosing and the sixteen assessed elements; no row is as good as belum-dinilai, never tidak'`,

  `create table product_assessment (
    id bigint generated always as identity constraint product_assessment_pk primary key,
    product_id bigint not null,
    profile_code text collate "C" not null,
    profile_version integer not null,
    profile_print text collate "C" not null,
    state text collate "C" not null default 'terbuka',
    opened_by text not null,
    opened_at timestamptz not null default now(),
    closed_on date,
    closed_by text,
    closed_at timestamptz,
    due_on date,
    score_numerator numeric(40,0),
    score_denominator numeric(40,0),
    judged_weight integer,
    applicable_weight integer,
    total_weight integer,
    cancelled_on date,
    cancelled_by text,
    cancelled_why text,
    constraint product_assessment_product_fk foreign key (product_id) references product (id),
    constraint product_assessment_state_ck check (state in ('terbuka', 'ditutup', 'dibatalkan')),
    constraint product_assessment_closed_ck check (state <> 'ditutup' or (closed_on is not null and closed_by is not null
      and due_on is not null and judged_weight is not null and applicable_weight is not null and total_weight is not null)),
    constraint product_assessment_cancelled_ck check ((state = 'dibatalkan') = (cancelled_why is not null)),
    constraint product_assessment_score_ck check ((score_numerator is null) = (score_denominator is null)
      and score_numerator between 0 and score_denominator and score_denominator > 0)
  )`,
  `comment on table product_assessment is
    'one judging of a product by one version of a profile; frozen when it is closed, and a new judging is a new row'`,
  `comment on column product_assessment.profile_print is
    'fingerprint of the profile as it was: a file that was edited under its old number is another profile'`,
  `comment on column product_assessment.score_numerator is 'exact share of what can be reached; null = too little judged, never 0'`,
  `create unique index product_assessment_open_uq on product_assessment (product_id) where state = 'terbuka'`,
  `create index product_assessment_product_ix on product_assessment (product_id, closed_on desc, id desc)`,
  `create index product_assessment_profile_ix on product_assessment (profile_code, profile_version) where state = 'ditutup'`,

  `create table product_assessment_answer (
    assessment_id bigint not null,
    dimension text collate "C" not null,
    answer text collate "C" not null,
    level smallint,
    items smallint[],
    evidence text,
    assessor text,
    judged_on date,
    version integer not null default 1,
    recorded_by text not null,
    recorded_at timestamptz not null default now(),
    constraint product_assessment_answer_pk primary key (assessment_id, dimension),
    constraint product_assessment_answer_assessment_fk foreign key (assessment_id) references product_assessment (id),
    constraint product_assessment_answer_ck check (answer in ('dinilai', 'tidak-berlaku', 'belum-dinilai')),
    constraint product_assessment_answer_level_ck check (case answer
      when 'dinilai' then (level is null) <> (items is null) else level is null and items is null end),
    constraint product_assessment_answer_judged_ck check (answer = 'belum-dinilai' or (assessor is not null
      and judged_on is not null))
  )`,
  `comment on column product_assessment_answer.items is 'of a multiple choice: the items that hold; an empty list is an answer too'`,
  `create function product_assessment_frozen() returns trigger language plpgsql as $$
  begin
    if exists (select 1 from product_assessment a where a.id = coalesce(new.assessment_id, old.assessment_id)
               and a.state <> 'terbuka') then
      raise exception 'The assessment % is closed: its answers are frozen', coalesce(new.assessment_id, old.assessment_id)
        using errcode = 'restrict_violation';
    end if;
    return coalesce(new, old);
  end $$`,
  `create trigger product_assessment_answer_frozen before insert or update or delete on product_assessment_answer
    for each row execute function product_assessment_frozen()`,
  `create function product_assessment_closed_frozen() returns trigger language plpgsql as $$
  begin
    if old.state <> 'terbuka' and row(new.product_id, new.profile_code, new.profile_version, new.profile_print,
         new.closed_on, new.closed_by, new.due_on, new.score_numerator, new.score_denominator, new.judged_weight,
         new.applicable_weight, new.total_weight) is distinct from row(old.product_id, old.profile_code,
         old.profile_version, old.profile_print, old.closed_on, old.closed_by, old.due_on, old.score_numerator,
         old.score_denominator, old.judged_weight, old.applicable_weight, old.total_weight)
       or (old.state = 'ditutup' and new.state = 'terbuka') or (old.state = 'dibatalkan' and new.state <> 'dibatalkan') then
      raise exception 'The assessment % is closed: it is frozen', old.id using errcode = 'restrict_violation';
    end if;
    return new;
  end $$`,
  `create trigger product_assessment_closed before update on product_assessment
    for each row execute function product_assessment_closed_frozen()`,

  `create table product_star_decision (
    id bigint generated always as identity constraint product_star_decision_pk primary key,
    product_id bigint not null,
    scheme text collate "C" not null,
    stars smallint not null,
    decided_by text collate "C" not null,
    decided_on date not null,
    source text not null,
    note text,
    recorded_by text not null,
    recorded_at timestamptz not null default now(),
    withdrawn_at timestamptz,
    withdrawn_by text,
    withdrawn_why text,
    constraint product_star_decision_product_fk foreign key (product_id) references product (id),
    constraint product_star_decision_scheme_ck check (scheme in ('1-5', '1-3')),
    constraint product_star_decision_stars_ck check (stars between 1 and case scheme when '1-5' then 5 else 3 end),
    constraint product_star_decision_by_ck check (decided_by in ('kementerian', 'biro')),
    constraint product_star_decision_withdrawn_ck check ((withdrawn_at is null) = (withdrawn_why is null))
  )`,
  `comment on table product_star_decision is
    'stars as the ministry or the bureau gave them, with the scheme they belong to; never computed from a score'`,
  `create unique index product_star_decision_uq on product_star_decision (product_id, scheme, decided_on)
    where withdrawn_at is null`,
  `create index product_star_decision_product_ix on product_star_decision (product_id, decided_on desc, id desc)
    where withdrawn_at is null`,
  `create view product_star as
    select distinct on (product_id) product_id, scheme, stars, decided_on from product_star_decision
    where withdrawn_at is null order by product_id, decided_on desc, id desc`,
  `comment on view product_star is 'the newest star of each product; stars of two schemes are never compared'`,

  `create table sentra_statement (
    sentra_id bigint not null,
    condition text collate "C" not null,
    answer text collate "C" not null,
    evidence text,
    stated_by text,
    stated_on date,
    version integer not null default 1,
    recorded_by text not null,
    recorded_at timestamptz not null default now(),
    constraint sentra_statement_pk primary key (sentra_id, condition),
    constraint sentra_statement_sentra_fk foreign key (sentra_id) references sentra (id),
    constraint sentra_statement_answer_ck check (answer in ('ya', 'tidak', 'belum-diketahui')),
    constraint sentra_statement_stated_ck check (answer = 'belum-diketahui' or (evidence is not null and stated_by is not null
      and stated_on is not null))
  )`,
  `comment on table sentra_statement is 'what is stated, with evidence, where a criterion cannot be counted'`,
  `create table sentra_champion (
    sentra_id bigint not null,
    enterprise_id bigint not null,
    evidence text not null,
    stated_on date not null,
    recorded_by text not null,
    recorded_at timestamptz not null default now(),
    constraint sentra_champion_pk primary key (sentra_id, enterprise_id),
    constraint sentra_champion_sentra_fk foreign key (sentra_id) references sentra (id),
    constraint sentra_champion_enterprise_fk foreign key (enterprise_id) references enterprise (id)
  )`,
  `comment on table sentra_champion is 'a main enterprise that is willing to guide others; it counts while it is a member'`,
  `create index sentra_champion_enterprise_ix on sentra_champion (enterprise_id)`,
  ...auditedTable('product_selection', { key: ['product_id', 'list', 'code'] }),
  ...auditedTable('product_assessment', { key: 'id' }),
  ...auditedTable('product_assessment_answer', { key: ['assessment_id', 'dimension'] }),
  ...auditedTable('product_star_decision', { key: 'id' }),
  ...auditedTable('sentra_statement', { key: ['sentra_id', 'condition'] }),
  ...auditedTable('sentra_champion', { key: ['sentra_id', 'enterprise_id'] }),
];
