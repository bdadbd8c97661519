import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issueBuildCredentials } from '../support/build-credentials.ts';
import type { BuildMachine } from '../support/build-machine.ts';
import { EU_HOST, sessionsOf, startBuilds, type Builds } from '../support/builds.ts';
import { type ClientCommand, commandOrSkip, findGo } from '../support/client-commands.ts';
import { createIntegration, fourRepositories, URLS } from '../support/code-artifact.ts';
import { rewriteFiles } from '../support/rewrite-files.ts';

const go = findGo();
const HOST = new URL(URLS.GO).host;
const BUILD_SESSION = expect.stringMatching(/^backline-build-/);
const GREETING = 'go.acme.example/greeting';
const STRINGS = 'go.acme.example/strings';
const COLOURS = 'go.tiny.example/Colours';

let builds: Builds;
let single: string;
let routed: string;

beforeAll(async () => {
  builds = await startBuilds();
  single = (await createIntegration(builds.product, { name: 'Single', repositories: fourRepositories })).id;
  const repositories = [
    { packageType: 'GO' as const, url: `https://${HOST}/go/go-store/` },
    { packageType: 'GO' as const, url: `https://${EU_HOST}/go/my-repo/`, routes: ['go.acme.example/'] },
  ];
  routed = (await createIntegration(builds.product, { name: 'Routed', repositories })).id;
});
afterAll(() => builds?.stop());
beforeEach(() => builds.forget());

describe('go with the issued files', () => {
  it('gets a private module, the private one that it needs, and a public one', async ({ skip }) => {
    const command = commandOrSkip(go, skip);
    const machine = await startProject(single);
    // With -x it prints every address that it asks.
    const printed = await machine.succeed(command, ['get', '-x', GREETING, COLOURS]);
    expect((await machine.succeed(command, ['run', '.'])).trim()).toBe('Hello, Ada Lovelace #ff0000');
    expect(machine.read('go.sum')).toContain('go.acme.example/strings v1.2.0 h1:');
    expect(askedHosts(printed)).toEqual([HOST]);
    expect(sessionsOf(builds.requests())).toEqual([BUILD_SESSION]);
    expect(builds.traces(machine, printed)).toEqual(['home/.netrc']);
    const versions = ['list', '-m', '-versions', '-retracted', 'go.acme.example/strings'];
    expect((await machine.succeed(command, versions)).trim()).toBe(
      'go.acme.example/strings v1.0.0 v1.1.0 v1.1.1 v1.2.0 v1.3.0-beta.1',
    );
  });

  it('asks the repository with the route first, and the checksum database for no private module', async ({ skip }) => {
    const command = commandOrSkip(go, skip);
    const machine = await startProject(routed);
    const printed = await machine.succeed(command, ['get', '-x', GREETING]);
    expect(askedHosts(printed)).not.toContain('sum.golang.org');
    const archives = builds.requests().filter(({ path }) => path.endsWith('.zip'));
    expect(archives.map(({ host, status }) => `${status} ${host}`)).toEqual([`200 ${EU_HOST}`, `200 ${EU_HOST}`]);
    const versions = await machine.succeed(command, ['list', '-m', '-versions', '-retracted', COLOURS]);
    expect(versions.trim()).toBe(`${COLOURS} v0.9.0 v1.0.0 v1.1.0`);
    expect(sessionsOf(builds.requests())).toEqual([BUILD_SESSION]);
    expect(builds.traces(machine, printed)).toEqual(['home/.netrc']);
  });

  it.for(['files', 'environment'] as const)('needs no more than .netrc and the %s', async (which, { skip }) => {
    const command = commandOrSkip(go, skip);
    const issued = await issueBuildCredentials(builds.product, single, 'GO');
    const files = issued.files.filter(({ path }) => which === 'files' || path === '~/.netrc');
    const machine = builds.machine();
    machine.receive({ ...issued, files, environment: which === 'files' ? [] : issued.environment }, 'go');
    const downloaded = await machine.succeed(command, ['mod', 'download', '-json', `${GREETING}@v1.2.0`]);
    expect(JSON.parse(downloaded)).toMatchObject({ Path: GREETING, Version: 'v1.2.0' });
    expect(sessionsOf(builds.requests())).toEqual([BUILD_SESSION]);
  });

  it('fails once the token has ended, without printing it', async ({ skip }) => {
    const command = commandOrSkip(go, skip);
    const machine = await startProject(single);
    builds.product.lab.set('token_expired', true);
    const { code, output } = await machine.run(command, ['get', '-x', GREETING]);
    expect(code).not.toBe(0);
    expect(output).toMatch(/401 Unauthorized/);
    expect(builds.traces(machine, output)).toEqual(['home/.netrc']);
  });
});

describe('go with changed files', () => {
  it.for([
    ['a module that the project uses itself', STRINGS, 'v1.1.1', 'v1.2.0', `${STRINGS} v1.1.1`],
    ['a module that only another one needs', STRINGS, 'v1.1.1', 'v1.2.0', `${GREETING} v1.1.0`],
  ] as const)('builds with the new version of %s', async ([, name, from, to, required], { skip }) => {
    const command = commandOrSkip(go, skip);
    const machine = builds.machine();
    machine.receive(await issueBuildCredentials(builds.product, single, 'GO'), 'go');
    const [module = ''] = required.split(' ');
    machine.write('go.mod', `module shop.example/app\n\ngo 1.18\n\nrequire ${required} // ours\n`);
    machine.write('main.go', `package main\n\nimport _ "${module}"\n\nfunc main() {}\n`);
    await machine.succeed(command, ['mod', 'tidy']);
    const goMod = await modFileOf(machine, command, `${name}@${to}`);
    const before = { 'go.mod': machine.read('go.mod'), 'go.sum': machine.read('go.sum') };
    const { texts, commands } = await rewriteFiles('GO', before, {
      name,
      from,
      to,
      way: module === name ? 'requirement' : 'override',
      release: { version: to, requirements: null, archives: [], manifest: { goMod } },
    });
    const added = linesBeside(before['go.sum'], texts['go.sum'] ?? '');
    expect(added).toEqual([expect.stringMatching(/^go\.acme\.example\/strings v1\.2\.0\/go\.mod h1:\S+$/)]);
    for (const [path, text] of Object.entries(texts)) machine.write(path, text);
    expect(commands.map((each) => each.command)).toEqual(['go mod tidy']);
    await machine.succeed(command, ['mod', 'tidy']);
    expect(machine.read('go.mod')).toBe(texts['go.mod']);
    // What go itself hashes is what was written.
    expect(machine.read('go.sum')).toContain(`${added[0]}\n`);
    await machine.succeed(command, ['build', '-mod=readonly', '-o', 'app', '.']);
    expect(await machine.succeed(command, ['list', '-m', '-mod=readonly', name])).toContain(`${name} ${to}`);
  });
});

async function modFileOf(machine: BuildMachine, command: ClientCommand, module: string): Promise<string> {
  const printed = await machine.succeed(command, ['mod', 'download', '-json', module], { GOFLAGS: '-mod=mod' });
  const { GoMod } = JSON.parse(printed) as { GoMod: string };
  return readFileSync(GoMod, 'utf8');
}

function linesBeside(before: string, after: string): string[] {
  const known = new Set(before.split('\n'));
  return after.split('\n').filter((line) => !known.has(line));
}

async function startProject(integrationId: string): Promise<BuildMachine> {
  const machine = builds.machine();
  machine.receive(await issueBuildCredentials(builds.product, integrationId, 'GO'), 'go');
  machine.write('go.mod', 'module shop.example/app\n\ngo 1.18\n');
  machine.write(
    'main.go',
    `package main\n\nimport (\n\t"fmt"\n\n\t"${GREETING}"\n\tcolours "${COLOURS}"\n)\n\n` +
      'func main() { fmt.Println(greeting.Greet("ada lovelace"), colours.Red) }\n',
  );
  return machine;
}

function askedHosts(printed: string): string[] {
  return [...new Set([...printed.matchAll(/^# get https:\/\/([^/]+)/gm)].map(([, host = '']) => host))];
}
