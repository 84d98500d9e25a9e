import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WhatIfRunDto } from '../../src/eligibility/decisions/what-if.dto.js';
import { WhatIfRuns } from '../../src/eligibility/decisions/what-if-runs.service.js';
import { aCompleteEnterprise } from '../integration/eligibility/desk.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

const QUESTION = { key: 'umk.classes', value: 'kecil', from: '2026-03-01' };
/** More than somebody waits for. */
const MANY = 3010;

describe('a change of law over more enterprises than somebody waits for', () => {
  let test: TestApp;
  let auditor: SignedIn;
  let clerk: SignedIn;
  let runs: WhatIfRuns;

  beforeAll(async () => {
    test = await openTestApp();
    runs = test.app.get(WhatIfRuns);
    auditor = await test.signIn('auditor');
    clerk = await test.signIn('dinas-pembina');
    const id = await aCompleteEnterprise(test.source, 'CV Tenun Flobamora');
    await clerk.agent
      .put(`/api/v1/eligibility/enterprises/${id}/statements`)
      .set('x-csrf-token', clerk.csrf)
      .send({ enterprise: { parentClass: 'none', nitku: 'none' }, source: 'Pernyataan', statedOn: '2026-02-01' })
      .expect(200);
    await test.source.query(
      `insert into enterprise (name, name_key, legal_form) select 'Usaha ' || n, 'usaha ' || n, 'cv' from generate_series(1, ${MANY}) n`,
    );
  });
  afterAll(() => test.close());

  const begin = (who: SignedIn, body: object = QUESTION) =>
    who.agent.post('/api/v1/eligibility/what-if/runs').set('x-csrf-token', who.csrf).send(body);
  const look = async (id: string): Promise<WhatIfRunDto> =>
    (await clerk.agent.get(`/api/v1/eligibility/what-if/runs/${id}`).expect(200)).body as WhatIfRunDto;
  const idOf = (location: string | undefined): string => /\/(\d+)$/.exec(location ?? '')?.[1] ?? '';
  const typed = { key: 'umk.classes', value: 'kecil', from: '2026-03-01', platform: 'v6' };

  it('is not worked out while the page waits, but offered in the background', async () => {
    const page = await auditor.agent.get('/kelayakan/andai').query(typed);
    expect(page.status).toBe(422);
    expect(page.text).toContain('3.011 pelaku usaha terlalu banyak untuk ditunggu');
    expect(page.text).toContain('Hitung di belakang layar');
    await begin(auditor, { ...QUESTION, value: 'sunah' }).expect(422);
  });

  it('runs to its end, counts everybody, and is kept for who comes back', async () => {
    const answer = await auditor.post('/kelayakan/andai/hitung', typed).expect(303);
    const id = idOf(answer.headers['location'] as string);
    const running = await auditor.agent.get(`/kelayakan/andai/hitungan/${id}`).expect(200);
    expect(running.headers['refresh']).toBe('2');
    expect(running.text).toContain('Sedang dihitung');
    const busy = await begin(clerk);
    expect([busy.status, (busy.body as { code: string }).code]).toEqual([409, 'eligibility.what-if-busy']);
    await runs.finish(id);
    const done = await look(id);
    expect([done.state, done.total, done.done, done.judged, done.askedBy]).toEqual([
      'selesai',
      MANY + 1,
      MANY + 1,
      MANY + 1,
      auditor.username,
    ]);
    expect(done.answer?.purposes.find(({ purpose }) => purpose === 'umk-k')).toMatchObject({ stopsCount: 1 });
    const page = await auditor.agent.get(`/kelayakan/andai/hitungan/${id}`).expect(200);
    expect(page.headers['refresh']).toBeUndefined();
    expect(page.text).toContain('CV Tenun Flobamora');
    expect((await clerk.agent.get('/kelayakan/andai')).text).toContain(`/kelayakan/andai/hitungan/${id}`);
    const [{ n }] = (await test.source.query('select count(*)::int n from eligibility_decision')) as [{ n: number }];
    expect(n).toBe(0);
  });

  it('is cancelled by who asked for it, or who keeps decisions, and by nobody else', async () => {
    const { body } = await begin(clerk).expect(202);
    const { id } = body as { id: string };
    await auditor.agent.delete(`/api/v1/eligibility/what-if/runs/${id}`).set('x-csrf-token', auditor.csrf).expect(403);
    await clerk.post(`/kelayakan/andai/hitungan/${id}/batal`, {}).expect(303);
    await runs.finish(id);
    const cancelled = await look(id);
    expect([cancelled.state, cancelled.answer]).toEqual(['dibatalkan', null]);
    expect(cancelled.done).toBeLessThan(MANY);
    await clerk.agent.delete(`/api/v1/eligibility/what-if/runs/${id}`).set('x-csrf-token', clerk.csrf).expect(409);
  });

  it('whose process died is told as cut short, and stands in nobody’s way', async () => {
    const [{ id }] = (await test.source.query(
      `insert into eligibility_what_if (asked_by, question, total, beat_at)
       select 'x', question, 10, now() - interval '3 minutes' from eligibility_what_if limit 1 returning id::text`,
    )) as [{ id: string }];
    expect((await look(id)).state).toBe('gagal');
    const next = ((await begin(auditor).expect(202)).body as { id: string }).id;
    await auditor.agent
      .delete(`/api/v1/eligibility/what-if/runs/${next}`)
      .set('x-csrf-token', auditor.csrf)
      .expect(204);
    await runs.finish(next);
  });

  it('is gone after a day', async () => {
    await test.source.query(
      `update eligibility_what_if set asked_at = now() - interval '25 hours' where state = 'selesai'`,
    );
    const [{ id }] = (await test.source.query(
      `select id::text from eligibility_what_if where state = 'selesai' limit 1`,
    )) as [{ id: string }];
    const statuses = [];
    for (const path of [`/api/v1/eligibility/what-if/runs/${id}`, `/kelayakan/andai/hitungan/${id}`])
      statuses.push((await clerk.agent.get(path)).status);
    expect(statuses).toEqual([404, 404]);
  });
});
