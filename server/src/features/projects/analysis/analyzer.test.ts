import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  analyze,
  BROKEN,
  npmProject,
  type Offers,
  rewriteLock,
  type StandInAdvisory,
  type World,
} from '../../../../../tests/support/project-analysis.ts';
import type { AnalysisResult } from './result.ts';

const below = (id: string, name: string, fixed?: string): StandInAdvisory => ({
  id,
  name,
  events: [{ introduced: '0' }, ...(fixed === undefined ? [] : [{ fixed }])],
});

const offering = (...versions: string[]) => Object.fromEntries(versions.map((version) => [version, {}]));

function world(offers: Offers, files: Record<string, string>, advisories: StandInAdvisory[] = []): World {
  return { repositories: { main: { offers } }, files, advisories };
}

const onlyCode = ({ findings: [finding] }: AnalysisResult) => finding?.blockedBy?.causes[0]?.code;

describe('an analysis resolves', () => {
  it('what is offered, withdrawn, absent as a version, absent as a package, and what comes from no registry', async () => {
    const { result } = await analyze(
      world(
        { good: offering('1.0.0'), old: { '1.0.0': { withdrawn: 'Use 2.' } }, other: offering('2.0.0') },
        {
          'package.json': JSON.stringify({
            dependencies: { good: '1', old: '1', other: '1', none: '1', fork: 'git+https://example.com/fork.git' },
          }),
          'package-lock.json': JSON.stringify({
            lockfileVersion: 3,
            packages: {
              '': {
                dependencies: { good: '1', old: '1', other: '1', none: '1', fork: 'git+https://example.com/fork.git' },
              },
              'node_modules/good': { version: '1.0.0' },
              'node_modules/old': { version: '1.0.0' },
              'node_modules/other': { version: '1.0.0' },
              'node_modules/none': { version: '1.0.0', resolved: 'https://registry.example/none/-/none-1.0.0.tgz' },
              'node_modules/fork': {
                version: '1.0.0',
                resolved: 'git+https://example.com/fork.git#0123456789012345678901234567890123456789',
              },
            },
          }),
        },
      ),
    );
    const rows = result.dependencies.map(({ name, available, origin, diagnosis }) => [name, available, origin, diagnosis?.causes[0]?.code ?? null]); // prettier-ignore
    expect(Object.fromEntries(rows.map(([name, ...rest]) => [name, rest]))).toMatchObject({
      good: [true, 'UNKNOWN', null],
      old: [true, 'UNKNOWN', 'version_withdrawn'],
      other: [false, 'UNKNOWN', 'version_not_found'],
      none: [false, 'PUBLIC_ONLY', expect.any(String) as string],
      fork: [null, 'NOT_REGISTRY', 'source_not_registry'],
    });
    expect(result.dependencies[0]?.way).toEqual([result.dependencies[0]?.name]);
  });

  it('nothing where a repository gives no answer, and says why', async () => {
    const files = npmProject({ a: '^1.0.0' }, { a: { version: '1.0.0' } });
    const { result } = await analyze({
      repositories: { main: { isBroken: true } },
      files,
      advisories: [below('A', 'a', '2.0.0')],
    });
    expect(result.dependencies[0]).toMatchObject({ available: null, diagnosis: BROKEN.diagnosis });
    expect(result.findings[0]).toMatchObject({ remediationVersion: null, blockedBy: BROKEN.diagnosis });
    expect(result.unchecked).toEqual([
      'acme/main gave no usable answer for one package: The repository refused to answer.',
    ]);
  });

  it('no package type for which the integration has no repository', async () => {
    const files = { 'requirements.txt': 'flask==1.0\n' };
    const { result } = await analyze({
      ...world({}, files),
      advisories: [{ ...below('A', 'flask', '2.0'), ecosystem: 'PyPI' }],
    });
    expect(result.dependencies[0]?.diagnosis?.causes[0]?.code).toBe('no_repository_for_type');
    expect(onlyCode(result)).toBe('no_repository_for_type');
    expect(result.unchecked).toEqual([
      'Acme has no PyPI repository, so nobody could be asked for one dependency of the project.',
    ]);
  });

  it('an open requirement to what a fresh installation would take', async () => {
    const offers = { a: offering('1.0.0', '1.2.0', '2.0.0'), b: offering('1.0.0'), c: offering('1.0.0') };
    const { result } = await analyze(
      world(offers, { 'package.json': '{"dependencies":{"a":"^1.0.0","b":"^3.0.0","c":"next"}}' }),
    );
    expect(result.dependencies.map(({ name, version, available }) => [name, version, available])).toEqual([
      ['a', '1.2.0', true],
      ['b', null, false],
      ['c', null, null],
    ]);
    expect(result.dependencies[1]?.diagnosis?.causes[0]?.code).toBe('requirement_unsatisfied');
  });

  it('a version that is in no list, by its own document', async () => {
    const files = npmProject({ a: '1.0.0' }, { a: { version: '1.0.0' } });
    const { result } = await analyze(world({ a: { '1.0.0': { isUnlisted: true }, '2.0.0': {} } }, files));
    expect(result.dependencies[0]).toMatchObject({ available: true, diagnosis: null });
  });

  it('each name once, however many dependencies have it', async () => {
    const files = npmProject({ a: '*', b: '*' }, { a: { version: '1.0.0' }, 'b/node_modules/a': { version: '2.0.0' }, b: { version: '1.0.0' } }); // prettier-ignore
    const { asked } = await analyze(world({ a: offering('1.0.0', '2.0.0'), b: offering('1.0.0') }, files));
    expect(asked.toSorted()).toEqual(['a', 'b']);
  });
});

describe('an analysis proposes', () => {
  const files = npmProject({ a: '^1.0.0' }, { a: { version: '1.0.0' } });

  it('the smallest version in range that helps, and proves it', async () => {
    const { result, asked } = await analyze(
      world({ a: offering('1.0.0', '1.1.0', '1.2.0', '2.0.0') }, files, [below('A', 'a', '1.1.0')]),
    );
    expect(result.findings[0]).toMatchObject({
      advisoryId: 'A',
      summary: 'Summary of A',
      fixedVersions: ['1.1.0'],
      remediationVersion: '1.1.0',
      offeredVersion: '1.1.0',
      blockedBy: null,
    });
    const [proposal] = result.proposals;
    expect(proposal).toMatchObject({
      name: 'a',
      fromVersion: '1.0.0',
      toVersion: '1.1.0',
      way: 'update',
      fixes: ['A'],
      findings: [0],
    });
    expect(proposal).toMatchObject({ remaining: [], isBreaking: false, alongside: [] });
    expect(proposal?.proof).toMatchObject({ status: 'HOLDS', failures: [], unchecked: [], introduced: [] });
    expect(proposal?.proof.asked).toMatchObject([{ name: 'a', version: '1.1.0', isOffered: true }]);
    expect(asked).toEqual(['a', 'a']);
  });

  it('patches that git takes, after which the finding is gone', async () => {
    const given = world({ a: offering('1.0.0', '1.1.0') }, files, [below('A', 'a', '1.1.0')]);
    const { result } = await analyze(given);
    const folder = mkdtempSync(join(tmpdir(), 'analysis-'));
    try {
      execFileSync('git', ['init', '--quiet', folder]);
      for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
      const input = result.proposals.flatMap(({ patches }) => patches.map(({ diff }) => diff)).join('');
      execFileSync('git', ['apply', '-'], { cwd: folder, input });
      const changed = Object.fromEntries(
        Object.keys(files).map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
      );
      expect((await analyze({ ...given, files: changed })).result.findings).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('a higher requirement where the range ends before the fix', async () => {
    const { result } = await analyze(world({ a: offering('1.0.0', '2.0.0') }, files, [below('A', 'a', '2.0.0')]));
    expect(result.findings[0]).toMatchObject({ remediationVersion: '2.0.0', blockedBy: null });
    expect(result.proposals).toMatchObject([
      { toVersion: '2.0.0', way: 'requirement', isBreaking: true, proof: { status: 'HOLDS' } },
    ]);
  });

  it('one version that removes all advisories of a package, and most removed per change first', async () => {
    const two = npmProject({ a: '^1.0.0', b: '^1.0.0' }, { a: { version: '1.0.0' }, b: { version: '1.0.0' } });
    const offers = { a: offering('1.0.0', '1.1.0'), b: offering('1.0.0', '1.1.0', '1.2.0') };
    const advisories = [below('A', 'a', '1.1.0'), below('B', 'b', '1.1.0'), below('C', 'b', '1.2.0')];
    const { result } = await analyze(world(offers, two, advisories));
    expect(result.proposals.map(({ name, toVersion, fixes }) => [name, toVersion, fixes.toSorted()])).toEqual([
      ['b', '1.2.0', ['B', 'C']],
      ['a', '1.1.0', ['A']],
    ]);
    expect(result.combined).toMatchObject({ proposals: [0, 1], remaining: [], proof: { status: 'HOLDS' } });
    expect(result.combined?.fixes.toSorted()).toEqual(['A', 'B', 'C']);
    expect(result.combined?.patches).toHaveLength(1);
  });

  it('the version with the fewest advisories where none is free of them', async () => {
    const advisories = [below('A', 'a', '1.1.0'), below('B', 'a')];
    const { result } = await analyze(world({ a: offering('1.0.0', '1.1.0', '1.2.0') }, files, advisories));
    expect(result.findings.map(({ remediationVersion }) => remediationVersion)).toEqual([null, null]);
    expect(result.proposals).toMatchObject([{ toVersion: '1.1.0', fixes: ['A'], remaining: ['B'] }]);
  });
});

describe('a vulnerability of which databases tell different ranges', () => {
  it('is one, and not a new one where only one of its records still affects the version', async () => {
    const files = npmProject({ a: '^1.0.0' }, { a: { version: '1.0.0' } });
    const advisories = [
      { ...below('GHSA-1', 'a', '1.1.0'), aliases: ['CVE-1'] },
      { ...below('GO-1', 'a', '3.0.0'), aliases: ['CVE-1'] },
      below('B', 'a', '1.1.0'),
    ];
    const { result } = await analyze(world({ a: offering('1.0.0', '1.1.0') }, files, advisories));
    expect(result.findings.map(({ advisoryId }) => advisoryId).toSorted()).toEqual(['B', 'GHSA-1']);
    expect(result.proposals).toMatchObject([
      { toVersion: '1.1.0', fixes: ['B'], remaining: ['GO-1'], proof: { introduced: [] } },
    ]);
  });
});

describe('a vulnerable dependency that others keep back', () => {
  const files = npmProject(
    { parent: '^1.0.0' },
    { parent: { version: '1.0.0', dependencies: { child: '~1.0.0' } }, child: { version: '1.0.0' } },
  );
  const advisories = [below('A', 'child', '2.0.0')];
  const child = offering('1.0.0', '2.0.0');

  it('moves with the smallest release of its dependent that accepts a fix', async () => {
    const parent = {
      '1.0.0': { requires: { child: '~1.0.0' } },
      '1.1.0': { requires: { child: '~1.0.0' } },
      '1.2.0': { requires: { child: '^2.0.0' } },
      '1.3.0': { requires: { child: '^2.0.0' } },
    };
    const { result } = await analyze(world({ parent, child }, files, advisories));
    expect(result.findings[0]).toMatchObject({ remediationVersion: null, offeredVersion: '2.0.0' });
    expect(onlyCode(result)).toBe('requirement_excludes_fix');
    expect(result.findings[0]?.blockedBy?.causes[0]?.explanation).toContain('parent 1.0.0 asks for ~1.0.0');
    expect(result.proposals).toMatchObject([
      {
        name: 'parent',
        toVersion: '1.2.0',
        way: 'update',
        fixes: ['A'],
        findings: [0],
        alongside: [{ name: 'child', fromVersion: '1.0.0', toVersion: '2.0.0' }],
        proof: { status: 'HOLDS' },
      },
    ]);
  });

  it('is overridden where no release of its dependent helps, and what that leaves open is said', async () => {
    const { result } = await analyze(world({ parent: { '1.0.0': {}, '1.1.0': { requires: { child: '~1.0.0' } } }, child }, files, advisories)); // prettier-ignore
    expect(result.proposals).toMatchObject([
      { name: 'child', way: 'override', toVersion: '2.0.0', proof: { status: 'PARTLY' } },
    ]);
    expect(result.proposals[0]?.proof.unchecked).toContain(
      'parent 1.0.0 asks for ~1.0.0, and the change gives it child 2.0.0 all the same; test what depends on it.',
    );
  });

  it('is not raised where metadata does not tell what releases ask for', async () => {
    const { result } = await analyze(
      world({ parent: { '1.0.0': {}, '1.1.0': { requires: null } }, child }, files, advisories),
    );
    expect(result.proposals.map(({ way }) => way)).toEqual(['override']);
  });
});

describe('a finding without a fix says why', () => {
  const files = npmProject({ a: '^1.0.0' }, { a: { version: '1.0.0' } });

  it.each([
    ['none exists', offering('1.0.0', '1.1.0'), [below('A', 'a')], 'fix_not_published'],
    [
      'the repository does not offer it',
      offering('1.0.0', '1.0.1'),
      [below('A', 'a', '1.1.0')],
      'fix_not_in_repository',
    ],
    [
      'it was withdrawn',
      { ...offering('1.0.0'), '1.1.0': { withdrawn: 'Broken.' } },
      [below('A', 'a', '1.1.0')],
      'fix_withdrawn',
    ],
    ['it is a pre-release', offering('1.0.0', '1.1.0-beta.1'), [below('A', 'a', '1.1.0-beta.1')], 'fix_is_prerelease'],
    [
      'others affect it',
      offering('1.0.0', '1.1.0'),
      [below('A', 'a', '1.1.0'), { id: 'B', name: 'a', events: [{ introduced: '1.1.0' }] }],
      'newer_versions_affected',
    ],
  ])('%s', async (_what, versions, advisories, code) => {
    const { result } = await analyze(world({ a: versions }, files, advisories));
    expect(onlyCode(result)).toBe(code);
    expect(result.findings[0]?.blockedBy?.category).toBe('PACKAGE_RESOLUTION');
    expect(result.proposals).toEqual([]);
  });

  it('another package brings it along', async () => {
    const bundled = npmProject({ p: '^1.0.0' }, { p: { version: '1.0.0', dependencies: { a: '1' } }, a: { version: '1.0.0', inBundle: true } }); // prettier-ignore
    const { result } = await analyze(
      world({ p: offering('1.0.0'), a: offering('1.0.0', '1.1.0') }, bundled, [below('A', 'a', '1.1.0')]),
    );
    expect(onlyCode(result)).toBe('dependency_bundled');
  });

  it('the change cannot be written', async () => {
    const given = world({ a: offering('1.0.0', '1.1.0') }, files, [below('A', 'a', '1.1.0')]);
    const refuse: typeof rewriteLock = (_project, changes) =>
      Promise.resolve({
        files: [],
        written: [],
        commands: [],
        refused: changes.map((change) => ({ change, reason: 'No.' })),
      });
    const { result } = await analyze({ ...given, manifests: { NPM: { rewrite: refuse } } });
    expect(result.proposals).toEqual([]);
    expect(onlyCode(result)).toBe('fix_not_writable');
    expect(result.findings[0]?.blockedBy?.causes[0]?.explanation).toContain('No.');
  });

  it('the version is gone when the repository is asked again', async () => {
    const given = world({ a: offering('1.0.0', '1.1.0') }, files, [below('A', 'a', '1.1.0')]);
    let questions = 0;
    const onAsk = () => {
      questions += 1;
      if (questions === 2) given.repositories = { main: { offers: { a: offering('1.0.0') } } };
    };
    const { result } = await analyze(Object.assign(given, { onAsk }));
    expect(result.proposals).toEqual([]);
    expect(result.findings[0]?.blockedBy?.causes[0]?.explanation).toContain('No repository offers a 1.1.0 any more.');
  });
});

describe('a proof', () => {
  const files = npmProject({ a: '^1.0.0' }, { a: { version: '1.0.0' } });

  it('fails where the new version needs what nobody offers', async () => {
    const a = { '1.0.0': {}, '1.1.0': { requires: { gone: '^1.0.0' } } };
    const { result } = await analyze(world({ a }, files, [below('A', 'a', '1.1.0')]));
    expect(result.proposals).toEqual([]);
    expect(result.findings[0]?.blockedBy?.causes[0]?.explanation).toContain(
      'needs gone ^1.0.0, and no repository offers that',
    );
  });

  it('fails where a lockfile lacks what the new version needs, and nothing is left to the package manager', async () => {
    const a = { '1.0.0': {}, '1.1.0': { requires: { b: '^1.0.0' } } };
    const { result } = await analyze(world({ a, b: offering('1.0.0') }, files, [below('A', 'a', '1.1.0')]));
    expect(result.findings[0]?.blockedBy?.causes[0]?.explanation).toContain('which package-lock.json does not hold');
  });

  it('holds in part where a command has to complete the files', async () => {
    const rewrite: typeof rewriteLock = async (project, changes) => ({
      ...(await rewriteLock(project, changes)),
      commands: [{ command: 'npm install', reason: 'It adds the hashes.' }],
    });
    const given = world({ a: offering('1.0.0', '1.1.0') }, files, [below('A', 'a', '1.1.0')]);
    const { result } = await analyze({ ...given, manifests: { NPM: { rewrite } } });
    expect(result.proposals[0]?.proof).toMatchObject({
      status: 'PARTLY',
      unchecked: ['The files are complete only after npm install: It adds the hashes.'],
    });
  });

  it('fails where the change would bring in another vulnerability', async () => {
    const a = { '1.0.0': {}, '1.1.0': { requires: { b: '^1.0.0' } } };
    const rewrite: typeof rewriteLock = async (project, changes) => ({
      ...(await rewriteLock(project, changes)),
      commands: [{ command: 'npm install', reason: 'It adds the rest.' }],
    });
    const given = world({ a, b: offering('1.0.0') }, files, [below('A', 'a', '1.1.0'), below('B', 'b')]);
    const { result } = await analyze({ ...given, manifests: { NPM: { rewrite } } });
    expect(result.proposals).toEqual([]);
    expect(result.findings[0]?.blockedBy?.causes[0]?.explanation).toContain(
      'would bring in b 1.0.0, which is affected by B',
    );
  });
});

describe('a private name', () => {
  const files = npmProject({ '@acme/ui': '^1.0.0' }, { '@acme/ui': { version: '1.0.0' } });

  it('is internal, and flagged where another repository offers it as well', async () => {
    const { result } = await analyze({
      files,
      repositories: {
        own: { routes: ['@acme'], offers: { '@acme/ui': offering('1.0.0') } },
        store: { offers: { '@acme/ui': offering('9.0.0'), ms: offering('1.0.0') } },
      },
    });
    expect(result.dependencies[0]).toMatchObject({ origin: 'INTERNAL', available: true });
    expect(result.dependencies[0]?.diagnosis?.causes[0]).toMatchObject({ code: 'private_name_offered_elsewhere' });
    expect(result.unchecked).toEqual([expect.stringContaining('acme/store takes in public npm packages')]);
    expect(result.unchecked[0]).toContain('codeartifact:DescribePackage');
  });

  it('is not flagged where nobody else could offer it', async () => {
    const repositories = {
      own: { routes: ['@acme'], offers: { '@acme/ui': offering('1.0.0') } },
      store: { offers: {} },
    };
    const { result } = await analyze({ files, repositories });
    expect(result.dependencies[0]?.diagnosis).toBeNull();
    expect(result.unchecked).toEqual([]);
  });
});

describe('an analysis', () => {
  const files = npmProject({ a: '^1.0.0' }, { a: { version: '1.0.0' } });

  it('tells its phases in their order, and never more done than there is to do', async () => {
    const { progress } = await analyze(world({ a: offering('1.0.0', '1.1.0') }, files, [below('A', 'a', '1.1.0')]));
    expect([...new Set(progress.map(({ phase }) => phase))]).toEqual(['READ', 'RESOLVE', 'MATCH', 'PROPOSE', 'PROVE']);
    for (const { done, total } of progress) expect(done).toBeLessThanOrEqual(total);
    expect(progress.at(-1)).toMatchObject({ done: progress.at(-1)?.total });
  });

  it('ends with the reason of its signal', async () => {
    const stop = new AbortController();
    const onAsk = () => stop.abort(new Error('stopped'));
    await expect(analyze({ ...world({ a: offering('1.0.0', '1.1.0') }, files, [below('A', 'a', '1.1.0')]), signal: stop.signal, onAsk })).rejects.toThrow('stopped'); // prettier-ignore
  });

  it('does not use an integration that must not be used', async () => {
    await expect(analyze({ ...world({}, files), whyUnused: 'Not used.' })).rejects.toMatchObject({ code: 'UPSTREAM', message: 'Not used.' }); // prettier-ignore
  });

  it('reports files that cannot be read, and lockfiles that disagree, beside what it found', async () => {
    const { result } = await analyze(
      world(
        { a: offering('1.0.0', '1.1.0') },
        { ...files, 'yarn.lock': '# yarn lockfile v1\n\na@^1.0.0:\n  version "1.1.0"\n', 'sub/package.json': '{' },
        [below('A', 'a', '1.1.0')],
      ),
    );
    expect(result.findings).toHaveLength(1);
    expect(result.unchecked).toEqual([
      expect.stringMatching(/^sub\/package.json line 1 could not be read/),
      expect.stringContaining('lock the same project and hold different versions'),
    ]);
  });

  it('of ten thousand dependencies asks for each and keeps its order', async () => {
    const names = Array.from({ length: 10_000 }, (_, place) => `p${place}`);
    const direct = Object.fromEntries(names.map((name) => [name, '*']));
    const many = npmProject(direct, Object.fromEntries(names.map((name) => [name, { version: '1.0.0' }])));
    const { result } = await analyze(world(Object.fromEntries(names.map((name) => [name, offering('1.0.0')])), many));
    expect(result.dependencies).toHaveLength(10_000);
    expect(result.dependencies.every(({ available }) => available)).toBe(true);
  });
});
