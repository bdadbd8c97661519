import type { PackageType } from '@backline/shared';
import { describe, expect, it } from 'vitest';
import {
  analyze,
  below,
  type OfferedRelease,
  type StandInAdvisory,
} from '../../../../../tests/support/project-analysis.ts';

const ecosystems: Record<PackageType, string> = { NPM: 'npm', PYPI: 'PyPI', GO: 'Go', NUGET: 'NuGet' };

async function analyzeOne(
  packageType: PackageType,
  files: Record<string, string>,
  offers: Record<string, Record<string, OfferedRelease>>,
  advisories: Omit<StandInAdvisory, 'ecosystem'>[],
) {
  const repositories = { main: { packageType, offers } };
  const ecosystem = ecosystems[packageType];
  const { result } = await analyze({
    repositories,
    files,
    advisories: advisories.map((each) => ({ ...each, ecosystem })),
  });
  return result;
}

describe('an analysis of Python', () => {
  it('raises a pin of a list of requirements, and says that what the version needs is not known', async () => {
    const result = await analyzeOne(
      'PYPI',
      { 'requirements.txt': '# ours\nflask==1.0.0  # web\nrequests==2.0.0\n' },
      { flask: { '1.0.0': {}, '1.1.0': { requires: null }, '2.0.0': { requires: null } }, requests: { '2.0.0': {} } },
      [below('A', 'flask', '1.0.5')],
    );
    expect(result.findings).toMatchObject([{ fixedVersions: ['1.0.5'], remediationVersion: '1.1.0', blockedBy: null }]);
    expect(result.proposals).toMatchObject([
      { name: 'flask', toVersion: '1.1.0', fixes: ['A'], proof: { status: 'PARTLY' } },
    ]);
    expect(result.proposals[0]?.patches[0]?.diff).toContain(
      '-flask==1.0.0  # web\n+flask==1.1.0  # web\n requests==2.0.0\n',
    );
    expect(result.proposals[0]?.proof.unchecked).toContain(
      'What flask 1.1.0 needs is not known, since metadata does not tell it without fetching the package.',
    );
  });

  it('leaves a bound of the project alone, and says which it is', async () => {
    const result = await analyzeOne(
      'PYPI',
      { 'requirements.txt': '-c constraints.txt\nflask==1.0.0\n', 'constraints.txt': 'flask<2\n' },
      { flask: { '1.0.0': {}, '2.0.0': {} } },
      [below('A', 'flask', '2.0.0')],
    );
    const [cause] = result.findings[0]?.blockedBy?.causes ?? [];
    expect(cause?.code).toBe('project_rule_excludes_fix');
    expect(cause?.explanation).toContain('constraints.txt line 1 allows <2');
    expect(result.proposals).toEqual([]);
  });
});

describe('an analysis of Go', () => {
  const mod = (...requires: string[]) =>
    `module example.com/app\n\ngo 1.21\n\nrequire (\n${requires.map((each) => `\t${each}\n`).join('')})\n`;

  it('raises the require line, of indirect modules as well', async () => {
    const result = await analyzeOne(
      'GO',
      { 'go.mod': mod('example.com/a v1.0.0', 'example.com/b v1.0.0 // indirect') },
      { 'example.com/a': { 'v1.0.0': {} }, 'example.com/b': { 'v1.0.0': {}, 'v1.0.1': {}, 'v1.1.0': {} } },
      [below('A', 'example.com/b', '1.0.1')],
    );
    expect(result.proposals).toMatchObject([
      { name: 'example.com/b', toVersion: 'v1.0.1', way: 'requirement', isBreaking: false },
    ]);
    expect(result.proposals[0]?.patches[0]?.diff).toContain('+\texample.com/b v1.0.1 // indirect\n');
  });

  it('raises with a module what its new version asks for', async () => {
    const result = await analyzeOne(
      'GO',
      { 'go.mod': mod('example.com/a v1.0.0', 'example.com/b v1.0.0') },
      {
        'example.com/a': { 'v1.0.0': {}, 'v1.1.0': { requires: { 'example.com/b': 'v1.2.0' } } },
        'example.com/b': { 'v1.0.0': {}, 'v1.1.0': {}, 'v1.2.0': {}, 'v1.3.0': {} },
      },
      [below('A', 'example.com/a', '1.1.0')],
    );
    expect(result.proposals).toMatchObject([
      { name: 'example.com/a', alongside: [{ name: 'example.com/b', fromVersion: 'v1.0.0', toVersion: 'v1.2.0' }] },
    ]);
  });

  describe('with a module that go.sum alone names', () => {
    const hash = `h1:${'A'.repeat(43)}=`;
    const sum = ['example.com/a v1.0.0', 'example.com/b v1.0.0'].map((held) => `${held} ${hash}\n${held}/go.mod ${hash}\n`).join(''); // prettier-ignore
    const files = {
      'svc/go.mod': 'module example.com/app\n\ngo 1.16\n\nrequire example.com/a v1.0.0\n',
      'svc/go.sum': sum,
    };
    const offers = { 'example.com/a': { 'v1.0.0': {} }, 'example.com/b': { 'v1.0.0': {}, 'v1.1.0': {} } };

    it('takes go.mod and go.sum as one place: what moves between them is gone only where it is not affected there', async () => {
      const advisories = [below('A', 'example.com/b', '1.1.0'), below('B', 'example.com/b')];
      const result = await analyzeOne('GO', files, offers, advisories);
      expect(result.findings.map(({ advisoryId }) => advisoryId)).toEqual(['A', 'B']);
      expect(result.proposals).toMatchObject([
        { name: 'example.com/b', toVersion: 'v1.1.0', fixes: ['A'], findings: [0], remaining: ['B'], alongside: [] },
      ]);
      expect(result.proposals[0]?.patches.map(({ path }) => path)).toContain('svc/go.mod');
    });
  });

  it('does not take an excluded version', async () => {
    const result = await analyzeOne(
      'GO',
      { 'go.mod': `${mod('example.com/a v1.0.0')}\nexclude example.com/a v1.0.1\n` },
      { 'example.com/a': { 'v1.0.0': {}, 'v1.0.1': {}, 'v1.0.2': {} } },
      [below('A', 'example.com/a', '1.0.1')],
    );
    expect(result.findings[0]?.remediationVersion).toBe('v1.0.2');
  });

  it('takes a pseudo-version that no list names for what it is', async () => {
    const version = 'v0.0.0-20200101000000-0123456789ab';
    const files = { 'go.mod': mod(`example.com/a ${version}`) };
    const result = await analyzeOne(
      'GO',
      files,
      { 'example.com/a': { [version]: { isUnlisted: true }, 'v1.0.0': {} } },
      [],
    );
    expect(result.dependencies[0]).toMatchObject({ version, available: true, diagnosis: null });
  });
});

describe('an analysis of NuGet', () => {
  const project = (version: string) =>
    `<Project Sdk="Microsoft.NET.Sdk">\r\n  <ItemGroup>\r\n    <PackageReference Include="Acme.Log" Version="${version}" />\r\n  </ItemGroup>\r\n</Project>\r\n`;

  it('takes the lowest version that a reference accepts, and raises the reference', async () => {
    const result = await analyzeOne(
      'NUGET',
      { 'App.csproj': `\uFEFF${project('1.0.0')}` },
      { 'acme.log': { '1.0.0': {}, '1.0.1': {}, '2.0.0': {} } },
      [below('A', 'Acme.Log', '1.0.1')],
    );
    expect(result.dependencies).toMatchObject([{ version: '1.0.0', available: true }]);
    expect(result.proposals).toMatchObject([
      { fromVersion: '1.0.0', toVersion: '1.0.1', way: 'requirement', fixes: ['A'] },
    ]);
    const [patch] = result.proposals[0]?.patches ?? [];
    expect(patch?.diff).toContain('+    <PackageReference Include="Acme.Log" Version="1.0.1" />\r\n');
  });
});

describe('one analysis', () => {
  it('covers all package types of a project, and combines their proposals', async () => {
    const { result } = await analyze({
      repositories: {
        python: { packageType: 'PYPI', offers: { flask: { '1.0.0': {}, '1.1.0': {} } } },
        go: { packageType: 'GO', offers: { 'example.com/a': { 'v1.0.0': {}, 'v1.0.1': {} } } },
      },
      files: {
        'requirements.txt': 'flask==1.0.0\n',
        'go.mod': 'module example.com/app\n\ngo 1.21\n\nrequire example.com/a v1.0.0\n',
      },
      advisories: [
        { ...below('A', 'flask', '1.1.0'), ecosystem: 'PyPI' },
        { ...below('B', 'example.com/a', '1.0.1'), ecosystem: 'Go' },
      ],
    });
    expect(result.proposals).toHaveLength(2);
    expect(result.combined?.patches.map(({ path }) => path).toSorted()).toEqual(['go.mod', 'requirements.txt']);
    expect(result.combined?.remaining).toEqual([]);
  });
});
