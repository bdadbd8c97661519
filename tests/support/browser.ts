/** A real browser for the journeys, from npm: no download, nothing to install on the machine. */

import { existsSync } from 'node:fs';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { unpackBrowser } from './browser-files.ts';

// The browser must not call anybody on its own behalf. `--single-process`, which the package suggests, is left out:
// closing one context would end the browser.
const quietFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-first-run',
  '--no-pings',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

/**
 * Starts the browser: BROWSER_PATH if given, on x64 Linux the one from npm, elsewhere an installed Chrome.
 * It resolves no name but localhost, so a page that calls out shows up as a failed request.
 */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch({ headless: true, args: quietFlags, ...(await findBrowser()), ...options });
}

async function findBrowser(): Promise<LaunchOptions> {
  const chosen = process.env['BROWSER_PATH'];
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`BROWSER_PATH names ${chosen}, which does not exist.`);
    return { executablePath: chosen };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') return { channel: 'chrome' };
  const { executable, libraries, fontSettings } = await unpackBrowser();
  const environment = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    executablePath: executable,
    env: { ...Object.fromEntries(environment), LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fontSettings },
  };
}
