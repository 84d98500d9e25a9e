import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readTable } from '../../src/shared/spreadsheet-reader.js';
import { aVillage } from '../factories/catalogue.js';
import { aShownProduct, aWisataPlace } from '../factories/etalase.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

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
    for (const path of ['kartu-a4.pdf', 'kartu-a5.pdf', 'kartu-a4.pdf?lang=en', 'kartu-a5.pdf?lang=en']) {
      const answer = await stranger.get(`/wisata/pantai-sini/${path}`).expect(200).responseType('blob');
      expect(answer.headers['content-type']).toBe('application/pdf');
      bodies.add((answer.body as Buffer).toString('latin1'));
    }
    expect(bodies.size).toBe(4);
    expect([...bodies].every((one) => one.startsWith('%PDF-'))).toBe(true);
    expect((await stranger.get('/wisata/tidak-ada/kartu-a4.pdf').expect(404)).text).toContain('tidak-ada');
  });
});

describe('the duty of an etalase', () => {
  let test: TestApp;
  let office: SignedIn;
  let auditor: SignedIn;
  let product: string;

  beforeAll(async () => {
    test = await openTestApp();
    office = await test.signIn('dinas-pariwisata');
    auditor = await test.signIn('auditor');
    await aVillage(test.source.manager, '98.01.01.2001', 'Sini');
    for (const name of ['Pantai Sini', 'Gua Sini'])
      await aWisataPlace(test.source.manager, { name, wilayah: '98.01.01.2001' });
    product = await aShownProduct(test.source.manager, { name: 'Tenun Sini', villages: ['98.01.01.2001'] });
  });
  afterAll(() => test.close());

  const states = async (): Promise<Record<string, string>> => {
    const { body } = await auditor.agent.get('/api/v1/etalase/duty').expect(200);
    const { data } = body as { data: { kode: string; state: string }[] };
    return Object.fromEntries(data.map(({ kode, state }) => [kode, state]));
  };
  const seen = { inspectedOn: '2026-01-05', inspector: 'Tim Pembinaan', result: 'baik', productsShown: '3', note: '' };
  /** What the form of the place offers to be inspected: 'id:version'. */
  const offered = async (kode: string): Promise<string> => {
    const { text } = await office.agent.get(`/etalase-wisata/${kode}`).expect(200);
    return /<option value="(\d*:\d+)"/.exec(text)?.[1] ?? 'none';
  };

  it('is unknown until somebody has looked, and then what they found', async () => {
    expect(await states()).toEqual({ 'pantai-sini': 'belum-diketahui', 'gua-sini': 'belum-diketahui' });
    const today = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const cave = await offered('gua-sini');
    const none = { ...seen, inspectedOn: today, etalaseId: cave, result: 'tidak-ada', productsShown: '' };
    await office.post('/etalase-wisata/gua-sini/periksa', none).expect(303);
    // A second person who read the same state is told, and nothing is written.
    const late = await office.post('/etalase-wisata/gua-sini/periksa', none).expect(409);
    expect(late.text).toContain('Tidak ada yang disimpan');
    const beach = { name: 'Etalase loket', location: 'Di loket', manager: '', since: '' };
    await office.post('/etalase-wisata/pantai-sini/etalase', beach).expect(303);
    await office.post('/etalase-wisata/pantai-sini/etalase', beach).expect(409);
    expect(await states()).toEqual({ 'pantai-sini': 'belum-diketahui', 'gua-sini': 'tidak-ada' });
    const etalaseId = await offered('pantai-sini');
    const found = { ...seen, etalaseId, inspectedOn: today, [`produk-${product}`]: '1' };
    await office.post('/etalase-wisata/pantai-sini/periksa', found).expect(303);
    expect(await states()).toEqual({ 'pantai-sini': 'ada', 'gua-sini': 'tidak-ada' });
    expect((await auditor.agent.get('/etalase-wisata/pantai-sini').expect(200)).text).toContain('Tenun Sini');
  });

  it('is told as a page with its filter in the address, and as XLSX', async () => {
    const { text } = await auditor.agent.get('/etalase-wisata?kabupaten=98.01&keadaan=ada').expect(200);
    expect(text).toContain('1 dari 2 lokasi wisata');
    expect(text).toContain('/etalase-wisata/pantai-sini');
    expect(text).not.toContain('/etalase-wisata/gua-sini');
    const file = await auditor.agent.get('/etalase-wisata/unduh.xlsx?keadaan=tidak-ada').responseType('blob');
    const table = await readTable(file.body as Buffer);
    expect(table).toHaveLength(2);
    expect(JSON.stringify(table[1])).toContain('gua-sini');
  });

  it('refuses what cannot be, field by field, and keeps what was typed', async () => {
    const etalaseId = await offered('pantai-sini');
    const wrong = { ...seen, etalaseId, inspectedOn: '2999-01-01', result: 'tidak-ada', inspector: 'Tim <b>' };
    const { text } = await office.post('/etalase-wisata/pantai-sini/periksa', wrong).expect(422);
    for (const field of ['inspectedOn', 'productsShown']) expect(text).toContain(`href="#f-${field}"`);
    expect(text).toContain('value="Tim &lt;b>"');
    await office.post('/etalase-wisata/pantai-sini/etalase', { name: '', location: '' }).expect(422);
  });

  it('falls back to unknown when the inspection is withdrawn, which stays on file with its reason', async () => {
    const { text } = await office.agent.get('/etalase-wisata/gua-sini').expect(200);
    const id = /pemeriksaan\/(\d+)\/cabut/.exec(text)?.[1] ?? '';
    await office.post(`/etalase-wisata/pantai-sini/pemeriksaan/${id}/cabut`, { why: 'Salah lokasi' }).expect(404);
    await office.post(`/etalase-wisata/gua-sini/pemeriksaan/${id}/cabut`, { why: 'x' }).expect(422);
    await office.post(`/etalase-wisata/gua-sini/pemeriksaan/${id}/cabut`, { why: 'Salah lokasi' }).expect(303);
    expect((await states())['gua-sini']).toBe('belum-diketahui');
    expect((await auditor.agent.get('/etalase-wisata/gua-sini')).text).toContain('Dicabut: Salah lokasi');
  });
});
