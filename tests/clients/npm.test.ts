import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issueBuildCredentials } from '../support/build-credentials.ts';
import type { BuildMachine } from '../support/build-machine.ts';
import { EU_HOST, sessionsOf, startBuilds, type Builds } from '../support/builds.ts';
import {
  commandOrSkip,
  findNpm,
  findPnpm,
  findYarnBerry,
  findYarnClassic,
  node,
  type ClientCommand,
  type FoundClient,
} from '../support/client-commands.ts';
import { createIntegration, fourRepositories, URLS } from '../support/code-artifact.ts';

interface NodeClient {
  /** As the issued files name it. */
  name: string;
  found: FoundClient;
  add: string;
  lockfile: string;
  /** The issued file with the token, and the only place where it may be. */
  tokenFile: string;
  /** What it says of a token that has ended. */
  refusal: RegExp;
}

const clients: NodeClient[] = [
  {
    name: 'npm',
    found: findNpm(),
    add: 'install',
    lockfile: 'package-lock.json',
    tokenFile: 'project/.npmrc',
    refusal: /code E401/,
  },
  {
    name: 'Yarn 1',
    found: findYarnClassic(),
    add: 'add',
    lockfile: 'yarn.lock',
    tokenFile: 'home/.npmrc',
    // It takes every refusal for a package that is not there.
    refusal: /Couldn't find package "@acme\/greeting"/,
  },
  {
    name: 'Yarn 2 and later',
    found: findYarnBerry(),
    add: 'add',
    lockfile: 'yarn.lock',
    tokenFile: 'project/.yarnrc.yml',
    refusal: /YN0041: Invalid authentication/,
  },
  {
    name: 'pnpm',
    found: findPnpm(),
    add: 'add',
    lockfile: 'pnpm-lock.yaml',
    tokenFile: 'project/.npmrc',
    refusal: /401 Unauthorized/,
  },
];

const HOST = new URL(URLS.NPM).host;
const BUILD_SESSION = expect.stringMatching(/^backline-build-/);

let builds: Builds;
let single: string;
let routed: string;

beforeAll(async () => {
  builds = await startBuilds();
  single = (await createIntegration(builds.product, { name: 'Single', repositories: fourRepositories })).id;
  const repositories = [
    { packageType: 'NPM' as const, url: `https://${HOST}/npm/npm-store/` },
    { packageType: 'NPM' as const, url: `https://${EU_HOST}/npm/my-repo/`, routes: ['@acme'] },
  ];
  routed = (await createIntegration(builds.product, { name: 'Routed', repositories })).id;
});
afterAll(() => builds?.stop());
beforeEach(() => builds.forget());

describe.each(clients)('$name with the issued files', (client) => {
  it('installs a private package, the private one that it needs, and a public one', async ({ skip }) => {
    const command = commandOrSkip(client.found, skip);
    const machine = await startProject(single, client);
    const printed = await machine.succeed(command, [client.add, '@acme/greeting', 'debug']);
    expect(await runProject(machine, client, command)).toBe('Hello, Ada Lovelace function');
    expect(machine.read(client.lockfile)).toContain('@acme/strings');
    const requests = builds.requests();
    expect(new Set(requests.map(({ host }) => host))).toEqual(new Set([HOST]));
    expect(sessionsOf(requests)).toEqual([BUILD_SESSION]);
    expect(builds.archives().map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(builds.traces(machine, printed)).toEqual([client.tokenFile]);
  });

  it('takes a scope from its repository and everything else from the other', async ({ skip }) => {
    const command = commandOrSkip(client.found, skip);
    const machine = await startProject(routed, client);
    const printed = await machine.succeed(command, [client.add, '@acme/greeting', 'debug']);
    expect(await runProject(machine, client, command)).toBe('Hello, Ada Lovelace function');
    const requests = builds.requests();
    expect(new Set(requests.map(({ host }) => host))).toEqual(new Set([HOST, EU_HOST]));
    for (const { host, path } of requests) {
      expect({ path, host }).toEqual({ path, host: path.includes('/@acme/') ? EU_HOST : HOST });
    }
    expect(sessionsOf(requests)).toEqual([BUILD_SESSION]);
    expect(builds.traces(machine, printed)).toEqual([client.tokenFile]);
  });

  it('fails once the token has ended, without printing it', async ({ skip }) => {
    const command = commandOrSkip(client.found, skip);
    const machine = await startProject(single, client);
    builds.product.lab.set('token_expired', true);
    const { code, output } = await machine.run(command, [client.add, '@acme/greeting']);
    expect(code).not.toBe(0);
    expect(output).toMatch(client.refusal);
    expect(new Set(builds.requests().map(({ status }) => status))).toEqual(new Set([401]));
    expect(builds.traces(machine, output)).toEqual([client.tokenFile]);
  });
});

async function startProject(integrationId: string, { name }: NodeClient): Promise<BuildMachine> {
  const machine = builds.machine();
  machine.receive(await issueBuildCredentials(builds.product, integrationId, 'NPM'), name);
  machine.write('package.json', '{ "name": "shop", "version": "1.0.0", "private": true }\n');
  const greet = "require('@acme/greeting').greet('ada lovelace')";
  machine.write('index.js', `console.log(${greet}, typeof require('debug'));\n`);
  return machine;
}

/** Yarn's Plug'n'Play needs Yarn to run the project; the others leave a folder `node_modules`. */
async function runProject(machine: BuildMachine, { name }: NodeClient, command: ClientCommand): Promise<string> {
  const printed =
    name === 'Yarn 2 and later'
      ? await machine.succeed(command, ['node', 'index.js'])
      : await machine.succeed(node, ['index.js']);
  return printed.trim();
}
