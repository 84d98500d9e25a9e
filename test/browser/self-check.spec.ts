import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type RunningApp, startApp } from './support/app.js';
import { openBrowser, PHONE, visit } from './support/browser.js';
import { title } from './support/person.js';

/** What a maker of banana chips answers, screen by screen, by what is written there. */
const MAKER: readonly (readonly (readonly [question: string, answer: string])[])[] = [
  [
    ['Bentuk usaha', 'Perorangan (atas nama sendiri)'],
    ['Produk yang ingin dijual', 'Makanan atau minuman kering dalam kemasan'],
    ['Jenisnya', 'Keripik, kerupuk'],
    ['Anda sendiri yang membuatnya?', 'Ya'],
    ['Usaha terletak di provinsi ini?', 'Ya'],
  ],
  [
    ['Nomor induk berusaha (NIB)', 'Ada, aktif'],
    ['NPWP', 'Belum ada'],
    ['Status pajak (KSWP) sah?', 'Belum tahu'],
    ['Dokumen lain lengkap?', 'Belum'],
    ['Izin menurut tingkat risiko pada NIB', 'Risiko rendah, cukup NIB'],
  ],
  [
    ['Pengelola akun orang yang tercatat pada NIB?', 'Ya'],
    ['NIB sudah dipakai akun lain?', 'Tidak'],
    ['Identitas digital pengelola akun', 'Belum ada'],
    ['Tercantum dalam daftar hitam?', 'Belum tahu'],
  ],
  [
    ['Kapan usaha didirikan?', 'Sebelum 2021'],
    ['Hasil penjualan setahun', 'Sampai Rp2 miliar'],
    ['Dimiliki atau dikuasai usaha lain?', 'Tidak'],
  ],
  [
    ['Izin edar pangan', 'P-IRT, masih berlaku'],
    ['Izin edar berlaku sampai', '2031-03-31'],
    ['Sertifikat halal', 'Belum ada'],
    ['Termasuk salah satu ini?', 'Tidak satu pun'],
  ],
];

/** Number and name of a rule of law, with which nobody is left alone. */
const ARTICLE =
  /\b(?:Pasal|ayat|(?:PP|UU|Perpu|Perppu|Perpres|Inpres|Kepka|Kepkep|Perlem|Perban|PerBPOM|PER|PMK|Permen\w*)(?: \w+)?) [\d-]+/;

describe('a maker on the phone asks whether she may sell', () => {
  let app: RunningApp;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let screens = 0;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), openBrowser()]);
    context = await visit(browser, app.url, { javaScriptEnabled: false, viewport: PHONE });
    context.setDefaultTimeout(5_000);
    page = await context.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  /** Every control that may be touched is at least 44 pixels high and inside the phone's width. */
  async function fitsTheThumb(): Promise<void> {
    const controls = page.getByRole('main').locator('button, select, input[type=date], .tiles span');
    for (const control of await controls.all()) {
      const box = await control.boundingBox();
      expect(box?.height ?? 0).toBeGreaterThanOrEqual(44);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(PHONE.width);
    }
    const wide = await page.locator('html').evaluate((html) => html.scrollWidth);
    expect(wide).toBeLessThanOrEqual(PHONE.width);
  }

  async function answer(question: string, said: string): Promise<void> {
    const tiles = page.getByRole('group', { name: question, exact: true });
    if ((await tiles.count()) > 0) return tiles.getByRole('radio', { name: said, exact: true }).check();
    const field = page.getByLabel(question, { exact: true });
    if (/^\d{4}-/.test(said)) return field.fill(said);
    await field.selectOption({ label: said });
  }

  it('finds the check without an account, from where everybody begins', async () => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Cek kelayakan usaha saya' }).click();
    expect(await title(page).textContent()).toBe('Usaha dan produk Anda');
    await page.goto('/katalog');
    await page.getByRole('link', { name: 'Cek apakah usaha Anda siap menjual di e-Katalog' }).click();
    expect(await title(page).textContent()).toBe('Usaha dan produk Anda');
  });

  it('has the result on the sixth screen, with nothing typed but one day', async () => {
    for (const questions of MAKER) {
      screens += 1;
      await fitsTheThumb();
      const shown = await page.getByRole('main').textContent();
      for (const group of await page.getByRole('main').getByRole('group').all())
        expect(await group.getByText('Belum tahu', { exact: true }).count()).toBe(1);
      for (const [question, said] of questions) await answer(question, said);
      expect(shown).toContain(`layar ${screens} dari 6`);
      const height = await page.locator('html').evaluate((html) => html.scrollHeight);
      // One screen is one glance, or two: a thumb's swipe at most.
      expect(height).toBeLessThanOrEqual(2 * PHONE.height);
      await page.getByRole('button', { name: screens === MAKER.length ? 'Lihat hasil' : 'Lanjut' }).click();
    }
    screens += 1;
    expect(await title(page).textContent()).toBe('Apa yang masih kurang?');
    expect(screens).toBeLessThanOrEqual(6);
    expect(page.url()).toBe(`${app.url}/cek-kelayakan`);
  });

  it('is told the outcome, how far she is, and what nobody answered', async () => {
    const text = await page.getByRole('main').textContent();
    expect(text).toMatch(/Tidak layak untuk menjual di e-Katalog\. \d+ dari \d+ syarat terpenuhi; \d+ belum terpenuhi/);
    expect(await headings('Belum terpenuhi')).toEqual([
      'NPWP',
      'Dokumen usaha',
      'Identitas digital',
      'Sertifikat halal',
    ]);
    expect(await headings('Belum dapat dinilai')).toEqual(expect.arrayContaining(['Daftar hitam', 'Kategori katalog']));
    expect(text).toContain('Izin edar pangan (P-IRT atau MD): sampai 31 Maret 2031');
  });

  async function headings(section: string): Promise<string[]> {
    return page
      .getByRole('region', { name: section, exact: true })
      .getByRole('heading', { level: 3 })
      .allTextContents();
  }

  it('is led from each unmet requirement to a next step with its office', async () => {
    let seen = 0;
    await page.getByText(/^Peringatan saja, aturannya belum dipastikan/).click();
    const places = [
      page.getByRole('region', { name: 'Belum terpenuhi', exact: true }),
      page.getByRole('region', { name: 'Belum dapat dinilai', exact: true }),
      page.getByRole('group').filter({ hasText: /^Peringatan saja/ }),
    ];
    for (const place of places)
      for (const article of await place.getByRole('article').all()) {
        seen += 1;
        const steps = await article.locator('dt').allTextContents();
        expect(steps.slice(0, 2)).toEqual(['Langkah berikutnya', 'Di mana']);
        for (const words of await article.locator('dd').allTextContents()) expect(words.length).toBeGreaterThan(2);
      }
    expect(seen).toBeGreaterThan(8);
  });

  it('never reads an article number without plain words beside it', async () => {
    const lines = await page.locator('main p, main li > :not(article), main dd, main h2, main h3').allTextContents();
    const numbered = lines.map((line) => line.trim()).filter((line) => ARTICLE.test(line));
    expect(numbered.length).toBeGreaterThan(5);
    // What is left without the names of rules still says what they are about.
    const bare = numbered.filter((line) => {
      const words = line.replaceAll(new RegExp(ARTICLE, 'g'), '').match(/\b[a-z]{4,}\b/gi) ?? [];
      return words.filter((word) => !/^(terbaca|pada|sumber|yang|disebut|pasal)$/i.test(word)).length < 3;
    });
    expect(bare).toEqual([]);
  });

  it('changes an answer without giving the others again', async () => {
    await page.getByRole('button', { name: 'Ubah jawaban' }).click();
    expect(await page.getByLabel('Jenisnya').inputValue()).toBe('keripik');
    await page.getByRole('button', { name: 'Lanjut' }).click();
    await answer('NPWP', 'Ada');
    for (let more = 0; more < 3; more += 1) await page.getByRole('button', { name: 'Lanjut' }).click();
    await page.getByRole('button', { name: 'Lihat hasil' }).click();
    expect(await headings('Belum terpenuhi')).toEqual(['Dokumen usaha', 'Identitas digital', 'Sertifikat halal']);
  });
});
