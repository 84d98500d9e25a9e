import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { activeParts } from '../support/active-parts.js';
import { openTestApp, type TestApp } from '../support/app.js';

const HOSTILE = `"><img src=x onerror=alert(1)><script>alert(2)</script>`;

describe('the self-check', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await openTestApp();
  });
  afterAll(() => test.close());

  /** A visitor's browser with the token of the form that it was shown. */
  async function visitor() {
    const agent = test.browser();
    const { text } = await agent.get('/cek-kelayakan').expect(200);
    const token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
    return (fields: Record<string, string>) =>
      agent
        .post('/cek-kelayakan')
        .type('form')
        .send({ _csrf: token, ...fields });
  }

  it('carries the answers in the form, and in no address, cookie or table', async () => {
    const rows = async (): Promise<unknown> =>
      test.source.query(
        `select relname, (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I', relname), false, true, '')))[1]::text n
         from pg_class c join pg_namespace s on s.oid = c.relnamespace where s.nspname = 'public' and c.relkind = 'r' order by relname`,
      );
    const before = await rows();
    const send = await visitor();
    const second = await send({ bentuk: 'koperasi', golongan: 'madu', ke: '2' }).expect(200);
    expect(second.text).toContain('<input type="hidden" name="bentuk" value="koperasi"/>');
    expect(second.headers['set-cookie']).toBeUndefined();
    expect(second.headers['cache-control']).toBe('private, no-store');
    const result = await send({ bentuk: 'koperasi', golongan: 'madu', halal: 'tidak', ke: 'hasil' }).expect(200);
    expect(result.text).toContain('Sertifikat halal');
    expect(result.text).not.toMatch(/href="[^"]*koperasi/);
    expect(await rows()).toEqual(before);
  });

  it('takes nothing that is no choice, and shows nothing of it again', async () => {
    const send = await visitor();
    for (const ke of ['1', '3', '5', 'hasil', HOSTILE, '-4', '99', '1e9']) {
      const { status, text } = await send({
        ke,
        bentuk: HOSTILE,
        golongan: HOSTILE,
        nama: HOSTILE,
        'izin-sampai': HOSTILE,
      });
      expect([ke, status, activeParts(text), text.includes('onerror')]).toEqual([ke, 200, [], false]);
    }
  });

  it('is light enough for a phone on a slow line, also when nothing is known', async () => {
    const send = await visitor();
    const { text } = await send({ ke: 'hasil' }).expect(200);
    expect(Buffer.byteLength(text)).toBeLessThan(120_000);
    expect(text).toMatch(/0 dari \d+ syarat terpenuhi; 0 belum terpenuhi, \d+ belum diketahui/);
    expect(text).not.toMatch(/<script|style=/);
  });

  it('refuses a form that another site sends', async () => {
    const { status } = await test.browser().post('/cek-kelayakan').type('form').send({ ke: '2' });
    expect(status).toBe(403);
  });
});
