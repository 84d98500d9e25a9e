import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { aShownProduct, aWisataPlace } from '../factories/etalase.js';
import { aVillage } from '../factories/catalogue.js';
import { type AppProcess, ready, startApp } from './support/processes.js';
import { describeOnServer, emptyDatabase, type ServerDatabase } from './support/server.js';

/** Within this a change must be seen in every process. */
const SOON_MS = 2000;

describeOnServer('listings that two processes keep', () => {
  let db: ServerDatabase;
  let folder: string;
  let apps: AppProcess[];

  beforeAll(async () => {
    db = await emptyDatabase();
    folder = mkdtempSync(join(tmpdir(), 'lokapasar-etalase-'));
    const settings = { KEY_FILE: join(folder, 'keyring.json'), WILAYAH_PROVINCES: 'none', RATE_LIMIT_PERCENT: '0' };
    apps = await Promise.all(['one', 'other'].map((name) => startApp(db.url, join(folder, name), settings)));
    await Promise.all(apps.map(ready));
    const em = db.source.manager;
    await aVillage(em, '98.01.01.2001', 'Sini');
    await aWisataPlace(em, { name: 'Pantai Sini', wilayah: '98.01.01.2001' });
    await aShownProduct(em, { name: 'Tenun', villages: ['98.01.01.2001'] });
  });
  afterAll(async () => {
    await Promise.all(apps.map((app) => app.cut()));
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const PATH = '/api/v1/wisata/pantai-sini/etalase?fields=name';
  const ask = (app: AppProcess, tag?: string): Promise<Response> =>
    fetch(`${app.base}${PATH}`, { headers: tag === undefined ? {} : { 'if-none-match': tag } });
  const names = async (app: AppProcess): Promise<string[]> =>
    ((await (await ask(app)).json()) as { data: { name: string }[] }).data.map(({ name }) => name).toSorted();
  /** How long it took until every process said so. */
  async function seenAfter(change: () => Promise<unknown>, expected: string[]): Promise<number> {
    await change();
    const began = Date.now();
    for (;;) {
      const all = await Promise.all(apps.map(names));
      if (all.every((one) => one.join() === expected.join())) return Date.now() - began;
      if (Date.now() - began > 3 * SOON_MS) return Infinity;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  it('are the same bytes in both, kept, and told by 304', async () => {
    const [one, other] = await Promise.all(apps.map((app) => ask(app)));
    const tag = one?.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"/);
    expect(other?.headers.get('etag')).toBe(tag);
    for (const app of apps) expect((await ask(app, tag)).status).toBe(304);
  });

  it('are made anew within two seconds in every process, whoever changes what they rest on', async () => {
    const em = db.source.manager;
    const added = await seenAfter(
      () => aShownProduct(em, { name: 'Kopi', villages: ['98.01.01.2001'] }),
      ['Kopi', 'Tenun'],
    );
    expect(added).toBeLessThan(SOON_MS);
    const renamed = await seenAfter(
      () => em.query(`update product set name = 'Kopi Baru' where name = 'Kopi'`),
      ['Kopi Baru', 'Tenun'],
    );
    expect(renamed).toBeLessThan(SOON_MS);
    const ruled = await seenAfter(() => em.query(`update etalase_rule set steps = '{ditetapkan}'`), []);
    expect(ruled).toBeLessThan(SOON_MS);
    const assigned = await seenAfter(
      () =>
        em.query(
          `insert into etalase_assignment (place_id, product_id, position, valid_from, created_by)
           select p.id, q.id, 1, '2026-01-01', 'rina' from wisata_place p, product q where p.kode = 'pantai-sini' and q.name = 'Tenun'`,
        ),
      ['Tenun'],
    );
    expect(assigned).toBeLessThan(SOON_MS);
  });

  it('are not made anew for what was taken back', async () => {
    const tag = (await ask(apps[0] as AppProcess)).headers.get('etag') ?? '';
    await db.source
      .transaction(async (tx) => {
        await tx.query(`update product set name = 'Tidak jadi' where name = 'Tenun'`);
        throw new Error('taken back');
      })
      .catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 200));
    for (const app of apps) expect((await ask(app, tag)).status).toBe(304);
  });

  it('a copy misses nothing that a slow transaction changed', async () => {
    const app = apps[0] as AppProcess;
    const changes = async (since: string): Promise<{ data: { kode: string }[]; meta: { until: string } }> =>
      (await (await fetch(`${app.base}/api/v1/wisata/changes?since=${encodeURIComponent(since)}`)).json()) as never;
    const slow = db.source.createQueryRunner();
    await slow.startTransaction();
    await slow.query(`update wisata_place set opening = '08.00–17.00' where kode = 'pantai-sini'`);
    // Meanwhile something else changes and is read; the slow one is still under way.
    await db.source.query(`update product set unit = 'lembar' where name = 'Kopi Baru'`);
    const first = await changes('2026-01-01T00:00:00Z');
    await slow.commitTransaction();
    await slow.release();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const next = await changes(first.meta.until);
    expect(next.data.map(({ kode }) => kode)).toContain('pantai-sini');
  });
});
