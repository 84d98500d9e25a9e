import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readTable } from '../../src/shared/spreadsheet-reader.js';
import { writeXlsx } from '../../src/shared/spreadsheet.js';
import { rows as sqlRows } from '../../src/shared/sql.js';
import { anEnterprise, aVillage } from '../factories/catalogue.js';
import { aShownProduct, aWisataPlace } from '../factories/etalase.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

const words = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ');
const valueOf = (html: string, name: string): string =>
  new RegExp(`name="${name}"[^>]*? value="([^"]*)"`).exec(html)?.[1] ?? '';

const HEAD = ['Kode Tempat', 'Produk', 'Desa', 'Pelaku Usaha', 'Urutan', 'Sejak', 'Sampai', 'Catatan'];

describe('a list of products that are assigned to tourism places', () => {
  let test: TestApp;
  let office: SignedIn;
  let auditor: SignedIn;
  let loom: string;
  let coffee: string;
  let draft: string;
  let maker: string;

  const list = (rows: string[][], head: readonly string[] = HEAD): Promise<Buffer> =>
    writeXlsx({
      sheets: [{ name: 'Penetapan', columns: head.map((heading) => ({ heading, type: 'text' })), rows }],
    });
  const bring = (file: Buffer, name = 'penetapan.xlsx') =>
    office.agent.post('/lokasi-wisata/penetapan/impor').set('x-csrf-token', office.csrf).attach('berkas', file, name);
  /** What is on file: place, thing, position, days, reason, version. */
  const onFile = async (): Promise<string[]> =>
    (
      await sqlRows<{ line: string }>(
        test.source.manager,
        `select concat_ws(' | ', p.kode, coalesce(x.name, a.wilayah_code, e.name), a.position, a.valid_from, a.valid_until,
           a.reason, 'v' || a.version) as line
         from etalase_assignment a join wisata_place p on p.id = a.place_id left join product x on x.id = a.product_id
         left join enterprise e on e.id = a.enterprise_id where a.withdrawn_at is null
         order by p.kode, a.position, a.id`,
      )
    ).map(({ line }) => line);

  beforeAll(async () => {
    test = await openTestApp();
    [office, auditor] = [await test.signIn('dinas-pariwisata'), await test.signIn('auditor')];
    const em = test.source.manager;
    await aVillage(em, '98.01.01.2001', 'Sini');
    await aVillage(em, '98.01.01.2002', 'Sana');
    await aVillage(em, '98.02.01.2001', 'Sana', { regency: 'Tetangga' });
    await aWisataPlace(em, { name: 'Pantai Sini', wilayah: '98.01.01.2001', at: [-8.5, 120] });
    await aWisataPlace(em, { name: 'Gua Sini', wilayah: '98.01.01', kind: 'gua' });
    maker = await anEnterprise(em, 'Kelompok Lontar');
    loom = await aShownProduct(em, { name: 'Tenun Jauh', villages: ['98.02.01.2001'] });
    coffee = await aShownProduct(em, { name: 'Kopi Sana', villages: ['98.01.01.2002'] });
    draft = await aShownProduct(em, { name: 'Madu Draf', villages: ['98.01.01.2002'], state: 'draf' });
    await aShownProduct(em, { name: 'Gula Lontar', villages: ['98.02.01.2001'], makers: [maker] });
  });
  afterAll(() => test.close());

  it('names line, column and what to do for each wrong cell, and writes nothing while one row is wrong', async () => {
    const { text } = await bring(
      await list([
        ['pantai-sini', loom, '', '', '1', '2026-01-01', '', 'Nota dinas contoh'],
        ['pantai-mana', loom, '', '', '1', '2026-01-01', '', 'Nota dinas contoh'],
        ['pantai-sini', '987654', '', '', '1', '2026-01-01', '', 'Nota dinas contoh'],
        ['pantai-sini', '', 'Sana', '', '2', '2026-01-01', '', 'Nota dinas contoh'],
        ['pantai-sini', '', '', 'Kelompok Entah', '2', '2026-01-01', '', 'Nota dinas contoh'],
        ['pantai-sini', '', '', '', '2', '2026-01-01', '', 'Nota dinas contoh'],
        ['pantai-sini', coffee, 'Sini', '', '2', '2026-01-01', '', 'Nota dinas contoh'],
        ['pantai-sini', coffee, '', '', '0', '31/02/2026', '2025-01-01', ''],
        ['pantai-sini', coffee, '', '', '0', '2026-02-01', '2025-01-01', ''],
        ['pantai-sini', loom, '', '', '2', '2026-05-01', '', 'Masa yang bertindihan'],
      ]),
    ).expect(422);
    const said = words(text);
    expect(said).toContain('Tidak ada yang disimpan');
    for (const sentence of [
      'Baris 3 Kode Tempat pantai-mana Tidak ada lokasi wisata berkode "pantai-mana". Kodenya ada dalam unduhan',
      'Baris 4 Produk 987654 Tidak ada produk nomor 987654.',
      'Baris 5 Desa Sana "Sana" ada 2:',
      'Baris 6 Pelaku Usaha Kelompok Entah Pelaku usaha "Kelompok Entah" tidak ada.',
      'Baris 7 Produk (kosong) Isi nomor produk',
      'Baris 8 Desa Sini Isi hanya satu dari Produk, Desa, dan Pelaku Usaha',
      'Baris 9 Sejak 31/02/2026 Bukan tanggal',
      'Baris 10 Urutan 0 Urutan, bilangan bulat dari 1 sampai 999',
      'Baris 10 Sampai 2025-01-01 Tanggal akhir tidak boleh sebelum tanggal mulai',
      'Baris 10 Alasan (kosong) Isi alasannya',
      'Baris 11 Sejak 2026-05-01 "Tenun Jauh" ditetapkan juga pada baris 2, sejak 1 Januari 2026.',
    ])
      expect(said).toContain(sentence);
    expect(said).not.toContain('Baris 2 ');
    expect(await onFile()).toEqual([]);
    const none = await bring(await list([['pantai-sini', '1']], ['Kode Tempat', 'Barang'])).expect(422);
    expect(words(none.text)).toContain('Kolom "Produk" tidak ditemukan');
  });

  it('shows what would change, writes it only when told so, and visitors see it first', async () => {
    const preview = await bring(
      await list([
        ['pantai-sini', loom, '', '', '1', '01/01/2026', '31 Desember 2099', 'Nota dinas contoh'],
        ['PANTAI-SINI', '', '98.01.01.2002', '', '', '', '', 'Desa tetangga'],
        ['pantai-sini', '', '', 'Kelompok Lontar', '', '2026-01-01', '', 'Pengrajin dermaga'],
        ['gua-sini', 'Madu Draf', '', '', '', '2026-01-01', '', 'Nota dinas contoh'],
      ]),
    ).expect(200);
    const said = words(preview.text);
    expect(said).toContain('4 penetapan akan ditambah dan 0 diubah');
    expect(said).toContain('1 produk yang ditetapkan belum tampil bagi pengunjung');
    expect(await onFile()).toEqual([]);
    const isi = valueOf(preview.text, 'isi');
    await auditor.post('/lokasi-wisata/penetapan/impor/terapkan', { isi }).expect(403);
    await office.post('/lokasi-wisata/penetapan/impor/terapkan', { isi }).expect(303);
    const [day] = await sqlRows<{ day: string }>(
      test.source.manager,
      `select valid_from::text as day from etalase_assignment where wilayah_code is not null`,
    );
    expect(await onFile()).toEqual([
      'gua-sini | Madu Draf | 1 | 2026-01-01 | Nota dinas contoh | v1',
      'pantai-sini | Tenun Jauh | 1 | 2026-01-01 | 2099-12-31 | Nota dinas contoh | v1',
      `pantai-sini | 98.01.01.2002 | 2 | ${day?.day} | Desa tetangga | v1`,
      'pantai-sini | Kelompok Lontar | 3 | 2026-01-01 | Pengrajin dermaga | v1',
    ]);
    const { body } = await auditor.agent.get('/api/v1/wisata/pantai-sini/etalase?fields=name,step').expect(200);
    expect((body as { data: { name: string; step: string }[] }).data.slice(0, 3)).toEqual([
      expect.objectContaining({ name: 'Tenun Jauh', step: 'ditetapkan' }),
      expect.objectContaining({ name: 'Kopi Sana', step: 'ditetapkan' }),
      expect.objectContaining({ name: 'Gula Lontar', step: 'ditetapkan' }),
    ]);
  });

  it.each(['xlsx', 'csv'])('comes in again as it went out (%s) and changes nothing', async (format) => {
    const before = await onFile();
    const out = await office.agent.get(`/lokasi-wisata/penetapan/unduh.${format}`).responseType('blob').expect(200);
    expect(await readTable(out.body as Buffer)).toHaveLength(5);
    const again = await bring(out.body as Buffer, `penetapan.${format}`).expect(200);
    expect(words(again.text)).toContain('Tidak ada yang perlu disimpan');
    expect(await onFile()).toEqual(before);
    const sample = await office.agent.get(`/lokasi-wisata/penetapan/contoh.${format}`).responseType('blob').expect(200);
    const [heads] = await readTable(sample.body as Buffer);
    expect(heads?.cells.slice(0, 3)).toEqual(['Kode Tempat', 'Nama Tempat', 'Produk']);
  });

  it('changes the assignment of the same day and leaves what an empty cell or the list does not say', async () => {
    const upload = (file: Buffer, path: string) =>
      office.agent.post(path).set('x-csrf-token', office.csrf).attach('berkas', file, 'penetapan.xlsx');
    const file = await list([
      ['pantai-sini', loom, '', '', '7', '2026-01-01', '-', ''],
      ['gua-sini', draft, '', '', '', '', '2026-01-31', ''],
    ]);
    const asked = await upload(file, '/api/v1/etalase/assignments/import/preview').expect(200);
    expect(asked.body).toMatchObject({ applied: false, read: 2, added: 0, changed: 2, rejected: 0, notShown: 0 });
    const taken = await upload(file, '/api/v1/etalase/assignments/import').expect(200);
    expect(taken.body).toMatchObject({ applied: true, changed: 2 });
    expect(await onFile()).toEqual([
      'gua-sini | Madu Draf | 1 | 2026-01-01 | 2026-01-31 | Nota dinas contoh | v2',
      expect.stringContaining('pantai-sini | 98.01.01.2002 | 2 |'),
      'pantai-sini | Kelompok Lontar | 3 | 2026-01-01 | Pengrajin dermaga | v1',
      'pantai-sini | Tenun Jauh | 7 | 2026-01-01 | Nota dinas contoh | v2',
    ]);
    const page = words((await auditor.agent.get('/lokasi-wisata/pantai-sini').expect(200)).text);
    expect(page).toContain('Urutan: 1 → 7');
  });

  it('refuses a time that overlaps what is on file, unless the list also ends that', async () => {
    const next = ['pantai-sini', loom, '', '', '1', '2027-01-01', '', 'Tahun berikutnya'];
    const refused = await bring(await list([next])).expect(422);
    expect(words(refused.text)).toContain(
      '"Tenun Jauh" sudah ditetapkan di tempat ini sejak 1 Januari 2026. Tulis tanggal mulai itu untuk mengubahnya',
    );
    const ended = ['pantai-sini', loom, '', '', '', '2026-01-01', '2026-12-31', ''];
    const preview = await bring(await list([next, ended])).expect(200);
    await office.post('/lokasi-wisata/penetapan/impor/terapkan', { isi: valueOf(preview.text, 'isi') }).expect(303);
    expect((await onFile()).filter((line) => line.includes('Tenun Jauh'))).toEqual([
      'pantai-sini | Tenun Jauh | 1 | 2027-01-01 | Tahun berikutnya | v1',
      'pantai-sini | Tenun Jauh | 7 | 2026-01-01 | 2026-12-31 | Nota dinas contoh | v3',
    ]);
  });

  it('is refused as a whole when somebody assigned the same between preview and saving', async () => {
    const preview = await bring(
      await list([
        ['gua-sini', coffee, '', '', '2', '2026-03-01', '', 'Nota dinas contoh'],
        ['gua-sini', loom, '', '', '3', '2026-03-01', '', 'Nota dinas contoh'],
      ]),
    ).expect(200);
    await office
      .post('/lokasi-wisata/gua-sini/penetapan', {
        apa: 'produk',
        [`pilih-${coffee}`]: '1',
        position: '1',
        validFrom: '2026-02-01',
        validUntil: '',
        reason: 'Lebih dahulu',
      })
      .expect(303);
    const late = await office
      .post('/lokasi-wisata/penetapan/impor/terapkan', { isi: valueOf(preview.text, 'isi') })
      .expect(422);
    expect(words(late.text)).toContain('"Kopi Sana" sudah ditetapkan di tempat ini sejak 1 Februari 2026');
    expect((await onFile()).filter((line) => line.startsWith('gua-sini') && line.includes('Tenun'))).toEqual([]);
  });

  it('takes a product whose number and name do not belong together for a row that has slipped', async () => {
    const { text } = await bring(
      await list(
        [['gua-sini', 'Pantai Sini', loom, 'Kopi Sana', 'Nota dinas contoh']],
        ['Kode Tempat', 'Nama Tempat', 'Produk', 'Nama Produk', 'Alasan'],
      ),
    ).expect(422);
    const said = words(text);
    expect(said).toContain('Kode "gua-sini" ialah Gua Sini.');
    expect(said).toContain(`Produk nomor ${loom} bernama "Tenun Jauh".`);
  });
});
