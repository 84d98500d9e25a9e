import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditedTable } from './audited.js';

/**
 * The audit trail: one row per change or look, numbered without gaps and chained by hashes. Rows are only ever added;
 * number, time and hashes are the database's own, whatever a client says. Changes of the tables in which people decide
 * something are recorded by triggers.
 */
export class Audit1764100000001 implements MigrationInterface {
  name = 'Audit1764100000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const CIRCULAR_PARTS = [
  'circular_addressee',
  'circular_obligation',
  'circular_exemption',
  'circular_revision',
] as const;

const UP = [
  `create table audit_entry (
    seq bigint not null constraint audit_entry_pk primary key,
    at timestamptz not null,
    actor_kind text collate "C" not null,
    actor_id text collate "C",
    actor_name text collate "C" not null,
    actor_role text collate "C",
    address text collate "C",
    request_id text collate "C",
    action text collate "C" not null,
    object_kind text collate "C" not null,
    object_id text collate "C",
    before jsonb,
    after jsonb,
    reason text,
    prev_hash text collate "C" not null,
    hash text collate "C" not null,
    constraint audit_entry_actor_kind_ck check (actor_kind in ('pengguna', 'kunci', 'publik', 'cli', 'sistem'))
  )`,
  `comment on table audit_entry is 'append-only; each row holds the hash of the one before it (docs/audit.md)'`,
  `comment on column audit_entry.hash is 'SHA-256 (hex) of all other columns, written one after another with their lengths'`,
  `create index audit_entry_at_ix on audit_entry (at)`,
  `create index audit_entry_actor_ix on audit_entry (actor_name, seq)`,
  `create index audit_entry_action_ix on audit_entry (action, seq)`,
  `create index audit_entry_object_ix on audit_entry (object_kind, object_id, seq)`,

  // One value of the hashed text: its length in bytes and itself, so that no two rows can be written alike.
  `create function audit_part(value text) returns text language sql immutable parallel safe as $$
    select coalesce(octet_length(value)::text || ':' || value, '-') || ','
  $$`,
  // The lock makes writers queue up for the end of the chain; the row is looked up anew once it is held. It is taken by
  // an assignment, which costs less than a query a row.
  `create function audit_chain() returns trigger language plpgsql as $$
    declare
      last_seq bigint;
      nothing text;
    begin
      nothing := pg_advisory_xact_lock(7163450912874001)::text;
      select e.seq, e.hash into last_seq, new.prev_hash from audit_entry e order by e.seq desc limit 1;
      new.seq := coalesce(last_seq, 0) + 1;
      new.at := clock_timestamp();
      new.prev_hash := coalesce(new.prev_hash, repeat('0', 64));
      new.hash := encode(sha256(convert_to(
        'audit-1,' || audit_part(new.seq::text)
        || audit_part(to_char(new.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
        || audit_part(new.actor_kind) || audit_part(new.actor_id) || audit_part(new.actor_name)
        || audit_part(new.actor_role) || audit_part(new.address) || audit_part(new.request_id)
        || audit_part(new.action) || audit_part(new.object_kind) || audit_part(new.object_id)
        || audit_part(new.before::text) || audit_part(new.after::text) || audit_part(new.reason)
        || audit_part(new.prev_hash), 'UTF8')), 'hex');
      return new;
    end $$`,
  `create trigger audit_chain before insert on audit_entry for each row execute function audit_chain()`,

  `create function audit_refuse() returns trigger language plpgsql as $$
    begin
      raise exception 'The audit trail is append-only: % on audit_entry is refused (jejak audit hanya dapat ditambah)', tg_op
        using errcode = 'insufficient_privilege';
    end $$`,
  `create trigger audit_append_only before update or delete on audit_entry
     for each row execute function audit_refuse()`,
  `create trigger audit_no_truncate before truncate on audit_entry for each statement execute function audit_refuse()`,
  // Replication and restores switch ordinary triggers off; these stay.
  `alter table audit_entry enable always trigger audit_append_only`,
  `alter table audit_entry enable always trigger audit_no_truncate`,

  // Who acts, as the app said when the transaction began; without it nobody asked for this.
  `create function audit_actor() returns jsonb language sql stable as $$
    select coalesce(nullif(current_setting('lokapasar.actor', true), '')::jsonb,
      '{"kind": "sistem", "name": "sistem"}'::jsonb)
  $$`,
  // Argument 0: key columns, argument 1: columns to leave out; both with commas between.
  `create function audit_change() returns trigger language plpgsql as $$
    declare
      hidden text[] := string_to_array(tg_argv[1], ',');
      actor jsonb := audit_actor();
      whole jsonb;
      told_before jsonb;
      told_after jsonb;
      id text;
    begin
      if tg_op = 'DELETE' then whole := to_jsonb(old); else whole := to_jsonb(new); end if;
      if tg_op = 'INSERT' then told_after := whole - hidden;
      elsif tg_op = 'DELETE' then told_before := whole - hidden;
      else
        select jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, n.value) into told_before, told_after
        from jsonb_each(to_jsonb(old) - hidden) o join jsonb_each(whole - hidden) n on n.key = o.key
        where o.value is distinct from n.value;
        if told_after is null then return null; end if;
      end if;
      if position(',' in tg_argv[0]) = 0 then id := whole->>tg_argv[0];
      else
        select string_agg(whole->>k.name, ':' order by k.place) into id
        from unnest(string_to_array(tg_argv[0], ',')) with ordinality k(name, place);
      end if;
      insert into audit_entry (actor_kind, actor_id, actor_name, actor_role, address, request_id, action, object_kind,
        object_id, before, after)
      values (actor->>'kind', actor->>'id', actor->>'name', actor->>'role', actor->>'address', actor->>'requestId',
        'row.' || lower(tg_op), tg_table_name, id, told_before, told_after);
      return null;
    end $$`,
  `create function audit_truncation() returns trigger language plpgsql as $$
    declare
      actor jsonb := audit_actor();
    begin
      insert into audit_entry (actor_kind, actor_id, actor_name, actor_role, address, request_id, action, object_kind)
      values (actor->>'kind', actor->>'id', actor->>'name', actor->>'role', actor->>'address', actor->>'requestId',
        'row.truncate', tg_table_name);
      return null;
    end $$`,

  // Also what a later migration adds to the table.
  ...auditedTable('app_user', { key: 'id', leaveOut: ['password_hash', 'email_sealed'] }),
  ...auditedTable('instance_setting', { key: 'id', leaveOut: ['updated_at'] }),
  ...auditedTable('status_rule', { key: 'id' }),
  // Proposals come and go with every import; what a person named, merged or confirmed is an act.
  ...auditedTable('perangkat_daerah', {
    key: 'id',
    when: (row) => `${row}.origin = 'staf' or ${row}.merged_into is not null`,
  }),
  ...auditedTable('satker_assignment', { key: 'id', when: (row) => `${row}.state = 'dipastikan'` }),
  ...auditedTable('supplier_decision', { key: 'id' }),
  ...auditedTable('supplier_ukm_word', { key: 'word_key' }),
  ...auditedTable('ovop_entry', { key: 'id' }),
  ...auditedTable('circular', { key: 'id', leaveOut: ['updated_at'] }),
  ...CIRCULAR_PARTS.flatMap((table) => auditedTable(table, { key: 'id' })),
  ...auditedTable('import_batch', {
    key: 'id',
    leaveOut: [
      'progress_rows',
      'headings',
      'unknown_columns',
      'warnings',
      'touched',
      'issue_counts',
      'issues_kept',
      'message',
      'confirm_reason',
    ],
    changes: [
      'state',
      'feed_asked',
      'told_year',
      'told_snapshot_on',
      'complete_year',
      'confirmed',
      'replaced_by',
      'undone_by',
    ],
  }),
  // Purchases are what files say; what staff decide about one is the exception.
  ...auditedTable('purchase', { key: 'id', events: ['update'], changes: ['missing_decision'] }),
];
