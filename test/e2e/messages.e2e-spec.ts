import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MessagesService } from '../../src/messages/messages.service.js';
import { OutboxService } from '../../src/messages/outbox.service.js';
import { activeParts } from '../support/active-parts.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';
import { StandInMailServer } from '../support/mail-server.js';

const HOSTILE = `"><script>alert(1)</script>`;
const EMAIL = 'maria@contoh.id';

async function userIdOf(person: SignedIn): Promise<string> {
  return ((await person.agent.get('/api/v1/me').expect(200)).body as { userId: string }).userId;
}

/** Sends as the modules above do. */
function sender(test: TestApp) {
  return (userId: string, title: string, more: { onceKey?: string; link?: string } = {}): Promise<boolean> =>
    test.source.transaction((tx) =>
      test.app
        .get(MessagesService)
        .send(tx, { userId, kind: 'percobaan', title, body: `Isi ${title}\nBaris dua`, ...more }),
    );
}

describe('messages without a mail server', () => {
  let test: TestApp;
  let maria: SignedIn;
  let yosef: SignedIn;
  let admin: SignedIn;
  let send: ReturnType<typeof sender>;
  let mariaId: string;

  beforeAll(async () => {
    test = await openTestApp();
    [maria, yosef, admin] = [await test.signIn('biro-pbj'), await test.signIn('biro-pbj'), await test.signIn('admin')];
    send = sender(test);
    mariaId = await userIdOf(maria);
  });
  afterAll(() => test.close());

  it('are read by their person alone, as text, and counted in the navigation until they are', async () => {
    await send(mariaId, HOSTILE, { link: '/akun' });
    await send(mariaId, 'Dokumen diperiksa');
    const inbox = await maria.agent.get('/pesan').expect(200);
    expect(activeParts(inbox.text)).toEqual([]);
    expect(inbox.text).toContain('&lt;script>alert(1)');
    expect(inbox.text).toContain('Pesan (2 belum dibaca)');
    const other = await yosef.agent.get('/pesan').expect(200);
    expect(other.text).not.toContain('Dokumen diperiksa');
    const id = /action="\/pesan\/(\d+)\/baca"/.exec(inbox.text)?.[1] ?? '';
    expect((await yosef.post(`/pesan/${id}/baca`, {})).status).toBe(404);
    await maria.post(`/pesan/${id}/baca`, {}).expect(303);
    expect((await maria.agent.get('/pesan')).text).toContain('Pesan (1 belum dibaca)');
    await maria.post('/pesan/baca-semua', {}).expect(303);
    expect((await maria.agent.get('/pesan')).text).toContain('Semua pesan sudah dibaca');
  });

  it('with one key reach a person once', async () => {
    const about = { onceKey: 'dokumen:1:30' };
    expect([await send(mariaId, 'Sekali', about), await send(mariaId, 'Lagi', about)]).toEqual([true, false]);
    expect(await send(await userIdOf(yosef), 'Untuk yang lain', about)).toBe(true);
  });

  it('that are taken back with their transaction are not there', async () => {
    await expect(
      test.source.transaction(async (tx) => {
        await test.app.get(MessagesService).send(tx, { userId: mariaId, kind: 'x', title: 'Batal', body: 'Batal' });
        throw new Error('taken back');
      }),
    ).rejects.toThrow('taken back');
    expect((await maria.agent.get('/pesan')).text).not.toContain('Batal');
  });

  it('wait as mails, and the administrator sees that they do and why', async () => {
    expect(await test.app.get(OutboxService).run()).toBeNull();
    const page = await admin.agent.get('/surat-keluar').expect(200);
    expect(page.text).toContain('Server surel belum diatur');
    expect(page.text).toMatch(/<strong>\d+ surat menunggu<\/strong>/);
    expect(page.text).toContain('Sekali');
    expect(page.text).not.toContain('Baris dua');
    expect(activeParts(page.text)).toEqual([]);
    expect((await maria.agent.get('/surat-keluar')).status).toBe(403);
  });
});

describe('messages with a mail server', () => {
  let mail: StandInMailServer;
  let test: TestApp;
  let userId: string;
  let admin: SignedIn;

  beforeAll(async () => {
    mail = await StandInMailServer.start();
    test = await openTestApp({
      PUBLIC_URL: 'http://lokapasar.contoh.test',
      SMTP_URL: mail.url,
      MAIL_FROM: 'Lokapasar <ovop@contoh.go.id>',
    });
    admin = await test.signIn('admin');
    userId = await userIdOf(await test.signIn('biro-pbj'));
  });
  afterAll(async () => {
    await test.close();
    await mail.stop();
  });

  const due = () => test.source.query(`update message_outbox set next_try_at = now() where state = 'menunggu'`);
  const states = async () =>
    (await test.source.query('select state, tries from message_outbox order by message_id')) as object[];

  it('say which has no address, and go out once there is one', async () => {
    await sender(test)(userId, 'Halo', { link: '/usaha-saya' });
    expect(await test.app.get(OutboxService).run()).toBe(0);
    expect(await states()).toEqual([{ state: 'tanpa-alamat', tries: 1 }]);
    await admin.agent
      .put(`/api/v1/users/${userId}/email`)
      .set('x-csrf-token', admin.csrf)
      .send({ email: EMAIL })
      .expect(204);
    const [{ id }] = (await test.source.query('select message_id::text as id from message_outbox')) as [{ id: string }];
    await admin.post(`/surat-keluar/${id}/ulang`, {}).expect(303);
    expect(await test.app.get(OutboxService).run()).toBe(1);
    expect(mail.mails.map(({ to }) => to)).toEqual([[EMAIL]]);
    expect(mail.mails[0]?.text).toContain('http://lokapasar.contoh.test/usaha-saya');
    expect((await admin.agent.get('/surat-keluar')).text).toContain('m***@contoh.id');
    expect((await admin.agent.get('/surat-keluar')).text).not.toContain(EMAIL);
  });

  it('are tried again with growing waits while the server refuses, and count as failed in the end', async () => {
    mail.refuses = true;
    await sender(test)(userId, 'Susah');
    for (let round = 1; round <= 7; round += 1) {
      await due();
      await test.app.get(OutboxService).run();
      const [, last] = await states();
      expect(last).toEqual({ state: round < 7 ? 'menunggu' : 'gagal', tries: round });
    }
    mail.refuses = false;
    await due();
    expect(await test.app.get(OutboxService).run()).toBe(0);
  });

  it('are sent once, though two senders run at the same time', async () => {
    mail.mails.length = 0;
    await sender(test)(userId, 'Sekali saja');
    const outbox = test.app.get(OutboxService);
    await Promise.all([outbox.run(), outbox.run(), outbox.run()]);
    expect(mail.mails).toHaveLength(1);
  });
});
