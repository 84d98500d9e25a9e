import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readXlsx } from 'hucre';
import type { OvopEntryViewDto, OvopImportDto } from '../../src/purchasing/ovop/ovop.dto.js';
import { ListingsService } from '../../src/catalogue/products/listings.service.js';
import { ProductService } from '../../src/catalogue/products/product.service.js';
import { CatalogueFollower } from '../../src/shared/catalogue-follower.js';
import { aListing, anEnterprise, aProduct } from '../factories/catalogue-links.js';
import { aPurchaseRow } from '../factories/feed-rows.js';
import { takeRows } from '../factories/spending.js';
import { someVillages } from '../factories/villages.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

describe('the OVOP list', () => {
  let test: TestApp;
  let staff: SignedIn;
  let auditor: SignedIn;

  beforeAll(async () => {
    test = await openTestApp();
    await takeRows(test.app, test.source, '1', [
      aPurchaseRow({ key: '1', name: 'Belanja kain tenun ikat', value: '1500000.00' }),
      aPurchaseRow({ key: '2', name: 'Belanja se i sapi', value: '250000.00' }),
    ]);
    staff = await test.signIn('biro-pbj');
    auditor = await test.signIn('auditor');
  });
  afterAll(() => test.close());

  const page = async (path: string, who = staff): Promise<string> => (await who.agent.get(path).expect(200)).text;
  const words = (html: string): string =>
    html
      .replace(/<[^>]+>/g, ' ')
      .replace(/&quot;/g, '"')
      .replace(/\s+/g, ' ');

  async function entries(): Promise<OvopEntryViewDto[]> {
    return (await auditor.agent.get('/api/v1/ovop-entries').expect(200)).body as OvopEntryViewDto[];
  }

  it('teaches while it is empty: what belongs here, a button, a sample file', async () => {
    const html = await page('/ovop');
    expect(words(html)).toContain('Daftar OVOP biro masih kosong');
    expect(html).toContain('href="/ovop/contoh.xlsx"');
    expect(html).toContain('href="/ovop/baru"');
    expect(words(await page('/ovop', auditor))).not.toContain('Tambah entri');
  });

  it('hands out a sample file that it takes itself, row by row', async () => {
    const sample = await staff.agent.get('/ovop/contoh.xlsx').responseType('blob').expect(200);
    const preview = await staff.agent
      .post('/api/v1/ovop-entries/import/preview')
      .set('x-csrf-token', staff.csrf)
      .attach('berkas', sample.body as Buffer, 'contoh.xlsx')
      .expect(200);
    expect(preview.body as OvopImportDto).toMatchObject({ applied: false, read: 8, added: 8, rejected: 0 });
  });

  it('keeps an entry from its form, marks the purchases at once and links to them', async () => {
    await staff
      .post('/ovop', { kind: 'kata', value: 'Tenun Ikat', label: 'Tenun ikat', village: 'Desa Contoh' })
      .expect(303);
    const [entry] = await entries();
    expect(entry).toMatchObject({ valueKey: 'tenun ikat', marks: { packages: 1, value: '1500000.00', mixed: '0.00' } });
    const html = await page('/ovop');
    expect(words(html)).toContain('1 entri berlaku hari ini');
    expect(html).toContain(`/belanja/paket?entri=${entry?.id}`);
    const marked = await page(`/belanja/paket?entri=${entry?.id}&tahun=semua`);
    expect(words(marked)).toContain(`ditandai entri OVOP nomor ${entry?.id}`);
    expect(words(marked)).toContain('1.500.000');
    expect(html).toContain(`id="entri-${entry?.id}"`);
  });

  it('shows the form again with what was typed and a link to each wrong field', async () => {
    const answer = await staff
      .post('/ovop', { kind: 'penyedia', scheme: '', value: '12', label: 'Anyaman contoh', validTo: '1999-01-01' })
      .expect(422);
    expect(answer.text).toContain('href="#f-scheme"');
    expect(answer.text).toContain('href="#f-validTo"');
    expect(answer.text).toContain('value="Anyaman contoh"');
    expect(await entries()).toHaveLength(1);
  });

  it('asks before it keeps a very short word, and says what the word would find', async () => {
    const answer = await staff.post('/ovop', { kind: 'kata', value: 'se' }).expect(422);
    expect(words(answer.text)).toContain('Kata ini cocok dengan 1 paket senilai Rp250.000');
    expect(await entries()).toHaveLength(1);
    await staff.post('/ovop', { kind: 'kata', value: 'se', yakin: '1' }).expect(303);
    expect(await entries()).toHaveLength(2);
  });

  it('only looks when asked what would match', async () => {
    const answer = await staff.post('/ovop', { kind: 'kata', value: 'sapi', aksi: 'periksa' }).expect(200);
    expect(words(answer.text)).toContain('"sapi" cocok dengan 1 paket (1 baris) dari 1 penyedia');
    expect(await entries()).toHaveLength(2);
  });

  it('ends an entry instead of deleting it while it marks purchases', async () => {
    const short = (await entries()).find((entry) => entry.valueKey === 'se');
    await staff.post(`/ovop/${short?.id}/hapus`, {}).expect(303);
    expect(await entries()).toHaveLength(2);
    await staff
      .post(`/ovop/${short?.id}`, { kind: 'kata', value: 'se', validTo: '2024-12-31', yakin: '1' })
      .expect(303);
    expect((await entries()).find((entry) => entry.id === short?.id)?.marks.packages).toBe(0);
    await staff.post(`/ovop/${short?.id}/hapus`, {}).expect(303);
    expect(await entries()).toHaveLength(1);
  });

  it('previews a list, then takes exactly what was previewed', async () => {
    const list = 'Jenis;Kode atau Kata;Nama Produk\nkata;tenun ikat;Tenun ikat\nkata;"madu; hutan";Madu hutan\n';
    const preview = await staff.agent
      .post(`/ovop/impor?_csrf=${encodeURIComponent(staff.csrf)}`)
      .attach('berkas', Buffer.from(list), 'daftar.csv')
      .expect(200);
    expect(words(preview.text)).toContain('2 baris dibaca: 1 baru, 1 berubah, 0 sama, 0 ditolak.');
    expect(await entries()).toHaveLength(1);
    const carried = /name="isi" value="([^"]+)"/.exec(preview.text)?.[1] ?? '';
    await staff.post('/ovop/impor/terapkan', { isi: carried }).expect(303);
    expect((await entries()).map((entry) => entry.valueKey)).toEqual(['madu hutan', 'tenun ikat']);
  });

  it('takes nothing of a list with a bad row, and names line, column, value and reason', async () => {
    const answer = await staff.agent
      .post(`/ovop/impor?_csrf=${encodeURIComponent(staff.csrf)}`)
      .attach('berkas', Buffer.from('Jenis;Kode atau Kata\nkata;kopi\nproduk v5;1,2E+12\n'), 'daftar.csv')
      .expect(422);
    expect(words(answer.text)).toContain('Baris 3 Kode atau Kata 1,2E+12 Kode "1,2E+12" kehilangan angkanya di Excel');
    expect(answer.text).not.toContain('action="/ovop/impor/terapkan"');
    expect(await entries()).toHaveLength(2);

    const problems = /name="isi" value="([^"]+)"/.exec(answer.text)?.[1] ?? '';
    const file = await staff.post('/daftar/masalah.xlsx', { isi: problems }).responseType('blob').expect(200);
    const [sheet] = (await readXlsx(file.body as Buffer)).sheets;
    expect(sheet?.rows[0]).toEqual(['Baris', 'Kolom', 'Isi', 'Alasan']);
    expect(sheet?.rows[1]?.slice(0, 3)).toEqual(['3', 'Kode atau Kata', '1,2E+12']);
    await staff.post('/daftar/masalah.xlsx', { isi: 'abc' }).expect(422);
  });

  it('exports what can be imported again without any change', async () => {
    const file = await auditor.agent.get('/ovop/unduh.xlsx').responseType('blob').expect(200);
    const book = await readXlsx(file.body as Buffer);
    expect(book.sheets[0]?.rows).toHaveLength(3);
    const again = await staff.agent
      .post('/api/v1/ovop-entries/import')
      .set('x-csrf-token', staff.csrf)
      .attach('berkas', file.body as Buffer, 'daftar-ovop.xlsx')
      .expect(200);
    expect(again.body as OvopImportDto).toMatchObject({ applied: true, read: 2, added: 0, changed: 0, unchanged: 2 });
  });

  it('lets an auditor read and change nothing', async () => {
    await auditor.agent.get('/ovop/baru').expect(403);
    await auditor.post('/ovop', { kind: 'kata', value: 'gerabah' }).expect(403);
    await auditor.agent
      .post('/api/v1/ovop-entries')
      .set('x-csrf-token', auditor.csrf)
      .send({ kind: 'kata', value: 'gerabah' })
      .expect(403);
    await auditor.agent
      .post('/api/v1/ovop-entries/matches')
      .set('x-csrf-token', auditor.csrf)
      .send({ kind: 'kata', value: 'tenun' })
      .expect(200);
    expect(await entries()).toHaveLength(2);
  });

  it('answers the API with a stable code and the fields that are wrong', async () => {
    const answer = await staff.agent
      .post('/api/v1/ovop-entries')
      .set('x-csrf-token', staff.csrf)
      .send({ kind: 'penyedia', value: '12' })
      .expect(422);
    expect(answer.body).toMatchObject({ code: 'ovop.invalid', status: 422 });
    await staff.agent
      .post('/api/v1/ovop-entries')
      .set('x-csrf-token', staff.csrf)
      .send({ kind: 'kata', value: 'TENUN ikat' })
      .expect(409);
    await staff.agent.get('/api/v1/ovop-entries/999999').expect(404);
    await staff.agent.get('/api/v1/ovop-entries/abc').expect(404);
  });

  it('shows apart what comes from the catalogue, and follows when a key is marked and when that is taken back', async () => {
    await takeRows(test.app, test.source, '2', [
      aPurchaseRow({ key: '7', source: 'v6', supplierKey: '88', productIds: ['p1'], value: '2000.00' }),
      aPurchaseRow({ key: '8', source: 'v6', supplierKey: '89', productIds: ['p1', 'x'], value: '500.00' }),
    ]);
    const product = await aProduct(test.source, 'Tenun Contoh');
    await aListing(test.source, product, 'v6', 'p1');
    await anEnterprise(test.source, 'Kelompok Contoh', [{ scheme: 'v6', key: '88' }]);
    await test.source.transaction((tx) => test.app.get(CatalogueFollower).linksChanged(tx));

    const html = await page('/ovop/katalog');
    expect(words(html)).toContain('1 entri datang dari katalog');
    expect(html).toContain(`href="/katalog/${product}"`);
    const ref = /id="entri-(produk-\d+)"/.exec(html)?.[1] ?? '';
    expect(words(await page(`/belanja/paket?entri=${ref}&tahun=semua`))).toContain('2.000');

    expect(words((await staff.post('/ovop/katalog/penyedia', { scheme: 'v6', key: '99' }).expect(422)).text)).toContain(
      'belum dimiliki pelaku usaha mana pun',
    );
    await staff.post('/ovop/katalog/penyedia', { scheme: 'v6', key: '088', aksi: 'tandai' }).expect(303);
    expect(words(await page('/ovop/katalog'))).toContain('Kelompok Contoh');
    // A supplier that sells nothing else comes before the product in v6: the order is marked by the key.
    const listed = await auditor.agent.get('/api/v1/ovop-entries/catalogue?origin=penyedia').expect(200);
    expect(listed.body).toMatchObject({
      total: 1,
      items: [{ kind: 'penyedia', scheme: 'v6', value: '88', marks: { packages: 1, value: '2000.00' } }],
    });
    await auditor.post('/ovop/katalog/penyedia', { scheme: 'v6', key: '88', aksi: 'lepas' }).expect(403);
    await staff.agent
      .put('/api/v1/ovop-entries/suppliers')
      .set('x-csrf-token', staff.csrf)
      .send({ scheme: 'v6', key: '88', marks: false })
      .expect(200);
    expect((await auditor.agent.get('/api/v1/ovop-entries/catalogue?origin=penyedia').expect(200)).body).toMatchObject({
      total: 0,
    });
  });

  it("says who bought a product, and that an order of several products is nobody's share", async () => {
    const [product] = (await test.source.query(`select id::text from product where name = 'Tenun Contoh'`)) as {
      id: string;
    }[];
    const answer = await auditor.agent.get(`/api/v1/products/${product?.id}/purchases`).expect(200);
    const figures = {
      committed: { packages: 1, value: '2000.00' },
      completed: { packages: 1, value: '2000.00' },
      shared: { packages: 1, value: '500.00' },
      others: 0,
    };
    expect(answer.body).toMatchObject({
      product: { name: 'Tenun Contoh' },
      rows: [{ year: 2025, perangkatDaerah: { id: 'unmapped', name: 'Belum dipetakan' }, ...figures }],
      years: [{ year: 2025, ...figures }],
      total: figures,
    });
    await auditor.agent.get('/api/v1/products/999999/purchases').expect(404);
    const own = await page(`/belanja/paket?produk=${product?.id}&bagian=sendiri&tahun=semua`);
    expect(words(own)).toContain('produk katalog nomor');
    expect(words(own)).toContain('1 paket senilai Rp2.000');
    const shown = (await auditor.agent.get(`/katalog/${product?.id}-tenun-contoh`).expect(200)).text;
    expect(words(shown)).toContain('Siapa membelinya');
    expect(shown).toContain(`/belanja/paket?produk=${product?.id}&amp;bagian=sendiri`);
    const stranger = (await test.browser().get(`/katalog/${product?.id}-tenun-contoh`).expect(200)).text;
    expect(words(stranger)).not.toContain('Siapa membelinya');
  });

  it('follows in the same step when a product is verified, listed, delisted and put aside through the catalogue', async () => {
    const { otan } = await someVillages(test.source);
    await takeRows(test.app, test.source, '3', [
      aPurchaseRow({ key: '21', productIds: ['9001'], value: '70.00', orderedOn: '2025-03-10' }),
    ]);
    const marked = async (): Promise<unknown[]> =>
      test.source.query(`select m.origin, m.product_id::text as product from ovop_mark m
        join purchase_line l on l.id = m.line_id where l.product_ids = '{9001}'`);
    const service = test.app.get(ProductService);
    const made = await service.create(
      { name: 'Anyaman Contoh', groupCode: 'anyaman', villages: [{ code: otan, isFlagship: false }] },
      'penguji',
    );
    await test.app.get(ListingsService).add(made.id, { platform: 'v5', externalId: '09001' }, 'penguji');
    expect(await marked()).toEqual([]);
    const shown = await service.setState(made.id, made.version, 'tayang', 'penguji');
    const verified = await service.setVerified(made.id, shown.version, '2026-01-02', 'Petugas', 'penguji');
    expect(await marked()).toEqual([{ origin: 'produk', product: made.id }]);
    const archived = await service.setState(made.id, verified.version, 'arsip', 'penguji');
    // What was bought before the day on which it was put aside stays.
    expect(await marked()).toEqual([{ origin: 'produk', product: made.id }]);
    const back = await service.setState(made.id, archived.version, 'draf', 'penguji');
    expect(await marked()).toEqual([]);
    expect(back.state).toBe('draf');
  });
});
