/** What every page has to be, whatever it shows: accessible, within its width, and quiet. */

import axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { saveScreenshot } from './journey.ts';

const everyLook = [
  { scheme: 'light', width: 1440 },
  { scheme: 'dark', width: 390 },
  { scheme: 'dark', width: 1440 },
  { scheme: 'light', width: 390 },
] as const;

/** Contrast hangs on the scheme and room on the width, so two looks judge both of each; pictures are taken of all four. */
const looks = process.env['SCREENSHOTS'] ? everyLook : everyLook.slice(0, 2);

/** Looks at the page in both schemes and both widths: accessible, within its width, and a screenshot of each. */
export async function inspect(page: Page, name: string): Promise<void> {
  await atEveryLook(page, async ({ scheme, width }) => {
    await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor();
    await saveScreenshot(page, `${name}-${scheme}-${width}`);
    const where = `${name}, ${scheme}, ${width} px`;
    await expectAccessible(page, where);
    await expectWithinWidth(page, where);
  });
}

/** Puts the page into both schemes and both widths; leaves it in the window it had. */
export async function atEveryLook(page: Page, judge: (look: (typeof looks)[number]) => Promise<void>): Promise<void> {
  const before = page.viewportSize();
  for (const look of looks) {
    await page.setViewportSize({ width: look.width, height: look.width === 390 ? 844 : 900 });
    await page.emulateMedia({ colorScheme: look.scheme });
    await judge(look);
  }
  if (before) await page.setViewportSize(before);
}

export async function expectAccessible(page: Page, where: string): Promise<void> {
  expect(await brokenRules(page), where).toEqual([]);
}

export async function expectWithinWidth(page: Page, where: string): Promise<void> {
  expect(await pixelsTooWide(page), where).toBe(0);
}

/** Rules that axe finds broken, each with the elements; empty where all hold. */
async function brokenRules(page: Page): Promise<string[]> {
  // Evaluated from outside of the page: its content policy allows no other script.
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source);
  // A colour on its way to another one has no contrast to measure.
  await page.evaluate(transitionsFinished);
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run({ resultTypes: ["violations"] })');
  return violations.map(
    ({ id, help, nodes }) => `${id} (${help}): ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
  );
}

/** Pixels by which the page is wider than its window; 0 where nothing scrolls sideways. */
async function pixelsTooWide(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** Collects what a page must not do: print errors, break its content policy, ask another origin. */
export function watchFaults(context: BrowserContext, origin: string): string[] {
  const faults: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => faults.push(`uncaught: ${String(error.error())}`));
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) faults.push(`request: ${url}`);
  });
  return faults;
}

// One transition sets off the next where a colour is inherited, so the page is looked at until none runs.
const transitionsFinished = `(async () => {
  const running = () => document.getAnimations().filter((animation) => animation instanceof CSSTransition);
  for (let rounds = 0; rounds < 50 && running().length > 0; rounds += 1) {
    await Promise.allSettled(running().map(({ finished }) => finished));
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
})()`;
