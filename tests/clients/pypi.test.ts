import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issueBuildCredentials } from '../support/build-credentials.ts';
import { EU_HOST, sessionsOf, startBuilds, type Builds } from '../support/builds.ts';
import { commandOrSkip, findPython } from '../support/client-commands.ts';
import { createIntegration, fourRepositories, URLS } from '../support/code-artifact.ts';
import { rewriteFiles } from '../support/rewrite-files.ts';

const python = findPython();
const HOST = new URL(URLS.PYPI).host;
const BUILD_SESSION = expect.stringMatching(/^backline-build-/);
/** Into a folder of the project: Debian's pip refuses to install beside what Debian manages. */
const INSTALL = ['-m', 'pip', '--verbose', 'install', '--target', 'library', '--report', 'report.json'];
const PROGRAM = 'import acme_greeting, tiny_colours; print(acme_greeting.greet("ada"), tiny_colours.COLOURS["red"])';

const PRINT_HASHES = `
import hashlib, pathlib, sys
for file in pathlib.Path(sys.argv[1]).iterdir():
    print("sha256:" + hashlib.sha256(file.read_bytes()).hexdigest())
`;

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

describe('pip with changed files', () => {
  it('installs the new version by the hashes that were written', async ({ skip }) => {
    const command = commandOrSkip(python, skip);
    const machine = builds.machine();
    machine.receive(await issueBuildCredentials(builds.product, single, 'PYPI'), 'pip');
    const hashes = async (version: string): Promise<string[]> => {
      await machine.succeed(command, [
        '-m',
        'pip',
        'download',
        '--no-deps',
        '--dest',
        version,
        `acme-strings==${version}`,
      ]);
      return (await machine.succeed(command, ['-c', PRINT_HASHES, version])).trim().split('\n');
    };
    const [oldHashes, newHashes] = [await hashes('1.0.0'), await hashes('1.2.0')];
    const before = [
      '# Ours.\r',
      'acme-strings == 1.0.0 ; python_version >= "3" \\\r',
      ...oldHashes.map((hash) => `    --hash=${hash}\r`),
      '',
    ].join('\n');
    machine.write('requirements.txt', before);
    await machine.succeed(command, [...INSTALL, '-r', 'requirements.txt']);
    const rewritten = await rewriteFiles(
      'PYPI',
      { 'requirements.txt': before },
      {
        name: 'acme-strings',
        from: '1.0.0',
        to: '1.2.0',
        way: 'update',
        release: {
          version: '1.2.0',
          requirements: null,
          archives: newHashes.map((hash) => ({ fileName: hash, url: URLS.PYPI, integrity: [hash] })),
          manifest: {},
        },
      },
    );
    expect(rewritten.commands).toEqual([]);
    machine.write('requirements.txt', rewritten.texts['requirements.txt'] ?? '');
    await machine.succeed(command, [...INSTALL, '--upgrade', '--require-hashes', '-r', 'requirements.txt']);
    expect(machine.read('report.json')).toContain('"version": "1.2.0"');
    machine.write('requirements.txt', before.replace('1.0.0', '1.2.0'));
    const { code, output } = await machine.run(command, [...INSTALL, '--upgrade', '-r', 'requirements.txt']);
    expect([code, output]).toEqual([1, expect.stringContaining('DO NOT MATCH THE HASHES') as string]);
  });
});
