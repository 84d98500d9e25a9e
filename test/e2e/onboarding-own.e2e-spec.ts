import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { QueueDto } from '../../src/onboarding/onboarding.api.dto.js';
import { QueueNotices } from '../../src/onboarding/queue-notices.service.js';
import { anEnterprise } from '../factories/catalogue.js';
import { someVillages } from '../factories/villages.js';
import { activeParts } from '../support/active-parts.js';
import { csrfIn, openTestApp, type SignedIn, type TestApp } from '../support/app.js';
import { idOf, link, type Person, signUp, versionIn } from '../support/enterprise-account.js';
import { StandInMailServer } from '../support/mail-server.js';

const PDF = Buffer.from('%PDF-1.4\n%%EOF');
const HOSTILE = `"><img src=x onerror=alert(1)><script>alert(2)</script>`;

describe('an enterprise changes its own data', () => {
  let test: TestApp;
  let clerk: SignedIn;
  let auditor: SignedIn;
  let maria: Person;
  let kopi: string;
  let tenun: string;

  beforeAll(async () => {
    test = await openTestApp();
    kopi = await anEnterprise(test.source.manager, 'Kopi Contoh');
    tenun = await anEnterprise(test.source.manager, 'Tenun Contoh');
    await test.source.query(`update enterprise set nib = '9120000000001' where id = $1`, [kopi]);
    clerk = await test.signIn('biro-pbj');
    auditor = await test.signIn('auditor');
    maria = await signUp(test);
    await link(test, clerk, maria, kopi);
  });
  afterAll(() => test.close());
  beforeEach(() => test.source.query('delete from sign_in_throttle'));

  const record = async (): Promise<Record<string, unknown>> => {
    const [row] = (await test.source.query('select name, address, nib, version from enterprise where id = $1', [
      kopi,
    ])) as Record<string, unknown>[];
    return row ?? {};
  };
  const newest = async (): Promise<string> => {
    const [row] = (await test.source.query('select max(id)::text id from enterprise_proposal')) as [{ id: string }];
    return row.id;
  };
  const propose = async (fields: Record<string, string>): Promise<{ status: number; text: string }> => {
    const form = await maria.agent.get('/usaha-saya/usulan').expect(200);
    return maria.agent
      .post('/usaha-saya/usulan')
      .type('form')
      .send({ _csrf: csrfIn(form.text), name: 'Kopi Contoh', legalForm: 'cv', nib: '9120000000001', ...fields });
  };
  const api = (who: SignedIn, path: string, body: object) =>
    who.agent.post(`/api/v1/onboarding/${path}`).set('x-csrf-token', who.csrf).send(body);

  it('as a proposal, which changes nothing before a clerk accepts it', async () => {
    const before = await record();
    expect((await propose({})).status).toBe(422);
    const wrong = await propose({ nib: '12', address: HOSTILE });
    expect([wrong.status, wrong.text.includes('13 angka'), activeParts(wrong.text)]).toEqual([422, true, []]);
    const sent = await propose({
      address: 'Jalan Kopi 7',
      'pernyataan-pakta-integritas': 'ya',
      'pernyataan-peran': 'produsen',
      note: 'Pindah kantor',
    });
    expect(sent.status).toBe(303);
    expect((await propose({ address: 'Jalan Lain 1' })).status).toBe(409);
    expect(await record()).toEqual(before);
    expect(await maria.page()).toContain('belum dilihat petugas');
    expect((await clerk.agent.get('/antrean')).text).toContain('1 usulan');
  });

  it('is accepted whole: the record, and what it states of itself with the proposal as the source', async () => {
    const path = `/antrean/usulan/${await newest()}`;
    const shown = (await clerk.agent.get(path).expect(200)).text;
    expect(shown).toContain('Jalan Kopi 7');
    expect(shown).toContain('Pakta integritas ditandatangani');
    expect((await auditor.agent.get(path).expect(200)).text).not.toContain('Terima dan ubah');
    await auditor.post(`${path}/terima`, { version: versionIn(shown) }).expect(403);
    await clerk.post(`${path}/terima`, { version: versionIn(shown) }).expect(303);
    expect((await clerk.post(`${path}/terima`, { version: versionIn(shown) })).status).toBe(409);
    expect(await record()).toMatchObject({ address: 'Jalan Kopi 7', nib: '9120000000001', name: 'Kopi Contoh' });
    const stated = (await test.source.query(
      `select fact, source, recorded_by from eligibility_statement where enterprise_id = $1 order by fact`,
      [kopi],
    )) as object[];
    const source = `Pernyataan usaha sendiri, usulan nomor ${await newest()}`;
    expect(stated).toEqual([
      { fact: 'enterprise.integrityPact', source, recorded_by: clerk.username },
      { fact: 'enterprise.role', source, recorded_by: clerk.username },
    ]);
    expect(await maria.page('/pesan')).toContain('Usulan perubahan data Kopi Contoh diterima');
  });

  it('is given back with a reason, or withdrawn, and is open to nobody else', async () => {
    expect((await propose({ name: HOSTILE })).status).toBe(303);
    const id = await newest();
    const queue = (await clerk.agent.get('/api/v1/onboarding/queue').expect(200)).body as QueueDto;
    expect(queue.proposals.map((one) => one.id)).toEqual([id]);
    const page = (await clerk.agent.get(`/antrean/usulan/${id}`).expect(200)).text;
    expect(activeParts(page)).toEqual([]);
    const version = queue.proposals[0]?.version ?? 0;
    await api(clerk, `proposals/${id}/return`, { version, reason: 'tidak' }).expect(422);
    await api(auditor, `proposals/${id}/return`, { version, reason: 'Nama usaha tidak masuk akal.' }).expect(403);
    await api(clerk, `proposals/${id}/return`, { version, reason: 'Nama usaha tidak masuk akal.' }).expect(204);
    expect(await maria.page()).toContain('Nama usaha tidak masuk akal.');
    expect(await record()).toMatchObject({ name: 'Kopi Contoh' });

    expect((await propose({ address: 'Jalan Lain 2' })).status).toBe(303);
    const mine = await newest();
    const other = await signUp(test, {
      username: 'orang.tenun',
      enterpriseName: 'Tenun Contoh',
      nib: '',
      place: 'Ende',
    });
    await link(test, clerk, other, tenun);
    expect((await other.post(`/usaha-saya/usulan/${mine}/tarik`)).status).toBe(404);
    expect((await maria.post(`/usaha-saya/usulan/${mine}/tarik`)).status).toBe(303);
    await api(clerk, `proposals/${mine}/accept`, { version: 1 }).expect(409);
  });

  it('names its village as people do, and is never asked for a code', async () => {
    const { oefafi } = await someVillages(test.source);
    const changes = async (): Promise<unknown> =>
      (
        (await test.source.query('select changes from enterprise_proposal where id = $1', [await newest()])) as [
          { changes: unknown },
        ]
      )[0].changes;
    const before = await newest();
    const wrong = await propose({ wilayah: 'Oefaffi', note: 'tetap ada' });
    expect([wrong.status, wrong.text.includes('Tidak ada desa/kelurahan yang namanya berawal')]).toEqual([422, true]);
    // Looking the village up sends nothing, and keeps what was typed beside it.
    const found = await propose({ wilayah: 'Oefa', aksi: 'cari-wilayah', note: 'tetap ada' });
    expect([found.status, found.text.includes('Oefafi'), found.text.includes('tetap ada')]).toEqual([200, true, true]);
    expect([found.text.includes('Usulan belum dikirim'), found.text.includes('role="alert"')]).toEqual([false, false]);
    expect(found.text).toContain('Pilih wilayah ini bila itu yang dimaksud dengan "Oefa"'.replaceAll('"', '&quot;'));
    expect(await newest()).toBe(before);
    expect((await propose({ wilayah: 'Oefa', 'wilayah-untuk': 'Oefa', 'wilayah-pilih': oefafi })).status).toBe(303);
    expect(await changes()).toMatchObject({ wilayahCode: { from: '', to: oefafi } });
    // Both who proposed it and who decides on it read the village's name.
    expect(await maria.page()).toContain('Oefafi');
    expect((await clerk.agent.get(`/antrean/usulan/${await newest()}`).expect(200)).text).toContain('Oefafi');
    expect((await maria.post(`/usaha-saya/usulan/${await newest()}/tarik`)).status).toBe(303);
  });

  it('leaves the village as it stands where its field was not touched', async () => {
    await test.source.query(`update enterprise set wilayah_code = '53.01.06.2007' where id = $1`, [kopi]);
    const form = (await maria.agent.get('/usaha-saya/usulan').expect(200)).text;
    const wilayah = /name="wilayah"[^>]*value="([^"]*)"/.exec(form)?.[1] ?? '';
    expect(wilayah).toContain('Oefafi');
    expect((await propose({ wilayah, address: 'Jalan Lain 9' })).status).toBe(303);
    const [row] = (await test.source.query('select changes from enterprise_proposal where id = $1', [
      await newest(),
    ])) as [{ changes: Record<string, unknown> }];
    expect(Object.keys(row.changes)).toEqual(['address']);
    expect((await maria.post(`/usaha-saya/usulan/${await newest()}/tarik`)).status).toBe(303);
    await test.source.query('update enterprise set wilayah_code = null where id = $1', [kopi]);
  });

  it('takes a document back until somebody has seen it at its source', async () => {
    const upload = async (kind: string): Promise<string> => {
      const page = await maria.page();
      await maria.agent
        .post(`/usaha-saya/dokumen?_csrf=${encodeURIComponent(csrfIn(page))}`)
        .field('kind', kind)
        .attach('berkas', PDF, 'a.pdf')
        .expect(303);
      const [row] = (await test.source.query('select max(id)::text id from enterprise_document')) as [{ id: string }];
      return row.id;
    };
    const kinds = async (): Promise<string[]> =>
      (
        (await test.source.query('select kind from enterprise_document where enterprise_id = $1 order by id', [
          kopi,
        ])) as {
          kind: string;
        }[]
      ).map(({ kind }) => kind);
    const wrong = await upload('NIB keliru');
    const right = await upload('NIB');
    expect((await maria.post(`/usaha-saya/dokumen/${wrong}/tarik`)).status).toBe(303);
    expect(await kinds()).toEqual(['NIB']);
    await test.source.query(
      `update enterprise_document set verified_on = '2026-11-01', verified_by = 'x' where id = $1`,
      [right],
    );
    const kept = await maria.post(`/usaha-saya/dokumen/${right}/tarik`);
    expect([kept.status, kept.text.includes('sudah dicocokkan petugas')]).toEqual([409, true]);
    expect(await kinds()).toEqual(['NIB']);
    const [{ id: strange }] = (await test.source.query(
      `insert into enterprise_document (enterprise_id, kind, created_by) values ($1, 'Akta', 'x') returning id::text`,
      [tenun],
    )) as [{ id: string }];
    expect((await maria.post(`/usaha-saya/dokumen/${strange}/tarik`)).status).toBe(404);
  });

  it('has its messages over the API, and nobody else’s', async () => {
    const { body } = await maria.agent.get('/api/v1/messages?size=2').expect(200);
    expect(body).toMatchObject({ items: [expect.anything(), expect.anything()] });
    const [first] = (body as { items: { id: string; readAt: string | null }[] }).items;
    expect(first?.readAt).toBeNull();
    await clerk.agent.post(`/api/v1/messages/${first?.id}/read`).set('x-csrf-token', clerk.csrf).expect(404);
    await test.browser().get('/api/v1/messages').expect(401);
    const queue = await maria.agent.get('/api/v1/onboarding/queue');
    expect(queue.status).toBe(403);
  });

  it('tells a clerk of the queue in one digest a day, and only when something new came', async () => {
    const notices = test.app.get(QueueNotices);
    await test.source.query(`delete from message_outbox; `);
    await test.source.query(`delete from message where kind = 'antrean'`);
    await test.source.query(`update enterprise_request set state = 'ditarik' where state in ('diajukan', 'diperiksa')`);
    expect(await notices.run('2026-12-01')).toBe(0);
    const rosa = await signUp(test, { username: 'rosa', enterpriseName: 'Madu', nib: '', place: 'Ende' });
    await maria.post('/usaha-saya/permintaan', { note: '' });
    expect(await notices.run('2026-12-02')).toBe(1);
    expect([await notices.run('2026-12-02'), await notices.run('2026-12-03')]).toEqual([0, 0]);
    const told = (await test.source.query(
      `select u.username, m.title, m.body, m.link from message m join app_user u on u.id = m.user_id where m.kind = 'antrean'`,
    )) as { username: string; title: string; body: string; link: string }[];
    expect(told).toMatchObject([{ username: clerk.username, title: '2 hal menunggu di Antrean', link: '/antrean' }]);
    expect(told[0]?.body).toContain('1 akun menunggu dihubungkan, 1 berkas menunggu diperiksa.');
    expect(told[0]?.body).not.toContain('Maria');
    // Newer work on a day that had its digest waits for the next day's.
    await signUp(test, { username: 'siti', enterpriseName: 'Garam', nib: '', place: 'Kupang' });
    expect([await notices.run('2026-12-02'), await notices.run('2026-12-03')]).toEqual([0, 1]);
    expect(rosa.username).toBe('rosa');
  });
});

describe('an e-mail address of one account', () => {
  let test: TestApp;
  let clerk: SignedIn;

  beforeAll(async () => {
    test = await openTestApp();
    clerk = await test.signIn('biro-pbj');
  });
  afterAll(() => test.close());
  beforeEach(() => test.source.query('delete from sign_in_throttle'));

  it('is refused to the second when a clerk links it, not at sign-up, where it would tell who has an account', async () => {
    const same = 'Bersama@contoh.id';
    const first = await signUp(test, { username: 'pertama', enterpriseName: 'Satu', email: same });
    const second = await signUp(test, {
      username: 'kedua',
      enterpriseName: 'Dua',
      nib: '9120000000002',
      email: same.toLowerCase(),
    });
    expect([await first.page(), await second.page()].every((page) => page.includes('Menunggu petugas'))).toBe(true);
    await link(test, clerk, first, 'baru');
    const path = `/antrean/akun/${await idOf(test, 'kedua')}`;
    const { text } = await clerk.agent.get(path).expect(200);
    const refused = await clerk.post(`${path}/hubungkan`, { version: versionIn(text), enterprise: 'baru' });
    expect([refused.status, refused.text.includes('sudah dipakai akun usaha pertama')]).toEqual([409, true]);
    expect(await second.page()).toContain('Menunggu petugas');
    // The first lets go of it: then it is free.
    const one = `/antrean/akun/${await idOf(test, 'pertama')}`;
    const held = await clerk.agent.get(one).expect(200);
    await clerk
      .post(`${one}/kembalikan`, { version: versionIn(held.text), reason: 'Akun kedua yang dipakai.' })
      .expect(303);
    await link(test, clerk, second, 'baru');
  });

  it('cannot be taken over in one’s own account, and the refusal says no more than that', async () => {
    const third = await signUp(test, { username: 'ketiga', enterpriseName: 'Tiga', nib: '9120000000003' });
    const change = async (email: string) =>
      third.agent
        .put('/api/v1/me/email')
        .set('x-csrf-token', csrfIn(await third.page()))
        .send({ email, emailPassword: 'lontar bukit jagung pasir' });
    const refused = await change('bersama@contoh.id');
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.body)).toContain('tidak dapat dipakai untuk akun Anda');
    expect(JSON.stringify(refused.body)).not.toMatch(/kedua|pertama|sudah/);
    expect((await change('lain.sekali@contoh.id')).status).toBeLessThan(300);
  });
});

describe('an e-mail address that is confirmed by mail', () => {
  let mail: StandInMailServer;
  let test: TestApp;

  beforeAll(async () => {
    mail = await StandInMailServer.start();
    test = await openTestApp({
      PUBLIC_URL: 'http://lokapasar.contoh.test',
      SMTP_URL: mail.url,
      MAIL_FROM: 'Lokapasar <ovop@contoh.go.id>',
    });
  });
  afterAll(async () => {
    await test.close();
    await mail.stop();
  });

  it('belongs to who confirmed it first; only who reads the mailbox learns of it', async () => {
    await signUp(test, { username: 'satu', email: 'sama@contoh.id' });
    const second = await signUp(test, { username: 'dua', email: 'SAMA@contoh.id', nib: '9120000000005' });
    expect(await second.page()).toContain('Menunggu Anda menegaskan alamat surel');
    const tokens = mail.mails.map(({ text }) => /tautan=([\w-]+)/.exec(text)?.[1] ?? '');
    const confirm = async (token: string) => {
      const visitor = test.browser();
      const form = await visitor.get(`/daftar/surel?tautan=${token}`).expect(200);
      return visitor
        .post('/daftar/surel')
        .type('form')
        .send({ _csrf: csrfIn(form.text), tautan: token });
    };
    expect((await confirm(tokens[0] ?? '')).status).toBe(303);
    const late = await confirm(tokens[1] ?? '');
    expect([late.status, late.text.includes('satu alamat hanya untuk satu akun usaha')]).toEqual([409, true]);
    expect(await second.page()).toContain('Menunggu Anda menegaskan alamat surel');
  });
});
