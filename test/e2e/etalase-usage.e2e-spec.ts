import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UsageCounter } from '../../src/etalase/usage/usage-counter.js';
import { addDays, today } from '../../src/shared/dates.js';
import { aVillage } from '../factories/catalogue.js';
import { aShownProduct, aWisataPlace } from '../factories/etalase.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

interface Figures {
  data: Record<string, unknown>[];
  sum: { answered: number; unchanged: number };
  days: { day: string; answered: number; unchanged: number }[];
  clients: { client: string; name: string | null; answered: number; unchanged: number }[];
  meta: { since: string | null; keptDays: number; total: number };
}

describe('how often places and products are looked at', () => {
  let test: TestApp;
  let office: SignedIn;
  let product: string;

  beforeAll(async () => {
    test = await openTestApp();
    office = await test.signIn('dinas-pariwisata');
    await aVillage(test.source.manager, '98.01.01.2001', 'Sini');
    for (const name of ['Pantai Sini', 'Gua Sini'])
      await aWisataPlace(test.source.manager, { name, wilayah: '98.01.01.2001' });
    product = await aShownProduct(test.source.manager, { name: 'Tenun', villages: ['98.01.01.2001'] });
  });
  afterAll(() => test.close());

  const figures = async (query = ''): Promise<Figures> => {
    // An answer is counted once it has left.
    await new Promise((resolve) => setTimeout(resolve, 50));
    await test.app.get(UsageCounter).flush();
    return (await office.agent.get(`/api/v1/etalase/usage${query}`).expect(200)).body as Figures;
  };

  it('says that nothing is known before anything was counted', async () => {
    expect(await figures()).toMatchObject({ data: [], sum: { answered: 0 }, meta: { since: null, total: 0 } });
    expect((await office.agent.get('/etalase-wisata').expect(200)).text).toContain('Belum ada yang dihitung');
  });

  it('is counted per place, day, key and way, with or without a body, and of nobody', async () => {
    const agent = test.browser().set('user-agent', 'Peramban Rahasia/1.0');
    const listing = '/api/v1/wisata/pantai-sini/etalase';
    const tag = (await agent.get(listing).expect(200)).headers['etag'] ?? '';
    await agent.get(listing).expect(200);
    await agent.get(listing).set('if-none-match', tag).expect(304);
    await agent.get('/api/v1/wisata/gua-sini').expect(200);
    await agent.get('/wisata/pantai-sini').expect(200);
    await agent.get(`/katalog/${product}-tenun`).expect(200);
    // None of these is a look: the rest of a page, not there, a list, only the head, somebody of the house.
    await agent.get('/wisata/pantai-sini?semua=1').expect(200);
    await agent.get('/api/v1/wisata/tidak-ada').expect(404);
    await agent.get('/api/v1/wisata').expect(200);
    await agent.head(listing);
    await office.agent.get(listing).expect(200);
    const made = await office.agent
      .post('/api/v1/api-keys')
      .set('x-csrf-token', office.csrf)
      .send({ name: 'Situs wisata', permissions: ['etalase.read'], lastDay: addDays(today('UTC'), 30) });
    expect([made.status, made.body]).toMatchObject([201, { token: expect.stringMatching(/^lpk_/) }]);
    const {
      token,
      key: { id },
    } = made.body as { token: string; key: { id: string } };
    await test.browser().get(listing).set('authorization', `Bearer ${token}`).expect(200);

    const { data, sum, days, clients, meta } = await figures();
    expect(data).toEqual([
      { key: 'pantai-sini', name: 'Pantai Sini', answered: 4, unchanged: 1, api: 4, halaman: 1 },
      { key: 'gua-sini', name: 'Gua Sini', answered: 1, unchanged: 0, api: 1, halaman: 0 },
    ]);
    expect(sum).toEqual({ answered: 5, unchanged: 1 });
    expect(days).toEqual([{ day: meta.since, answered: 5, unchanged: 1 }]);
    expect(clients).toEqual([
      { client: 'tanpa-kunci', name: null, answered: 4, unchanged: 1 },
      { client: id, name: 'Situs wisata', answered: 1, unchanged: 0 },
    ]);
    expect((await figures('?subject=produk')).data).toEqual([
      { key: product, name: 'Tenun', answered: 1, unchanged: 0, api: 0, halaman: 1 },
    ]);
    expect((await figures('?key=gua-sini')).sum).toEqual({ answered: 1, unchanged: 0 });
    const page = (await office.agent.get('/etalase-wisata').expect(200)).text
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ');
    expect(page).toContain('lokasi wisata dilihat 6 kali, produk 1 kali');
    expect(page).toMatch(/Pantai Sini 1 4 /);
    const kept = JSON.stringify(await test.source.query('select * from etalase_usage'));
    for (const secret of ['Rahasia', '127.0.0.1', token]) expect(kept).not.toContain(secret);
    expect(
      Object.keys(((await test.source.query('select * from etalase_usage')) as object[])[0] ?? {}).toSorted(),
    ).toEqual(['answered', 'channel', 'client', 'day', 'key', 'subject', 'unchanged']);
  });

  it('adds up over batches and forgets after two years and a month', async () => {
    const before = (await figures()).sum.answered;
    await test.browser().get('/api/v1/wisata/gua-sini').expect(200);
    expect((await figures()).sum.answered).toBe(before + 1);
    const day = today('Asia/Makassar');
    const old = (days: number) =>
      test.source.query(`insert into etalase_usage values ($1, 'wisata', 'gua-sini', 'api', 'tanpa-kunci', 7, 0)`, [
        addDays(day, -days),
      ]);
    await old(761);
    await old(762);
    // Another process begins: it has cleared nothing today.
    const other = new UsageCounter(
      test.source,
      (test.app.get(UsageCounter) as unknown as { settings: never }).settings,
    );
    await other.flush();
    const { meta } = await figures();
    expect(meta).toMatchObject({ since: addDays(day, -761), keptDays: 761 });
  });

  it('keeps what could not be written', async () => {
    const before = (await figures()).sum.answered;
    const counter = test.app.get(UsageCounter);
    await test.source.query('alter table etalase_usage rename to away');
    await test.browser().get('/api/v1/wisata/gua-sini').expect(200);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await counter.flush();
    await test.source.query('alter table away rename to etalase_usage');
    expect((await figures()).sum.answered).toBe(before + 1);
  });

  it.each(['?from=2026-02-30', '?from=2026-03-02&until=2026-03-01', '?until=kemarin', '?subject=orang', '?page=0'])(
    'refuses %s',
    async (query) => {
      const { body } = await office.agent.get(`/api/v1/etalase/usage${query}`).expect(422);
      expect(body).toMatchObject({ code: 'request.invalid' });
    },
  );
});
