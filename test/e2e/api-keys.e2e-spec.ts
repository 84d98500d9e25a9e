import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Permission } from '../../src/access/permissions.js';
import { aSmallYear } from '../factories/spending.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

let test: TestApp;
let staff: SignedIn;
let admin: SignedIn;

beforeAll(async () => {
  test = await openTestApp();
  await aSmallYear(test.app, test.source);
  staff = await test.signIn('biro-pbj');
  admin = await test.signIn('admin');
});
afterAll(() => test.close());

const dayFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

interface Made {
  key: { id: string; prefix: string };
  token: string;
}

async function make(given: object = {}, who = staff): Promise<Made> {
  const permissions: Permission[] = ['spending.read'];
  const answer = await who.agent
    .post('/api/v1/api-keys')
    .set('x-csrf-token', who.csrf)
    .send({ name: 'Dasbor', permissions, lastDay: dayFromNow(30), ...given })
    .expect(201);
  return answer.body as Made;
}

const ask = (token: string, path: string) => test.browser().get(path).set('authorization', `Bearer ${token}`);
const codeOf = (answer: { body: unknown }): string => (answer.body as { code: string }).code;

describe('an API key', () => {
  it('is shown once, kept as a hash, and opens what it was given and nothing else', async () => {
    const { key, token } = await make();
    expect(token).toMatch(/^lpk_[0-9a-f]{8}_[\w-]{43}$/);
    expect(token.startsWith(`${key.prefix}_`)).toBe(true);
    const [stored] = (await test.source.query('select k::text as row from api_key k where id = $1', [key.id])) as {
      row: string;
    }[];
    expect(stored?.row).not.toContain(token.slice(13));
    const listed = await staff.agent.get('/api/v1/api-keys').expect(200);
    expect(JSON.stringify(listed.body)).not.toContain(token.slice(13));

    const figures = await ask(token, '/api/v1/spending?by=source&year=2025').expect(200);
    expect(figures.body).toMatchObject({ total: { committed: { value: '350.30' } } });
    const refused = await ask(token, '/api/v1/imports').expect(403);
    expect(refused.body).toMatchObject({ code: 'access.not-allowed', details: { needs: 'import.read' } });
    const me = await ask(token, '/api/v1/me').expect(200);
    expect(me.body).toMatchObject({ username: staff.username, permissions: ['spending.read'] });
  });

  it('counts under /api/ only, and takes no cookie beside it', async () => {
    const { token } = await make();
    const page = await ask(token, '/belanja').expect(303);
    expect(page.headers['location']).toMatch(/^\/masuk/);
    // The cookie of an administrator adds nothing to the key.
    const both = await admin.agent.get('/api/v1/users').set('authorization', `Bearer ${token}`).expect(403);
    expect(codeOf(both)).toBe('access.not-allowed');
    const bad = await admin.agent.get('/api/v1/users').set('authorization', 'Bearer lpk_salah').expect(401);
    expect(codeOf(bad)).toBe('api-key.unknown');
    // Some other kind of authorization is none of ours.
    await admin.agent.get('/api/v1/users').set('authorization', 'Basic YTpi').expect(200);
  });

  it('needs no form token, and imports where it was given that', async () => {
    const { token } = await make({ permissions: ['import.read', 'import.write'] });
    const send = (sent: string) =>
      test
        .browser()
        .post('/api/v1/imports')
        .set('authorization', `Bearer ${sent}`)
        .attach('berkas', Buffer.from('{"a":1}'), 'lain.json');
    const taken = await send(token);
    expect([200, 201, 202]).toContain(taken.status);
    expect((await send((await make()).token)).status).toBe(403);
  });

  it('is refused when it is unknown, over, revoked, or its owner is shut out, each with its own code', async () => {
    const code = async (token: string): Promise<string> => codeOf(await ask(token, '/api/v1/spending').expect(401));
    expect(await code(`lpk_00000000_${'x'.repeat(43)}`)).toBe('api-key.unknown');
    const over = await make();
    await test.source.query(`update api_key set expires_at = now() - interval '1 second' where id = $1`, [over.key.id]);
    expect(await code(over.token)).toBe('api-key.expired');
    const revoked = await make();
    await ask(revoked.token, '/api/v1/spending').expect(200);
    const revoke = staff.agent.delete(`/api/v1/api-keys/${revoked.key.id}`).set('x-csrf-token', staff.csrf);
    await revoke.expect(204);
    expect(await code(revoked.token)).toBe('api-key.revoked');
    const leaver = await test.signIn('biro-pbj');
    const orphan = await make({}, leaver);
    await test.source.query('update app_user set disabled_at = now() where username = $1', [leaver.username]);
    expect(await code(orphan.token)).toBe('api-key.owner-disabled');
  });

  it('holds no more than its owner does at the moment of use', async () => {
    const owner = await test.signIn('biro-pbj');
    const { token } = await make({ permissions: ['spending.read', 'ovop.read'] }, owner);
    expect((await ask(token, '/api/v1/spending')).status).toBe(200);
    await test.source.query(`update app_user set role = 'dinas-pariwisata' where username = $1`, [owner.username]);
    expect((await ask(token, '/api/v1/spending')).status).toBe(403);
    expect((await ask(token, '/api/v1/ovop-entries')).status).toBe(200);
  });

  it('ends with a role of its owner that may have none', async () => {
    const owner = await test.signIn('biro-pbj');
    const { token } = await make({ permissions: ['spending.read'] }, owner);
    await test.source.query(`update app_user set role = 'perangkat-daerah' where username = $1`, [owner.username]);
    expect(codeOf(await ask(token, '/api/v1/spending').expect(401))).toBe('api-key.owner-role');
  });

  it('brings files in, and takes no original out', async () => {
    const { token } = await make({ permissions: ['import.write', 'import.read'] }, staff);
    expect((await ask(token, '/api/v1/imports/1/file')).status).toBe(403);
  });

  it('looks after no keys, passwords, users or settings, and ends no session', async () => {
    const { token } = await make({ permissions: ['spending.read', 'settings.read'] }, admin);
    const bearer = `Bearer ${token}`;
    const refused = async (method: 'get' | 'post' | 'put' | 'delete', path: string): Promise<string> =>
      codeOf(await test.browser()[method](path).set('authorization', bearer).send({}).expect(403));
    expect(await refused('get', '/api/v1/api-keys')).toBe('access.not-allowed');
    expect(await refused('post', '/api/v1/api-keys')).toBe('access.not-allowed');
    expect(await refused('post', '/api/v1/users')).toBe('access.not-allowed');
    expect(await refused('put', '/api/v1/settings')).toBe('access.not-allowed');
    expect(await refused('put', '/api/v1/me/password')).toBe('api-key.people-only');
    expect(await refused('delete', '/api/v1/session')).toBe('api-key.people-only');
    const beyond = await staff.agent
      .post('/api/v1/api-keys')
      .set('x-csrf-token', staff.csrf)
      .send({ name: 'x', permissions: ['user.write'], lastDay: dayFromNow(1) })
      .expect(422);
    expect(beyond.body).toMatchObject({ fields: [{ field: 'permissions' }] });
    const tourism = await test.signIn('dinas-pariwisata');
    const more = await tourism.agent
      .post('/api/v1/api-keys')
      .set('x-csrf-token', tourism.csrf)
      .send({ name: 'x', permissions: ['spending.read'], lastDay: dayFromNow(1) })
      .expect(422);
    expect(more.body).toMatchObject({ code: 'api-key.invalid' });
  });

  it('ends after 366 days at the latest, and on a day of the calendar', async () => {
    const status = async (lastDay: string): Promise<number> =>
      (
        await staff.agent
          .post('/api/v1/api-keys')
          .set('x-csrf-token', staff.csrf)
          .send({ name: 'x', permissions: ['spending.read'], lastDay })
      ).status;
    expect(await status(dayFromNow(400))).toBe(422);
    expect(await status(dayFromNow(-2))).toBe(422);
    expect(await status('2026-02-31')).toBe(422);
    expect(await status(dayFromNow(360))).toBe(201);
  });
});

describe('the quota of a key', () => {
  it('is counted for all processes, told in headers, and answered with 429 and when to come again', async () => {
    const { key, token } = await make({ perMinute: 2 });
    // So that no minute ends between the requests: it has just begun, and lasts beyond this test.
    const hold = `update api_key_use set minute = date_trunc('minute', now()) where key_id = $1`;
    const first = await ask(token, '/api/v1/spending/definition');
    expect(first.headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-remaining': '1' });
    await test.source.query(hold, [key.id]);
    await ask(token, '/api/v1/spending/definition');
    await test.source.query(`update api_key_use set minute = date_trunc('minute', now()), minute_used = 2`);
    const over = await ask(token, '/api/v1/spending').expect(429);
    expect(codeOf(over)).toBe('api-key.over-quota');
    expect(over.headers['ratelimit-remaining']).toBe('0');
    expect(Number(over.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(over.headers['retry-after'])).toBeLessThanOrEqual(60);
    // The next minute is free again.
    await test.source.query(`update api_key_use set minute = minute - interval '1 minute' where key_id = $1`, [key.id]);
    await ask(token, '/api/v1/spending').expect(200);
  });

  it('of a day stands when the minutes are free, and refused requests do not use it up', async () => {
    const { key, token } = await make({ perDay: 3 });
    await ask(token, '/api/v1/spending').expect(200);
    await test.source.query(
      `update api_key_use set minute = minute - interval '1 minute', day = (now() at time zone 'utc')::date, day_used = 3
       where key_id = $1`,
      [key.id],
    );
    for (let again = 0; again < 3; again += 1) {
      const over = await ask(token, '/api/v1/spending').expect(429);
      expect(over.headers['ratelimit-limit']).toBe('3');
    }
    const [use] = (await test.source.query('select day_used from api_key_use where key_id = $1', [key.id])) as {
      day_used: number;
    }[];
    expect(use?.day_used).toBe(3);
    await test.source.query('update api_key_use set day = day - 1 where key_id = $1', [key.id]);
    await ask(token, '/api/v1/spending').expect(200);
  });

  it('leaves a mark in the trail on the first use of a day, and the time of the last use on the key', async () => {
    const { key, token } = await make();
    for (let again = 0; again < 3; again += 1) await ask(token, '/api/v1/spending').expect(200);
    const trail = (await test.source.query(
      `select object_id from audit_entry where action = 'api-key.use' and object_id = $1`,
      [key.id],
    )) as unknown[];
    expect(trail).toHaveLength(1);
    const { body } = await staff.agent.get('/api/v1/api-keys').expect(200);
    const listed = (body as { id: string; lastUsedAt: string | null; usedToday: number }[]).find(
      ({ id }) => id === key.id,
    );
    expect(listed).toMatchObject({ lastUsedAt: expect.any(String) });
  });
});

describe('the page Kunci API', () => {
  it('makes a key, shows it once, keeps what was typed when something is wrong, and revokes', async () => {
    const wrong = await staff.post('/kunci-api', { name: 'Program kepala', lastDay: dayFromNow(10) }).expect(422);
    expect(wrong.text).toContain('Pilih paling sedikit satu izin');
    expect(wrong.text).toContain('value="Program kepala"');
    const made = await staff
      .post('/kunci-api', {
        name: 'Program kepala',
        permissions: 'spending.read',
        lastDay: dayFromNow(10),
        perMinute: '',
      })
      .expect(201);
    const token = /lpk_[0-9a-f]{8}_[\w-]{43}/.exec(made.text)?.[0] ?? '';
    await ask(token, '/api/v1/spending').expect(200);
    const later = await staff.agent.get('/kunci-api').expect(200);
    expect(later.text).toContain('Program kepala');
    expect(later.text).not.toContain(token);
    const [row] = (await test.source.query(`select id from api_key where name = 'Program kepala'`)) as { id: string }[];
    await staff.post(`/kunci-api/${row?.id}/cabut`, {}).expect(303);
    await ask(token, '/api/v1/spending').expect(401);
  });

  it('shows everybody their own; an administrator sees and revokes all', async () => {
    const { key, token } = await make({ name: 'Milik staf' });
    const auditor = await test.signIn('auditor');
    expect((await auditor.agent.get('/kunci-api').expect(200)).text).not.toContain('Milik staf');
    await auditor.post(`/kunci-api/${key.id}/cabut`, {}).expect(404);
    expect((await admin.agent.get('/kunci-api').expect(200)).text).toContain('Milik staf');
    await admin.post(`/kunci-api/${key.id}/cabut`, {}).expect(303);
    await ask(token, '/api/v1/spending').expect(401);
    await (
      await test.signIn('pelaku-usaha', { suppliers: [{ scheme: 'v5', key: 'S1' }] })
    ).agent
      .get('/kunci-api')
      .expect(403);
  });
});

describe('the log', () => {
  it('holds no key, however much it tells', async () => {
    const written: string[] = [];
    // A changed `write` makes the log use it, from the start of the app on.
    const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = (chunk: string | Uint8Array): boolean => written.push(String(chunk)) > 0;
    let token = '';
    let loud: TestApp | null = null;
    try {
      loud = await openTestApp({ LOG_LEVEL: 'debug' });
      const owner = await loud.signIn('biro-pbj');
      const made = await owner.agent
        .post('/api/v1/api-keys')
        .set('x-csrf-token', owner.csrf)
        .send({ name: 'Dasbor', permissions: ['spending.read'], lastDay: dayFromNow(30) });
      ({ token } = made.body as Made);
      await loud.browser().get('/api/v1/spending').set('authorization', `Bearer ${token}`).expect(200);
      await loud.browser().get('/api/v1/imports').set('authorization', `Bearer ${token}x`).expect(401);
    } finally {
      process.stdout.write = write;
      await loud?.close();
    }
    expect(token).toMatch(/^lpk_/);
    expect(written.join('')).toContain('/api/v1/imports');
    expect(written.join('')).not.toContain(token.slice(13));
  });
});

describe('the description of the API', () => {
  it('names the key as a way in', async () => {
    const { body } = await test.browser().get('/api/docs-json').expect(200);
    expect(body).toMatchObject({
      security: [{ cookie: [] }, { 'api-key': [] }],
      components: { securitySchemes: { 'api-key': { type: 'http', scheme: 'bearer' } } },
    });
  });
});
