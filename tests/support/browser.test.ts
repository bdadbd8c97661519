import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser?.close());

it('shows a page of this machine with text drawn in a font, and keeps running when a context closes', async () => {
  const page = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<title>Here</title><h1>A page of our own</h1>');
  });
  await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
  const address = `http://localhost:${(page.address() as AddressInfo).port}/`;
  for (const round of [1, 2]) {
    const context = await browser.newContext({ viewport: { width: 390, height: 700 } });
    const tab = await context.newPage();
    await tab.goto(address);
    expect(await tab.title(), `round ${round}`).toBe('Here');
    expect((await tab.locator('h1').boundingBox())?.width).toBeGreaterThan(50);
    await context.close();
  }
  page.close();
});

it('reaches nothing but this machine', async () => {
  const context = await browser.newContext();
  const tab = await context.newPage();
  await expect(tab.goto('http://example.com/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
  await context.close();
});
