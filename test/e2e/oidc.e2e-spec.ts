import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { codeAt } from '../../src/access/two-factor/totp.js';
import { csrfIn, openTestApp, TEST_PASSWORD, type TestApp } from '../support/app.js';
import { CLIENT_ID, CLIENT_SECRET, type NextAnswer, StandInProvider } from '../support/oidc-provider.js';
import { openTestDatabase } from '../support/database.js';
import { createApp } from '../../src/app.js';
import { readEnv } from '../../src/shared/env.js';
import { UsersService } from '../../src/access/users.service.js';

const PUBLIC_URL = 'http://lokapasar.contoh.test';

let provider: StandInProvider;
let app: TestApp;
beforeAll(async () => {
  provider = await StandInProvider.start();
  app = await openTestApp(settings(provider.issuer));
});
afterAll(async () => {
  await app.close();
  await provider.stop();
});
beforeEach(() => {
  provider.refusals.length = 0;
});

function settings(issuer: string): Record<string, string> {
  return {
    PUBLIC_URL,
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: CLIENT_ID,
    OIDC_CLIENT_SECRET: CLIENT_SECRET,
    OIDC_NAME: 'Akun Provinsi Contoh',
    OIDC_ROLE_CLAIM: 'realm_access.roles',
    OIDC_ROLE_MAP: 'pbj-admin=admin,pbj-staf=biro-pbj,inspektorat=auditor',
  };
}

type Browser = ReturnType<TestApp['browser']>;

const cookieOf = (headers: Record<string, unknown>, name: string): string | undefined =>
  (Array.isArray(headers['set-cookie']) ? (headers['set-cookie'] as string[]) : []).find((cookie) =>
    cookie.startsWith(`${name}=`),
  );

const roles = (...names: string[]): Record<string, unknown> => ({ realm_access: { roles: names } });

let people = 0;
/** Somebody new at the provider. */
function somebody(more: Partial<NextAnswer> = {}): NextAnswer {
  people += 1;
  const { claims, ...rest } = more;
  const subject = `subjek-${people}`;
  return {
    subject,
    claims: { preferred_username: `orang.${people}`, name: `Orang Contoh ${people}`, ...roles('pbj-staf'), ...claims },
    ...rest,
  };
}

/** To the provider and back, up to the address that it leads to. */
async function depart(browser: Browser, path = '/masuk/sso'): Promise<string> {
  const sent = await browser.get(path).expect(303);
  const there = String(sent.headers.location);
  expect(there.startsWith(`${provider.issuer}/authorize?`)).toBe(true);
  const back = await fetch(there, { redirect: 'manual' });
  const landing = new URL(back.headers.get('location') ?? '');
  expect(landing.origin + landing.pathname).toBe(`${PUBLIC_URL}/masuk/sso/kembali`);
  return landing.pathname + landing.search;
}

async function signIn(answer: NextAnswer, browser = app.browser(), path?: string) {
  provider.next = answer;
  return browser.get(await depart(browser, path));
}

const accounts = async (subject: string): Promise<{ username: string; role: string; password_hash: string | null }[]> =>
  (await app.source.query(
    `select u.username, u.role, u.password_hash from oidc_identity i join app_user u on u.id = i.user_id
     where i.subject = $1`,
    [subject],
  )) as { username: string; role: string; password_hash: string | null }[];

describe('single sign-on', () => {
  it('is offered on the sign-in page beside the password, with its name', async () => {
    const page = await app.browser().get('/masuk?lanjut=%2Fbelanja').expect(200);
    expect(page.text).toContain('href="/masuk/sso?lanjut=%2Fbelanja"');
    expect(page.text).toContain('Masuk dengan Akun Provinsi Contoh');
    expect(page.text).toContain('name="password"');
  });

  it('makes an account without a password at the first sign-in, with the role of the claim', async () => {
    const person = somebody();
    const browser = app.browser();
    const answer = await signIn(person, browser, '/masuk/sso?lanjut=%2Fbelanja%3Ftahun%3D2026');
    expect([answer.status, answer.headers.location]).toEqual([303, '/belanja?tahun=2026']);
    expect(cookieOf(answer.headers, 'lokapasar_sesi')).toMatch(/HttpOnly; SameSite=Lax$/);
    expect((await browser.get('/api/v1/me').expect(200)).body).toMatchObject({
      username: `orang.${people}`,
      displayName: `Orang Contoh ${people}`,
      role: 'biro-pbj',
      mustChangePassword: false,
    });
    expect(await accounts(person.subject)).toEqual([
      { username: `orang.${people}`, role: 'biro-pbj', password_hash: null },
    ]);
    const account = await browser.get('/akun').expect(200);
    expect(account.text).toContain('Anda masuk lewat akun pemerintah daerah');
    expect(account.text).not.toContain('Kata sandi yang sekarang');
    const local = await app
      .browser()
      .post('/api/v1/session')
      .send({ username: `orang.${people}`, password: 'apa saja boleh' })
      .expect(401);
    expect(local.body).toMatchObject({ code: 'access.wrong-sign-in' });
  });

  it('knows a person by issuer and subject, not by name or e-mail', async () => {
    const person = somebody({ claims: { email: 'sama@contoh.go.id' } });
    await signIn(person);
    const [first] = await accounts(person.subject);
    await signIn({ ...person, claims: { ...person.claims, preferred_username: 'nama.lain' } });
    expect(await accounts(person.subject)).toEqual([first]);
    // Another subject with the same name and e-mail is another person.
    const twin = { ...person, subject: `${person.subject}-kembar` };
    await signIn(twin);
    expect((await accounts(twin.subject))[0]?.username).toBe(`${first?.username}-2`);
  });

  it('never becomes a local account of the same name', async () => {
    const local = await app.signIn('admin');
    const person = somebody({ claims: { preferred_username: local.username } });
    await signIn(person);
    expect((await accounts(person.subject))[0]).toMatchObject({ username: `${local.username}-2`, role: 'biro-pbj' });
    expect((await local.agent.get('/api/v1/me').expect(200)).body).toMatchObject({ role: 'admin' });
  });

  it('makes one account when one person comes by two doors at once', async () => {
    const person = somebody();
    provider.next = person;
    const [one, other] = [app.browser(), app.browser()];
    const [first, second] = [await depart(one), await depart(other)];
    const answers = await Promise.all([one.get(first), other.get(second)]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(await accounts(person.subject)).toHaveLength(1);
  });

  it('follows the role of the claim at each sign-in, the first of the map deciding', async () => {
    const person = somebody({ claims: roles('inspektorat', 'pbj-admin') });
    await signIn(person);
    expect((await accounts(person.subject))[0]?.role).toBe('admin');
    await signIn({ ...person, claims: { ...person.claims, ...roles('inspektorat', 'lain') } });
    expect((await accounts(person.subject))[0]?.role).toBe('auditor');
  });

  it('asks the provider for claims that the token does not tell', async () => {
    const person = somebody({ claims: { realm_access: undefined }, userinfo: roles('inspektorat') });
    const answer = await signIn(person);
    expect(answer.status).toBe(303);
    expect((await accounts(person.subject))[0]?.role).toBe('auditor');
  });

  it('lets nobody in whom no role is told, says whom to ask, and ends what was open', async () => {
    const stranger = somebody({ claims: roles('lain') });
    const refused = await signIn(stranger);
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('belum diberi peran');
    expect(refused.text).toContain('administrator layanan ini');
    expect(await accounts(stranger.subject)).toEqual([]);

    const person = somebody();
    const browser = app.browser();
    await signIn(person, browser);
    await browser.get('/api/v1/me').expect(200);
    expect((await signIn({ ...person, claims: roles() })).status).toBe(403);
    await browser.get('/api/v1/me').expect(401);
  });

  it('keeps out whose account is disabled here', async () => {
    const person = somebody();
    await signIn(person);
    const [{ username } = { username: '' }] = await accounts(person.subject);
    await app.source.query('update app_user set disabled_at = now() where username = $1', [username]);
    const refused = await signIn(person);
    expect([refused.status, cookieOf(refused.headers, 'lokapasar_sesi')]).toEqual([403, undefined]);
    expect(refused.text).toContain('dinonaktifkan');
  });

  it('asks for the code too, where its owner has switched the second factor on', async () => {
    const person = somebody();
    const browser = app.browser();
    await signIn(person, browser);
    const page = await browser.get('/akun/dua-langkah').expect(200);
    await browser
      .post('/akun/dua-langkah/mulai')
      .type('form')
      .send({ _csrf: csrfIn(page.text) })
      .expect(303);
    const setUp = await browser.get('/akun/dua-langkah');
    const secret = (/<code class="secret">([^<]+)/.exec(setUp.text)?.[1] ?? '').replaceAll(' ', '');
    await browser
      .post('/akun/dua-langkah/aktifkan')
      .type('form')
      .send({ _csrf: csrfIn(setUp.text), code: codeAt(secret, new Date()) })
      .expect(200);
    const again = app.browser();
    const half = await signIn(person, again);
    expect([half.status, half.headers.location]).toEqual([303, '/masuk/kode']);
    expect(cookieOf(half.headers, 'lokapasar_sesi')).toBeUndefined();
    await again.get('/api/v1/me').expect(401);
  });

  it('gives no password to its accounts by any way back', async () => {
    const admin = await app.signIn('admin');
    const person = somebody();
    await signIn(person);
    const [{ username } = { username: '' }] = await accounts(person.subject);
    const user = await app.app.get(UsersService).findByUsername(username);
    await admin.post(`/pengguna/${user?.id}/tautan`, {}).expect(409);
    await admin.post(`/pengguna/${user?.id}/kata-sandi`, {}).expect(409);
    const page = await admin.agent.get(`/pengguna/${user?.id}`).expect(200);
    expect(page.text).toContain('tanpa kata sandi di sini');
    expect((await accounts(person.subject))[0]?.password_hash).toBeNull();
  });
});

describe('an answer that cannot be believed', () => {
  const cases: [string, Partial<NextAnswer>][] = [
    ['another state', { state: 'palsu' }],
    ['another nonce', { nonce: 'palsu' }],
    ['a token for another service', { audience: 'layanan-lain' }],
    ['a token of another issuer', { issuer: 'https://palsu.contoh' }],
    ['a token that is over', { expiresIn: -3600 }],
    ['a signature of a strange key', { strangeKey: true }],
    ['a refusal', { error: 'access_denied' }],
  ];

  it.each(cases)('(%s) lets nobody in and makes no account', async (_, wrong) => {
    const person = somebody(wrong);
    const answer = await signIn(person);
    expect([answer.status, cookieOf(answer.headers, 'lokapasar_sesi')]).toEqual([403, undefined]);
    expect(answer.text).toContain('Anda belum masuk');
    expect(answer.text).toContain('name="password"');
    expect(await accounts(person.subject)).toEqual([]);
    // It was us who refused, not the provider.
    expect(provider.refusals).toEqual([]);
  });

  it('is a code that was used before, and the address of an arrival opened again', async () => {
    const person = somebody();
    provider.next = person;
    const browser = app.browser();
    const departure = await browser.get('/masuk/sso').expect(303);
    const journey = cookieOf(departure.headers, 'lokapasar_sso')?.split(';', 1)[0] ?? '';
    const back = await fetch(String(departure.headers.location), { redirect: 'manual' });
    const landing = new URL(back.headers.get('location') ?? '');
    const arrival = landing.pathname + landing.search;
    await browser.get(arrival).expect(303);
    await browser.get(arrival).expect(403);
    // Even with the cookie of the departure kept aside.
    await app.browser().get(arrival).set('cookie', journey).expect(403);
    expect(provider.refusals).toEqual(['code']);
  });

  it('is one that another browser asked for', async () => {
    provider.next = somebody();
    const theirs = await depart(app.browser());
    const victim = app.browser();
    expect((await victim.get(theirs)).status).toBe(403);
    await depart(victim);
    const answer = await victim.get(theirs);
    expect([answer.status, cookieOf(answer.headers, 'lokapasar_sesi')]).toEqual([403, undefined]);
    await victim.get('/masuk/sso/kembali').set('cookie', 'lokapasar_sso=palsu:a:b:c').expect(403);
  });
});

describe('where a single sign-on leads', () => {
  it.each(['//jahat.contoh', 'https://jahat.contoh/', '/\\jahat.contoh', '/masuk/sso', '/keluar'])(
    'is never %s',
    async (path) => {
      const answer = await signIn(somebody(), app.browser(), `/masuk/sso?lanjut=${encodeURIComponent(path)}`);
      expect([answer.status, answer.headers.location]).toEqual([303, '/']);
    },
  );

  it('is the published address, whatever Host the request names', async () => {
    const sent = await app.browser().get('/masuk/sso').set('host', 'jahat.contoh').expect(303);
    expect(new URL(String(sent.headers.location)).searchParams.get('redirect_uri')).toBe(
      `${PUBLIC_URL}/masuk/sso/kembali`,
    );
  });
});

describe('a provider that does not answer', () => {
  it('is told in words, while the password still opens the door, and is asked again later', async () => {
    const gone = await StandInProvider.start();
    const { issuer } = gone;
    await gone.stop();
    const own = await openTestApp(settings(issuer));
    try {
      const browser = own.browser();
      const page = await browser.get('/masuk/sso').expect(502);
      expect(page.text).toContain('Akun Provinsi Contoh tidak dapat dihubungi');
      await own.app
        .get(UsersService)
        .addWithPassword({ username: 'lokal', displayName: 'Lokal', role: 'auditor' }, TEST_PASSWORD);
      await browser
        .post('/masuk')
        .type('form')
        .send({ _csrf: csrfIn(page.text), username: 'lokal', password: TEST_PASSWORD })
        .expect(303);
    } finally {
      await own.close();
    }
  });

  it('stops half-way without harm', async () => {
    const other = await StandInProvider.start();
    const own = await openTestApp(settings(other.issuer));
    try {
      const browser = own.browser();
      const sent = await browser.get('/masuk/sso').expect(303);
      const state = new URL(String(sent.headers.location)).searchParams.get('state') ?? '';
      await other.stop();
      const answer = await browser.get(`/masuk/sso/kembali?code=x&state=${state}`).expect(502);
      expect(answer.text).toContain('tidak dapat dihubungi');
    } finally {
      await own.close();
    }
  });
});

describe('a service without single sign-on', () => {
  it('offers none', async () => {
    const own = await openTestApp();
    try {
      expect((await own.browser().get('/masuk')).text).not.toContain('/masuk/sso');
      expect((await own.browser().get('/masuk/sso')).status).toBe(404);
      await own.browser().get('/masuk/sso/kembali?code=x&state=y').expect(404);
    } finally {
      await own.close();
    }
  });

  it('does not start with a role that there is not', async () => {
    const { database, close } = await openTestDatabase();
    const oidc = { ...settings(provider.issuer), OIDC_ROLE_MAP: 'x=raja' };
    try {
      const env = readEnv({ DATA_DIR: app.env.dataDir, LOG_LEVEL: 'fatal', ...oidc });
      await expect(createApp(database, env)).rejects.toThrow('OIDC_ROLE_MAP: "raja" is no role');
    } finally {
      await close();
    }
  });
});
