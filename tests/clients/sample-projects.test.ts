import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PackageType } from '@backline/shared';
import { issueBuildCredentials } from '../support/build-credentials.ts';
import { startBuilds, type Builds } from '../support/builds.ts';
import { commandOrSkip, findGo, findNpm, findPython, node } from '../support/client-commands.ts';
import { createIntegration, fourRepositories } from '../support/code-artifact.ts';

const SAMPLES = resolve(import.meta.dirname, '../../server/lab/sample-projects');

let builds: Builds;
let integration: string;

beforeAll(async () => {
  builds = await startBuilds();
  integration = (await createIntegration(builds.product, { name: 'Samples', repositories: fourRepositories })).id;
});
afterAll(() => builds?.stop());

describe('the sample projects are installed from the lab as they are locked', () => {
  it('by npm', async ({ skip }) => {
    const npm = commandOrSkip(findNpm(), skip);
    const machine = await startSample('npm', 'NPM', 'npm');
    await machine.succeed(npm, ['ci', '--ignore-scripts']);
    const program = `console.log(require('@acme/notifier').describe().join())`;
    expect((await machine.succeed(node, ['-e', program])).trim()).toBe('@acme/notifier 1.0.0,@acme/templates 1.0.1');
  });

  it('by pip', async ({ skip }) => {
    const python = commandOrSkip(findPython(), skip);
    const machine = await startSample('python', 'PYPI', 'pip');
    const parameters = ['--require-hashes', '--target', 'library', '--requirement', 'requirements.txt'];
    await machine.succeed(python, ['-m', 'pip', 'install', ...parameters]);
    const program = 'import acme_report; print(",".join(acme_report.describe()))';
    const printed = await machine.succeed(python, ['-c', program], { PYTHONPATH: 'library' });
    expect(printed.trim()).toBe('acme-report 1.0.0,acme-table 1.0.0');
  });

  it('by go', async ({ skip }) => {
    const go = commandOrSkip(findGo(), skip);
    const machine = await startSample('go', 'GO', 'go');
    const printed = await machine.succeed(go, ['run', '-mod=readonly', '.']);
    expect(printed).toContain('[worker 1.0.0 queue 1.0.0]\n');
  });
});

async function startSample(sample: string, packageType: PackageType, client: string) {
  const machine = builds.machine();
  machine.receive(await issueBuildCredentials(builds.product, integration, packageType), client);
  const folder = join(SAMPLES, sample);
  for (const name of readdirSync(folder)) machine.write(name, readFileSync(join(folder, name), 'utf8'));
  return machine;
}
