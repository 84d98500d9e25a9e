import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KeptBodies } from '../../src/etalase/api/kept-bodies.js';
import { isServer } from '../../src/shared/locks.js';
import { aVillage } from '../factories/catalogue.js';
import { aShownProduct, aWisataPlace } from '../factories/etalase.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

interface Page {
  data: Record<string, unknown>[];
  meta: { total: number; next: string | null; [key: string]: unknown };
}

describe('the open API of tourism places', () => {
  let test: TestApp;
  let agent: ReturnType<TestApp['browser']>;
  let office: SignedIn;

  beforeAll(async () => {
    test = await openTestApp();
    agent = test.browser();
    office = await test.signIn('dinas-pariwisata');
    const em = test.source.manager;
    await aVillage(em, '98.01.01.2001', 'Sini');
    await aVillage(em, '98.02.01.2001', 'Sana', { regency: 'Seberang' });
    const place = await aWisataPlace(em, { name: 'Pantai Sini', wilayah: '98.01.01.2001', at: [-8.5, 120] });
    await aWisataPlace(em, { name: 'Gua Sana', wilayah: '98.02.01.2001', kind: 'gua', at: [-8.8, 120] });
    await aWisataPlace(em, { name: 'Danau Jauh', wilayah: '98.02', kind: 'danau' });
    await em.query(`update wisata_place set name_en = 'Here Beach', opening = '=1+1' where id = $1`, [place]);
    await em.query(
      `insert into physical_etalase (place_id, name, location, since, created_by) values ($1, 'Etalase loket', 'Di loket', '2026-01-02', 'rina')`,
      [place],
    );
    for (const name of ['Tenun', 'Kopi', 'Madu'])
      await aShownProduct(em, { name, villages: ['98.01.01.2001'], price: '15000.00' });
  });
  afterAll(() => test.close());

  const page = async (path: string): Promise<Page> => (await agent.get(path).expect(200)).body as Page;

  it('lists places by kode, a page at a time, and tells where the next begins', async () => {
    const first = await page('/api/v1/wisata?limit=2');
    expect(first.data.map(({ kode }) => kode)).toEqual(['danau-jauh', 'gua-sana']);
    expect(first.meta).toMatchObject({ total: 3, limit: 2, language: 'id' });
    const second = await agent.get(`/api/v1/wisata?limit=2&cursor=${first.meta.next}`).expect(200);
    expect((second.body as Page).data.map(({ kode }) => kode)).toEqual(['pantai-sini']);
    expect((second.body as Page).meta.next).toBeNull();
    expect((await agent.get('/api/v1/wisata?limit=2')).headers['link']).toContain(`cursor=${first.meta.next}`);
  });

  it('filters by region, kind, name and whether an etalase stands there', async () => {
    const kodes = async (query: string): Promise<unknown[]> =>
      (await page(`/api/v1/wisata?${query}`)).data.map(({ kode }) => kode);
    expect(await kodes('wilayah=98.02')).toEqual(['danau-jauh', 'gua-sana']);
    expect(await kodes('kind=gua')).toEqual(['gua-sana']);
    expect(await kodes('text=PANTAI')).toEqual(['pantai-sini']);
    expect(await kodes('etalase=ada')).toEqual(['pantai-sini']);
    expect(await kodes('etalase=belum')).toEqual(['danau-jauh', 'gua-sana']);
    expect(await kodes('text=sini%25_')).toEqual(['pantai-sini']);
  });

  it('tells one place whole, or only the members that are asked for', async () => {
    const { body } = await agent.get('/api/v1/wisata/pantai-sini').expect(200);
    expect(body).toMatchObject({
      data: {
        kode: 'pantai-sini',
        kindName: 'Pantai',
        latitude: -8.5,
        coordinateConfidence: 'perkiraan',
        etalase: [{ name: 'Etalase loket', location: 'Di loket', since: '2026-01-02', inspectedOn: null, photo: null }],
        wilayah: { code: '98.01.01.2001', name: 'Desa Sini, Kecamatan Kecamatan Contoh, Kabupaten Contoh' },
      },
    });
    const few = await agent.get('/api/v1/wisata/pantai-sini?fields=latitude,name').expect(200);
    expect(few.body).toEqual({
      data: { kode: 'pantai-sini', name: 'Pantai Sini', latitude: -8.5 },
      meta: { language: 'id' },
    });
    const { body: problem } = await agent.get('/api/v1/wisata/pantai-sini?fields=nama').expect(422);
    expect(problem).toMatchObject({ code: 'etalase.unknown-field', fields: [{ field: 'fields' }] });
    await agent.get('/api/v1/wisata/tidak-ada').expect(404);
  });

  it('speaks the language that is asked for, Indonesian without one', async () => {
    const english = await agent.get('/api/v1/wisata/pantai-sini').set('accept-language', 'en-GB,en;q=0.9').expect(200);
    expect(english.headers['content-language']).toBe('en');
    expect(english.body).toMatchObject({ data: { name: 'Here Beach', kindName: 'Beach' } });
    expect((await agent.get('/api/v1/wisata/pantai-sini?lang=id').set('accept-language', 'en')).body).toMatchObject({
      data: { name: 'Pantai Sini' },
    });
  });

  it('has GeoJSON and CSV by Accept or by format, and says so when it has not what is asked for', async () => {
    const geo = await agent.get('/api/v1/wisata').set('accept', 'application/geo+json').expect(200);
    expect(geo.headers['content-type']).toBe('application/geo+json; charset=utf-8');
    const { features } = JSON.parse(geo.text) as { features: { geometry: unknown; properties: { kode: string } }[] };
    expect(features.map(({ properties }) => properties.kode)).toEqual(['danau-jauh', 'gua-sana', 'pantai-sini']);
    expect(features.map(({ geometry }) => geometry)).toEqual([
      null,
      { type: 'Point', coordinates: [120, -8.8] },
      { type: 'Point', coordinates: [120, -8.5] },
    ]);
    const csv = await agent.get('/api/v1/wisata?format=csv&fields=wilayah,opening,latitude&text=sini').expect(200);
    expect(csv.text).toBe(
      'kode,wilayah.code,wilayah.name,wilayah.kabupatenCode,wilayah.kabupaten,latitude,opening\r\n' +
        `pantai-sini,98.01.01.2001,"Desa Sini, Kecamatan Kecamatan Contoh, Kabupaten Contoh",98.01,Kabupaten Contoh,-8.5,'=1+1\r\n`,
    );
    const { body } = await agent.get('/api/v1/wisata').set('accept', 'image/png').expect(406);
    expect(body).toMatchObject({ code: 'request.not-acceptable', status: 406 });
  });

  it('tells what a place shows today, with the rule, in pages that stay in order', async () => {
    const all = await page('/api/v1/wisata/pantai-sini/etalase');
    expect(all.meta).toMatchObject({ kode: 'pantai-sini', total: 3, rule: { seed: 'ovop', most: 24 } });
    expect(all.data[0]).toMatchObject({ step: 'desa', stepName: 'Dari desa ini', price: '15000.00', group: 'tenun' });
    const first = await page('/api/v1/wisata/pantai-sini/etalase?limit=2&fields=name');
    const second = await page(`/api/v1/wisata/pantai-sini/etalase?limit=2&fields=name&cursor=${first.meta.next}`);
    expect([...first.data, ...second.data].map(({ name }) => name)).toEqual(all.data.map(({ name }) => name));
    expect(second.meta.next).toBeNull();
  });

  it('tells what is near a point, the nearest first, with the first of its products', async () => {
    const near = await page('/api/v1/etalase?near=-8.51,120&radius=50');
    expect(near.data.map(({ kode, distance }) => [kode, distance])).toEqual([
      ['pantai-sini', 1.112],
      ['gua-sana', 32.247],
    ]);
    expect((near.data[0] as { products: unknown[] }).products).toHaveLength(3);
    const first = await page('/api/v1/etalase?near=-8.51,120&radius=50&limit=1&fields=distance');
    const second = await page(
      `/api/v1/etalase?near=-8.51,120&radius=50&limit=1&fields=distance&cursor=${first.meta.next}`,
    );
    expect([first.data, second.data]).toEqual([
      [{ kode: 'pantai-sini', distance: 1.112 }],
      [{ kode: 'gua-sana', distance: 32.247 }],
    ]);
    expect((await page('/api/v1/etalase?near=-8.51,120&radius=5')).data).toHaveLength(1);
    for (const wrong of ['', '?near=north', '?near=-95,120', '?near=-8,120&radius=9999', '?near=-8,120&radius=x'])
      await agent.get(`/api/v1/etalase${wrong}`).expect(422);
  });

  it('answers 304 to whoever holds the answer, by tag or by time, until something changes', async () => {
    const path = '/api/v1/wisata/gua-sana';
    const first = await agent.get(path).set('accept-encoding', 'identity').expect(200);
    const tag = String(first.headers['etag']);
    expect(tag).toMatch(/^"[\w-]{27}"$/);
    expect(first.headers).toMatchObject({
      'cache-control': 'public, no-cache',
      vary: expect.stringContaining('accept-language'),
    });
    const again = await agent.get(path).set('if-none-match', `"x", ${tag}`).expect(304);
    expect(again.text).toBe('');
    await agent.get(path).set('if-modified-since', String(first.headers['last-modified'])).expect(304);
    await agent.get(path).set('if-none-match', '"x"').expect(200);
    await office.agent
      .put(path.replace('wisata/', 'wisata-records/'))
      .set('x-csrf-token', office.csrf)
      .send({ name: 'Gua Sana', kind: 'gua', wilayahCode: '98.02.01.2001', opening: '08.00–17.00', version: 1 })
      .expect(200);
    const changed = await agent.get(path).set('if-none-match', tag).expect(200);
    expect(changed.body).toMatchObject({ data: { opening: '08.00–17.00' } });
  });

  it('does not take for fresh what was asked before a write', async () => {
    const bodies = test.app.get(KeptBodies);
    await bodies.refresh();
    expect(bodies.isFresh).toBe(isServer(test.source));
    bodies.doubt();
    const asked = bodies.refresh();
    bodies.doubt();
    await asked;
    expect(bodies.isFresh).toBe(false);
  });

  it('sends a long answer compressed under a tag of its own, and never to others what somebody signed in asked', async () => {
    const path = '/api/v1/wisata';
    const plain = await agent.get(path).set('accept-encoding', 'identity').expect(200);
    const packed = await agent.get(path).set('accept-encoding', 'gzip').expect(200);
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.body).toEqual(plain.body);
    expect(packed.headers['etag']).toBe(String(plain.headers['etag']).replace(/"$/, '.gzip"'));
    const own = await office.agent.get(path).expect(200);
    expect(own.headers['cache-control']).toBe('private, no-cache');
  });

  it('lets the pages of any site read, refusals too, and no cookie count', async () => {
    const asked = await agent
      .options('/api/v1/wisata')
      .set('origin', 'https://pariwisata.example')
      .set('access-control-request-method', 'GET');
    expect(asked.status).toBe(204);
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': expect.stringContaining('if-none-match'),
    });
    const refused = await agent.get('/api/v1/wisata?limit=0').set('origin', 'https://pariwisata.example').expect(422);
    expect(refused.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(refused.headers['access-control-allow-credentials']).toBeUndefined();
    expect((await agent.get('/api/v1/products').expect(200)).headers['access-control-allow-origin']).toBeUndefined();
    const duty = await office.agent.get('/api/v1/etalase/duty').expect(200);
    expect(duty.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('tells those who keep a copy what changed since they last asked', async () => {
    const whole = await page('/api/v1/wisata/changes');
    expect(whole.data.filter(({ kind }) => kind === 'wisata').map(({ kode }) => kode)).toHaveLength(3);
    expect(whole.data.filter(({ kind }) => kind === 'produk')).toHaveLength(3);
    const since = String(whole.meta['until']);
    expect((await page(`/api/v1/wisata/changes?since=${since}`)).data).toEqual([]);
    await office.agent
      .post('/api/v1/wisata-records/danau-jauh/state')
      .set('x-csrf-token', office.csrf)
      .send({ state: 'arsip', version: 1 })
      .expect(200);
    // What is kept of answers goes when the database says that something changed: at once, but not in the same moment.
    let changed: unknown[] = [];
    for (const began = Date.now(); changed.length === 0 && Date.now() - began < 2000; await sleep(20))
      changed = (await page(`/api/v1/wisata/changes?since=${since}`)).data;
    expect(changed).toEqual([expect.objectContaining({ kind: 'wisata', kode: 'danau-jauh', removed: true })]);
    await agent.get('/api/v1/wisata/danau-jauh').expect(404);
    const first = await page('/api/v1/wisata/changes?limit=4');
    const rest = await page(`/api/v1/wisata/changes?limit=4&cursor=${first.meta.next}`);
    expect(new Set([...first.data, ...rest.data].map(({ kind, kode }) => `${String(kind)} ${String(kode)}`)).size).toBe(
      6,
    );
  });

  it('refuses cursors that it did not make, one of another list too', async () => {
    const { next } = (await page('/api/v1/wisata?limit=1')).meta;
    const made = (text: string): string => Buffer.from(text).toString('base64url');
    const bad = [
      'x',
      'WyJ3aXNhdGEiXQ',
      made(`["wisata","A'; drop table"]`),
      made('["wisata",1]'),
      made('{}'),
      '..%2f',
      'e30',
    ];
    for (const path of [
      ...bad.map((cursor) => `wisata?cursor=${cursor}`),
      `wisata/pantai-sini/etalase?cursor=${next}`,
      `wisata/changes?cursor=${next}`,
    ]) {
      const { status, body } = await agent.get(`/api/v1/${path}`);
      expect([path, status, (body as { code: string }).code]).toEqual([path, 422, 'etalase.bad-cursor']);
    }
  });
});

describe('the quota of the open API', () => {
  let test: TestApp;
  beforeAll(async () => {
    // One in a hundred of the usual: 240 become 2, rounded.
    test = await openTestApp({ RATE_LIMIT_PERCENT: '1' });
  });
  afterAll(() => test.close());

  it('is told with each answer, and a stranger who is over it is asked to wait', async () => {
    const agent = test.browser();
    const first = await agent.get('/api/v1/wisata').expect(200);
    expect(first.headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-remaining': '1' });
    expect(Number(first.headers['ratelimit-reset'])).toBeGreaterThan(0);
    await agent.get('/api/v1/wisata').expect(200);
    const refused = await agent.get('/api/v1/wisata').expect(429);
    expect(refused.headers).toMatchObject({ 'ratelimit-remaining': '0', 'access-control-allow-origin': '*' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    // What people read has a quota of its own.
    await agent.get('/katalog').expect(200);
  });
});
