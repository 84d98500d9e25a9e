import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ProductPageDto, ProductViewDto } from '../../src/catalogue/products/products.dto.js';
import { anEnterprise, aProduct, aVillage } from '../factories/catalogue.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

describe('products over the API', () => {
  let test: TestApp;
  let dinas: SignedIn;
  let maker: string;
  const villages = { one: '99.01.01.2001', two: '99.02.01.2001' };

  beforeAll(async () => {
    test = await openTestApp();
    const em = test.source.manager;
    await aVillage(em, villages.one, 'Lewokluok Contoh', { regency: 'Flores Contoh' });
    await aVillage(em, villages.two, 'Takpala Contoh', { regency: 'Alor Contoh' });
    maker = await anEnterprise(em, 'Kelompok Tenun Bunga Contoh', villages.one);
    dinas = await test.signIn('dinas-pembina');
  });
  afterAll(() => test.close());

  const send = (method: 'post' | 'put', path: string, body: object, who = dinas) =>
    who.agent[method](`/api/v1/products${path}`).set('x-csrf-token', who.csrf).send(body);
  const list = async (query = '', agent = test.browser()): Promise<ProductPageDto> =>
    (await agent.get(`/api/v1/products${query}`).expect(200)).body as ProductPageDto;

  let product: ProductViewDto;

  it('is kept as a draft with its villages and makers, the price to the sen', async () => {
    const answer = await send('post', '', {
      name: 'Tenun ikat motif kuda',
      groupCode: 'tenun',
      price: '350000.50',
      unit: 'lembar',
      capacityPerMonth: '40',
      legend: 'Hubungi ibu di 0812 3456 7890 untuk ceritanya',
      stage: 'jadi',
      villages: [{ code: villages.one, isFlagship: true }],
      makers: [maker],
    }).expect(201);
    product = answer.body as ProductViewDto;
    expect(product).toMatchObject({
      state: 'draf',
      price: '350000.50',
      version: 1,
      slug: 'tenun-ikat-motif-kuda',
      createdBy: dinas.username,
      villages: [{ name: 'Lewokluok Contoh', regency: 'Flores Contoh', isFlagship: true }],
      makers: [{ id: maker, name: 'Kelompok Tenun Bunga Contoh', village: 'Lewokluok Contoh' }],
    });
    expect(product.legend).toBe('Hubungi ibu di [telepon] untuk ceritanya');
  });

  it('is nobody else’s business while it is a draft', async () => {
    await test.browser().get(`/api/v1/products/${product.id}`).expect(404);
    await test.browser().get('/api/v1/products?state=draf').expect(401);
    expect((await list()).total).toBe(0);
    expect((await list('?state=draf', dinas.agent)).total).toBe(1);
  });

  it('tells everybody of it once it is shown, but not who keeps it', async () => {
    const shown = await send('post', `/${product.id}/state`, { state: 'tayang', version: 1 }).expect(200);
    product = shown.body as ProductViewDto;
    const open = (await test.browser().get(`/api/v1/products/${product.id}`).expect(200)).body as ProductViewDto;
    expect(open).toMatchObject({ name: 'Tenun ikat motif kuda', createdBy: null, updatedBy: null, source: null });
    expect((await list()).items).toMatchObject([
      { id: product.id, place: 'Desa Lewokluok Contoh, Kab. Flores Contoh', price: '350000.50' },
    ]);
  });

  it('refuses a change that stands on an older version, and names who was faster', async () => {
    const body = { name: product.name, groupCode: 'tenun', version: product.version };
    const changed = await send('put', `/${product.id}`, { ...body, villages: product.villages.map(linkOf) });
    expect(changed.status).toBe(200);
    const late = await send('put', `/${product.id}`, { ...body, name: 'Nama lain' }).expect(409);
    expect(late.body).toMatchObject({ code: 'product.changed-meanwhile', status: 409 });
    expect(String((late.body as { detail: string }).detail)).toContain(dinas.username);
    product = (await test.browser().get(`/api/v1/products/${product.id}`)).body as ProductViewDto;
    expect(product.name).toBe('Tenun ikat motif kuda');
  });

  it('lets a village have one produk unggulan, and names the one it has', async () => {
    const second = { name: 'Kopi contoh', groupCode: 'kopi', villages: [{ code: villages.one, isFlagship: true }] };
    const refused = await send('post', '', second).expect(409);
    expect(refused.body).toMatchObject({ code: 'product.flagship-taken', status: 409 });
    expect(String((refused.body as { detail: string }).detail)).toContain('"Tenun ikat motif kuda"');
    await send('post', '', { ...second, villages: [{ code: villages.one, isFlagship: false }] }).expect(201);
  });

  it('says all that is wrong with a product at once', async () => {
    const answer = await send('post', '', { name: ' ', groupCode: 'mobil', price: '1.2.3', villages: [], stage: 'x' });
    expect(answer.status).toBe(422);
    const fields = (answer.body as { fields: { field: string }[] }).fields.map(({ field }) => field);
    expect(fields).toEqual(['name', 'groupCode', 'price', 'stage']);
    const unknown = { name: 'x', groupCode: 'tenun', villages: [{ code: '99.99.99.9999', isFlagship: false }] };
    await send('post', '', { ...unknown, makers: ['999999999'] }).expect(422);
  });

  it('is shown only when it has a village', async () => {
    const made = (await send('post', '', { name: 'Tanpa desa', groupCode: 'kopi' }).expect(201)).body as ProductViewDto;
    await send('post', `/${made.id}/state`, { state: 'tayang', version: 1 }).expect(409);
    await send('post', `/${made.id}/verification`, { day: '2999-01-01', version: 1 }).expect(422);
    const seen = await send('post', `/${made.id}/verification`, { day: '2026-01-05', version: 1 }).expect(200);
    expect(seen.body).toMatchObject({ verifiedOn: '2026-01-05', verifiedBy: 'Contoh dinas-pembina', version: 2 });
  });

  describe('searched', () => {
    beforeAll(async () => {
      const em = test.source.manager;
      const make = (name: string, group: string, price: string | null, village: string): Promise<string> =>
        aProduct(em, { name, group, price, villages: [village], makers: [maker] });
      await make('Anyaman lontar', 'anyaman', '75000', villages.one);
      await make('Tenunan songket', 'tenun', '900000', villages.two);
      const honey = await make('Madu hutan', 'hasil-bumi', null, villages.two);
      await test.source.query(
        `insert into product_certificate (product_id, kind, expires_on) values ($1, 'halal', null), ($1, 'md', '2020-01-01')`,
        [honey],
      );
      await test.source.query(
        `insert into product_listing (product_id, platform, external_id) values ($1, 'v5', '1'), ($1, 'v6', 'A')`,
        [honey],
      );
    });

    const names = async (query: string): Promise<string[]> => (await list(query)).items.map(({ name }) => name);

    it('finds by stem, by the beginning of a word, by village and by maker', async () => {
      expect(await names('?text=tenun')).toEqual(expect.arrayContaining(['Tenun ikat motif kuda', 'Tenunan songket']));
      expect(await names('?text=anya')).toEqual(['Anyaman lontar']);
      expect(await names('?text=takpala&sort=name')).toEqual(['Madu hutan', 'Tenunan songket']);
      expect(await names('?text=songket+alor')).toEqual(['Tenunan songket']);
      expect(await names('?text=bunga&sort=-name')).toEqual(['Tenunan songket', 'Madu hutan', 'Anyaman lontar']);
    });

    it('puts the name before the rest, then sorts as asked; what has no price comes last', async () => {
      expect((await names('?text=tenun'))[0]).toBe('Tenun ikat motif kuda');
      expect(await names('?sort=-price')).toEqual([
        'Tenunan songket',
        'Anyaman lontar',
        'Tenun ikat motif kuda',
        'Madu hutan',
      ]);
      expect((await names('?sort=newest'))[0]).toBe('Madu hutan');
    });

    it('reads a mistyped word as the nearest one, and says so; what is found as typed stays as typed', async () => {
      const mistyped = await list('?text=anyamn');
      expect(mistyped).toMatchObject({ total: 1, correction: { typed: 'anyamn', meant: 'anyaman' } });
      expect((await list('?text=mdu')).items[0]?.name).toBe('Madu hutan');
      expect(await list('?text=qqqqqq')).toMatchObject({ total: 0, correction: null });
      expect(await list('?text=anyaman')).toMatchObject({ total: 1, correction: null });
      // With a filter that leaves nothing of what was found by right words, nothing is made up.
      expect(await list('?text=anyaman&group=kopi')).toMatchObject({ total: 0, correction: null });
    });

    it('does not look for likely words while there is a hit', async () => {
      await test.source.query('alter table product_word rename to product_word_away');
      const hit = await test.browser().get('/api/v1/products?text=anyaman');
      const none = await test.browser().get('/api/v1/products?text=anyamn');
      expect([hit.status, none.status]).toEqual([200, 500]);
      await test.source.query('alter table product_word_away rename to product_word');
    });

    it('filters by each facet and all of them at once', async () => {
      expect(await names('?place=99.02')).toEqual(['Madu hutan', 'Tenunan songket']);
      expect(await names(`?place=${villages.one}&group=anyaman`)).toEqual(['Anyaman lontar']);
      expect(await names('?certificate=halal')).toEqual(['Madu hutan']);
      expect(await names('?certificate=md')).toEqual([]);
      expect(await names('?listed=yes')).toEqual(['Madu hutan']);
      expect(await names('?class=tidak-diketahui&priceFrom=75000&priceTo=100000')).toEqual(['Anyaman lontar']);
    });

    it('counts what each choice would give, the other filters as they are', async () => {
      const { total, facets } = await list('?group=tenun&place=99.02&facets=yes');
      expect(total).toBe(1);
      const of = (name: 'group' | 'place' | 'listed' | 'price'): Record<string, number> =>
        Object.fromEntries((facets?.[name] ?? []).map(({ value, count }) => [value, count]));
      expect(of('group')).toEqual({ tenun: 1, 'hasil-bumi': 1 });
      expect(of('place')).toMatchObject({ '99.01': 1, '99.02': 1, '99.02.01': 1 });
      expect(of('listed')).toEqual({ no: 1 });
      expect(of('price')).toEqual({ '500000': 1 });
      expect((await list('?facets=yes')).facets?.listed).toMatchObject([
        { value: 'no', count: 3 },
        { value: 'yes', count: 1 },
      ]);
    });

    it('finds and counts by the newest star with its scheme, and never takes one scheme for the other', async () => {
      const idOf = async (text: string): Promise<string> => (await list(`?text=${text}`)).items[0]?.id ?? '';
      const [honey, plait, cloth] = [await idOf('madu'), await idOf('lontar'), await idOf('songket')];
      await test.source.query(
        `insert into product_star_decision (product_id, scheme, stars, decided_by, decided_on, source, recorded_by,
           withdrawn_at, withdrawn_why)
         select id, scheme, stars, 'kementerian', day, 'Keputusan contoh', 'penguji', case when gone then now() end,
           case when gone then 'Salah produk' end
         from (values ($1::bigint, '1-5', 3, date '2022-11-01', false), ($1, '1-3', 3, '2024-11-01', true),
           ($2::bigint, '1-5', 4, '2022-11-01', false), ($2, '1-3', 3, '2024-11-01', false),
           ($3::bigint, '1-3', 3, '2024-11-01', false)) as t (id, scheme, stars, day, gone)`,
        [honey, plait, cloth],
      );
      expect(await names('?star=1-5:3')).toEqual(['Madu hutan']);
      expect(await names('?star=1-3:3&sort=name')).toEqual(['Anyaman lontar', 'Tenunan songket']);
      expect(await names('?star=1-5:4')).toEqual([]);
      expect(await names('?star=1-3:3&group=tenun')).toEqual(['Tenunan songket']);
      for (const wrong of ['3', '1-3:4', '1-5:0', '1-4:1'])
        await test.browser().get(`/api/v1/products?star=${wrong}`).expect(422);
      const { facets, items } = await list('?star=1-5:3&facets=yes');
      expect(facets?.star).toEqual([
        { value: '1-3:3', label: null, count: 2 },
        { value: '1-5:3', label: null, count: 1 },
      ]);
      expect(facets?.group).toMatchObject([{ value: 'hasil-bumi', count: 1 }]);
      expect((await list('?place=99.01&facets=yes')).facets?.star).toMatchObject([{ value: '1-3:3', count: 1 }]);
      expect(items).toMatchObject([{ star: { scheme: '1-5', stars: 3 } }]);
      expect((await list('?text=motif')).items).toMatchObject([{ star: null }]);
      const open = (await test.browser().get(`/api/v1/products/${honey}`).expect(200)).body as ProductViewDto;
      expect(open.star).toEqual({ scheme: '1-5', stars: 3, decidedOn: '2022-11-01' });
      const page = await test.browser().get('/katalog?bintang=1-5:3').expect(200);
      expect(page.text).toContain('Bintang 3 (skema 1-5) (1)');
      expect(page.text).toContain('Bintang 3 (skema 1-3) (2)');
      expect(page.text).not.toContain('Tenunan songket');
      const one = await test.browser().get(`/katalog/${honey}-madu-hutan`).expect(200);
      expect(one.text).toContain('Bintang 3 (skema lama, bintang 1 sampai 5)');
    });

    it('pages by 20 without leaving one out or telling one twice', async () => {
      for (let number = 1; number <= 41; number += 1)
        await aProduct(test.source.manager, { name: `Gerabah ${number}`, group: 'gerabah', price: '5000' });
      const seen = new Set<string>();
      for (const page of [1, 2, 3])
        for (const { id } of (await list(`?group=gerabah&sort=price&page=${page}`)).items) seen.add(id);
      expect(seen.size).toBe(41);
      expect(await list('?group=gerabah&page=4')).toMatchObject({ items: [], total: 41, pages: 3 });
    });
  });
});

function linkOf({ code, isFlagship }: { code: string; isFlagship: boolean }): { code: string; isFlagship: boolean } {
  return { code, isFlagship };
}
