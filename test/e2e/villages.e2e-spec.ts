import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readXlsx } from 'hucre';
import type { CoverageDto, MatrixDto } from '../../src/catalogue/villages/coverage.dto.js';
import type { PotentialPageDto, VillageDto } from '../../src/catalogue/villages/villages.dto.js';
import type { ListImportDto } from '../../src/shared/list-import.dto.js';
import { anEnterpriseAt, aVillageProduct, someGroups, someVillages, VILLAGES } from '../factories/villages.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

describe('the map of the villages', () => {
  let test: TestApp;
  let dinas: SignedIn;
  let other: SignedIn;
  let auditor: SignedIn;

  beforeAll(async () => {
    test = await openTestApp();
    await someVillages(test.source);
    await someGroups(test.source);
    const maker = await anEnterpriseAt(test.source, VILLAGES.bokonusan, 'Kelompok Contoh');
    await aVillageProduct(test.source, {
      name: 'Garam halus',
      villages: [VILLAGES.bokonusan],
      verifiedOn: '2026-01-02',
      makers: [maker],
    });
    dinas = await test.signIn('dinas-pembina');
    other = await test.signIn('biro-pbj');
    auditor = await test.signIn('auditor');
  });
  afterAll(() => test.close());

  const page = async (path: string, who = dinas): Promise<string> => (await who.agent.get(path).expect(200)).text;
  const words = (html: string): string =>
    html
      .replace(/<[^>]+>/g, ' ')
      .replace(/&quot;/g, '"')
      .replace(/\s+/g, ' ');
  const potentials = async (code: string): Promise<VillageDto['potentials']> =>
    ((await auditor.agent.get(`/api/v1/villages/${code}`).expect(200)).body as VillageDto).potentials;
  const upload = (path: string, file: Buffer, name: string, who = dinas) =>
    who.agent.post(`${path}?_csrf=${encodeURIComponent(who.csrf)}`).attach('berkas', file, name);

  it('shows every kabupaten with sums, both denominators, definitions with their version and the source of the regions', async () => {
    const html = await page('/desa');
    const said = words(html);
    expect(said).toContain('1 dari 10 desa dan kelurahan sudah terpetakan.');
    expect(said).toContain(
      'Produk terverifikasi ada di 1 dari 5 desa (20,0 %); bila kelurahan ikut dihitung, di 1 dari 10 (10,0 %).',
    );
    expect(said).toContain('Kota Kupang 0 2');
    expect(said).toContain('tidak berlaku');
    expect(said).toContain('Desa terpetakan (D01 versi 1)');
    expect(said).toContain('Open Database License');
    expect(html).toContain('href="/definisi#desa-produk-terverifikasi"');
    expect(words(await page('/definisi'))).toContain('Pangsa desa dengan produk terverifikasi');
  });

  it('leads from kabupaten to kecamatan to a village, and back by crumbs', async () => {
    expect(await page('/desa')).toContain('href="/desa/53.01"');
    expect(await page('/desa/53.01')).toContain('href="/desa/53.01.04"');
    const district = await page('/desa/53.01.04');
    expect(district).toContain(`href="/desa/${VILLAGES.bokonusan}"`);
    expect(district).toContain('href="/desa/53.01.04/matriks"');
    const village = await page(`/desa/${VILLAGES.bokonusan}`);
    expect(village).toContain('href="/desa/53.01.04"');
    expect(words(village)).toContain('Desa Bokonusan, Kecamatan Semau, Kabupaten Kupang');
    expect(words(village)).toContain('Garam halus Makanan dan minuman Tayang 2 Januari 2026');
    expect(village).toMatch(/href="\/katalog\/\d+">Garam halus/);
    expect(words(village)).toContain('Kelompok Contoh Garam halus Di desa ini');
    await dinas.agent.get('/desa/5301').expect(404);
    await dinas.agent.get('/desa/53.99').expect(404);
  });

  it('leads from each count to the list that it counts, and from a maker to their page', async () => {
    const html = await page('/desa');
    const products = /href="(\/produk\?tempat=53\.01)">1</.exec(html)?.[1] ?? 'none';
    const enterprises = /href="(\/usaha\?wilayah=53\.01)">1</.exec(html)?.[1] ?? 'none';
    expect(words(await page(products))).toContain('Garam halus');
    expect(words(await page(enterprises))).toContain('Kelompok Contoh');
    expect(html).not.toContain('/produk?tempat=53.71');
    const [maker] = /\/usaha\/\d+(?=">Kelompok Contoh)/.exec(await page(`/desa/${VILLAGES.bokonusan}`)) ?? [];
    expect(words(await page(maker ?? 'none'))).toContain('Kelompok Contoh');
  });

  it('finds a village by the beginning of its name, with the code that lists ask for', async () => {
    expect(words(await page('/desa/cari?teks=boko'))).toContain(
      'Desa Bokonusan 53.01.04.2003 Desa Bokonusan, Kecamatan Semau',
    );
    expect(words(await page('/desa/cari?teks=xyz'))).toContain(
      'Tidak ada wilayah yang nama atau kodenya berawal "xyz"',
    );
  });

  it('keeps a potential from its form, and shows the form again with what was typed when something is wrong', async () => {
    const wrong = await dinas
      .post(`/desa/${VILLAGES.otan}/potensi`, { productKind: '', enterprises: 'banyak', rawMaterial: 'Daun lontar' })
      .expect(422);
    expect(wrong.text).toContain('href="#f-productKind"');
    expect(wrong.text).toContain('href="#f-enterprises"');
    expect(wrong.text).toContain('value="Daun lontar"');
    await dinas
      .post(`/desa/${VILLAGES.otan}/potensi`, { productKind: 'Anyaman lontar', isFlagship: '1', enterprises: '7' })
      .expect(303);
    expect((await potentials(VILLAGES.otan))[0]).toMatchObject({
      productKind: 'Anyaman lontar',
      isFlagship: true,
      enterprises: 7,
    });
    expect(words(await page(`/desa/${VILLAGES.otan}`))).toContain('Produk unggulannya Anyaman lontar.');
  });

  it('tells whoever saves late who changed what, keeps what they typed, and lets them save over it knowingly', async () => {
    const [{ id } = { id: '' }] = await potentials(VILLAGES.otan);
    const form = await page(`/desa/${VILLAGES.otan}/potensi/${id}`);
    const version = /name="version" value="(\d+)"/.exec(form)?.[1] ?? '';
    const fields = { productKind: 'Anyaman lontar', isFlagship: '1', version };
    await other.post(`/desa/${VILLAGES.otan}/potensi/${id}`, { ...fields, enterprises: '9' }).expect(303);
    const late = await dinas.post(`/desa/${VILLAGES.otan}/potensi/${id}`, { ...fields, enterprises: '12' }).expect(422);
    expect(words(late.text)).toContain(`sudah diubah ${other.username} pada`);
    expect(words(late.text)).toContain('jumlah usaha dari "7" menjadi "9"');
    expect(late.text).toMatch(/name="enterprises"[^>]*value="12"/);
    expect((await potentials(VILLAGES.otan))[0]?.enterprises).toBe(9);
    const again = /name="version" value="(\d+)"/.exec(late.text)?.[1] ?? '';
    await dinas
      .post(`/desa/${VILLAGES.otan}/potensi/${id}`, { ...fields, enterprises: '12', version: again })
      .expect(303);
    expect((await potentials(VILLAGES.otan))[0]?.enterprises).toBe(12);
  });

  it('takes the sample file that it hands out, once, and the second time it changes nothing', async () => {
    const sample = await dinas.agent.get('/desa/potensi/contoh.xlsx').responseType('blob').expect(200);
    const take = async (): Promise<ListImportDto> =>
      (
        await dinas.agent
          .post('/api/v1/village-potentials/import')
          .set('x-csrf-token', dinas.csrf)
          .attach('berkas', sample.body as Buffer, 'contoh.xlsx')
          .expect(200)
      ).body as ListImportDto;
    expect(await take()).toMatchObject({ applied: true, read: 4, added: 3, changed: 1, rejected: 0 });
    expect(await take()).toMatchObject({ applied: true, read: 4, unchanged: 4 });
  });

  it('shows on the page which rows of a list are wrong and why, and takes the mended list after a preview', async () => {
    const head = 'Kabupaten/Kota;Kecamatan;Desa/Kelurahan;Jenis Produk;Jumlah Usaha\n';
    const bad = await upload(
      '/desa/potensi/impor',
      Buffer.from(`${head}Kupang;Semau;Uitau;Rumput laut;5\n`),
      'a.csv',
    ).expect(422);
    expect(words(bad.text)).toContain('Baris 2 Desa/Kelurahan Uitau Desa atau kelurahan "Uitau" tidak ada');
    expect(words(bad.text)).toContain('Yang ada: Desa Uitao');
    const good = await upload(
      '/desa/potensi/impor',
      Buffer.from(`${head}Kupang;Semau;Uitao;Rumput laut;5\n`),
      'a.csv',
    ).expect(200);
    expect(words(good.text)).toContain('1 baris dibaca: 1 baru, 0 berubah, 0 sama, 0 ditolak.');
    const carried = /name="isi" value="([^"]+)"/.exec(good.text)?.[1] ?? '';
    await dinas.post('/desa/potensi/impor/terapkan', { isi: carried }).expect(303);
    expect((await potentials(VILLAGES.uitao))[0]).toMatchObject({ productKind: 'Rumput laut', enterprises: 5 });
  });

  it('gives the list out as XLSX, CSV and JSON; what goes out comes in again without a change', async () => {
    const file = await auditor.agent.get('/desa/potensi/unduh.xlsx?wilayah=53.01.04').responseType('blob').expect(200);
    const again = await dinas.agent
      .post('/api/v1/village-potentials/import/preview')
      .set('x-csrf-token', dinas.csrf)
      .attach('berkas', file.body as Buffer, 'potensi.xlsx')
      .expect(200);
    expect(again.body as ListImportDto).toMatchObject({ read: 3, unchanged: 3, rejected: 0 });
    expect((await auditor.agent.get('/desa/potensi/unduh.csv').expect(200)).text).toContain('Rumput laut');
    const json = await auditor.agent.get('/desa/potensi/unduh.json').expect(200);
    expect((json.body as { items: unknown[] }).items).toHaveLength(5);
    const found = await auditor.agent.get('/api/v1/village-potentials?within=53.01.04&flagship=ya').expect(200);
    expect((found.body as PotentialPageDto).items.map(({ productKind }) => productKind)).toEqual([
      'Garam rakyat',
      'Anyaman lontar',
    ]);
    expect(words(await page('/desa/potensi?cari=rumput'))).toContain('1 potensi sesuai saringan');
    await auditor.agent.get('/desa/potensi/unduh.pdf').expect(404);
  });

  it('gives the coverage out with its definitions, and the matrix with sums both ways', async () => {
    const file = await auditor.agent.get('/desa/unduh.xlsx').responseType('blob').expect(200);
    const book = await readXlsx(file.body as Buffer);
    expect(book.sheets.map(({ name }) => name)).toEqual(['Cakupan', 'Definisi']);
    expect(book.sheets[0]?.rows.at(-1)?.slice(0, 6)).toEqual([null, 'Jumlah', 5, 5, 3, 2]);
    const api = (await auditor.agent.get('/api/v1/coverage').expect(200)).body as CoverageDto;
    expect(api.total.verifiedOfDesa).toEqual({ part: 1, whole: 5, percent: '20.0' });
    expect(api.definitions.map(({ code, version }) => `${code}v${version}`)).toContain('D02v1');
    expect(api.rows.find(({ code }) => code === '53.71')?.verifiedOfDesa.percent).toBeNull();
    const matrix = words(await page('/desa/53.01.04/matriks'));
    expect(matrix).toContain('Bokonusan Otan Uitao Jumlah');
    // Of Garam halus one maker is on file there.
    expect(matrix).toContain('Jumlah 13 7 5 25');
    const sheet = await readXlsx(
      (await auditor.agent.get('/desa/53.01.04/matriks.xlsx').responseType('blob').expect(200)).body as Buffer,
    );
    expect(sheet.sheets[0]?.rows.at(-1)).toEqual(['Jumlah', '13', '7', '5', '25']);
    expect((await auditor.agent.get('/api/v1/coverage/matrix/53.01.04').expect(200)).body as MatrixDto).toMatchObject({
      total: { count: 25, unknown: 0 },
    });
  });

  it('records the steps in their order, and withdraws the last one with a reason', async () => {
    const path = `/desa/${VILLAGES.otan}/langkah`;
    const step = { doneOn: '2026-03-01', office: 'Dinas PMD Kabupaten Kupang', person: 'Nama Contoh' };
    const early = await dinas.post(path, { ...step, step: 'validasi' }).expect(422);
    expect(words(early.text)).toContain('Validasi belum dapat dicatat: usulan belum ada');
    const empty = await dinas.post(path, { ...step, step: 'usulan', person: '' }).expect(422);
    expect(empty.text).toContain('href="#f-person"');
    expect(empty.text).toContain('value="Dinas PMD Kabupaten Kupang"');
    await dinas.post(path, { ...step, step: 'usulan' }).expect(303);
    const html = await page(`/desa/${VILLAGES.otan}`);
    expect(words(html)).toContain('Usulan 1 Maret 2026 Dinas PMD Kabupaten Kupang Nama Contoh');
    const withdraw = /action="(\/desa\/[\d.]+\/langkah\/\d+\/tarik)"/.exec(html)?.[1] ?? '';
    expect(words((await dinas.post(withdraw, { why: '' }).expect(422)).text)).toContain('Tulis alasannya');
    await dinas.post(withdraw, { why: 'Salah mencatat desa' }).expect(303);
    expect(words(await page(`/desa/${VILLAGES.otan}`))).toContain('Salah mencatat desa');
  });

  it('lets those who only read change nothing, and hides the forms from them', async () => {
    const html = await page(`/desa/${VILLAGES.otan}`, auditor);
    expect(words(html)).not.toContain('Tambah potensi');
    expect(html).not.toContain('/langkah"');
    await auditor.post(`/desa/${VILLAGES.otan}/potensi`, { productKind: 'Madu' }).expect(403);
    await auditor.agent.get('/desa/potensi/impor').expect(403);
  });

  it('stays light: no page of it is over 60 KB', async () => {
    for (const path of ['/desa', '/desa/53.01.04', `/desa/${VILLAGES.otan}`, '/desa/potensi', '/desa/53.01.04/matriks'])
      expect((await page(path)).length).toBeLessThan(60_000);
  });
});
