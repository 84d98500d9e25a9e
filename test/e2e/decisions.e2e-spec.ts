import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readTable } from '../../src/shared/spreadsheet-reader.js';
import { writeXlsx } from '../../src/shared/spreadsheet.js';
import { InstanceSettings } from '../../src/access/instance/instance-settings.js';
import { DecisionsService } from '../../src/eligibility/decisions/decisions.service.js';
import type { DecisionDto, DecisionPageDto, LookDto } from '../../src/eligibility/decisions/decisions.dto.js';
import type { WhatIfAnswerDto } from '../../src/eligibility/decisions/what-if.dto.js';
import { aCompleteEnterprise } from '../integration/eligibility/desk.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

const NPWP = '013121660091000';

describe('decisions on eligibility', () => {
  let test: TestApp;
  let clerk: SignedIn;
  let auditor: SignedIn;
  let id: string;

  beforeAll(async () => {
    test = await openTestApp();
    clerk = await test.signIn('dinas-pembina');
    auditor = await test.signIn('auditor');
    id = await aCompleteEnterprise(test.source, 'CV Tenun Flobamora');
    await test.app.get(InstanceSettings).save({ letterhead: ['PEMERINTAH PROVINSI CONTOH', 'Biro Contoh'] });
  });
  afterAll(() => test.close());

  const assess = async (body: object = {}): Promise<DecisionDto> => {
    const answer = await clerk.agent
      .post('/api/v1/eligibility/decisions')
      .set('x-csrf-token', clerk.csrf)
      .send({ enterpriseId: id, ...body });
    expect(answer.status).toBe(200);
    return answer.body as DecisionDto;
  };
  const list = async (query: string): Promise<DecisionPageDto> =>
    (await auditor.agent.get(`/api/v1/eligibility/decisions?${query}`).expect(200)).body as DecisionPageDto;
  const page = async (path: string): Promise<string> => (await auditor.agent.get(path).expect(200)).text;

  it('are made by the clerk and read by the auditor with everything that they rest on', async () => {
    const made = await assess({ day: '2026-03-02' });
    const shown = (await auditor.agent.get(`/api/v1/eligibility/decisions/${made.id}`).expect(200)).body as DecisionDto;
    expect(shown).toEqual(made);
    const size = shown.requirements.find(({ code }) => code === 'KEL-013')!;
    expect(size).toMatchObject({ outcome: 'meets', outcomeText: 'Memenuhi' });
    expect(size.facts).toContainEqual({
      path: 'enterprise.sales',
      name: 'Hasil penjualan setahun',
      value: 'Rp900.000.000',
      source: 'Hasil penjualan tahun 2025 (SPT 2025)',
      on: '2025-12-31',
    });
    expect(size.sources.every(({ text }) => /^[A-Z].*\(.*\)$/.test(text))).toBe(true);
    expect(JSON.stringify(shown)).not.toContain(NPWP);
  });

  it('can be looked at for any day, also one that has not come, without being kept', async () => {
    const path = `/api/v1/eligibility/assessments?enterpriseId=${id}`;
    const { body } = await auditor.agent.get(`${path}&day=2027-01-01`).expect(200);
    const documents = (body as LookDto).requirements.find(({ code }) => code === 'KEL-009');
    expect(documents).toMatchObject({ outcome: 'fails', because: 'documents-expired' });
    expect((await list(`day=2027-01-01&enterpriseId=${id}`)).items.map(({ day }) => day)).toEqual(['2026-03-02']);
    await auditor.agent.get(`${path}&productId=77`).expect(404);
  });

  it('are not made by who may only read', async () => {
    const answer = await auditor.agent
      .post('/api/v1/eligibility/decisions')
      .set('x-csrf-token', auditor.csrf)
      .send({ enterpriseId: id });
    expect(answer.status).toBe(403);
  });

  it('move with what is stated, and the page says what changed and why', async () => {
    const before = await assess({ day: '2026-03-02' });
    await clerk.agent
      .put(`/api/v1/eligibility/enterprises/${id}/statements`)
      .set('x-csrf-token', clerk.csrf)
      .send({
        enterprise: { integrityPact: true },
        source: 'Surat pernyataan 3171234567890001',
        statedOn: '2026-03-01',
      })
      .expect(200);
    const after = await assess({ day: '2026-03-03' });
    expect(after.id).not.toBe(before.id);
    expect(after.history.map((one) => one.id)).toEqual([after.id, before.id]);
    expect(after.history[0]?.changes).toEqual([
      {
        code: 'KEL-008',
        title: 'Pakta integritas',
        before: 'Belum dapat dinilai',
        after: 'Memenuhi. Pakta integritas sudah ditandatangani.',
        why: 'Keterangan berubah: Pakta integritas ditandatangani (sekarang: ya).',
      },
    ]);
    const text = await page(`/kelayakan/${after.id}`);
    expect(text).toContain('Keterangan berubah: Pakta integritas ditandatangani (sekarang: ya).');
    expect(text).not.toContain('3171234567890001');
    expect(await page(`/kelayakan/${before.id}`)).toContain('Bukan keputusan terbaru');
  });

  it('are listed as they held on a day, and as they were known', async () => {
    const [march] = (await list('day=2026-03-02')).items;
    const [later] = (await list('day=2026-03-31')).items;
    expect(march?.day).toBe('2026-03-02');
    expect(later?.day).toBe('2026-03-03');
    expect((await list('day=2026-03-31&known=2026-03-31')).items).toEqual([]);
    expect((await list('day=2026-03-01')).total).toBe(0);
    expect((await list('day=2026-03-31&text=flobamora&platform=v6&about=usaha')).total).toBe(1);
    expect((await list('day=2026-03-31&text=lain')).total).toBe(0);
    expect((await list('day=2026-03-31&outcome=layak')).total).toBe(0);
    await auditor.agent.get('/api/v1/eligibility/decisions?day=2026-02-30').expect(422);
    expect(await page('/kelayakan?hari=2026-03-31&diketahui=2026-03-31')).toContain('Tidak ada keputusan yang sesuai');
  });

  it('are on the list of the page and in its XLSX, by the same filter', async () => {
    const { items } = await list('');
    const text = await page('/kelayakan?hasil=belum-lengkap');
    expect(text).toContain(`href="/kelayakan/${items[0]?.id}"`);
    const file = await auditor.agent.get('/kelayakan/unduh.xlsx?hasil=belum-lengkap').responseType('blob');
    const rows = await readTable(file.body as Buffer);
    expect(rows[1]?.cells.slice(0, 6)).toEqual([
      items[0]?.id,
      'CV Tenun Flobamora',
      '',
      '',
      'Katalog versi 6',
      'Belum lengkap',
    ]);
    const none = await auditor.agent.get('/kelayakan/unduh.xlsx?hasil=layak').responseType('blob');
    expect(await readTable(none.body as Buffer)).toHaveLength(1);
  });

  it('are judged again from the page, which says when nothing is new', async () => {
    const now = await assess();
    const again = await clerk.post('/kelayakan/nilai', { usaha: id, produk: '', platform: 'v6', keputusan: now.id });
    expect(again.status).toBe(303);
    expect(again.headers['location']).toBe(`/kelayakan/${now.id}`);
    expect((await clerk.agent.get(`/kelayakan/${now.id}`)).text).toContain('jadi tidak ada keputusan baru');
    await clerk.post('/kelayakan/nilai', { usaha: '999', produk: '', platform: 'v6' }).expect(404);
  });

  describe('as a paper', () => {
    it('is a PDF of A4 with the letterhead of the instance', async () => {
      const { id: decision } = await assess();
      const answer = await auditor.agent.get(`/kelayakan/${decision}/surat.pdf`).responseType('blob');
      expect(answer.headers['content-type']).toBe('application/pdf');
      const bytes = (answer.body as Buffer).toString('latin1');
      expect(bytes.startsWith('%PDF-')).toBe(true);
      expect(bytes).toContain('/MediaBox [0 0 595.28 841.89]');
      const api = await auditor.agent.get(`/api/v1/eligibility/decisions/${decision}/certificate`).responseType('blob');
      expect((api.body as Buffer).length).toBe((answer.body as Buffer).length);
    });

    it('leads anybody to what is public, and to nothing else', async () => {
      const decision = await assess();
      const stranger = test.browser();
      const { text, headers } = await stranger.get(decision.verificationPath).expect(200);
      expect(headers['x-robots-tag']).toContain('noindex');
      expect(text).toContain('CV Tenun Flobamora');
      expect(text).toContain('Kedaluwarsa');
      for (const secret of ['9120000000001', NPWP, 'KEL-0', 'SPT 2025', '900.000.000', 'NIB'])
        expect(text).not.toContain(secret);
      await stranger.get(`/kelayakan/${decision.id}`).expect(303);
    });

    it('says that a newer decision took its place', async () => {
      const { items } = await list('day=2026-03-02');
      const old = await test.app.get(DecisionsService).get(items[0]?.id ?? '');
      const { text } = await test.browser().get(`/verifikasi/${old.verification}`).expect(200);
      expect(text).toContain('Sudah digantikan');
      await test.browser().get('/verifikasi/aaaaaaaaaaaaaaaaaaaaaaaa').expect(404);
      await test.browser().get(`/verifikasi/${old.id}`).expect(404);
    });
  });

  describe('a proposed change of law', () => {
    const ask = async (body: object): Promise<WhatIfAnswerDto> => {
      const answer = await auditor.agent
        .post('/api/v1/eligibility/what-if')
        .set('x-csrf-token', auditor.csrf)
        .send({ from: '2026-03-01', ...body });
      expect(answer.status).toBe(200);
      return answer.body as WhatIfAnswerDto;
    };
    const kept = async (): Promise<number> => {
      const [row] = (await test.source.query(
        'select (select count(*) from eligibility_decision)::int + (select count(*) from eligibility_law)::int as n',
      )) as [{ n: number }];
      return row.n;
    };

    it('tells who becomes UMK when a ceiling rises and who stops when a class falls out, and stores nothing', async () => {
      const large = await aCompleteEnterpriseWith('20000000000.00');
      const before = await kept();
      const [, unknown] = (await ask({ key: 'umk.classes', value: 'kecil' })).purposes;
      // Nobody is UMK for certain: who owns them is not known yet.
      expect(unknown).toMatchObject({ purpose: 'umk-k', eligibleBefore: 0, eligibleAfter: 0 });
      await stateAll([id, large]);
      const narrowed = await ask({ key: 'umk.classes', value: 'kecil' });
      expect(narrowed.judged).toBe(2);
      expect(narrowed.purposes[1]).toMatchObject({
        eligibleBefore: 1,
        eligibleAfter: 0,
        becomesCount: 0,
        stopsCount: 1,
      });
      expect(narrowed.purposes[1]?.stops[0]).toMatchObject({
        enterpriseName: 'CV Tenun Flobamora',
        after: 'tidak-layak',
      });
      const risen = await ask({ key: 'umk.sales.max-kecil', value: '30.000.000.000' });
      expect(risen.purposes[1]).toMatchObject({ eligibleBefore: 1, eligibleAfter: 2, becomesCount: 1, stopsCount: 0 });
      expect(risen.purposes[1]?.becomes[0]).toMatchObject({
        enterpriseId: large,
        before: 'tidak-layak',
        after: 'layak-bersyarat',
      });
      const later = await ask({ key: 'umk.sales.max-kecil', value: '30.000.000.000', day: '2026-02-28' });
      expect(later.purposes[1]).toMatchObject({ becomesCount: 0 });
      expect(await kept()).toBe(before);
    });

    it('is refused with what is wrong with it, on the page too', async () => {
      await auditor.agent
        .post('/api/v1/eligibility/what-if')
        .set('x-csrf-token', auditor.csrf)
        .send({ key: 'umk.sales.max-kecil', value: 'banyak', from: '2026-03-01' })
        .expect(422);
      const wrong = await auditor.agent.get('/kelayakan/andai?key=halal.duty.umk&value=sunah&from=2026-03-01');
      expect(wrong.status).toBe(422);
      expect(wrong.text).toContain('salah satu dari: bertahap, wajib');
      const right = await page('/kelayakan/andai?key=umk.sales.max-kecil&value=30.000.000.000&from=2026-03-01');
      expect(right).toContain('1 menjadi layak, 0 berhenti layak');
    });
  });

  describe('a list that somebody brings', () => {
    const bring = (agent: SignedIn, bytes: Buffer) =>
      agent.agent
        .post(`/kelayakan/daftar?_csrf=${encodeURIComponent(agent.csrf)}`)
        .attach('berkas', bytes, 'daftar.xlsx')
        .responseType('blob');

    it('comes back judged, with what to do next, and names the rows that cannot be read', async () => {
      const brought = await writeXlsx({
        sheets: [
          {
            name: 'Daftar',
            columns: [
              'Nama Usaha',
              'Hari yang Dinilai',
              'NIB',
              'Pakta Integritas',
              'Nama Produk',
              'Golongan Produk',
              'Halal',
            ].map((heading) => ({ heading, type: 'text' as const })),
            rows: [
              ['UD Satu', '02/03/2026', '9120000000001', 'ya', 'Kain', 'tenun-dan-sandang', ''],
              ['UD Dua', '02/03/2026', '12', 'mungkin', '', '', ''],
              ['UD Tiga', '18/10/2026', 'tidak ada', '', 'Keripik', 'pangan-kering-terkemas', 'tidak ada'],
            ],
          },
        ],
      });
      const answer = await bring(auditor, brought);
      expect(answer.status).toBe(200);
      const { readXlsx } = await import('hucre/xlsx');
      const book = await readXlsx(answer.body as Buffer);
      const [results, open, wrong] = book.sheets.map(({ rows }) =>
        rows.map((row) => row.map((cell) => String(cell ?? ''))),
      );
      expect(results?.slice(1).map((row) => row.slice(0, 3))).toEqual([
        ['2', 'UD Satu', 'Kain'],
        ['4', 'UD Tiga', 'Keripik'],
      ]);
      expect(results?.[2]?.[5]).toBe('Tidak layak');
      const halal = open?.find((row) => row[1] === 'UD Tiga' && row[3] === 'Sertifikat halal');
      expect(halal?.[4]).toBe('Tidak memenuhi');
      expect(halal?.[6]).toContain('Daftarkan produk untuk sertifikat halal');
      expect(halal?.[8]).toContain('PP 42/2024 Pasal 160');
      expect(wrong?.slice(1).map((row) => row.slice(0, 3))).toEqual([
        ['3', 'NIB', '12'],
        ['3', 'Pakta Integritas', 'mungkin'],
      ]);
    });

    it('has a template that can be judged as it is', async () => {
      const template = await auditor.agent.get('/kelayakan/daftar/contoh.xlsx').responseType('blob');
      const answer = await bring(auditor, template.body as Buffer);
      const rows = await readTable(answer.body as Buffer);
      expect(rows).toHaveLength(2);
      expect(rows[1]?.cells.slice(1, 4)).toEqual(['CV Tenun Contoh', 'Sarung tenun ikat', 'v6']);
    });

    it('that is no list comes back as the page, and nothing is kept', async () => {
      const answer = await auditor.agent
        .post(`/kelayakan/daftar?_csrf=${encodeURIComponent(auditor.csrf)}`)
        .attach('berkas', Buffer.from('<html>'), 'daftar.xlsx');
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('Daftar belum dapat dinilai');
    });
  });

  /** Another enterprise like the first, with sales of its own. */
  async function aCompleteEnterpriseWith(sales: string): Promise<string> {
    await test.source.query(`update enterprise set nib = '9120000000002' where id = $1`, [id]);
    const other = await aCompleteEnterprise(test.source, 'PT Besar Sekali');
    await test.source.query(
      `update enterprise_figure set amount = $2 where enterprise_id = $1 and kind = 'penjualan'`,
      [other, sales],
    );
    return other;
  }

  async function stateAll(ids: readonly string[]): Promise<void> {
    for (const one of ids)
      await clerk.agent
        .put(`/api/v1/eligibility/enterprises/${one}/statements`)
        .set('x-csrf-token', clerk.csrf)
        .send({ enterprise: { parentClass: 'none', nitku: 'none' }, source: 'Wawancara', statedOn: '2026-02-01' })
        .expect(200);
  }
});
