import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type RunningApp, startApp } from './support/app.js';
import { openBrowser, visit } from './support/browser.js';
import { goTo, signIn, title } from './support/person.js';

const V5 = fileURLToPath(new URL('../fixtures/feeds/v5-isb.json', import.meta.url));
const PASSWORD = 'lontar bukit jagung pasir';

describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('the first day on an empty instance, %s', (_, javaScriptEnabled) => {
  let app: RunningApp;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), openBrowser()]);
    context = await visit(browser, app.url, { javaScriptEnabled });
    page = await context.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('leads from the printed password over a new one to the set-up page, and then home', async () => {
    await signIn(page, app.username, app.password);
    await page.getByLabel('Kata sandi yang sekarang').fill(app.password);
    await page.getByLabel('Kata sandi baru', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Kata sandi baru, sekali lagi').fill(PASSWORD);
    await page.getByRole('button', { name: 'Ganti kata sandi' }).click();

    expect(await title(page).textContent()).toBe('Layanan ini milik siapa?');
    await page.getByLabel('Kode KLPD').fill('D900');
    await page.getByLabel('Nama KLPD').fill('Provinsi Contoh');
    await page.getByLabel('Provinsi').fill('Contoh');
    await page.getByLabel('Tahun anggaran yang ditampilkan').fill('2025');
    await page.getByRole('button', { name: 'Simpan pengaturan' }).click();

    await goTo(page, 'Beranda');
    await page.getByRole('heading', { name: 'Belum ada data. Mulai dari sini' }).waitFor();
    await page.getByText('Provinsi Contoh').first().waitFor();
  });

  it('takes a file as it was downloaded, says what it was taken for, and accounts for every row', async () => {
    await page.getByRole('main').getByRole('link', { name: 'Impor berkas' }).click();
    await page.getByLabel('Berkas dari sumbernya').setInputFiles(V5);
    await page.getByRole('button', { name: 'Impor berkas' }).click();

    const counts = page.getByRole('region', { name: 'Hitungan baris' });
    await openImport(page);
    await counts.waitFor({ timeout: 60_000 });
    await page.getByText('Paket e-Purchasing e-Katalog 5').first().waitFor();
    const fates = new Map<string, number>();
    for (const row of await counts.getByRole('row').all()) {
      const name = await row
        .getByRole('rowheader')
        .first()
        .textContent({ timeout: 2000 })
        .catch(() => null);
      const [cell] = await row.getByRole('cell').all();
      if (name && cell) fates.set(name, Number((await cell.textContent())?.replace(/\D/g, '')));
    }
    const { Dibaca: read, Diterima: accepted, ...rest } = Object.fromEntries(fates);
    expect(read).toBeGreaterThan(0);
    expect(accepted).toBeGreaterThan(0);
    expect(Object.values(rest).reduce((sum, rows) => sum + rows, accepted ?? 0)).toBe(read);
  });

  it('shows the first figures on Beranda', async () => {
    await goTo(page, 'Beranda');
    expect(await title(page).textContent()).toMatch(/^Bagaimana belanja perangkat daerah tahun \d{4}\?$/);
    await page.getByRole('heading', { name: 'Yang perlu perhatian' }).waitFor();
    await page.getByRole('region', { name: 'Tabel kebaruan data belanja' }).getByText('v5-isb.json').waitFor();
  });
});

/** A single file leads to its own page, several to the list; without scripts the page is loaded anew by hand. */
async function openImport(page: Page): Promise<void> {
  const inList = page.getByRole('region', { name: 'Riwayat impor' }).getByRole('link').first();
  if (await inList.isVisible()) await inList.click();
  const done = page.getByRole('region', { name: 'Hitungan baris' });
  for (let tries = 0; tries < 60 && !(await done.isVisible()); tries += 1) {
    await page.waitForTimeout(500);
    await page.reload();
  }
}
