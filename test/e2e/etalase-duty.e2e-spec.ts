import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aVillage } from '../factories/catalogue.js';
import { aWisataPlace } from '../factories/etalase.js';
import { openTestApp, type TestApp } from '../support/app.js';

describe('the cards of a tourism place', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await openTestApp();
    await aVillage(test.source.manager, '98.01.01.2001', 'Sini');
    await aWisataPlace(test.source.manager, { name: 'Pantai Sini', wilayah: '98.01.01.2001' });
  });
  afterAll(() => test.close());

  it('are had by anybody in two sizes and two languages; a place that is not there is told', async () => {
    const stranger = test.browser();
    const bodies = new Set<string>();
    for (const path of ['kartu-a4.pdf', 'kartu-a5.pdf', 'kartu-a4.pdf?bahasa=en', 'kartu-a5.pdf?bahasa=en']) {
      const answer = await stranger.get(`/wisata/pantai-sini/${path}`).expect(200).responseType('blob');
      expect(answer.headers['content-type']).toBe('application/pdf');
      bodies.add((answer.body as Buffer).toString('latin1'));
    }
    expect(bodies.size).toBe(4);
    expect([...bodies].every((one) => one.startsWith('%PDF-'))).toBe(true);
    expect((await stranger.get('/wisata/tidak-ada/kartu-a4.pdf').expect(404)).text).toContain('tidak-ada');
  });
});
