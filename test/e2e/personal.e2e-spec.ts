import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

const NIK = '5371015203900001';
const NPWP = '01.312.166.0-091.000';

let app: TestApp;
let staff: SignedIn;
let admin: SignedIn;
let auditor: SignedIn;
beforeAll(async () => {
  app = await openTestApp();
  staff = await app.signIn('biro-pbj');
  admin = await app.signIn('admin');
  auditor = await app.signIn('auditor');
});
afterAll(() => app.close());

const idOf = async (person: SignedIn): Promise<string> => {
  const [row] = (await app.source.query('select id from app_user where username = $1', [person.username])) as {
    id: string;
  }[];
  return row?.id ?? '';
};

interface Trace {
  actor_name: string;
  actor_id: string | null;
  object_kind: string;
  object_id: string;
  after: unknown;
  reason: string | null;
}

const trail = (action: string): Promise<Trace[]> =>
  app.source.query(
    'select actor_name, actor_id, object_kind, object_id, after, reason from audit_entry where action = $1 order by seq',
    [action],
  );

describe('one’s own record', () => {
  it('asks for consent, refuses a wrong form with the words on the page, and keeps the value sealed', async () => {
    const page = await staff.agent.get('/data-saya').expect(200);
    expect(page.text).toContain('Apa yang disimpan tentang Anda?');
    expect(page.text).toContain('UU 27/2022');
    const noConsent = await staff.post('/data-saya/nilai/nik', { nik: NIK }).expect(422);
    expect(noConsent.text).toContain('Centang persetujuan dahulu');
    const wrong = await staff.post('/data-saya/nilai/nik', { nik: '5371017203900001', 'setuju-nik': '1' }).expect(422);
    expect(wrong.text).toContain('bukan tanggal lahir yang mungkin');
    expect(wrong.text).toContain('href="#f-nik"');
    await staff.post('/data-saya/nilai/nik', { nik: '5371 0152 0390 0001', 'setuju-nik': '1' }).expect(303);

    const after = await staff.agent.get('/data-saya').expect(200);
    expect(after.text).toContain('••••••••••••0001');
    expect(after.text).not.toContain(NIK);
    expect(after.headers['cache-control']).toContain('no-store');
    const stored = JSON.stringify(await app.source.query('select * from personal_value'));
    expect(stored).not.toContain(NIK);
    const [row] = (await app.source.query('select data from personal_value')) as { data: Buffer }[];
    expect(row?.data.includes(NIK)).toBe(false);
  });

  it('shows the own value on demand without a reason, and records that', async () => {
    const shown = await staff.post('/data-saya/nilai/nik/tampilkan', {}).expect(200);
    expect(shown.text).toContain(NIK);
    expect(shown.headers['cache-control']).toContain('no-store');
    const [entry] = await trail('personal.show-own');
    expect(entry).toMatchObject({ object_kind: 'app_user', object_id: await idOf(staff), after: { field: 'nik' } });
    expect(JSON.stringify(entry)).not.toContain(NIK);
  });

  it('corrects what is one’s own, takes it along, and withdraws the consent, which removes the value', async () => {
    await staff.post('/data-saya/nama', { displayName: 'Nama Baru' }).expect(303);
    const bare = { 'x-csrf-token': staff.csrf };
    await staff.agent.put('/api/v1/me/personal/npwp').set(bare).send({ value: NPWP, consent: true }).expect(204);
    const unticked = await staff.agent
      .put('/api/v1/me/personal/npwp')
      .set(bare)
      .send({ value: NPWP, consent: false })
      .expect(422);
    expect(unticked.body).toMatchObject({ code: 'personal.no-consent' });
    const record = await staff.agent.get('/api/v1/me/personal').expect(200);
    expect(record.body).toMatchObject({
      account: { displayName: 'Nama Baru', role: 'biro-pbj' },
      sessions: 1,
      signIns: [{ how: expect.any(String) }],
      values: [
        { field: 'nik', masked: '••••••••••••0001', basis: 'persetujuan' },
        { field: 'npwp', masked: '•••••••••••1000' },
      ],
    });
    const file = await staff.post('/data-saya/unduh', {}).expect(200);
    expect(file.headers['content-disposition']).toContain('data-saya.json');
    expect(file.body).toMatchObject({ values: [{ value: NIK }, { value: '013121660091000' }] });
    expect(await trail('personal.download-own')).toMatchObject([{ after: { fields: ['nik', 'npwp'] } }]);

    await staff.post('/data-saya/nilai/npwp/tarik', {}).expect(303);
    const [left] = (await app.source.query(`select count(*)::int as n from personal_value where field = 'npwp'`)) as {
      n: number;
    }[];
    expect(left?.n).toBe(0);
    const { body } = await staff.agent.get('/api/v1/me/personal').expect(200);
    const consent = (body as { consents: { field: string; withdrawnAt: string | null }[] }).consents;
    expect(consent.find(({ field }) => field === 'npwp')?.withdrawnAt).toEqual(expect.any(String));
    expect(consent.find(({ field }) => field === 'nik')?.withdrawnAt).toBeNull();
  });

  it('is one’s own alone: another person’s page shows nothing of it', async () => {
    const other = await auditor.agent.get('/data-saya').expect(200);
    expect(other.text).not.toContain('0001');
    await auditor.agent.post('/api/v1/me/personal/nik/show').set('x-csrf-token', auditor.csrf).send().expect(404);
  });

  it('takes a request for correction with its numbers masked, which staff answer once', async () => {
    await auditor
      .post('/data-saya/perbaikan', { about: 'peran', request: `Peran saya keliru, NIK saya ${NIK}` })
      .expect(303);
    const list = await staff.agent.get('/permintaan-data').expect(200);
    expect(list.text).toContain('NIK saya [nomor]');
    expect(list.text).not.toContain(NIK);
    const { body } = await staff.agent.get('/api/v1/corrections').expect(200);
    const [{ id }] = body as [{ id: string }];
    await auditor.post(`/permintaan-data/${id}`, { state: 'dipenuhi', answer: 'Saya jawab sendiri' }).expect(403);
    const empty = await staff.post(`/permintaan-data/${id}`, { state: 'dipenuhi', answer: ' ' }).expect(422);
    expect(empty.text).toContain(`href="#f-answer-${id}"`);
    await staff.post(`/permintaan-data/${id}`, { state: 'dipenuhi', answer: 'Peran sudah diganti' }).expect(303);
    await staff.agent
      .post(`/api/v1/corrections/${id}/answer`)
      .set('x-csrf-token', staff.csrf)
      .send({ state: 'ditolak', answer: 'Terlambat menjawab' })
      .expect(409);
    const mine = await auditor.agent.get('/data-saya').expect(200);
    expect(mine.text).toContain('Peran sudah diganti');
  });
});

describe('unmasking', () => {
  const reason = 'Memeriksa kecocokan dengan surat keterangan';

  it('is for roles that may, with a reason, and leaves a record without the value', async () => {
    const id = await idOf(staff);
    const path = `/api/v1/personal/app_user/${id}/nik/unmask`;
    const ask = (person: SignedIn, body: object): ReturnType<SignedIn['agent']['post']> =>
      person.agent.post(path).set('x-csrf-token', person.csrf).send(body);
    await ask(auditor, { reason }).expect(403);
    await ask(admin, {}).expect(422);
    const short = await ask(admin, { reason: '   lihat   ' }).expect(422);
    expect(short.body).toMatchObject({ code: 'personal.reason-missing' });
    await admin.agent.get(path).expect(404);
    expect(await trail('personal.unmask')).toEqual([]);

    const opened = await ask(admin, { reason: `${reason} ${NIK}` }).expect(200);
    expect(opened.body).toEqual({ field: 'nik', value: NIK });
    expect(opened.headers['cache-control']).toContain('no-store');
    const entries = await trail('personal.unmask');
    expect(entries).toMatchObject([
      { object_kind: 'app_user', object_id: id, after: { field: 'nik' }, reason: `${reason} [nomor]` },
    ]);
    expect(JSON.stringify(await app.source.query('select * from audit_entry'))).not.toContain(NIK);
  });

  it('works on the page too, which shows the value once and to whoever may only read it masked', async () => {
    const id = await idOf(staff);
    const masked = await auditor.agent.get(`/data-pribadi/app_user/${id}`).expect(200);
    expect(masked.text).toContain('••••••••••••0001');
    expect(masked.text).not.toContain('/buka');
    const list = await auditor.agent.get(`/api/v1/personal/app_user/${id}`).expect(200);
    expect(list.body).toHaveLength(1);
    expect(list.body).toMatchObject([{ field: 'nik', masked: '••••••••••••0001' }]);
    const form = await admin.agent.get(`/data-pribadi/app_user/${id}`).expect(200);
    expect(form.text).toContain(`action="/data-pribadi/app_user/${id}/nik/buka"`);
    expect(form.text).not.toContain(NIK);
    const refused = await admin.post(`/data-pribadi/app_user/${id}/nik/buka`, { 'reason-nik': 'ya' }).expect(422);
    expect(refused.text).toContain('Alasan wajib diisi');
    expect(refused.text).not.toContain(NIK);
    const opened = await admin.post(`/data-pribadi/app_user/${id}/nik/buka`, { 'reason-nik': reason }).expect(200);
    expect(opened.text).toContain(NIK);
    expect(opened.headers['cache-control']).toContain('no-store');
    expect((await admin.agent.get(`/data-pribadi/app_user/${id}`).expect(200)).text).not.toContain(NIK);
    expect(await trail('personal.unmask')).toHaveLength(2);
  });

  it('finds nothing for owners and fields that are none', async () => {
    const nobody = await admin.agent.get('/api/v1/personal/APP;USER/1').expect(404);
    expect(nobody.body).toMatchObject({ code: 'personal.unknown-owner' });
    await admin.agent
      .post(`/api/v1/personal/app_user/${await idOf(admin)}/nik/unmask`)
      .set('x-csrf-token', admin.csrf)
      .send({ reason })
      .expect(404);
    await admin.agent
      .post(`/api/v1/personal/app_user/${await idOf(staff)}/agama/unmask`)
      .set('x-csrf-token', admin.csrf)
      .send({ reason })
      .expect(404);
  });
});

describe('the inventory of personal data', () => {
  it('counts what there is and says what is dropped', async () => {
    const page = await auditor.agent.get('/inventaris-data').expect(200);
    expect(page.text).toContain('Dibuang saat impor');
    expect(page.text).toContain('tidak disimpan');
    const { body } = await auditor.agent.get('/api/v1/personal-inventory').expect(200);
    const entries = body as { code: string; rows: number | null; retention: string }[];
    const of = (code: string): (typeof entries)[number] | undefined => entries.find((entry) => entry.code === code);
    expect(of('akun')?.rows).toBe(3);
    expect(of('pengenal')?.rows).toBe(1);
    expect(of('pejabat')?.rows).toBeNull();
    expect(of('arsip')?.retention).toContain('60 bulan');
  });

  it('is led to from the navigation of whoever may read it', async () => {
    const home = await auditor.agent.get('/akun').expect(200);
    expect(home.text).toContain('href="/inventaris-data"');
    expect(home.text).toContain('href="/permintaan-data"');
    expect(home.text).toContain('href="/data-saya"');
  });
});
