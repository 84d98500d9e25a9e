import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StatusOverviewDto } from '../../src/purchasing/statuses/statuses.dto.js';
import type { SpendingAnswerDto } from '../../src/purchasing/spending.dto.js';
import { aPurchaseRow } from '../factories/feed-rows.js';
import { takeRows } from '../factories/spending.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

describe('the status table', () => {
  let test: TestApp;
  let staff: SignedIn;
  let auditor: SignedIn;

  beforeAll(async () => {
    test = await openTestApp();
    await takeRows(test.app, test.source, '1', [
      aPurchaseRow({ key: '1', source: 'v6', status: 'ON_PROCESS', value: '30.00' }),
      aPurchaseRow({ key: '2', source: 'v6', status: 'ON HOLD', value: '5.00' }),
    ]);
    staff = await test.signIn('biro-pbj');
    auditor = await test.signIn('auditor');
  });
  afterAll(() => test.close());

  const page = async (path: string, who = staff): Promise<string> => (await who.agent.get(path).expect(200)).text;
  const words = (html: string): string =>
    html
      .replace(/<[^>]+>/g, ' ')
      .replace(/&quot;/g, '"')
      .replace(/\s+/g, ' ');

  async function committed(): Promise<string> {
    const answer = (await auditor.agent.get('/api/v1/spending?by=source&year=2025').expect(200))
      .body as SpendingAnswerDto;
    return answer.total.committed.value;
  }

  it('puts the unknown status on top, with packages, value and the button that gives it a meaning', async () => {
    const html = await page('/status');
    expect(words(html)).toContain('1 dari 2 status belum diketahui artinya. 1 paket senilai Rp5 menunggu keputusan.');
    expect(html.indexOf('on_hold')).toBeLessThan(html.indexOf('on_process'));
    expect(words(html)).toContain('Tentukan artinya');
  });

  it('changes all figures with a decision, and keeps who decided and why', async () => {
    expect(await committed()).toBe('30.00');
    await staff
      .post('/status', { source: 'v6', statusKey: 'on_hold', standing: 'committed', note: 'hasil rapat' })
      .expect(303);
    expect(await committed()).toBe('35.00');
    const html = words(await page('/status/rinci?sumber=v6&kunci=on_hold'));
    expect(html).toContain('hasil rapat');
    expect(html).toContain(staff.username);
    expect(words(await page('/status'))).toContain('Semua 2 status yang masuk sudah diketahui artinya.');
  });

  it('shows the form again with what was typed when a day is wrong', async () => {
    const answer = await staff
      .post('/status', {
        source: 'v6',
        statusKey: 'on_hold',
        standing: 'never',
        validFrom: '2025-02-01',
        validTo: '2025-01-01',
        note: 'catatan contoh',
      })
      .expect(422);
    expect(answer.text).toContain('href="#f-validTo"');
    expect(answer.text).toContain('value="catatan contoh"');
    expect(await committed()).toBe('35.00');
  });

  it('tells the same over the API, in amounts as text', async () => {
    const all = (await auditor.agent.get('/api/v1/status-rules?year=2025').expect(200)).body as StatusOverviewDto[];
    expect(all.find((one) => one.statusKey === 'on_process')).toMatchObject({
      source: 'v6',
      packages: 1,
      value: '30.00',
      standing: 'committed',
    });
    const refused = await staff.agent
      .post('/api/v1/status-rules')
      .set('x-csrf-token', staff.csrf)
      .send({ source: 'v6', statusKey: 'on_process', standing: 'mungkin' })
      .expect(422);
    expect(refused.body).toMatchObject({ code: 'status.invalid' });
  });

  it('is for reading only for an auditor', async () => {
    expect(await page('/status/rinci?sumber=v6&kunci=on_hold', auditor)).not.toContain('action="/status"');
    await auditor.post('/status', { source: 'v6', statusKey: 'on_hold', standing: 'never' }).expect(403);
    await staff.agent.get('/status/rinci?sumber=v6&kunci=tidak_ada').expect(404);
  });
});
