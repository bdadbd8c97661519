/** A project whose vulnerable dependency is kept back two levels up: what is proposed, applied and installed by npm. */

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { manifests } from '../../server/src/package-types/npm/manifest/index.ts';
import { BuildMachine } from '../support/build-machine.ts';
import { type ClientCommand, commandOrSkip, findNpm } from '../support/client-commands.ts';
import { serveUniverse, universeRelease, type Universe, type UniverseServer } from '../support/npm-universe.ts';
import { analyze, below, type OfferedRelease, type World } from '../support/project-analysis.ts';

const OLD: Universe = {
  framework: { '1.0.0': { dependencies: { parser: '1.0.0', tool: '^1.0.0' } } },
  parser: { '1.0.0': { dependencies: { markup: '~1.0.0', text: '^1.0.0' } } },
  tool: { '1.0.0': { dependencies: { text: '^1.0.0' } } },
  markup: { '1.0.0': {} },
  text: { '1.0.0': {} },
};
const NEW: Universe = {
  ...OLD,
  framework: {
    ...OLD['framework'],
    '1.1.0': { dependencies: { parser: '1.1.0', tool: '^1.0.0' } },
    '1.2.0': { dependencies: { parser: '2.0.0', tool: '^1.0.0' } },
    '1.3.0': { dependencies: { tool: '^1.0.0' } },
  },
  parser: {
    ...OLD['parser'],
    '1.1.0': { dependencies: { markup: '~1.0.0', text: '^1.0.0' } },
    '2.0.0': { dependencies: { markup: '^2.0.0', added: '^1.0.0' } },
  },
  markup: { ...OLD['markup'], '2.0.0': {} },
  added: { '1.0.0': {} },
};
/** Nothing of the old parser helps, and nobody has published a newer one. */
const ABANDONED: Universe = { ...NEW, parser: OLD['parser'] ?? {} };

const LAB = { environment: { HTTPS_PROXY: 'http://127.0.0.1:9', NODE_EXTRA_CA_CERTS: '' } };
const GIT: ClientCommand = { command: 'git', leading: [] };
const PATHS = ['package.json', 'package-lock.json'];
const servers: UniverseServer[] = [];
const machines: BuildMachine[] = [];
let old: UniverseServer;
beforeAll(async () => {
  old = await serve(OLD);
});
afterAll(() => Promise.all(servers.map((server) => server.close())));
afterEach(() => {
  for (const machine of machines.splice(0)) machine.remove();
});

describe('a dependency that is kept back two levels up', () => {
  it('moves with all between it and the project', async ({ skip }) => {
    const { machine, npm, world } = await lockedProject(NEW, commandOrSkip(findNpm(), skip));
    const { result } = await analyze(world);
    expect(result.findings).toMatchObject([{ advisoryId: 'A', remediationVersion: null, offeredVersion: '2.0.0' }]);
    const [proposal] = result.proposals;
    expect(result.proposals).toHaveLength(1);
    expect(proposal).toMatchObject({ name: 'framework', toVersion: '1.2.0', way: 'update', fixes: ['A'] });
    expect(proposal?.alongside.map(({ name, toVersion }) => `${name} ${toVersion}`).toSorted()).toEqual(['added 1.0.0', 'markup 2.0.0', 'parser 2.0.0']); // prettier-ignore
    expect(proposal?.proof).toMatchObject({ status: 'HOLDS', failures: [] });
    expect(await installed(machine, npm, world, proposal?.patches ?? [])).toEqual([]);
  });

  it('goes where a release above does without what asks for it', async ({ skip }) => {
    const { machine, npm, world } = await lockedProject(ABANDONED, commandOrSkip(findNpm(), skip));
    const { result } = await analyze(world);
    const [proposal] = result.proposals;
    expect(result.proposals).toHaveLength(1);
    expect(proposal).toMatchObject({ name: 'framework', toVersion: '1.3.0', fixes: ['A'], proof: { status: 'HOLDS' } });
    expect(proposal?.alongside.map(({ name, toVersion }) => `${name} ${toVersion}`).toSorted()).toEqual(['markup null', 'parser null']); // prettier-ignore
    expect(await installed(machine, npm, world, proposal?.patches ?? [])).toEqual([]);
  });
});

/** Locked by npm when the world was younger. */
async function lockedProject(universe: Universe, npm: ClientCommand) {
  const now = await serve(universe);
  const machine = new BuildMachine(LAB);
  machines.push(machine);
  const manifest = { name: 'shop', version: '1.0.0', dependencies: { framework: '^1.0.0' } };
  machine.write('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
  machine.write('.npmrc', `registry=${old.url}/\n`);
  await run(machine, npm, 'install');
  machine.write('.npmrc', `registry=${now.url}/\n`);
  machine.write('package-lock.json', machine.read('package-lock.json').replaceAll(old.url, now.url));
  const offers = Object.fromEntries(
    Object.entries(universe).map(([name, versions]) => [
      name,
      Object.fromEntries(
        Object.keys(versions).map((version): [string, OfferedRelease] => [
          version,
          { release: universeRelease(universe, name, version, now.url) },
        ]),
      ),
    ]),
  );
  const world: World = {
    repositories: { main: { offers } },
    files: filesOf(machine),
    advisories: [below('A', 'markup', '2.0.0')],
    manifests: { NPM: manifests },
    registry: now.url,
  };
  return { machine, npm, world };
}

/** Applies the patches, installs as a build and as a developer does, and gives the findings of what is there then. */
async function installed(
  machine: BuildMachine,
  npm: ClientCommand,
  world: World,
  patches: readonly { path: string; diff: string }[],
) {
  machine.write('fix.patch', patches.map(({ diff }) => diff).join(''));
  await machine.succeed(GIT, ['apply', 'fix.patch']);
  const written = machine.read('package-lock.json');
  await run(machine, npm, 'ci');
  await run(machine, npm, 'install');
  expect(machine.read('package-lock.json')).toBe(written);
  return (await analyze({ ...world, files: filesOf(machine) })).result.findings;
}

function filesOf(machine: BuildMachine): Record<string, string> {
  return Object.fromEntries(PATHS.map((path) => [path, machine.read(path)]));
}

function run(machine: BuildMachine, npm: ClientCommand, command: string): Promise<string> {
  return machine.succeed(npm, [command, '--ignore-scripts'], { NO_PROXY: '127.0.0.1' });
}

async function serve(universe: Universe): Promise<UniverseServer> {
  const server = await serveUniverse(universe, 'here');
  servers.push(server);
  return server;
}
