import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import type { ProductViewDto } from '../../src/catalogue/products/products.dto.js';
import { anEnterprise, aProduct, aVillage } from '../factories/catalogue.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

const VILLAGE = '99.01.01.2001';

/** A photo as a phone makes it, with the place where it was taken written into it. */
async function aPhonePhoto(): Promise<Buffer> {
  const noise = Buffer.alloc(1600 * 1200 * 3);
  for (let at = 0; at < noise.length; at += 1) noise[at] = (at * 2654435761) >>> 24;
  return sharp(noise, { raw: { width: 1600, height: 1200, channels: 3 } })
    .withExif({
      IFD0: { Make: 'Kamera Contoh', Copyright: 'Nama Contoh' },
      IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '10/1 10/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '123/1 36/1 0/1' },
    })
    .jpeg({ quality: 95 })
    .toBuffer();
}

describe('the catalogue', () => {
  let test: TestApp;
  let dinas: SignedIn;
  let product: string;

  beforeAll(async () => {
    test = await openTestApp();
    const em = test.source.manager;
    await aVillage(em, VILLAGE, 'Oelnasi Contoh', { regency: 'Kupang Contoh' });
    const maker = await anEnterprise(em, 'Usaha Kopi Contoh', VILLAGE);
    product = await aProduct(em, {
      name: 'Kopi <Bajawa>',
      group: 'kopi',
      price: '75000',
      villages: [VILLAGE],
      makers: [maker],
    });
    dinas = await test.signIn('dinas-pembina');
  });
  afterAll(() => test.close());

  const words = (html: string): string =>
    html
      .replace(/<[^>]+>/g, ' ')
      .replace(/&quot;/g, '"')
      .replace(/\s+/g, ' ');
  const send = (method: 'post' | 'put' | 'delete', path: string, body: object = {}) =>
    dinas.agent[method](`/api/v1/products/${product}${path}`).set('x-csrf-token', dinas.csrf).send(body);
  const upload = (bytes: Buffer, alt = 'Sebungkus kopi') =>
    dinas.agent
      .post(`/api/v1/products/${product}/photos`)
      .set('x-csrf-token', dinas.csrf)
      .field('alt', alt)
      .attach('foto', bytes, 'foto.jpg');

  describe('certificates', () => {
    it('keep the form of their number, and refuse what surely is another one', async () => {
      const made = await send('post', '/certificates', { kind: 'p-irt', number: 'P-IRT 2155371010001-29' }).expect(201);
      expect((made.body as ProductViewDto).certificates).toMatchObject([
        { kind: 'p-irt', number: '215537101000129', verifiedOn: null, version: 1 },
      ]);
      const wrong = await send('post', '/certificates', { kind: 'halal', number: 'KH 12' }).expect(422);
      expect(JSON.stringify(wrong.body)).toContain('"field":"number"');
      await send('post', '/certificates', { kind: 'p-irt', number: '2155371010001-29' }).expect(409);
      await send('post', '/certificates', {
        kind: 'p-irt',
        number: '215537101000228',
        expiresOn: '2027-01-01',
      }).expect(422);
    });

    it('hold the percent of TKDN exactly, and of nothing else', async () => {
      const made = await send('post', '/certificates', { kind: 'tkdn', number: '123/SJ/2024', value: '41,5' });
      expect((made.body as ProductViewDto).certificates[1]).toMatchObject({ value: '41.50' });
      await send('post', '/certificates', { kind: 'tkdn', number: '124/SJ/2024', value: '141' }).expect(422);
      await send('post', '/certificates', { kind: 'merek', number: 'IDM000123456', value: '1' }).expect(422);
    });

    it('say by whom and when they were seen, and refuse a change upon an older one', async () => {
      const [first] = ((await dinas.agent.get(`/api/v1/products/${product}`)).body as ProductViewDto).certificates;
      const change = { kind: 'p-irt', number: '215537101000129', seenOn: '2026-01-05', expiresOn: '2029-12-31' };
      const seen = await send('put', `/certificates/${first?.id}`, { ...change, version: 1 }).expect(200);
      expect((seen.body as ProductViewDto).certificates[0]).toMatchObject({
        verifiedOn: '2026-01-05',
        verifiedBy: 'Contoh dinas-pembina',
        version: 2,
      });
      await send('put', `/certificates/${first?.id}`, { ...change, version: 1 }).expect(409);
      await send('delete', `/certificates/${first?.id}?version=1`).expect(409);
      await send('put', '/certificates/999999', { ...change, version: 1 }).expect(404);
    });
  });

  it('lets a code of a marketplace be one product’s, and names it; a product has as many as it likes', async () => {
    await send('post', '/listings', { platform: 'v5', externalId: '0070012345', etalase: 'Kopi' }).expect(201);
    const two = await send('post', '/listings', { platform: 'v6', externalId: 'abc-1' }).expect(201);
    expect((two.body as ProductViewDto).listings.map(({ externalId }) => externalId)).toEqual(['70012345', 'abc-1']);
    const other = await aProduct(test.source.manager, { name: 'Kopi lain', group: 'kopi', villages: [VILLAGE] });
    const taken = await dinas.agent
      .post(`/api/v1/products/${other}/listings`)
      .set('x-csrf-token', dinas.csrf)
      .send({ platform: 'v5', externalId: '70012345' })
      .expect(409);
    expect(JSON.stringify(taken.body)).toContain('Kopi <Bajawa>');
    const listed = await test.browser().get('/api/v1/products?listed=yes').expect(200);
    expect(listed.body).toMatchObject({ total: 1 });
    await send('post', '/listings', { platform: 'v6', externalId: 'b', url: 'javascript:alert(1)' }).expect(422);
  });

  describe('photos', () => {
    let name: string;

    it('are made light and upright, without the place where they were taken', async () => {
      const original = await aPhonePhoto();
      expect((await sharp(original).metadata()).exif).toBeDefined();
      const made = await upload(original).expect(201);
      const [photo] = (made.body as ProductViewDto).photos;
      expect(photo).toMatchObject({ alt: 'Sebungkus kopi', position: 1 });
      name = `${photo?.id}-${photo?.key}`;
      for (const [file, most] of [
        [`${name}.webp`, 80 * 1024],
        [`${name}-kecil.webp`, 20 * 1024],
      ] as const) {
        const answer = await test.browser().get(`/katalog/foto/${file}`).responseType('blob').expect(200);
        const bytes = answer.body as Buffer;
        expect(bytes.length).toBeLessThanOrEqual(most);
        const { exif, xmp, format } = await sharp(bytes).metadata();
        expect({ exif, xmp, format }).toEqual({ exif: undefined, xmp: undefined, format: 'webp' });
        expect(bytes.includes('Kamera Contoh')).toBe(false);
      }
    });

    it('are kept for a year under an address of their content, with a strong tag', async () => {
      const answer = await test.browser().get(`/katalog/foto/${name}.webp`).expect(200);
      expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
      const tag = String(answer.headers['etag']);
      expect(tag).toMatch(/^"[0-9a-f]{32}"$/);
      await test.browser().get(`/katalog/foto/${name}.webp`).set('if-none-match', tag).expect(304);
      await test
        .browser()
        .get(`/katalog/foto/${name.replace(/.$/, 'x')}.webp`)
        .expect(404);
    });

    it('are told by their content, and what is made to burst the memory is refused', async () => {
      const document = await upload(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
      expect(document.body).toMatchObject({ status: 422, code: 'photo.not-a-photo' });
      expect((await upload(gzipSync('x'))).body).toMatchObject({ code: 'photo.not-a-photo' });
      const bomb = await sharp({ create: { width: 12000, height: 12000, channels: 3, background: '#fff' } })
        .png({ compressionLevel: 9 })
        .toBuffer();
      expect(bomb.length).toBeLessThan(1024 * 1024);
      expect((await upload(bomb)).body).toMatchObject({ status: 422, code: 'photo.too-large' });
      const whole = await aPhonePhoto();
      expect((await upload(whole.subarray(0, 5000))).body).toMatchObject({ status: 422, code: 'photo.broken' });
    });

    it('need words for those who do not see them, and come once each', async () => {
      expect((await upload(await aPhonePhoto(), '  ')).body).toMatchObject({ code: 'photo.invalid' });
      expect((await upload(await aPhonePhoto())).body).toMatchObject({ status: 409, code: 'photo.twice' });
    });

    it('change their order and go', async () => {
      const square = (colour: string): Promise<Buffer> =>
        sharp({ create: { width: 60, height: 60, channels: 3, background: colour } })
          .png()
          .toBuffer();
      const second = (await upload(await square('#a00'), 'Kedua').expect(201)).body as ProductViewDto;
      const id = second.photos[1]?.id;
      const moved = await send('put', `/photos/${id}`, { alt: 'Kini pertama', position: 1 }).expect(200);
      expect((moved.body as ProductViewDto).photos.map(({ alt }) => alt)).toEqual(['Kini pertama', 'Sebungkus kopi']);
      await send('delete', `/photos/${id}`).expect(200);
      await send('delete', `/photos/${id}`).expect(404);
    });
  });

  describe('its public pages', () => {
    it('show what is on show, light, and need nobody signed in', async () => {
      const answer = await test.browser().get('/katalog').expect(200);
      expect(words(answer.text)).toContain('2 produk dalam katalog');
      expect(answer.text).toContain('Kopi &lt;Bajawa>');
      expect(answer.text).toContain('loading="lazy"');
      expect(answer.text).not.toMatch(/<script|style=/);
    });

    it('stay below 60 KB with a full page of long names and every filter', async () => {
      for (let at = 0; at < 20; at += 1)
        await aProduct(test.source.manager, {
          name: `${'Anyaman pandan bermotif panjang sekali '.repeat(4)}${at}`,
          group: 'anyaman',
          price: '125000',
          villages: [VILLAGE],
        });
      const page = await test.browser().get('/katalog?kelompok=anyaman').set('accept-encoding', 'identity').expect(200);
      const css = /href="(\/assets\/[^"]+\.css)"/.exec(page.text)?.[1] ?? '';
      const style = await test.browser().get(css).set('accept-encoding', 'gzip').expect(200);
      const compressed = gzipSync(page.text).length + Number(gzipSync(style.text).length);
      expect(compressed).toBeLessThan(60 * 1024);
    });

    it('hold the filter in the address, say it, and say when a word was read as another', async () => {
      const page = await test.browser().get('/katalog?cari=kopy&kelompok=kopi&urut=price').expect(200);
      expect(words(page.text)).toContain('Tidak ada hasil untuk "kopy". Yang ditampilkan: hasil untuk "kopi"');
      expect(words(page.text)).toContain('Saringan: "kopy", Kopi');
      expect(words((await test.browser().get('/katalog?cari=zzzzzz').expect(200)).text)).toContain(
        'Tidak ada produk yang sesuai',
      );
      // What cannot be understood is not filtered by.
      await test.browser().get('/katalog?hal=-1&tempat=x&harga-dari=abc&kelas=raja').expect(200);
    });

    it('tell one product: price, sellers, certificates with their last day, listings, no names of staff', async () => {
      const moved = await test.browser().get(`/katalog/${product}-nama-lama`).expect(301);
      expect(moved.headers['location']).toBe(`/katalog/${product}-kopi-bajawa`);
      const page = await test.browser().get(`/katalog/${product}-kopi-bajawa`).expect(200);
      const text = words(page.text);
      for (const part of [
        'Rp75.000',
        'Usaha Kopi Contoh',
        'P-IRT',
        '31 Desember 2029',
        'e-Katalog v6',
        'kode 70012345',
      ])
        expect(text).toContain(part);
      expect(text).not.toContain('Contoh dinas-pembina');
      expect(page.text).toContain('alt="Sebungkus kopi"');
    });

    it('hide a draft and its photos from everybody but those who may read it', async () => {
      const photo = /\/katalog\/foto\/[^"]+/.exec((await test.browser().get('/katalog?kelompok=kopi')).text)?.[0] ?? '';
      await test.source.query(`update product set state = 'draf' where id = $1`, [product]);
      await test.browser().get(photo).expect(404);
      await test.browser().get(`/katalog/${product}-kopi-bajawa`).expect(404);
      const page = await dinas.agent.get(`/katalog/${product}-kopi-bajawa`).expect(200);
      expect(words(page.text)).toContain('Belum tayang');
    });
  });
});
