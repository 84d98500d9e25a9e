import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import type { ProductViewDto } from '../../src/catalogue/products/products.dto.js';
import { anEnterprise, aVillage } from '../factories/catalogue.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

const VILLAGE = '99.01.01.2001';
const PLACE = 'Desa Oelnasi Contoh, Kecamatan Kecamatan Contoh, Kabupaten Kupang Contoh';

describe('the pages of those who keep the products', () => {
  let test: TestApp;
  let dinas: SignedIn;
  let maker: string;

  beforeAll(async () => {
    test = await openTestApp();
    await aVillage(test.source.manager, VILLAGE, 'Oelnasi Contoh', { regency: 'Kupang Contoh' });
    maker = await anEnterprise(test.source.manager, 'Kelompok Tenun Contoh', VILLAGE);
    dinas = await test.signIn('dinas-pembina');
  });
  afterAll(() => test.close());

  const words = (html: string): string =>
    html
      .replace(/<[^>]+>/g, ' ')
      .replace(/&quot;/g, '"')
      .replace(/\s+/g, ' ');
  const stored = async (id = '1'): Promise<ProductViewDto> =>
    (await dinas.agent.get(`/api/v1/products/${id}`).expect(200)).body as ProductViewDto;
  const FORM = {
    name: 'Tenun ikat contoh',
    groupCode: 'tenun',
    price: '350.000,50',
    unit: 'lembar',
    villages: PLACE,
    flagships: VILLAGE,
    makers: 'kelompok tenun contoh',
    legend: 'Baris satu\r\n\r\nBaris dua',
  };

  it('takes a product as people write it: village in words, maker by name, price with dots', async () => {
    await dinas.post('/produk', FORM).expect(303);
    expect(await stored()).toMatchObject({
      state: 'draf',
      price: '350000.50',
      villages: [{ code: VILLAGE, isFlagship: true }],
      makers: [{ id: maker }],
      legend: 'Baris satu\n\nBaris dua',
    });
  });

  it('shows the form again with what was typed when a village or a maker cannot be told', async () => {
    const answer = await dinas
      .post('/produk', { ...FORM, name: 'Lain', villages: 'Desa Tidak Ada', makers: 'Entah Siapa' })
      .expect(422);
    expect(answer.text).toContain('href="#f-villages"');
    expect(answer.text).toContain('href="#f-makers"');
    expect(answer.text).toContain('Entah Siapa');
  });

  it('loses nothing that was typed when somebody else was faster, and shows what is stored now', async () => {
    await dinas.post('/produk/1', { ...FORM, unit: 'helai', version: '1' }).expect(303);
    const late = await dinas.post('/produk/1', { ...FORM, description: 'Isian kedua', version: '1' }).expect(409);
    expect(words(late.text)).toContain('Satuan harga tersimpan helai');
    expect(late.text).toContain('Isian kedua');
    expect(late.text).toContain('name="version" value="2"');
    await dinas.post('/produk/1', { ...FORM, description: 'Isian kedua', version: '2' }).expect(303);
    expect(await stored()).toMatchObject({ description: 'Isian kedua', unit: 'lembar', version: 3 });
  });

  it('shows, verifies, certifies, lists and pictures it, each from its own form', async () => {
    await dinas.post('/produk/1/keadaan', { state: 'tayang', version: '3' }).expect(303);
    await dinas.post('/produk/1/verifikasi', { day: '2026-01-05', version: '4' }).expect(303);
    await dinas.post('/produk/1/sertifikat/baru', { kind: 'merek', number: 'DID2024000001' }).expect(422);
    await dinas.post('/produk/1/sertifikat/baru', { kind: 'merek', number: 'IDM000123456' }).expect(303);
    await dinas.post('/produk/1/tayangan/baru', { platform: 'v5', externalId: '7001' }).expect(303);
    const picture = await sharp({ create: { width: 90, height: 60, channels: 3, background: '#a23b3b' } })
      .jpeg()
      .toBuffer();
    await dinas.agent
      .post(`/produk/1/foto?_csrf=${encodeURIComponent(dinas.csrf)}`)
      .field('alt', 'Tenun merah')
      .attach('foto', picture, 'a.jpg')
      .expect(303);
    const product = await stored();
    expect(product).toMatchObject({
      state: 'tayang',
      verifiedOn: '2026-01-05',
      certificates: [{ number: 'IDM000123456' }],
      listings: [{ externalId: '7001' }],
      photos: [{ alt: 'Tenun merah' }],
    });
    const page = words((await dinas.agent.get('/produk/1').expect(200)).text);
    for (const part of ['Dilihat Contoh dinas-pembina pada 5 Januari 2026', 'IDM000123456', '7001'])
      expect(page).toContain(part);
    await dinas.agent.get(`/produk/1/sertifikat/${product.certificates[0]?.id}`).expect(200);
    await dinas.agent.get('/produk/1/tayangan/999').expect(404);
  });

  describe('lists', () => {
    const HEAD = 'Nama Produk;Kelompok;Desa;Pelaku Usaha;Harga;Satuan\n';
    const send = (path: string, list: string | Buffer) =>
      dinas.agent
        .post(`${path}?_csrf=${encodeURIComponent(dinas.csrf)}`)
        .attach('berkas', Buffer.from(list), 'daftar.csv');
    const take = async (path: string, list: string | Buffer): Promise<string> => {
      const preview = await send(path, list).expect(200);
      const isi = /name="isi" value="([^"]+)"/.exec(preview.text)?.[1];
      if (isi) await dinas.post(`${path}/terapkan`, { isi }).expect(303);
      return words(preview.text);
    };
    const ROWS = `Kopi contoh;Kopi;${VILLAGE};#${'1'};75.000;bungkus\nAnyaman contoh;anyaman;"${PLACE}";;;\n`;

    it('name row, column and reason of what is wrong, and take nothing', async () => {
      const wrong = `${HEAD}${ROWS}Madu;Mobil;99.01.01.9999;Entah;-5;\n`;
      const answer = await send('/produk/impor', wrong).expect(422);
      const text = words(answer.text);
      expect(text).toContain('Baris 4 Desa 99.01.01.9999');
      expect(text).toContain('Pelaku usaha "Entah" tidak ada');
      const list = await dinas.agent.get('/api/v1/products?state=all').expect(200);
      expect(list.body).toMatchObject({ total: 1 });
    });

    it('take what is right as drafts, and the same list twice changes nothing', async () => {
      expect(await take('/produk/impor', HEAD + ROWS)).toContain('2 baris dibaca: 2 baru, 0 berubah, 0 sama');
      expect(await take('/produk/impor', HEAD + ROWS)).toContain('2 baris dibaca: 0 baru, 0 berubah, 2 sama');
      expect(await take('/produk/impor', HEAD + ROWS.replace('75.000', '80.000'))).toContain('1 berubah, 1 sama');
      const found = await dinas.agent.get('/api/v1/products?state=draf&text=kopi').expect(200);
      expect(found.body).toMatchObject({ total: 1, items: [{ price: '80000.00' }] });
    });

    it('come in again as they went out, products and certificates, without any change', async () => {
      for (const path of ['/produk', '/produk/sertifikat']) {
        const file = await dinas.agent.get(`${path}/unduh.xlsx`).responseType('blob').expect(200);
        expect(await take(`${path}/impor`, file.body as Buffer)).toContain('0 baru, 0 berubah');
      }
      const json = await dinas.agent.get('/produk/unduh.json').expect(200);
      expect(json.body).toHaveLength(3);
      await dinas.agent.get('/produk/contoh.xlsx').responseType('blob').expect(200);
    });

    it('take certificates by the number of their product, and refuse a row that has slipped', async () => {
      const head = 'Nomor Produk;Nama Produk;Jenis;Nomor Sertifikat;Berlaku Sampai;Dilihat\n';
      const row = '1;Tenun ikat contoh;merek;IDM 000 654 321;31/12/2029;5/1/2026\n';
      expect(await take('/produk/sertifikat/impor', head + row)).toContain('1 baru');
      expect(await take('/produk/sertifikat/impor', head + row)).toContain('0 baru, 0 berubah, 1 sama');
      expect((await stored()).certificates).toHaveLength(2);
      const slipped = await send('/produk/sertifikat/impor', `${head}1;Kopi contoh;merek;IDM000000001;;\n`).expect(422);
      expect(words(slipped.text)).toContain('Produk nomor 1 bernama "Tenun ikat contoh"');
    });
  });

  it('list drafts too, filter by state, and let an auditor look only', async () => {
    const auditor = await test.signIn('auditor');
    expect(words((await auditor.agent.get('/produk?keadaan=draf').expect(200)).text)).toContain('2 produk');
    await auditor.agent.get('/produk/baru').expect(403);
    await auditor.post('/produk/1/keadaan', { state: 'arsip', version: '5' }).expect(403);
  });

  it('finds a further village by its name, adds it, and asks which one is meant where several bear that name', async () => {
    const em = test.source.manager;
    await aVillage(em, '99.01.01.2002', 'Fatukoa Contoh', { regency: 'Kupang Contoh' });
    await aVillage(em, '99.02.01.2001', 'Fatukoa Contoh', { regency: 'Belu Contoh' });
    const typed = { ...FORM, name: 'Tenun dua desa', flagships: '' };
    const linesIn = (html: string, name: string): string[] =>
      (new RegExp(`<textarea[^>]* name="${name}"[^>]*>([^<]*)<`).exec(html)?.[1] ?? '').split('\n').filter(Boolean);
    const added = await dinas.post('/produk', { ...typed, villages: '', desa: 'Oelnasi Contoh', aksi: 'cari-wilayah' });
    expect([added.status, linesIn(added.text, 'villages')]).toEqual([200, [`${VILLAGE}, ${PLACE}`]]);
    expect(words(added.text)).toContain('Ditambahkan: Desa Oelnasi Contoh');
    expect(added.text).not.toContain('Isian belum dapat disimpan');
    const so = { ...typed, villages: linesIn(added.text, 'villages').join('\n'), desa: 'Fatukoa Contoh' };
    const asked = await dinas.post('/produk', { ...so, aksi: 'cari-wilayah' }).expect(200);
    expect(words(asked.text)).toContain('Catatan. Pilih satu dari 2 wilayah yang berawal "Fatukoa Contoh"');
    expect(asked.text).not.toContain('role="alert"');
    expect(linesIn(asked.text, 'villages')).toHaveLength(1);
    // To save without a choice is refused; nothing is dropped silently.
    expect((await dinas.post('/produk', so).expect(422)).text).toContain('href="#f-desa"');
    const none = await dinas.post('/produk', { ...so, desa: 'Entah', aksi: 'cari-wilayah' }).expect(200);
    expect(words(none.text)).toContain('Tidak ada desa/kelurahan yang namanya berawal "Entah"');
    const chosen = { ...so, 'desa-untuk': so.desa, 'desa-pilih': '99.02.01.2001', 'desa-unggulan': '1' };
    const made = await dinas.post('/produk', chosen).expect(303);
    const id = /\d+$/.exec(String(made.headers['location']))?.[0] ?? '';
    expect((await stored(id)).villages.map(({ code, isFlagship }) => [code, isFlagship])).toEqual([
      ['99.02.01.2001', true],
      [VILLAGE, false],
    ]);
    // Added twice, it stands there once.
    const form = (await dinas.agent.get(`/produk/${id}/ubah`).expect(200)).text;
    const again = { ...typed, villages: linesIn(form, 'villages').join('\n'), desa: VILLAGE, version: '1' };
    await dinas.post(`/produk/${id}`, again).expect(303);
    expect((await stored(id)).villages).toHaveLength(2);
  });
});
