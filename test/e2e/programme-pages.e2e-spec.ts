import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readXlsx } from 'hucre/xlsx';
import { anEnterprise } from '../factories/catalogue.js';
import { someVillages, VILLAGES } from '../factories/villages.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

/** Programmes, participants and the roadmap as a person meets them. */
describe('the pages of pembinaan', () => {
  let test: TestApp;
  let bureau: SignedIn;
  let auditor: SignedIn;
  let programme: string;

  beforeAll(async () => {
    test = await openTestApp();
    await someVillages(test.source);
    await anEnterprise(test.source.manager, 'UD Satu', VILLAGES.bokonusan);
    await anEnterprise(test.source.manager, 'UD Dua', VILLAGES.bokonusan);
    bureau = await test.signIn('biro-pbj');
    auditor = await test.signIn('auditor');
  });
  afterAll(() => test.close());

  const page = async (who: SignedIn, path: string, status = 200): Promise<string> => {
    const answer = await who.agent.get(path);
    expect([path, answer.status]).toEqual([path, status]);
    return answer.text;
  };
  const send = async (path: string, fields: Record<string, string>, status: number) => {
    const answer = await bureau.agent
      .post(path)
      .type('form')
      .send({ _csrf: bureau.csrf, ...fields });
    expect([path, answer.status]).toEqual([path, status]);
    return answer;
  };
  const FIELDS = {
    name: 'Pelatihan kemasan',
    kind: 'pengembangan-sdm',
    organiser: 'Dinas Contoh',
    duty: '2f',
    startsOn: '2025-03-01',
    budget: '25.000.000',
  };

  it('teach while there is nothing, and offer the button only to whoever may press it', async () => {
    expect(await page(bureau, '/program')).toContain('Catat program');
    const read = await page(auditor, '/program');
    expect(read).toContain('Belum ada program pembinaan');
    expect(read).not.toContain('/program/baru');
    expect(await page(auditor, '/peta-jalan')).toContain('Belum ada peta jalan');
  });

  it('keep what was typed when it is refused, and save what is right', async () => {
    const refused = await send('/program', { ...FIELDS, kind: 'piknik', endsOn: '2025-02-01' }, 422);
    expect(refused.text).toContain('Pelatihan kemasan');
    expect(refused.text).toContain('Pilih jenis program dari daftar');
    expect(refused.text).toContain('Tanggal selesai sebelum tanggal mulai');
    const made = await send('/program', FIELDS, 303);
    programme = made.headers['location'] ?? '';
    expect(programme).toMatch(/^\/program\/\d+$/);
    const shown = await page(auditor, programme);
    expect(shown).toContain('Belum ada peserta yang dicatat');
    expect(shown).toContain('Rp25.000.000');
    expect(await page(auditor, '/program?bidang=iv&keadaan=berjalan&tahun=2025')).toContain('Pelatihan kemasan');
    expect(await page(auditor, '/program?keadaan=selesai')).toContain('Tidak ada program yang sesuai saringan');
    expect(await page(auditor, '/program/tugas')).toContain('1 dari 13 tugas dinas');
  });

  it('show what somebody else saved in the meantime and lose nothing', async () => {
    await send(programme, { ...FIELDS, version: '1', note: 'Pertama' }, 303);
    const second = await send(programme, { ...FIELDS, version: '1', note: 'Kedua' }, 409);
    expect(second.text).toContain('sudah diubah oleh');
    expect(second.text).toContain('Kedua');
    expect(second.text).toContain('keterangan &quot;Pertama&quot;');
  });

  it('bring participants in as a list, after showing what it would change', async () => {
    const upload = (text: string) =>
      bureau.agent
        .post(`${programme}/peserta/impor?_csrf=${encodeURIComponent(bureau.csrf)}`)
        .attach('berkas', Buffer.from(text), 'peserta.csv');
    const wrong = await upload('Nama Usaha,Ikut Sejak\nUD Satu,2025-03-01\nUD Tiga,\n');
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Tidak ada pelaku usaha dengan nama itu');
    const preview = await upload('Nama Usaha,Ikut Sejak\nUD Satu,2025-03-01\n');
    const isi = /name="isi" value="([^"]+)"/.exec(preview.text)?.[1] ?? '';
    await send(`${programme}/peserta/impor/terapkan`, { isi }, 303);
    const shown = await page(auditor, `${programme}/peserta`);
    expect(shown).toContain('UD Satu');
    expect(shown).toContain('Tanpa kode penyedia: tidak diketahui');
    expect(await page(auditor, programme)).toContain('Perbandingan ini bukan bukti sebab akibat');
  });

  it('open the enterprises behind each number of what became of participants', async () => {
    const shown = await page(auditor, programme);
    const hrefs = [...shown.matchAll(/href="([^"]+\/sesudah[^"]*)"[^>]*>(\d+) dari/g)];
    expect(hrefs.length).toBeGreaterThan(1);
    for (const [, href = '', number = ''] of hrefs)
      expect([href, await page(auditor, href.replaceAll('&amp;', '&'))]).toEqual([
        href,
        expect.stringContaining(`Jumlah ${number} pelaku usaha`),
      ]);
    const list = await page(auditor, `${programme}/sesudah?langkah=tanpa-kode`);
    expect(list).toContain('UD Satu');
    expect(list).toContain('tidak dapat diketahui');
    expect(list).toContain('Perbandingan ini bukan bukti sebab akibat');
    // Whoever did not take part has no day of taking part.
    const others = await page(auditor, `${programme}/sesudah?sisi=bukan-peserta&langkah=tayang`);
    expect(others).toContain('Nilai sejak program mulai (Rp)');
    expect(others).not.toContain('sejak ikut');
    // A list of programmes opens who took part, too.
    expect(await page(auditor, '/program')).toContain(`href="${programme}/peserta">1</a>`);
    const { body } = await auditor.agent.get(
      `/api/v1${programme.replace('program', 'programmes')}/outcome/enterprises`,
    );
    expect(body).toMatchObject({ total: 1, items: [{ name: 'UD Satu', withoutKey: true, since: '2025-03-01' }] });
    expect((await auditor.agent.get(`${programme}/sesudah/unduh.csv`)).text).toContain('UD Satu');
  });

  it('give lists out as typed cells: numbers of enterprises are text, days are days', async () => {
    const answer = await auditor.agent
      .get(`${programme}/peserta/unduh.xlsx`)
      .buffer()
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });
    const [sheet] = (await readXlsx(answer.body as Buffer)).sheets;
    expect(sheet?.rows[1]?.[0]).toMatch(/^\d+$/);
    expect(sheet?.rows[1]?.[2]).toBe('UD Satu');
    expect(sheet?.rows[1]?.[3]).toBeInstanceOf(Date);
    expect((await auditor.agent.get('/program/unduh.pdf')).status).toBe(404);
  });

  it('call a programme off with a reason, and take it back', async () => {
    expect((await send(`${programme}/batal`, { version: '2', why: ' ' }, 422)).text).toContain('Isi alasannya');
    await send(`${programme}/batal`, { version: '2', why: 'Dialihkan' }, 303);
    expect(await page(auditor, programme)).toContain('Dialihkan');
    await send(`${programme}/batal`, { version: '3', cabut: 'ya' }, 303);
    expect(await page(auditor, programme)).not.toContain('Dialihkan');
  });

  it('make a roadmap of the template, with targets beside what was reached', async () => {
    const made = await send('/peta-jalan', { name: 'Peta jalan uji', firstYear: '2025' }, 303);
    const id = /peta=(\d+)/.exec(made.headers['location'] ?? '')?.[1];
    await send('/peta-jalan/target', { metric: 'M08', year: '2025', amount: 'banyak' }, 422);
    await send('/peta-jalan/target', { metric: 'M08', year: '2025', amount: '40' }, 303);
    const stage = { name: 'Koordinasi', activities: 'Rapat\r\nSosialisasi', progress: 'selesai', version: '1' };
    expect((await send(`/peta-jalan/${id}/tahap/1`, stage, 422)).text).toContain('Isi tanggal keadaan itu');
    await send(`/peta-jalan/${id}/tahap/1`, { ...stage, progressOn: '2025-12-01' }, 303);
    const shown = await page(auditor, '/peta-jalan');
    expect(shown).toContain('40 pelaku usaha');
    expect(shown).toContain('tidak tersedia');
    expect(shown).toContain('Sosialisasi');
    expect(shown).toContain('1 belum dapat diukur');
    expect(shown).not.toContain('/peta-jalan/target/baru');
  });

  it('list who took part only for whoever may see enterprises', async () => {
    const tourism = await test.signIn('dinas-pariwisata');
    const told = await page(tourism, programme);
    expect(told).not.toContain('/peserta');
    expect(told).not.toContain('/sesudah');
    await page(tourism, `${programme}/sesudah`, 403);
    await page(tourism, `${programme}/peserta`, 403);
  });
});
