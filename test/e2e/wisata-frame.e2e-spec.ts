import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { somethingOnShow } from '../factories/etalase.js';
import { openTestApp, type TestApp } from '../support/app.js';

describe('the frame of a tourism place', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await openTestApp();
    await somethingOnShow(test.source.manager);
  });
  afterAll(() => test.close());

  it('may be shown inside the pages of others, runs nothing, and is the only page that may', async () => {
    const stranger = test.browser();
    const frame = await stranger.get('/wisata/pantai-sini/bingkai').expect(200);
    expect(frame.headers['content-security-policy']).toContain('frame-ancestors http: https:');
    expect(frame.headers['content-security-policy']).toContain("default-src 'none'");
    expect(frame.headers['x-frame-options']).toBeUndefined();
    expect(frame.text).toContain('Tenun Sini');
    expect(frame.text).toContain('href="/wisata/pantai-sini?lang=id"');
    expect(frame.text).not.toMatch(/<script|<form|style="| on\w+="/);
    const other = await stranger.get('/katalog').expect(200);
    expect(other.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(other.headers['x-frame-options']).toBe('SAMEORIGIN');
    await stranger.get('/wisata/tidak-ada/bingkai').expect(404);
  });
});
