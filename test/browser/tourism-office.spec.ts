import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { writeXlsx } from '../../src/shared/spreadsheet.js';
import { type RunningApp, startDemo } from './support/app.js';
import { openBrowser, PHONE, visit, WIDE } from './support/browser.js';
import { goTo, signIn, title } from './support/person.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const HEADINGS = ['Nama', 'Jenis', 'Kode Wilayah', 'Lintang', 'Bujur', 'Pengelola'];
const FAULTY = [
  ['Pantai Contoh Timur', 'Pantai', '53.01.04.2003', '-10.2', '123.4', 'Kelompok Contoh'],
  ['Bukit Contoh', 'Bukit', '53.01.04.2003', '', '', ''],
  ['Gua Contoh', 'Gua', '53.99.99.2999', '', '', ''],
  ['Danau Contoh', 'Danau', '53.01.04', '-98', '123.4', ''],
];
const MENDED = FAULTY.map(([name = '', kind = '', code = '', lat = '', lon = '', by = '']) => [
  name,
  kind === 'Bukit' ? 'Bentang alam' : kind,
  code.startsWith('53.99') ? '53.01.04.2003' : code,
  lat === '-98' ? '-9.8' : lat,
  lon,
  by,
]);

describe('a clerk of the tourism office', () => {
  let app: RunningApp;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lokapasar-office-'));
    [app, browser] = await Promise.all([startDemo(), openBrowser()]);
    context = await visit(browser, app.url, { javaScriptEnabled: false });
    context.setDefaultTimeout(60_000);
    page = await context.newPage();
    await signIn(page, app.username, app.password);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const bring = async (name: string, rows: string[][]): Promise<void> => {
    const path = join(folder, name);
    const columns = HEADINGS.map((heading) => ({ heading, type: 'text' as const }));
    writeFileSync(path, await writeXlsx({ sheets: [{ name: 'Lokasi', columns, rows }] }));
    await goTo(page, 'Lokasi wisata');
    await page.getByRole('main').getByRole('link', { name: 'Impor daftar lokasi' }).click();
    await page.getByLabel('Berkas lokasi wisata').setInputFiles(path);
    await page.getByRole('button', { name: 'Lihat apa yang berubah' }).click();
  };

  it('is told which rows of a list are wrong, where and what to do, and nothing is kept', async () => {
    await bring('lokasi.xlsx', FAULTY);
    await page.getByText('Tidak ada yang disimpan').waitFor();
    const rows = await page.getByRole('region', { name: 'Baris yang ditolak' }).getByRole('row').allTextContents();
    for (const said of [
      /Baris 3.*Jenis.*Bukit.*Pilih jenis/s,
      /Baris 4.*Kode Wilayah.*53\.99\.99\.2999/s,
      /Baris 5.*Lintang.*-98/s,
    ])
      expect(rows.some((row) => said.test(row))).toBe(true);
    expect(rows.filter((row) => row.includes('Baris 2'))).toEqual([]);
  });

  it('mends the list, keeps it, and assigns products of another village to one of the places', async () => {
    await bring('lokasi-betul.xlsx', MENDED);
    await page.getByRole('button', { name: 'Simpan 4 lokasi' }).click();
    await page.getByLabel('Nama atau kode').fill('pantai contoh timur');
    await page.getByRole('button', { name: 'Terapkan' }).click();
    await page.getByRole('link', { name: 'Pantai Contoh Timur' }).click();
    expect(await title(page).textContent()).toBe('Apa yang dicatat tentang Pantai Contoh Timur?');
    await page.getByRole('link', { name: 'Tetapkan produk' }).click();
    await page.getByLabel('Cari produk').fill('kopi');
    await page.getByRole('button', { name: 'Cari', exact: true }).click();
    const offered = page.getByRole('group', { name: 'Yang ditetapkan' }).getByRole('checkbox');
    const labels = page.getByRole('group', { name: 'Yang ditetapkan' }).locator('label');
    const shown = (await labels.allTextContents()).findIndex((text) => !text.includes('belum tampil'));
    expect(shown).toBeGreaterThanOrEqual(0);
    const product = ((await labels.nth(shown).textContent()) ?? '').replace(/nomor \d+.*$/s, '').trim();
    await offered.nth(shown).check();
    await page.getByRole('button', { name: 'Simpan penetapan' }).click();
    // The browser itself asks for the reason.
    await page.getByRole('textbox', { name: 'Alasan' }).fill('Nota dinas contoh');
    await page.getByRole('button', { name: 'Simpan penetapan' }).click();
    expect(await page.getByRole('region', { name: 'Penetapan' }).textContent()).toContain(product);

    await page.getByRole('link', { name: 'Halaman pengunjung' }).click();
    const main = await page.getByRole('main').textContent();
    expect(main).toContain('Pantai Contoh Timur');
    expect(main).toContain(product);
  });

  it('prints the card of the place', async () => {
    await page.goto('/etalase-wisata/pantai-contoh-timur');
    const href = await page.getByRole('link', { name: 'Kartu A4', exact: true }).getAttribute('href');
    const card = await context.request.get(href ?? '');
    expect(card.headers()['content-type']).toBe('application/pdf');
    expect((await card.body()).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it.each([
    ['wide', WIDE],
    ['phone', PHONE],
  ] as const)('has pages that axe finds nothing in and that fit the width (%s)', async (_size, viewport) => {
    const walk = await visit(browser, app.url, { viewport });
    walk.setDefaultTimeout(60_000);
    const one = await walk.newPage();
    await signIn(one, app.username, app.password);
    await one.goto('/etalase-wisata?keadaan=ada');
    await one
      .getByRole('region', { name: 'Etalase per lokasi wisata' })
      .getByRole('rowheader')
      .getByRole('link')
      .first()
      .click();
    const place = new URL(one.url()).pathname;
    const etalase = await one
      .getByRole('region', { name: 'Etalase di lokasi ini' })
      .getByRole('rowheader')
      .getByRole('link')
      .first()
      .getAttribute('href');
    const keeping = place.replace('etalase-wisata', 'lokasi-wisata');
    await one.goto('/');
    const duty = (await one.getByRole('link', { name: 'Lihat kepatuhan K4' }).getAttribute('href')) ?? '';
    await one.goto(duty);
    const behind = one
      .getByRole('region', { name: 'Tabel kepatuhan etalase' })
      .getByRole('rowheader')
      .getByRole('link');
    const answering = (await behind.first().getAttribute('href')) ?? '';
    await one.goto('/kabar-etalase');
    await one.getByLabel('Nama penerima').fill(`Situs contoh ${viewport.width}`);
    await one.getByLabel('Alamat yang dikabari').fill('https://contoh.id/kait/etalase');
    await one.getByRole('button', { name: 'Tambah penerima' }).click();
    const receiver = await one
      .getByRole('link', { name: `Situs contoh ${viewport.width}`, exact: true })
      .getAttribute('href');
    const paths = [
      '/lokasi-wisata',
      '/lokasi-wisata/baru',
      '/lokasi-wisata/impor',
      '/lokasi-wisata/penetapan/impor',
      '/lokasi-wisata/aturan',
      keeping,
      `${keeping}/ubah`,
      place.replace('etalase-wisata', 'wisata'),
      `${keeping}/aturan`,
      `${keeping}/penetapan/baru?apa=produk&cari=tenun`,
      '/etalase-wisata',
      '/etalase-wisata/masa-berlaku',
      '/kabar-etalase',
      receiver ?? '',
      duty,
      answering,
      place,
      etalase ?? '',
      `${place}/kunjungan`,
    ];
    const wrong: string[] = [];
    for (const path of paths) {
      await one.goto(path);
      const over = await one.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (over > 0) wrong.push(`${path}: ${over} pixels too wide`);
      await one.evaluate(AXE);
      const { violations } = (await one.evaluate('axe.run({ resultTypes: ["violations"] })')) as {
        violations: { id: string; nodes: { html: string }[] }[];
      };
      wrong.push(...violations.map(({ id, nodes }) => `${path}: ${id}: ${nodes[0]?.html}`));
    }
    expect(wrong).toEqual([]);
    await walk.close();
  });
});
