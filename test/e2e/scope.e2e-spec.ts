import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CircularService } from '../../src/compliance/circular.service.js';
import type { SpendingAnswerDto } from '../../src/purchasing/spending.dto.js';
import { aCircular } from '../factories/circulars.js';
import { aSmallYear } from '../factories/spending.js';
import { csrfIn, openTestApp, type SignedIn, TEST_PASSWORD, type TestApp } from '../support/app.js';

/**
 * The small year with a second agency: satker 503 (O4, v6, 30.00, of a status nobody knows) belongs to Dinas Lain, the
 * rest to Dinas Contoh. Package P1 holds a line of S1 (100.10) and one of S2 (200.20).
 */
let test: TestApp;
let auditor: SignedIn;
let own: SignedIn;
let other: SignedIn;
let maker: SignedIn;
let tourism: SignedIn;
let pd: string;
let otherPd: string;

beforeAll(async () => {
  test = await openTestApp();
  ({ pd } = await aSmallYear(test.app, test.source));
  const [row] = (await test.source.query(
    `insert into perangkat_daerah (klpd, name, origin) values ('D999', 'Dinas Lain', 'staf') returning id::text`,
  )) as { id: string }[];
  otherPd = row?.id ?? '';
  await test.source.query(`update satker_assignment set perangkat_daerah_id = $1 where satker_key = '503'`, [otherPd]);
  await test.app
    .get(CircularService)
    .create(aCircular({ effectiveFrom: '2025-01-01', issuedOn: '2025-01-01' }), 'penguji', '2025-06-01');
  auditor = await test.signIn('auditor');
  own = await test.signIn('perangkat-daerah', { perangkatDaerahId: pd });
  other = await test.signIn('perangkat-daerah', { perangkatDaerahId: otherPd });
  maker = await test.signIn('pelaku-usaha', { suppliers: [{ scheme: 'v5', key: 'S1' }] });
  tourism = await test.signIn('dinas-pariwisata');
});
afterAll(() => test.close());

const json = async (who: SignedIn, path: string): Promise<SpendingAnswerDto> =>
  (await who.agent.get(path).expect(200)).body as SpendingAnswerDto;
const words = async (who: SignedIn, path: string): Promise<string> =>
  (await who.agent.get(path).expect(200)).text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('an agency', () => {
  it('knows nothing of a circular that is not issued yet', async () => {
    const draft = await test.app
      .get(CircularService)
      .create(aCircular({ number: '9/DRAF/2025', state: 'draf' }), 'penguji', '2025-06-01');
    const staff = await auditor.agent.get('/api/v1/circulars').expect(200);
    expect((staff.body as { id: string }[]).map(({ id }) => id)).toContain(draft.id);
    const mine = await own.agent.get('/api/v1/circulars').expect(200);
    expect((mine.body as { id: string }[]).map(({ id }) => id)).not.toContain(draft.id);
    for (const path of [
      `/api/v1/circulars/${draft.id}`,
      `/api/v1/circulars/${draft.id}/versions`,
      `/edaran/${draft.id}`,
      `/kepatuhan?tahun=2025&butir=${draft.obligations[0]?.id ?? ''}`,
      `/api/v1/compliance/packages?year=2025&obligationId=${draft.obligations[0]?.id ?? ''}&pd=${pd}`,
    ])
      expect([path, (await own.agent.get(path)).status]).toEqual([path, 404]);
    expect(await words(own, '/edaran')).not.toContain('9/DRAF/2025');
  });

  it('reads the same sums of its own as staff do, and nothing of others, by every dimension', async () => {
    for (const by of ['perangkat-daerah', 'satker', 'source', 'status', 'catalogue', 'month', 'fund', 'umk', 'ovop']) {
      const staff = await json(auditor, `/api/v1/spending?by=${by}&year=2025&pd=${pd}`);
      const mine = await json(own, `/api/v1/spending?by=${by}&year=2025`);
      const byKey = ({ rows }: SpendingAnswerDto) => new Map(rows.map((row) => [row.key, row]));
      expect([by, byKey(mine)]).toEqual([by, byKey(staff)]);
      expect([by, mine.total]).toEqual([by, staff.total]);
    }
    const mine = await json(own, '/api/v1/spending?by=satker&year=2025');
    expect(mine.total).toMatchObject({ packages: 3, committed: { value: '350.30' }, unknown: { packages: 0 } });
    expect(mine.rows.map(({ key }) => key).sort()).toEqual(['501', '502']);
    const theirs = await json(other, '/api/v1/spending?by=perangkat-daerah&year=2025');
    expect(theirs.rows.map(({ label }) => label)).toEqual(['Dinas Lain']);
    expect(theirs.total).toMatchObject({ packages: 1, unknown: { packages: 1, value: '30.00' } });
  });

  it('finds nothing when it asks for another, whatever the year', async () => {
    for (const year of ['2025', 'all']) {
      const asked = await json(own, `/api/v1/spending?by=source&year=${year}&pd=${otherPd}`);
      expect(asked.total.packages).toBe(0);
      const packages = await own.agent.get(`/api/v1/packages?year=${year}`).expect(200);
      const { items } = packages.body as { items: { sourceKey: string }[] };
      expect(items.map(({ sourceKey }) => sourceKey).sort()).toEqual(['O3', 'P1', 'P2']);
    }
  });

  it('has choices, packages that are not complete and downloads of its own only', async () => {
    const choices = await other.agent.get('/api/v1/spending/choices').expect(200);
    expect(choices.body).toMatchObject({ sources: ['v6'] });
    expect(await words(own, '/belanja/belum-lengkap?tahun=2025')).toContain('Belanja alat tulis');
    expect(await words(other, '/belanja/belum-lengkap?tahun=2025')).not.toContain('Belanja alat tulis');
    const csv = await other.agent.get('/belanja/paket/unduh.csv?tahun=2025').expect(200);
    expect(csv.text.trim().split('\r\n')).toHaveLength(2);
    expect(csv.text).not.toContain('cendera mata');
    const sums = await other.agent.get('/belanja/unduh.csv?tahun=2025').expect(200);
    expect(sums.text).not.toContain('Dinas Contoh');
  });

  it('sees its own result by the circular, the same as staff see, and no other', async () => {
    interface Answer {
      obligations: { rows: { perangkatDaerahId: string | null }[] }[];
    }
    const of = async (who: SignedIn): Promise<Answer> =>
      (await who.agent.get('/api/v1/compliance?year=2025').expect(200)).body as Answer;
    const all = (await of(auditor)).obligations[0]?.rows ?? [];
    const mine = (await of(own)).obligations[0]?.rows ?? [];
    expect(all.length).toBeGreaterThan(1);
    expect(mine).toEqual(all.filter(({ perangkatDaerahId }) => perangkatDaerahId === pd));
    expect(mine).toHaveLength(1);
    const page = await words(own, '/kepatuhan?tahun=2025');
    expect(page).toContain('Dinas Contoh');
    expect(page).not.toContain('Dinas Lain');
  });

  it('has a first page of its own figures, without what only staff can mend', async () => {
    const page = await words(other, '/?tahun=2025');
    expect(page).not.toContain('350');
    expect(page).not.toContain('Yang perlu perhatian');
    const { text } = await own.agent.get('/?tahun=2025').expect(200);
    for (const path of ['/impor', '/pemetaan', '/penyedia', '/status', '/ovop', '/pengguna', '/penjualan'])
      expect(text).not.toContain(`href="${path}"`);
    for (const path of ['/belanja', '/kepatuhan', '/edaran', '/definisi']) expect(text).toContain(`href="${path}"`);
  });

  it('sees what another was merged into it, and a user of the merged one sees the same', async () => {
    await test.source.query('update perangkat_daerah set merged_into = $2 where id = $1', [otherPd, pd]);
    await test.source.query(`update satker_assignment set perangkat_daerah_id = $1 where satker_key = '503'`, [pd]);
    await test.source.query('update data_version set version = version + 1');
    try {
      const seen = await json(other, '/api/v1/spending?by=source&year=2025');
      expect(seen.total.packages).toBe(4);
    } finally {
      await test.source.query('update perangkat_daerah set merged_into = null where id = $1', [otherPd]);
      await test.source.query(`update satker_assignment set perangkat_daerah_id = $1 where satker_key = '503'`, [
        otherPd,
      ]);
      await test.source.query('update data_version set version = version + 1');
    }
  });
});

describe('what is kept between requests', () => {
  it('is never one scope’s for another: neither an ETag nor a page made before', async () => {
    for (const path of [
      '/api/v1/spending?by=source&year=2025',
      '/api/v1/packages?year=2025',
      '/api/v1/spending/choices',
      '/api/v1/compliance?year=2025',
    ]) {
      const all = await auditor.agent.get(path).expect(200);
      const tag = String(all.headers['etag']);
      await auditor.agent.get(path).set('if-none-match', tag).expect(304);
      for (const who of [own, other]) {
        const answer = await who.agent.get(path).set('if-none-match', tag).expect(200);
        expect(answer.headers['etag']).not.toBe(tag);
        expect(JSON.stringify(answer.body)).not.toBe(JSON.stringify(all.body));
      }
    }
    // A year in which only Dinas Lain bought anything.
    await test.source.query(
      `insert into spending_cell select klpd, 2024, month, source, satker_key, status_key, standing, fund, catalogue, umk, ovop,
         lines, value from spending_cell where satker_key = '503'`,
    );
    await test.source.query('update data_version set version = version + 1');
    // In the same process and the same version of the data: first everything, then one's own, then everything again.
    for (const who of [auditor, other, auditor, own]) {
      const page = await words(who, '/kepatuhan?tahun=2025');
      expect(page.includes('Dinas Lain')).toBe(who !== own);
      expect(page.includes('Dinas Contoh')).toBe(who !== other);
      // The years to choose from are kept by the page.
      const spending = await who.agent.get('/belanja?tahun=2025').expect(200);
      expect(spending.text.includes('<option value="2024"')).toBe(who !== own);
    }
    await test.source.query('delete from spending_cell where year = 2024');
    await test.source.query('update data_version set version = version + 1');
  });
});

describe('an enterprise', () => {
  it('reads its own lines of a package and nothing of the others in it', async () => {
    const { body } = await maker.agent.get('/api/v1/sales').expect(200);
    expect(body).toMatchObject({
      suppliers: [{ scheme: 'v5', key: 'S1' }],
      byYear: [{ year: 2025, standing: 'completed', packages: 1, lines: 1, value: '100.10', valueless: 0 }],
      items: [{ sourceKey: 'P1', lines: 1, value: '100.10', satkerName: 'Dinas Contoh' }],
      total: { packages: 1, value: '100.10' },
    });
    const page = await words(maker, '/penjualan');
    expect(page).toContain('Penjualan saya');
    expect(page).toContain('Belanja cendera mata');
    for (const foreign of ['200,20', '300,30', 'Perusahaan Besar Contoh', 'S2']) expect(page).not.toContain(foreign);
    await maker.agent.get('/belanja').expect(403);
    await maker.agent.get('/api/v1/packages').expect(403);
  });

  it('is led to its own file after the sign-in, and sees no more than its own in the navigation', async () => {
    const browser = test.browser();
    const form = await browser.get('/masuk');
    await browser
      .post('/masuk')
      .type('form')
      .send({ _csrf: csrfIn(form.text), username: maker.username, password: TEST_PASSWORD })
      .expect(303)
      .expect('location', '/usaha-saya');
    await maker.agent.get('/').expect(303).expect('location', '/usaha-saya');
    await tourism.agent.get('/').expect(303).expect('location', '/desa');
    const { text } = await maker.agent.get('/penjualan').expect(200);
    for (const path of ['/belanja', '/kepatuhan', '/kunci-api', '/edaran'])
      expect(text).not.toContain(`href="${path}"`);
  });

  it('is asked for by staff by its key, and nobody else’s sales are there for another', async () => {
    const asked = await auditor.agent.get('/api/v1/sales?supplier=v5:S2').expect(200);
    expect(asked.body).toMatchObject({ total: { packages: 1, value: '200.20' } });
    await auditor.agent.get('/api/v1/sales').expect(422);
    await maker.agent.get('/api/v1/sales?supplier=v5:S2').expect(404);
    expect(await words(auditor, '/penjualan')).toContain('Kunci penyedia');
  });
});

describe('a user', () => {
  it('of a role that needs an agency or keys is refused without them, in Indonesian and with what was typed', async () => {
    const admin = await test.signIn('admin');
    const send = (body: object) =>
      admin.agent
        .post('/api/v1/users')
        .set('x-csrf-token', admin.csrf)
        .send({ displayName: 'Contoh', ...body });
    const without = await send({ username: 'pd.satu', role: 'perangkat-daerah' }).expect(422);
    expect(without.body).toMatchObject({ code: 'access.role-incomplete', fields: [{ field: 'perangkatDaerahId' }] });
    await send({ username: 'pd.satu', role: 'perangkat-daerah', perangkatDaerahId: '999999' }).expect(422);
    await send({ username: 'pu.satu', role: 'pelaku-usaha' }).expect(422);
    await send({ username: 'biro.satu', role: 'biro-pbj', perangkatDaerahId: pd }).expect(422);
    const page = await admin
      .post('/pengguna', { username: 'pu.dua', displayName: 'Usaha Contoh', role: 'pelaku-usaha', suppliers: 'S1' })
      .expect(422);
    expect(page.text).toContain('Kunci penyedia dimulai dengan salah satu dari v5, v6, toko-daring');
    expect(page.text).toContain('value="pu.dua"');
    await admin
      .post('/pengguna', {
        username: 'pu.dua',
        displayName: 'Usaha Contoh',
        role: 'pelaku-usaha',
        perangkatDaerahId: '',
        suppliers: 'v5:S1\r\n v6:V1 ',
      })
      .expect(201);
    const listed = await admin.agent.get('/api/v1/users').expect(200);
    expect(listed.body).toContainEqual(
      expect.objectContaining({
        username: 'pu.dua',
        suppliers: [
          { scheme: 'v5', key: 'S1' },
          { scheme: 'v6', key: 'V1' },
        ],
      }),
    );
  });

  it('gets another role or agency at once: the sessions end, and the next sees what is now theirs', async () => {
    const admin = await test.signIn('admin');
    const person = await test.signIn('perangkat-daerah', { perangkatDaerahId: pd });
    const [{ id } = { id: '' }] = (await test.source.query('select id from app_user where username = $1', [
      person.username,
    ])) as { id: string }[];
    const form = await admin.agent.get(`/pengguna/${id}/peran`).expect(200);
    expect(form.text).toContain(`<option value="${pd}" selected`);
    await admin.post(`/pengguna/${id}/peran`, { role: 'perangkat-daerah' }).expect(422);
    await admin.post(`/pengguna/${id}/peran`, { role: 'perangkat-daerah', perangkatDaerahId: otherPd }).expect(303);
    await person.agent.get('/api/v1/me').expect(401);
    const again = await person.agent
      .post('/api/v1/session')
      .send({ username: person.username, password: TEST_PASSWORD })
      .expect(201);
    expect(again.body).toMatchObject({ scope: { kind: 'perangkat-daerah', perangkatDaerahId: otherPd } });
    const change = (body: object) =>
      admin.agent.put(`/api/v1/users/${id}/role`).set('x-csrf-token', admin.csrf).send(body);
    const changed = await change({ role: 'auditor' }).expect(200);
    expect(changed.body).toMatchObject({ role: 'auditor', perangkatDaerahId: null, suppliers: [] });
    const me = await admin.agent.get('/api/v1/me').expect(200);
    const ownId = (me.body as { userId: string }).userId;
    await admin.agent
      .put(`/api/v1/users/${ownId}/role`)
      .set('x-csrf-token', admin.csrf)
      .send({ role: 'auditor' })
      .expect(409);
  });

  it('whose agency is gone sees nothing rather than everything', async () => {
    const lost = await test.signIn('perangkat-daerah', { perangkatDaerahId: otherPd });
    await test.source.query('update app_user set perangkat_daerah_id = 987654 where username = $1', [lost.username]);
    expect((await json(lost, '/api/v1/spending?by=source&year=2025')).total.packages).toBe(0);
    await test.source.query('update app_user set perangkat_daerah_id = null where username = $1', [lost.username]);
    expect((await json(lost, '/api/v1/spending?by=source&year=2025')).total.packages).toBe(0);
    const { body } = await lost.agent.get('/api/v1/compliance?year=2025').expect(200);
    expect((body as { obligations: { rows: unknown[] }[] }).obligations.flatMap(({ rows }) => rows)).toEqual([]);
  });
});
