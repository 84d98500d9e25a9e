import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SignInThrottleService } from '../../src/access/throttle.js';
import { codeAt } from '../../src/access/two-factor/totp.js';
import { csrfIn, openTestApp, type SignedIn, TEST_PASSWORD, type TestApp } from '../support/app.js';
import { SignInTime } from '../support/sign-in-time.js';

let app: TestApp;
let time: SignInTime;
beforeAll(async () => {
  app = await openTestApp();
  time = new SignInTime(app);
});
afterAll(() => app.close());
// Many failures come from this one address; each test is about a name.
beforeEach(() => app.source.query(`delete from sign_in_throttle where key like 'address:%'`));

type Browser = ReturnType<TestApp['browser']>;

const cookieOf = (headers: Record<string, unknown>, name: string): string | undefined =>
  (Array.isArray(headers['set-cookie']) ? (headers['set-cookie'] as string[]) : []).find((cookie) =>
    cookie.startsWith(`${name}=`),
  );

const api = (person: SignedIn, method: 'post' | 'put' | 'delete', path: string, body: object = {}) =>
  person.agent[method](path).set('x-csrf-token', person.csrf).send(body);

interface Enrolled extends SignedIn {
  secret: string;
  recoveryCodes: string[];
  userId: string;
}

/** Somebody with a second factor, signed in. */
async function enrolled(role: 'admin' | 'biro-pbj' | 'auditor', test = app): Promise<Enrolled> {
  const person = await test.signIn(role);
  const begun = await api(person, 'post', '/api/v1/me/two-factor', { password: TEST_PASSWORD }).expect(201);
  const { secret } = begun.body as { secret: string };
  const on = await api(person, 'put', '/api/v1/me/two-factor', { code: codeAt(secret, time.now) }).expect(200);
  const { userId } = (await person.agent.get('/api/v1/me').expect(200)).body as { userId: string };
  time.passSeconds(30);
  return { ...person, secret, userId, ...(on.body as { recoveryCodes: string[] }) };
}

/** The sign-in form with name and password; answers the browser as it stands then. */
async function password(person: { username: string }, lanjut = ''): Promise<Browser> {
  const browser = app.browser();
  const form = await browser.get('/masuk').expect(200);
  const fields = { _csrf: csrfIn(form.text), username: person.username, password: TEST_PASSWORD, lanjut };
  const answer = await browser.post('/masuk').type('form').send(fields).expect(303);
  expect(answer.headers.location).toMatch(/^\/masuk\/kode(\?|$)/);
  expect(cookieOf(answer.headers, 'lokapasar_sesi')).toBeUndefined();
  return browser;
}

async function code(browser: Browser, typed: string, lanjut = '') {
  const form = await browser.get('/masuk/kode').expect(200);
  return browser
    .post('/masuk/kode')
    .type('form')
    .send({ _csrf: csrfIn(form.text), code: typed, lanjut });
}

describe('switching the second factor on', () => {
  it('shows a QR code and the secret in fours, and counts from the first right code on', async () => {
    const person = await app.signIn('biro-pbj');
    const off = await person.agent.get('/akun/dua-langkah').expect(200);
    expect(off.text).toContain('Belum aktif');
    await person
      .post('/akun/dua-langkah/mulai', { password: TEST_PASSWORD })
      .expect(303)
      .expect('location', '/akun/dua-langkah');
    const page = await person.agent.get('/akun/dua-langkah').expect(200);
    expect(page.text).toMatch(/<img src="data:image\/svg\+xml;base64,[A-Za-z0-9+/=]+" width="220"/);
    expect(page.text).not.toMatch(/\sstyle=|<style/);
    const shown = /<code class="secret">([A-Z2-7 ]+)<\/code>/.exec(page.text)?.[1] ?? '';
    expect(shown).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
    const secret = shown.replaceAll(' ', '');

    const wrong = await person.post('/akun/dua-langkah/aktifkan', { code: '000000' }).expect(422);
    expect(wrong.text).toContain('Kode tidak cocok');
    expect((await person.agent.get('/api/v1/me/two-factor')).body).toMatchObject({ on: false });
    const done = await person.post('/akun/dua-langkah/aktifkan', { code: codeAt(secret, time.now) }).expect(200);
    const codes = [...done.text.matchAll(/<code class="secret">([a-z2-9-]{19})<\/code>/g)].map(([, one]) => one);
    expect(new Set(codes).size).toBe(10);
    const after = await person.agent.get('/akun/dua-langkah').expect(200);
    expect(after.text).not.toContain(codes[0]);
    expect(after.text).not.toContain(shown);
    expect((await person.agent.get('/akun')).text).toContain('10 kode cadangan tersisa');
    await api(person, 'post', '/api/v1/me/two-factor', { password: TEST_PASSWORD }).expect(409);
  });

  it('is begun for the password alone: a session in other hands ties the account to no other phone', async () => {
    const person = await app.signIn('auditor');
    const begin = (body: object) => api(person, 'post', '/api/v1/me/two-factor', body);
    for (const body of [{}, { password: 'salah' }])
      expect((await begin(body).expect(422)).body).toMatchObject({ code: 'access.wrong-password' });
    const form = (await person.agent.get('/akun/dua-langkah').expect(200)).text;
    expect(form).toMatch(
      /<input[^>]*name="password"[^>]*type="password"|<input[^>]*type="password"[^>]*name="password"/,
    );
    const wrong = await person.post('/akun/dua-langkah/mulai', { password: 'salah' }).expect(422);
    expect(wrong.text).toContain('Kata sandi yang sekarang tidak cocok');
    expect(wrong.text).toContain('Mulai mengaktifkan');
    expect(wrong.text).not.toContain('class="secret"');
    // Guessed as slowly as at the sign-in.
    await begin({ password: 'salah' }).expect(422);
    await begin({ password: 'salah' }).expect(422);
    await begin({ password: TEST_PASSWORD }).expect(429);
    await app.source.query(`update sign_in_throttle set blocked_until = now() - interval '1 second'`);
    await begin({ password: TEST_PASSWORD }).expect(201);
  });

  it('keeps the secret sealed and the recovery codes hashed', async () => {
    const person = await enrolled('auditor');
    const [totp] = (await app.source.query('select t::text as row from user_totp t where user_id = $1', [
      person.userId,
    ])) as { row: string }[];
    expect(totp?.row).toContain('k-');
    expect(totp?.row).not.toContain(person.secret);
    const codes = (await app.source.query('select c::text as row from totp_recovery_code c where user_id = $1', [
      person.userId,
    ])) as { row: string }[];
    expect(codes).toHaveLength(10);
    for (const { row } of codes)
      for (const one of person.recoveryCodes) {
        expect(row).not.toContain(one);
        expect(row).not.toContain(one.replaceAll('-', ''));
      }
  });

  it('is in the audit trail as the work of its owner from the first step on', async () => {
    const person = await enrolled('auditor');
    const trail = (await app.source.query(
      `select distinct actor_kind, actor_id from audit_entry where object_kind = 'user_totp' and object_id = $1`,
      [person.userId],
    )) as object[];
    expect(trail).toEqual([{ actor_kind: 'pengguna', actor_id: person.userId }]);
  });

  it('ends the sessions that began without it', async () => {
    const person = await app.signIn('auditor');
    const other = app.browser();
    await other.post('/api/v1/session').send({ username: person.username, password: TEST_PASSWORD }).expect(201);
    const { secret } = (await api(person, 'post', '/api/v1/me/two-factor', { password: TEST_PASSWORD })).body as {
      secret: string;
    };
    await api(person, 'put', '/api/v1/me/two-factor', { code: codeAt(secret, time.now) }).expect(200);
    expect((await other.get('/api/v1/me')).status).toBe(401);
    expect((await person.agent.get('/api/v1/me')).status).toBe(200);
  });

  it('is too late an hour after it was begun', async () => {
    const person = await app.signIn('auditor');
    const { secret } = (await api(person, 'post', '/api/v1/me/two-factor', { password: TEST_PASSWORD })).body as {
      secret: string;
    };
    time.passSeconds(3601);
    const late = await api(person, 'put', '/api/v1/me/two-factor', { code: codeAt(secret, time.now) }).expect(409);
    expect(late.body).toMatchObject({ code: 'access.second-factor-not-begun' });
    expect((await person.agent.get('/akun/dua-langkah')).text).toContain('Mulai mengaktifkan');
  });
});

describe('a sign-in in two steps', () => {
  it('asks for the code, leads on to what was asked for, and begins a session only then', async () => {
    const person = await enrolled('biro-pbj');
    const browser = await password(person, '/belanja?tahun=2026');
    await browser.get('/akun').expect(303).expect('location', '/masuk?lanjut=%2Fakun');
    await browser.get('/api/v1/me').expect(401);
    const answer = await code(browser, codeAt(person.secret, time.now), '/belanja?tahun=2026');
    expect([answer.status, answer.headers.location]).toEqual([303, '/belanja?tahun=2026']);
    expect(cookieOf(answer.headers, 'lokapasar_sesi')).toMatch(/HttpOnly; SameSite=Lax$/);
    await browser.get('/api/v1/me').expect(200);
  });

  it('never leads to another site', async () => {
    const person = await enrolled('auditor');
    const answer = await code(await password(person), codeAt(person.secret, time.now), '//jahat.contoh');
    expect(answer.headers.location).toBe('/');
    time.passSeconds(30);
  });

  it('gives nothing for the cookie between the steps, by whatever name it is sent', async () => {
    const person = await enrolled('auditor');
    const browser = app.browser();
    const form = await browser.get('/masuk');
    const half = await browser
      .post('/masuk')
      .type('form')
      .send({ _csrf: csrfIn(form.text), username: person.username, password: TEST_PASSWORD });
    const token = /lokapasar_langkah=([^;]+)/.exec(cookieOf(half.headers, 'lokapasar_langkah') ?? '')?.[1] ?? '';
    expect(token).toMatch(/^[\w-]{43}$/);
    await app.browser().get('/api/v1/me').set('cookie', `lokapasar_sesi=${token}`).expect(401);
    const [stored] = (await app.source.query('select count(*)::int as n from sign_in_step where token_hash = $1', [
      token,
    ])) as { n: number }[];
    expect(stored?.n).toBe(0);
  });

  it('is over after five minutes, and after a change of the password', async () => {
    const person = await enrolled('auditor');
    const late = await password(person);
    const form = await late.get('/masuk/kode').expect(200);
    time.passSeconds(301);
    await late
      .post('/masuk/kode')
      .type('form')
      .send({ _csrf: csrfIn(form.text), code: codeAt(person.secret, time.now) })
      .expect(303)
      .expect('location', '/masuk');
    await late.get('/masuk/kode').expect(303).expect('location', '/masuk');

    const half = await password(person);
    const next = 'perahu lontar angin timur';
    await api(person, 'put', '/api/v1/me/password', { current: TEST_PASSWORD, next }).expect(200);
    const over = await half.get('/masuk/kode');
    expect([over.status, over.headers.location]).toEqual([303, '/masuk']);
  });

  it('takes no code twice, neither in turn nor at the same time', async () => {
    const person = await enrolled('biro-pbj');
    const now = codeAt(person.secret, time.now);
    const browsers = [await password(person), await password(person), await password(person), await password(person)];
    const answers = await Promise.all(browsers.slice(0, 3).map((browser) => code(browser, now)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 401, 401]);
    const replayed = await code(browsers[3] as Browser, now);
    expect(replayed.status).toBe(401);
    expect(replayed.text).toContain('sudah dipakai');
    // Nor an older one, although the window would allow it.
    const before = await code(browsers[3] as Browser, codeAt(person.secret, new Date(time.now.getTime() - 30_000)));
    expect(before.status).toBe(401);
    time.passSeconds(30);
    await app.source.query('delete from sign_in_throttle');
    expect((await code(browsers[3] as Browser, codeAt(person.secret, time.now))).status).toBe(303);
  });

  it('takes each recovery code once in place of the phone', async () => {
    const person = await enrolled('auditor');
    const [one = ''] = person.recoveryCodes;
    const [first, second] = [await password(person), await password(person)];
    const answers = await Promise.all([code(first, one), code(second, one.toUpperCase().replaceAll('-', ' '))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 401]);
    const state = await person.agent.get('/api/v1/me/two-factor').expect(200);
    expect(state.body).toMatchObject({ on: true, recoveryCodesLeft: 9 });
    const another = await enrolled('auditor');
    expect((await code(await password(another), person.recoveryCodes[1] ?? '')).status).toBe(401);
  });

  it('counts wrong codes like wrong passwords: the wait grows, and a right password does not take it away', async () => {
    const person = await enrolled('auditor');
    const statuses: number[] = [];
    const browser = await password(person);
    const form = await browser.get('/masuk/kode');
    const guess = () =>
      browser
        .post('/masuk/kode')
        .type('form')
        .send({ _csrf: csrfIn(form.text), code: '000000' });
    for (let count = 0; count < 6; count += 1) statuses.push((await guess()).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    const blocked = await guess();
    expect(blocked.text).toContain('Terlalu banyak percobaan');
    expect(Number(blocked.headers['retry-after'])).toBeGreaterThan(0);
    // The first step is blocked with it.
    const again = await app
      .browser()
      .post('/api/v1/session')
      .send({ username: person.username, password: TEST_PASSWORD })
      .expect(429);
    expect(again.body).toMatchObject({ code: 'access.too-many-tries' });
    await app.source.query(`update sign_in_throttle set blocked_until = now() - interval '1 second'`);
    await password(person);
    const [left] = (await app.source.query(
      `select max(failures)::int as n from sign_in_throttle where key like 'user:%' and failures >= 5`,
    )) as { n: number | null }[];
    expect(left?.n).toBe(5);
    await guess().expect(401);
    const [wait] = (await app.source.query(
      `select round(extract(epoch from blocked_until - last_failure_at))::int as s from sign_in_throttle
       where key like 'user:%' order by failures desc limit 1`,
    )) as { s: number }[];
    expect(wait?.s).toBe(10);
    await app.source.query('delete from sign_in_throttle');
    expect((await code(browser, codeAt(person.secret, time.now))).status).toBe(303);
  });

  it('of a program brings the code along, or is told that it is needed', async () => {
    const person = await enrolled('biro-pbj');
    const signIn = (more: object) =>
      app
        .browser()
        .post('/api/v1/session')
        .send({ username: person.username, password: TEST_PASSWORD, ...more });
    const asked = await signIn({}).expect(401);
    expect(asked.body).toMatchObject({ code: 'access.second-factor-required' });
    expect((await signIn({ code: '000000' }).expect(401)).body).toMatchObject({ code: 'access.wrong-code' });
    const wrong = await signIn({ password: 'salah', code: codeAt(person.secret, time.now) }).expect(401);
    expect(wrong.body).toMatchObject({ code: 'access.wrong-sign-in' });
    const done = await signIn({ code: codeAt(person.secret, time.now) }).expect(201);
    expect(done.body).toMatchObject({ username: person.username, mustSetUpTotp: false });
    const [steps] = (await app.source.query('select count(*)::int as n from sign_in_step where user_id = $1', [
      person.userId,
    ])) as { n: number }[];
    expect(steps?.n).toBe(0);
  });
});

describe('switching the second factor off', () => {
  it('asks its owner for the password and a code', async () => {
    const person = await enrolled('biro-pbj');
    const off = (body: Record<string, string>) => person.post('/akun/dua-langkah/matikan', body);
    const wrongPassword = await off({ password: 'salah', code: codeAt(person.secret, time.now) }).expect(422);
    expect(wrongPassword.text).toContain('Kata sandi yang sekarang tidak cocok');
    await off({ password: TEST_PASSWORD, code: '000000' }).expect(422);
    expect((await person.agent.get('/api/v1/me/two-factor')).body).toMatchObject({ on: true });
    await off({ password: TEST_PASSWORD, code: codeAt(person.secret, time.now) })
      .expect(303)
      .expect('location', '/akun');
    await app
      .browser()
      .post('/api/v1/session')
      .send({ username: person.username, password: TEST_PASSWORD })
      .expect(201);
  });

  it('gives no guess of a code away for a right password', async () => {
    const person = await enrolled('auditor');
    const failures = async (): Promise<number> =>
      (await app.app.get(SignInThrottleService).stateOf(person.username)).failures;
    const guess = { password: TEST_PASSWORD, code: '000000' };
    for (let count = 1; count <= 5; count += 1) {
      const refused = await api(person, 'post', '/api/v1/me/two-factor/off', guess).expect(422);
      expect(refused.body).toMatchObject({ code: 'access.wrong-code' });
      expect(await failures()).toBe(count);
    }
    await api(person, 'post', '/api/v1/me/two-factor/off', guess).expect(429);
    await app.source.query(`update sign_in_throttle set blocked_until = now() - interval '1 second'`);
    // Nor does the other form that asks for the password alone.
    await person.post('/akun/surel', { email: 'dian@contoh.go.id', emailPassword: TEST_PASSWORD }).expect(303);
    expect(await failures()).toBe(5);
    const right = { password: TEST_PASSWORD, code: codeAt(person.secret, time.now) };
    // A wrong password does not use the code up.
    const wrong = await api(person, 'post', '/api/v1/me/two-factor/off', { ...right, password: 'salah' }).expect(422);
    expect(wrong.body).toMatchObject({ code: 'access.wrong-password' });
    await app.source.query(`update sign_in_throttle set blocked_until = now() - interval '1 second'`);
    await api(person, 'post', '/api/v1/me/two-factor/off', right).expect(204);
    expect(await failures()).toBe(0);
  });

  it('makes new recovery codes for a code, and the old ones are worth nothing', async () => {
    const person = await enrolled('auditor');
    await person.post('/akun/dua-langkah/kode-cadangan', { renewCode: '000000' }).expect(422);
    const page = await person
      .post('/akun/dua-langkah/kode-cadangan', { renewCode: codeAt(person.secret, time.now) })
      .expect(200);
    const fresh = /<code class="secret">([a-z2-9-]{19})<\/code>/.exec(page.text)?.[1] ?? '';
    expect((await code(await password(person), person.recoveryCodes[0] ?? '')).status).toBe(401);
    expect((await code(await password(person), fresh)).status).toBe(303);
  });

  it('is done by an administrator for a lost phone: on record, and shown to its owner', async () => {
    const admin = await app.signIn('admin');
    const person = await enrolled('biro-pbj');
    const stranger = await app.signIn('biro-pbj');
    await stranger.post(`/pengguna/${person.userId}/dua-langkah/matikan`, {}).expect(403);
    const details = await admin.agent.get(`/pengguna/${person.userId}`).expect(200);
    expect(details.text).toContain('Matikan verifikasi dua langkah');
    await admin.post(`/pengguna/${person.userId}/dua-langkah/matikan`, {}).expect(303);
    const account = await person.agent.get('/akun').expect(200);
    expect(account.text).toContain(`dimatikan oleh ${admin.username}`);
    const [entry] = (await app.source.query(
      `select count(*)::int as n from audit_entry where action = 'two-factor.remove' and object_id = $1`,
      [person.userId],
    )) as { n: number }[];
    expect(entry?.n).toBe(1);
    await app
      .browser()
      .post('/api/v1/session')
      .send({ username: person.username, password: TEST_PASSWORD })
      .expect(201);
    // Once it is on again, the notice goes.
    const { secret } = (await api(person, 'post', '/api/v1/me/two-factor', { password: TEST_PASSWORD })).body as {
      secret: string;
    };
    await api(person, 'put', '/api/v1/me/two-factor', { code: codeAt(secret, time.now) }).expect(200);
    expect((await person.agent.get('/akun')).text).not.toContain('dimatikan oleh');
  });

  it('of one’s own account is not done by the administrators’ way round the code', async () => {
    const admin = await enrolled('admin');
    const refused = await api(admin, 'delete', `/api/v1/users/${admin.userId}/two-factor`).expect(409);
    expect(refused.body).toMatchObject({ code: 'access.own-second-factor' });
  });
});

describe('REQUIRE_TOTP=staff', () => {
  let strict: TestApp;
  beforeAll(async () => {
    strict = await openTestApp({ REQUIRE_TOTP: 'staff' });
    time = new SignInTime(strict);
  });
  afterAll(async () => {
    await strict.close();
    time = new SignInTime(app);
  });

  it('leads staff to the set-up before anything else, and opens all once it is done', async () => {
    const staff = await strict.signIn('biro-pbj');
    expect((await staff.agent.get('/api/v1/me')).body).toMatchObject({ mustSetUpTotp: true, permissions: [] });
    await staff.agent.get('/belanja').expect(303).expect('location', '/akun/dua-langkah');
    const refused = await staff.agent.get('/api/v1/settings').expect(403);
    expect(refused.body).toMatchObject({ code: 'access.second-factor-set-up-required' });
    expect((await staff.agent.get('/akun/dua-langkah').expect(200)).text).toContain('Peran Anda wajib');
    await staff.post('/akun/dua-langkah/mulai', { password: TEST_PASSWORD }).expect(303);
    const page = await staff.agent.get('/akun/dua-langkah');
    const secret = (/<code class="secret">([^<]+)/.exec(page.text)?.[1] ?? '').replaceAll(' ', '');
    await staff.post('/akun/dua-langkah/aktifkan', { code: codeAt(secret, time.now) }).expect(200);
    await staff.agent.get('/belanja').expect(200);
    await staff.agent.get('/api/v1/settings').expect(200);
  });

  it('asks a first password to be changed before it, and an auditor for neither', async () => {
    const admin = await strict.signIn('admin');
    await strict.source.query('update app_user set must_change_password = true where username = $1', [admin.username]);
    await admin.agent.get('/akun/dua-langkah').expect(303).expect('location', '/akun');
    const auditor = await strict.signIn('auditor');
    expect((await auditor.agent.get('/belanja')).status).toBe(200);
  });
});
