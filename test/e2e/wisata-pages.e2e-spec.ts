import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anEnterprise, aVillage } from '../factories/catalogue.js';
import { aShownProduct, aWisataPlace } from '../factories/etalase.js';
import { openTestApp, type TestApp } from '../support/app.js';

describe('the pages of tourism places for visitors', () => {
  let test: TestApp;
  let agent: ReturnType<TestApp['browser']>;

  beforeAll(async () => {
    test = await openTestApp();
    agent = test.browser();
    const em = test.source.manager;
    await aVillage(em, '98.01.01.2001', 'Sini');
    const place = await aWisataPlace(em, { name: 'Pantai Sini', wilayah: '98.01.01.2001', at: [-8.5, 120] });
    await aWisataPlace(em, { name: 'Gua Sana', wilayah: '98.01', kind: 'gua' });
    await em.query(
      `update wisata_place set name_en = 'Here Beach', description = 'Pasir <b>putih</b>', opening = '06.00–18.00' where id = $1`,
      [place],
    );
    await em.query(
      `insert into physical_etalase (place_id, name, location, since, created_by) values ($1, 'Etalase loket', 'Di loket', '2026-01-02', 'rina')`,
      [place],
    );
    // A full listing of the longest that may be: 100 products with long names, makers and places.
    await em.query('update etalase_rule set most = 100');
    for (let at = 0; at < 100; at += 1) {
      const maker = await anEnterprise(em, `Kelompok Usaha Bersama Perempuan Pengrajin Nomor ${at}`);
      await aShownProduct(em, {
        name: `Anyaman pandan bermotif panjang sekali dari pesisir ${(at * 7919) % 1000}`,
        group: 'anyaman',
        price: `${125_000 + at * 731}.00`,
        villages: ['98.01.01.2001'],
        makers: [maker],
      });
    }
  });
  afterAll(() => test.close());

  const page = async (path: string, language = 'id'): Promise<string> =>
    (await agent.get(path).set('accept-language', language).expect(200)).text;
  const words = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

  it('tell what the place is, what stands there and what the villages around it make', async () => {
    const said = words(await page('/wisata/pantai-sini?semua=1'));
    for (const one of [
      'Pantai Sini',
      'Desa Sini, Kecamatan Kecamatan Contoh, Kabupaten Contoh',
      'Jam buka 06.00–18.00',
      'Etalase loket, Di loket, sejak 2 Januari 2026',
      'Dari desa ini',
      'Kelompok Usaha Bersama Perempuan Pengrajin Nomor 0',
      'Titik di peta adalah perkiraan',
    ])
      expect(said).toContain(one);
    expect(await page('/wisata/pantai-sini')).toContain('Pasir &lt;b>putih&lt;/b>');
    expect(words(await page('/wisata/gua-sana'))).toContain('Belum ada etalase yang tercatat di lokasi ini');
    await agent.get('/wisata/tidak-ada').expect(404);
    await agent.get('/wisata/Tidak%00ada').expect(422);
  });

  it('speak English to whoever asks for it, in the browser or in the address, and say so to screen readers', async () => {
    const english = await page('/wisata/pantai-sini', 'en-GB,en;q=0.8');
    expect(english).toContain('<html lang="en">');
    expect(words(english)).toContain('Here Beach');
    expect(words(english)).toContain('since 2 January 2026');
    expect(await page('/wisata/pantai-sini?lang=id', 'en')).toContain('<html lang="id">');
    expect(words(await page('/wisata?lang=en'))).toContain('Where are you going?');
  });

  it('weigh at most 30 KB compressed with a hundred products, styles included, and hold no script', async () => {
    const html = await page('/wisata/pantai-sini?semua=1');
    expect(html.match(/<article/g)).toHaveLength(100);
    expect(html).not.toMatch(/<script|style=|onclick/);
    const css = /href="(\/assets\/[^"]+\.css)"/.exec(html)?.[1] ?? '';
    const style = (await agent.get(css).set('accept-encoding', 'identity').expect(200)).text;
    expect(gzipSync(html).length + gzipSync(style).length).toBeLessThan(30 * 1024);
    expect(brotliCompressSync(html).length).toBeLessThan(20 * 1024);
  });

  it('show the first twelve products, and all of them behind a plain link that begins where those end', async () => {
    const first = await page('/wisata/pantai-sini?lang=id');
    expect(first.match(/<article/g)).toHaveLength(12);
    expect(words(first)).toContain('12 dari 100 produk.');
    expect(words(first)).toContain('untuk semuanya, tampilkan dahulu semua 100 produk');
    const [, link = ''] = /href="(\/wisata\/pantai-sini[^"]+)">Tampilkan semua 100 produk</.exec(first) ?? [];
    const [path = '', anchor] = link.replaceAll('&amp;', '&').split('#');
    expect(path).toBe('/wisata/pantai-sini?lang=id&semua=1');
    const all = await page(path);
    const cards = (html: string): string[] => html.match(/<article.*?<\/article>/g) ?? [];
    expect(cards(all)).toHaveLength(100);
    expect(cards(all).slice(0, 12)).toEqual(cards(first));
    expect(cards(all.slice(0, all.indexOf(`id="${anchor}"`)))).toHaveLength(12);
    expect(words(all)).not.toMatch(/dari 100 produk|Tampilkan semua|Yang dicetak hanya/);
    // One page, under one address, whichever of the two was found.
    const canonical = `<link rel="canonical" href="${await test.app.getUrl()}/wisata/pantai-sini"/>`;
    for (const html of [first, all, await page('/wisata/pantai-sini?lang=en')]) expect(html).toContain(canonical);
    expect(await page('/wisata/pantai-sini', 'en')).toContain('>Show all 100 products<');
    // Twelve and no more need no link.
    await test.source.query('update etalase_rule set most = 12');
    expect(words(await page('/wisata/pantai-sini'))).not.toMatch(/dari 12 produk|Tampilkan semua/);
    await test.source.query('update etalase_rule set most = 100');
  });

  it('can be shared without a script, with the whole address', async () => {
    const html = await page('/wisata/pantai-sini');
    const address = `${await test.app.getUrl()}/wisata/pantai-sini`;
    expect(html).toContain(`https://wa.me/?text=${encodeURIComponent(`Pantai Sini ${address}`)}`);
    expect(html).toContain(`mailto:?subject=Pantai%20Sini&amp;body=${encodeURIComponent(address)}`);
  });

  it('list the places, by region, kind and name, as the address says', async () => {
    expect(words(await page('/wisata'))).toContain('2 lokasi');
    const caves = await page('/wisata?jenis=gua&wilayah=98.01');
    expect(caves).toContain('href="/wisata/gua-sana?lang=id"');
    expect(caves).not.toContain('/wisata/pantai-sini');
    expect(words(await page('/wisata?cari=zzz'))).toContain('Tidak ada lokasi yang sesuai');
    expect(words(await page('/wisata?jenis[]=x&wilayah=%27&sesudah=..%2f'))).toContain('2 lokasi');
  });
});
