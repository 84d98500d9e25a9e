import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anEnterprise, aVillage } from '../factories/catalogue.js';
import { aShownProduct, aWisataPlace } from '../factories/etalase.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

const RECORDS = '/api/v1/wisata-records/pantai-sini';

interface Records {
  version: number;
  etalase: { id: string; name: string; version: number }[];
  inspections: { id: string; result: string; products: string[]; withdrawnWhy: string | null }[];
}

describe('inspections over the API', () => {
  let test: TestApp;
  let office: SignedIn;
  let product: string;

  beforeAll(async () => {
    test = await openTestApp();
    office = await test.signIn('dinas-pariwisata');
    await aVillage(test.source.manager, '98.01.01.2001', 'Sini');
    await aWisataPlace(test.source.manager, { name: 'Pantai Sini', wilayah: '98.01.01.2001' });
    product = await aShownProduct(test.source.manager, { name: 'Tenun', villages: ['98.01.01.2001'] });
  });
  afterAll(() => test.close());

  const send = (path: string, body: object) =>
    office.agent.post(`${RECORDS}${path}`).set('x-csrf-token', office.csrf).send(body);
  const state = async (): Promise<unknown> =>
    ((await office.agent.get('/api/v1/etalase/duty').expect(200)).body as { data: { state: string }[] }).data[0]?.state;
  const inspection = (given: object): object => ({
    inspectedOn: '2026-11-20',
    inspector: 'Petugas dinas',
    result: 'baik',
    ...given,
  });

  it('are written down with the version of what was inspected, change the duty, and are taken back with a reason', async () => {
    expect(await state()).toBe('belum-diketahui');
    const place = (await office.agent.get(`${RECORDS}/etalase`).expect(200)).body as Records;
    expect(place).toMatchObject({ etalase: [], inspections: [] });
    const nothing = inspection({ version: place.version, result: 'tidak-ada' });
    await send('/inspections', nothing).expect(201);
    expect(await state()).toBe('tidak-ada');
    const stale = await send('/inspections', nothing).expect(409);
    expect(stale.body).toMatchObject({ code: 'etalase.changed-meanwhile' });

    const added = (await send('/etalase', { name: 'Etalase loket', location: 'Di sebelah loket' }).expect(201))
      .body as Records;
    await send('/etalase', { name: 'Etalase loket', location: 'Di tempat lain' }).expect(409);
    const [etalase] = added.etalase;
    const seen = (
      await send(
        '/inspections',
        inspection({ version: etalase?.version, etalaseId: etalase?.id, productsShown: 3, productIds: [product] }),
      ).expect(201)
    ).body as Records;
    expect(seen.inspections.find(({ result }) => result === 'baik')).toMatchObject({
      etalase: 'Etalase loket',
      productsShown: 3,
      products: ['Tenun'],
      withdrawnWhy: null,
    });
    expect(await state()).toBe('ada');

    const id = seen.inspections.find(({ result }) => result === 'baik')?.id ?? '';
    await send(`/inspections/${id}/withdraw`, { why: '' }).expect(422);
    const back = (await send(`/inspections/${id}/withdraw`, { why: 'Salah lokasi' }).expect(200)).body as Records;
    expect(back.inspections.find((one) => one.id === id)?.withdrawnWhy).toBe('Salah lokasi');
    await send(`/inspections/${id}/withdraw`, { why: 'Sekali lagi' }).expect(404);
    expect(await state()).toBe('belum-diketahui');
  });

  it('are refused when they cannot be, and nothing is written', async () => {
    const { version, inspections } = (await office.agent.get(`${RECORDS}/etalase`).expect(200)).body as Records;
    for (const wrong of [
      { inspectedOn: '2999-01-01' },
      { inspectedOn: 'kemarin' },
      { inspector: '' },
      { result: 'bagus' },
      { result: 'baik' },
      { result: 'tidak-ada', productsShown: 2 },
      { result: 'tidak-ada', productsShown: -1 },
      { result: 'tidak-ada', etalaseId: 'x' },
    ])
      await send('/inspections', inspection({ version, ...wrong })).expect(422);
    await send('/inspections', inspection({ version, etalaseId: '999999' })).expect(404);
    const after = (await office.agent.get(`${RECORDS}/etalase`).expect(200)).body as Records;
    expect(after.inspections).toEqual(inspections);
    await office.agent.get('/api/v1/wisata-records/tidak-ada/etalase').expect(404);
  });

  it('have products to tick that are told apart by their makers where two are called the same', async () => {
    const em = test.source.manager;
    const labels = async (): Promise<string[]> =>
      [
        ...(await office.agent.get('/etalase-wisata/pantai-sini').expect(200)).text.matchAll(
          /name="produk-\d+"[^>]*><span>([^<]*)</g,
        ),
      ].map(([, label]) => label ?? '');
    expect(await labels()).toEqual(['Tenun']);
    const maker = await anEnterprise(em, 'Kelompok Kedua');
    await aShownProduct(em, { name: 'Tenun', villages: ['98.01.01.2001'], makers: [maker] });
    await aShownProduct(em, { name: 'Kopi', villages: ['98.01.01.2001'] });
    expect((await labels()).toSorted()).toEqual(['Kopi', 'Tenun, Desa Sini, Kab. Contoh', 'Tenun, Kelompok Kedua']);
  });
});
