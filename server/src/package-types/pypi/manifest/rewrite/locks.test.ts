import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { A, B, changeOf, OLD } from '../../../../../../tests/support/pypi-rewrite.ts';
import { rewriteTexts } from '../../../../../../tests/support/rewrite-files.ts';
import type { Release, VersionChange } from '../../../manifest.ts';

const rewrite = (files: Record<string, string>, ...changes: VersionChange[]) => rewriteTexts('PYPI', files, ...changes);

describe('Poetry', () => {
  const pyproject = `[tool.poetry]\nname = "shop"\n\n[tool.poetry.dependencies]\npython = "^3.9"\ntools = { version = "^1.0", extras = ["fast"] } # ours\n\n[tool.poetry.dependencies.web]\nversion = "*"\n`;
  /** With the hash of this manifest, by the rule of Poetry's documentation of the lockfile. */
  const content = {
    dependencies: { python: '^3.9', tools: { extras: ['fast'], version: '^1.0' }, web: { version: '*' } },
    'dev-dependencies': null,
    extras: null,
    source: null,
  };
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const python = (value: unknown) => JSON.stringify(value).replace(/([,:])(?=["{[n])/g, '$1 ');
  const lockOf = (kept: string) =>
    `[[package]]\nname = "tools"\nversion = "1.0.0"\noptional = false\npython-versions = "*"\nfiles = [\n    {file = "tools-1.0.0.tar.gz", hash = "${OLD}"},\n]\n\n[package.dependencies]\nweb = "*"\n\n[[package]]\nname = "web"\nversion = "1.0.0"\n\n[metadata]\nlock-version = "2.1"\npython-versions = "^3.9"\ncontent-hash = "${kept}"\n`;

  it('has version and files of the lockfile changed, and not the manifest, where that accepts the version', async () => {
    const { texts, commands } = await rewrite({ 'pyproject.toml': pyproject, 'poetry.lock': lockOf('0') }, changeOf());
    expect(texts).toEqual({
      'poetry.lock': lockOf('0')
        .replace('"1.0.0"', '"1.2.0"')
        .replace(
          /( {4}){.*\n/,
          `    {file = "tools-1.2.0-py3-none-any.whl", hash = "${A}"},\n    {file = "tools-1.2.0.tar.gz", hash = "${B}"},\n`,
        ),
    });
    expect(commands.map(({ command }) => command)).toEqual(['poetry lock']);
  });

  it('has the hash of the manifest renewed by the rule that gave the old one', async () => {
    const old = hash(python(content));
    const { texts } = await rewrite(
      { 'pyproject.toml': pyproject, 'poetry.lock': lockOf(old) },
      changeOf({ way: 'requirement' }),
    );
    expect(texts['pyproject.toml']).toBe(pyproject.replace('^1.0', '^1.2.0'));
    const renewed = hash(
      python({ ...content, dependencies: { ...content.dependencies, tools: { extras: ['fast'], version: '^1.2.0' } } }),
    );
    expect(texts['poetry.lock']).toContain(`content-hash = "${renewed}"`);
  });

  it('has the hash left, and says so, where no rule gives the old one', async () => {
    const files = { 'pyproject.toml': pyproject, 'poetry.lock': lockOf('f'.repeat(64)) };
    const { texts, commands } = await rewrite(files, changeOf({ way: 'requirement' }));
    expect(texts['poetry.lock']).toContain(`content-hash = "${'f'.repeat(64)}"`);
    expect(commands[0]?.reason).toContain(
      'The hash of pyproject.toml in poetry.lock is made by a rule that is not known here',
    );
  });

  it('has a direct requirement raised that would not accept an override', async () => {
    const files = { 'pyproject.toml': pyproject.replace('^1.0', '<1.1'), 'poetry.lock': lockOf('0') };
    const { texts } = await rewrite(files, changeOf({ way: 'override' }));
    expect(texts['pyproject.toml']).toBe(pyproject.replace('^1.0', '<1.3'));
  });

  it('has the shared list of files of older lockfiles changed', async () => {
    const lock = `[[package]]\nname = "tools"\nversion = "1.0.0"\n\n[metadata]\nlock-version = "1.1"\n\n[metadata.files]\ntools = [\n    {file = "tools-1.0.0.tar.gz", hash = "${OLD}"},\n]\nweb = []\n`;
    const { texts, commands } = await rewrite({ 'poetry.lock': lock }, changeOf());
    expect(texts['poetry.lock']).toContain(
      `tools = [\n    {file = "tools-1.2.0-py3-none-any.whl", hash = "${A}"},\n    {file = "tools-1.2.0.tar.gz", hash = "${B}"},\n]\nweb = []\n`,
    );
    expect(commands[0]?.command).toBe('poetry lock --no-update');
  });

  it('is refused where only an override would do', async () => {
    const lock = `[[package]]\nname = "tools"\nversion = "1.0.0"\n\n[[package]]\nname = "web"\nversion = "3.0"\n\n[package.dependencies]\ntools = "<1.1"\n`;
    const { refused } = await rewrite({ 'poetry.lock': lock }, changeOf({ way: 'override' }));
    expect(refused[0]?.reason).toBe(
      'web asks for tools <1.1, which does not accept 1.2.0, and Poetry has no way to decide against it.',
    );
  });
});

describe('Pipenv', () => {
  const pipfile =
    '[[source]]\nurl = "https://repo.example/simple"\nverify_ssl = true\nname = "repo"\n\n[packages]\nweb = "*"\ntools = "==1.0.0"\n';
  const content = (tools: string) =>
    `{"_meta":{"requires":{},"sources":[{"name":"repo","url":"https://repo.example/simple","verify_ssl":true}]},"default":{"tools":"${tools}","web":"*"},"develop":{}}`;
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const lockOf = (kept: string, version: string, hashes: string[]) =>
    JSON.stringify(
      {
        _meta: { hash: { sha256: kept }, 'pipfile-spec': 6 },
        default: { tools: { hashes, index: 'repo', version } },
        develop: {},
      },
      null,
      4,
    ) + '\n';

  it('has version, hashes and the hash of the manifest changed', async () => {
    const { texts, commands } = await rewrite(
      { Pipfile: pipfile, 'Pipfile.lock': lockOf(hash(content('==1.0.0')), '==1.0.0', [OLD]) },
      changeOf({ way: 'requirement' }),
    );
    expect(texts).toEqual({
      Pipfile: pipfile.replace('==1.0.0', '==1.2.0'),
      'Pipfile.lock': lockOf(hash(content('==1.2.0')), '==1.2.0', [A, B]),
    });
    expect(commands.map(({ command }) => command)).toEqual(['pipenv lock']);
  });

  it('needs no command where what the new version asks for is held', async () => {
    const lock = lockOf('0', '==1.0.0', [OLD]).replace('"develop": {}', '"develop": { "web": { "version": "==3.0" } }');
    const release = {
      ...changeOf().release,
      requirements: [{ name: 'web', requirement: '>=2', kind: 'production', condition: null }],
    } as Release;
    expect((await rewrite({ 'Pipfile.lock': lock }, changeOf({ release }))).commands).toEqual([]);
    const wanting = {
      ...release,
      requirements: [{ name: 'web', requirement: '>=4', kind: 'production', condition: null }],
    } as Release;
    expect((await rewrite({ 'Pipfile.lock': lock }, changeOf({ release: wanting }))).commands[0]?.reason).toBe(
      'tools 1.2.0 asks for web >=4, which Pipfile.lock does not hold. This command adds it.',
    );
  });

  it('gets a pin for a package that only others ask for', async () => {
    const { texts } = await rewrite(
      { Pipfile: pipfile.replace('tools = "==1.0.0"\n', ''), 'Pipfile.lock': lockOf('0', '==1.0.0', [OLD]) },
      changeOf({ way: 'override' }),
    );
    expect(texts['Pipfile']).toBe(pipfile.replace('==1.0.0', '==1.2.0'));
  });
});

describe('uv', () => {
  const pyproject = '[project]\nname = "shop"\ndependencies = ["tools>=1.0"]\n\n[tool.uv]\n# ours\nmanaged = true\n';
  const lockOf = (version: string, archives: string, specifier: string) =>
    `version = 1\n\n[[package]]\nname = "shop"\nversion = "0.1.0"\nsource = { editable = "." }\ndependencies = [\n    { name = "tools" },\n]\n\n[package.metadata]\nrequires-dist = [{ name = "tools", specifier = "${specifier}" }]\n\n[[package]]\nname = "tools"\nversion = "${version}"\nsource = { registry = "https://repo.example/simple" }\n${archives}\n`;
  const before = `sdist = { url = "https://repo.example/tools-1.0.0.tar.gz", hash = "${OLD}", size = 1 }\nwheels = [\n    { url = "https://repo.example/tools-1.0.0.whl", hash = "${OLD}", size = 1 },\n]`;
  const after = `sdist = { url = "https://repo.example/tools-1.2.0.tar.gz", hash = "${B}" }\nwheels = [\n    { url = "https://repo.example/tools-1.2.0.whl", hash = "${A}" },\n]`;

  it('has version and archives changed', async () => {
    const { texts, commands } = await rewrite(
      { 'pyproject.toml': pyproject, 'uv.lock': lockOf('1.0.0', before, '>=1.0') },
      changeOf(),
    );
    expect(texts).toEqual({ 'uv.lock': lockOf('1.2.0', after, '>=1.0') });
    expect(commands.map(({ command }) => command)).toEqual(['uv lock']);
  });

  it('has the copy of the requirement raised with the requirement', async () => {
    const { texts } = await rewrite(
      { 'app/pyproject.toml': pyproject, 'app/uv.lock': lockOf('1.0.0', before, '>=1.0') },
      changeOf({ way: 'requirement' }),
    );
    expect(texts).toEqual({
      'app/pyproject.toml': pyproject.replace('>=1.0', '>=1.2.0'),
      'app/uv.lock': lockOf('1.2.0', after, '>=1.2.0'),
    });
  });

  it.each([
    ['[tool.uv]\nmanaged = true\n', '[tool.uv]\noverride-dependencies = ["tools==1.2.0"]\nmanaged = true\n'],
    [
      '[tool.uv]\noverride-dependencies = [\n  "a==1",\n]\n',
      '[tool.uv]\noverride-dependencies = [\n  "a==1",\n  "tools==1.2.0",\n]\n',
    ],
    ['[tool.uv]\noverride-dependencies = ["tools==1.0.0"]\n', '[tool.uv]\noverride-dependencies = ["tools==1.2.0"]\n'],
    ['', '\n[tool.uv]\noverride-dependencies = ["tools==1.2.0"]\n'],
  ])('gets an override in %j', async (table, expected) => {
    const head = '[project]\nname = "shop"\ndependencies = []\n';
    const { texts } = await rewrite(
      {
        'pyproject.toml': head + table,
        'uv.lock': lockOf('1.0.0', before, '>=1.0').replace('{ name = "tools" },', ''),
      },
      changeOf({ way: 'override' }),
    );
    expect(texts['pyproject.toml']).toBe(head + expected);
  });
});

it('writes overrides of uv and pins of Pipenv for several packages together', async () => {
  const locked = (name: string) =>
    `[[package]]\nname = "${name}"\nversion = "1.0.0"\nsource = { registry = "https://repo.example/simple" }\n`;
  const changes = [changeOf({ way: 'override' }), changeOf({ way: 'override', name: 'web' })];
  const uv = await rewrite(
    { 'pyproject.toml': '[project]\nname = "shop"\n', 'uv.lock': locked('tools') + locked('web') },
    ...changes,
  );
  expect(uv.texts['pyproject.toml']).toBe(
    '[project]\nname = "shop"\n\n[tool.uv]\noverride-dependencies = ["tools==1.2.0", "web==1.2.0"]\n',
  );
  const lock = { default: { tools: { version: '==1.0.0' } }, develop: { web: { version: '==1.0.0' } } };
  const pipenv = await rewrite(
    { Pipfile: '[packages]\ntools = "*"\n\n[dev-packages]\n', 'Pipfile.lock': JSON.stringify(lock) },
    ...changes,
  );
  expect(pipenv.texts['Pipfile']).toBe('[packages]\ntools = "==1.2.0"\n\n[dev-packages]\nweb = "==1.2.0"\n');
});
