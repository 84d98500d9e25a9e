import { appendFileSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { AuditHeads } from '../../../src/access/audit/audit-heads.js';
import { recordEvent } from '../../../src/access/audit/audit-log.js';
import { checkTail, type TrailReport, verifyTrail } from '../../../src/access/audit/verify.js';
import { hashOf, TRAIL_COLUMNS, type TrailRow } from '../../../src/access/audit/trail.js';
import { EXIT_BROKEN, verifyAndTell } from '../../../src/cli/audit.command.js';
import { actAs } from '../../../src/shared/actor.js';
import type { Env } from '../../../src/shared/env.js';
import { KeyRing } from '../../../src/shared/keyring.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { temporaryEnv } from '../../support/temporary-env.js';

const CLERK = {
  kind: 'pengguna' as const,
  id: 'c0ffee',
  name: 'staf.contoh',
  role: 'biro-pbj',
  address: '192.0.2.7',
  requestId: 'r-1',
};

// What goes wrong with a head is logged; here it is meant to.
Logger.overrideLogger(false);

describe('the audit trail in the database', () => {
  let db: TestDatabase;
  let source: DataSource;
  let env: Env;

  beforeAll(async () => {
    db = await openTestDatabase();
    source = db.source;
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    env = temporaryEnv();
    await directly('delete from audit_entry');
    await source.query('delete from supplier_ukm_word');
    await directly('delete from audit_entry');
  });

  /** As somebody who owns the table can: with the triggers switched off. */
  async function directly(...statements: string[]): Promise<void> {
    await source.transaction(async (tx) => {
      await tx.query('alter table audit_entry disable trigger user');
      for (const statement of statements) await tx.query(statement);
      await tx.query('alter table audit_entry enable trigger audit_chain');
      await tx.query('alter table audit_entry enable always trigger audit_append_only');
      await tx.query('alter table audit_entry enable always trigger audit_no_truncate');
    });
  }

  async function write(count: number, action = 'test.happen'): Promise<void> {
    for (let n = 1; n <= count; n += 1)
      await recordEvent(source.manager, { action, objectKind: 'thing', objectId: String(n), after: { n, ä: 'ü "x"' } });
  }

  const stored = async (): Promise<TrailRow[]> => {
    const found = (await source.query(`select ${TRAIL_COLUMNS} from audit_entry order by audit_entry.seq`)) as (Omit<
      TrailRow,
      'seq'
    > & { seq: string })[];
    return found.map((row) => ({ ...row, seq: Number(row.seq) }));
  };
  const verify = (): Promise<TrailReport> =>
    verifyTrail(source.manager, { files: [env.auditHeadsFile], keys: KeyRing.open(env.keyFile) });
  const seal = (): Promise<void> => new AuditHeads(source, env).seal();

  async function cli(json = false, heads: string[] | null = null): Promise<{ code: number; text: string }> {
    const lines: string[] = [];
    const add = (line: string): void => void lines.push(line);
    const code = await verifyAndTell(source.manager, env, { heads, json }, { out: add, err: add });
    return { code, text: lines.join('\n') };
  }

  /** Writes rows `from` and later anew so that each fits and follows the one before. */
  async function chainAnew(from: number): Promise<void> {
    const rows = await stored();
    const updates: string[] = [];
    let prevHash = rows.find(({ seq }) => seq === from - 1)?.hash ?? '0'.repeat(64);
    for (const row of rows.filter(({ seq }) => seq >= from)) {
      const hash = hashOf(row, row.seq, prevHash);
      updates.push(`update audit_entry set prev_hash = '${prevHash}', hash = '${hash}' where seq = ${row.seq}`);
      prevHash = hash;
    }
    await directly(...updates);
  }

  const exchange = (a: number, b: number): string[] => [
    `update audit_entry set seq = -1 where seq = ${a}`,
    `update audit_entry set seq = ${a} where seq = ${b}`,
    `update audit_entry set seq = ${b} where seq = -1`,
  ];

  describe('is written', () => {
    it('with numbers from 1, and each row holds the hash of the one before', async () => {
      await write(4);
      const rows = await stored();
      expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
      expect(rows.map(({ prevHash }) => prevHash)).toEqual([
        '0'.repeat(64),
        ...rows.slice(0, 3).map((row) => row.hash),
      ]);
      expect(rows.map((row) => row.hash)).toEqual(rows.map((row) => hashOf(row)));
      expect(await verify()).toMatchObject({ whole: true, rows: 4, problems: [] });
    });

    it('with number, time and hashes of the database, whatever a client says', async () => {
      await write(1);
      await source.query(
        `insert into audit_entry (seq, at, actor_kind, actor_name, action, object_kind, prev_hash, hash)
         values (99, '2001-01-01', 'sistem', 'sistem', 'test.forge', 'thing', 'x', 'y')`,
      );
      const [first, second] = await stored();
      expect(second).toMatchObject({ seq: 2, prevHash: first?.hash });
      expect(Number(second?.at.slice(0, 4))).toBeGreaterThan(2020);
      expect((await verify()).whole).toBe(true);
    });

    it('and then neither changed, deleted nor emptied', async () => {
      await write(1);
      await expect(source.query(`update audit_entry set reason = 'x'`)).rejects.toThrow('append-only');
      await expect(source.query('delete from audit_entry')).rejects.toThrow('append-only');
      await expect(source.query('truncate audit_entry')).rejects.toThrow('append-only');
      expect(await stored()).toHaveLength(1);
    });

    it('with nothing of a transaction that was rolled back, and without a gap after it', async () => {
      await write(1);
      await expect(
        source.transaction(async (tx) => {
          await recordEvent(tx, { action: 'test.undone', objectKind: 'thing', objectId: null });
          await tx.query(`insert into supplier_ukm_word (word_key, word, umk) values ('x', 'X', 'no')`);
          throw new Error('half-way');
        }),
      ).rejects.toThrow('half-way');
      await write(1);
      expect((await stored()).map(({ seq, action }) => [seq, action])).toEqual([
        [1, 'test.happen'],
        [2, 'test.happen'],
      ]);
      expect((await verify()).whole).toBe(true);
    });
  });

  describe('records changes of rows', () => {
    const add = `insert into supplier_ukm_word (word_key, word, umk, decided_by) values ('kecil sekali', 'Kecil Sekali', 'yes', 'x')`;

    it('with who acts, whole when added or deleted, and only what differs when changed', async () => {
      await actAs(CLERK, () =>
        source.transaction(async (tx) => {
          await tx.query(add);
          await tx.query(`update supplier_ukm_word set umk = 'no' where word_key = 'kecil sekali'`);
          await tx.query(`update supplier_ukm_word set umk = 'no' where word_key = 'kecil sekali'`);
          await tx.query(`delete from supplier_ukm_word where word_key = 'kecil sekali'`);
        }),
      );
      const rows = await stored();
      expect(rows.map(({ action }) => action)).toEqual(['row.insert', 'row.update', 'row.delete']);
      for (const row of rows)
        expect(row).toMatchObject({
          actorKind: 'pengguna',
          actorId: 'c0ffee',
          actorName: 'staf.contoh',
          actorRole: 'biro-pbj',
          address: '192.0.2.7',
          requestId: 'r-1',
          objectKind: 'supplier_ukm_word',
          objectId: 'kecil sekali',
        });
      expect(rows[0]?.before).toBeNull();
      expect(JSON.parse(rows[0]?.after ?? '')).toMatchObject({ word: 'Kecil Sekali', umk: 'yes' });
      expect([rows[1]?.before, rows[1]?.after]).toEqual(['{"umk": "yes"}', '{"umk": "no"}']);
      expect(JSON.parse(rows[2]?.before ?? '')).toMatchObject({ word: 'Kecil Sekali', umk: 'no' });
      expect(rows[2]?.after).toBeNull();
    });

    it('as the system’s when nobody acts, also after somebody did on the same connection', async () => {
      await actAs(CLERK, () => source.transaction((tx) => tx.query(add)));
      await source.query(`update supplier_ukm_word set umk = 'no' where word_key = 'kecil sekali'`);
      await source.transaction((tx) => tx.query('delete from supplier_ukm_word'));
      expect((await stored()).map(({ actorKind }) => actorKind)).toEqual(['pengguna', 'sistem', 'sistem']);
    });

    it('without secrets, and an emptied table as such', async () => {
      await source.query(
        `insert into app_user (username, display_name, password_hash, role) values ('a', 'A', 'rahasia', 'admin')`,
      );
      await source.query(`update app_user set password_hash = 'rahasia lain'`);
      await source.query(`delete from app_user`);
      await source.query('truncate supplier_decision');
      const rows = await stored();
      expect(rows.map(({ action, objectKind }) => [action, objectKind])).toEqual([
        ['row.insert', 'app_user'],
        ['row.delete', 'app_user'],
        ['row.truncate', 'supplier_decision'],
      ]);
      expect(JSON.stringify(rows)).not.toContain('rahasia');
    });

    it('of satkers and perangkat daerah when a person decides, not when a proposal is made', async () => {
      await source.query(`insert into perangkat_daerah (klpd, name, origin) values ('D999', 'Dinas Usul', 'usulan')`);
      await source.query(
        `insert into satker_assignment (klpd, satker_key, perangkat_daerah_id, state)
         select 'D999', '1', id, 'usulan' from perangkat_daerah`,
      );
      await source.query(`update perangkat_daerah set name = 'Dinas Usulan'`);
      expect(await stored()).toEqual([]);
      await source.query(`update satker_assignment set state = 'dipastikan', decided_by = 'staf.contoh'`);
      await source.query(`update perangkat_daerah set name = 'Dinas', origin = 'staf'`);
      expect((await stored()).map(({ action, objectKind }) => [action, objectKind])).toEqual([
        ['row.update', 'satker_assignment'],
        ['row.update', 'perangkat_daerah'],
      ]);
      await source.query('delete from satker_assignment');
      await source.query('delete from perangkat_daerah');
    });
  });

  describe('that was tampered with', () => {
    it('names the altered row, and exits with 4', async () => {
      await write(6);
      await seal();
      expect(await cli()).toMatchObject({ code: 0, text: expect.stringContaining('Jejak audit utuh.') });
      await directly(`update audit_entry set actor_name = 'orang lain' where seq = 3`);
      expect((await verify()).problems).toEqual([{ kind: 'altered', seq: 3 }]);
      const { code, text } = await cli();
      expect(code).toBe(EXIT_BROKEN);
      expect(text).toContain('Catatan nomor 3 diubah');
    });

    it('names the deleted rows', async () => {
      await write(6);
      await seal();
      await directly('delete from audit_entry where seq in (3, 4)');
      expect((await verify()).problems).toEqual([{ kind: 'deleted', seq: 3, until: 4 }]);
      expect((await cli()).text).toContain('Catatan nomor 3 sampai 4 dihapus');
      await directly('update audit_entry set seq = seq - 2 where seq > 4');
      expect((await verify()).problems).toEqual([{ kind: 'deleted', seq: 3, until: 4, renumbered: true }]);
    });

    it('names both rows that changed places', async () => {
      await write(6);
      await seal();
      await directly(...exchange(2, 5));
      expect((await verify()).problems).toEqual([
        { kind: 'reordered', seq: 2, from: 5 },
        { kind: 'reordered', seq: 5, from: 2 },
      ]);
      expect((await cli()).text).toContain('yang berada di nomor 2 ditulis sebagai catatan nomor 5');
    });

    it('names where it was cut, and when that row was signed', async () => {
      await write(6);
      await seal();
      const sealed = (await stored()).length;
      await directly('delete from audit_entry where seq > 4');
      expect((await verify()).problems).toMatchObject([{ kind: 'cut', seq: sealed, until: 4 }]);
      const { code, text } = await cli();
      expect(code).toBe(EXIT_BROKEN);
      expect(text).toMatch(/catatan nomor 7 sudah disegel pada .*, tetapi jejak berakhir di nomor 4/);
      await directly('delete from audit_entry');
      expect((await verify()).problems).toMatchObject([{ kind: 'cut', seq: sealed, until: 0 }]);
    });

    it('names the first signed row that is another, though the chain was written anew', async () => {
      await write(2);
      await seal();
      await write(2);
      await seal();
      await write(1);
      await directly(`update audit_entry set actor_name = 'orang lain' where seq = 4`);
      await chainAnew(4);
      const report = await verify();
      expect(report.problems).toMatchObject([{ kind: 'rewritten', seq: 5, until: 3 }]);
      expect(report.heads).toMatchObject({ read: 2, fitting: 1, last: { seq: 3 } });
      expect((await cli()).text).toContain('terletak sesudah nomor 3');
      // Without the file the chain alone has nothing to say against it, and the trail itself tells of the file.
      rmSync(env.auditHeadsFile);
      expect((await verify()).problems).toEqual([{ kind: 'heads-missing', seq: 0 }]);
      expect((await cli()).code).toBe(EXIT_BROKEN);
    });

    it('names a trail that was cut and written on', async () => {
      await write(5);
      await seal();
      await directly('delete from audit_entry where seq > 3');
      await write(9, 'test.later');
      expect((await verify()).problems).toMatchObject([{ kind: 'rewritten', seq: 6, until: 0 }]);
    });

    it('names ten rows and counts the others', async () => {
      await write(25);
      await directly(`update audit_entry set actor_name = 'x' where seq > 5`);
      const { code, text } = await cli();
      expect(code).toBe(EXIT_BROKEN);
      expect(text.match(/Catatan nomor \d+ diubah/g)).toHaveLength(10);
      expect(text).toContain('dan 10 lagi');
      const told = JSON.parse((await cli(true)).text) as { whole: boolean; problems: object[]; more: number };
      expect(told).toMatchObject({ whole: false, rows: 25, more: 10 });
      expect(told.problems[0]).toMatchObject({ kind: 'altered', seq: 6 });
    });

    it('is seen by the quick check of the last rows', async () => {
      await write(8);
      expect(await checkTail(source.manager, 5)).toEqual({ rows: 5, problems: 0 });
      expect(await checkTail(source.manager, 100)).toEqual({ rows: 8, problems: 0 });
      await directly(`update audit_entry set reason = 'x' where seq = 6`);
      expect(await checkTail(source.manager, 5)).toEqual({ rows: 5, problems: 1 });
      expect(await checkTail(source.manager, 2)).toEqual({ rows: 2, problems: 0 });
    });
  });

  describe('has heads outside the database', () => {
    const lines = (): { seq: number; hash: string; at: string; keyId: string; signature: string }[] =>
      readFileSync(env.auditHeadsFile, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as ReturnType<typeof lines>[number]);

    it('one for each time that there was something new, for this user only', async () => {
      const heads = new AuditHeads(source, env);
      await heads.seal();
      expect(heads.state()).toEqual({ sealed: null, problem: null });
      await write(2);
      await heads.seal();
      await heads.seal();
      await write(1);
      await Promise.all([heads.seal(), heads.seal()]);
      const rows = await stored();
      expect(lines().map(({ seq, hash }) => [seq, hash])).toEqual([
        [3, rows[2]?.hash],
        [4, rows[3]?.hash],
      ]);
      expect(rows[2]).toMatchObject({ action: 'audit.heads', actorKind: 'sistem' });
      expect(Object.keys(lines()[0] ?? {})).toEqual(['at', 'seq', 'hash', 'keyId', 'signature']);
      if (process.platform !== 'win32') expect(statSync(env.auditHeadsFile).mode & 0o777).toBe(0o600);
    });

    it('that the next process goes on from', async () => {
      await write(1);
      await seal();
      await seal();
      expect(lines()).toHaveLength(1);
      await directly(`delete from audit_entry where seq = 2`);
      const next = new AuditHeads(source, env);
      await next.seal();
      expect(next.state().problem).toContain('nomor 2 yang disegel terakhir sudah tidak ada');
      // What is broken is not signed over, and the alarm stays.
      await write(2);
      await next.seal();
      expect(next.state().problem).toContain('nomor 2');
      expect(lines()).toHaveLength(1);
    });

    it('by the ring of the settings, where that is where the keys are', async () => {
      await write(1);
      const ring = { current: 'k-env', keys: { 'k-env': Buffer.alloc(32, 3).toString('base64') } };
      const settings = { ...env, encryptionKeys: JSON.stringify(ring) };
      await new AuditHeads(source, settings).seal();
      expect(lines().map(({ keyId }) => keyId)).toEqual(['k-env']);
    });

    it('never begun anew by a process that has written to it', async () => {
      await write(1);
      const heads = new AuditHeads(source, env);
      await heads.seal();
      rmSync(env.auditHeadsFile);
      await write(1);
      await heads.seal();
      expect(heads.state().problem).toContain('hilang');
    });

    it('that nobody else can sign', async () => {
      await write(3);
      await seal();
      await write(1);
      const [head] = lines();
      const rows = await stored();
      const last = { ...head, seq: 5, hash: rows[4]?.hash };
      appendFileSync(env.auditHeadsFile, `${JSON.stringify(last)}\nbukan json\n`);
      expect((await verify()).problems).toEqual([
        { kind: 'forged-head', seq: 2 },
        { kind: 'forged-head', seq: 3 },
      ]);
      expect((await cli()).text).toContain('Baris 2 berkas segel');
    });

    it('whose loss of the key file is told instead of making a new one', async () => {
      await write(1);
      await seal();
      rmSync(env.keyFile);
      const { code, text } = await cli();
      expect(code).toBe(2);
      expect(text).toContain('Berkas kunci');
    });

    it('and goes on when the file cannot be written, and says so', async () => {
      await write(1);
      const blocked = temporaryEnv();
      writeFileSync(`${blocked.dataDir}/audit`, 'a file where the folder should be');
      const heads = new AuditHeads(source, blocked);
      await heads.seal();
      expect(heads.state().problem).toContain('tidak dapat ditulis');
      expect(heads.state().sealed).toBeNull();
    });
  });
});
