import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type RunningApp, startApp } from './support/app.js';
import { openBrowser, visit } from './support/browser.js';
import { enterpriseList, FAULTS, potentialList, villageCodes } from './support/catalogue-lists.js';
import { goTo, signIn, title } from './support/person.js';

const PASSWORD = 'lontar bukit jagung pasir';

describe('the villages and the makers, from two spreadsheets into the catalogue', () => {
  let app: RunningApp;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lokapasar-lists-'));
    [app, browser] = await Promise.all([startApp(), openBrowser()]);
    context = await visit(browser, app.url, { javaScriptEnabled: false });
    context.setDefaultTimeout(60_000);
    page = await context.newPage();
    await signIn(page, app.username, app.password);
    await page.getByLabel('Kata sandi yang sekarang').fill(app.password);
    await page.getByLabel('Kata sandi baru', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Kata sandi baru, sekali lagi').fill(PASSWORD);
    await page.getByRole('button', { name: 'Ganti kata sandi' }).click();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const kept = (name: string, file: Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, file);
    return path;
  };

  it('takes the potential of 500 villages', async () => {
    await goTo(page, 'Desa dan cakupan');
    await page.getByRole('main').getByRole('link', { name: 'Impor potensi dari Excel' }).first().click();
    await page
      .getByLabel('Berkas potensi desa')
      .setInputFiles(kept('potensi.xlsx', await potentialList(await villageCodes(500))));
    await page.getByRole('button', { name: 'Lihat apa yang berubah' }).click();
    await page.getByRole('button', { name: /^Simpan 500 / }).click();
    expect(await page.getByRole('status').first().textContent()).toMatch(/Potensi disimpan.*500/s);
  });

  it('says of 1,000 enterprises which 30 rows are wrong, and why, and keeps none', async () => {
    const { file, faulty } = await enterpriseList(1000, await villageCodes(500), false);
    expect(faulty.size).toBe(30);
    expect(new Set(faulty.values()).size).toBe(FAULTS.length);
    await bring(kept('usaha.xlsx', file));
    const rows = new Map<number, string>();
    const table = page.getByRole('region', { name: 'Baris yang ditolak' });
    for (const text of await table.getByRole('row').allTextContents()) {
      const line = /Baris (\d+)/.exec(text)?.[1];
      if (line) rows.set(Number(line), text);
    }
    expect([...rows.keys()].sort((a, b) => a - b)).toEqual([...faulty.keys()]);
    const unlike = [...faulty].filter(([line, { heading, says }]) => {
      const text = rows.get(line) ?? '';
      return !text.includes(heading) || !says.test(text);
    });
    expect(unlike.map(([line]) => rows.get(line))).toEqual([]);
    await page.getByText('Tidak ada yang disimpan').waitFor();
  });

  it('takes the mended file whole', async () => {
    const { file } = await enterpriseList(1000, await villageCodes(500), true);
    await bring(kept('usaha-betul.xlsx', file));
    await page.getByRole('button', { name: /^Simpan 1\.000 pelaku usaha/ }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await goTo(page, 'Pelaku usaha');
    expect(await page.getByRole('main').textContent()).toMatch(/1\.000/);
  });

  it('changes nothing when the same file comes again', async () => {
    const { file } = await enterpriseList(1000, await villageCodes(500), true);
    await bring(kept('usaha-lagi.xlsx', file));
    expect(await page.getByRole('main').textContent()).toContain('Tidak ada yang perlu disimpan');
    expect(await page.getByRole('button', { name: /^Simpan / }).count()).toBe(0);
  });

  async function bring(path: string): Promise<void> {
    await goTo(page, 'Pelaku usaha');
    expect(await title(page).textContent()).not.toBe('');
    await page.getByRole('main').getByRole('link', { name: 'Impor daftar' }).first().click();
    await page.getByLabel('Berkas pelaku usaha').setInputFiles(path);
    await page.getByRole('button', { name: 'Lihat apa yang berubah' }).click();
  }
});
