import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { SignInThrottleService } from '../../src/access/throttle.js';
import { UsersService } from '../../src/access/users.service.js';
import { runMigrations } from '../../src/database/database.module.js';
import { PurchasingIntake } from '../../src/purchasing/intake/purchasing-intake.js';
import { Refresh } from '../../src/purchasing/refresh.js';
import { Locks } from '../../src/shared/locks.js';
import { Signals } from '../../src/shared/signals.js';
import { aPurchase } from '../factories/purchases.js';
import { json, v5Packages } from '../integration/ingestion/support.js';
import { type AppProcess, type Clerk, ready, signIn, startApp } from './support/processes.js';
import {
  connect,
  describeOnServer,
  migratedDatabase,
  type ServerDatabase,
  somebodyWaits,
  whileFiguresAreHeld,
  whileFiguresAreLocked,
} from './support/server.js';

const TIMEOUT_MS = 1000;
const PASSWORD = 'kuda pantai senja biru';
/** Long enough for the server to have ended whatever it would end. */
const wellBeyond = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2.5 * TIMEOUT_MS));

describeOnServer(`a statement timeout of ${TIMEOUT_MS} ms`, () => {
  let db: ServerDatabase;
  let impatient: DataSource;
  let folder: string;
  let app: AppProcess;
  let clerk: Clerk;
  beforeAll(async () => {
    db = await migratedDatabase();
    impatient = connect(db.url, TIMEOUT_MS);
    await impatient.initialize();
    folder = mkdtempSync(join(tmpdir(), 'lokapasar-timeouts-'));
    app = await ready(await startApp(db.url, folder, { STATEMENT_TIMEOUT_MS: String(TIMEOUT_MS) }));
    const users = new UsersService(db.source, new Locks(db.source), new SignInThrottleService(db.source));
    await users.addWithPassword({ username: 'petugas', displayName: 'Petugas Contoh', role: 'biro-pbj' }, PASSWORD);
    clerk = await signIn(app, 'petugas', PASSWORD);
  });
  afterAll(async () => {
    await app.cut();
    await impatient.destroy();
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('ends a query that takes longer, and the connection serves on', async () => {
    const begun = Date.now();
    await expect(impatient.query('select pg_sleep(20)')).rejects.toMatchObject({ driverError: { code: '57014' } });
    expect(Date.now() - begun).toBeLessThan(10_000);
    await expect(impatient.query('select 1 as one')).resolves.toEqual([{ one: 1 }]);
  });

  it('does not end a migration', async () => {
    const holder = db.source.createQueryRunner();
    await holder.startTransaction();
    await holder.query('lock table schema_migration in access exclusive mode');
    const migrating = runMigrations(impatient);
    const outcome = Promise.allSettled([migrating]);
    await wellBeyond();
    await holder.rollbackTransaction();
    await holder.release();
    expect(await outcome).toEqual([{ status: 'fulfilled', value: [] }]);
  });

  it('answers the API 503 with a code and nothing of the inside', async () => {
    const answer = await whileFiguresAreLocked(db.source, () => clerk.get(app, '/api/v1/spending?by=source&year=2025'));
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ status: 503, code: 'request.took-too-long' });
    expect(text).not.toMatch(/QueryFailed|statement timeout|select |spending_cell|node_modules|\.[jt]s\b/i);
    expect((await clerk.get(app, '/api/v1/spending?by=source&year=2025')).status).toBe(200);
  });

  it('answers a page 503 in plain words and nothing of the inside', async () => {
    const answer = await whileFiguresAreLocked(db.source, () => clerk.get(app, '/belanja', 'text/html'));
    expect(answer.status).toBe(503);
    const html = await answer.text();
    expect(html).toContain('Layanan sedang sibuk');
    expect(html).toContain('memakan waktu terlalu lama');
    expect(html).not.toMatch(/QueryFailed|statement timeout|spending_cell|node_modules|\bat .+:\d+:\d+/i);
    expect((await clerk.get(app, '/belanja', 'text/html')).status).toBe(200);
  });

  it('does not cut an import that takes longer to apply, nor its undoing', async () => {
    const id = await whileFiguresAreHeld(db.source, async () => {
      const uploaded = await clerk.upload(app, 'belanja.json', json(v5Packages(1, 20)));
      await somebodyWaits(db.source);
      await wellBeyond();
      expect((await clerk.json<{ state: string }>(app, `/api/v1/imports/${uploaded}`)).state).toBe('applying');
      return uploaded;
    });
    expect(await clerk.finished(app, id)).toMatchObject({ state: 'applied', packages: 20, total: '12000000.20' });

    const undoing = await whileFiguresAreHeld(db.source, async () => {
      const asked = clerk.send(app, 'POST', `/api/v1/imports/${id}/undo`, {});
      await somebodyWaits(db.source);
      await wellBeyond();
      return { asked };
    });
    const undone = await undoing.asked;
    expect(undone.status).toBe(200);
    expect(await undone.json()).toMatchObject({ state: 'undone' });
  });

  it('does not cut a decision whose figures take longer to rebuild', async () => {
    const refresh = new Refresh(new Signals(impatient));
    const version = async (): Promise<number> => {
      const [row] = (await db.source.query('select version::int from data_version')) as { version: number }[];
      return row?.version ?? 0;
    };
    const before = await version();
    const rebuilding = await whileFiguresAreHeld(db.source, async () => {
      const work = impatient.transaction((tx) => refresh.run(tx, 'all'));
      work.catch(() => undefined); // met by the `await` below
      await somebodyWaits(db.source);
      await wellBeyond();
      return { work };
    });
    await rebuilding.work;
    expect(await version()).toBe(before + 1);
  });

  it('does not cut the removal of what an import had staged', async () => {
    const staged = await aPurchase(db.source.manager);
    await db.source.query('update purchase set batch_id = 900, is_current = false where id = $1', [staged]);
    const intake = new PurchasingIntake(impatient, new Refresh(new Signals(impatient)));
    const rows = (): Promise<unknown> => db.source.query('select id::text from purchase where batch_id = 900');
    expect(await rows()).toEqual([{ id: staged }]);
    const runner = db.source.createQueryRunner();
    await runner.startTransaction();
    await runner.query('select * from purchase where batch_id = 900 for update');
    const removing = intake.discard('900');
    removing.catch(() => undefined); // met by the `await` below
    await somebodyWaits(db.source);
    await wellBeyond();
    await runner.rollbackTransaction();
    await runner.release();
    await removing;
    expect(await rows()).toEqual([]);
  });
});
