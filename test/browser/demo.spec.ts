import { createRequire } from 'node:module';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type RunningApp, startDemo } from './support/app.js';
import { openBrowser, PHONE, visit, WIDE } from './support/browser.js';
import { goTo, signIn, tabTo, title } from './support/person.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const OUTPUT = join(ROOT, 'test/browser/output');
const IMAGES = join(ROOT, 'docs/img');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Every page of the navigation, and the deeper ones by the way a person gets there. */
const PAGES = [
  'Beranda',
  'Kepatuhan',
  'Belanja',
  'Impor',
  'Pemetaan satker',
  'Penyedia (kelas UMK)',
  'Daftar OVOP',
  'Edaran',
  'Status transaksi',
  'Definisi',
  'Pengaturan',
  'Pengguna',
];

describe('the demo in a browser', () => {
  let app: RunningApp;
  let browser: Browser;

  beforeAll(async () => {
    mkdirSync(OUTPUT, { recursive: true });
    mkdirSync(IMAGES, { recursive: true });
    [app, browser] = await Promise.all([startDemo(), openBrowser()]);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  async function inside(options: Parameters<typeof visit>[2] = {}): Promise<{ context: BrowserContext; page: Page }> {
    const context = await visit(browser, app.url, options);
    const page = await context.newPage();
    await signIn(page, app.username, app.password);
    return { context, page };
  }

  it.each([true, false])(
    'leads from Beranda in at most three clicks to the one furthest from its target and its packages (scripts: %s)',
    async (javaScriptEnabled) => {
      const { context, page } = await inside({ javaScriptEnabled });
      await goTo(page, 'Beranda');
      let clicks = 0;
      const click = async (name: string | RegExp): Promise<void> => {
        clicks += 1;
        await page.getByRole('main').getByRole('link', { name }).first().click();
      };

      await click('Siapa yang paling jauh dari target?');
      const ranking = page.getByRole('region', { name: 'Tabel kepatuhan' });
      await ranking.getByText('Urut dari kekurangan terbesar').waitFor();
      const first = ranking.getByRole('rowheader').first().getByRole('link');
      const furthest = (await first.textContent()) ?? '';
      expect(furthest).not.toBe('');

      clicks += 1;
      await first.click();
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.getByRole('main').textContent()).toContain(furthest);
      const packages = page.getByRole('region', { name: /paket/i });
      expect(await packages.getByRole('rowheader').count()).toBeGreaterThan(0);
      expect(clicks).toBeLessThanOrEqual(3);
      await context.close();
    },
  );

  it.each([true, false])(
    'drills from a perangkat daerah down to the row as it was imported (scripts: %s)',
    async (javaScriptEnabled) => {
      const { context, page } = await inside({ javaScriptEnabled });
      await goTo(page, 'Belanja');
      const firstIn = async (region: string | RegExp): Promise<void> => {
        await page
          .getByRole('region', { name: region })
          .getByRole('rowheader')
          .first()
          .getByRole('link')
          .first()
          .click();
      };
      await firstIn('Tabel belanja menurut perangkat daerah');
      await firstIn('Tabel belanja menurut satker');
      await firstIn('Tabel paket');
      await page.getByRole('heading', { name: 'Baris paket' }).waitFor();
      await page.getByRole('link', { name: 'Baris sumber' }).first().click();
      await page.getByRole('region', { name: 'Tabel baris sumber' }).waitFor();
      expect(await title(page).textContent()).toBe('Apa isi baris sumbernya?');
      await context.close();
    },
  );

  it('filters Belanja by keyboard alone, and keeps the state in the address', async () => {
    const { context, page } = await inside();
    await goTo(page, 'Belanja');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Langsung ke isi');
    await page.keyboard.press('Enter');

    const state = page.getByRole('combobox', { name: 'UMK', exact: true });
    await tabTo(page, state);
    await page.keyboard.press('ArrowDown');
    await tabTo(page, page.getByRole('button', { name: 'Terapkan' }));
    await page.keyboard.press('Enter');
    await page.getByText('Saringan: UMK ya.').waitFor();
    expect(new URL(page.url()).searchParams.get('umk')).toBe('yes');

    await page.reload();
    expect(await page.getByRole('combobox', { name: 'UMK', exact: true }).inputValue()).toBe('yes');
    await page.goBack();
    await page.getByText('Saringan:').waitFor({ state: 'detached' });

    const sort = page.getByRole('columnheader', { name: 'Paket' }).getByRole('link');
    await tabTo(page, sort);
    await page.keyboard.press('Enter');
    await page.waitForURL(/urut=paket/);
    expect(await page.getByRole('columnheader', { name: 'Paket' }).getAttribute('aria-sort')).toBe('descending');
    await context.close();
  });

  describe.each([
    ['wide', WIDE],
    ['phone', PHONE],
  ])('on a %s screen', (size, viewport) => {
    let context: BrowserContext;
    let page: Page;

    beforeAll(async () => {
      ({ context, page } = await inside({ viewport }));
    });
    afterAll(() => context?.close());

    it.each(PAGES)('%s is accessible and fits the width', async (name) => {
      await page.goto('/');
      const link = page.getByRole('navigation', { name: 'Utama' }).getByRole('link', { name, exact: true });
      if (!(await link.isVisible())) await page.getByText('Menu', { exact: true }).click();
      await link.click();
      await page.waitForLoadState('networkidle');

      await page.screenshot({ path: join(OUTPUT, `${size}-${fileName(name)}.png`), fullPage: true });
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await violations(page)).toEqual([]);
      if (size === 'wide' && (name === 'Kepatuhan' || name === 'Belanja')) {
        await page.screenshot({ path: join(IMAGES, `${name.toLowerCase()}.png`) });
      }
    });

    it('shows a package without a wider page than the screen', async () => {
      await page.goto('/belanja/paket');
      await page.getByRole('region', { name: 'Tabel paket' }).getByRole('rowheader').first().getByRole('link').click();
      await page.getByRole('heading', { name: 'Baris paket' }).waitFor();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await violations(page)).toEqual([]);
      await page.screenshot({ path: join(OUTPUT, `${size}-paket.png`), fullPage: true });
    });
  });

  it.each(PAGES)('%s weighs less than 60 KB compressed at first load, and less than 20 KB after', async (name) => {
    const { context, page } = await inside();
    const href = await page
      .getByRole('navigation', { name: 'Utama' })
      .getByRole('link', { name, exact: true })
      .getAttribute('href');
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    let bytes = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await session.send('Network.clearBrowserCache');
    await page.goto(href ?? '/');
    await page.waitForLoadState('networkidle');
    expect(bytes).toBeGreaterThan(1000);
    expect(bytes).toBeLessThan(60 * 1024);
    bytes = 0;
    await page.reload();
    await page.waitForLoadState('networkidle');
    expect(bytes).toBeLessThan(20 * 1024);
    await context.close();
  });

  it('shows nobody who is not signed in anything but the sign-in page', async () => {
    const context = await visit(browser, app.url);
    const page = await context.newPage();
    for (const path of ['/', '/belanja', '/kepatuhan', '/definisi']) {
      await page.goto(path);
      expect(await title(page).textContent()).toBe('Masuk');
    }
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});

/** By how many pixels the page is wider than the screen. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** What axe finds serious or critical, as a person can read it in the test's output. */
async function violations(page: Page): Promise<string[]> {
  // The page forbids scripts of its own; the debugger's own evaluation is not bound by that.
  await page.evaluate(AXE);
  const found = (await page.evaluate('axe.run({ resultTypes: ["violations"] })')) as {
    violations: { id: string; impact: string | null; nodes: { html: string; failureSummary?: string }[] }[];
  };
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html} (${nodes.length}) ${nodes[0]?.failureSummary ?? ''}`);
}

function fileName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/-$/, '');
}
