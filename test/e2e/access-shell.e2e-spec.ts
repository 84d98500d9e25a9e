import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../src/access/allow.js';
import { createApp } from '../../src/app.js';
import { openTestDatabase } from '../support/database.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

@Controller('tanaman')
class UnguardedController {
  @Get('terbuka')
  @Allow('public')
  open(): string {
    return 'terbuka';
  }

  @Post('lupa')
  forgotten(): string {
    return 'lupa';
  }
}

@Module({ controllers: [UnguardedController] })
class UnguardedModule {}

@Controller('api/tanaman')
class FaultyController {
  @Get('rusak')
  @Allow('public')
  fault(): never {
    throw new Error('kata kunci rahasia 123');
  }

  @Get('putus')
  @Allow('public')
  broken(@Res() reply: FastifyReply): never {
    reply.raw.writeHead(200, { 'content-type': 'text/plain' });
    reply.raw.write('separuh');
    throw new Error('putus di tengah');
  }
}

@Module({ controllers: [FaultyController] })
class FaultyModule {}

let app: TestApp;
let admin: SignedIn;
beforeAll(async () => {
  app = await openTestApp({ UPLOAD_LIMIT_MB: '1' }, [FaultyModule]);
  admin = await app.signIn('admin');
});
afterAll(() => app.close());

describe('a route without @Allow', () => {
  it('stops the start of the app, by name', async () => {
    const { database, close } = await openTestDatabase();
    try {
      await expect(createApp(database, app.env, [UnguardedModule])).rejects.toThrow(
        'Routes without @Allow, so the app does not start: UnguardedController.forgotten (/tanaman/lupa)',
      );
    } finally {
      await close();
    }
  });
});

describe('problem details', () => {
  it('tell a program what happened, under the type for it, with a stable code', async () => {
    const answer = await app.browser().get('/api/v1/tidak-ada?x=1').expect(404);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toEqual({
      type: 'urn:lokapasar-ovop:problem:request.not-found',
      title: 'Tidak ditemukan',
      status: 404,
      detail: expect.any(String),
      instance: '/api/v1/tidak-ada',
      code: 'request.not-found',
    });
  });

  it('name each field at fault, those not known too', async () => {
    const answer = await admin.agent
      .post('/api/v1/users')
      .set('x-csrf-token', admin.csrf)
      .send({ username: 'a', role: 'raja', lain: 1 })
      .expect(422);
    const { fields } = answer.body as { fields: { field: string; message: string }[] };
    expect(fields.map(({ field }) => field).sort()).toEqual(['displayName', 'lain', 'role', 'username']);
    expect(fields.find(({ field }) => field === 'lain')?.message).toBe('Isian "lain" tidak dikenal');
    expect(JSON.stringify(fields)).not.toMatch(/must|should/);
  });

  it('say nothing of a fault of ours but a reference', async () => {
    const answer = await app.browser().get('/api/tanaman/rusak').expect(500);
    expect(answer.body).toMatchObject({
      status: 500,
      code: 'fault',
      reference: expect.stringMatching(/^[0-9a-f]{10}$/),
    });
    expect(answer.text).not.toContain('rahasia');
  });

  it('cut an answer that breaks off, so that nobody takes it for whole', async () => {
    await expect(app.browser().get('/api/tanaman/putus')).rejects.toThrow(/aborted|socket hang up|terminated/);
    await app.browser().get('/health/live').expect(200);
  });

  it('answer an address that is none', async () => {
    const answer = await app.browser().get('/%zz');
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ status: 400, code: 'request.invalid' });
  });

  it('answer what cannot be read, is too large, or is of an unknown kind', async () => {
    const post = () => app.browser().post('/api/v1/session');
    const malformed = await post().type('json').send('{"username":').expect(400);
    expect(malformed.body).toMatchObject({ code: 'request.invalid' });
    const large = await post()
      .send({ username: 'x'.repeat(1_200_000), password: 'x' })
      .expect(413);
    expect(large.body).toMatchObject({ code: 'request.too-large' });
    const unknown = await post().type('application/xml').send('<a/>').expect(415);
    expect(unknown.body).toMatchObject({ code: 'request.unsupported-type' });
  });
});

describe('an error page', () => {
  it('says what happened, what was kept, what to do, and a code, inside the visitor’s own navigation', async () => {
    const page = await admin.agent.get('/tidak/ada').expect(404);
    expect(page.text).toContain('<h1>Tidak ditemukan</h1>');
    expect(page.text).toContain('Tidak ada yang diubah');
    expect(page.text).toContain('<code>request.not-found</code>');
    expect(page.text).toContain('aria-label="Utama"');
    expect((await app.browser().get('/tidak/ada').expect(404)).text).not.toContain('aria-label="Utama"');
  });

  it('does not repeat what stood in the address', async () => {
    const page = await app.browser().get('/%3Cscript%3Ealert(1)%3C/script%3E').expect(404);
    expect(page.text).not.toContain('alert(1)');
  });
});

describe('every page', () => {
  const paths = [
    '/masuk',
    '/masuk/lupa',
    '/masuk/atur-ulang',
    '/akun',
    '/akun/dua-langkah',
    '/pengguna',
    '/pengaturan',
    '/tidak-ada',
  ];

  it.each(paths)('%s has neither script nor style of its own, and its security headers', async (path) => {
    const page = await (path.startsWith('/masuk') ? app.browser() : admin.agent).get(path);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.text).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:/i);
    expect(page.headers['content-security-policy']).toContain("style-src 'self'");
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['content-security-policy']).not.toContain('unsafe');
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect(page.headers['referrer-policy']).toBe('same-origin');
    expect(page.headers['cache-control']).toBe('private, no-store');
    expect(page.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(page.headers).not.toHaveProperty('x-powered-by');
  });

  it('is small: under 60 KB compressed with its stylesheet, under 20 KB without', async () => {
    const sizeOf = async (path: string): Promise<number> =>
      Number((await admin.agent.get(path).set('accept-encoding', 'gzip')).headers['content-length']);
    const page = await sizeOf('/pengguna');
    const { text } = await admin.agent.get('/pengguna');
    const style = /href="(\/assets\/[^"]+)"/.exec(text)?.[1] ?? '';
    expect(page).toBeLessThan(20_000);
    expect(page + (await sizeOf(style))).toBeLessThan(60_000);
  });

  it('has a stylesheet that may be kept for a year, because its address changes with it', async () => {
    const { text } = await app.browser().get('/masuk');
    const path = /href="(\/assets\/style\.[0-9a-f]{12}\.css)"/.exec(text)?.[1] ?? '';
    const style = await app.browser().get(path).expect(200);
    expect(style.headers['content-type']).toBe('text/css; charset=utf-8');
    expect(style.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    await app.browser().get(path).set('if-none-match', String(style.headers.etag)).expect(304);
  });
});

describe('the service', () => {
  it('says that it lives and is ready', async () => {
    for (const path of ['/health/live', '/health/ready']) {
      const answer = await app.browser().get(path);
      expect([answer.status, answer.body]).toEqual([200, { status: 'ok' }]);
    }
  });

  it('describes its API, with every route and the cookie that it goes by, and no page among them', async () => {
    const { body } = await app.browser().get('/api/docs-json').expect(200);
    const document = body as { openapi: string; paths: Record<string, unknown>; components: Record<string, unknown> };
    expect(document.openapi).toMatch(/^3\./);
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/api/v1/session', '/api/v1/me', '/api/v1/settings', '/api/v1/users', '/health/ready']),
    );
    const strange = Object.keys(document.paths).filter((path) => !/^\/(api|health)\//.test(path));
    expect(strange).toEqual([]);
    expect(document.components).toMatchObject({ securitySchemes: { cookie: { in: 'cookie' } } });
  });

  it('shows the API as a page without inline scripts', async () => {
    const page = await app.browser().get('/api/docs').expect(200);
    expect(page.text).not.toMatch(/<script>|<script [^>]*>[^<]/);
    await app.browser().get('/api/docs/swagger-ui-bundle.js').expect(200);
    await app
      .browser()
      .get('/api/docs/start.js')
      .expect(200)
      .expect('content-type', /javascript/);
  });
});
