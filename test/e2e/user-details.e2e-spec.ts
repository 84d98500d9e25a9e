import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestApp, type SignedIn, TEST_PASSWORD, type TestApp } from '../support/app.js';

let app: TestApp;
let admin: SignedIn;
beforeAll(async () => {
  app = await openTestApp();
  admin = await app.signIn('admin');
});
afterAll(() => app.close());

const idOf = async (person: SignedIn): Promise<string> =>
  ((await person.agent.get('/api/v1/me').expect(200)).body as { userId: string }).userId;

describe('the page of a user', () => {
  it('is led to from the list, and has neither script nor style of its own', async () => {
    const person = await app.signIn('biro-pbj');
    const path = `/pengguna/${await idOf(person)}`;
    expect((await admin.agent.get('/pengguna').expect(200)).text).toContain(`href="${path}"`);
    const page = await admin.agent.get(path).expect(200);
    expect(page.text).not.toMatch(/<script|<style|\sstyle=|\son\w+=/i);
    expect(page.text).toContain('<h1>Bagaimana Contoh biro-pbj masuk?</h1>');
    expect(page.headers['referrer-policy']).toBe('same-origin');
    await admin.agent.get('/pengguna/bukan-id').expect(404);
    await admin.agent.get('/pengguna/00000000-0000-4000-8000-000000000000').expect(404);
  });

  it('is read by the auditor without a button, and not at all by staff', async () => {
    const person = await app.signIn('biro-pbj');
    const auditor = await app.signIn('auditor');
    const path = `/pengguna/${await idOf(person)}`;
    const page = await auditor.agent.get(path).expect(200);
    expect(page.text.match(/<form/g)).toHaveLength(1); // Keluar
    await person.agent.get(path).expect(403);
    for (const verb of ['tautan', 'kunci/buka', 'sesi/keluarkan', 'dua-langkah/matikan', 'surel'])
      await auditor.post(`${path}/${verb}`, {}).expect(403);
  });

  it('lists sessions and ends one or all of them, on record', async () => {
    const person = await app.signIn('biro-pbj');
    const userId = await idOf(person);
    const other = app.browser();
    await other
      .post('/api/v1/session')
      .set('user-agent', 'Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36')
      .send({ username: person.username, password: TEST_PASSWORD })
      .expect(201);
    const listed = await admin.agent.get(`/api/v1/users/${userId}/sessions`).expect(200);
    const phone = (listed.body as { id: string; userAgent: string; current: boolean }[]).find(
      ({ userAgent }) => userAgent === 'Chrome di Android',
    );
    expect(listed.body).toHaveLength(2);
    expect(phone?.current).toBe(false);
    const page = await admin.agent.get(`/pengguna/${userId}`).expect(200);
    expect(page.text).toContain(`/pengguna/${userId}/sesi/${phone?.id}/keluarkan`);
    const stranger = await idOf(await app.signIn('auditor'));
    await admin.post(`/pengguna/${stranger}/sesi/${phone?.id}/keluarkan`, {}).expect(404);
    await other.get('/api/v1/me').expect(200);
    await admin.post(`/pengguna/${userId}/sesi/${phone?.id}/keluarkan`, {}).expect(303);
    await other.get('/api/v1/me').expect(401);
    await person.agent.get('/api/v1/me').expect(200);
    await admin.agent.delete(`/api/v1/users/${userId}/sessions`).set('x-csrf-token', admin.csrf).expect(204);
    await person.agent.get('/api/v1/me').expect(401);
    const audited = (await app.source.query(
      `select action from audit_entry where object_id = $1 and action like 'session.end%' order by seq`,
      [userId],
    )) as { action: string }[];
    expect(audited.map(({ action }) => action)).toEqual(['session.end', 'session.end-all']);
  });

  it('says that an account is locked, and lifts the lock', async () => {
    const person = await app.signIn('auditor');
    const userId = await idOf(person);
    const attempt = (password: string) =>
      app.browser().post('/api/v1/session').send({ username: person.username, password });
    for (let count = 0; count < 5; count += 1) await attempt('salah').expect(401);
    const locked = await attempt(TEST_PASSWORD).expect(429);
    expect(locked.body).toMatchObject({ code: 'access.too-many-tries' });
    expect((await admin.agent.get(`/pengguna/${userId}`)).text).toMatch(/Terkunci<\/span> sampai/);
    const state = await admin.agent.get(`/api/v1/users/${userId}/sign-in`).expect(200);
    expect(state.body).toMatchObject({ failures: 5, blockedUntil: expect.stringMatching(/^\d{4}-/) });
    await admin.post(`/pengguna/${userId}/kunci/buka`, {}).expect(303);
    await attempt(TEST_PASSWORD).expect(201);
  });

  it('locks a name that does not exist in the same words', async () => {
    const attempt = () => app.browser().post('/api/v1/session').send({ username: 'hantu', password: 'salah' });
    for (let count = 0; count < 5; count += 1) await attempt().expect(401);
    const locked = await attempt().expect(429);
    expect((locked.body as { detail: string }).detail).toMatch(/^Terlalu banyak percobaan masuk yang gagal/);
  });
});

describe('one’s own sessions', () => {
  it('are listed and ended by the API, and all others end with a change of the password', async () => {
    const person = await app.signIn('auditor');
    const other = app.browser();
    const third = app.browser();
    for (const browser of [other, third])
      await browser.post('/api/v1/session').send({ username: person.username, password: TEST_PASSWORD }).expect(201);
    const { body } = await person.agent.get('/api/v1/me/sessions').expect(200);
    const sessions = body as { id: string; current: boolean }[];
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    expect(sessions).toHaveLength(3);
    const before = (await other.get('/api/v1/me/sessions')).body as { id: string; current: boolean }[];
    const otherId = before.find(({ current }) => current)?.id ?? '';
    await person.agent.delete(`/api/v1/me/sessions/${otherId}`).set('x-csrf-token', person.csrf).expect(204);
    await other.get('/api/v1/me').expect(401);
    await person.agent
      .put('/api/v1/me/password')
      .set('x-csrf-token', person.csrf)
      .send({ current: TEST_PASSWORD, next: 'perahu lontar angin timur' })
      .expect(200);
    await third.get('/api/v1/me').expect(401);
    await person.agent.get('/api/v1/me').expect(200);
  });
});
