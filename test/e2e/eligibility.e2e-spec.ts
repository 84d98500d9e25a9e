import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { EligibilityAssessmentDto } from '../../src/eligibility/eligibility.dto.js';
import { openTestApp, type TestApp } from '../support/app.js';

describe('the check of eligibility', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await openTestApp();
  });
  afterAll(() => test.close());

  const check = (body: object) => request(test.app.getHttpServer()).post('/api/v1/eligibility/check').send(body);
  const assessed = async (body: object): Promise<EligibilityAssessmentDto> =>
    (await check(body).expect(200)).body as EligibilityAssessmentDto;
  const find = (answer: EligibilityAssessmentDto, wanted: string) =>
    answer.requirements.find(({ code }) => code === wanted)!;

  it('answers a stranger, who states nothing, that nothing is known and what to do about each', async () => {
    const answer = await assessed({});
    expect(answer.platform).toBe('v6');
    expect(answer.states[0]).toEqual({ purpose: 'katalog', state: 'belum-lengkap', text: 'Belum lengkap' });
    const open = answer.requirements.filter(({ outcome }) => outcome === 'fails' || outcome === 'cannot-tell');
    expect(open.length).toBeGreaterThan(20);
    expect(open.filter(({ next }) => next === null)).toEqual([]);
  });

  it('judges by the day that is asked for, with the law of that day in plain words', async () => {
    const body = {
      product: { group: 'pangan-kering-terkemas', halal: { held: false } },
      enterprise: { establishedOn: '2015-05-04', sales: '900000000.00' },
    };
    const before = find(await assessed({ ...body, day: '2026-10-17' }), 'KEL-104');
    const after = find(await assessed({ ...body, day: '2026-10-18' }), 'KEL-104');
    expect(before).toMatchObject({ outcome: 'does-not-apply', until: '2026-10-17' });
    expect(after).toMatchObject({ outcome: 'fails', text: 'Produk belum bersertifikat halal, padahal sudah wajib.' });
    expect(after.sources.map(({ text }) => text)).toContain(
      'Penyelenggaraan jaminan produk halal (PP 42/2024 Pasal 160; terbaca pada sumber yang disebut)',
    );
  });

  it('marks what is stated as not seen at its source, and never takes null for no', async () => {
    const answer = await assessed({ enterprise: { nib: '9120000000001', nibStatus: 'active' } });
    expect(find(answer, 'KEL-001')).toMatchObject({ outcome: 'meets', warnings: [{ code: 'stated-not-verified' }] });
    await check({ enterprise: { nibTaken: null } }).expect(422);
    await check({ enterprise: null }).expect(422);
    await check({ product: { halal: null } }).expect(422);
    await check({ enterprise: { documents: [null] } }).expect(422);
  });

  it('refuses a day that is none, a group that nobody knows and a number of a person that nobody asks for', async () => {
    const hostile = [
      { day: '2026-02-30' },
      { product: { group: 'emas' } },
      { enterprise: { npwp: '013121660091000' } },
    ];
    for (const body of hostile) expect((await check(body)).status).toBe(422);
  });

  it('stores nothing', async () => {
    const counts = async () =>
      (await test.source.query(
        `select relname, n from (select c.relname, (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I', c.relname), false, true, '')))[1]::text n
          from pg_class c join pg_namespace s on s.oid = c.relnamespace where s.nspname = 'public' and c.relkind = 'r') t order by relname`,
      )) as unknown;
    const before = await counts();
    await check({ enterprise: { nib: '9120000000001' } }).expect(200);
    expect(await counts()).toEqual(before);
  });
});
