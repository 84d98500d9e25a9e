import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readXlsx } from 'hucre';
import type { Browser, Download, Page } from 'playwright-core';
import { type RunningApp, startDemo } from './support/app.js';
import { openBrowser, PHONE, visit, WIDE } from './support/browser.js';
import { goTo, signIn, title } from './support/person.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds serious or critical. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = (await page.evaluate('axe.run({ resultTypes: ["violations"] })')) as {
    violations: { id: string; impact: string | null; nodes: { html: string; failureSummary?: string }[] }[];
  };
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary ?? ''}`);
}

async function sheetsOf(download: Download): Promise<unknown[][]> {
  const { sheets } = await readXlsx(readFileSync(await download.path()));
  return sheets[0]?.rows ?? [];
}

describe('participation in a browser', () => {
  let app: RunningApp;
  let browser: Browser;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startDemo(), openBrowser()]);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it.each([true, false])(
    'tells a citizen in a sentence of what, by when and against what, with the table to take along (scripts: %s)',
    async (javaScriptEnabled) => {
      const context = await visit(browser, app.url, { javaScriptEnabled });
      const page = await context.newPage();
      await page.goto('/partisipasi');
      expect(await title(page).textContent()).toBe('Apakah UMK makin banyak menjual kepada pemerintah?');
      await page
        .getByText(/UMK dan koperasi yang menjual kepada .*\(.* dari seluruhnya\)/)
        .first()
        .waitFor();
      const table = page.getByRole('region', { name: 'Tabel partisipasi' });
      expect(await table.getByRole('rowheader').filter({ hasText: 'Pangsa UMK dari nilai' }).count()).toBe(1);
      await page.getByRole('link', { name: 'Tahun penuh' }).click();
      await page.getByText('(setahun)').first().waitFor();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'XLSX', exact: true }).click(),
      ]);
      const [heads = [], ...rows] = await sheetsOf(download);
      expect(heads).toContain('Banyaknya');
      expect(rows.length).toBeGreaterThan(20);
      await context.close();
    },
  );

  it.each([true, false])(
    'leads a clerk from a filter to the sellers behind a number, and takes them along (scripts: %s)',
    async (javaScriptEnabled) => {
      const context = await visit(browser, app.url, { javaScriptEnabled });
      const page = await context.newPage();
      await signIn(page, app.username, app.password);
      await goTo(page, 'Partisipasi');
      await page.getByRole('combobox', { name: 'Kelas', exact: true }).selectOption({ label: 'UMK dan koperasi' });
      await page.getByRole('button', { name: 'Terapkan' }).click();
      await page.getByText('Saringan: UMK dan koperasi.').waitFor();
      expect(new URL(page.url()).searchParams.get('kelas')).toBe('yes');

      const row = page
        .getByRole('region', { name: 'Tabel partisipasi' })
        .getByRole('row')
        .filter({ has: page.getByText('definisi Pelaku usaha', { exact: true }) });
      const number = row.getByRole('cell').last().getByRole('link').first();
      const said = Number(((await number.textContent()) ?? '').replaceAll('.', ''));
      expect(said).toBeGreaterThan(0);
      await number.click();
      await page.getByRole('region', { name: 'Tabel pelaku usaha' }).waitFor();
      await page.getByText('Jumlah baris').waitFor();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'XLSX', exact: true }).click(),
      ]);
      // The file holds as many sellers as the number said.
      expect((await sheetsOf(download)).length - 1).toBe(said);

      await page.goBack();
      const share = page
        .getByRole('region', { name: 'Tabel partisipasi' })
        .getByRole('row')
        .filter({ has: page.getByText('definisi Pangsa tiga terbesar', { exact: true }) });
      await share.getByRole('cell').last().getByRole('link').first().click();
      await page
        .getByRole('navigation', { name: 'Bagian dari angkanya' })
        .getByText(/Pembilang/)
        .waitFor();
      expect(
        await page.getByRole('region', { name: 'Tabel pelaku usaha' }).getByRole('rowheader').count(),
      ).toBeLessThanOrEqual(4);
      await context.close();
    },
  );

  it.each([true, false])(
    'keeps a programme, and a target beside what was reached (scripts: %s)',
    async (javaScriptEnabled) => {
      const context = await visit(browser, app.url, { javaScriptEnabled });
      const page = await context.newPage();
      await signIn(page, app.username, app.password);
      await goTo(page, 'Program pembinaan');
      const name = `Pendampingan uji ${javaScriptEnabled ? 'satu' : 'dua'}`;
      await page.getByRole('link', { name: 'Catat program' }).first().click();
      await page.getByLabel('Nama program').fill(name);
      await page.getByLabel('Penyelenggara').fill('Dinas Contoh');
      await page.getByLabel('Jenis program').selectOption({ index: 1 });
      await page.getByLabel('Mulai').fill('2026-02-02');
      await page.getByRole('button', { name: /Simpan/ }).click();
      await page.getByText(name).first().waitFor();

      await goTo(page, 'Peta jalan dan target');
      await page.getByRole('link', { name: 'Tetapkan target' }).first().click();
      const metric = javaScriptEnabled ? 'P15' : 'P09';
      const option = page.getByLabel('Ukuran').locator('option').filter({ hasText: metric }).first();
      await page.getByLabel('Ukuran').selectOption((await option.getAttribute('value')) ?? '');
      await page.getByLabel('Target', { exact: true }).fill(javaScriptEnabled ? '62,5' : '0,9');
      await page.getByRole('button', { name: 'Simpan target' }).click();
      const target = page
        .getByRole('region', { name: 'Target', exact: true })
        .getByRole('row')
        .filter({ hasText: `${metric} versi` });
      await target.getByText(javaScriptEnabled ? 'paling sedikit 62,5 %' : 'paling banyak 0,9').waitFor();
      // What was reached is said, with the day up to which it was.
      expect(await target.textContent()).toMatch(/sampai \d+ \p{L}+ \d{4}|setahun penuh/u);
      await context.close();
    },
  );

  describe.each([
    ['wide', WIDE],
    ['phone', PHONE],
  ])('on a %s screen', (_, viewport) => {
    it('is accessible and fits the width on every page', async () => {
      const context = await visit(browser, app.url, { viewport });
      const page = await context.newPage();
      await signIn(page, app.username, app.password);
      for (const path of [
        '/partisipasi',
        '/kerja/partisipasi',
        '/kerja/partisipasi?kelas=yes&menurut=desa&bintang=unknown&desa=zzz',
        '/kerja/partisipasi/pelaku?angka=umkShare',
        '/kerja/partisipasi/pelaku?angka=gini',
        '/kerja/partisipasi/pelaku?angka=transactions',
        '/kerja/partisipasi/produk',
        '/kerja/partisipasi/rencana?bagian=pagu-umk',
        '/kerja/partisipasi/rencana?bagian=pengadaan',
        '/kerja/partisipasi/corong',
        '/kerja/partisipasi/corong/baris?angka=eligible',
        '/kerja/partisipasi/corong/baris?angka=layak-jual',
        '/kerja/partisipasi/corong/baris?angka=belum-tercatat',
        '/kerja/partisipasi/katalog',
        '/kerja/partisipasi/bulanan',
        '/peta-jalan',
        '/peta-jalan/target/baru',
        '/program',
        '/program/1/sesudah?langkah=layak',
        '/program/baru',
      ]) {
        await page.goto(path);
        const wider = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect([path, wider]).toEqual([path, 0]);
        // Nothing that is unseen makes a page longer than what is seen of it.
        const longer = await page.evaluate(
          'document.documentElement.scrollHeight - Math.max(innerHeight, Math.ceil(document.body.getBoundingClientRect().bottom + scrollY))',
        );
        expect([path, Number(longer) <= 0]).toEqual([path, true]);
        expect([path, await violations(page)]).toEqual([path, []]);
      }
      await context.close();
    });
  });
});
