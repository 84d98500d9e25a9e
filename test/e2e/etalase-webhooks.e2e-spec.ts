import { spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PublicQueries } from '../../src/etalase/api/public-queries.js';
import { WebhookDeliveries } from '../../src/etalase/webhooks/webhook-deliveries.js';
import { WebhookSender } from '../../src/etalase/webhooks/webhook-sender.js';
import { MessagesService } from '../../src/messages/messages.service.js';
import { KeyRing } from '../../src/shared/keyring.js';
import { Locks } from '../../src/shared/locks.js';
import { Signals } from '../../src/shared/signals.js';
import { aVillage } from '../factories/catalogue.js';
import { aShownProduct, aWisataPlace } from '../factories/etalase.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';
import { openReceiver, type Receiver } from '../support/stand-in-receiver.js';

const WEBHOOKS = '/api/v1/etalase/webhooks';
const EXAMPLE = fileURLToPath(new URL('../../docs/examples/wisata-webhook.mjs', import.meta.url));

interface Made {
  webhook: { id: string; disabledAt: string | null; disabledWhy: string | null; waiting: number; version: number };
  secret: string;
}

describe('webhooks', () => {
  let test: TestApp;
  let office: SignedIn;
  let receiver: Receiver;
  let deliveries: WebhookDeliveries;

  beforeAll(async () => {
    test = await openTestApp();
    office = await test.signIn('dinas-pariwisata');
    receiver = await openReceiver();
    // The service's own goes to the internet alone; this one reaches the stand-in, and nothing else differs.
    test.app.get(WebhookDeliveries).onModuleDestroy();
    deliveries = over(new WebhookSender({ allows: () => true, plain: true, timeoutMs: 2000 }));
    await aVillage(test.source.manager, '98.01.01.2001', 'Sini');
    await aVillage(test.source.manager, '98.02.01.2001', 'Sana', { regency: 'Seberang' });
    await aWisataPlace(test.source.manager, { name: 'Pantai Sini', wilayah: '98.01.01.2001' });
    await aWisataPlace(test.source.manager, { name: 'Gua Sana', wilayah: '98.02.01.2001' });
  });
  afterAll(async () => {
    await receiver.close();
    await test.close();
  });
  beforeEach(async () => {
    receiver.received.length = 0;
    receiver.answer = (_request, response) => response.writeHead(204).end();
    await test.source.query('delete from etalase_webhook');
  });

  function over(sender: WebhookSender): WebhookDeliveries {
    const { source, app, env } = test;
    return new WebhookDeliveries(
      source,
      new Locks(source),
      new Signals(source),
      app.get(KeyRing),
      app.get(PublicQueries),
      app.get(MessagesService),
      sender,
      env,
    );
  }
  const send = (method: 'post' | 'put' | 'delete', path: string, body: object = {}, who = office) =>
    who.agent[method](path).set('x-csrf-token', who.csrf).send(body);
  async function aWebhook(path = '/kait'): Promise<Made> {
    const made = (await send('post', WEBHOOKS, { name: 'Situs wisata', url: 'https://contoh.id/kait' }).expect(201))
      .body as Made;
    await test.source.query('update etalase_webhook set url = $1', [`${receiver.url}${path}`]);
    return made;
  }
  const change = (opening: string) =>
    test.source.query(`update wisata_place set opening = $1 where kode = 'pantai-sini'`, [opening]);
  const due = () => test.source.query(`update etalase_delivery set next_try_at = now() where state = 'menunggu'`);
  const shown = async (id: string): Promise<Made['webhook']> =>
    (await office.agent.get(`${WEBHOOKS}/${id}`).expect(200)).body as Made['webhook'];
  const log = async (id: string): Promise<{ items: Record<string, unknown>[]; total: number }> =>
    (await office.agent.get(`${WEBHOOKS}/${id}/deliveries`).expect(200)).body as never;

  it('are kept by the tourism office and administrators, and their secret is shown once', async () => {
    const { webhook, secret } = await aWebhook();
    expect(secret).toMatch(/^whsec_[\w-]{43}$/);
    const everything = JSON.stringify([
      (await office.agent.get(WEBHOOKS).expect(200)).body,
      await shown(webhook.id),
      await test.source.query('select * from etalase_webhook'),
      await test.source.query(`select * from audit_entry where object_kind = 'etalase_webhook'`),
    ]);
    expect(everything).toContain('Situs wisata');
    expect(everything).not.toContain(secret);
    const renewed = (await send('post', `${WEBHOOKS}/${webhook.id}/secret`).expect(200)).body as Made;
    expect(renewed.secret).not.toBe(secret);
    const trail = (await test.source.query(
      `select action from audit_entry where object_kind = 'etalase_webhook' and object_id = $1`,
      [webhook.id],
    )) as { action: string }[];
    expect(trail.length).toBeGreaterThanOrEqual(2);
    await send('put', `${WEBHOOKS}/${webhook.id}`, { name: 'Lain', url: 'https://contoh.id/x', version: 1 }).expect(
      409,
    );
    await send('post', WEBHOOKS, { name: 'Situs wisata', url: 'https://contoh.id/x' }).expect(409);
    const staff = await test.signIn('biro-pbj');
    await staff.agent.get(WEBHOOKS).expect(403);
    await send('delete', `${WEBHOOKS}/${webhook.id}`).expect(204);
    await office.agent.get(`${WEBHOOKS}/${webhook.id}`).expect(404);
  });

  it.each([
    'http://contoh.id/kait',
    'https://localhost/kait',
    'https://127.0.0.1/kait',
    'https://2130706433/kait',
    'https://[::1]/kait',
    'https://[::ffff:10.0.0.1]/kait',
    'https://169.254.169.254/latest/meta-data',
    'https://basis-data.internal/kait',
    'https://siapa:rahasia@contoh.id/kait',
    'ftp://contoh.id/kait',
    'bukan alamat',
  ])('do not go to %s', async (url) => {
    const { body } = await send('post', WEBHOOKS, { name: 'Situs', url }).expect(422);
    expect(body).toMatchObject({ code: 'webhook.invalid', fields: [{ field: 'url' }] });
  });

  it('are refused at the door too when a name leads to an address of our own', async () => {
    const door = new WebhookSender();
    for (const url of [
      'https://localhost/kait',
      'https://127.0.0.1:8443/kait',
      'https://[::1]/kait',
      'https://169.254.169.254/latest/meta-data',
      `http://127.0.0.1/kait`,
    ])
      expect([url, (await door.post(url, '{}', {})).outcome]).toEqual([url, 'alamat-tidak-boleh']);
    const { webhook } = await aWebhook();
    await test.source.query(`update etalase_webhook set url = $1`, [receiver.url.replace('http:', 'https:')]);
    await change('pagi');
    await over(door).run();
    expect(receiver.received).toEqual([]);
    expect((await log(webhook.id)).items).toMatchObject([
      { state: 'menunggu', tries: 1, outcome: 'alamat-tidak-boleh', status: null },
    ]);
  });

  it('tell once what changed, signed, with codes and the version of the data and nobody’s name', async () => {
    const { webhook, secret } = await aWebhook();
    expect(await deliveries.run()).toBe(0);
    await change('06.00–18.00');
    const product = await aShownProduct(test.source.manager, { name: 'Tenun', villages: ['98.02.01.2001'] });
    expect(await deliveries.run()).toBe(1);
    expect(await deliveries.run()).toBe(0);
    expect(receiver.received).toHaveLength(1);
    const [got] = receiver.received;
    const told = JSON.parse(got?.body ?? '{}') as Record<string, unknown>;
    expect(Object.keys(told).toSorted()).toEqual(
      ['changes', 'createdAt', 'dataVersion', 'event', 'id', 'more', 'produk', 'since', 'until', 'wisata'].toSorted(),
    );
    // The cave shows what its kabupaten makes; the beach was changed itself.
    expect(told).toMatchObject({
      event: 'etalase.changed',
      wisata: ['gua-sana', 'pantai-sini'].toReversed(),
      produk: [product],
      more: false,
    });
    expect(told['dataVersion']).toMatch(/^\d+$/);
    const seconds = got?.headers['lokapasar-timestamp'];
    const wanted = createHmac('sha256', secret)
      .update(`${String(seconds)}.${got?.body ?? ''}`)
      .digest('hex');
    expect(got?.headers['lokapasar-signature']).toBe(`v1=${wanted}`);
    expect(got?.headers['lokapasar-delivery']).toBe(told['id']);
    expect((await log(webhook.id)).items).toMatchObject([
      { id: told['id'], event: 'etalase.changed', state: 'terkirim', tries: 1, outcome: 'diterima', status: 204 },
    ]);
  });

  it('are tried again with growing waits, then switched off with a message, and miss nothing once they are on again', async () => {
    const { webhook } = await aWebhook();
    receiver.answer = (_request, response) => response.writeHead(500).end('rahasia penerima');
    await change('siang');
    const waits: number[] = [];
    for (let tries = 1; tries <= 5; tries += 1) {
      await deliveries.run();
      const [row] = (await test.source.query(
        `select round(extract(epoch from next_try_at - now()) / 60)::int as wait, tries from etalase_delivery`,
      )) as { wait: number; tries: number }[];
      expect(row?.tries).toBe(tries);
      waits.push(row?.wait ?? 0);
      await due();
    }
    expect(waits).toEqual([1, 5, 30, 120, 720]);
    expect((await shown(webhook.id)).disabledAt).toBeNull();
    await deliveries.run();
    expect(await shown(webhook.id)).toMatchObject({
      disabledWhy: 'Penerima tidak dapat dikabari 6 kali berturut-turut',
    });
    expect((await office.agent.get('/pesan').expect(200)).text).toContain('Kabar etalase kepada');
    // Nothing of what the receiver answered is kept.
    expect(JSON.stringify(await test.source.query('select * from etalase_delivery'))).not.toContain('rahasia penerima');
    expect(receiver.received).toHaveLength(6);
    expect(new Set(receiver.received.map(({ headers }) => headers['lokapasar-delivery'])).size).toBe(1);
    await change('malam');
    expect(await deliveries.run()).toBeNull();
    receiver.answer = (_request, response) => response.writeHead(200).end();
    await send('post', `${WEBHOOKS}/${webhook.id}/enable`).expect(200);
    expect(await deliveries.run()).toBe(1);
    expect(JSON.parse(receiver.received.at(-1)?.body ?? '{}')).toMatchObject({ wisata: ['pantai-sini'] });
  });

  it('have one delivery under way at a time; what changes meanwhile comes in the next', async () => {
    await aWebhook();
    receiver.answer = (_request, response) => response.writeHead(503).end();
    await change('satu');
    await deliveries.run();
    await test.source.query(`update wisata_place set opening = 'dua' where kode = 'gua-sana'`);
    await deliveries.run();
    expect(receiver.received).toHaveLength(1);
    receiver.answer = (_request, response) => response.writeHead(204).end();
    await due();
    await Promise.all([deliveries.run(), deliveries.run()]);
    await deliveries.run();
    const told = receiver.received.map(({ body }) => (JSON.parse(body) as { wisata: string[] }).wisata);
    expect(told).toEqual([['pantai-sini'], ['pantai-sini'], ['gua-sana']]);
  });

  it('follow no redirect, stop at 410, wait for nobody and read no endless answer', async () => {
    const { webhook } = await aWebhook();
    receiver.answer = (_request, response) => response.writeHead(302, { location: `${receiver.url}/lain` }).end();
    const pinged = await deliveries.ping(webhook.id);
    expect(pinged).toMatchObject({ outcome: 'pengalihan', status: 302 });
    expect(receiver.received.map(({ path }) => path)).toEqual(['/kait']);
    receiver.answer = (_request, response) => {
      response.writeHead(200);
      const pour = (): void => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
      };
      response.on('drain', pour);
      pour();
    };
    expect(await deliveries.ping(webhook.id)).toMatchObject({ outcome: 'diterima', status: 200 });
    receiver.answer = () => undefined;
    expect(await deliveries.ping(webhook.id)).toMatchObject({ outcome: 'waktu-habis', status: null });
    receiver.answer = (_request, response) => response.writeHead(410).end();
    await change('tutup');
    await deliveries.run();
    expect((await shown(webhook.id)).disabledWhy).toContain('410');
  });

  it('are kept on pages: added with the secret shown once, tried, stopped with a reason, and removed', async () => {
    const page = '/kabar-etalase';
    for (const [url, said] of [
      ['http://contoh.id/kait', 'Alamat harus dimulai dengan https://'],
      ['https://10.0.0.1/kait', 'Alamat jaringan sendiri tidak boleh'],
    ] as const) {
      const refused = (await office.post(page, { name: 'Situs kota', url }).expect(422)).text;
      expect(refused).toContain(said);
      expect(refused).toContain('value="Situs kota"');
      expect(refused).toContain(`value="${url}"`);
    }
    const made = (await office.post(page, { name: 'Situs kota', url: 'https://localhost.contoh.id/a' }).expect(201))
      .text;
    const secret = /whsec_[\w-]{43}/.exec(made)?.[0] ?? '';
    expect(secret).not.toBe('');
    const list = (await office.agent.get(page).expect(200)).text;
    expect(list).not.toContain(secret);
    const one = /href="(\/kabar-etalase\/[0-9a-f-]{36})">Situs kota</.exec(list)?.[1] ?? '';
    await office.post(page, { name: 'Situs kota', url: 'https://contoh.id/b' }).expect(409);
    // The service's own sender: what leads to this machine is not asked, and the page says so.
    await test.source.query(`update etalase_webhook set url = 'https://localhost/kait'`);
    await office.post(`${one}/percobaan`, {}).expect(303);
    const tried = (await office.agent.get(one).expect(200)).text;
    expect(tried).toContain('Nama itu menuju jaringan sendiri, jadi tidak dihubungi');
    expect(tried).not.toContain(secret);
    const versionIn = (html: string): string => /name="version" value="(\d+)"/.exec(html)?.[1] ?? '';
    const version = versionIn(tried);
    const moved = { name: 'Situs baru', url: 'https://contoh.id/c' };
    const wrong = (await office.post(one, { ...moved, name: '', version }).expect(422)).text;
    expect(wrong).toContain('href="#f-name"');
    expect(wrong).toContain('value="https://contoh.id/c"');
    await office.post(one, { ...moved, version }).expect(303);
    expect((await office.agent.get(one).expect(200)).text).toContain('Apakah kabar sampai kepada Situs baru?');
    const late = (await office.post(one, { name: 'Situs lama', url: moved.url, version }).expect(409)).text;
    expect(late).toContain('sudah diubah orang lain');
    expect(late).toMatch(/Yang tersimpan sekarang: Situs baru, <code>https:\/\/contoh\.id\/c</);
    expect(late).toContain('value="Situs lama"');
    await office.post(one, { name: 'Situs kota', url: moved.url, version: versionIn(late) }).expect(303);
    expect((await office.post(`${one}/hentikan`, { why: '' }).expect(422)).text).toContain('Isi alasannya');
    await office.post(`${one}/hentikan`, { why: 'Situs pindah' }).expect(303);
    expect((await office.agent.get(one).expect(200)).text).toContain('Situs pindah');
    await office.post(`${one}/nyalakan`, {}).expect(303);
    const renewed = /whsec_[\w-]{43}/.exec((await office.post(`${one}/rahasia`, {}).expect(200)).text)?.[0];
    expect(renewed).not.toBe(secret);
    const auditor = await test.signIn('auditor');
    expect((await auditor.agent.get(one).expect(200)).text).not.toContain('Kirim kabar percobaan');
    await auditor.post(`${one}/hapus`, {}).expect(403);
    await office.post(`${one}/hapus`, {}).expect(303);
    await office.agent.get(one).expect(404);
  });

  it('are verified by the example as it stands in the documentation', async () => {
    const { secret } = await aWebhook();
    const child = spawn(process.execPath, [EXAMPLE], { env: { ...process.env, SECRET: secret, PORT: '0' } });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const says = async (pattern: RegExp): Promise<string> => {
      for (let tries = 0; tries < 400; tries += 1) {
        const found = pattern.exec(said)?.[1];
        if (found !== undefined) return found;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`The example did not say ${pattern.source}: ${said}`);
    };
    try {
      const url = `http://127.0.0.1:${await says(/listening on (\d+)/)}/`;
      await test.source.query('update etalase_webhook set url = $1', [url]);
      await change('subuh');
      expect(await deliveries.run()).toBe(1);
      expect(await says(/fetch again: (.*)/)).toBe('pantai-sini');
      const forged = async (headers: Record<string, string>): Promise<number> =>
        (await fetch(url, { method: 'POST', body: '{"id":"1","event":"ping"}', headers })).status;
      const seconds = String(Math.floor(Date.now() / 1000));
      const sign = (key: string, at: string): string =>
        `v1=${createHmac('sha256', key).update(`${at}.{"id":"1","event":"ping"}`).digest('hex')}`;
      const old = String(Number(seconds) - 3600);
      expect([
        await forged({}),
        await forged({ 'lokapasar-timestamp': seconds, 'lokapasar-signature': sign(randomUUID(), seconds) }),
        await forged({ 'lokapasar-timestamp': old, 'lokapasar-signature': sign(secret, old) }),
        await forged({ 'lokapasar-timestamp': seconds, 'lokapasar-signature': sign(secret, seconds) }),
      ]).toEqual([401, 401, 401, 204]);
    } finally {
      child.kill();
    }
  });
});
