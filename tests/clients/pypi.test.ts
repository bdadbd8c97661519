import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issueBuildCredentials } from '../support/build-credentials.ts';
import { EU_HOST, sessionsOf, startBuilds, type Builds } from '../support/builds.ts';
import { commandOrSkip, findPython } from '../support/client-commands.ts';
import { createIntegration, fourRepositories, URLS } from '../support/code-artifact.ts';

const python = findPython();
const HOST = new URL(URLS.PYPI).host;
const BUILD_SESSION = expect.stringMatching(/^backline-build-/);
/** Into a folder of the project: Debian's pip refuses to install beside what Debian manages. */
const INSTALL = ['-m', 'pip', '--verbose', 'install', '--target', 'library', '--report', 'report.json'];
const PROGRAM = 'import acme_greeting, tiny_colours; print(acme_greeting.greet("ada"), tiny_colours.COLOURS["red"])';

let builds: Builds;
let single: string;
let several: string;

beforeAll(async () => {
  builds = await startBuilds();
  single = (await createIntegration(builds.product, { name: 'Single', repositories: fourRepositories })).id;
  const repositories = [
    { packageType: 'PYPI' as const, url: `https://${HOST}/pypi/pypi-store/simple/` },
    { packageType: 'PYPI' as const, url: `https://${EU_HOST}/pypi/my-repo/simple/`, routes: ['acme-'] },
  ];
  several = (await createIntegration(builds.product, { name: 'Several', repositories })).id;
});
afterAll(() => builds?.stop());
beforeEach(() => builds.forget());

describe('pip with the issued files', () => {
  it.for([
    ['from one repository', () => single, [HOST]],
    ['from several, each with the token of its own domain', () => several, [EU_HOST, HOST]],
  ] as const)(
    'installs a private package, the private one that it needs, and a public one %s',
    async ([, integration, hosts], { skip }) => {
      const command = commandOrSkip(python, skip);
      const machine = builds.machine();
      machine.receive(await issueBuildCredentials(builds.product, integration(), 'PYPI'), 'pip');
      const printed = await machine.succeed(command, [...INSTALL, 'acme-greeting', 'Tiny_Colours']);
      const ran = await machine.succeed(command, ['-c', PROGRAM], { PYTHONPATH: 'library' });
      expect(ran.trim()).toBe('Hello, Ada #ff0000');
      expect(machine.read('report.json')).toContain(`https://${hosts[0]}/pypi/my-repo/simple/acme-strings/`);
      const requests = builds.requests();
      expect([...new Set(requests.map(({ host }) => host))].toSorted()).toEqual(hosts.toSorted());
      expect(sessionsOf(requests)).toEqual([BUILD_SESSION]);
      expect(builds.traces(machine, printed)).toEqual(['home/.netrc']);
    },
  );

  it.for(['files', 'environment'] as const)('needs no more than .netrc and the %s', async (which, { skip }) => {
    const command = commandOrSkip(python, skip);
    const issued = await issueBuildCredentials(builds.product, single, 'PYPI');
    const files = issued.files.filter(({ path }) => which === 'files' || path === '~/.netrc');
    const machine = builds.machine();
    machine.receive({ ...issued, files, environment: which === 'files' ? [] : issued.environment }, 'pip');
    const download = ['-m', 'pip', 'download', '--no-deps', 'acme-strings==1.0.0'];
    expect(await machine.succeed(command, download)).toContain('Successfully downloaded acme-strings');
    expect(sessionsOf(builds.requests())).toEqual([BUILD_SESSION]);
  });

  it('fails once the token has ended, without printing it', async ({ skip }) => {
    const command = commandOrSkip(python, skip);
    const machine = builds.machine();
    machine.receive(await issueBuildCredentials(builds.product, single, 'PYPI'), 'pip');
    builds.product.lab.set('token_expired', true);
    const { code, output } = await machine.run(command, [...INSTALL, 'acme-greeting']);
    expect(code).not.toBe(0);
    // Where it may not ask for a password, pip keeps the 401 to itself.
    expect(output).toContain('No matching distribution found for acme-greeting');
    expect(new Set(builds.requests().map(({ status }) => status))).toEqual(new Set([401]));
    expect(builds.traces(machine, output)).toEqual(['home/.netrc']);
  });
});
