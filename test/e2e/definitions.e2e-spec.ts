import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMPLIANCE_DEFINITIONS } from '../../src/compliance/definitions.js';
import { SPENDING_DEFINITIONS } from '../../src/purchasing/definitions.js';
import { aSmallYear } from '../factories/spending.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

describe('Definisi', () => {
  let test: TestApp;
  let auditor: SignedIn;
  let page: string;

  beforeAll(async () => {
    test = await openTestApp();
    await aSmallYear(test.app, test.source);
    auditor = await test.signIn('auditor');
    page = (await auditor.agent.get('/definisi').expect(200)).text;
  });
  afterAll(() => test.close());

  it('holds every definition of spending and compliance with code, version and source', () => {
    for (const { anchor, code, version } of [...SPENDING_DEFINITIONS, ...COMPLIANCE_DEFINITIONS]) {
      expect(page).toContain(`id="${anchor}"`);
      expect(page).toContain(`${code} versi ${version}`);
    }
  });

  it('gives no two definitions the same code or anchor', () => {
    const all = [...SPENDING_DEFINITIONS, ...COMPLIANCE_DEFINITIONS];
    expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(['/', '/belanja?tahun=2025', '/belanja/paket?tahun=2025', '/kepatuhan', '/belanja/hilang'])(
    'has an anchor for every definition that %s links to',
    async (path) => {
      const text = (await auditor.agent.get(path).expect(200)).text;
      const anchors = [...text.matchAll(/href="\/definisi#([^"]+)"/g)].map(([, anchor]) => anchor);
      for (const anchor of anchors) expect(page).toContain(`id="${anchor}"`);
    },
  );
});
