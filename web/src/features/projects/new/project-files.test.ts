import { describe, expect, it } from 'vitest';
import { merged, NOTHING_GIVEN, ProjectFiles, readText, without, type Selection } from './project-files.ts';
import { nameOfProject } from './project-name.ts';
import { fieldOf, problemsOf } from './problems.ts';

const chosen = (path: string, text = '{}') => ({ path, packageType: 'NPM' as const, text, size: text.length });

describe('ProjectFiles', () => {
  it('chooses manifests and lockfiles, and says why the rest stays', async () => {
    const files = new ProjectFiles();
    files.add('package.json', new Blob(['{}']));
    files.add('node_modules/a/package.json', new Blob(['{}']));
    files.add('.npmrc', new Blob(['//registry/:_authToken=secret']));
    files.add('src/index.ts', new Blob(['']));
    files.add('go.mod', new Blob([new Uint8Array([0x6d, 0, 0x6f])]));
    files.add('poetry.lock', new Blob([new Uint8Array([0xc3, 0x28])]));
    files.add('build/compiler.props', new Blob(['<Project />']));
    files.add('build/versions.props', new Blob(['<Project><PackageReference Include="A" /></Project>']));
    const { files: taken, leftOut } = await files.choose();
    expect(taken.map(({ path, packageType }) => [path, packageType])).toEqual([
      ['package.json', 'NPM'],
      ['build/versions.props', 'NUGET'],
    ]);
    expect(leftOut.map(({ reason, paths }) => [reason, ...paths])).toEqual([
      ['INSTALLED', 'node_modules/a/package.json'],
      ['CREDENTIALS', '.npmrc'],
      ['NO_TEXT', 'go.mod', 'poetry.lock'],
      ['OTHER', 'src/index.ts', 'build/compiler.props'],
    ]);
  });

  it('keeps every path that is left out', async () => {
    const files = new ProjectFiles();
    for (let number = 0; number < 1_000; number += 1) files.add(`src/${number}.ts`, new Blob(['']));
    const { leftOut } = await files.choose();
    expect(leftOut.map(({ reason, paths }) => [reason, paths.length])).toEqual([['OTHER', 1_000]]);
  });
});

describe('readText', () => {
  it('keeps line ends and the byte order mark, so that patches fit', async () => {
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0x0d, 0x0a, 0x62]);
    expect(await readText(new Blob([bytes]))).toBe('\uFEFFa\r\nb');
  });

  it('reads UTF-16 with its mark', async () => {
    expect(await readText(new Blob([new Uint8Array([0xff, 0xfe, 0x61, 0x00])]))).toBe('\uFEFFa');
  });
});

describe('merged', () => {
  const given = (paths: string[], leftOut: Selection['leftOut'] = []): Selection => ({
    files: paths.map((path) => chosen(path)),
    leftOut,
  });

  it('replaces a file of the same path', () => {
    const { files } = merged(given(['b', 'a']), { files: [chosen('a', 'new')], leftOut: [] });
    expect(files.map(({ path, text }) => [path, text])).toEqual([
      ['a', 'new'],
      ['b', '{}'],
    ]);
  });

  it('adds what is left out to what was, by reason, each path once', () => {
    const first = given(
      ['package.json'],
      [
        { reason: 'INSTALLED', paths: ['node_modules/'] },
        { reason: 'OTHER', paths: ['a.md', 'b.md'] },
      ],
    );
    const second = given(
      ['go.mod'],
      [
        { reason: 'CREDENTIALS', paths: ['.npmrc'] },
        { reason: 'OTHER', paths: ['b.md', 'c.md'] },
      ],
    );
    expect(merged(first, second).leftOut).toEqual([
      { reason: 'INSTALLED', paths: ['node_modules/'] },
      { reason: 'CREDENTIALS', paths: ['.npmrc'] },
      { reason: 'OTHER', paths: ['a.md', 'b.md', 'c.md'] },
    ]);
  });

  it('has each path in one list alone: where it was put last', () => {
    const unread = given([], [{ reason: 'NO_TEXT', paths: ['go.mod'] }]);
    const read = given(['go.mod']);
    expect(merged(unread, read)).toEqual(read);
    expect(merged(read, unread)).toEqual(unread);
  });
});

describe('without', () => {
  const leftOut = [{ reason: 'OTHER' as const, paths: ['README.md'] }];
  const both: Selection = { files: [chosen('a'), chosen('b')], leftOut };

  it('takes out one file, and what was left out with the last', () => {
    const one = without(both, 'a');
    expect(one).toEqual({ files: [chosen('b')], leftOut });
    expect(without(one, 'b')).toEqual(NOTHING_GIVEN);
  });
});

describe('nameOfProject', () => {
  it.each([
    ['shop', [chosen('package.json', '{"name":"@acme/shop"}')], 'shop'],
    [null, [chosen('package.json', '{"name":"@acme/shop"}')], '@acme/shop'],
    [
      null,
      [chosen('package.json', 'no JSON'), chosen('go.mod', '// shop\nmodule example.com/shop\n')],
      'example.com/shop',
    ],
    [null, [chosen('pyproject.toml', '[build-system]\nx = 1\n[project]\nversion = "1"\nname = "shop"\n')], 'shop'],
    [null, [chosen('Shop.csproj', '<Project/>')], 'Shop'],
    [null, [chosen('requirements.txt', 'a==1')], ''],
  ])('with the folder %s and %j is %s', (folder, files, name) => {
    expect(nameOfProject(folder, files)).toBe(name);
  });
});

describe('problemsOf', () => {
  it('wants files, an integration and a name', () => {
    expect(Object.keys(problemsOf({ files: [], integrationId: '', name: ' ' }))).toEqual([
      'files',
      'integrationId',
      'name',
    ]);
  });

  it('has none with everything given', () => {
    expect(problemsOf({ files: [chosen('package.json')], integrationId: 'a', name: 'shop' })).toEqual({});
  });

  it('refuses more than the server takes', () => {
    const many = Array.from({ length: 501 }, (_, index) => chosen(`${index}/package.json`));
    const large = [{ ...chosen('package-lock.json'), size: 20_000_001 }];
    expect(problemsOf({ files: many, integrationId: 'a', name: 'x' }).files).toContain('501 files');
    expect(problemsOf({ files: large, integrationId: 'a', name: 'x' }).files).toContain('20.0 MB');
  });
});

describe('fieldOf', () => {
  it.each([
    [['input', 'files', '3', 'path'], 'files'],
    [['name'], 'name'],
    [null, null],
  ])('finds %j', (path, field) => {
    expect(fieldOf(path)).toBe(field);
  });
});
