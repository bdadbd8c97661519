import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { PackageType } from '@backline/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RegistryGateways } from '../../server/src/features/packages/index.ts';
import { BuildChecks, type BuildCheck } from '../../server/src/features/projects/index.ts';
import { systemClock } from '../../server/src/lib/clock.ts';
import type { ProjectFile } from '../../server/src/package-types/index.ts';
import { commandOrSkip, findGo, findNpm, findPython, findYarnClassic } from '../support/client-commands.ts';
import { URLS } from '../support/code-artifact.ts';
import { connectInProcess, type LabConnection } from '../support/lab-connection.ts';

const [npm, yarn, go, python] = [findNpm(), findYarnClassic(), findGo(), findPython()];

let connected: LabConnection;
let secrets: Set<string>;
beforeAll(async () => {
  connected = await connectInProcess();
  secrets = new Set();
  connected.lab.watchSecrets((secret) => secrets.add(secret));
});
afterAll(() => connected?.stop());
beforeEach(() => {
  connected.lab.reset();
  connected.lab.edit((world) => {
    world.settings.servesGo = true;
  });
});
function check(
  packageType: PackageType,
  files: Record<string, string>,
  more: { isEnabled?: boolean; searchPath?: string; limits?: object; signal?: AbortSignal } = {},
): Promise<BuildCheck> {
  const { isEnabled = true, limits = {}, signal = new AbortController().signal } = more;
  const checks = new BuildChecks({
    isEnabled,
    gateways: new RegistryGateways(connected.reader),
    explain: (text, hints) => connected.connector.explainText(text, hints),
    clock: systemClock,
    searchPath: more.searchPath ?? [dirname(process.execPath), process.env['PATH']].join(delimiter),
    limits,
  });
  const written = Object.entries(files).map(([path, text]): ProjectFile => ({ path, text }));
  const { connection } = connected;
  return checks.run(
    { organizationId: 'organization', connection, files: written, packageTypes: [packageType] },
    signal,
  );
}

function outcome({ status, reason, restores }: BuildCheck): object {
  return {
    status,
    reason,
    restores: restores.map((restore) => ({ status: restore.status, output: restore.output, reason: restore.reason })),
  };
}

const manifest = { name: 'shop', version: '1.0.0', scripts: { preinstall: 'exit 7', postinstall: 'exit 7' } };
const json = (value: object) => JSON.stringify(value, null, 2);

/** As npm writes it against the lab, integrity left out, which npm then does not compare. */
function npmProject(version = '1.1.1') {
  const dependencies = { '@acme/strings': version };
  const resolved = `${URLS.NPM}@acme/strings/-/strings-${version}.tgz`;
  return {
    'package.json': json({ ...manifest, dependencies }),
    'package-lock.json': json({
      name: 'shop',
      version: '1.0.0',
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': { name: 'shop', version: '1.0.0', dependencies },
        'node_modules/@acme/strings': { version, resolved },
      },
    }),
  };
}

describe('a build check with npm', () => {
  it('restores the project from the integration, without its scripts and without its settings', async ({ skip }) => {
    commandOrSkip(npm, skip);
    const files = { ...npmProject(), '.npmrc': 'registry=http://127.0.0.1:9/\nignore-scripts=false\n' };
    const found = await check('NPM', files);
    expect(outcome(found)).toEqual({
      status: 'PASSED',
      reason: null,
      restores: [expect.objectContaining({ status: 'PASSED' })],
    });
    const [restore] = found.restores;
    expect(restore).toMatchObject({ client: 'npm', exitCode: 0, reason: null, diagnosis: null });
    expect(restore?.requestCount).toBeGreaterThan(0);
    expect(connected.lab.requests.some(({ path }) => path.includes('strings'))).toBe(true);
    const told = JSON.stringify(found);
    expect([...secrets].filter((secret) => told.includes(secret))).toEqual([]);
  });

  it('fails with what npm says, and explains it', async ({ skip }) => {
    commandOrSkip(npm, skip);
    const missing = await check('NPM', npmProject('9.9.9'));
    expect(missing).toMatchObject({ status: 'FAILED', restores: [{ status: 'FAILED', reason: null }] });
    expect(missing.restores[0]?.output).toMatch(/404/);
    expect(missing.restores[0]?.output).not.toMatch(/127\.0\.0\.1|backline-build-check/);
    expect(missing.restores[0]?.diagnosis?.summary).toMatch(/./);
    const stale = {
      ...npmProject(),
      'package.json': json({ ...manifest, dependencies: { '@acme/strings': '1.2.0' } }),
    };
    const [unfit] = (await check('NPM', stale)).restores;
    expect(unfit?.status).toBe('FAILED');
    expect(unfit?.output).toMatch(/npm ci/);
  });

  it('says that the repository refused it', async ({ skip }) => {
    commandOrSkip(npm, skip);
    connected.lab.set('token_expired', true);
    const [restore] = (await check('NPM', npmProject())).restores;
    expect(restore).toMatchObject({ status: 'FAILED', diagnosis: { category: 'AUTHENTICATION_FAILED' } });
    expect(restore?.evidence).toMatchObject({ httpStatus: 401, message: expect.any(String) as string });
  });

  it('ends at its time, and where it is stopped', async ({ skip }) => {
    commandOrSkip(npm, skip);
    const [restore] = (await check('NPM', npmProject(), { limits: { wallMs: 50 } })).restores;
    expect(restore).toMatchObject({
      status: 'FAILED',
      exitCode: null,
      reason: expect.stringContaining('longer than') as string,
    });
    const stop = new AbortController();
    const stopped = check('NPM', npmProject(), { signal: stop.signal });
    setTimeout(() => stop.abort(new Error('stopped')), 300);
    await expect(stopped).rejects.toThrow('stopped');
  });

  it('ends where it takes more memory or more disk than it may', async ({ skip }) => {
    commandOrSkip(npm, skip);
    for (const limits of [{ memoryBytes: 1_024 * 1_024 }, { diskBytes: 1 }]) {
      const [restore] = (await check('NPM', npmProject(), { limits })).restores;
      expect(restore).toMatchObject({
        status: 'FAILED',
        exitCode: null,
        reason: expect.stringMatching(/more than/) as string,
      });
    }
  });
});

describe('a build check with Yarn 1', () => {
  it('restores by its lockfile', async ({ skip }) => {
    const { command, leading } = commandOrSkip(yarn, skip);
    const folder = mkdtempSync(join(tmpdir(), 'backline-yarn-'));
    try {
      writeFileSync(join(folder, 'yarn'), `#!/bin/sh\nexec "${command}" "${leading.join(' ')}" "$@"\n`, {
        mode: 0o755,
      });
      const resolved = `${URLS.NPM}@acme/strings/-/strings-1.1.1.tgz`;
      const lock = `# yarn lockfile v1\n\n\n"@acme/strings@1.1.1":\n  version "1.1.1"\n  resolved "${resolved}"\n`;
      const files = { 'package.json': npmProject()['package.json'], 'yarn.lock': lock };
      const searchPath = [folder, dirname(process.execPath), process.env['PATH']].join(delimiter);
      const found = await check('NPM', files, { searchPath });
      expect(outcome(found)).toMatchObject({ status: 'PASSED', restores: [{ status: 'PASSED' }] });
      expect(found.restores[0]?.client).toBe('Yarn 1');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('a build check with pip', () => {
  it('installs wheels of the integration, whatever index the file names', async ({ skip }) => {
    commandOrSkip(python, skip);
    const files = {
      'requirements.txt': '--index-url https://elsewhere.example/simple\nacme-greeting==1.2.0\n-c constraints.txt\n',
      'constraints.txt': 'acme-strings<2\n',
    };
    const found = await check('PYPI', files);
    expect(outcome(found)).toEqual({
      status: 'PASSED',
      reason: null,
      restores: [expect.objectContaining({ status: 'PASSED' })],
    });
    expect(found.restores[0]?.output).toMatch(/Successfully installed .*acme-strings/);
  });

  it('fails where no version fits', async ({ skip }) => {
    commandOrSkip(python, skip);
    const [restore] = (await check('PYPI', { 'requirements.txt': 'acme-greeting==9\n' })).restores;
    expect(restore).toMatchObject({ status: 'FAILED', exitCode: 1 });
    expect(restore?.output).toContain('No matching distribution found for acme-greeting==9');
  });

  it.each([
    '--no-binary :all:', '--pre --no-binary=:all:', '--no-bin :all:', '-e .', '-r /etc/passwd', '-r ../secret.txt', '--find-links .',
    'acme @ https://elsewhere.example/a.whl', 'acme @ git+https://elsewhere.example/a', './local', '-r requirements.txt --pre',
    'acme-greeting --global-option=x', 'acme\u2028--no-binary :all:',
  ])('does not start with %j', async (line) => {
    const found = await check('PYPI', { 'requirements.txt': `acme-greeting==1.2.0\n${line}\n` });
    expect(found).toMatchObject({ status: 'REFUSED', restores: [{ status: 'REFUSED', clientVersion: null, output: '' }] });
    expect(found.restores[0]?.reason).toMatch(/\.$/);
    expect(connected.lab.requests).toEqual([]);
  }); // prettier-ignore
});

describe('a build check with go', () => {
  const modFile = 'module shop.example/app\n\ngo 1.18\n\nrequire go.acme.example/greeting v1.2.0\n';

  it('downloads every module of the build list and compares it', async ({ skip }) => {
    commandOrSkip(go, skip);
    const found = await check('GO', { 'go.mod': modFile });
    expect(outcome(found)).toEqual({
      status: 'PASSED',
      reason: null,
      restores: [expect.objectContaining({ status: 'PASSED' })],
    });
    expect(found.restores[0]?.output).toContain('all modules verified');
    expect(connected.lab.requests.filter(({ path }) => path.endsWith('.zip')).length).toBeGreaterThan(1);
  });

  it('fails where go.sum says otherwise, and where a version is not there', async ({ skip }) => {
    commandOrSkip(go, skip);
    const sum = `go.acme.example/greeting v1.2.0 h1:${'A'.repeat(43)}=\n`;
    const [wrong] = (await check('GO', { 'go.mod': modFile, 'go.sum': sum })).restores;
    expect(wrong?.status).toBe('FAILED');
    expect(wrong?.output).toContain('checksum mismatch');
    const [missing] = (await check('GO', { 'go.mod': modFile.replace('v1.2.0', 'v1.9.9') })).restores;
    expect(missing?.status).toBe('FAILED');
    expect(missing?.output).toContain('404');
    expect(missing?.output).not.toMatch(/127\.0\.0\.1|\/token\//);
  });
});

describe('a build check', () => {
  it('is refused where it is off, where the client is missing, and where nothing is to be restored', async () => {
    const off = await check('NPM', npmProject(), { isEnabled: false });
    expect(off).toMatchObject({
      status: 'REFUSED',
      reason: expect.stringContaining('BUILD_CHECKS=true') as string,
      restores: [],
    });
    const missing = await check('NPM', npmProject(), { searchPath: '/nonexistent' });
    expect(missing).toMatchObject({ status: 'REFUSED', reason: null, isolation: [] });
    const nothing = await check('GO', npmProject());
    expect(nothing).toMatchObject({ status: 'REFUSED', reason: expect.stringContaining('no manifest') as string });
    expect(connected.lab.requests).toEqual([]);
  });

  it.each<[PackageType, Record<string, string>]>([
    ['NPM', { 'package.json': json({ ...manifest, dependencies: { a: 'git+https://elsewhere.example/a.git' } }) }],
    ['NPM', { 'package.json': json({ ...manifest, dependencies: { a: 'https://elsewhere.example/a.tgz' } }) }],
    ['NPM', { 'package.json': json({ ...manifest, dependencies: { a: 'file:../../etc' } }) }],
    ['NPM', { 'package.json': json({ ...manifest, dependencies: { a: 'file:/etc' } }) }],
    ['GO', { 'go.mod': 'module a.example/b\n\nrequire a.example/c v1.0.0\n\nreplace a.example/c => ../../etc\n' }],
    [
      'NUGET',
      { 'a.csproj': '<Project Sdk="Microsoft.NET.Sdk"><Target Name="x"><Exec Command="id" /></Target></Project>' },
    ],
    [
      'NUGET',
      {
        'a.csproj':
          '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><A>$([System.IO.File]::ReadAllText("/etc/passwd"))</A></PropertyGroup></Project>',
      },
    ],
  ])('starts nothing of a %s project that leads elsewhere or runs code: %j', async (packageType, files) => {
    const found = await check(packageType, files);
    expect(outcome(found)).toMatchObject({ status: 'REFUSED', restores: [{ status: 'REFUSED' }] });
    expect(connected.lab.requests).toEqual([]);
  });

  it('leaves no folder behind, after a success, a failure, a limit and a stop', async ({ skip }) => {
    commandOrSkip(npm, skip);
    const stop = new AbortController();
    await check('NPM', npmProject());
    await check('NPM', npmProject('9.9.9'));
    await check('NPM', npmProject(), { limits: { wallMs: 50 } });
    setTimeout(() => stop.abort(), 100);
    await expect(check('NPM', npmProject(), { signal: stop.signal })).rejects.toThrow();
    const isOurs = (name: string) => name.startsWith(`backline-build-check-${process.pid}-`);
    expect(readdirSync(tmpdir()).filter(isOurs)).toEqual([]);
  });
});
