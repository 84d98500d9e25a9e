import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditLog } from '../../../src/access/audit/audit-log.js';
import { PersonalVault } from '../../../src/access/personal/personal-vault.js';
import { reportChecksums } from '../../../src/cli/report-checksums.js';
import { checkBackup } from '../../../src/database/backup/backup-file.js';
import { tablesOf } from '../../../src/database/backup/schema.js';
import { checksumOf } from '../../../src/database/backup/table-rows.js';
import { Archive } from '../../../src/ingestion/archive.js';
import type { Env } from '../../../src/shared/env.js';
import { KeyRing } from '../../../src/shared/keyring.js';
import type { TestApp } from '../../support/app.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { aFolder, aLivedInApp, backup, NIK, restore } from './support.js';

const DAY = '2026-03-01';

describe('backup and restore', () => {
  let lived: TestApp & { ownerId: string; batchId: string };
  let env: Env;
  const folder = aFolder();
  const file = folder.path('cadangan.lokapasar');
  let made: { code: number; said: string };
  beforeAll(async () => {
    lived = await aLivedInApp();
    env = lived.env;
    made = await backup(databaseOf(lived), env, file);
  });
  afterAll(async () => {
    await lived.close();
    folder.remove();
  });

  const reports = (db: Pick<TestDatabase, 'source'>): Promise<unknown> =>
    db.source.transaction((tx) => reportChecksums(db.source, tx, env, DAY));

  /** Every table by its checksum, as text: equal = nothing changed. */
  const state = (db: Pick<TestDatabase, 'source'>): Promise<string> =>
    db.source.transaction(async (tx) => {
      const sums: string[] = [];
      for (const { name } of await tablesOf(tx)) sums.push(`${name} ${(await checksumOf(tx, name)).digest()}`);
      return sums.join('\n');
    });

  it('writes one file that only its owner reads, and says which key it needs and where that lies', async () => {
    expect(made).toMatchObject({ code: 0 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const keyId = KeyRing.from(env).currentKeyId;
    expect(made.said).toContain(env.keyFile);
    expect(made.said).toContain(`${keyId}: Data pribadi: 1`);
    const { header, reports: sums } = await checkBackup(file);
    expect(header.keys.map(({ id }) => id)).toEqual([keyId]);
    expect(sums?.length).toBeGreaterThanOrEqual(20); // two KLPD with data, nine dimensions and the compliance of each
    const text = gunzipSync(readFileSync(file)).toString('utf8');
    const { keys } = JSON.parse(readFileSync(env.keyFile, 'utf8')) as { keys: Record<string, string> };
    for (const key of Object.values(keys)) expect(text).not.toContain(key);
    expect(text).not.toContain(NIK);
    const [entry] = (await lived.source.query(
      `select count(*)::int as n from audit_entry where action = 'backup.make'`,
    )) as { n: number }[];
    expect(entry?.n).toBe(1);
    expect(text).toContain('backup.make');
  });

  it('never writes over a file, nor beside one that is half-written', async () => {
    const before = readFileSync(file);
    await expect(backup(databaseOf(lived), env, file)).resolves.toMatchObject({ code: 3 });
    expect(readFileSync(file).equals(before)).toBe(true);
    const other = folder.path('lain');
    writeFileSync(`${other}.sebagian`, '');
    const refused = await backup(databaseOf(lived), env, other);
    expect(refused).toMatchObject({ code: 3 });
    expect(refused.said).toContain('.sebagian sudah ada');
  });

  it('gives every report the same checksum after a restore into an empty database, and opens what was sealed', async () => {
    const before = await reports(lived);
    expect((before as unknown[]).length).toBeGreaterThanOrEqual(20);
    const fresh = await openTestDatabase();
    try {
      const restored = await restore(fresh.database, env, file);
      expect(restored).toMatchObject({ code: 0 });
      expect(await reports(fresh)).toEqual(before);
      const keys = KeyRing.from(env);
      const vault = new PersonalVault(fresh.source, keys, new AuditLog());
      const owner = { kind: 'app_user', id: lived.ownerId };
      expect(await vault.showOwn(owner, 'nik')).toBe(NIK);
      expect(await vault.findByValue('nik', NIK)).toEqual([owner]);
      const [archived] = (await fresh.source.query('select id::text, size::int from archive_file')) as {
        id: string;
        size: number;
      }[];
      let bytes = 0;
      for await (const piece of new Archive(fresh.source, keys).read(archived?.id ?? '')) bytes += piece.length;
      expect(bytes).toBe(archived?.size);
      // The trail came along and goes on behind it; new rows get new numbers.
      const actions = (await fresh.source.query('select action from audit_entry order by seq')) as { action: string }[];
      expect(actions.map(({ action }) => action)).toEqual(expect.arrayContaining(['backup.make', 'restore.done']));
      const [next] = (await fresh.source.query(`select nextval('purchase_id_seq')::int > max(id)::int as fresh
        from purchase`)) as { fresh: boolean }[];
      expect(next?.fresh).toBe(true);
    } finally {
      await fresh.close();
    }
  });

  it('brings values of every type back exactly, whatever characters they hold', async () => {
    const from = await openTestDatabase();
    const to = await openTestDatabase();
    const odd = folder.path('aneh');
    try {
      await from.source.query(`create type warna as enum ('merah', 'biru, "tua"')`);
      const table = `create table aneh (id bigint generated always as identity primary key, t text, b bytea, j jsonb,
        a text[], n numeric(24,6), ts timestamptz, d date, f double precision, i interval, w warna, u uuid, bo boolean,
        doubled bigint generated always as (id * 2) stored, self bigint references aneh (id))`;
      await from.source.query(table);
      await from.source.query(
        `insert into aneh (t, b, j, a, n, ts, d, f, i, w, u, bo, self) values
           ($1, decode('00ff5c22', 'hex'), $2, array['a,b', null, '{"x"}', '\\', ''], 123456789012345678.123456,
            '2026-01-01 00:00:00.123456+08', '0001-01-01', 0.1::float8 + 0.2, '1 mon 2 days 03:04:05.6', 'biru, "tua"',
            gen_random_uuid(), null, 2),
           ('', '', 'null', '{}', 'NaN', 'infinity', null, '-infinity', null, null, null, true, null)`,
        ['tab\t baris\n (a,"b") \\ \u2028 ∑ 🜁', JSON.stringify({ kunci: ['\\u0041', 1e100, null] })],
      );
      await expect(backup(from.database, env, odd)).resolves.toMatchObject({ code: 0 });
      // The other has the same table, made at another time.
      await to.source.query(`create type warna as enum ('merah', 'biru, "tua"')`);
      await to.source.query(table);
      const restored = await restore(to.database, env, odd);
      expect(restored).toMatchObject({ code: 0 });
      const rows = (db: TestDatabase): Promise<unknown> =>
        db.source.query('select a::text as r from aneh a order by id');
      expect(await rows(to)).toEqual(await rows(from));
      expect(await rows(to)).toHaveLength(2);
    } finally {
      await from.close();
      await to.close();
    }
  });

  describe('is refused, and the database stays as it was,', () => {
    let target: TestDatabase;
    let before: string;
    beforeAll(async () => {
      target = await openTestDatabase();
      await target.source.query(
        `insert into perangkat_daerah (klpd, name, origin) values ('D901', 'Dinas Semula', 'staf')`,
      );
      before = await state(target);
    });
    afterAll(() => target.close());

    const altered = (name: string, edit: (text: string) => string): string => {
      const path = folder.path(name);
      writeFileSync(path, gzipSync(edit(gunzipSync(readFileSync(file)).toString('utf8'))));
      return path;
    };
    /** With a trailer that fits again, as somebody would who knows how. */
    const resealed = (text: string): string => {
      const lines = text.split('\n').slice(0, -2);
      const sha256 = createHash('sha256')
        .update(`${lines.join('\n')}\n`)
        .digest('hex');
      return `${lines.join('\n')}\n${JSON.stringify({ trailer: { lines: lines.length, sha256 } })}\n`;
    };
    const attempt = async (path: string, settings: Partial<Env> = {}, replace = true): Promise<object> => {
      const answer = await restore(target.database, { ...env, ...settings }, path, { replace });
      return { ...answer, unchanged: (await state(target)) === before };
    };
    const refused = (why: RegExp): object => ({ code: 3, said: expect.stringMatching(why), unchanged: true });

    it('when the database holds something and nobody said to replace it', async () => {
      expect(await attempt(file, {}, false)).toEqual(refused(/tidak kosong \(perangkat_daerah\).*--replace/));
    });

    it('when the file is not there or is something else', async () => {
      expect(await attempt(folder.path('tidak-ada'))).toEqual(refused(/berkasnya tidak ada/));
      const other = folder.path('catatan.txt');
      writeFileSync(other, 'catatan');
      expect(await attempt(other)).toEqual(refused(/bukan cadangan/));
      const json = altered('json', () => '{"a":1}\n');
      expect(await attempt(json)).toEqual(refused(/bukan cadangan dari aplikasi ini/));
    });

    it('when the file was cut off, at any place', async () => {
      const whole = readFileSync(file);
      for (const share of [0.1, 0.5, 0.99]) {
        const cut = folder.path(`potong-${share}`);
        writeFileSync(cut, whole.subarray(0, Math.floor(whole.length * share)));
        expect(await attempt(cut)).toEqual(refused(/terpotong/));
      }
      const open = altered('tanpa-penutup', (text) => `${text.split('\n').slice(0, -2).join('\n')}\n`);
      expect(await attempt(open)).toEqual(refused(/penutupnya tidak ada/));
    });

    it('when a character was changed', async () => {
      const changed = altered('ubah', (text) => text.replace('Dinas Contoh', 'Dinas Conto0'));
      expect(await attempt(changed)).toEqual(refused(/sidik jari berbeda/));
    });

    it('when the file fits itself but not its own checksums of rows and reports', async () => {
      const row = altered('ubah-baris', (text) => resealed(text.replaceAll('Badan Kosong', 'Badan Penuh ')));
      expect(await attempt(row)).toEqual(refused(/isi tabel perangkat_daerah berbeda/));
      const sum = /("report":"spending 2025 D999 by satker","sha256":")[0-9a-f]{8}/;
      const report = altered('ubah-laporan', (text) => resealed(text.replace(sum, '$100000000')));
      expect(await attempt(report)).toEqual(refused(/laporan spending 2025 D999 by satker/));
    });

    it('when it comes from a newer version', async () => {
      const tomorrow = '"migrations":[{"name":"Esok2000000000000","timestamp":"2000000000000"},';
      const newer = altered('baru', (text) => resealed(text.replace('"migrations":[', tomorrow)));
      expect(await attempt(newer)).toEqual(refused(/versi aplikasi yang lebih baru.*Esok2000000000000/s));
    });

    it('when the key ring lacks a key, or has another of the same name: it names the key and the file', async () => {
      const keyId = KeyRing.from(env).currentKeyId;
      const keyFile = folder.path('kunci-lain.json');
      const missing = new RegExp(`"${keyId}" tidak ada di berkas kunci ${keyFile}.*--without-key ${keyId}`, 's');
      expect(await attempt(file, { keyFile })).toEqual(refused(missing));
      const other = Buffer.alloc(32, 7).toString('base64');
      writeFileSync(keyFile, JSON.stringify({ current: keyId, keys: { [keyId]: other } }));
      expect(await attempt(file, { keyFile })).toEqual(refused(new RegExp(`"${keyId}" lain isinya`)));
    });

    it('unless one says to go on without the key; then the rest is there', async () => {
      const keyId = KeyRing.from(env).currentKeyId;
      const without = { ...env, keyFile: folder.path('tidak-ada.json') };
      const answer = await restore(target.database, without, file, { replace: true, withoutKeys: [keyId] });
      expect(answer.code).toBe(0);
      expect(answer.said).toContain('Dilanjutkan tanpa kunci itu');
      expect(await reports(target)).toEqual(await reports(lived));
      const names = (await target.source.query('select name from perangkat_daerah order by name')) as {
        name: string;
      }[];
      expect(names.map(({ name }) => name)).toEqual(['Badan Kosong', 'Dinas Contoh']);
    });
  });

  it('takes an older file by its own level and then brings it up to date', async () => {
    const old = await openTestDatabase();
    const target = await openTestDatabase();
    const path = folder.path('lama');
    try {
      // As the database was before the last migration.
      await old.source.query('drop table personal_value, personal_consent, correction_request');
      await old.source.query('alter table archive_chunk drop column key_id');
      await old.source.query('alter table archive_file drop column removed_at');
      await old.source.query('create unique index archive_file_sha256_uq on archive_file (sha256) where complete');
      await old.source.query(`delete from schema_migration where name = 'Personal1764100000004'`);
      await old.source.query(`insert into ovop_entry (kind, value, value_key, label, valid_from)
        values ('kata', 'tenun', 'tenun', 'Tenun', '2024-01-01')`);
      const older = await backup(old.database, env, path);
      expect(older.said).toContain('sidik jari laporan tidak dibuat');
      const answer = await restore(target.database, env, path);
      expect(answer).toMatchObject({ code: 0 });
      expect(answer.said).toContain('Personal1764100000004');
      const [found] = (await target.source.query(
        `select (select count(*)::int from ovop_entry) as entries, (select count(*)::int from personal_value) as values,
           (select count(*)::int from schema_migration where name = 'Personal1764100000004') as migrated`,
      )) as object[];
      expect(found).toEqual({ entries: 1, values: 0, migrated: 1 });
    } finally {
      await old.close();
      await target.close();
    }
  });

  it('leaves the old content when it is stopped in the middle', async () => {
    const target = await openTestDatabase();
    try {
      await target.source.query(`insert into ovop_entry (kind, value, value_key, label, valid_from)
        values ('kata', 'semula', 'semula', 'Semula', '2024-01-01')`);
      const before = await state(target);
      // Half of the tables are loaded when a row comes that does not fit.
      await target.source.query('alter table purchase_line add constraint sempit check (row_no < 0) not valid');
      await expect(restore(target.database, env, file, { replace: true })).rejects.toThrow(/sempit/);
      expect(await state(target)).toBe(before);
      await target.source.query('alter table purchase_line drop constraint sempit');
      const [next] = (await target.source.query(`select nextval('purchase_id_seq')::int as n`)) as { n: number }[];
      expect(next?.n).toBe(1);
    } finally {
      await target.close();
    }
  });
});

function databaseOf(app: TestApp): TestDatabase['database'] {
  return { source: app.source, target: { kind: 'server', url: '' }, close: () => Promise.resolve() };
}
