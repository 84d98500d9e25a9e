import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { aVillage } from '../factories/catalogue.js';
import { aShownProduct, aWisataPlace } from '../factories/etalase.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

const words = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ');
const valueOf = (html: string, name: string): string =>
  new RegExp(`name="${name}"[^>]*? value="([^"]*)"`).exec(html)?.[1] ?? '';
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

describe('upkeep of the etalase at a place', () => {
  let test: TestApp;
  let office: SignedIn;
  let admin: SignedIn;
  let auditor: SignedIn;
  let path: string;
  const base = '/etalase-wisata/pantai-sini';

  beforeAll(async () => {
    test = await openTestApp();
    [office, admin, auditor] = [
      await test.signIn('dinas-pariwisata'),
      await test.signIn('admin'),
      await test.signIn('auditor'),
    ];
    const em = test.source.manager;
    await aVillage(em, '98.01.01.2001', 'Sini');
    for (const name of ['Pantai Sini', 'Gua Sini']) await aWisataPlace(em, { name, wilayah: '98.01.01.2001' });
    for (const name of ['Tenun', 'Kopi', 'Gula']) await aShownProduct(em, { name, villages: ['98.01.01.2001'] });
    await office
      .post(`${base}/etalase`, { name: 'Etalase loket', location: 'Di loket', manager: '', since: daysAgo(30) })
      .expect(303);
    path = /\/etalase-wisata\/pantai-sini\/etalase\/\d+/.exec((await office.agent.get(base)).text)?.[0] ?? '';
  });
  afterAll(() => test.close());

  const version = async (): Promise<string> => valueOf((await office.agent.get(path).expect(200)).text, 'version');
  const state = async (): Promise<string | undefined> => {
    const { body } = await auditor.agent.get('/api/v1/etalase/duty').expect(200);
    return (body as { data: { kode: string; state: string }[] }).data.find(({ kode }) => kode === 'pantai-sini')?.state;
  };

  it('changes what is told of one; the slower of two is shown what is stored', async () => {
    const before = await version();
    const told = { name: 'Etalase loket', location: 'Di kiri loket', manager: 'Kelompok Sini', since: daysAgo(30) };
    await office.post(path, { ...told, version: before }).expect(303);
    const late = await admin.post(path, { ...told, version: before, location: 'Di kanan loket' }).expect(409);
    expect(words(late.text)).toContain(`sudah diubah ${office.username}`);
    expect(words(late.text)).toContain('Etalase loket, Di kiri loket, pengurus Kelompok Sini');
    expect(late.text).toContain('value="Di kanan loket"');
    const wrong = await office
      .post(path, { ...told, version: await version(), name: '', since: '2999-01-01' })
      .expect(422);
    for (const field of ['name', 'since']) expect(wrong.text).toContain(`href="#f-${field}"`);
  });

  it('is closed on a day with a reason and opened again, each on record', async () => {
    expect(await state()).toBe('ada');
    for (const [fields, field] of [
      [{ day: daysAgo(2), reason: '' }, 'reason'],
      [{ day: '2999-01-01', reason: 'Dipugar' }, 'day'],
      [{ day: daysAgo(60), reason: 'Dipugar' }, 'day'],
    ] as const) {
      const { text } = await office.post(`${path}/tutup`, { version: await version(), ...fields }).expect(422);
      expect(text).toContain(`href="#f-${field}"`);
    }
    await office.post(`${path}/tutup`, { version: await version(), day: daysAgo(2), reason: 'Dipugar' }).expect(303);
    expect(await state()).toBe('tidak-ada');
    expect(words((await test.browser().get('/wisata/pantai-sini')).text)).toContain('Belum ada etalase yang tercatat');
    await office.post(`${path}/tutup`, { version: await version(), day: daysAgo(1), reason: 'Lagi' }).expect(409);
    const early = { version: await version(), day: daysAgo(3), reason: 'Pemugaran selesai' };
    await office.post(`${path}/buka`, early).expect(422);
    await office.post(`${path}/buka`, { ...early, day: daysAgo(1) }).expect(303);
    expect(await state()).toBe('ada');
    const said = words((await auditor.agent.get(path).expect(200)).text);
    expect(said).toMatch(/Ditutup Dipugar .* Dibuka lagi Pemugaran selesai/);
  });

  it('has a photo that is light, without what the camera wrote, shown to visitors while the etalase stands', async () => {
    const noise = Buffer.alloc(1600 * 1200 * 3, 0).map((_, at) => (at * 7919) % 251);
    const camera = await sharp(noise, { raw: { width: 1600, height: 1200, channels: 3 } })
      .withExif({ IFD0: { Copyright: 'rahasia-kamera' } })
      .jpeg({ quality: 95 })
      .toBuffer();
    const send = async (bytes: Buffer, alt: string) =>
      office.agent
        .post(`${path}/foto?version=${await version()}`)
        .set('x-csrf-token', office.csrf)
        .field('alt', alt)
        .attach('foto', bytes, 'foto.jpg');
    const unlike = await send(Buffer.from('bukan foto'), 'Rak bambu');
    expect([unlike.status, words(unlike.text).includes('bukan foto JPEG')]).toEqual([422, true]);
    const silent = await send(camera, '');
    expect([silent.status, silent.text.includes('href="#f-alt"')]).toEqual([422, true]);
    expect((await send(camera, 'Rak bambu <b>berisi tenun</b>')).status).toBe(303);
    expect((await auditor.agent.get(base).expect(200)).text).toContain('data-h="Foto">Ada<');
    const page = (await test.browser().get('/wisata/pantai-sini').expect(200)).text;
    const file = /\/wisata\/foto\/[\w-]+\.webp/.exec(page)?.[0] ?? '';
    expect(page).toContain('alt="Rak bambu &lt;b>berisi tenun&lt;/b>"');
    const photo = await test.browser().get(file).expect(200).responseType('blob');
    const bytes = photo.body as Buffer;
    expect(bytes.length).toBeLessThanOrEqual(80 * 1024);
    expect(bytes.includes('rahasia-kamera')).toBe(false);
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    const told = async (address: string): Promise<Record<string, unknown>> =>
      (await test.browser().get(address).expect(200)).body as Record<string, unknown>;
    const { width, height } = await sharp(bytes).metadata();
    const known = { url: file, alt: 'Rak bambu <b>berisi tenun</b>', width, height };
    const one = { etalase: [expect.objectContaining({ location: expect.any(String), photo: known })] };
    expect(await told('/api/v1/wisata/pantai-sini')).toMatchObject({ data: one });
    expect(await told('/api/v1/wisata/pantai-sini/etalase')).toMatchObject({ meta: one });
    const csv = (await test.browser().get('/api/v1/wisata?format=csv&fields=etalase').expect(200)).text;
    expect(csv).toContain(`, ${file}`);
    expect(photo.headers).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable' });
    await test
      .browser()
      .get(file)
      .set('if-none-match', photo.headers['etag'] ?? '')
      .expect(304);
    // While it stands for the last day, its photo is no longer told, nor its address answered.
    await office
      .post(`${path}/tutup`, { version: await version(), day: daysAgo(0), reason: 'Tutup musim' })
      .expect(303);
    await test.browser().get(file).expect(404);
    const gone = { etalase: [expect.objectContaining({ photo: null })] };
    expect(await told('/api/v1/wisata/pantai-sini')).toMatchObject({ data: gone });
    expect(await told('/api/v1/wisata/pantai-sini/etalase')).toMatchObject({ meta: gone });
    expect((await test.browser().get('/wisata/pantai-sini').expect(200)).text).not.toContain(file);
    await auditor.agent.get(file.replace('/wisata/', '/etalase-wisata/')).expect(200);
    await office.post(`${path}/foto/hapus`, { version: '1' }).expect(409);
    await office.post(`${path}/foto/hapus`, { version: await version() }).expect(303);
    await auditor.agent.get(file.replace('/wisata/', '/etalase-wisata/')).expect(404);
  });

  it('keeps visitors by period with their source: unknown is not none, and no day counts twice', async () => {
    const year = daysAgo(0).slice(0, 4);
    const visits = `${base}/kunjungan`;
    expect(words((await auditor.agent.get(visits)).text)).toContain('belum ada catatan pengunjung');
    // Before anything is on file the list says so, too.
    expect(words((await auditor.agent.get('/etalase-wisata').expect(200)).text)).toMatch(
      /Pantai Sini .*Belum tercatat/,
    );
    const told = {
      periodFrom: `${year}-01-01`,
      periodUntil: `${year}-01-01`,
      visitors: '1.250',
      foreign: '',
      source: 'Karcis',
      note: '',
    };
    const wrong = { ...told, periodUntil: '2999-01-01', visitors: 'banyak', foreign: '-1', source: '' };
    const refused = await office.post(visits, wrong).expect(422);
    for (const field of ['periodUntil', 'visitors', 'foreign', 'source'])
      expect(refused.text).toContain(`href="#f-${field}"`);
    expect(refused.text).toContain('value="banyak"');
    await office.post(visits, told).expect(303);
    const twice = await office.post(visits, { ...told, visitors: '900' }).expect(409);
    expect(words(twice.text)).toContain('dengan 1.250 pengunjung');
    const list = words((await auditor.agent.get('/etalase-wisata').expect(200)).text);
    expect(list).toMatch(/Pantai Sini .*1\.250/);
    expect(list).toMatch(/Gua Sini .*Belum tercatat/);
    const id = /kunjungan\/(\d+)\/cabut/.exec((await office.agent.get(visits)).text)?.[1] ?? '';
    await office.post(`/etalase-wisata/gua-sini/kunjungan/${id}/cabut`, { why: 'Salah tempat' }).expect(404);
    await office.post(`${visits}/${id}/cabut`, { why: '' }).expect(422);
    await office.post(`${visits}/${id}/cabut`, { why: 'Salah hitung' }).expect(303);
    expect(words((await auditor.agent.get(visits)).text)).toContain('Dicabut: Salah hitung');
    await office.post(visits, { ...told, visitors: '900' }).expect(303);
  });

  it('counts inspections for as long as the bureau decides from a day on; until then it says that it only assumes', async () => {
    const page = '/etalase-wisata/masa-berlaku';
    const list = words((await auditor.agent.get('/etalase-wisata')).text);
    expect(list).toContain('180 hari: anggapan layanan ini, bukan ketentuan hukum');
    expect((await auditor.agent.get('/api/v1/etalase/duty')).body).toMatchObject({
      meta: { validDays: 180, assumed: true },
    });
    const decided = { days: '20', validFrom: daysAgo(1), reason: 'Keputusan contoh' };
    await office.post(page, decided).expect(403);
    const wrong = await admin.post(page, { days: '0', validFrom: 'x', reason: '' }).expect(422);
    for (const field of ['days', 'validFrom', 'reason']) expect(wrong.text).toContain(`href="#f-${field}"`);
    await admin.post(page, decided).expect(303);
    const again = await admin.post(page, { ...decided, days: '30' }).expect(409);
    expect(words(again.text)).toContain(`sudah ditetapkan 20 hari oleh ${admin.username}`);
    const { body } = await auditor.agent.get('/api/v1/etalase/duty');
    expect(body).toMatchObject({
      meta: { validDays: 20, assumed: false, source: expect.stringContaining('Keputusan contoh') },
    });
    const id = /masa-berlaku\/(\d+)\/cabut/.exec((await admin.agent.get(page)).text)?.[1] ?? '';
    await admin.post(`${page}/${id}/cabut`, { why: 'Keliru' }).expect(303);
    expect((await auditor.agent.get('/api/v1/etalase/duty')).body).toMatchObject({ meta: { validDays: 180 } });
  });

  describe('the rule of a listing', () => {
    const rule = {
      'langkah-ditetapkan': '1',
      'langkah-desa': '2',
      distanceKm: '50',
      most: '2',
      season: 'akhir',
      availability: 'akhir',
      star: 'dalam-usaha',
      seed: 'ovop',
      reason: 'Rapat contoh',
    };
    const today = (): Promise<string> =>
      test.source
        .query(`select (now() at time zone 'Asia/Makassar')::date::text as day`)
        .then((rows) => (rows as { day: string }[])[0]?.day ?? '');
    const shown = async (kode: string): Promise<number> => {
      const { body } = await auditor.agent.get(`/api/v1/wisata/${kode}/etalase`).expect(200);
      return (body as { data: unknown[] }).data.length;
    };
    const stamp = async (at: string): Promise<string> =>
      valueOf((await office.agent.get(at).expect(200)).text, 'version');

    it('is tried before it is saved, holds from its day on for all or for one place, and ends', async () => {
      const own = '/lokasi-wisata/pantai-sini/aturan';
      const general = '/lokasi-wisata/aturan';
      const day = await today();
      expect(await shown('pantai-sini')).toBe(3);
      const tried = await office.post(own, { ...rule, validFrom: day, version: '0', aksi: 'pratinjau' }).expect(200);
      expect(words(tried.text)).toContain('menampilkan 2 produk; dengan aturan yang tersimpan 3. 0 masuk, 1 keluar');
      expect(await shown('pantai-sini')).toBe(3);
      await office.post(own, { ...rule, validFrom: day, version: await stamp(own), aksi: 'simpan' }).expect(303);
      expect([await shown('pantai-sini'), await shown('gua-sini')]).toEqual([2, 3]);
      const before = await stamp(general);
      await office.post(general, { ...rule, most: '1', validFrom: day, version: before, aksi: 'simpan' }).expect(303);
      expect([await shown('pantai-sini'), await shown('gua-sini')]).toEqual([2, 1]);
      const late = await admin.post(general, { ...rule, validFrom: day, version: before, aksi: 'simpan' }).expect(409);
      expect(words(late.text)).toContain(`sudah diubah ${office.username}`);
      const follow = { from: day, why: 'Aturan umum sudah cukup', version: await stamp(own) };
      await office.post(`${own}/ikut-umum`, { ...follow, why: '' }).expect(422);
      await office.post(`${own}/ikut-umum`, follow).expect(303);
      expect(await shown('pantai-sini')).toBe(1);
    });

    it('begins no earlier than today, and is refused field by field', async () => {
      const general = '/lokasi-wisata/aturan';
      const wrong = {
        ...rule,
        'langkah-ditetapkan': '',
        'langkah-desa': '',
        most: '0',
        distanceKm: 'x',
        seed: '',
        star: 'emas',
        reason: '',
      };
      const { text } = await office.post(general, { ...wrong, validFrom: '2020-01-01', aksi: 'simpan' }).expect(422);
      for (const field of ['steps', 'most', 'distanceKm', 'seed', 'star', 'validFrom', 'reason'])
        expect(text).toContain(`href="#f-${field}"`);
      const planned = { ...rule, most: '3', validFrom: '2099-01-01', version: await stamp(general), aksi: 'simpan' };
      await office.post(general, planned).expect(303);
      expect(await shown('gua-sini')).toBe(1);
      const nowhere = { ...rule, validFrom: '2099-01-01', aksi: 'pratinjau', contoh: 'tidak-ada' };
      expect((await office.post(general, nowhere).expect(422)).text).toContain('href="#f-contoh"');
    });
  });
});
