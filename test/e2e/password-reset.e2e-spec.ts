import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EmailAddresses } from '../../src/access/reset/email-addresses.js';
import { PasswordResetService } from '../../src/access/reset/password-reset.service.js';
import { codeAt } from '../../src/access/two-factor/totp.js';
import { UsersService } from '../../src/access/users.service.js';
import { csrfIn, openTestApp, type SignedIn, TEST_PASSWORD, type TestApp } from '../support/app.js';
import { StandInMailServer } from '../support/mail-server.js';
import { SignInTime } from '../support/sign-in-time.js';

const NEXT = 'perahu lontar angin timur';
const PUBLIC_URL = 'http://lokapasar.contoh.test';

let mail: StandInMailServer;
let app: TestApp;
let time: SignInTime;
let admin: SignedIn;
beforeAll(async () => {
  mail = await StandInMailServer.start();
  app = await openTestApp({ PUBLIC_URL, SMTP_URL: mail.url, MAIL_FROM: 'Lokapasar <ovop@contoh.go.id>' });
  time = new SignInTime(app);
  admin = await app.signIn('admin');
});
afterAll(async () => {
  await app.close();
  await mail.stop();
});
beforeEach(async () => {
  mail.mails.length = 0;
  await app.source.query('delete from sign_in_throttle');
});

const idOf = async (person: SignedIn): Promise<string> =>
  ((await person.agent.get('/api/v1/me').expect(200)).body as { userId: string }).userId;

const signIn = (username: string, password: string) =>
  app.browser().post('/api/v1/session').send({ username, password });

/** Path and query of a link. */
function pathOf(link: string): string {
  const url = new URL(link);
  expect(url.origin).toBe(PUBLIC_URL);
  return url.pathname + url.search;
}

async function madeLink(userId: string): Promise<string> {
  const page = await admin.post(`/pengguna/${userId}/tautan`, {}).expect(200);
  const link = /<code class="secret">(http[^<]+)<\/code>/.exec(page.text)?.[1] ?? '';
  expect((await admin.agent.get(`/pengguna/${userId}`)).text).not.toContain(link);
  return pathOf(link);
}

/** Follows a link to its form and sends it. */
async function choose(path: string, next: string, again = next) {
  return (await formBehind(path))(next, again);
}

/** Follows a link to its form, which is then to be sent. */
async function formBehind(path: string) {
  const browser = app.browser();
  await browser.get(path).expect(303).expect('location', '/masuk/atur-ulang');
  const form = await browser.get('/masuk/atur-ulang').expect(200);
  return async (next: string, again = next) =>
    browser
      .post('/masuk/atur-ulang')
      .type('form')
      .send({ _csrf: csrfIn(form.text), next, again });
}

describe('a link made by an administrator', () => {
  it('lets its owner choose a password once; all sessions end, none begins, and the second factor stays', async () => {
    const person = await app.signIn('biro-pbj');
    const userId = await idOf(person);
    const begun = await person.agent
      .post('/api/v1/me/two-factor')
      .set('x-csrf-token', person.csrf)
      .send({ password: TEST_PASSWORD })
      .expect(201);
    const { secret } = begun.body as { secret: string };
    await person.agent
      .put('/api/v1/me/two-factor')
      .set('x-csrf-token', person.csrf)
      .send({ code: codeAt(secret, time.now) })
      .expect(200);
    const path = await madeLink(userId);
    const answer = await choose(path, NEXT);
    expect([answer.status, answer.headers.location]).toEqual([303, '/masuk']);
    expect(String(answer.headers['set-cookie'])).not.toContain('lokapasar_sesi');
    await person.agent.get('/api/v1/me').expect(401);
    await signIn(person.username, TEST_PASSWORD).expect(401);
    expect((await signIn(person.username, NEXT).expect(401)).body).toMatchObject({
      code: 'access.second-factor-required',
    });
    const used = await app.browser().get(path).expect(404);
    expect(used.text).toContain('Tautan ini tidak berlaku lagi');
  });

  it('never stands in the address of a page, and is told to nobody', async () => {
    const person = await app.signIn('auditor');
    const path = await madeLink(await idOf(person));
    const token = path.split('=')[1] ?? '';
    const browser = app.browser();
    const opened = await browser.get(path).expect(303);
    expect(opened.headers['referrer-policy']).toBe('no-referrer');
    expect(opened.text).toBe('');
    const form = await browser.get('/masuk/atur-ulang').expect(200);
    expect(form.text).not.toContain(token);
    expect(form.headers['cache-control']).toBe('private, no-store');
    const stored = (await app.source.query('select r::text as row from password_reset r')) as { row: string }[];
    expect(stored.length).toBeGreaterThan(0);
    expect(stored.some(({ row }) => row.includes(token))).toBe(false);
    const audited = (await app.source.query('select a::text as row from audit_entry a')) as { row: string }[];
    expect(audited.some(({ row }) => row.includes(token))).toBe(false);
  });

  it('stays good while the new password is too weak or typed differently, and works once for two at once', async () => {
    const person = await app.signIn('auditor');
    const path = await madeLink(await idOf(person));
    const weak = await choose(path, 'pendek');
    expect([weak.status, weak.text.includes('paling sedikit 12')]).toEqual([422, true]);
    const other = await choose(path, NEXT, `${NEXT} lagi`);
    expect([other.status, other.text.includes('tidak sama')]).toEqual([422, true]);
    // Both have the form before either sends it.
    const [one, two] = [await formBehind(path), await formBehind(path)];
    const answers = await Promise.all([one(NEXT), two(`${NEXT} dua`)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404]);
  });

  it('is over after a day, with the next link, after a change of the password, and for a disabled account', async () => {
    const person = await app.signIn('auditor');
    const userId = await idOf(person);
    const first = await madeLink(userId);
    const second = await madeLink(userId);
    await app.browser().get(first).expect(404);
    await app.browser().get(second).expect(303);
    time.passSeconds(24 * 3600 + 1);
    await app.browser().get(second).expect(404);

    const third = await madeLink(userId);
    await person.agent
      .put('/api/v1/me/password')
      .set('x-csrf-token', person.csrf)
      .send({ current: TEST_PASSWORD, next: NEXT })
      .expect(200);
    await app.browser().get(third).expect(404);

    const fourth = await madeLink(userId);
    await admin.post(`/pengguna/${userId}/nonaktifkan`, {}).expect(303);
    await app.browser().get(fourth).expect(404);
    expect((await admin.post(`/pengguna/${userId}/tautan`, {})).status).toBe(409);
  });

  it('is made by administrators only, also by the API', async () => {
    const person = await app.signIn('auditor');
    const userId = await idOf(person);
    await person.post(`/pengguna/${userId}/tautan`, {}).expect(403);
    const made = await admin.agent
      .post(`/api/v1/users/${userId}/reset-link`)
      .set('x-csrf-token', admin.csrf)
      .send({})
      .expect(201);
    const { link } = made.body as { link: string };
    const token = new URL(link).searchParams.get('tautan');
    const wrong = await app
      .browser()
      .post('/api/v1/password-reset')
      .send({ token: 'x'.repeat(43), next: NEXT });
    expect([wrong.status, (wrong.body as { code: string }).code]).toEqual([404, 'access.reset-link-over']);
    await app.browser().post('/api/v1/password-reset').send({ token, next: NEXT }).expect(204);
    await signIn(person.username, NEXT).expect(201);
  });
});

describe('"Lupa kata sandi?"', () => {
  async function ask(username: string, host?: string) {
    const browser = app.browser();
    const form = await browser.get('/masuk/lupa').expect(200);
    const post = browser.post('/masuk/lupa').type('form');
    if (host) void post.set('host', host);
    const answer = await post.send({ _csrf: csrfIn(form.text), username });
    await app.app.get(PasswordResetService).settled();
    return answer;
  }

  async function withEmail(email: string): Promise<SignedIn & { userId: string }> {
    const person = await app.signIn('biro-pbj');
    await person.post('/akun/surel', { email, emailPassword: TEST_PASSWORD }).expect(303);
    return { ...person, userId: await idOf(person) };
  }

  it('sends a link to the address of the account, good for an hour', async () => {
    const person = await withEmail('dewi@contoh.go.id');
    await ask(` ${person.username.toUpperCase()} `);
    expect(mail.mails.map(({ to }) => to)).toEqual([['dewi@contoh.go.id']]);
    const link = /http\S+tautan=[\w-]{43}/.exec(mail.mails[0]?.text ?? '')?.[0] ?? '';
    const answer = await choose(pathOf(link), NEXT);
    expect(answer.status).toBe(303);
    await signIn(person.username, NEXT).expect(201);

    mail.mails.length = 0;
    await ask(person.username);
    const late = /http\S+tautan=[\w-]{43}/.exec(mail.mails[0]?.text ?? '')?.[0] ?? '';
    time.passSeconds(3601);
    await app.browser().get(pathOf(late)).expect(404);
  });

  it('answers the same whatever was typed, and mails nobody else', async () => {
    const known = await withEmail('rani@contoh.go.id');
    const without = await app.signIn('auditor');
    const disabled = await withEmail('budi@contoh.go.id');
    await admin.post(`/pengguna/${disabled.userId}/nonaktifkan`, {}).expect(303);
    const answers = [];
    for (const name of [known.username, without.username, disabled.username, 'tidak.ada', 'rani@contoh.go.id'])
      answers.push(await ask(name));
    const told = answers.map(({ status, headers, text }) => ({
      status,
      location: headers.location as string,
      cookies: String(headers['set-cookie']),
      text,
    }));
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(told[0]).toMatchObject({ status: 303, location: '/masuk' });
    expect(mail.mails.map(({ to }) => to)).toEqual([['rani@contoh.go.id']]);
  });

  it('leads to the published address, whatever Host the request names', async () => {
    const person = await withEmail('sari@contoh.go.id');
    await ask(person.username, 'jahat.contoh');
    await ask(person.username);
    for (const { text } of mail.mails) expect(text).not.toContain('jahat');
    expect(mail.mails.at(-1)?.text).toContain(`${PUBLIC_URL}/masuk/atur-ulang?tautan=`);
  });

  it('makes whoever asks often wait, for names that exist and names that do not, and leaves the sign-in alone', async () => {
    const person = await withEmail('tono@contoh.go.id');
    for (const name of [person.username, 'tidak.ada.juga']) {
      await app.source.query('delete from sign_in_throttle');
      const statuses: number[] = [];
      for (let count = 0; count < 6; count += 1) statuses.push((await ask(name)).status);
      expect(statuses).toEqual([303, 303, 303, 303, 303, 429]);
    }
    await signIn(person.username, TEST_PASSWORD).expect(201);
  });

  it('says nothing of a mail server that refuses', async () => {
    const person = await withEmail('lina@contoh.go.id');
    mail.refuses = true;
    const answer = await ask(person.username);
    mail.refuses = false;
    expect(answer.status).toBe(303);
  });

  it('does not make an administrator’s link worthless', async () => {
    const person = await withEmail('wati@contoh.go.id');
    const path = await madeLink(person.userId);
    await ask(person.username);
    expect((await app.browser().get(path)).status).toBe(303);
  });

  it.each([
    ['no mail server', {}, 'SMTP_URL'],
    ['no published address', { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'ovop@contoh.go.id' }, 'PUBLIC_URL'],
  ])('says to ask the administrator where there is %s', async (_, settings, why) => {
    const own = await openTestApp(settings);
    try {
      const browser = own.browser();
      const page = await browser.get('/masuk/lupa').expect(200);
      expect(page.text).toContain('Minta administrator');
      expect(page.text).toContain(why);
      expect(page.text).not.toContain('<form');
      const refused = await browser.post('/api/v1/password-reset/request').send({ username: 'admin' }).expect(409);
      expect(refused.body).toMatchObject({ code: 'access.mail-not-configured' });
    } finally {
      await own.close();
    }
  });
});

describe('an e-mail address', () => {
  it('is whole for its owner, masked for the administrator, and sealed in the database', async () => {
    const person = await app.signIn('auditor');
    const userId = await idOf(person);
    const wrong = await person.post('/akun/surel', { email: 'dian@contoh.go.id', emailPassword: 'salah' }).expect(422);
    expect(wrong.text).toContain('tidak cocok');
    expect(wrong.text).toContain('value="dian@contoh.go.id"');
    const bad = await person.post('/akun/surel', { email: 'dian', emailPassword: TEST_PASSWORD }).expect(422);
    expect(bad.text).toContain('Alamat surel tidak sah');
    await person.post('/akun/surel', { email: 'dian@contoh.go.id', emailPassword: TEST_PASSWORD }).expect(303);
    expect((await person.agent.get('/akun')).text).toContain('value="dian@contoh.go.id"');
    const page = await admin.agent.get(`/pengguna/${userId}`).expect(200);
    expect(page.text).toContain('d***@contoh.go.id');
    expect(page.text).not.toContain('dian@');
    const state = await admin.agent.get(`/api/v1/users/${userId}/sign-in`).expect(200);
    expect(state.body).toMatchObject({ email: 'd***@contoh.go.id', blockedUntil: null });
    const [row] = (await app.source.query('select u::text as row from app_user u where id = $1', [userId])) as {
      row: string;
    }[];
    expect(row?.row).not.toContain('contoh.go.id');
    const audited = (await app.source.query('select a::text as row from audit_entry a')) as { row: string }[];
    expect(audited.some(({ row: entry }) => entry.includes('contoh.go.id'))).toBe(false);
  });

  it('sealed for one account cannot be moved to another', async () => {
    const [one, other] = [await app.signIn('auditor'), await app.signIn('auditor')];
    await one.post('/akun/surel', { email: 'satu@contoh.go.id', emailPassword: TEST_PASSWORD }).expect(303);
    await app.source.query(
      `update app_user set email_sealed = (select email_sealed from app_user where username = $1) where username = $2`,
      [one.username, other.username],
    );
    const user = await app.app.get(UsersService).findByUsername(other.username);
    await expect(app.app.get(EmailAddresses).whole(user?.id ?? '')).rejects.toThrow(/rusak atau diubah/);
    await app.source.query('update app_user set email_sealed = null where username = $1', [other.username]);
  });

  it('is set and removed by an administrator, who never sees it again', async () => {
    const person = await app.signIn('auditor');
    const userId = await idOf(person);
    const bad = await admin.post(`/pengguna/${userId}/surel`, { email: 'bukan surel' }).expect(422);
    expect(bad.text).toContain('value="bukan surel"');
    await admin.post(`/pengguna/${userId}/surel`, { email: 'eka@contoh.go.id' }).expect(303);
    expect((await admin.agent.get(`/pengguna/${userId}`)).text).toContain('e***@contoh.go.id');
    await admin.post(`/pengguna/${userId}/surel`, { email: '' }).expect(303);
    expect((await admin.agent.get(`/pengguna/${userId}`)).text).toContain('Belum dicatat');
  });
});
