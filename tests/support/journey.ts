/** What every browser journey needs: the built product with its lab, a browser, and somebody who is signed in. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { startProduct, type Product, type ProductOptions } from './product.ts';

/** Pages fill in within a second or two; the rest is for a machine that does other things too. */
const PATIENCE_MS = 20_000;

export interface Journey {
  readonly product: Product;
  /** A browser profile of its own: nobody is signed in, nothing is stored. */
  openContext(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** A page in a new profile, signed in as the first admin through the sign-in page. */
  openAsAdmin(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** The same, signed in as a person of Backline support. */
  openAsSupport(path: string, options?: BrowserContextOptions): Promise<Page>;
  stop(): Promise<void>;
}

export async function startJourney(settings?: ProductOptions): Promise<Journey> {
  const [product, browser] = await Promise.all([startProduct(settings), launchBrowser()]);
  const openAs = async (person: Product['admin'], path: string, options?: BrowserContextOptions) => {
    const context = await openContext(browser, product, options);
    const page = await context.newPage();
    await page.goto(`/sign-in?return=${encodeURIComponent(path)}`);
    await page.getByLabel('Email').fill(person.email);
    await page.getByLabel('Password', { exact: true }).fill(person.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(path);
    return page;
  };
  return {
    product,
    openContext: (options) => openContext(browser, product, options),
    openAsAdmin: (path, options) => openAs(product.admin, path, options),
    openAsSupport: (path, options) => openAs(product.support, path, options),
    stop: async () => {
      await browser.close();
      await product.stop();
    },
  };
}

/** Waits until the element has the focus. */
export async function waitForFocus(locator: Locator): Promise<void> {
  await locator.and(locator.page().locator(':focus')).waitFor();
}

/** Presses Tab until the element has the focus, as somebody without a mouse does. */
export async function tabTo(locator: Locator): Promise<void> {
  const page = locator.page();
  await locator.waitFor();
  for (let presses = 0; presses < 60; presses += 1) {
    if ((await locator.and(page.locator(':focus')).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${String(locator)}.`);
}

/** Saves what the page shows into the folder that SCREENSHOTS names; nothing where it is not set. */
export async function saveScreenshot(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.evaluate('window.scrollTo(0, 0)');
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

async function openContext(
  browser: Browser,
  product: Product,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: product.address,
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}
