import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  DecisionDto,
  DecisionPageDto,
  LookDto,
  StatementDto,
} from '../../src/eligibility/decisions/decisions.dto.js';
import { openApiDocument } from '../../src/app.js';
import { addDays, formatDay, today } from '../../src/shared/dates.js';
import { aProduct } from '../factories/catalogue.js';
import { aCompleteEnterprise } from '../integration/eligibility/desk.js';
import { activeParts } from '../support/active-parts.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';
import { type Document, Validators } from '../support/openapi-fuzz/schema.js';

describe('what only a person can state', () => {
  let test: TestApp;
  let clerk: SignedIn;
  let auditor: SignedIn;
  let id: string;
  let path: string;

  beforeAll(async () => {
    test = await openTestApp();
    clerk = await test.signIn('dinas-pembina');
    auditor = await test.signIn('auditor');
    id = await aCompleteEnterprise(test.source, 'CV Tenun Flobamora');
    path = `/kelayakan/keterangan/usaha/${id}`;
  });
  afterAll(() => test.close());

  const fitsOpenApi = (body: unknown): string | null => {
    const document = JSON.parse(JSON.stringify(openApiDocument(test.app))) as Document;
    return new Validators(document).problem(
      { type: 'array', items: { $ref: '#/components/schemas/StatementDto' } },
      body,
    );
  };
  const page = async (who: SignedIn, at: string): Promise<string> => (await who.agent.get(at).expect(200)).text;
  const stated = async (): Promise<StatementDto[]> =>
    (await auditor.agent.get(`/api/v1/eligibility/enterprises/${id}/statements`).expect(200)).body as StatementDto[];
  const outcomes = async (code: string): Promise<string | undefined> => {
    const { body } = await auditor.agent.get(`/api/v1/eligibility/assessments?enterpriseId=${id}`).expect(200);
    return (body as LookDto).requirements.find((one) => one.code === code)?.because;
  };
  const record = (key: string, fields: Record<string, string>) =>
    clerk.post(`${path}/${key}`, { source: 'Portal pengadaan LKPP', statedOn: '2026-11-02', ...fields });

  it('is a list of questions, of which what nobody has answered is not known', async () => {
    const text = await page(auditor, path);
    expect(text).toContain('Pakta integritas sudah ditandatangani?');
    expect(text).toContain('belum dinyatakan');
    // Who may only read is led to no form.
    expect(text).not.toContain(`${path}/pakta-integritas`);
    expect(await page(clerk, path)).toContain(`href="${path}/pakta-integritas"`);
    await auditor.agent.get(`${path}/pakta-integritas`).expect(403);
    await clerk.agent.get(`${path}/ngawur`).expect(404);
    await clerk.agent.get('/kelayakan/keterangan/usaha/999999').expect(404);
    await clerk.agent.get(`/kelayakan/keterangan/orang/${id}`).expect(404);
  });

  it('is recorded with who, of which day, from where and by which document, and moves the verdict', async () => {
    const [{ d }] = (await test.source.query(
      'select min(id)::text d from enterprise_document where enterprise_id = $1',
      [id],
    )) as [{ d: string }];
    expect(await outcomes('KEL-008')).toBe('integrity-pact-not-known');
    await record('pakta-integritas', {
      jawaban: 'ya',
      source: 'Surat 3171234567890001',
      documentId: d,
    }).expect(303);
    expect(await outcomes('KEL-008')).toBe('integrity-pact-yes');
    expect(await stated()).toMatchObject([
      {
        fact: 'enterprise.integrityPact',
        value: true,
        source: 'Surat [nomor]',
        statedOn: '2026-11-02',
        recordedBy: clerk.username,
        document: expect.stringMatching(/\S/),
      },
    ]);
    const text = await page(auditor, path);
    expect(text).toContain(`dicatat ${clerk.username}`);
    expect(text).not.toContain('3171234567890001');
    const trail = (await test.source.query(
      `select count(*)::int n from audit_entry where object_kind = 'eligibility_statement' and actor_name = $1`,
      [clerk.username],
    )) as { n: number }[];
    expect(trail).toEqual([{ n: 1 }]);
  });

  it('says by field what is wrong, keeps what was typed, and stores nothing', async () => {
    const before = await stated();
    const wrong = await record('daftar-hitam', {
      jawaban: 'ya',
      diperiksa: '2026-02-30',
      source: '"><script>x</script>',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Tanggal ditulis tahun-bulan-hari');
    expect(wrong.text).toContain('Isi hari mulai sanksinya');
    expect(activeParts(wrong.text)).toEqual([]);
    const nothing = await record('peran', { jawaban: 'ngawur', source: '' });
    expect(nothing.text).toContain('Pilih salah satu jawaban');
    const strange = await record('nib-akun-lain', { jawaban: 'tidak', documentId: '999999' });
    expect([strange.status, strange.text.includes('bukan milik usaha ini')]).toEqual([422, true]);
    expect(await stated()).toEqual(before);
  });

  it('knows the black list by sanction and by the day it was looked up', async () => {
    await record('daftar-hitam', { jawaban: 'tidak', diperiksa: today(test.env.timeZone) }).expect(303);
    expect(await outcomes('KEL-007')).toBe('blacklist-not-on-it');
    await record('daftar-hitam', {
      jawaban: 'ya',
      diperiksa: today(test.env.timeZone),
      sejak: '2026-01-01',
    }).expect(303);
    expect(await outcomes('KEL-007')).toBe('blacklist-in-force');
    await record('status-pajak', { jawaban: 'not-valid', statedOn: today(test.env.timeZone) }).expect(303);
    expect(await outcomes('KEL-006')).toBe('tax-status-not-valid');
  });

  it('is taken away whole, and is then not known again', async () => {
    await clerk.post(`${path}/daftar-hitam/cabut`, {}).expect(303);
    expect(await outcomes('KEL-007')).toBe('blacklist-not-looked-up');
    await clerk.post(`${path}/daftar-hitam/cabut`, {}).expect(404);
    const answer = await clerk.agent
      .delete(`/api/v1/eligibility/enterprises/${id}/statements?fact=enterprise.integrityPact`)
      .set('x-csrf-token', clerk.csrf)
      .expect(200);
    expect((answer.body as StatementDto[]).map(({ fact }) => fact)).toEqual(['enterprise.taxStatus']);
    await auditor.agent
      .delete(`/api/v1/eligibility/enterprises/${id}/statements?fact=enterprise.taxStatus`)
      .set('x-csrf-token', auditor.csrf)
      .expect(403);
  });

  it('is stated of products too: golongan, traits and the bureau’s decision', async () => {
    const product = await aProduct(test.source.manager, { name: 'Madu Timor', group: 'makanan-minuman', makers: [id] });
    const of = `/kelayakan/keterangan/produk/${product}`;
    const state = (key: string, fields: Record<string, string>) =>
      clerk.post(`${of}/${key}`, { source: 'Kemasan', statedOn: '2026-11-02', ...fields }).expect(303);
    await state('golongan', { jawaban: 'madu' });
    await state('sifat-pangan', {});
    await state('keputusan-biro', { jawaban: 'ya' });
    await state('usulan-dinas', { jawaban: 'ya' });
    const { body } = await auditor.agent.get(`/api/v1/eligibility/products/${product}/statements`).expect(200);
    expect(Object.fromEntries((body as StatementDto[]).map(({ fact, value }) => [fact, value]))).toEqual({
      'ovop.proposedByDinas': true,
      'product.bureauRelease': true,
      'product.group': 'madu',
      'product.traits': [],
    });
    expect(await page(clerk, of)).toContain('Madu Timor');
    // Yes, a text, a list, and that there is none: the document of the API promises each.
    await clerk.agent
      .put(`/api/v1/eligibility/products/${product}/statements`)
      .set('x-csrf-token', clerk.csrf)
      .send({ source: 'Kemasan', statedOn: '2026-11-02', product: { brand: { held: false }, category: 'Keripik' } })
      .expect(200)
      .expect(({ body: after }) => expect(fitsOpenApi(after)).toBeNull());
  });

  it('is led to from the requirement that waits for it', async () => {
    const { body } = await clerk.agent
      .post('/api/v1/eligibility/decisions')
      .set('x-csrf-token', clerk.csrf)
      .send({ enterpriseId: id })
      .expect(200);
    const decision = (body as DecisionDto).id;
    expect(await page(clerk, `/kelayakan/${decision}`)).toContain(`href="${path}/pakta-integritas"`);
    expect(await page(auditor, `/kelayakan/${decision}`)).not.toContain(`${path}/pakta-integritas`);
  });
});

describe('days before the first decision that was kept', () => {
  let test: TestApp;
  let clerk: SignedIn;
  let auditor: SignedIn;
  let id: string;
  let now: string;

  beforeAll(async () => {
    test = await openTestApp();
    clerk = await test.signIn('dinas-pembina');
    auditor = await test.signIn('auditor');
    id = await aCompleteEnterprise(test.source, 'CV Tenun Flobamora');
    now = today(test.env.timeZone);
  });
  afterAll(() => test.close());

  const decide = async (day?: string): Promise<DecisionDto> =>
    (
      await clerk.agent
        .post('/api/v1/eligibility/decisions')
        .set('x-csrf-token', clerk.csrf)
        .send({ enterpriseId: id, ...(day ? { day } : {}) })
        .expect(200)
    ).body as DecisionDto;
  const on = async (query: string): Promise<string> =>
    (await auditor.agent.get(`/kelayakan/pada?usaha=${id}&${query}`).expect(200)).text;

  it('are said by the API to be judged with today’s knowledge', async () => {
    const look = async (day: string): Promise<LookDto> =>
      (await auditor.agent.get(`/api/v1/eligibility/assessments?enterpriseId=${id}&day=${day}`).expect(200))
        .body as LookDto;
    const past = await look('2026-03-02');
    expect([past.day, past.knownOn, past.hindsight]).toEqual(['2026-03-02', now, 'looked-back']);
    expect(past.timesText).toContain(`menurut yang diketahui pada ${formatDay(now)}`);
    expect(past.timesText).toContain('Hari itu dinilai kemudian');
    expect((await look(now)).hindsight).toBe('same-day');
    expect((await look(addDays(now, 30))).hindsight).toBe('looked-ahead');
  });

  it('have a page that says that nothing was kept, before and after the first decision', async () => {
    const before = await on('hari=2026-03-02');
    expect(before).toContain('Tidak ada keputusan yang disimpan untuk 2 Maret 2026');
    expect(before).toContain('Bukan keputusan, dan bukan yang diketahui pada hari itu');
    expect(before).toContain('Tentang usaha ini belum pernah ada keputusan');
    const first = await decide();
    expect([first.knownOn, first.hindsight]).toEqual([now, 'same-day']);
    const after = await on('hari=2026-03-02');
    expect(after).toContain(`Keputusan pertama tentang usaha ini berlaku untuk ${formatDay(now)}`);
    const { body } = await auditor.agent
      .get(`/api/v1/eligibility/decisions?day=2026-03-02&enterpriseId=${id}`)
      .expect(200);
    expect([(body as DecisionPageDto).total, (body as DecisionPageDto).firstDay]).toEqual([0, now]);
    const list = (await auditor.agent.get(`/kelayakan?hari=2026-03-02&usaha=${id}`).expect(200)).text;
    expect(list).toContain('Belum ada keputusan untuk 2 Maret 2026');
    expect(list).toContain(`/kelayakan/pada?usaha=${id}`);
  });

  it('keep both axes when such a day is decided later, and hide it from who asks what was known then', async () => {
    const late = await decide('2026-03-02');
    expect([late.day, late.knownOn, late.hindsight]).toEqual(['2026-03-02', now, 'looked-back']);
    const shown = (await auditor.agent.get(`/kelayakan/${late.id}`).expect(200)).text;
    expect(shown).toContain('Dinilai kemudian');
    expect(await on('hari=2026-03-15')).toContain(`keputusan nomor ${late.id}`);
    const asKnown = await on('hari=2026-03-15&diketahui=2026-03-20');
    expect(asKnown).toContain(
      'Tidak ada keputusan yang disimpan untuk 15 Maret 2026 menurut yang diketahui pada 20 Maret',
    );
    expect(asKnown).not.toContain(`keputusan nomor ${late.id}`);
  });
});
