import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type RunningApp, startApp } from './support/app.js';
import { openBrowser, PHONE, visit } from './support/browser.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Everything that axe finds, of whatever weight. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = (await page.evaluate('axe.run({ resultTypes: ["violations"] })')) as {
    violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
  };
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary ?? ''}`);
}

describe('a visitor with a phone at a tourism place', () => {
  let app: RunningApp;
  let browser: Browser;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it.each([
    ['light', 'id'],
    ['dark', 'en'],
  ] as const)('finds contrast, order of headings, names and alt texts right (%s, %s)', async (colorScheme, locale) => {
    const context = await visit(browser, app.url, { viewport: PHONE, colorScheme, locale });
    const page = await context.newPage();
    for (const path of ['/wisata', '/wisata/pulau-komodo']) {
      await page.goto(path);
      expect([path, await violations(page)]).toEqual([path, []]);
      const width = (await page.evaluate('document.documentElement.scrollWidth')) as number;
      expect(width).toBeLessThanOrEqual(PHONE.width);
    }
    await context.close();
  });

  it('walks through the page by the keyboard from top to bottom, the way past the head first', async () => {
    const context = await visit(browser, app.url, { javaScriptEnabled: true, viewport: PHONE, locale: 'id' });
    const page = await context.newPage();
    await page.goto('/wisata/pulau-komodo');
    const stops: { text: string; top: number }[] = [];
    for (let at = 0; at < 40; at += 1) {
      await page.keyboard.press('Tab');
      const stop = (await page.evaluate(
        `(() => { const a = document.activeElement; return a && a !== document.body
          ? { text: (a.textContent ?? '').trim(), top: a.getBoundingClientRect().top + scrollY } : null; })()`,
      )) as { text: string; top: number } | null;
      if (!stop) break;
      stops.push(stop);
    }
    expect(stops[0]?.text).toBe('Langsung ke isi');
    expect(stops.length).toBeGreaterThan(5);
    // Links of one row stand side by side: what comes later never stands clearly above.
    for (const [at, stop] of stops.entries())
      if (at > 1) expect(stop.top).toBeGreaterThan((stops[at - 1]?.top ?? 0) - 30);
    await context.close();
  });

  it('reads all of it without scripts', async () => {
    const context = await visit(browser, app.url, { javaScriptEnabled: false, viewport: PHONE, locale: 'id' });
    const page = await context.newPage();
    await page.goto('/wisata');
    await page.getByLabel('Nama').fill('komodo');
    await page.getByRole('button', { name: 'Cari' }).click();
    await page.getByRole('link', { name: /Loh Liang/ }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Pulau Komodo');
    expect(await page.getByRole('heading', { name: 'Produk di sekitar sini' }).isVisible()).toBe(true);
    await page.getByRole('link', { name: 'English' }).click();
    expect(await page.getByRole('heading', { name: 'Products from around here' }).isVisible()).toBe(true);
    await context.close();
  });
});
