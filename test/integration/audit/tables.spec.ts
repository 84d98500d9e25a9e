import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';

/** Tables whose changes are not recorded row by row, and why that is right. A new table belongs here or gets its triggers. */
const NOT_AUDITED: Readonly<Record<string, string>> = {
  app_session: 'sign-in and sign-out are events of their own; the rest is when a session was last seen',
  api_key_use: 'counts of what a key has used',
  archive_chunk: 'bytes of files; the import that brought them is recorded',
  archive_file: 'bytes of files; the import that brought them is recorded',
  audit_entry: 'the trail itself',
  data_version: 'a counter that tells caches that something changed',
  eligibility_decision: 'append-only: the row itself is the record, and nothing may change it',
  eligibility_law: 'append-only copies of the law files that decisions were made under',
  eligibility_run: 'how far the nightly re-assessment came',
  enterprise_file: 'scans of documents; the document that names one is recorded',
  etalase_change: 'when places and products last changed, written by triggers; the changes themselves are recorded',
  etalase_delivery: 'what receivers were told, written by the sender; who is told is recorded',
  etalase_usage: 'counts of looks at places and products, written by the service',
  import_coverage: 'what a file holds, written once by its import',
  import_dependency: 'which imports stand on which, written once by an import',
  import_issue: 'findings of an import, written by it',
  import_undone: 'which imports were taken back, written by the undo, which is recorded with the import',
  klpd_own_name: 'rebuilt from imports and decisions',
  message: 'what was said to a person; only the day on which it was read is ever written',
  message_outbox: 'where mails stand, written by the sender',
  eligibility_what_if: 'a calculation that decides nothing, removed after a day',
  onboarding_step: 'append-only: the row itself is the record of a step',
  ovop_listed: 'rebuilt from the OVOP list and the catalogue, which are recorded',
  ovop_mark: 'rebuilt from the OVOP list, which is recorded',
  password_reset: 'links on their way; making and using one are events',
  product_group: 'written from a file of the repository at start',
  product_search: 'rebuilt from products and what hangs on them, which are recorded',
  product_word: 'words of names that are recorded',
  product_purchase: 'rebuilt from purchases and the catalogue, which is recorded',
  purchase_confirmation: 'what a file says, written by its import',
  purchase_excluded: 'rebuilt from purchases',
  purchase_staged: 'rows of an import on their way in; empty while none runs',
  purchase_line: 'what a file says; append-only versions with the import that wrote them',
  reference_row: 'what a file says; append-only versions with the import that wrote them',
  satker_alias: 'rebuilt from reference data',
  schema_migration: 'written by migrations',
  sign_in_step: 'sign-ins between password and code',
  sign_in_throttle: 'counts of failed sign-ins; each failure is an event of its own',
  spending_cell: 'a sum, rebuilt from purchases',
  spending_package: 'a sum, rebuilt from purchases',
  seller_day: 'a sum, rebuilt from purchases',
  sold_product: 'rebuilt from purchases',
  participation_month: 'written once by the service itself, never by a person',
  participation_month_change: 'written by the service itself: what imports did to monthly figures',
  supplier_seen: 'rebuilt from purchases',
  supplier_state: 'rebuilt from feeds and decisions, which are recorded',
  wilayah_source: 'what the regions were loaded from',
  wilayah: 'written from a package of public data at start',
  totp_recovery_code: 'hashes of codes; making and using them are events',
  supplier_told: 'what a file says, written by its import',
};

describe('every table of the database', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await openTestDatabase();
  });
  afterAll(() => db.close());

  const names = async (sql: string): Promise<string[]> =>
    ((await db.source.query(sql)) as { name: string }[]).map(({ name }) => name);

  it('is recorded in the audit trail, or said here with a reason not to be', async () => {
    const audited = await names(
      `select distinct c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
       join pg_proc p on p.oid = t.tgfoid where p.proname = 'audit_change' order by 1`,
    );
    const tables = await names(
      `select tablename as name from pg_tables where schemaname = current_schema() order by tablename collate "C"`,
    );
    expect(audited).toEqual(
      expect.arrayContaining(['app_user', 'circular', 'import_batch', 'ovop_entry', 'purchase', 'satker_assignment']),
    );
    expect(tables.filter((name) => !audited.includes(name) && NOT_AUDITED[name] === undefined)).toEqual([]);
    expect(Object.keys(NOT_AUDITED).filter((name) => audited.includes(name) || !tables.includes(name))).toEqual([]);
  });

  it('that is recorded has its secrets left out', async () => {
    const secret = /password|secret|token|hash|cipher|nonce|salt/;
    const found = (await db.source.query(
      `select distinct c.relname as table, a.attname as column, encode(t.tgargs, 'escape') as args
       from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where p.proname = 'audit_change'`,
    )) as { table: string; column: string; args: string }[];
    // The fingerprints of files, and of what a purchase says, are no secrets.
    const open = new Set(['import_batch.sha256', 'purchase.content_hash', 'app_user.must_change_password']);
    const told = found
      .filter(({ column }) => secret.test(column))
      .filter(({ table, column }) => !open.has(`${table}.${column}`))
      .filter(({ column, args }) => !(args.split('\\000')[1] ?? '').split(',').includes(column))
      .map(({ table, column }) => `${table}.${column}`);
    expect(told).toEqual([]);
    expect(found.map(({ table, column }) => `${table}.${column}`)).toContain('app_user.password_hash');
  });
});
