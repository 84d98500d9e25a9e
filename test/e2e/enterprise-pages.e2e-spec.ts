import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readXlsx } from 'hucre';
import { aPurchaseRow } from '../factories/feed-rows.js';
import { takeRows } from '../factories/spending.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

const DESA = '53.71.01.1001';

describe('the pages of enterprises', () => {
  let test: TestApp;
  let staff: SignedIn;
  let auditor: SignedIn;

  beforeAll(async () => {
    test = await openTestApp({ WILAYAH_PROVINCES: '53' });
    await takeRows(test.app, test.source, '1', [
      aPurchaseRow({ key: '1', supplierKey: '11', supplierName: 'UD Sinar Tenun', value: '100.00' }),
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
  const upload = (path: string, bytes: Buffer, name = 'daftar.xlsx') =>
    staff.agent.post(`${path}?_csrf=${encodeURIComponent(staff.csrf)}`).attach('berkas', bytes, name);
  const apply = async (path: string, bytes: Buffer): Promise<void> => {
    const preview = await upload(path, bytes).expect(200);
    const carried = /name="isi" value="([^"]+)"/.exec(preview.text)?.[1] ?? '';
    await staff.post(`${path}/terapkan`, { isi: carried }).expect(303);
  };
  let id: string;

  it('teach while there is nobody, and hand out sample files that they take themselves', async () => {
    expect(words(await page('/usaha'))).toContain('Belum ada pelaku usaha');
    const list = await staff.agent.get('/usaha/contoh.xlsx').responseType('blob').expect(200);
    await apply('/usaha/impor', list.body as Buffer);
    const documents = await staff.agent.get('/usaha/contoh-dokumen.xlsx').responseType('blob').expect(200);
    await apply('/usaha/impor-dokumen', documents.body as Buffer);
    expect(words((await upload('/usaha/impor', list.body as Buffer).expect(200)).text)).toContain(
      '3 baris dibaca: 0 baru, 0 berubah, 3 sama, 0 ditolak.',
    );
    expect(words((await upload('/usaha/impor-dokumen', documents.body as Buffer).expect(200)).text)).toContain(
      '2 baris dibaca: 0 baru, 0 berubah, 2 sama, 0 ditolak.',
    );
    expect(words(await page('/usaha?kelas=koperasi'))).toContain('Tidak ada pelaku usaha yang sesuai saringan');
    expect(words(await page('/usaha?wilayah=53.71&bentuk=koperasi'))).toContain('1 pelaku usaha sesuai saringan');
  });

  it('keep what was typed in a form that was wrong, and lead to the new one when it was right', async () => {
    const wrong = await staff
      .post('/usaha', { name: 'UD Sinar Tenun', nib: '12', address: 'Jalan Contoh' })
      .expect(422);
    expect(wrong.text).toContain('href="#f-nib"');
    expect(wrong.text).toContain('value="Jalan Contoh"');
    const made = await staff
      .post('/usaha', {
        name: 'UD Sinar Tenun',
        legalForm: 'perorangan',
        nik: '5371015203900001',
        ownerName: 'Maria Contoh',
        wilayahCode: DESA,
        establishedOn: '2022-01-01',
      })
      .expect(303);
    id = /\/usaha\/(\d+)/.exec(String(made.headers['location']))?.[1] ?? '';
    const html = await page(`/usaha/${id}`);
    expect(words(html)).toContain('Kelas usahanya hari ini Belum diketahui');
    expect(words(html)).toContain('modal usahanya belum tercatat');
    expect(html).not.toContain('5371015203900001');
    expect(words(html)).toContain('nik ••••••••••••0001');
  });

  it('show the second editor who was faster, which fields differ, and their own words', async () => {
    await staff
      .post(`/usaha/${id}`, {
        version: '1',
        name: 'UD Sinar Tenun',
        legalForm: 'perorangan',
        wilayahCode: DESA,
        establishedOn: '2022-01-01',
        address: 'Jalan Satu',
      })
      .expect(303);
    const late = await staff
      .post(`/usaha/${id}`, {
        version: '1',
        name: 'UD Sinar Tenun',
        legalForm: 'perorangan',
        wilayahCode: DESA,
        establishedOn: '2022-01-01',
        address: 'Jalan Dua',
      })
      .expect(409);
    expect(words(late.text)).toContain('Alamat Jalan Satu Jalan Dua');
    expect(late.text).toContain('value="Jalan Dua"');
    expect(words(await page(`/usaha/${id}`))).toContain('Jalan Satu');
  });

  it('suggest the supplier key by its name, link it with one button, and lead to what was sold', async () => {
    const html = await page(`/usaha/${id}`);
    expect(words(html)).toContain('UD Sinar Tenun (e-Katalog v5, 11)');
    await staff.post(`/usaha/${id}/kode`, { version: '2', 'kode-scheme': 'v5', 'kode-key': '11' }).expect(303);
    const linked = await page(`/usaha/${id}`);
    expect(linked).toContain('/penjualan?penyedia=v5%3A11');
    await staff
      .post(`/usaha/${id}/angka`, {
        version: '3',
        'angka-kind': 'modal',
        'angka-year': '2025',
        'angka-amount': 'banyak',
        'angka-source': 'x',
      })
      .expect(422);
    await staff
      .post(`/usaha/${id}/angka`, {
        version: '3',
        'angka-kind': 'modal',
        'angka-year': '2025',
        'angka-amount': '250.000.000',
        'angka-source': 'Contoh',
      })
      .expect(303);
    await staff
      .post(`/usaha/${id}/kelas/verifikasi`, { version: '4', 'verifikasi-validFrom': '2026-01-01' })
      .expect(303);
    expect(words(await page(`/usaha/${id}`))).toContain(
      'Kelas usahanya hari ini Mikro menurut verifikasi menurut PP 7/2021',
    );
    await staff.post(`/usaha/${id}/sentra`, { version: '5', 'sentra-groupName': 'Kelompok Tenun' }).expect(303);
    const stale = await staff.post(`/usaha/${id}/sentra`, { version: '5', 'sentra-groupName': 'Lain' }).expect(409);
    expect(words(stale.text)).toContain('sesudah Anda membukanya');
  });

  it('keep a scan sealed, give it to those who may, and record it', async () => {
    const send = (bytes: Buffer, name: string, version: string) =>
      staff.agent
        .post(`/usaha/${id}/dokumen?_csrf=${encodeURIComponent(staff.csrf)}`)
        .field('version', version)
        .field('dokumen-kind', 'NIB')
        .field('dokumen-number', '9120000000001')
        .attach('dokumen-berkas', bytes, name);
    await send(Buffer.from('<html>bukan dokumen</html>'), 'nib.pdf', '6').expect(422);
    const pdf = Buffer.from('%PDF-1.4 contoh dokumen rahasia');
    await send(pdf, '../nib saya.pdf', '6').expect(303);
    const [kept] = (await test.source.query('select name, encode(data, $1) as data from enterprise_file', [
      'escape',
    ])) as {
      name: string;
      data: string;
    }[];
    expect(kept?.name).toBe('nib-saya.pdf');
    expect(kept?.data).not.toContain('rahasia');
    const html = await page(`/usaha/${id}`);
    const href = /href="(\/usaha\/\d+\/dokumen\/\d+\/berkas)"/.exec(html)?.[1] ?? '';
    const file = await staff.agent.get(href).responseType('blob').expect(200);
    expect((file.body as Buffer).equals(pdf)).toBe(true);
    await auditor.agent.get(href).expect(200);
    const tourism = await test.signIn('dinas-pariwisata');
    await tourism.agent.get(href).expect(403);
    const told = (await test.source.query(
      `select actor_name from audit_entry where action = 'enterprise.download-document' order by seq`,
    )) as { actor_name: string }[];
    expect(told.map(({ actor_name }) => actor_name)).toEqual([staff.username, auditor.username]);
  });

  it('find the village by its name, ask which of two is meant, and never drop a name that is not known', async () => {
    const typed = { name: 'Usaha Oesao Contoh', address: 'Jalan Dua' };
    const two = await staff.post('/usaha', { ...typed, wilayah: 'Oesao' }).expect(422);
    expect(words(two.text)).toContain('Pilih satu dari 2 wilayah yang berawal "Oesao"');
    expect(two.text).toContain('value="Jalan Dua"');
    // Who only looks has done nothing wrong.
    const looked = await staff.post('/usaha', { ...typed, wilayah: 'Oesao', aksi: 'cari-wilayah' }).expect(200);
    expect(words(looked.text)).toContain('Catatan. Pilih satu dari 2 wilayah yang berawal "Oesao"');
    expect(looked.text).not.toContain('role="alert"');
    const unknown = await staff.post('/usaha', { ...typed, wilayah: 'Entah' }).expect(422);
    expect(unknown.text).toContain('href="#f-wilayah"');
    const chosen = { ...typed, wilayah: 'Oesao', 'wilayah-untuk': 'Oesao', 'wilayah-pilih': '53.01.06.2015' };
    const made = await staff.post('/usaha', chosen).expect(303);
    const path = String(made.headers['location']);
    expect(words(await page(path))).toContain('Desa Oesao, Kecamatan Kupang Timur');
    const form = await page(`${path}/ubah`);
    expect(form).toContain('value="53.01.06.2015"');
    const version = /name="version" value="(\d+)"/.exec(form)?.[1] ?? '';
    await staff
      .post(path, { ...typed, wilayah: '53.01.06.2015', version, note: 'Tetap di desa yang sama' })
      .expect(303);
    expect(words(await page(path))).toContain('Desa Oesao, Kecamatan Kupang Timur');
  });

  it('compare two records, merge them with a reason and part them again', async () => {
    const made = await staff.post('/usaha', { name: 'Sinar Tenun', wilayahCode: DESA }).expect(303);
    const twin = /\/usaha\/(\d+)/.exec(String(made.headers['location']))?.[1] ?? '';
    expect(words(await page('/usaha/kembar'))).toContain('nama mirip di desa yang sama');
    const compare = await page(`/usaha/kembar/${id}/${twin}`);
    const hidden = (name: string): string => new RegExp(`name="${name}" value="([^"]+)"`).exec(compare)?.[1] ?? '';
    const body = { one: hidden('one'), other: hidden('other'), keep: id };
    await staff.post('/usaha/kembar/gabung', { ...body, reason: '' }).expect(422);
    await staff.post('/usaha/kembar/gabung', { ...body, reason: 'Alamatnya sama' }).expect(303);
    expect(words(await page(`/usaha/${twin}`))).toContain('Sudah digabung');
    const merge = /\/usaha\/gabungan\/(\d+)\/batal/.exec(await page(`/usaha/${id}`))?.[1] ?? '';
    await staff.post(`/usaha/gabungan/${merge}/batal`, {}).expect(303);
    expect(words(await page(`/usaha/${twin}`))).not.toContain('Sudah digabung');
    await staff.post('/usaha/kembar/berbeda', { one: id, other: twin }).expect(303);
    expect(words(await page('/usaha/kembar'))).not.toContain('nama mirip di desa yang sama');
  });

  it('give the list away without names of owners, as XLSX, CSV and JSON', async () => {
    const file = await auditor.agent.get('/usaha/unduh.xlsx').responseType('blob').expect(200);
    const [sheet] = (await readXlsx(file.body as Buffer)).sheets;
    expect(sheet?.rows).toHaveLength(7);
    expect(JSON.stringify(sheet?.rows)).toContain('M••••');
    const texts = [
      (await auditor.agent.get('/usaha/unduh.csv')).text,
      (await auditor.agent.get('/usaha/unduh.json')).text,
    ];
    for (const text of [...texts, JSON.stringify(sheet?.rows)]) expect(text).not.toMatch(/Maria|5371015203900001/);
    await auditor.agent.get('/usaha/baru').expect(403);
    expect(await page(`/usaha/${id}`, auditor)).not.toContain('<button>Simpan');
  });
});
