import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { OutboxService } from '../../src/messages/outbox.service.js';
import { ExpiryNotices } from '../../src/onboarding/expiry-notices.service.js';
import { anEnterprise, aProduct, aVillage } from '../factories/catalogue.js';
import { activeParts } from '../support/active-parts.js';
import { csrfIn, openTestApp, type SignedIn, type TestApp } from '../support/app.js';
import { claim, idOf, link, OWN_PASSWORD as PASSWORD, send, signUp, versionIn } from '../support/enterprise-account.js';
import { StandInMailServer } from '../support/mail-server.js';

const PDF = Buffer.from('%PDF-1.4\n%%EOF');
const HOSTILE = `"><img src=x onerror=alert(1)><script>alert(2)</script>`;
const HARMLESS = '&quot;>&lt;img src=x onerror=alert(1)>';

describe('an enterprise comes in, without a mail server', () => {
  let test: TestApp;
  let clerk: SignedIn;
  let kopi: string;
  let tenun: string;

  beforeAll(async () => {
    test = await openTestApp();
    const em = test.source.manager;
    await aVillage(em, '99.01.01.2001', 'Oelnasi Contoh');
    kopi = await anEnterprise(em, 'Kopi Contoh', '99.01.01.2001');
    tenun = await anEnterprise(em, 'Tenun Contoh');
    await test.source.query(`update enterprise set nib = '9120000000001' where id = $1`, [kopi]);
    await aProduct(em, { name: 'Kopi bubuk', group: 'kopi', makers: [kopi] });
    clerk = await test.signIn('biro-pbj');
  });
  afterAll(() => test.close());
  beforeEach(() => test.source.query('delete from sign_in_throttle'));

  it('is told by field what is wrong, keeps what it typed, and never its password', async () => {
    const wrong = { email: 'maria', nib: '12', username: 'ma ria', consent: '', enterpriseName: HOSTILE };
    const { answer } = await send(test, claim(wrong));
    expect(answer.status).toBe(422);
    for (const words of ['Alamat surel tidak sah', 'NIB terdiri atas 13 angka', 'Nama pengguna 3 sampai', 'Centang'])
      expect(answer.text).toContain(words);
    expect(answer.text).toContain(HARMLESS);
    expect(answer.text).not.toContain(PASSWORD);
    expect(activeParts(answer.text)).toEqual([]);
    const apart = await send(test, claim({ again: 'lain sekali' }));
    expect([apart.answer.status, apart.answer.text.includes('tidak sama')]).toEqual([422, true]);
    const weak = await send(test, claim({ password: 'pendek', again: 'pendek' }));
    expect(weak.answer.status).toBe(422);
    const lost = await send(test, claim({ nib: '' }));
    expect(lost.answer.text).toContain('Isi NIB, atau desa tempat usaha');
    expect(await idOf(test, 'maria.bano')).toBe('');
  });

  it('must wait after many sign-ups from one place', async () => {
    let status = 0;
    for (let at = 0; at < 30 && status !== 429; at += 1)
      status = (await send(test, claim({ username: `banyak${at}`, email: 'x' }))).answer.status;
    expect(status).toBe(422);
    for (let at = 0; at < 30 && status !== 429; at += 1)
      status = (
        await send(
          test,
          claim({ username: 'banyak', again: PASSWORD, password: PASSWORD, enterpriseName: 'X', nib: '', place: '' }),
        )
      ).answer.status;
    expect(status).toBe(429);
  });

  it('opens nothing by its claim: neither record, document nor request, until a clerk links it', async () => {
    const maria = await signUp(test);
    const page = await maria.page();
    expect(page).toContain('Menunggu petugas menghubungkan akun dengan usaha');
    expect(page).not.toContain('Oelnasi Contoh');
    expect((await maria.post('/usaha-saya/permintaan', { note: '' })).status).toBe(409);
    expect((await maria.agent.get('/usaha-saya/dokumen/1/berkas')).status).toBe(409);
    for (const path of [`/usaha/${kopi}`, `/api/v1/enterprises/${kopi}`, '/antrean', '/surat-keluar'])
      expect([path, (await maria.agent.get(path)).status]).toEqual([path, 403]);
    const taken = await send(test, claim());
    expect([taken.answer.status, taken.answer.text.includes('sudah dipakai')]).toEqual([409, true]);
  });

  it('is given back with a reason, says it better, is linked, and hears of each step', async () => {
    const yosef = await signUp(test, { username: 'yosef', displayName: 'Yosef Bano', nib: '', place: 'Oelnasi' });
    const path = `/antrean/akun/${await idOf(test, 'yosef')}`;
    const first = await clerk.agent.get(path).expect(200);
    expect(first.text).toContain('Kopi Contoh (nomor');
    const short = await clerk.post(`${path}/kembalikan`, { version: versionIn(first.text), reason: 'tidak' });
    expect(short.status).toBe(422);
    await clerk
      .post(`${path}/kembalikan`, { version: versionIn(first.text), reason: 'Tulis NIB yang benar, mohon.' })
      .expect(303);
    expect(await yosef.page()).toContain('Tulis NIB yang benar, mohon.');
    expect(await yosef.page('/pesan')).toContain('Pendaftaran Anda dikembalikan');
    const again = { enterpriseName: 'Kopi Contoh', nib: '9120000000001', place: '' };
    expect((await yosef.post('/usaha-saya/pengakuan', again)).status).toBe(303);
    const second = await clerk.agent.get(path).expect(200);
    expect(second.text).toContain('NIB sama');
    // Another clerk's form is older than the person's correction.
    const stale = await clerk.post(`${path}/hubungkan`, { version: versionIn(first.text), enterprise: kopi });
    expect([stale.status, stale.text.includes('baru saja diubah')]).toEqual([409, true]);
    expect(
      (await clerk.post(`${path}/hubungkan`, { version: versionIn(second.text), enterprise: '999999' })).status,
    ).toBe(422);
    await link(test, clerk, yosef, kopi);
    const own = await yosef.page();
    expect(own).toContain('Oelnasi Contoh');
    expect(own).toContain('Langkah berikutnya');
    expect(await yosef.page('/pesan')).toContain('Akun Anda dihubungkan dengan Kopi Contoh');
    const done = await clerk.agent.get(path).expect(200);
    for (const step of ['Mendaftar', 'Mengembalikan', 'Memperbaiki isian pendaftaran', 'Menghubungkan akun'])
      expect(done.text).toContain(step);
    expect(done.text).toContain('Contoh biro-pbj');
  });

  it('gets a record of its own from what it claimed, where there is none', async () => {
    const baru = await signUp(test, {
      username: 'rosa',
      enterpriseName: 'Madu Timor Asli',
      nib: '9120000000077',
      place: 'Oelnasi Contoh 99.01.01.2001',
    });
    await link(test, clerk, baru, 'baru');
    const page = await baru.page();
    expect(page).toContain('NIB 9120000000077');
    expect(page).toContain('Oelnasi Contoh');
  });

  it('uploads, asks, is looked at document by document, approved, and the decision is kept', async () => {
    const maria = await signUp(test, { username: 'maria2' });
    await link(test, clerk, maria, kopi);
    const upload = (name: string, bytes: Buffer, kind: string) =>
      maria.page().then((page) =>
        maria.agent
          .post(`/usaha-saya/dokumen?_csrf=${encodeURIComponent(csrfIn(page))}`)
          .field('kind', kind)
          .field('expiresOn', '2031-01-31')
          .attach('berkas', bytes, name),
      );
    expect((await upload('nib.pdf', Buffer.from('<script>alert(1)</script>'), 'NIB')).status).toBe(422);
    expect((await upload('nib.pdf', PDF, 'NIB')).status).toBe(303);
    const own = await maria.page();
    const scan = /\/usaha-saya\/dokumen\/(\d+)\/berkas/.exec(own)?.[1] ?? '';
    const opened = await maria.agent.get(`/usaha-saya/dokumen/${scan}/berkas`).expect(200);
    expect(opened.headers['content-disposition']).toContain('attachment');
    expect((await maria.post('/usaha-saya/permintaan', { note: 'Mohon diperiksa' })).status).toBe(303);
    expect((await maria.post('/usaha-saya/permintaan', { note: 'lagi' })).status).toBe(409);
    const queue = await clerk.agent.get('/antrean').expect(200);
    const request = /\/antrean\/berkas\/(\d+)"/.exec(queue.text)?.[1] ?? '';
    const path = `/antrean/berkas/${request}`;
    const version = async (): Promise<string> =>
      versionIn((await clerk.agent.get(path)).text.split('Mulai memeriksa')[0] ?? '');
    const [{ v }] = (await test.source.query('select version::text v from enterprise where id = $1', [kopi])) as [
      { v: string },
    ];
    await clerk.post(`${path}/dokumen/${scan}`, { version: v }).expect(303);
    expect(await version()).not.toBe('');
    const [{ r }] = (await test.source.query('select version::text r from enterprise_request where id = $1', [
      request,
    ])) as [{ r: string }];
    await clerk.post(`${path}/periksa`, { version: r }).expect(303);
    expect((await clerk.post(`${path}/setujui`, { version: r })).status).toBe(409);
    await clerk.post(`${path}/setujui`, { version: String(Number(r) + 1) }).expect(303);
    const kept = (await test.source.query(
      `select count(*)::int n, count(product_id)::int products, min(decided_by) by from eligibility_decision where enterprise_id = $1`,
      [kopi],
    )) as object[];
    expect(kept).toEqual([{ n: 2, products: 1, by: clerk.username }]);
    const told = await maria.page('/pesan');
    expect(told).toContain('Berkas Kopi Contoh selesai diperiksa');
    expect(told).toMatch(/e-Katalog: (Belum lengkap|Tidak layak)/);
    const mine = await maria.page();
    for (const step of ['Mengajukan berkas', 'Melihat dokumen di sumbernya: NIB', 'Mulai memeriksa', 'Menyetujui'])
      expect(mine).toContain(step);
  });

  it('never sees another enterprise’s file, whatever number it asks for', async () => {
    const other = await signUp(test, {
      username: 'orang.tenun',
      enterpriseName: 'Tenun Contoh',
      nib: '',
      place: 'Ende',
    });
    await link(test, clerk, other, tenun);
    const [{ id: document }] = (await test.source.query(
      'select min(id)::text id from enterprise_document where enterprise_id = $1',
      [kopi],
    )) as [{ id: string }];
    const [{ id: request }] = (await test.source.query(
      'select min(id)::text id from enterprise_request where enterprise_id = $1',
      [kopi],
    )) as [{ id: string }];
    expect((await other.agent.get(`/usaha-saya/dokumen/${document}/berkas`)).status).toBe(404);
    expect((await other.post(`/usaha-saya/permintaan/${request}/tarik`)).status).toBe(404);
    const page = await other.page();
    expect(page).toContain('Tenun Contoh');
    expect(page).not.toContain('Kopi');
    expect(await other.page('/pesan')).not.toContain('Kopi');
  });

  it('loses the file when a clerk takes the link away', async () => {
    const path = `/antrean/akun/${await idOf(test, 'orang.tenun')}`;
    const { text } = await clerk.agent.get(path).expect(200);
    await clerk
      .post(`${path}/kembalikan`, { version: versionIn(text), reason: 'Orangnya sudah tidak bekerja di sana.' })
      .expect(303);
    const agent = test.browser();
    const form = await agent.get('/masuk').expect(200);
    await agent
      .post('/masuk')
      .type('form')
      .send({ _csrf: csrfIn(form.text), username: 'orang.tenun', password: PASSWORD })
      .expect(303);
    const page = await agent.get('/usaha-saya').expect(200);
    expect(page.text).toContain('Dikembalikan untuk diperbaiki');
    expect(page.text).not.toContain('Data usaha');
  });

  it('hears of a paper that runs out once for each of the days, and not of one that was renewed', async () => {
    const notices = test.app.get(ExpiryNotices);
    const [{ id: product }] = (await test.source.query(`select id::text from product where name = 'Kopi bubuk'`)) as [
      { id: string },
    ];
    await test.source.query(
      `insert into enterprise_document (enterprise_id, kind, expires_on, created_by) values
         ($1, 'Surat PKP', '2027-03-01', 'x'), ($1, 'Akta', '2027-03-01', 'x'), ($1, 'Akta', '2030-03-01', 'x')`,
      [kopi],
    );
    await test.source.query(
      `insert into product_certificate (product_id, kind, number, expires_on) values ($1, 'p-irt', '215537101000129', '2027-03-01')`,
      [product],
    );
    // Two people have accounts of this enterprise: yosef and maria2.
    const sent: (number | null)[] = [];
    for (const day of [
      '2026-12-30',
      '2026-12-31',
      '2027-01-01',
      '2027-01-30',
      '2027-02-22',
      '2027-03-01',
      '2027-03-02',
    ])
      sent.push(await notices.run(day), await notices.run(day));
    expect(sent).toEqual([0, 0, 4, 0, 0, 0, 4, 0, 4, 0, 0, 0, 0, 0]);
    const titles = (await test.source.query(
      `select title from message where kind = 'masa-berlaku' group by title order by title collate "C"`,
    )) as { title: string }[];
    expect(titles.map(({ title }) => title)).toEqual([
      'P-IRT untuk Kopi bubuk berakhir 1 Maret 2027',
      'Surat PKP berakhir 1 Maret 2027',
    ]);
    const bodies = (await test.source.query(
      `select body from message where kind = 'masa-berlaku' and title like 'Surat%' order by id`,
    )) as { body: string }[];
    expect(bodies[0]?.body).toMatch(/^Tinggal 60 hari[.] Urus perpanjangannya, lalu unggah/);
  });

  it('shows script that was planted anywhere as text, to the enterprise and to the clerk', async () => {
    const evil = await signUp(test, {
      username: 'jahat',
      displayName: HOSTILE.slice(0, 90),
      enterpriseName: HOSTILE,
      nib: '',
      place: HOSTILE,
    });
    const id = await idOf(test, 'jahat');
    await test.source.query(`update enterprise set name = $2, address = $2, note = $2 where id = $1`, [tenun, HOSTILE]);
    await test.source.query(
      `insert into enterprise_document (enterprise_id, kind, number, created_by) values ($1, $2, $2, 'x')`,
      [tenun, HOSTILE],
    );
    const faults: string[] = [];
    const look = async (agent: SignedIn['agent'], path: string): Promise<void> => {
      const { status, text } = await agent.get(path);
      if (status !== 200 || !text.includes(HARMLESS)) faults.push(`${path}: ${status}`);
      faults.push(...activeParts(text).map((part) => `${path}: ${part}`));
    };
    await look(evil.agent, '/usaha-saya');
    await look(clerk.agent, '/antrean');
    await look(clerk.agent, `/antrean/akun/${id}`);
    await link(test, clerk, evil, tenun);
    expect((await evil.post('/usaha-saya/permintaan', { note: HOSTILE })).status).toBe(303);
    await look(evil.agent, '/usaha-saya');
    await look(evil.agent, '/pesan');
    const [{ request }] = (await test.source.query('select max(id)::text request from enterprise_request')) as [
      { request: string },
    ];
    await look(clerk.agent, `/antrean/berkas/${request}`);
    expect(faults).toEqual([]);
  });
});

describe('an enterprise comes in, with a mail server', () => {
  let mail: StandInMailServer;
  let test: TestApp;
  let clerk: SignedIn;

  beforeAll(async () => {
    mail = await StandInMailServer.start();
    test = await openTestApp({
      PUBLIC_URL: 'http://lokapasar.contoh.test',
      SMTP_URL: mail.url,
      MAIL_FROM: 'Lokapasar <ovop@contoh.go.id>',
    });
    clerk = await test.signIn('biro-pbj');
  });
  afterAll(async () => {
    await test.close();
    await mail.stop();
  });

  const linkIn = (text: string): string =>
    /http:\/\/lokapasar\.contoh\.test(\/daftar\/surel\?tautan=[\w-]+)/.exec(text)?.[1] ?? '';

  it('confirms its address by a button, once, before any clerk sees it', async () => {
    const maria = await signUp(test);
    expect(mail.mails.map(({ to }) => to)).toEqual([['maria@contoh.id']]);
    expect((await clerk.agent.get('/antrean')).text).not.toContain('Maria Bano');
    const first = linkIn(mail.mails[0]?.text ?? '');
    expect((await maria.post('/usaha-saya/surel')).status).toBe(303);
    const path = linkIn(mail.mails[1]?.text ?? '');
    const visitor = test.browser();
    await visitor.get(first).expect(404);
    const form = await visitor.get(path).expect(200);
    expect(form.headers['referrer-policy']).toBe('no-referrer');
    // Looking at a link confirms nothing: mail programs do that too.
    expect((await clerk.agent.get('/antrean')).text).not.toContain('Maria Bano');
    const token = path.split('=')[1] ?? '';
    const confirm = () =>
      visitor
        .post('/daftar/surel')
        .type('form')
        .send({ _csrf: csrfIn(form.text), tautan: token });
    expect((await confirm()).status).toBe(303);
    expect((await confirm()).status).toBe(404);
    expect((await clerk.agent.get('/antrean')).text).toContain('Maria Bano');
    expect(await maria.page()).toContain('Menunggu petugas');
  });

  it('is written to when something happens, at the address that nobody else reads', async () => {
    await test.app.get(OutboxService).run();
    mail.mails.length = 0;
    const path = `/antrean/akun/${await idOf(test, 'maria.bano')}`;
    const { text } = await clerk.agent.get(path).expect(200);
    expect(text).not.toContain('maria@contoh.id');
    await clerk.post(`${path}/hubungkan`, { version: versionIn(text), enterprise: 'baru' }).expect(303);
    await test.app.get(OutboxService).run();
    expect(mail.mails.map(({ to }) => to)).toEqual([['maria@contoh.id']]);
    expect(mail.mails[0]?.text).toContain('http://lokapasar.contoh.test/usaha-saya');
  });
});
