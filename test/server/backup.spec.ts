import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AuditLog } from '../../src/access/audit/audit-log.js';
import { PersonalVault } from '../../src/access/personal/personal-vault.js';
import { reportChecksums } from '../../src/cli/report-checksums.js';
import { createDataSource } from '../../src/database/data-source.js';
import type { OpenDatabase } from '../../src/database/database.module.js';
import { startEmbedded } from '../../src/database/embedded.js';
import { KeyRing } from '../../src/shared/keyring.js';
import { aFolder, aLivedInApp, backup, NIK, restore } from '../integration/backup/support.js';
import { connect, describeOnServer, emptyDatabase } from './support/server.js';

const SETTINGS = { databasePool: 4, statementTimeoutMs: 60_000 };

describeOnServer('a backup between server and embedded database', () => {
  const folder = aFolder();
  let lived: Awaited<ReturnType<typeof aLivedInApp>>;
  beforeAll(async () => {
    lived = await aLivedInApp(); // on the server, since DATABASE_URL is set
  });
  afterAll(async () => {
    await lived.close();
    folder.remove();
  });

  const reports = ({ source }: Pick<OpenDatabase, 'source'>): Promise<unknown[]> =>
    source.transaction((tx) => reportChecksums(source, tx, lived.env, '2026-03-01'));
  const opens = async ({ source }: Pick<OpenDatabase, 'source'>): Promise<void> => {
    const vault = new PersonalVault(source, KeyRing.from(lived.env), new AuditLog());
    expect(await vault.findByValue('nik', NIK)).toEqual([{ kind: 'app_user', id: lived.ownerId }]);
    expect(await vault.showOwn({ kind: 'app_user', id: lived.ownerId }, 'nik')).toBe(NIK);
  };

  async function embedded(): Promise<OpenDatabase> {
    const started = await startEmbedded(null);
    const target = { kind: 'embedded', address: started.address } as const;
    const source = createDataSource(target, SETTINGS);
    await source.initialize();
    return {
      source,
      target,
      async close() {
        await source.destroy();
        await started.stop();
      },
    };
  }

  it('goes from the server to an embedded one and back, and every report stays the same', async () => {
    const before = await reports(lived);
    expect(before.length).toBeGreaterThanOrEqual(20);
    const fromServer = folder.path('dari-server');
    const serverSide: OpenDatabase = {
      source: lived.source,
      target: { kind: 'server', url: '' },
      close: async () => {},
    };
    expect(await backup(serverSide, lived.env, fromServer)).toMatchObject({ code: 0 });

    const small = await embedded();
    try {
      expect(await restore(small, lived.env, fromServer)).toMatchObject({ code: 0 });
      expect(await reports(small)).toEqual(before);
      await opens(small);
      const fromEmbedded = folder.path('dari-bawaan');
      expect(await backup(small, lived.env, fromEmbedded)).toMatchObject({ code: 0 });

      // One without even a schema: as a fresh machine has it.
      const fresh = await emptyDatabase();
      const { source } = fresh;
      try {
        const database: OpenDatabase = { source, target: { kind: 'server', url: fresh.url }, close: async () => {} };
        expect(await restore(database, lived.env, fromEmbedded)).toMatchObject({ code: 0 });
        expect(await reports(database)).toEqual(before);
        await opens(database);

        // Somebody else is at work on it: not now.
        const other = connect(fresh.url);
        await other.initialize();
        await other.query('select 1');
        // As the next command finds it: with one connection of its own.
        await source.destroy();
        await source.initialize();
        const busy = await restore(database, lived.env, fromEmbedded, { replace: true });
        await other.destroy();
        expect(busy).toMatchObject({ code: 3 });
        expect(busy.said).toContain('Hentikan semua proses aplikasi');
        expect(await reports(database)).toEqual(before);
        await source.destroy();
        await source.initialize();
        // What an administrator granted on the tables stays when they are filled anew.
        await source.query('grant select on spending_cell to public');
        expect(await restore(database, lived.env, fromEmbedded, { replace: true })).toMatchObject({ code: 0 });
        const [granted] = (await source.query(
          `select relacl::text like '%=r/%' as granted from pg_class where relname = 'spending_cell'`,
        )) as { granted: boolean }[];
        expect(granted?.granted).toBe(true);
      } finally {
        await fresh.close();
      }
    } finally {
      await small.close();
    }
  });
});
