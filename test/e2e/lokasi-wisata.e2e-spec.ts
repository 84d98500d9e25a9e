import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readTable } from '../../src/shared/spreadsheet-reader.js';
import { writeXlsx } from '../../src/shared/spreadsheet.js';
import { anEnterprise, aVillage } from '../factories/catalogue.js';
import { aShownProduct, aWisataPlace } from '../factories/etalase.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

const words = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ');
/** What the form of a page holds in a hidden or text field. */
const valueOf = (html: string, name: string): string =>
  new RegExp(`name="${name}"[^>]*? value="([^"]*)"`).exec(html)?.[1] ?? '';

describe('keeping of tourism places', () => {
  let test: TestApp;
  let office: SignedIn;
  let other: SignedIn;
  let auditor: SignedIn;

  beforeAll(async () => {
    test = await openTestApp();
    [office, other, auditor] = [
      await test.signIn('dinas-pariwisata'),
      await test.signIn('admin'),
      await test.signIn('auditor'),
    ];
    const em = test.source.manager;
    await aVillage(em, '98.01.01.2001', 'Sini');
    await aVillage(em, '98.01.01.2002', 'Sana');
    await aVillage(em, '98.02.01.2001', 'Sana', { regency: 'Tetangga' });
    await aWisataPlace(em, { name: 'Pantai Sini', wilayah: '98.01.01.2001', at: [-8.5, 120] });
  });
  afterAll(() => test.close());

  const place = { name: 'Gua Baru', kind: 'gua', wilayah: '98.01.01.2001' };

  describe('by form', () => {
    it('adds a place in a village that is found by name; of two villages of that name one is asked for', async () => {
      const asked = await office.post('/lokasi-wisata', { ...place, wilayah: 'Sana' }).expect(422);
      expect(words(asked.text)).toContain('Pilih satu dari 2 wilayah yang berawal "Sana"');
      for (const code of ['98.01.01.2002', '98.02.01.2001'])
        expect(asked.text).toContain(`name="wilayah-pilih" value="${code}"`);
      expect(asked.text).toContain('value="Gua Baru"');
      const chosen = { ...place, wilayah: 'Sana', 'wilayah-untuk': 'Sana', 'wilayah-pilih': '98.02.01.2001' };
      const made = await office.post('/lokasi-wisata', chosen).expect(303);
      expect(made.headers['location']).toBe('/lokasi-wisata/gua-baru');
      expect(words((await auditor.agent.get('/lokasi-wisata/gua-baru').expect(200)).text)).toContain('98.02.01.2001');
    });

    it('looks a region up without saving, and a choice for another text is no choice', async () => {
      const looked = await office
        .post('/lokasi-wisata', { ...place, name: 'Gua Lain', wilayah: 'Sini', aksi: 'cari-wilayah' })
        .expect(200);
      expect(looked.text).toMatch(/value="98\.01\.01\.2001" checked/);
      const two = await office
        .post('/lokasi-wisata', { ...place, name: 'Gua Lain', wilayah: 'Sana', aksi: 'cari-wilayah' })
        .expect(200);
      expect(words(two.text)).toContain('Catatan. Pilih satu dari 2 wilayah yang berawal "Sana"');
      expect(two.text).not.toContain('role="alert"');
      const stale = {
        ...place,
        name: 'Gua Lain',
        wilayah: 'Sana',
        'wilayah-untuk': 'Sini',
        'wilayah-pilih': '98.01.01.2001',
      };
      await office.post('/lokasi-wisata', stale).expect(422);
      await auditor.agent.get('/lokasi-wisata/gua-lain').expect(404);
    });

    it('refuses what cannot be, field by field, keeping what was typed', async () => {
      const { text } = await office
        .post('/lokasi-wisata', {
          name: 'X',
          kind: 'warung',
          wilayah: 'Entah',
          latitude: '-98',
          longitude: '',
          errorM: 'jauh',
        })
        .expect(422);
      for (const field of ['name', 'kind', 'wilayah', 'latitude', 'errorM'])
        expect(text).toContain(`href="#f-${field}"`);
      expect(words(text)).toContain('Tidak ada desa/kelurahan, kecamatan, kabupaten/kota yang namanya berawal "Entah"');
      expect(text).toContain('value="-98"');
      const none = await office.post('/lokasi-wisata', { ...place, name: 'Gua Tanpa', wilayah: '' }).expect(422);
      expect(words(none.text)).toContain('Isi desa, kecamatan, atau kabupaten');
      const province = await office.post('/lokasi-wisata', { ...place, name: 'Gua Luas', wilayah: '98' }).expect(422);
      expect(words(province.text)).toMatch(/bukan desa\/kelurahan, kecamatan, kabupaten/);
      const taken = await office.post('/lokasi-wisata', { ...place, name: 'Pantai Sini' }).expect(409);
      expect(words(taken.text)).toContain('Kode "pantai-sini" sudah dipakai');
      const reserved = await office.post('/lokasi-wisata', { ...place, name: 'Baru' }).expect(422);
      expect(reserved.text).toContain('href="#f-kode"');
    });

    it('changes a place; whoever was slower is shown what is stored now and saves over it knowingly', async () => {
      const [mine, theirs] = await Promise.all(
        [office, other].map(async ({ agent }) => (await agent.get('/lokasi-wisata/pantai-sini/ubah').expect(200)).text),
      );
      const filled = (html = ''): Record<string, string> => ({
        name: 'Pantai Sini',
        kind: 'pantai',
        wilayah: valueOf(html, 'wilayah'),
        latitude: valueOf(html, 'latitude'),
        longitude: valueOf(html, 'longitude'),
        confidence: 'perkiraan',
        version: valueOf(html, 'version'),
      });
      expect(filled(mine)).toMatchObject({
        wilayah: expect.stringContaining('98.01.01.2001, Desa Sini'),
        latitude: '-8.50000',
      });
      const office1 = { ...filled(mine), responsible: 'Dinas Pariwisata Contoh' };
      await office.post('/lokasi-wisata/pantai-sini', office1).expect(303);
      const late = await other.post('/lokasi-wisata/pantai-sini', { ...filled(theirs), opening: '06.00' }).expect(409);
      const said = words(late.text);
      expect(said).toContain(`sudah diubah oleh ${office.username}`);
      expect(said).toContain('Perangkat daerah yang bertanggung jawab Dinas Pariwisata Contoh (kosong)');
      expect(late.text).toContain('value="06.00"');
      const again = { ...filled(theirs), opening: '06.00', version: valueOf(late.text, 'version') };
      await other.post('/lokasi-wisata/pantai-sini', again).expect(303);
      const { text } = await auditor.agent.get('/lokasi-wisata/pantai-sini').expect(200);
      expect(words(text)).toContain('Perangkat daerah: Dinas Pariwisata Contoh → (kosong)');
    });

    it('puts a place away and takes it back', async () => {
      const version = async (): Promise<string> =>
        valueOf((await office.agent.get('/lokasi-wisata/gua-baru')).text, 'version');
      await office.post('/lokasi-wisata/gua-baru/keadaan', { version: await version(), state: 'arsip' }).expect(303);
      await auditor.agent.get('/wisata/gua-baru').expect(404);
      await office.post('/lokasi-wisata/gua-baru/keadaan', { version: '1', state: 'aktif' }).expect(303);
      await auditor.agent.get('/wisata/gua-baru').expect(404);
      await office.post('/lokasi-wisata/gua-baru/keadaan', { version: await version(), state: 'aktif' }).expect(303);
      const back = await auditor.agent.get('/wisata/gua-baru').expect(200);
      expect(words(back.text)).toContain('Gua Baru');
    });

    it('lists what the filter in the address asks for, and lets an auditor only look', async () => {
      const { text } = await auditor.agent.get('/lokasi-wisata?cari=gua&wilayah=98.02').expect(200);
      expect(words(text)).toContain('1 lokasi wisata sesuai saringan, dari 2');
      expect(text).toContain('/lokasi-wisata/gua-baru');
      expect(text).not.toContain('/lokasi-wisata/pantai-sini');
      expect(text).not.toContain('/lokasi-wisata/baru"');
      await auditor.post('/lokasi-wisata', place).expect(403);
      expect(words((await auditor.agent.get('/lokasi-wisata?cari=zzz')).text)).toContain(
        'Tidak ada lokasi yang sesuai',
      );
    });
  });

  describe('by list', () => {
    const bring = (file: Buffer) =>
      office.agent.post('/lokasi-wisata/impor').set('x-csrf-token', office.csrf).attach('berkas', file, 'lokasi.xlsx');
    const list = (rows: string[][]): Promise<Buffer> =>
      writeXlsx({
        sheets: [
          {
            name: 'Lokasi',
            columns: ['Nama', 'Jenis', 'Kode Wilayah', 'Lintang', 'Bujur'].map((heading) => ({
              heading,
              type: 'text',
            })),
            rows,
          },
        ],
      });

    it('names line, column and what to do, and takes none while one row is wrong', async () => {
      const { text } = await bring(
        await list([
          ['Danau Satu', 'Danau', 'Desa Sini, Kecamatan 98.01.01', '', ''],
          ['Danau Dua', 'Danau', '98.01.01.2001', '-8,5', '120'],
          ['Danau Tiga', 'Kolam', '98.01.01.2001', '-8,5', ''],
        ]),
      ).expect(422);
      const said = words(text);
      expect(said).toContain('Baris 2 Kode Wilayah');
      expect(said).toContain('Baris 4 Jenis Kolam Pilih jenis:');
      expect(said).toContain('Baris 4 Bujur');
      expect(said).not.toContain('Baris 3 ');
      expect(text).not.toContain('name="isi" value="" ');
      await auditor.agent.get('/lokasi-wisata/danau-dua').expect(404);
    });

    it('takes the mended list after its preview, and what went out changes nothing when it comes in', async () => {
      const preview = await bring(
        await list([
          ['Danau Satu', 'Danau', 'Desa Sini', '', ''],
          ['Danau Dua', 'Danau', '98.01.01', '-8,5', '120'],
        ]),
      ).expect(200);
      expect(words(preview.text)).toContain('2 lokasi akan ditambah dan 0 diubah');
      await auditor.agent.get('/lokasi-wisata/danau-dua').expect(404);
      await office.post('/lokasi-wisata/impor/terapkan', { isi: valueOf(preview.text, 'isi') }).expect(303);
      expect(words((await auditor.agent.get('/lokasi-wisata/danau-satu').expect(200)).text)).toContain('98.01.01.2001');
      const out = await office.agent.get('/lokasi-wisata/unduh.xlsx').responseType('blob').expect(200);
      expect(await readTable(out.body as Buffer)).toHaveLength(5);
      expect(words((await bring(out.body as Buffer).expect(200)).text)).toContain('Tidak ada yang perlu disimpan');
      const sample = await office.agent.get('/lokasi-wisata/contoh.xlsx').responseType('blob').expect(200);
      expect(await readTable(sample.body as Buffer)).toHaveLength(3);
    });
  });

  describe('by assignment', () => {
    let product: string;
    let maker: string;
    const path = '/lokasi-wisata/pantai-sini/penetapan';
    const from = { position: '1', validFrom: '2026-01-01', validUntil: '', reason: 'Nota dinas contoh' };
    const shown = async (): Promise<string[]> => {
      const { body } = await auditor.agent.get('/api/v1/wisata/pantai-sini/etalase?fields=name,step').expect(200);
      return (body as { data: { name: string; step: string }[] }).data.map(({ name, step }) => `${step} ${name}`);
    };

    beforeAll(async () => {
      const em = test.source.manager;
      maker = await anEnterprise(em, 'Kelompok Lontar');
      product = await aShownProduct(em, { name: 'Tenun Jauh', villages: ['98.02.01.2001'] });
      await aShownProduct(em, { name: 'Kopi Sana', villages: ['98.01.01.2002'] });
      await aShownProduct(em, { name: 'Gula Lontar', villages: ['98.02.01.2001'], makers: [maker] });
    });

    it('finds by part of a name, takes what is ticked with its period and reason, and shows it first', async () => {
      const found = await office.agent.get(`${path}/baru?apa=produk&cari=tenun`).expect(200);
      expect(found.text).toContain(`name="pilih-${product}"`);
      await office.post(path, { apa: 'produk', cari: 'tenun', [`pilih-${product}`]: '1', ...from }).expect(303);
      expect((await shown())[0]).toBe('ditetapkan Tenun Jauh');
      const village = { apa: 'desa', 'pilih-98.01.01.2002': '1', ...from, position: '2' };
      await office.post(path, village).expect(303);
      const makers = await office.agent.get(`${path}/baru?apa=usaha&cari=lontar`).expect(200);
      expect(makers.text).toContain(`name="pilih-${maker}"`);
      await office.post(path, { apa: 'usaha', [`pilih-${maker}`]: '1', ...from, position: '3' }).expect(303);
      expect(await shown()).toEqual(['ditetapkan Tenun Jauh', 'ditetapkan Kopi Sana', 'ditetapkan Gula Lontar']);
      const visitors = words((await test.browser().get('/wisata/pantai-sini').expect(200)).text);
      expect(visitors).toContain('Tenun Jauh');
    });

    it('is refused without a choice, a reason or a possible period, and twice at a time', async () => {
      const none = await office
        .post(path, { apa: 'produk', cari: 'tenun', ...from, validUntil: '2025-12-31', reason: '' })
        .expect(422);
      for (const field of ['chosen', 'validUntil', 'reason']) expect(none.text).toContain(`href="#f-${field}"`);
      const twice = await office
        .post(path, { apa: 'produk', cari: 'tenun', [`pilih-${product}`]: '1', ...from })
        .expect(409);
      expect(words(twice.text)).toContain('"Tenun Jauh" sudah ditetapkan di lokasi ini sejak 1 Januari 2026');
      expect(twice.text).toMatch(new RegExp(`name="pilih-${product}" value="1" checked`));
      const gone = await office.post(path, { apa: 'produk', 'pilih-999999': '1', ...from }).expect(422);
      expect(words(gone.text)).toContain('Yang dipilih tidak ada lagi');
    });

    it('is ended by its last day and withdrawn with a reason; the slower of two is told what is stored', async () => {
      const page = (await office.agent.get('/lokasi-wisata/pantai-sini')).text;
      const id = /penetapan\/(\d+)">Tenun Jauh/.exec(page)?.[1] ?? '';
      const version = valueOf((await office.agent.get(`${path}/${id}`).expect(200)).text, 'version');
      await office.post(`${path}/${id}`, { ...from, version, validUntil: '2026-02-01' }).expect(303);
      expect(await shown()).not.toContain('ditetapkan Tenun Jauh');
      const late = await other.post(`${path}/${id}`, { ...from, version, reason: 'Alasan lain' }).expect(409);
      expect(words(late.text)).toContain('1 Januari 2026 sampai 1 Februari 2026');
      expect(late.text).toContain('Alasan lain');
      const now = valueOf(late.text, 'version');
      await office.post(`${path}/${id}/cabut`, { version: now, why: '' }).expect(422);
      await office.post(`${path}/${id}/cabut`, { version: now, why: 'Salah lokasi' }).expect(303);
      expect(words((await auditor.agent.get('/lokasi-wisata/pantai-sini')).text)).toContain('Dicabut: Salah lokasi');
      // What was withdrawn may be assigned again from the same day.
      await office
        .post(path, { apa: 'produk', [`pilih-${product}`]: '1', ...from, validUntil: '2026-01-31' })
        .expect(303);
      await office.post('/lokasi-wisata/gua-baru/penetapan/1', { ...from, version: '1' }).expect(404);
    });
  });
});
