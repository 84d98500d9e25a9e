import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { aCircular, anObligation } from '../factories/circulars.js';
import { aPerangkatDaerah, aPurchaseOf, aSatker } from '../factories/purchases.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

let app: TestApp;
let staff: SignedIn;
let source: DataSource;
const agencies: Record<string, string> = {};

beforeAll(async () => {
  app = await openTestApp();
  source = app.source;
  staff = await app.signIn('biro-pbj');
  for (const name of ['Dinas Contoh Satu', 'Dinas Contoh Dua', 'Badan Tanpa Belanja'])
    agencies[name] = await aPerangkatDaerah(source.manager, { name });
  const one = await aSatker(source.manager, { perangkatDaerahId: agencies['Dinas Contoh Satu'] ?? null });
  const two = await aSatker(source.manager, { perangkatDaerahId: agencies['Dinas Contoh Dua'] ?? null });
  await aPurchaseOf(source.manager, { satker: one, name: 'Tenun untuk tamu', value: '500000.00', umk: 'yes' });
  await aPurchaseOf(source.manager, { satker: one, name: 'Kertas kantor', value: '500000.00', umk: 'no' });
  await aPurchaseOf(source.manager, { satker: two, name: 'Komputer', value: '900000.00', umk: 'no' });
  await aPurchaseOf(source.manager, { satker: two, name: 'Kopi rapat', value: '100000.50', umk: 'unknown' });
});
afterAll(() => app.close());

const body = (given: object = {}): object => ({ ...aCircular({ klpd: null }), ...given });
const send = (method: 'post' | 'put' | 'delete', path: string, content: object = {}) =>
  staff.agent[method](path).set('x-csrf-token', staff.csrf).send(content);

describe('before there is a circular', () => {
  it('the page teaches what belongs there and leads to the form', async () => {
    const { text } = await staff.agent.get('/kepatuhan?tahun=2026').expect(200);
    expect(text).toContain('Belum ada edaran yang berlaku pada tahun 2026');
    expect(text).toContain('href="/edaran/baru"');
    expect((await staff.agent.get('/edaran').expect(200)).text).toContain('Belum ada edaran');
  });
});

describe('the API of circulars', () => {
  it('stores, changes with a note, ends, and never deletes what was issued', async () => {
    const made = await send('post', '/api/v1/circulars', body({ number: 'API/1', effectiveFrom: '2020-01-01' })).expect(
      201,
    );
    expect(made.body).toMatchObject({
      version: 1,
      status: 'berlaku',
      obligations: [{ code: 'K1', threshold: '40.00' }],
    });
    const id = (made.body as { id: string }).id;
    const change = body({
      number: 'API/1',
      effectiveFrom: '2020-01-01',
      version: 1,
      obligations: [anObligation({ threshold: '30' })],
    });
    const refused = await send('put', `/api/v1/circulars/${id}`, change).expect(422);
    expect(refused.body).toMatchObject({ code: 'circular.note-missing' });
    const changed = await send('put', `/api/v1/circulars/${id}`, { ...change, changeNote: 'Salah ketik' }).expect(200);
    expect(changed.body).toMatchObject({ version: 2, obligations: [{ threshold: '30.00' }] });
    const conflict = await send('delete', `/api/v1/circulars/${id}`).expect(409);
    expect(conflict.body).toMatchObject({ code: 'circular.issued' });
    const ended = await send('post', `/api/v1/circulars/${id}/end`, {
      version: 2,
      lastDay: '2020-12-31',
      changeNote: 'Dicabut',
    }).expect(200);
    expect(ended.body).toMatchObject({ status: 'berakhir', effectiveTo: '2020-12-31' });
    const versions = await staff.agent.get(`/api/v1/circulars/${id}/versions`).expect(200);
    expect((versions.body as { version: number }[]).map(({ version }) => version)).toEqual([3, 2, 1]);
  });

  it('deletes a draft', async () => {
    const { body: draft } = await send('post', '/api/v1/circulars', body({ state: 'draf' })).expect(201);
    const { id } = draft as { id: string };
    await send('delete', `/api/v1/circulars/${id}`).expect(204);
    const gone = await staff.agent.get(`/api/v1/circulars/${id}`);
    expect(gone.body).toMatchObject({ status: 404, code: 'circular.not-found' });
  });

  it('names the fields that are wrong, and warns without refusing', async () => {
    const wrong = await send(
      'post',
      '/api/v1/circulars',
      body({ obligations: [anObligation({ threshold: '120' })] }),
    ).expect(422);
    expect(wrong.body).toMatchObject({ code: 'circular.invalid', fields: [{ field: 'obligations.0.threshold' }] });
    await send(
      'post',
      '/api/v1/circulars',
      body({ obligations: [{ ...anObligation(), kind: 'etalase_tersedia' }] }),
    ).expect(422);
    const preview = await send(
      'post',
      '/api/v1/circulars/preview',
      body({ subject: 'Air mineral dari PT Tirta Contoh' }),
    ).expect(200);
    expect(preview.body).toMatchObject({ binds: 3, of: 3, warnings: [{ code: 'names-one-firm' }] });
  });

  it('is read by an auditor and changed by nobody who only reads', async () => {
    const auditor = await app.signIn('auditor');
    await auditor.agent.get('/api/v1/circulars').expect(200);
    await auditor.agent.post('/api/v1/circulars').set('x-csrf-token', auditor.csrf).send(body()).expect(403);
    expect((await app.browser().get('/api/v1/compliance')).status).toBe(401);
  });
});

describe('a circular written on its page', () => {
  it('goes from the form by way of the preview to the ranking and the packages', async () => {
    const fields = {
      jenis: 'surat_edaran',
      nomor: 'CONTOH/77/2026',
      perihal: 'Belanja produk UMK',
      penerbit: 'gubernur',
      'berlaku-dari': '2026-02-01',
      tujuan: 'semua',
      'butir-banyak': '1',
      'butir-0-kode': 'K1',
      'butir-0-nama': 'Pangsa UMK',
      'butir-0-jenis': 'porsi_nilai',
      'butir-0-pembilang': 'umk',
      'butir-0-penyebut': 'completed',
      'butir-0-batas': '40',
      'butir-0-sumber': 'v5',
      'kecualian-banyak': '0',
    };
    const wrong = await staff.post('/edaran', { ...fields, 'butir-0-batas': 'banyak', tombol: 'terbit' }).expect(422);
    expect(wrong.text).toContain('href="#f-butir-0-batas"');
    expect(wrong.text).toContain('value="CONTOH/77/2026"');
    const preview = await staff.post('/edaran', { ...fields, tombol: 'pratinjau' }).expect(200);
    expect(preview.text).toContain('Edaran ini mengikat 3 perangkat daerah, mulai 1 Februari 2026 sampai dicabut.');
    const more = await staff.post('/edaran', { ...fields, tombol: 'tambah-butir' }).expect(200);
    expect(more.text).toContain('name="butir-1-kode"');
    const stored = await staff.post('/edaran', { ...fields, tombol: 'terbit' }).expect(303);
    const shown = await staff.agent.get(stored.headers['location'] ?? '').expect(200);
    expect(shown.text).toContain('Paling sedikit 40 % dari belanja selesai untuk UMK');

    const ranking = await staff.agent.get('/kepatuhan?tahun=2026').expect(200);
    expect(ranking.text).toMatch(/<strong>1 dari 2<\/strong> perangkat daerah/);
    const names = [...ranking.text.matchAll(/<th scope="row"><a href="[^"]+">([^<]+)</g)].map(([, name]) => name);
    expect(names).toEqual(['Dinas Contoh Dua', 'Dinas Contoh Satu', 'Badan Tanpa Belanja']);
    expect(ranking.text).toContain('400.000,20'); // 40 % of 1.000.000,50 is lacking, all of it
    const unknown =
      /href="(\/kepatuhan\/\d+\/\d+\?[^"]*bagian=belum-diketahui)">100\.000,50</.exec(ranking.text)?.[1] ?? '';
    const packages = await staff.agent.get(unknown.replaceAll('&amp;', '&')).expect(200);
    expect(packages.text).toContain('Kopi rapat');
    expect(packages.text).toContain('kelas usaha belum diketahui');
    expect(packages.text).not.toContain('Komputer');
  });

  it('asks only for what the kind of an obligation has, keeps the rest, and stores nothing of a kind just changed', async () => {
    const fields = {
      jenis: 'surat_edaran',
      perihal: 'Etalase di lokasi wisata',
      penerbit: 'gubernur',
      'berlaku-dari': '2026-02-01',
      tujuan: 'semua',
      'butir-banyak': '1',
      'butir-0-kode': 'E1',
      'butir-0-nama': 'Etalase',
      'butir-0-jenis': 'etalase_tersedia',
      'butir-0-jenis-tampil': 'porsi_nilai',
      'butir-0-rekening': '5.1.02.01',
      'butir-0-batas': '100',
      'kecualian-banyak': '0',
    };
    const blank = (await staff.agent.get('/edaran/baru').expect(200)).text;
    expect(blank).toContain('Sumber belanja');
    expect(blank).not.toContain('Penanggung jawab lokasi wisata');
    const before = (await staff.agent.get('/api/v1/circulars').expect(200)).text;
    const held = await staff.post('/edaran', { ...fields, tombol: 'simpan' }).expect(422);
    expect(held.text).toContain('href="#f-butir-0-jenis"');
    expect((await staff.agent.get('/api/v1/circulars').expect(200)).text).toBe(before);
    const etalase = (await staff.post('/edaran', { ...fields, tombol: 'ganti-jenis' }).expect(200)).text;
    expect(etalase).toContain('Penanggung jawab lokasi wisata');
    expect(etalase).not.toContain('Sumber belanja');
    expect(etalase).toMatch(/<input type="hidden" name="butir-0-rekening" value="5\.1\.02\.01"/);
    const stored = await staff
      .post('/edaran', { ...fields, 'butir-0-jenis-tampil': 'etalase_tersedia', tombol: 'simpan' })
      .expect(303);
    const path = stored.headers['location'] ?? '';
    expect((await staff.agent.get(path).expect(200)).text).not.toContain('Sumber belanja');
    await staff.post(`${path}/hapus`, {}).expect(303);
  });

  it('is downloaded with its definition', async () => {
    const csv = await staff.agent.get('/kepatuhan/unduh.csv?tahun=2026').expect(200);
    expect(csv.text).toContain('Dinas Contoh Dua');
    expect(csv.text).toContain('Belum patuh');
    await staff.agent
      .get('/kepatuhan/unduh.xlsx?tahun=2026')
      .expect(200)
      .expect('content-type', /spreadsheetml/);
    await staff.agent.get('/kepatuhan/unduh.pdf?tahun=2026').expect(404);
  });

  it('is told by the API to the sen, with exact shares', async () => {
    const answer = await staff.agent.get('/api/v1/compliance?year=2026&obligation=K1').expect(200);
    const { obligations } = answer.body as { obligations: { rows: unknown[]; results: unknown; total: unknown }[] };
    expect(obligations[0]?.results).toMatchObject({ patuh: 1, tidak_patuh: 1, tidak_berlaku: 1 });
    expect(obligations[0]?.rows[0]).toMatchObject({
      name: 'Dinas Contoh Dua',
      result: 'tidak_patuh',
      numerator: { known: '0.00', most: '100000.50' },
      denominator: { known: '1000000.50' },
      share: { high: { numerator: '100000.50', denominator: '1000000.50', ratio: '0.1000' } },
      gap: { low: '400000.20', high: '400000.20' },
    });
    expect(obligations[0]?.total).toMatchObject({
      numerator: { known: '500000.00' },
      denominator: { known: '2000000.50' },
    });
    const tag = answer.headers['etag'] ?? '';
    await staff.agent.get('/api/v1/compliance?year=2026&obligation=K1').set('if-none-match', tag).expect(304);
    await staff.agent.get('/api/v1/compliance?until=31-08-2026').expect(422);
    await staff.agent.get('/api/v1/compliance?year=2026&obligation=K9').expect(404);
  });

  it('shows the packages of a number in the API with the reason of each line', async () => {
    const { body: report } = await staff.agent.get('/api/v1/compliance?year=2026').expect(200);
    const { obligations } = report as { obligations: { obligation: { id: string } }[] };
    const id = obligations[0]?.obligation.id ?? '';
    const pd = agencies['Dinas Contoh Satu'] ?? '';
    const { body: found } = await staff.agent
      .get(`/api/v1/compliance/packages?year=2026&obligationId=${id}&pd=${pd}&part=numerator`)
      .expect(200);
    expect(found).toMatchObject({
      items: [
        {
          name: 'Tenun untuk tamu',
          value: '500000.00',
          because: ['umk-yes'],
          lines: [{ membership: 'sure', numerator: 'yes' }],
        },
      ],
      total: { packages: 1, value: '500000.00' },
    });
  });

  it('is ended on its page with a reason, and then says so', async () => {
    const { body: all } = await staff.agent.get('/api/v1/circulars').expect(200);
    const { id, version } = (all as { id: string; number: string; version: number }[]).find(
      ({ number }) => number === 'CONTOH/77/2026',
    ) ?? { id: '', version: 0 };
    const end = { versi: String(version), 'hari-terakhir': '2026-01-01', 'alasan-akhir': 'Dicabut' };
    expect((await staff.post(`/edaran/${id}/akhiri`, end).expect(422)).text).toContain(
      'Hari terakhir paling awal 1 Februari 2026',
    );
    await staff.post(`/edaran/${id}/akhiri`, { ...end, 'hari-terakhir': '2026-03-01' }).expect(303);
    expect((await staff.agent.get(`/edaran/${id}`).expect(200)).text).toContain('1 Februari 2026 s.d. 1 Maret 2026');
    // All purchases are of 15 March: nothing is left in scope.
    expect((await staff.agent.get('/kepatuhan?tahun=2026').expect(200)).text).toContain(
      'Belum ada perangkat daerah yang dapat dinilai',
    );
  });

  it('shows an auditor everything and no form', async () => {
    const auditor = await app.signIn('auditor');
    const list = await auditor.agent.get('/edaran').expect(200);
    expect(list.text).not.toContain('/edaran/baru');
    const [, path = ''] = /href="(\/edaran\/\d+)"/.exec(list.text) ?? [];
    expect((await auditor.agent.get(path).expect(200)).text).not.toContain('Akhiri edaran');
    await auditor.agent.get('/edaran/baru').expect(403);
  });
});
