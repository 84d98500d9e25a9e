import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { csrfIn, openTestApp, TEST_PASSWORD, type TestApp } from '../support/app.js';
import { UsersService } from '../../src/access/users.service.js';
import { InstanceSettings } from '../../src/access/instance/instance-settings.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const cookieOf = (headers: Record<string, unknown>, name: string): string | undefined =>
  (Array.isArray(headers['set-cookie']) ? (headers['set-cookie'] as string[]) : []).find((cookie) =>
    cookie.startsWith(`${name}=`),
  );

describe('the first start', () => {
  it('makes one administrator with 16 readable characters, once, however many processes start', async () => {
    const fresh = await openTestApp();
    try {
      const users = fresh.app.get(UsersService);
      const made = await Promise.all([users.ensureFirstAdmin(), users.ensureFirstAdmin(), users.ensureFirstAdmin()]);
      const [first, ...more] = made.filter((one) => one !== null);
      expect(first?.user).toMatchObject({ username: 'admin', role: 'admin', mustChangePassword: true });
      expect(first?.password).toMatch(/^[a-z2-9]{16}$/);
      expect(more).toEqual([]);
      const [stored] = (await fresh.source.query('select password_hash from app_user')) as { password_hash: string }[];
      expect(stored?.password_hash).toMatch(/^\$argon2id\$/);
    } finally {
      await fresh.close();
    }
  });

  it('leads from the sign-in to a new password, then to the set-up page, then to Beranda', async () => {
    const { password } = await app.app.get(UsersService).add({
      username: 'Perdana',
      displayName: 'Administrator Perdana',
      role: 'admin',
    });
    const browser = app.browser();
    const form = await browser.get('/masuk').expect(200);
    const signedIn = await browser
      .post('/masuk')
      .type('form')
      .send({ _csrf: csrfIn(form.text), username: ' perdana ', password })
      .expect(303);
    expect(signedIn.headers.location).toBe('/akun');

    await browser.get('/pengguna').expect(303).expect('location', '/akun');
    const refused = await browser.get('/api/v1/users').expect(403);
    expect(refused.body).toMatchObject({ code: 'access.password-change-required' });

    const account = await browser.get('/akun').expect(200);
    const weak = await browser
      .post('/akun/kata-sandi')
      .type('form')
      .send({ _csrf: csrfIn(account.text), current: password, next: 'pendek', again: 'pendek' })
      .expect(422);
    expect(weak.text).toContain('paling sedikit 12');
    const other = await browser
      .post('/akun/kata-sandi')
      .type('form')
      .send({ _csrf: csrfIn(account.text), current: password, next: TEST_PASSWORD, again: 'lain dari yang lain' })
      .expect(422);
    expect(other.text).toContain('Kedua kata sandi baru tidak sama');
    const changed = await browser
      .post('/akun/kata-sandi')
      .type('form')
      .send({ _csrf: csrfIn(account.text), current: password, next: TEST_PASSWORD, again: TEST_PASSWORD })
      .expect(303);
    expect(changed.headers.location).toBe('/pengaturan');

    const setUp = await browser.get('/pengaturan').expect(200);
    expect(setUp.text).toContain('Selamat datang');
    expect(setUp.text).toContain('Kata sandi diganti');
    const fields = {
      _csrf: csrfIn(setUp.text),
      klpdCode: 'd0999',
      klpdName: 'Provinsi Contoh',
      province: 'Provinsi <Contoh>',
      timeZone: 'Asia/Jayapura',
      fiscalYear: '2026',
      letterhead: 'PEMERINTAH PROVINSI CONTOH\r\n\r\n SEKRETARIAT DAERAH ',
    };
    const wrong = await browser
      .post('/pengaturan')
      .type('form')
      .send({ ...fields, fiscalYear: '26', timeZone: 'Asia/Nowhere' })
      .expect(422);
    expect(wrong.text).toContain('href="#f-fiscalYear"');
    expect(wrong.text).toContain('Zona waktu tidak dikenal');
    expect(wrong.text).toContain('value="Provinsi &lt;Contoh>"');
    await browser.post('/pengaturan').type('form').send(fields).expect(303).expect('location', '/');
    expect(await app.app.get(InstanceSettings).get()).toMatchObject({
      klpdCode: 'D999',
      klpdName: 'Provinsi Contoh',
      timeZone: 'Asia/Jayapura',
      fiscalYear: 2026,
      letterhead: ['PEMERINTAH PROVINSI CONTOH', 'SEKRETARIAT DAERAH'],
      setUpAt: expect.any(String),
    });
  });
});

describe('a session', () => {
  it('has a cookie that scripts cannot read and a token that is nowhere in the database', async () => {
    const { username } = await app.signIn('auditor');
    const answer = await app.browser().post('/api/v1/session').send({ username, password: TEST_PASSWORD }).expect(201);
    const cookie = cookieOf(answer.headers, 'lokapasar_sesi') ?? '';
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
    const token = cookie.slice('lokapasar_sesi='.length).split(';', 1)[0] ?? '';
    const found = (await app.source.query('select s::text as row from app_session s')) as { row: string }[];
    expect(found.length).toBeGreaterThan(0);
    expect(found.some(({ row }) => row.includes(token))).toBe(false);
  });

  it('is bound to the host and to TLS where the service is published by https', async () => {
    const published = await openTestApp({ PUBLIC_URL: 'https://lokapasar.contoh.test' });
    try {
      await published.app
        .get(UsersService)
        .addWithPassword({ username: 'contoh', displayName: 'Contoh', role: 'auditor' }, TEST_PASSWORD);
      const answer = await published
        .browser()
        .post('/api/v1/session')
        .set('origin', 'https://lokapasar.contoh.test')
        .send({ username: 'contoh', password: TEST_PASSWORD })
        .expect(201);
      expect(cookieOf(answer.headers, '__Host-lokapasar_sesi')).toMatch(/HttpOnly; Secure; SameSite=Lax$/);
    } finally {
      await published.close();
    }
  });

  it('gets a new token at every sign-in, and the one before is worth nothing', async () => {
    const { agent, csrf, username } = await app.signIn('biro-pbj');
    const before = await agent.get('/api/v1/me').expect(200);
    const [old] = (await app.source.query(
      `select s.token_hash from app_session s join app_user u on u.id = s.user_id where u.username = $1`,
      [username],
    )) as { token_hash: string }[];
    await agent
      .post('/api/v1/session')
      .set('x-csrf-token', csrf)
      .send({ username, password: TEST_PASSWORD })
      .expect(201);
    const left = (await app.source.query(
      `select s.token_hash from app_session s join app_user u on u.id = s.user_id where u.username = $1`,
      [username],
    )) as { token_hash: string }[];
    expect(before.body).toMatchObject({ username });
    expect(left).toHaveLength(1);
    expect(left[0]?.token_hash).not.toBe(old?.token_hash);
  });

  it('never takes over a token that somebody planted in the browser', async () => {
    const { username } = await app.signIn('auditor');
    const planted = 'p'.repeat(43);
    const answer = await app
      .browser()
      .post('/api/v1/session')
      .set('cookie', `lokapasar_sesi=${planted}`)
      .send({ username, password: TEST_PASSWORD })
      .expect(201);
    expect(cookieOf(answer.headers, 'lokapasar_sesi')).not.toContain(planted);
    await app.browser().get('/api/v1/me').set('cookie', `lokapasar_sesi=${planted}`).expect(401);
  });

  it('ends when its time is over, is used on, or is asked to', async () => {
    const { agent, csrf, username } = await app.signIn('auditor');
    const set = (sql: string): Promise<unknown> =>
      app.source.query(
        `update app_session s set ${sql} from app_user u where u.id = s.user_id and u.username = '${username}'`,
      );
    await set(`last_seen_at = now() - interval '2 hours', expires_at = now() + interval '1 minute'`);
    await agent.get('/api/v1/me').expect(200);
    const [slid] = (await app.source.query(
      `select s.expires_at > now() + interval '11 hours' as later from app_session s
       join app_user u on u.id = s.user_id where u.username = $1`,
      [username],
    )) as { later: boolean }[];
    expect(slid?.later).toBe(true);
    await set(`expires_at = now() - interval '1 second'`);
    await agent.get('/api/v1/me').expect(401);
    await set(`expires_at = now() + interval '1 hour'`);
    await agent.delete('/api/v1/session').set('x-csrf-token', csrf).expect(204);
    await agent.get('/api/v1/me').expect(401);
  });

  it('can be ended from another one by the same person and by nobody else', async () => {
    const mine = await app.signIn('biro-pbj');
    const other = app.browser();
    await other
      .post('/api/v1/session')
      .set('user-agent', 'Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36')
      .send({ username: mine.username, password: TEST_PASSWORD })
      .expect(201);
    const account = await mine.agent.get('/akun').expect(200);
    expect(account.text).toContain('Chrome di Android');
    const path = /\/akun\/sesi\/[0-9a-f-]+\/keluarkan/.exec(account.text)?.[0] ?? '';
    const stranger = await app.signIn('biro-pbj');
    await stranger.post(path, {}).expect(404);
    await other.get('/api/v1/me').expect(200);
    await mine.post(path, {}).expect(303);
    await other.get('/api/v1/me').expect(401);
  });

  it('leads whoever has none to the sign-in, and back to what was asked for', async () => {
    const sent = await app.browser().get('/pengguna?a=1').expect(303);
    expect(sent.headers.location).toBe('/masuk?lanjut=%2Fpengguna%3Fa%3D1');
    const { username } = await app.signIn('admin');
    const browser = app.browser();
    const form = await browser.get('/masuk?lanjut=%2Fpengguna%3Fa%3D1').expect(200);
    const fields = { _csrf: csrfIn(form.text), username, password: TEST_PASSWORD };
    await browser
      .post('/masuk')
      .type('form')
      .send({ ...fields, lanjut: '//jahat.contoh/x' })
      .expect(303)
      .expect('location', '/');
    const again = app.browser();
    const second = await again.get('/masuk?lanjut=%2Fpengguna%3Fa%3D1');
    await again
      .post('/masuk')
      .type('form')
      .send({ ...fields, _csrf: csrfIn(second.text), lanjut: '/pengguna?a=1' })
      .expect(303)
      .expect('location', '/pengguna?a=1');
  });
});

describe('a wrong sign-in', () => {
  it('does not tell whether the name exists, and keeps the name that was typed but never the password', async () => {
    const { username } = await app.signIn('auditor');
    const browser = app.browser();
    const form = await browser.get('/masuk');
    const answer = await browser
      .post('/masuk')
      .type('form')
      .send({ _csrf: csrfIn(form.text), username, password: 'salah-sekali' })
      .expect(401);
    expect(answer.text).toContain(`value="${username}"`);
    expect(answer.text).not.toContain('salah-sekali');
    const known = await browser.post('/api/v1/session').send({ username, password: 'salah' }).expect(401);
    const unknown = await browser.post('/api/v1/session').send({ username: 'tidak.ada', password: 'x' }).expect(401);
    expect(known.body).toEqual(unknown.body);
  });
});

describe('guessing a password', () => {
  let own: TestApp;
  beforeAll(async () => {
    own = await openTestApp();
  });
  afterAll(() => own.close());

  const attempt = (username: string, password: string) =>
    own.browser().post('/api/v1/session').send({ username, password });
  const unblock = (): Promise<unknown> =>
    own.source.query(`update sign_in_throttle set blocked_until = now() - interval '1 second'`);
  /** Seconds that a name had to wait after its last failure. */
  const waitOf = async (): Promise<number[]> => {
    const found = (await own.source.query(
      `select round(extract(epoch from blocked_until - last_failure_at))::int as seconds
       from sign_in_throttle where key like 'user:%' order by 1`,
    )) as { seconds: number }[];
    return found.map(({ seconds }) => seconds);
  };

  it.each(['a name that exists', 'tidak.ada'])('makes the wait grow for %s', async (which) => {
    await own.source.query('delete from sign_in_throttle');
    const username = which === 'tidak.ada' ? which : (await own.signIn('auditor')).username;
    const waits: number[] = [];
    for (let count = 0; count < 7; count += 1) {
      await attempt(username, 'salah').expect(401);
      waits.push(...(await waitOf()));
      await unblock();
    }
    expect(waits).toEqual([0, 0, 0, 0, 5, 10, 20]);
  });

  it('is refused while the wait lasts, even with the right one, which starts the count anew afterwards', async () => {
    await own.source.query('delete from sign_in_throttle');
    const { username } = await own.signIn('auditor');
    await attempt(username, 'salah').expect(401);
    await own.source.query(`update sign_in_throttle set failures = 8, blocked_until = now() + interval '1 hour'`);
    const refused = await attempt(username, TEST_PASSWORD).expect(429);
    expect(refused.body).toMatchObject({ code: 'access.too-many-tries' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3500);
    await unblock();
    await attempt(username, TEST_PASSWORD).expect(201);
    await attempt(username, 'salah').expect(401);
    expect(await waitOf()).toEqual([0]);
  });

  it('does not succeed by many tries at once', async () => {
    await own.source.query('delete from sign_in_throttle');
    const { username } = await own.signIn('auditor');
    await attempt(username, 'salah').expect(401);
    await own.source.query(
      `update sign_in_throttle set failures = 8, blocked_until = now() - interval '1 second' where key like 'user:%'`,
    );
    const answers = await Promise.all(Array.from({ length: 10 }, () => attempt(username, 'salah')));
    expect(answers.map(({ status }) => status).sort()).toEqual([401, ...Array.from({ length: 9 }, () => 429)]);
  });
});

describe('a request that changes something', () => {
  const settings = {
    timeZone: 'Asia/Makassar',
    klpdCode: null,
    klpdName: null,
    province: null,
    fiscalYear: null,
    letterhead: [],
  };

  it('is refused without the token of its session, and nothing is changed', async () => {
    const { agent, csrf } = await app.signIn('admin');
    const before = await agent.get('/api/v1/settings').expect(200);
    const refused = await agent
      .put('/api/v1/settings')
      .send({ ...settings, province: 'Curian' })
      .expect(403);
    expect(refused.body).toMatchObject({ code: 'access.csrf' });
    const stranger = await app.signIn('admin');
    await agent.put('/api/v1/settings').set('x-csrf-token', stranger.csrf).send(settings).expect(403);
    await agent.put('/api/v1/settings').set('x-csrf-token', `${csrf}x`).send(settings).expect(403);
    expect((await agent.get('/api/v1/settings')).body).toEqual(before.body);
    await agent.put('/api/v1/settings').set('x-csrf-token', csrf).send(settings).expect(200);
  });

  it('may bring the token in its address, for uploads whose fields come after the file', async () => {
    const { agent, csrf } = await app.signIn('admin');
    expect((await agent.post('/keluar')).status).toBe(403);
    expect((await agent.post(`/keluar?_csrf=${encodeURIComponent(csrf)}`)).status).toBe(303);
  });

  it('is refused when the browser says that another site made it', async () => {
    const { agent, csrf } = await app.signIn('admin');
    const put = () => agent.put('/api/v1/settings').set('x-csrf-token', csrf).send(settings);
    expect((await put().set('origin', 'https://jahat.contoh').expect(403)).body).toMatchObject({
      code: 'access.other-site',
    });
    await put().set('origin', 'null').expect(403);
    await put().set('sec-fetch-site', 'cross-site').expect(403);
    await put().set('sec-fetch-site', 'same-site').expect(403);
    await put().set('sec-fetch-site', 'same-origin').expect(200);
  });

  it('cannot sign a visitor in with somebody else’s form', async () => {
    const { username } = await app.signIn('auditor');
    const theirs = csrfIn((await app.browser().get('/masuk')).text);
    const browser = app.browser();
    await browser.get('/masuk');
    const answer = await browser.post('/masuk').type('form').send({ _csrf: theirs, username, password: TEST_PASSWORD });
    expect([answer.status, cookieOf(answer.headers, 'lokapasar_sesi')]).toEqual([403, undefined]);
  });
});

describe('roles', () => {
  it('let an auditor read and change nothing but their own keys', async () => {
    const { agent, csrf, post } = await app.signIn('auditor');
    await agent.get('/api/v1/settings').expect(200);
    await agent.get('/api/v1/users').expect(200);
    const page = await agent.get('/pengguna').expect(200);
    expect(page.text).not.toContain('Tambah pengguna');
    await post('/pengguna', { username: 'baru', displayName: 'Baru', role: 'admin' }).expect(403);
    const refused = await agent
      .post('/api/v1/users')
      .set('x-csrf-token', csrf)
      .send({ username: 'baru', displayName: 'Baru', role: 'admin' })
      .expect(403);
    expect(refused.body).toMatchObject({ code: 'access.not-allowed', details: { needs: 'user.write' } });
    const me = await agent.get('/api/v1/me').expect(200);
    const { permissions } = me.body as { permissions: string[] };
    expect(permissions.filter((permission) => !permission.endsWith('.read'))).toEqual(['api-key.own']);
  });

  it('keep users away from staff', async () => {
    const { agent } = await app.signIn('biro-pbj');
    const page = await agent.get('/pengguna').expect(403);
    expect(page.text).toContain('access.not-allowed');
    expect(page.text).toContain('Peran Anda tidak mencakup');
  });
});

describe('users', () => {
  it('are added with a password that is shown once, and must change it', async () => {
    const { agent, post } = await app.signIn('admin');
    const fields = { username: 'Staf.Baru', displayName: 'Staf <Baru>', role: 'biro-pbj' };
    const made = await post('/pengguna', fields).expect(201);
    const password = /<code class="secret">([a-z2-9]{16})<\/code>/.exec(made.text)?.[1] ?? '';
    expect(made.text).toContain('Staf &lt;Baru>');
    expect((await agent.get('/pengguna')).text).not.toContain(password);
    const session = await app.browser().post('/api/v1/session').send({ username: 'staf.baru', password }).expect(201);
    expect(session.body).toMatchObject({ mustChangePassword: true, permissions: [] });

    const taken = await post('/pengguna', fields).expect(422);
    expect(taken.text).toContain('sudah dipakai');
    expect(taken.text).toContain('value="Staf.Baru"');
    const wrong = await post('/pengguna', { ...fields, username: 'a b', role: 'raja' }).expect(422);
    expect(wrong.text).toContain('href="#f-username"');
    expect(wrong.text).toContain('href="#f-role"');
  });

  it('lose all their sessions when they are disabled or get a new password', async () => {
    const admin = await app.signIn('admin');
    const staff = await app.signIn('biro-pbj');
    const { userId } = (await staff.agent.get('/api/v1/me')).body as { userId: string };
    const reset = await admin.post(`/pengguna/${userId}/kata-sandi`, {}).expect(200);
    expect(reset.text).toContain('class="secret"');
    await staff.agent.get('/api/v1/me').expect(401);
    const password = /<code class="secret">([^<]+)/.exec(reset.text)?.[1] ?? '';
    const again = app.browser();
    await again.post('/api/v1/session').send({ username: staff.username, password }).expect(201);
    await admin.post(`/pengguna/${userId}/nonaktifkan`, {}).expect(303);
    await again.get('/api/v1/me').expect(401);
    await again.post('/api/v1/session').send({ username: staff.username, password }).expect(401);
    await admin.post(`/pengguna/${userId}/aktifkan`, {}).expect(303);
    await again.post('/api/v1/session').send({ username: staff.username, password }).expect(201);
  });

  it('cannot shut themselves out, nor be found by what is no id', async () => {
    const { agent, csrf } = await app.signIn('admin');
    const { userId } = (await agent.get('/api/v1/me')).body as { userId: string };
    const put = (id: string) =>
      agent.put(`/api/v1/users/${id}/disabled`).set('x-csrf-token', csrf).send({ disabled: true });
    expect((await put(userId).expect(409)).body).toMatchObject({ code: 'access.cannot-disable-self' });
    await put('bukan-id').expect(404);
    await put('00000000-0000-4000-8000-000000000000').expect(404);
  });
});

describe('the tables', () => {
  it('are what the entities say, to the name of every constraint', async () => {
    const { upQueries } = await app.source.driver.createSchemaBuilder().log();
    const ours = /"(app_user|app_session|sign_in_throttle|instance_setting)"/;
    expect(upQueries.map(({ query }) => query).filter((query) => ours.test(query))).toEqual([]);
  });
});
