import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readXlsx } from 'hucre/xlsx';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type RunningApp, startApp } from './support/app.js';
import { openBrowser, PHONE, visit, WIDE } from './support/browser.js';
import { goTo, signIn, title } from './support/person.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PASSWORD = 'lontar bukit jagung pasir';
const PDF = Buffer.from('%PDF-1.4\n%%EOF');

/** Everything serious that axe finds, and by how much the page is wider than the screen. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = (await page.evaluate('axe.run({ resultTypes: ["violations"] })')) as {
    violations: { id: string; impact: string | null; nodes: { html: string }[] }[];
  };
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return [
    ...found.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    ...(wide > 0 ? [`${wide} px too wide`] : []),
  ];
}

/** The first password is somebody else's work: it is changed before anything else. */
async function chooseOwnPassword(page: Page, first: string): Promise<void> {
  await page.getByLabel('Kata sandi yang sekarang').fill(first);
  await page.getByLabel('Kata sandi baru', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Kata sandi baru, sekali lagi').fill(PASSWORD);
  await page.getByRole('button', { name: 'Ganti kata sandi' }).click();
  await page.getByRole('navigation', { name: 'Utama' }).waitFor();
}

describe('clerk, auditor and enterprise at the pages of eligibility', () => {
  let app: RunningApp;
  let browser: Browser;
  let clerk: BrowserContext;
  let page: Page;
  /** Where a person has been, for the walk at the end. */
  const seen = new Map<string, string>();

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), openBrowser()]);
    clerk = await visit(browser, app.url, { javaScriptEnabled: false, acceptDownloads: true });
    clerk.setDefaultTimeout(20_000);
    page = await clerk.newPage();
    await signIn(page, app.username, app.password);
    await chooseOwnPassword(page, app.password);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  const note = (name: string): void => void seen.set(name, new URL(page.url()).pathname + new URL(page.url()).search);
  const main = () => page.getByRole('main');
  async function download(press: () => Promise<void>): Promise<Buffer> {
    const [file] = await Promise.all([page.waitForEvent('download'), press()]);
    return readFileSync(await file.path());
  }

  it('judges an enterprise from its record, and finds what it lacks and what it rests on', async () => {
    await goTo(page, 'Pelaku usaha');
    await main().getByRole('link', { name: 'Tambah' }).first().click();
    await page.getByLabel('Nama usaha').fill('UD Tenun Percobaan');
    await page.getByLabel('Bentuk hukum').selectOption({ label: 'Usaha perorangan' });
    await page.getByRole('textbox', { name: /^NIB \(/ }).fill('9120000999990');
    await page.getByRole('button', { name: 'Simpan pelaku usaha' }).click();
    await page.getByRole('button', { name: 'Nilai kelayakannya di e-Katalog' }).click();
    expect(await title(page).textContent()).toBe('Bolehkah UD Tenun Percobaan menjual pada katalog?');
    note('keputusan');
    expect(await main().textContent()).toContain('Yang masih perlu dikerjakan untuk menjual');
    await page.getByRole('region', { name: 'Riwayat keputusan' }).waitFor();
    await goTo(page, 'Kelayakan');
    note('daftar keputusan');
    await page.getByLabel('Hasil').selectOption({ label: 'Belum lengkap' });
    await page.getByLabel('Yang dinilai').selectOption({ label: 'Usaha saja' });
    await page.getByRole('button', { name: 'Terapkan' }).click();
    const list = page.getByRole('region', { name: 'Daftar keputusan kelayakan' });
    await list.getByRole('link', { name: 'UD Tenun Percobaan' }).click();
  });

  it('records what was missing with source, day and document, judges again, and reads what changed', async () => {
    const decision = page.url();
    await page.getByRole('link', { name: 'Keterangan usaha' }).click();
    note('keterangan usaha');
    await page.getByRole('link', { name: 'Pakta integritas sudah ditandatangani?' }).click();
    note('satu keterangan');
    await page.getByRole('radio', { name: 'Ya', exact: true }).check();
    await page.getByLabel('Dilihat di mana, atau siapa yang menyatakan').fill('Pakta yang ditandatangani 2 November');
    await page.getByRole('button', { name: 'Catat keterangan' }).click();
    await page.getByText('Keterangan dicatat').first().waitFor();
    await page.goto(decision);
    await page.getByRole('button', { name: 'Nilai lagi dengan data sekarang' }).click();
    await page.getByText('keputusan baru disimpan').waitFor();
    expect(page.url()).not.toBe(decision);
    const history = await page.getByRole('region', { name: 'Riwayat keputusan' }).textContent();
    expect(history).toContain('Keterangan berubah: Pakta integritas');
    note('keputusan baru');
  });

  it('asks for a day that has gone, as it is known now and as it was known then', async () => {
    await page.getByLabel('Keadaan pada hari').fill('2026-10-20');
    await page.getByRole('button', { name: 'Lihat keadaan hari itu' }).click();
    expect(await main().textContent()).toMatch(/Keadaan pada 20 Oktober 2026.*menurut yang diketahui sekarang/);
    expect(await main().textContent()).toContain('Hari itu dinilai kemudian');
    expect(await main().textContent()).toContain('Keputusan pertama tentang usaha ini berlaku untuk');
    note('hari lain, diketahui sekarang');
    await page.getByLabel('Keadaan pada hari').fill('2026-10-20');
    await page.getByLabel('Menurut yang diketahui pada').fill('2026-10-21');
    await page.getByRole('button', { name: 'Lihat keadaan hari itu' }).click();
    const text = await main().textContent();
    expect(text).toContain('menurut yang diketahui pada 21 Oktober 2026');
    expect(text).toContain('Bukan keputusan, dan bukan yang diketahui pada hari itu');
    note('hari lain, diketahui dahulu');
  });

  it('downloads the paper, whose address anybody may look up without an account', async () => {
    await page.goto(seen.get('keputusan baru') ?? '');
    const paper = await download(() => page.getByRole('link', { name: 'Unduh surat keterangan (PDF)' }).click());
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
    const path = (await page.getByRole('link', { name: 'Halaman pemeriksaan umum' }).getAttribute('href')) ?? '';
    const stranger = await visit(browser, app.url, { javaScriptEnabled: false, viewport: PHONE });
    const theirs = await stranger.newPage();
    await theirs.goto(path);
    expect(await title(theirs).textContent()).toBe('Apakah surat keterangan ini asli?');
    expect(await theirs.getByRole('main').textContent()).toContain('Ya, surat ini dibuat oleh layanan ini.');
    expect(await theirs.getByRole('main').textContent()).not.toMatch(/\d{13}/);
    seen.set('pemeriksaan umum', path);
    await stranger.close();
  });

  it('asks what a change of law would do', async () => {
    await goTo(page, 'Kelayakan');
    await page.getByRole('link', { name: 'Andaikan aturan berubah' }).click();
    note('andaikan, kosong');
    const choice = page.getByLabel('Ketentuan');
    await choice.selectOption({ index: 1 });
    await page.getByLabel('Isinya seandainya berubah').fill('sesuatu');
    await page.getByRole('button', { name: 'Hitung' }).click();
    await page.getByText('Pengandaian belum dapat dihitung').waitFor();
    const key = await page.locator('option[value="umk.classes"]').first().textContent();
    await page.getByLabel('Ketentuan').selectOption({ label: key ?? '' });
    await page.getByLabel('Isinya seandainya berubah').fill('kecil');
    await page.getByRole('button', { name: 'Hitung' }).click();
    await page.getByRole('heading', { name: /^Hasil untuk / }).waitFor();
    expect(await page.getByRole('region', { name: 'Perubahan menurut tujuan' }).textContent()).toContain(
      'Terhitung UMK',
    );
    note('andaikan, hasil');
  });

  it('has a list judged: the sample out, the same list in, the answer out', async () => {
    await goTo(page, 'Kelayakan');
    await page.getByRole('link', { name: 'Nilai sebuah daftar' }).click();
    note('nilai daftar');
    const sample = await download(() => page.getByRole('link', { name: 'Unduh contoh daftar (XLSX)' }).click());
    await page.getByLabel('Berkas daftar').setInputFiles({
      name: 'daftar.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: sample,
    });
    const answer = await download(() => page.getByRole('button', { name: 'Nilai daftar' }).click());
    const { sheets } = await readXlsx(answer);
    expect(sheets.map(({ name }) => name)).toEqual(['Hasil', 'Yang perlu dikerjakan', 'Baris salah']);
    expect(sheets[0]?.rows[1]?.map(String)).toEqual(expect.arrayContaining(['CV Tenun Contoh', 'Sarung tenun ikat']));
  });

  it('links an enterprise that signed up, looks at its document at the source, and approves its file', async () => {
    // The pages have no scripts; the one that looks for hindrances has.
    const own = await visit(browser, app.url, { viewport: PHONE });
    own.setDefaultTimeout(30_000);
    const maria = await own.newPage();
    await maria.goto('/daftar');
    for (const [label, text] of [
      ['Nama lengkap Anda', 'Maria Bano'],
      ['Alamat surel', 'maria@contoh.id'],
      ['Nama pengguna', 'maria.bano'],
      ['Nama usaha', 'Kopi Percobaan Peramban'],
      ['NIB', '9120000999991'],
    ] as const)
      await maria.getByRole('textbox', { name: new RegExp(`^${label}(?: \\(|$)`) }).fill(text);
    await maria.getByLabel('Kata sandi', { exact: true }).fill(PASSWORD);
    await maria.getByLabel('Kata sandi, sekali lagi').fill(PASSWORD);
    await maria.getByRole('checkbox').check();
    expect(await faults(maria)).toEqual([]);
    await maria.getByRole('button', { name: 'Daftar' }).click();
    await maria.getByText('Menunggu petugas menghubungkan akun').waitFor();
    expect(await faults(maria)).toEqual([]);

    await goTo(page, 'Antrean');
    note('antrean');
    await page.getByRole('link', { name: 'Maria Bano' }).click();
    note('akun yang menunggu');
    await page.getByRole('radio', { name: /^Belum tercatat/ }).check();
    await page.getByRole('button', { name: 'Hubungkan akun dengan usaha ini' }).click();
    await page.getByText('Akun dihubungkan').waitFor();

    await maria.goto('/usaha-saya');
    await maria.getByText('Unggah dokumen', { exact: true }).last().click();
    await maria.getByLabel('Jenis dokumen').fill('NIB');
    await maria
      .getByLabel('Foto atau pindaian')
      .setInputFiles({ name: 'nib.pdf', mimeType: 'application/pdf', buffer: PDF });
    await maria.getByRole('button', { name: 'Unggah', exact: true }).click();
    await maria.getByText('Dokumen disimpan').waitFor();
    await maria.getByRole('button', { name: 'Minta berkas diperiksa' }).click();
    await maria.getByText('Berkas diajukan').waitFor();
    expect(await faults(maria)).toEqual([]);

    await goTo(page, 'Antrean');
    await page.getByRole('link', { name: 'Kopi Percobaan Peramban' }).click();
    note('berkas yang diminta diperiksa');
    await page.getByRole('button', { name: /^Sudah dilihat/ }).click();
    await page.getByText('Dokumen dicatat sudah dilihat').waitFor();
    await page.getByRole('button', { name: 'Setujui dan nilai kelayakannya' }).click();
    await page.getByText('Berkas disetujui').waitFor();

    await maria.goto('/usaha-saya');
    await maria.getByRole('link', { name: 'Ubah data usaha atau beri pernyataan' }).click();
    await maria.getByLabel('Alamat usaha').fill('Jalan Percobaan 2');
    await maria.getByLabel('Pakta integritas sudah ditandatangani?').selectOption({ label: 'Ya' });
    expect(await faults(maria)).toEqual([]);
    await maria.getByRole('button', { name: 'Kirim usulan' }).click();
    await maria.getByText('Usulan dikirim').waitFor();
    await goTo(page, 'Antrean');
    await page.getByRole('region', { name: 'Usulan perubahan data' }).getByRole('link').first().click();
    note('usulan perubahan data');
    expect(await page.getByRole('region', { name: 'Yang diusulkan' }).textContent()).toContain('Jalan Percobaan 2');
    await page.getByRole('button', { name: 'Terima dan ubah data usaha' }).click();
    await page.getByText('Usulan diterima').waitFor();
    await maria.goto('/usaha-saya');
    await maria.getByText('Jalan Percobaan 2').first().waitFor();
    expect(await faults(maria)).toEqual([]);

    await maria.goto('/pesan');
    await maria.getByText('Berkas Kopi Percobaan Peramban selesai diperiksa').first().waitFor();
    expect(await faults(maria)).toEqual([]);
    await own.close();
  });

  it('lets an auditor read all of it, and change nothing', async () => {
    await goTo(page, 'Pengguna');
    await page.getByRole('textbox', { name: 'Nama pengguna' }).last().fill('auditor.contoh');
    await page.getByRole('textbox', { name: 'Nama lengkap' }).last().fill('Auditor Contoh');
    await page.getByRole('radio', { name: 'Auditor (hanya membaca)' }).check();
    await page.getByRole('button', { name: 'Tambah pengguna' }).click();
    const given = ((await main().locator('code').first().textContent()) ?? '').trim();
    const context = await visit(browser, app.url, { javaScriptEnabled: false });
    context.setDefaultTimeout(30_000);
    const auditor = await context.newPage();
    await signIn(auditor, 'auditor.contoh', given);
    await chooseOwnPassword(auditor, given);
    for (const [name, path] of seen) {
      if (name === 'satu keterangan') continue;
      const answer = await auditor.goto(path);
      expect([name, answer?.status()]).toEqual([name, 200]);
      for (const button of [
        'Nilai lagi dengan data sekarang',
        'Setujui dan nilai kelayakannya',
        'Hubungkan akun dengan usaha ini',
      ])
        expect([name, await auditor.getByRole('button', { name: button }).count()]).toEqual([name, 0]);
    }
    expect((await auditor.goto(seen.get('satu keterangan') ?? ''))?.status()).toBe(403);
    await context.close();
  });

  it.each([
    ['wide', WIDE],
    ['phone', PHONE],
  ])('has nothing that hinders, and fits, on a %s screen', async (_size, viewport) => {
    expect(seen.size).toBeGreaterThan(12);
    const context = await visit(browser, app.url, { viewport });
    const walker = await context.newPage();
    await signIn(walker, app.username, PASSWORD);
    const found: string[] = [];
    for (const [name, path] of seen) {
      await walker.goto(path);
      found.push(...(await faults(walker)).map((fault) => `${name}: ${fault}`));
      await walker.screenshot({
        path: `test/browser/output/kelayakan-${_size}-${name.replaceAll(/\W+/g, '-')}.png`,
        fullPage: true,
      });
    }
    expect(found).toEqual([]);
    await context.close();
  });
});
