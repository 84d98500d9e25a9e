import type { Locator, Page } from 'playwright-core';

/** What a person does on any page, by what is written on it. */
export async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.goto('/masuk');
  await page.getByLabel('Nama pengguna').fill(username);
  await page.getByLabel('Kata sandi').fill(password);
  await page.getByRole('button', { name: 'Masuk' }).click();
}

/** Goes to a page by the navigation; on a phone behind its menu. */
export async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Utama' }).getByRole('link', { name, exact: true }).click();
}

export function title(page: Page): Locator {
  return page.getByRole('heading', { level: 1 });
}

/** Presses Tab until `target` has the focus, as somebody without a mouse does. Throws after `most` presses. */
export async function tabTo(page: Page, target: Locator, most = 80): Promise<void> {
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`The focus did not come to ${String(target)} within ${most} presses of Tab`);
}
