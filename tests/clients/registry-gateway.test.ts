import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RegistryGateways } from '../../server/src/features/packages/index.ts';
import { packageTypePlug } from '../../server/src/package-types/index.ts';
import { commandOrSkip, findNpm } from '../support/client-commands.ts';
import { URLS } from '../support/code-artifact.ts';
import { connectInProcess, type LabConnection } from '../support/lab-connection.ts';

const npm = findNpm();

let connected: LabConnection;
let folder: string;
beforeAll(async () => {
  connected = await connectInProcess();
  folder = mkdtempSync(join(tmpdir(), 'backline-gateway-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await connected?.stop();
});

it('lets npm resolve a lockfile that names the repositories, without fetching a package', async ({ skip }) => {
  const { command, leading } = commandOrSkip(npm, skip);
  connected.lab.reset();
  const gateways = new RegistryGateways(connected.reader);
  const gateway = await gateways.open('organization', connected.connection, packageTypePlug('NPM'));
  try {
    mkdirSync(join(folder, 'home'));
    writeFileSync(
      join(folder, 'package.json'),
      '{"name":"shop","dependencies":{"@acme/greeting":"^1.0.0","debug":"*"}}',
    );
    const key = gateway.url.replace(/^https?:/, '');
    writeFileSync(join(folder, '.npmrc'), `registry=${gateway.url}\n${key}:_authToken=${gateway.token}\n`);
    const environment = {
      PATH: process.env['PATH'],
      HOME: join(folder, 'home'),
      npm_config_globalconfig: '/nonexistent',
    };
    const child = spawn(command, [...leading, 'install', '--package-lock-only', '--no-audit', '--no-fund'], {
      cwd: folder,
      env: environment,
      stdio: 'ignore',
    });
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
  } finally {
    await gateway.close();
  }
  const lockfile = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  const addresses = [...lockfile.matchAll(/"resolved": "([^"]*)"/g)].map(([, address = '']) => address);
  expect(addresses.length).toBeGreaterThan(2);
  expect(addresses.filter((address) => !address.startsWith(URLS.NPM))).toEqual([]);
  expect(lockfile).not.toContain('127.0.0.1');
  expect(connected.lab.requests.filter(({ service }) => service === 'assets')).toEqual([]);
});
