import { mayHoldCredentials, projectFileType } from '@backline/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packageTypePlugs } from '../../../package-types/index.ts';

/** The first package type that takes the file. */
function recognised(path: string, text = '') {
  return packageTypePlugs.find(({ manifests }) => manifests.recognise({ path, text }) !== null)?.definition.id ?? null;
}

const sent = [
  ['package.json', 'NPM'],
  ['packages/ui/package.json', 'NPM'],
  ['package-lock.json', 'NPM'],
  ['npm-shrinkwrap.json', 'NPM'],
  ['yarn.lock', 'NPM'],
  ['pnpm-lock.yaml', 'NPM'],
  ['pnpm-workspace.yaml', 'NPM'],
  ['requirements.txt', 'PYPI'],
  ['requirements/base.in', 'PYPI'],
  ['dev-requirements.txt', 'PYPI'],
  ['constraints.txt', 'PYPI'],
  ['pyproject.toml', 'PYPI'],
  ['setup.cfg', 'PYPI'],
  ['Pipfile', 'PYPI'],
  ['Pipfile.lock', 'PYPI'],
  ['poetry.lock', 'PYPI'],
  ['uv.lock', 'PYPI'],
  ['go.mod', 'GO'],
  ['go.sum', 'GO'],
  ['go.work', 'GO'],
  ['go.work.sum', 'GO'],
  ['src/Shop/Shop.csproj', 'NUGET'],
  ['Shop.fsproj', 'NUGET'],
  ['Shop.vbproj', 'NUGET'],
  ['Directory.Packages.props', 'NUGET'],
  ['Directory.Build.props', 'NUGET'],
  ['Directory.Build.targets', 'NUGET'],
  ['packages.lock.json', 'NUGET'],
  ['Packages.config', 'NUGET'],
] as const;

describe('the files that the browser sends', () => {
  it.each(sent)('has %s for %s, as the reading does', (path, packageType) => {
    expect([projectFileType(path), recognised(path)]).toEqual([packageType, packageType]);
  });

  it.each(['.npmrc', '.yarnrc', '.yarnrc.yml', 'pip.conf', 'pip.ini', 'uv.toml', 'src/NuGet.Config'])(
    'has no %s, where tokens stand',
    (path) => {
      expect([projectFileType(path), mayHoldCredentials(path)]).toEqual([null, true]);
    },
  );

  it.each(['setup.py', 'index.ts', 'README.md', 'notes.txt', '.env', 'id_rsa', 'packages.json', 'go.mod.bak'])(
    'has no %s',
    (path) => {
      expect(projectFileType(path)).toBeNull();
    },
  );

  it.each([
    ['<Project><ItemGroup><PackageReference Include="A" Version="1" /></ItemGroup></Project>', 'NUGET'],
    ['<Project><ItemGroup><packageversion Include="A" Version="1" /></ItemGroup></Project>', 'NUGET'],
    ['<Project><PropertyGroup><LangVersion>12</LangVersion></PropertyGroup></Project>', null],
  ])('look into imported files: %s', (text, packageType) => {
    expect([projectFileType('build/versions.props', text), recognised('build/versions.props', text)]).toEqual([
      packageType,
      packageType,
    ]);
  });

  it('never has one that the reading does not know', () => {
    const part = fc.constantFrom(...sent.map(([path]) => path), 'requirements/', 'x', '.txt', '.in', '/', 'Props', ' ');
    const paths = fc.array(part, { maxLength: 4 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(paths, (path) => {
        expect([null, recognised(path)]).toContain(projectFileType(path));
      }),
    );
  });
});
