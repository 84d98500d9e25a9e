import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SignInThrottleService } from '../../src/access/throttle.js';
import { UsersService } from '../../src/access/users.service.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { Locks } from '../../src/shared/locks.js';
import { json, v5Packages } from '../integration/ingestion/support.js';
import { type AppProcess, type Clerk, type ImportJson, ready, signIn, startApp } from './support/processes.js';
import {
  describeOnServer,
  emptyDatabase,
  type ServerDatabase,
  somebodyWaits,
  until,
  whileFiguresAreHeld,
} from './support/server.js';

const PASSWORD = 'kuda pantai senja biru';

interface SpendingJson {
  total: { packages: number; committed: { value: string } };
}

describeOnServer('two processes of the app on one database', () => {
  let db: ServerDatabase;
  let folder: string;
  let one: AppProcess;
  let other: AppProcess;
  let clerk: Clerk;
  let admin: Clerk;
  beforeAll(async () => {
    db = await emptyDatabase();
    folder = mkdtempSync(join(tmpdir(), 'lokapasar-processes-'));
    // The key that seals archived files is shared; each has a folder of its own, as on two machines.
    const settings = { KEY_FILE: join(folder, 'keyring.json') };
    [one, other] = await Promise.all([
      startApp(db.url, join(folder, 'one'), settings),
      startApp(db.url, join(folder, 'other'), settings),
    ]);
    await Promise.all([ready(one), ready(other)]);
    const users = new UsersService(db.source, new Locks(db.source), new SignInThrottleService(db.source));
    await users.addWithPassword({ username: 'petugas', displayName: 'Petugas Contoh', role: 'biro-pbj' }, PASSWORD);
    await users.addWithPassword({ username: 'pengelola', displayName: 'Pengelola Contoh', role: 'admin' }, PASSWORD);
    clerk = await signIn(one, 'petugas', PASSWORD);
    admin = await signIn(other, 'pengelola', PASSWORD);
  });
  afterAll(async () => {
    await Promise.all([one.cut(), other.cut()]);
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const committed = async (app: AppProcess): Promise<SpendingJson['total']> =>
    (await clerk.json<SpendingJson>(app, '/api/v1/spending?by=source&year=2025')).total;

  it('that start at once on an empty database migrate it once, each step once', async () => {
    const done = (await db.source.query('select name from schema_migration order by id')) as { name: string }[];
    expect(done.map(({ name }) => name)).toEqual(MIGRATIONS.map((migration) => migration.name));
  });

  it('make the first administrator once, and one of them tells the password', async () => {
    const admins = (await db.source.query(`select username from app_user where username = 'admin'`)) as unknown[];
    expect(admins).toHaveLength(1);
    const told = [one, other].filter((app) => /Kata sandi: +\S+/.test(app.output()));
    expect(told).toHaveLength(1);
  });

  it('import a file that one was handed once, and both show it', async () => {
    const id = await clerk.upload(one, 'belanja.json', json(v5Packages(1, 30)));
    expect(await clerk.finished(other, id)).toMatchObject({ state: 'applied', packages: 30, total: '18000000.30' });
    const [lines] = (await db.source.query('select count(*)::int as n from purchase_line')) as { n: number }[];
    expect(lines).toEqual({ n: 90 });
    for (const app of [one, other])
      expect(await committed(app)).toMatchObject({ packages: 30, committed: { value: '18000000.30' } });
    expect(await (await clerk.get(other, `/api/v1/imports/${id}/file`)).text()).toBe(json(v5Packages(1, 30)));
  });

  it('take files at the same moment and apply them one after another', async () => {
    const ids = await whileFiguresAreHeld(db.source, async () => {
      const handed = await Promise.all([
        clerk.upload(one, 'satu.json', json(v5Packages(31, 60))),
        clerk.upload(other, 'dua.json', json(v5Packages(61, 90))),
      ]);
      await somebodyWaits(db.source);
      const states = await Promise.all(handed.map((id) => clerk.json<ImportJson>(one, `/api/v1/imports/${id}`)));
      expect(states.map(({ state }) => state).toSorted()).toEqual(['applying', 'received']);
      return handed;
    });
    for (const id of ids) expect(await clerk.finished(one, id)).toMatchObject({ state: 'applied', packages: 30 });
    expect(await committed(other)).toMatchObject({ packages: 90, committed: { value: '54000000.90' } });
  });

  it('show a setting that one was told, though the other keeps settings for half a minute', async () => {
    const of = async (app: AppProcess): Promise<string | null> =>
      (await admin.json<{ klpdName: string | null }>(app, '/api/v1/settings')).klpdName;
    expect(await of(one)).toBeNull();
    const told = {
      klpdCode: null,
      klpdName: 'Provinsi Contoh',
      province: null,
      timeZone: 'Asia/Makassar',
      fiscalYear: 2025,
      letterhead: [],
    };
    const answer = await admin.send(other, 'PUT', '/api/v1/settings', told);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('Provinsi Contoh')]);
    await until('the other to know', async () => (await of(one)) === 'Provinsi Contoh', 10_000);
  });

  it('lose one of them in the middle of an import: the other says so, and imports the file from the archive', async () => {
    const before = await committed(other);
    const id = await whileFiguresAreHeld(db.source, async () => {
      const handed = await clerk.upload(one, 'belanja.json', json(v5Packages(91, 120)));
      await somebodyWaits(db.source);
      await one.cut();
      return handed;
    });
    const next = await clerk.upload(other, 'lain.json', json(v5Packages(121, 140)));
    expect((await clerk.finished(other, next)).state).toBe('applied');
    expect(await clerk.finished(other, id)).toMatchObject({
      state: 'interrupted',
      message: expect.stringMatching(/terputus .* tidak berubah/),
    });
    expect(await committed(other)).toMatchObject({ packages: before.packages + 20 });

    const again = await clerk.send(other, 'POST', `/api/v1/imports/${id}/rerun`, {});
    expect(again.status).toBe(202);
    const { id: fresh } = (await again.json()) as ImportJson;
    expect(await clerk.finished(other, fresh)).toMatchObject({ state: 'applied', packages: 30 });
    expect(await committed(other)).toMatchObject({ packages: before.packages + 50 });
  });
});
