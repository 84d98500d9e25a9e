import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeWithSamples } from '../support/samples.js';
import { type RunningApp, startApp } from './support/app.js';
import { openBrowser, visit } from './support/browser.js';
import { goTo, signIn } from './support/person.js';

const PASSWORD = 'lontar bukit jagung pasir';

/** What the page of each import says after the real file was handed in: the words of a clerk who reads it. */
const SAID: [file: string, ...says: string[]][] = [
  ['v5-katalogdetail-2022-D199-D209.xlsx', '732 paket', 'Rp56.934.785.094,76'],
  ['v6-isb-PaketEPurchasingV6-D107-2025.json', '606 paket', 'Rp189.677.834.789'],
  ['v6-inaproc-v1-paket-e-purchasing-K34-2025-slice.xlsx', '139 paket', 'Rp67.755.553.305'],
  ['toko-daring-2022-D199.xlsx', '82 paket', 'Rp1.146.002.471'],
  ['isb-StrukturAnggaranPD-D107-2025.json', 'Struktur'],
  ['isb-KomoditasDetail-567.csv', 'Komoditas'],
  ['inaproc-v1-paket-penyedia-envelope.json', 'RUP'],
  ['isb-empty-zero-bytes.json', 'kosong'],
  ['isb-invalid-response.csv', 'invalid_response', 'Data yang sudah tersimpan tidak berubah'],
];

/** Orders and value of each status in the v6 file of ISB, as its README counts them. */
const V6_STATUSES = [
  ['COMPLETED', '17', '338.169.297'],
  ['PAYMENT_OUTSIDE_SYSTEM', '72', '39.685.361.086'],
  ['ON_PROCESS', '516', '149.154.804.406'],
  ['ON_ADDENDUM', '1', '499.500.000'],
] as const;

describeWithSamples('real files handed in on the page', (folder) => {
  let app: RunningApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), openBrowser()]);
    const context = await visit(browser, app.url);
    page = await context.newPage();
    await signIn(page, app.username, app.password);
    await page.getByLabel('Kata sandi yang sekarang').fill(app.password);
    await page.getByLabel('Kata sandi baru', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Kata sandi baru, sekali lagi').fill(PASSWORD);
    await page.getByRole('button', { name: 'Ganti kata sandi' }).click();
    await page.getByLabel('Kode KLPD').fill('D107');
    await page.getByLabel('Nama KLPD').fill('Provinsi Contoh');
    await page.getByLabel('Provinsi').fill('Contoh');
    await page.getByLabel('Tahun anggaran yang ditampilkan').fill('2025');
    await page.getByRole('button', { name: 'Simpan pengaturan' }).click();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it.each(SAID)('says of %s what is in it', async (file, ...says) => {
    await goTo(page, 'Impor');
    await page.getByLabel('Berkas dari sumbernya').setInputFiles(join(folder, file));
    await page.getByRole('button', { name: 'Impor berkas' }).click();
    await ended(page);
    const text = (await page.getByRole('main').innerText()).replaceAll('\u00a0', ' ');
    for (const words of says) expect(text).toContain(words);
  });

  it('shows the four statuses of the v6 orders with their sums', async () => {
    await page.goto('/belanja?tahun=2025&klpd=D107&menurut=status&sumber=v6');
    const table = page.getByRole('region', { name: /Tabel belanja menurut/ });
    await table.waitFor();
    const rows = await table.getByRole('row').allInnerTexts();
    for (const [status, orders, value] of V6_STATUSES) {
      const row = rows.find((one) => one.includes(status));
      expect(row).toContain(orders);
      expect(row).toContain(value);
    }
  });

  it('keeps cancelled orders of INAPROC out of both sums and shows them by status', async () => {
    await page.goto('/belanja?tahun=2025&klpd=K34&menurut=status&sumber=v6');
    const apart = page.getByText('Di luar jumlah itu:');
    await apart.waitFor();
    const rows = await page
      .getByRole('region', { name: /Tabel belanja menurut/ })
      .getByRole('row')
      .allInnerTexts();
    const cancelled = rows.filter((row) => /CANCEL|REJECT/i.test(row));
    expect(cancelled.length).toBeGreaterThan(0);
    // Transaksi and Selesai of such a row are nought.
    for (const row of cancelled) expect(row.split('\t').slice(3, 5)).toEqual(['0', '0']);
  });
});

/** Waits until the import that was just handed in has come to its end, on a page of its own. */
async function ended(page: Page): Promise<void> {
  const inList = page.getByRole('region', { name: 'Riwayat impor' }).getByRole('link').first();
  if (await inList.isVisible()) await inList.click();
  for (let tries = 0; tries < 120; tries += 1) {
    if (!/memuat ulang sendiri/.test(await page.getByRole('main').innerText())) return;
    await page.waitForTimeout(300);
    await page.reload();
  }
  throw new Error(`The import did not end: ${await page.getByRole('main').innerText()}`);
}
