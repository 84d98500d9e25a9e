import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PER_MINUTE } from '../../src/web/edge/rate-limits.js';
import { aCircular } from '../factories/circulars.js';
import { json, v5Line } from '../integration/ingestion/support.js';
import { startPeer } from '../server/support/processes.js';
import { until } from '../server/support/server.js';
import { openTestApp, TEST_PASSWORD, type TestApp } from '../support/app.js';

describe('limits of rate', () => {
  let test: TestApp;
  beforeAll(async () => {
    // A tenth of the usual: six sign-ins, thirty changes, 120 readings a minute.
    test = await openTestApp({ RATE_LIMIT_PERCENT: '10' });
  });
  afterAll(() => test.close());

  it('are per user where the session is known, and a cookie that somebody invented is worth nothing', async () => {
    const one = await test.signIn('auditor');
    const other = await test.signIn('auditor');
    const most = PER_MINUTE.read / 10;
    await other.agent.get('/api/v1/me').expect(200); // from here on the session is known
    await one.agent.get('/api/v1/me').expect(200);
    for (let sent = 0; sent < most; sent++) await one.agent.get('/api/v1/me').expect(200);
    const refused = await one.agent.get('/api/v1/me').expect(429);
    expect(refused.body).toMatchObject({ status: 429, code: 'request.too-many', title: 'Terlalu sering' });
    expect(refused.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
    await other.agent.get('/api/v1/me').expect(200);

    const statuses: number[] = [];
    for (let sent = 0; sent <= most; sent++) {
      const cookie = `lokapasar_sesi=${'x'.repeat(40)}${sent}`;
      statuses.push((await test.browser().get('/api/v1/me').set('cookie', cookie)).status);
    }
    expect(statuses.at(0)).toBe(401);
    expect(statuses.at(-1)).toBe(429);
  });

  it('answer a browser with a page that says what to do, and let assets, health and metrics through', async () => {
    let page = await test.browser().get('/masuk');
    while (page.status === 200) page = await test.browser().get('/masuk');
    expect(page.status).toBe(429);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.text).toMatch(/Tunggu \d+ detik/);
    expect(page.text).toContain('Tidak ada yang diubah');
    const style = /href="(\/assets\/[^"]+)"/.exec(page.text)?.[1] ?? '';
    await test.browser().get(style).expect(200);
    for (let sent = 0; sent < 20; sent++) await test.browser().get('/health/ready').expect(200);
    await test.browser().get('/metrics').expect(401);
  });

  it('count sign-ins by themselves', async () => {
    const statuses: number[] = [];
    for (let sent = 0; sent <= PER_MINUTE['sign-in'] / 10; sent++)
      statuses.push(
        (await test.browser().post('/api/v1/session').send({ username: 'siapa', password: 'salah' })).status,
      );
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('the metrics', () => {
  const TOKEN = 'sandi-prometheus-contoh';
  let test: TestApp;
  beforeAll(async () => {
    test = await openTestApp({ METRICS_TOKEN: TOKEN });
  });
  afterAll(() => test.close());

  it('are for those with the permission and for the program with the token', async () => {
    const nobody = await test.browser().get('/metrics');
    expect([nobody.status, nobody.body]).toEqual([401, expect.objectContaining({ code: 'access.sign-in-required' })]);
    await test.browser().get('/metrics').set('authorization', 'Bearer salah-salah-salah-salah').expect(401);
    await (await test.signIn('biro-pbj')).agent.get('/metrics').expect(403);
    await (await test.signIn('auditor')).agent.get('/metrics').expect(200);
    await test.browser().get('/metrics').set('authorization', `Bearer ${TOKEN}`).expect(200);
  });

  it('tell routes by their pattern, the pool, imports by state and the process; never an address, number or name', async () => {
    const admin = await test.signIn('admin');
    await admin.agent.get('/api/v1/imports/987654?q=5371010101800001').expect(404);
    await admin.agent.get('/nama/5371010101800001').expect(404);
    await admin.agent
      .post('/api/v1/imports')
      .set('x-csrf-token', admin.csrf)
      .attach('file', Buffer.from('<html></html>'), 'halaman.json')
      .expect(202);
    const { text } = await test.browser().get('/metrics').set('authorization', `Bearer ${TOKEN}`).expect(200);
    expect(text).toMatch(
      /lokapasar_http_requests_total\{route="\/api\/v1\/imports\/:id",method="GET",status="4xx"\} 1/,
    );
    expect(text).toMatch(/lokapasar_http_request_duration_seconds_bucket\{le="10",route="\/api\/v1\/imports\/:id"/);
    expect(text).toMatch(/lokapasar_database_pool\{state="waiting"\} \d/);
    expect(text).toMatch(/lokapasar_imports\{state="(?:refused|received|reading)"\} 1/);
    expect(text).toMatch(/lokapasar_ready 1/);
    expect(text).toMatch(/process_resident_memory_bytes \d/);
    expect(text).not.toMatch(/987654|5371010101800001|admin\.|halaman/);
  });
});

describe('what comes in', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await openTestApp({ UPLOAD_LIMIT_MB: '1' });
  });
  afterAll(() => test.close());

  it('is refused when it is packed, whatever it unpacks to', async () => {
    const answer = await test
      .browser()
      .post('/api/v1/session')
      .set('content-encoding', 'gzip')
      .set('content-type', 'application/json')
      .send('{}')
      .expect(415);
    expect(answer.body).toMatchObject({ code: 'request.packed' });
  });

  it('is refused with half a surrogate pair, which JSON columns do not take', async () => {
    const admin = await test.signIn('admin');
    const { klpd: _, ...circular } = aCircular({ subject: 'Kewajiban belanja \ud800', state: 'draf' });
    const answer = await admin.agent
      .post('/api/v1/circulars')
      .set('x-csrf-token', admin.csrf)
      .send({ ...circular });
    expect([answer.status, answer.body]).toMatchObject([422, { fields: [{ field: 'subject' }] }]);
  });

  it('is refused with members that make an object unreadable as a number, by their name', async () => {
    const admin = await test.signIn('admin');
    const asked = { name: 'Contoh', permissions: ['spending.read'], lastDay: '2026-12-01' };
    for (const member of ['toString', 'valueOf'])
      await admin.agent
        .post('/api/v1/api-keys')
        .set('x-csrf-token', admin.csrf)
        .send({ ...asked, perMinute: { [member]: 1 } })
        .expect(422)
        .expect(({ body }) => expect(body).toMatchObject({ fields: [{ field: `perMinute.${member}` }] }));
  });

  it('is refused with a NUL in any text, by the name of its field', async () => {
    const admin = await test.signIn('admin');
    const body = await admin.agent
      .post('/api/v1/users')
      .set('x-csrf-token', admin.csrf)
      .send({ username: 'baru', displayName: 'a\0b', role: 'auditor' })
      .expect(422);
    expect(body.body).toMatchObject({ fields: [{ field: 'displayName', message: expect.stringContaining('NUL') }] });
    await admin.agent.get('/api/v1/suppliers?text=a%00b').expect(422);
    await admin.agent
      .put('/api/v1/users/a%00b/disabled')
      .set('x-csrf-token', admin.csrf)
      .send({ disabled: true })
      .expect(422);
  });
});

describe('the log', () => {
  it('is one JSON object a line, and holds no name, number, password, token, cookie or query', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'lokapasar-log-'));
    const app = startPeer('src/main.ts', [], {
      DATA_DIR: dataDir,
      PORT: '0',
      LOG_LEVEL: 'debug',
      RATE_LIMIT_PERCENT: '0',
    });
    try {
      const [, base = ''] = await app.said(/siap di (\S+)/);
      const password = /Kata sandi: +(\S+)/.exec(app.output())?.[1] ?? '';
      const first = app.lines().length;
      const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
        fetch(base + path, {
          method: path.endsWith('/password') ? 'PUT' : 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        });
      await post('/api/v1/session', { username: 'orang@contoh.test', password: 'salah-sekali-ini' });
      const signedIn = await post('/api/v1/session', { username: 'admin', password });
      expect(signedIn.status).toBe(201);
      const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      const { csrfToken } = (await signedIn.json()) as { csrfToken: string };
      const session = { cookie, 'x-csrf-token': csrfToken };
      const changed = await post('/api/v1/me/password', { current: password, next: TEST_PASSWORD }, session);
      const renewed = { ...session, cookie: changed.headers.getSetCookie()[0]?.split(';')[0] ?? cookie };
      renewed['x-csrf-token'] = ((await changed.json()) as { csrfToken?: string }).csrfToken ?? csrfToken;
      const form = new FormData();
      form.append('file', new Blob([json([v5Line()])]), 'gaji 5371010101800001 0812-3456-7890.json');
      const sent = await fetch(`${base}/api/v1/imports?cari=5371010101800001`, {
        method: 'POST',
        headers: renewed,
        body: form,
      });
      await fetch(`${base}/orang/5371010101800001?email=orang@contoh.test`, { headers: renewed });
      await fetch(`${base}/api/v1/suppliers/detail?scheme=v5&key=orang@contoh.test`, { headers: renewed });
      await until('the last request to be logged', () => /"route":"\/api\/v1\/suppliers\/detail"/.test(app.output()));

      const lines = app
        .lines()
        .slice(first)
        .filter((line) => line !== '');
      const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(entries).toContainEqual(
        expect.objectContaining({ method: 'POST', route: '/api/v1/session', status: 201, reqId: expect.any(String) }),
      );
      expect(entries).toContainEqual(expect.objectContaining({ route: '/api/v1/imports', status: sent.status }));
      expect(entries).toContainEqual(expect.objectContaining({ route: 'none', status: 404 }));
      const log = lines.join('\n');
      const secrets = [password, TEST_PASSWORD, 'salah-sekali-ini', cookie.split('=')[1] ?? '', csrfToken];
      for (const secret of ['5371010101800001', '3456', 'orang@contoh.test', 'cari=', 'email=', ...secrets])
        expect([secret, log.includes(secret)]).toEqual([secret, false]);
    } finally {
      await app.end();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
