import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  AssessmentDto,
  DueListDto,
  ProductGradingDto,
  ProfileDto,
  RankingDto,
  SelectionEntryDto,
} from '../../src/catalogue/grading/grading.dto.js';
import { aProduct } from '../factories/catalogue.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

type Verb = 'get' | 'post' | 'put' | 'delete';

describe('choosing and grading of products', () => {
  let test: TestApp;
  let dinas: SignedIn;
  let other: SignedIn;
  let auditor: SignedIn;
  let woven: string;
  let pot: string;
  let plait: string;
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const judging = { assessor: 'Tim penilai', judgedOn: today };

  beforeAll(async () => {
    test = await openTestApp();
    await test.source
      .query(`insert into product_group values ('tenun', 'Tenun', false, 1), ('gerabah', 'Gerabah', false, 2)
      on conflict do nothing`);
    const em = test.source.manager;
    woven = await aProduct(em, { name: 'Tenun ikat contoh' });
    pot = await aProduct(em, { name: 'Gerabah contoh', group: 'gerabah' });
    plait = await aProduct(em, { name: 'Gerabah lain', group: 'gerabah' });
    dinas = await test.signIn('dinas-pembina');
    other = await test.signIn('dinas-pembina');
    auditor = await test.signIn('auditor');
  });
  afterAll(() => test.close());

  async function api<T>(who: SignedIn, verb: Verb, path: string, body: object = {}, status = 200): Promise<T> {
    const request = who.agent[verb](`/api/v1/${path}`);
    const answer = await (verb === 'get' ? request : request.set('x-csrf-token', who.csrf).send(body));
    expect([path, answer.status, answer.status === status ? null : answer.body]).toEqual([path, status, null]);
    return answer.body as T;
  }

  /** Judges every dimension of the product's profile at a level as near to the asked one as it has, and closes it. */
  async function judged(product: string, level: number): Promise<AssessmentDto> {
    const opened = await api<AssessmentDto>(dinas, 'post', `grading/products/${product}/assessments`, {}, 201);
    const profile = await api<ProfileDto>(
      dinas,
      'get',
      `grading/profiles/${opened.profileCode}/${opened.profileVersion}`,
    );
    const answers = profile.dimensions.map(({ code, choice, levels }) => ({
      dimension: code,
      state: 'dinilai',
      version: 0,
      ...(choice === 'multiple' ? { items: level === 1 ? [] : [1] } : { level: Math.min(level, levels.length) }),
    }));
    await api(dinas, 'put', `grading/assessments/${opened.id}/answers`, { ...judging, answers });
    return api(dinas, 'post', `grading/assessments/${opened.id}/close`);
  }

  describe('choosing', () => {
    const path = (): string => `grading/products/${woven}/selection`;
    const answer = (fields: object): object => ({ list: 'kriteria', code: 'i', answer: 'ya', version: 0, ...fields });

    it('begins with five criteria and sixteen elements that nobody has judged', async () => {
      const { selection } = await api<ProductGradingDto>(auditor, 'get', `grading/products/${woven}`);
      expect(selection).toHaveLength(21);
      expect(new Set(selection.map((one) => one.answer))).toEqual(new Set(['belum-dinilai']));
    });

    it('keeps an answer with its evidence, assessor and day, and hides a phone number in it', async () => {
      const kept = await api<SelectionEntryDto[]>(dinas, 'put', path(), {
        ...judging,
        answers: [answer({ evidence: 'Surat dinas; hubungi 0812 3456 7890' })],
      });
      expect(kept[0]).toMatchObject({
        answer: 'ya',
        evidence: 'Surat dinas; hubungi [telepon]',
        assessor: 'Tim penilai',
        judgedOn: today,
        version: 1,
      });
    });

    it('refuses a change of what somebody else has changed since, and names it; other items are free', async () => {
      const refused = await api<{ code: string; detail: string }>(
        other,
        'put',
        path(),
        { ...judging, answers: [answer({ answer: 'tidak' }), answer({ code: 'ii' })] },
        409,
      );
      expect(refused.code).toBe('grading.changed-meanwhile');
      expect(refused.detail).toContain('Produk khas lokal');
      const kept = await api<SelectionEntryDto[]>(other, 'put', path(), {
        ...judging,
        answers: [answer({ code: 'ii' })],
      });
      expect(kept.slice(0, 2).map((one) => one.answer)).toEqual(['ya', 'ya']);
    });

    it('refuses a day to come, an unknown item and a missing assessor together', async () => {
      const refused = await api<{ fields: { field: string }[] }>(
        dinas,
        'put',
        path(),
        { assessor: ' ', judgedOn: '2999-01-01', answers: [answer({ code: 'ix' })] },
        422,
      );
      expect(refused.fields.map(({ field }) => field)).toEqual(['assessor', 'judgedOn', 'kriteria-ix']);
    });
  });

  describe('grading', () => {
    let id: string;

    it('takes the profile of the product’s own group, and only one judging at a time', async () => {
      const opened = await api<AssessmentDto>(dinas, 'post', `grading/products/${woven}/assessments`, {}, 201);
      expect(opened).toMatchObject({ profileCode: 'tenun-tangan', profileVersion: 1, state: 'terbuka' });
      expect(opened.now).toMatchObject({ score: null, because: 'too-little-judged', judgedWeight: 0 });
      id = opened.id;
      await api(other, 'post', `grading/products/${woven}/assessments`, {}, 409);
      const refused = await api<{ code: string }>(dinas, 'post', `grading/assessments/${id}/close`, {}, 409);
      expect(refused.code).toBe('assessment.empty');
    });

    it('tells everything that is wrong with the answers, and keeps none of them', async () => {
      const answers = [
        { dimension: 'merek', state: 'dinilai', level: 9, version: 0 },
        { dimension: 'partisipasi-masyarakat', state: 'dinilai', items: [4], version: 0 },
        { dimension: 'penerapan-gmp', state: 'dinilai', level: 1, version: 0 },
        { dimension: 'pembukuan', state: 'tidak-berlaku', evidence: 'x', version: 0 },
        { dimension: 'kemasan-label', state: 'tidak-berlaku', version: 0 },
        { dimension: 'lingkungan', state: 'dinilai', level: 2, version: 0 },
      ];
      const refused = await api<{ fields: { field: string }[] }>(
        dinas,
        'put',
        `grading/assessments/${id}/answers`,
        { ...judging, answers },
        422,
      );
      expect(refused.fields.map(({ field }) => field)).toEqual([
        'merek',
        'partisipasi-masyarakat',
        'penerapan-gmp',
        'pembukuan',
        'kemasan-label-bukti',
      ]);
      expect((await api<AssessmentDto>(dinas, 'get', `grading/assessments/${id}`)).answers).toEqual([]);
    });

    it('gives no score below the completeness, only between what and what it would lie', async () => {
      const answers = [{ dimension: 'lingkungan', state: 'dinilai', level: 3, version: 0 }];
      const { now } = await api<AssessmentDto>(dinas, 'put', `grading/assessments/${id}/answers`, {
        ...judging,
        answers,
      });
      expect(now).toMatchObject({
        score: null,
        because: 'too-little-judged',
        judgedWeight: 2,
        most: { percent: '100.0' },
      });
    });

    it('lets two people judge different dimensions, and refuses the second on the same one', async () => {
      const change = (level: number, dimension: string): object => ({
        ...judging,
        answers: [{ dimension, state: 'dinilai', level, version: 0 }],
      });
      await api(other, 'put', `grading/assessments/${id}/answers`, change(2, 'pembukuan'));
      const refused = await api<{ code: string }>(
        dinas,
        'put',
        `grading/assessments/${id}/answers`,
        change(1, 'lingkungan'),
        409,
      );
      expect(refused.code).toBe('grading.changed-meanwhile');
      const same = await api<AssessmentDto>(dinas, 'put', `grading/assessments/${id}/answers`, change(3, 'lingkungan'));
      expect(same.answers.find(({ dimension }) => dimension === 'lingkungan')?.version).toBe(1);
    });

    it('freezes what was closed, in the database too, and says when it is due again', async () => {
      const closed = await api<AssessmentDto>(dinas, 'post', `grading/assessments/${id}/close`);
      expect(closed).toMatchObject({ state: 'ditutup', closedOn: today, score: null, judgedWeight: 4 });
      expect(closed.dueOn?.slice(0, 4)).toBe(String(Number(today.slice(0, 4)) + 2));
      const refused = await api<{ code: string }>(
        dinas,
        'put',
        `grading/assessments/${id}/answers`,
        { ...judging, answers: [] },
        409,
      );
      expect(refused.code).toBe('assessment.closed');
      await expect(
        test.source.query(`update product_assessment_answer set level = 1 where assessment_id = $1`, [id]),
      ).rejects.toThrow('frozen');
      await expect(
        test.source.query(`update product_assessment set score_numerator = 1, score_denominator = 1 where id = $1`, [
          id,
        ]),
      ).rejects.toThrow('frozen');
    });

    it('keeps a cancelled judging on record with its reason, and a new one is a new row', async () => {
      await api(dinas, 'post', `grading/assessments/${id}/cancel`, { why: 'ya' }, 422);
      await api(dinas, 'post', `grading/assessments/${id}/cancel`, { why: 'Salah produk' });
      const again = await judged(woven, 2);
      expect(again.id).not.toBe(id);
      const { assessments } = await api<ProductGradingDto>(auditor, 'get', `grading/products/${woven}`);
      expect(assessments.map(({ state }) => state)).toEqual(['ditutup', 'dibatalkan']);
      expect(assessments[1]).toMatchObject({ cancelledWhy: 'Salah produk', judgedWeight: 4 });
    });
  });

  describe('the ranking', () => {
    it('is of one profile version and of nothing else', async () => {
      for (const query of [
        '',
        '?profile=kerajinan',
        '?version=1',
        '?profile=kerajinan&version=1&version=2',
        '?profile=semua&version=all',
      ]) {
        const refused = await api<{ code: string }>(auditor, 'get', `grading/ranking${query}`, {}, 422);
        expect([query, refused.code]).toEqual([query, 'grading.one-profile-version']);
      }
      await api(auditor, 'get', 'grading/ranking?profile=kerajinan&version=7', {}, 404);
    });

    it('orders by the exact score, shares a rank, and names no product of another profile', async () => {
      await judged(pot, 2);
      await judged(plait, 2);
      const ranking = await api<RankingDto>(auditor, 'get', 'grading/ranking?profile=kerajinan&version=1');
      expect(ranking.items.map(({ rank, productId }) => [rank, productId])).toEqual([
        [1, pot],
        [1, plait],
      ]);
      await judged(plait, 3);
      const after = await api<RankingDto>(auditor, 'get', 'grading/ranking?profile=kerajinan&version=1');
      expect(after.items.map(({ rank, productId }) => [rank, productId])).toEqual([
        [1, plait],
        [2, pot],
      ]);
      expect(after).toMatchObject({ ranked: 2, tooLittleJudged: 0, otherFile: 0 });
    });

    it('leaves out what was judged by a file that has been edited under the same number, and says how many', async () => {
      await test.source.query('alter table product_assessment disable trigger product_assessment_closed');
      await test.source.query(`update product_assessment set profile_print = 'lain' where product_id = $1`, [pot]);
      await test.source.query('alter table product_assessment enable trigger product_assessment_closed');
      const ranking = await api<RankingDto>(auditor, 'get', 'grading/ranking?profile=kerajinan&version=1');
      expect(ranking.items.map(({ productId }) => productId)).toEqual([plait]);
      expect(ranking).toMatchObject({ ranked: 1, otherFile: 1 });
    });
  });

  describe('stars', () => {
    const star = (fields: object = {}): object => ({
      scheme: '1-5',
      stars: 4,
      decidedBy: 'kementerian',
      decidedOn: '2022-11-01',
      source: 'Keputusan contoh nomor 1',
      ...fields,
    });
    const newest = async (): Promise<unknown> =>
      (
        (await test.source.query('select scheme, stars from product_star where product_id = $1', [pot])) as unknown[]
      )[0];

    it('are given by a decision within its scheme, never out of it', async () => {
      await api(dinas, 'post', `grading/products/${pot}/stars`, star({ scheme: '1-3' }), 422);
      await api(dinas, 'post', `grading/products/${pot}/stars`, star({ decidedOn: '2999-01-01' }), 422);
      await api(dinas, 'post', `grading/products/${pot}/stars`, star(), 201);
      await api(dinas, 'post', `grading/products/${pot}/stars`, star({ stars: 5 }), 409);
      expect(await newest()).toEqual({ scheme: '1-5', stars: 4 });
    });

    it('of the newest decision stand, whatever its scheme, and a withdrawn one stands no more', async () => {
      const made = await api<{ id: string }[]>(
        dinas,
        'post',
        `grading/products/${pot}/stars`,
        star({ scheme: '1-3', stars: 2, decidedOn: '2024-11-01' }),
        201,
      );
      expect(await newest()).toEqual({ scheme: '1-3', stars: 2 });
      await api(dinas, 'post', `grading/stars/${made[0]?.id}/withdraw`, { why: 'Salah produk' }, 204);
      expect(await newest()).toEqual({ scheme: '1-5', stars: 4 });
      await api(dinas, 'post', `grading/stars/${made[0]?.id}/withdraw`, { why: 'Salah produk' }, 409);
    });
  });

  it('lists first what is overdue, then what is due soon, then what was never judged', async () => {
    const [never] = [await aProduct(test.source.manager, { name: 'Belum dinilai', group: 'gerabah' })];
    await aProduct(test.source.manager, { name: 'Di arsip', group: 'gerabah', state: 'arsip' });
    await test.source.query('alter table product_assessment disable trigger product_assessment_closed');
    await test.source.query(`update product_assessment set due_on = $2 where product_id = $1 and state = 'ditutup'`, [
      woven,
      today,
    ]);
    await test.source.query(`update product_assessment set due_on = $2::date + 90 where product_id = $1`, [
      plait,
      today,
    ]);
    await test.source.query('alter table product_assessment enable trigger product_assessment_closed');
    const due = await api<DueListDto>(auditor, 'get', 'grading/due');
    expect(due.items.map(({ productId, state }) => [productId, state])).toEqual([
      [woven, 'terlambat'],
      [plait, 'segera'],
      [never, 'belum-pernah'],
      [pot, 'berlaku'],
    ]);
    expect(due.counts).toEqual({ all: 4, terlambat: 1, segera: 1, 'belum-pernah': 1, berlaku: 1 });
    const some = await api<DueListDto>(auditor, 'get', 'grading/due?state=belum-pernah&text=BELUM');
    expect([some.found, some.items[0]?.productId]).toEqual([1, never]);
  });

  describe('the pages', () => {
    const page = async (path: string, who = dinas, status = 200): Promise<string> =>
      (await who.agent.get(path).expect(status)).text;
    const words = (html: string): string =>
      html
        .replace(/<[^>]+>/g, ' ')
        .replace(/&quot;/g, '"')
        .replace(/\s+/g, ' ');

    it('show the lists, the rubric with its mends, and a ranking only of one version', async () => {
      expect(words(await page('/penilaian'))).toContain('1 produk sudah jatuh tempo');
      expect(words(await page('/penilaian/peringkat?profil=kerajinan&versi=1'))).toContain('1 produk punya skor');
      expect(words(await page('/penilaian/peringkat?profil=kerajinan', dinas, 422))).toContain(
        'hanya dibuat dalam satu versi',
      );
      const rubric = words(await page('/penilaian/rubrik/tenun-tangan/1'));
      expect(rubric).toContain('keaslian alat tenun gedogan');
      expect(rubric).toContain('Bobot adalah asumsi biro');
      expect(words(await page('/penilaian/rubrik'))).toContain('Kain tenun tangan, versi 1');
    });

    it('take a judging from opening to closing without a script, and keep what was typed when it is wrong', async () => {
      const opened = await dinas.post(`/penilaian/produk/${pot}/buka`, {}).expect(303);
      const path = String(opened.headers['location']);
      const form = await page(path);
      expect(Buffer.byteLength(form)).toBeLessThan(60_000);
      expect(form).toContain('name="merek"');
      const typed = {
        assessor: 'Tim halaman',
        judgedOn: '2999-01-01',
        merek: '3',
        'merek-versi': '0',
        'merek-bukti': 'Sertifikat contoh',
      };
      const wrong = await dinas.post(path, typed).expect(422);
      expect(wrong.text).toContain('href="#f-judgedOn"');
      expect(wrong.text).toContain('Sertifikat contoh');
      await dinas.post(path, { ...typed, judgedOn: today }).expect(303);
      const stale = await other.post(path, { ...typed, judgedOn: today, merek: '1' }).expect(409);
      expect(words(stale.text)).toContain('Sudah diubah orang lain');
      await dinas.post(`${path}/tutup`, {}).expect(303);
      expect(words(await page(path))).toContain('Belum dapat dinilai');
      expect(words(await page(`/penilaian/produk/${pot}`, auditor))).toContain('Riwayat penilaian');
      expect(await page(`/penilaian/produk/${pot}`, auditor)).not.toContain('Buka penilaian baru');
      await dinas.post(`${path}/batal`, { why: 'Hanya percobaan' }).expect(303);
      expect(words(await page(path))).toContain('Hanya percobaan');
    });

    it('keep criteria, elements and stars by their forms', async () => {
      const form = await page(`/penilaian/produk/${pot}/pemilihan`);
      expect(words(form)).toContain('Rubrik tidak punya dimensi untuk perijinan');
      expect(Buffer.byteLength(form)).toBeLessThan(60_000);
      await dinas
        .post(`/penilaian/produk/${pot}/pemilihan`, { ...judging, 'unsur-9': 'ya', 'unsur-9-versi': '0' })
        .expect(303);
      const star = { scheme: '1-3', stars: '4', decidedBy: 'biro', decidedOn: today, source: 'Keputusan biro contoh' };
      expect((await dinas.post(`/penilaian/produk/${pot}/bintang`, star).expect(422)).text).toContain(
        'Keputusan biro contoh',
      );
      await dinas.post(`/penilaian/produk/${pot}/bintang`, { ...star, stars: '3' }).expect(303);
      expect(words(await page(`/penilaian/produk/${pot}`))).toContain('Bintang 3 (skema baru, bintang 1 sampai 3)');
    });
  });

  it('answers what is not there with 404 and a stable code, and an auditor changes nothing', async () => {
    const missing: [Verb, string, string][] = [
      ['get', 'grading/products/999999', 'product.not-found'],
      ['get', 'grading/products/x', 'product.not-found'],
      ['get', 'grading/assessments/999999', 'assessment.not-found'],
      ['get', 'grading/profiles/kerajinan/99', 'grading.profile-not-found'],
      ['post', 'grading/assessments/1e3/close', 'assessment.not-found'],
    ];
    for (const [verb, path, code] of missing)
      expect([path, (await api<{ code: string }>(dinas, verb, path, {}, 404)).code]).toEqual([path, code]);
    await api(auditor, 'post', `grading/products/${pot}/assessments`, {}, 403);
  });
});
