import { readdirSync } from 'node:fs';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify from 'fastify';
import { readXlsx } from 'hucre';
import { parse } from 'csv-parse/sync';
import { ImportService } from '../../src/ingestion/import.service.js';
import type { ImportDto } from '../../src/ingestion/imports.dto.js';
import { watchBodies } from '../../src/web/edge/bodies.js';
import { aCircular } from '../factories/circulars.js';
import { aPurchaseRow, aReferenceRow } from '../factories/feed-rows.js';
import { takeRows } from '../factories/spending.js';
import { json, v5Packages } from '../integration/ingestion/support.js';
import { until } from '../server/support/server.js';
import { activeParts } from '../support/active-parts.js';
import { csrfIn, openTestApp, type SignedIn, TEST_PASSWORD, type TestApp } from '../support/app.js';
import { cell, workbook } from '../support/hostile-files.js';

const MEBIBYTE = 1024 * 1024;
const rss = (): number => process.memoryUsage().rss / MEBIBYTE;

/** The most memory that the process held while `work` ran, above what it held before, in MiB. */
async function growth(work: () => Promise<void>): Promise<number> {
  const before = rss();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, rss())), 10);
  await work().finally(() => clearInterval(watch));
  return Math.max(most, rss()) - before;
}

describe('files made to do harm', () => {
  let test: TestApp;
  let clerk: SignedIn;
  beforeAll(async () => {
    test = await openTestApp({ UPLOAD_LIMIT_MB: '16' });
    clerk = await test.signIn('biro-pbj');
  });
  afterAll(() => test.close());

  async function imported(bytes: Buffer, name: string): Promise<ImportDto> {
    const answer = await clerk.agent
      .post('/api/v1/imports')
      .set('x-csrf-token', clerk.csrf)
      .attach('file', bytes, name)
      .expect(202);
    const [batch] = answer.body as ImportDto[];
    await test.app.get(ImportService).finish(batch?.id ?? '');
    return (await clerk.agent.get(`/api/v1/imports/${batch?.id}`).expect(200)).body as ImportDto;
  }

  const listed = (bytes: Buffer) =>
    clerk.agent
      .post('/api/v1/ovop-entries/import/preview')
      .set('x-csrf-token', clerk.csrf)
      .attach('berkas', bytes, 'daftar.xlsx');

  it('a zip bomb is refused, whether its directory tells the size or lies, and is never held in memory', async () => {
    const packed = deflateRawSync(Buffer.alloc(300 * MEBIBYTE, ' '), { level: 6 });
    for (const claims of [300 * MEBIBYTE, 4000]) {
      const bomb = workbook({ packed, claims });
      const grown = await growth(async () => {
        expect(await imported(bomb, 'bom.xlsx')).toMatchObject({
          state: 'refused',
          refusalCode: 'too-large-when-unpacked',
          message: expect.stringMatching(/terlalu besar setelah dibuka.*tidak berubah/),
        });
        const list = await listed(bomb).expect(422);
        expect(list.body).toMatchObject({ code: 'table.unreadable' });
      });
      expect(grown).toBeLessThan(200);
    }
  });

  it('a sheet of a million columns is refused, by its cells and by a single far one', async () => {
    const wide = Array.from({ length: 1_000_000 }, (_, index) => cell(`k${(index * 7919) % 1_000_003}`)).join('');
    const bytes = workbook(`<row r="1">${wide}</row><row r="2">${cell('1')}</row>`);
    const grown = await growth(async () => {
      const done = await imported(bytes, 'lebar.xlsx');
      expect([done.state, ['too-wide', 'too-large-when-unpacked'].includes(String(done.refusalCode))]).toEqual([
        'refused',
        true,
      ]);
      await listed(workbook(`<row r="1">${cell('Nama', 'A1')}${cell('x', 'XFD1')}</row>`)).expect(422);
    });
    expect(grown).toBeLessThan(400);
    const far = workbook(`<row r="1">${cell('a', 'A1')}${cell('b', 'XFD1')}</row><row r="2">${cell('1', 'A2')}</row>`);
    expect(await imported(far, 'jauh.xlsx')).toMatchObject({ state: 'refused', refusalCode: 'too-wide' });
    const head = Array.from({ length: 5000 }, (_, index) => `k${index}`);
    expect(await imported(Buffer.from(`${head.join(',')}\n${head.join(',')}\n`), 'lebar.csv')).toMatchObject({
      refusalCode: 'too-wide',
    });
    const row = JSON.stringify([Object.fromEntries(head.map((name) => [name, 1]))]);
    expect(await imported(Buffer.from(row), 'lebar.json')).toMatchObject({ refusalCode: 'too-wide' });
  });

  it('a row nested a hundred thousand deep is a row at fault, not a fault of ours', async () => {
    const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    const done = await imported(Buffer.from(`[${deep}]`), 'dalam.json');
    expect(done.state).toBe('refused');
  });

  it.each([
    ['../../../../etc/passwd'],
    ['/etc/cron.d/jahat'],
    ['..\\..\\windows\\win.ini'],
    ['CON'],
    ['a.json\r\nX-Jahat: 1'],
    ['~'],
    ['x'.repeat(5000)],
  ])('the name %j of an upload is only a name', async (name) => {
    const spool = (): string[] => readdirSync(test.env.dataDir, { recursive: true }).map(String).toSorted();
    const before = spool();
    const content = json(v5Packages(1, 1, { nama_paket: name.slice(0, 20) }));
    const done = await imported(Buffer.from(content), name);
    expect(done.fileName).not.toMatch(/[/\\\r\n\0]/);
    expect(done.fileName.length).toBeLessThanOrEqual(500);
    const file = await clerk.agent.get(`/api/v1/imports/${done.id}/file`).expect(200);
    expect(file.headers['content-disposition']).toMatch(
      /^attachment; filename="[\w.-]*"; filename\*=UTF-8''[\w.%~!'()*-]*$/,
    );
    expect(file.headers).not.toHaveProperty('x-jahat');
    expect(file.headers['x-content-type-options']).toBe('nosniff');
    // What is new in the data folder was named by us.
    const fresh = spool().filter((path) => !before.includes(path));
    expect(fresh.filter((path) => !/^(?:uploads|spool|keys|impor|[\w-]+)(?:\/[\w.-]+)?$/.test(path))).toEqual([]);
  });
});

describe('requests made to tie the service up', () => {
  let test: TestApp;
  let port: number;
  let clerk: SignedIn;
  beforeAll(async () => {
    test = await openTestApp({ UPLOAD_LIMIT_MB: '2' });
    port = (test.app.getHttpServer().address() as AddressInfo).port;
    clerk = await test.signIn('biro-pbj');
  });
  afterAll(() => test.close());

  /** Sends a head, then pieces of 64 KiB until the connection ends or `most` bytes are sent. */
  async function pour(head: string[], most: number, chunked: boolean): Promise<{ answer: string; sent: number }> {
    const socket: Socket = connect(port, '127.0.0.1');
    let answer = '';
    const closed = new AbortController();
    let sent = 0;
    socket.on('data', (piece: Buffer) => (answer += piece.toString('latin1')));
    socket.on('close', () => closed.abort());
    socket.on('error', () => closed.abort());
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    const piece = Buffer.alloc(64 * 1024, 'x');
    const framed = chunked ? Buffer.concat([Buffer.from('10000\r\n'), piece, Buffer.from('\r\n')]) : piece;
    if (chunked) {
      const part = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.json"\r\n\r\n';
      socket.write(`${part.length.toString(16)}\r\n${part}\r\n`);
    }
    // What is announced is answered before it comes; who goes on sending all the same finds the line closed.
    if (!chunked) await until('an answer to the head', () => answer !== '' || closed.signal.aborted);
    while (!closed.signal.aborted && sent < most) {
      sent += piece.length;
      if (!socket.write(framed))
        await Promise.race([new Promise((go) => socket.once('drain', go)), untilEnded(socket)]);
      else await new Promise((go) => setImmediate(go));
    }
    await until('the connection to end', () => closed.signal.aborted || socket.destroyed, 30_000);
    return { answer, sent };
  }
  const untilEnded = (socket: Socket): Promise<unknown> => new Promise((go) => socket.once('close', go));

  it('a body of a gigabyte is refused before it is read, and its connection closed', async () => {
    const GIGABYTE = 1024 * MEBIBYTE;
    const grown = await growth(async () => {
      for (const path of ['/api/v1/session', '/masuk', '/api/v1/imports', '/tidak/ada']) {
        const head = [
          `POST ${path} HTTP/1.1`,
          'Host: x',
          'Content-Type: application/json',
          `Content-Length: ${GIGABYTE}`,
        ];
        const { answer, sent } = await pour(head, GIGABYTE, false);
        expect(answer).toMatch(/^HTTP\/1\.1 413 /);
        expect(answer).toMatch(/\r\nconnection: close\r\n/i);
        expect(sent).toBeLessThan(64 * MEBIBYTE);
      }
    });
    expect(grown).toBeLessThan(150);
  });

  it('a body without a length is cut once it is too large', async () => {
    const cookie = (await signInCookie(test)) ?? '';
    const grown = await growth(async () => {
      const head = [
        `POST /api/v1/imports?_csrf=${encodeURIComponent(cookie.csrf)} HTTP/1.1`,
        'Host: x',
        `Cookie: ${cookie.cookie}`,
        'Content-Type: multipart/form-data; boundary=b',
        'Transfer-Encoding: chunked',
      ];
      const { answer, sent } = await pour(head, 1024 * MEBIBYTE, true);
      expect(answer).toMatch(/^HTTP\/1\.1 4(?:13|22) /);
      expect(sent).toBeLessThan(256 * MEBIBYTE);
    });
    expect(grown).toBeLessThan(150);
    await clerk.agent.get('/api/v1/me').expect(200);
  });

  it('two hundred connections that send their heads letter by letter keep nobody waiting', async () => {
    const slow = Array.from({ length: 200 }, () => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write('GET /masuk HTTP/1.1\r\nHost: x\r\nX-Lambat: ');
      return socket;
    });
    try {
      for (let round = 0; round < 5; round++) {
        for (const socket of slow) socket.write('a');
        await clerk.agent.get('/api/v1/me').expect(200);
        await test.browser().get('/health/ready').expect(200);
      }
      const server = test.app.getHttpServer() as { headersTimeout: number };
      expect(server.headersTimeout).toBe(20_000);
    } finally {
      for (const socket of slow) socket.destroy();
    }
  });

  it('a body that comes too slowly is cut with 408; an upload that keeps coming is not', async () => {
    const server = Fastify();
    watchBodies(server, 8 * MEBIBYTE, { small: 300, stall: 2000, look: 50 });
    server.addContentTypeParser(/^multipart\//, (_request, payload, done) => {
      let size = 0;
      payload.on('data', (piece: Buffer) => (size += piece.length));
      payload.on('end', () => done(null, size));
      payload.on('error', done);
    });
    server.post('/*', (request) => ({ size: request.body }));
    const address = await server.listen({ port: 0, host: '127.0.0.1' });
    const begin = (type: string, length: number): { socket: Socket; answer: () => string; ended: () => boolean } => {
      const socket = connect(Number(new URL(address).port), '127.0.0.1');
      let answer = '';
      let ended = false;
      socket.on('data', (piece: Buffer) => (answer += piece.toString()));
      socket.on('close', () => (ended = true));
      socket.on('error', () => undefined);
      socket.write(`POST /x HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`);
      return { socket, answer: () => answer, ended: () => ended };
    };
    try {
      const form = begin('application/json', 1000);
      form.socket.write('{');
      await until('the slow form to be cut', form.ended);
      expect(form.answer()).toMatch(/^HTTP\/1\.1 408 /);
      expect(form.answer()).toContain('request.too-slow');

      const stalled = begin('multipart/form-data; boundary=b', 100_000);
      stalled.socket.write('x'.repeat(10_000));
      await until('the stalled upload to be cut', stalled.ended);
      expect(stalled.answer()).toMatch(/^HTTP\/1\.1 408 /);

      // Longer than both times together, but always moving.
      const steady = begin('multipart/form-data; boundary=b', 160_000);
      for (let piece = 0; piece < 16; piece++) {
        steady.socket.write('x'.repeat(10_000));
        await new Promise((go) => setTimeout(go, 160));
      }
      await until('the steady upload to be answered', () => steady.answer().includes('160000'));
      expect(steady.answer()).toMatch(/^HTTP\/1\.1 200 /);
      steady.socket.destroy();
    } finally {
      await server.close();
    }
  });
});

async function signInCookie(test: TestApp): Promise<{ cookie: string; csrf: string }> {
  const { username } = await test.signIn('biro-pbj');
  const answer = await test.browser().post('/api/v1/session').send({ username, password: TEST_PASSWORD }).expect(201);
  const [cookie = ''] = answer.headers['set-cookie'] as unknown as string[];
  return { cookie: cookie.split(';')[0] ?? '', csrf: (answer.body as { csrfToken: string }).csrfToken };
}

describe('a session that somebody else chose', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await openTestApp();
  });
  afterAll(() => test.close());

  it('is never taken over by a sign-in: the token is new, and the one before it is worth nothing', async () => {
    const { username } = await test.signIn('auditor');
    const planted = 'penyerang-memilih-token-ini-0123456789';
    const victim = test.browser();
    const form = await victim.get('/masuk').set('cookie', `lokapasar_sesi=${planted}`).expect(200);
    const visitor = (form.headers['set-cookie'] as unknown as string[]).map((one) => one.split(';')[0]).join('; ');
    const answer = await test
      .browser()
      .post('/masuk')
      .set('cookie', `lokapasar_sesi=${planted}; ${visitor}`)
      .type('form')
      .send({ _csrf: csrfIn(form.text), username, password: TEST_PASSWORD })
      .expect(303);
    const given = (answer.headers['set-cookie'] as unknown as string[]).find((one) =>
      one.startsWith('lokapasar_sesi='),
    );
    const token = given?.split(';')[0]?.split('=')[1] ?? '';
    expect(token).toMatch(/^[\w-]{40,}$/);
    expect(token).not.toBe(planted);
    await test.browser().get('/api/v1/me').set('cookie', `lokapasar_sesi=${planted}`).expect(401);
    await test.browser().get('/api/v1/me').set('cookie', `lokapasar_sesi=${token}`).expect(200);

    // A real session that an attacker slipped in ends with the sign-in over it.
    const attacker = await signInCookie(test);
    await test
      .browser()
      .post('/api/v1/session')
      .set('cookie', attacker.cookie)
      .set('x-csrf-token', attacker.csrf)
      .send({ username, password: TEST_PASSWORD })
      .expect(201);
    await test.browser().get('/api/v1/me').set('cookie', attacker.cookie).expect(401);
  });
});

const SCRIPT = `"'><script>alert(1)</script><img src=x onerror=alert(1)>`;
const FORMULAS = ['=cmd|calc!A1', '+1+1', '-2+3', '@SUM(A1)', '\t=1+1', '\r=1+1'];

describe.each([
  ['script', [SCRIPT]],
  ['a formula', FORMULAS],
])('%s in every text that comes from a feed or a person', (_, texts) => {
  let test: TestApp;
  let admin: SignedIn;
  let next = 0;
  const evil = (what: string): string => `${texts[next++ % texts.length]} ${what}`;

  beforeAll(async () => {
    test = await openTestApp();
    await takeRows(test.app, test.source, '1', [
      aReferenceRow('penyedia-v5', 'S1', { name: evil('Penyedia'), ukm: evil('ukm') }),
      aPurchaseRow({
        key: 'P1',
        packageNo: evil('no'),
        name: evil('Paket'),
        klpdName: evil('KLPD'),
        satkerCode: '501',
        satkerName: evil('Satker'),
        supplierName: evil('Penyedia'),
        productName: evil('Produk'),
        commodityName: evil('Komoditas'),
        catalogueOwnerName: evil('Pemilik'),
        status: evil('status'),
        funds: [evil('dana')],
        rupCodes: [evil('rup')],
        sourceRow: JSON.stringify({ [evil('kunci')]: evil('isi') }),
      }),
      aPurchaseRow({
        key: 'P2',
        satkerCode: '502',
        satkerName: evil('Satker'),
        supplierKey: 'S2',
        supplierName: evil('CV'),
      }),
    ]);
    admin = await test.signIn('admin');
    const send = (method: 'post' | 'put', path: string, body: object): Promise<{ status: number; body: unknown }> =>
      admin.agent[method](path)
        .set('x-csrf-token', admin.csrf)
        .send(body)
        .then(({ status, body: said }) => ({ status, body: said }));
    const made = [
      await send('put', '/api/v1/settings', {
        klpdCode: 'D999',
        klpdName: evil('Provinsi'),
        province: evil('Provinsi'),
        timeZone: 'Asia/Makassar',
        fiscalYear: 2025,
        letterhead: [evil('Kop')],
      }),
      await send('post', '/api/v1/users', { username: 'penguji', displayName: evil('Nama'), role: 'auditor' }),
      await send('post', '/api/v1/perangkat-daerah', { klpd: 'D999', name: evil('Dinas') }),
      await send('post', '/api/v1/ovop-entries', {
        kind: 'produk-v5',
        value: '123',
        label: evil('Tenun'),
        village: evil('Desa'),
        note: evil('catatan'),
      }),
      await send('post', '/api/v1/circulars', {
        ...aCircular({
          number: evil('SE'),
          subject: evil('Perihal'),
          note: evil('Catatan'),
          issuedOn: '2025-01-05',
          effectiveFrom: '2025-01-05',
        }),
        obligations: [{ ...aCircular().obligations[0], title: evil('Kewajiban') }],
      }),
      await send('post', '/api/v1/suppliers/decisions', { scheme: 'v5', key: 'S1', umk: 'yes', note: evil('catatan') }),
    ];
    const failed = made.filter(({ status }) => status >= 400);
    if (failed.length > 0) throw new Error(JSON.stringify(failed));
    const files = await admin.agent
      .post('/api/v1/imports')
      .set('x-csrf-token', admin.csrf)
      .attach('file', Buffer.from(json(v5Packages(1, 2, { nama_paket: evil('Paket'), nama_satker: evil('Satker') }))), {
        filename: evil('belanja.json'),
        contentType: 'application/json',
      })
      .expect(202);
    for (const { id } of files.body as ImportDto[]) await test.app.get(ImportService).finish(id);
  });
  afterAll(() => test.close());

  it('is only text on every page, and neutral in every file', async () => {
    const seen = new Set<string>();
    const queue = [
      '/',
      '/belanja',
      '/kepatuhan',
      '/edaran',
      '/impor',
      '/ovop',
      '/penyedia',
      '/status',
      '/pengguna',
      '/pengaturan',
      '/akun',
      '/definisi',
    ];
    let showing = 0;
    const files: string[] = [];
    const faults: string[] = [];
    while (queue.length > 0 && seen.size < 250) {
      const path = queue.shift() ?? '';
      // One address of each kind of query is enough.
      const kind = path.replace(/=[^&]*/g, '=').replace(/\/\d+/g, '/0');
      if (seen.has(kind) && !/\/\d+|kunci/.test(path)) continue;
      if (seen.has(path)) continue;
      seen.add(kind).add(path);
      const answer = await admin.agent
        .get(path)
        .buffer(true)
        .parse(asBytes as never)
        .redirects(0);
      const bytes = answer.body as Buffer;
      if (!String(answer.headers['content-type']).startsWith('text/html')) {
        if (answer.status === 200 && /\.(?:csv|xlsx)(?:\?|$)/.test(path)) {
          files.push(path);
          faults.push(...(await formulasIn(path, bytes)));
        }
        continue;
      }
      if (answer.status >= 500) faults.push(`${path}: ${answer.status}`);
      const html = bytes.toString('utf8');
      if (
        texts.some((text) =>
          html.includes(text.trim().replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')),
        )
      )
        showing += 1;
      faults.push(...activeParts(html).map((part) => `${path}: ${part}`));
      for (const [, href = ''] of html.matchAll(/\shref="(\/[^"#]*)/g)) queue.push(href.replace(/&amp;/g, '&'));
    }
    expect(faults).toEqual([]);
    expect(showing).toBeGreaterThan(8);
    expect(files.length).toBeGreaterThan(6);
  });
});

function asBytes(from: unknown, done: (error: Error | null, body: Buffer) => void): void {
  const response = from as NodeJS.ReadableStream;
  const pieces: Buffer[] = [];
  response.on('data', (piece: Buffer) => pieces.push(piece));
  response.on('end', () => done(null, Buffer.concat(pieces)));
}

/** Cells that a spreadsheet would work out. */
async function formulasIn(path: string, bytes: Buffer): Promise<string[]> {
  const plain = /^-?\d+(?:[.,]\d+)?$/;
  if (path.includes('.csv')) {
    const records = parse(bytes, { bom: true, delimiter: ';', relax_column_count: true }) as string[][];
    return records
      .flat()
      .filter((one) => /^[=+\-@\t\r]/.test(one) && !plain.test(one))
      .map((one) => `${path}: ${one}`);
  }
  const book = await readXlsx(bytes);
  return book.sheets.flatMap((sheet) =>
    [...(sheet.cells ?? new Map<string, { formula?: string }>()).values()]
      .filter((one) => (one as { formula?: string }).formula !== undefined)
      .map(() => `${path}: a formula in ${sheet.name}`),
  );
}
