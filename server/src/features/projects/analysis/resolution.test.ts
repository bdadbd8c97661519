import { describe, expect, it } from 'vitest';
import { npmProject } from '../../../../../tests/support/npm-lock-project.ts';
import { analyze, below, BROKEN, npmWorld, offering } from '../../../../../tests/support/project-analysis.ts';

describe('an analysis resolves', () => {
  it('what is offered, withdrawn, absent as a version, absent as a package, and what comes from no registry', async () => {
    const { result } = await analyze(
      npmWorld(
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
    const repositoryUrl = 'https://acme-111122223333.d.codeartifact.us-east-1.amazonaws.com/npm/main/';
    expect(result.repositoryProblems).toEqual([{ repositoryUrl, packageCount: 1, ...BROKEN }]);
  });

  it('no package type for which the integration has no repository', async () => {
    const files = { 'requirements.txt': 'flask==1.0\n' };
    const { result } = await analyze({
      ...npmWorld({}, files),
      advisories: [{ ...below('A', 'flask', '2.0'), ecosystem: 'PyPI' }],
    });
    expect(result.dependencies[0]?.diagnosis?.causes[0]?.code).toBe('no_repository_for_type');
    expect(result.findings[0]?.blockedBy?.causes[0]?.code).toBe('no_repository_for_type');
    expect(result.unchecked).toEqual([
      'Acme has no PyPI repository, so nobody could be asked for one dependency of the project. Whoever manages the integration can add the URL of one.',
    ]);
  });

  it('an open requirement to what a fresh installation would take', async () => {
    const offers = { a: offering('1.0.0', '1.2.0', '2.0.0'), b: offering('1.0.0'), c: offering('1.0.0') };
    const { result } = await analyze(
      npmWorld(offers, { 'package.json': '{"dependencies":{"a":"^1.0.0","b":"^3.0.0","c":"next"}}' }),
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
    const { result } = await analyze(npmWorld({ a: { '1.0.0': { isUnlisted: true }, '2.0.0': {} } }, files));
    expect(result.dependencies[0]).toMatchObject({ available: true, diagnosis: null });
  });

  it('each name once, however many dependencies have it', async () => {
    const files = npmProject({ a: '*', b: '*' }, { a: { version: '1.0.0' }, 'b/node_modules/a': { version: '2.0.0' }, b: { version: '1.0.0' } }); // prettier-ignore
    const { asked } = await analyze(npmWorld({ a: offering('1.0.0', '2.0.0'), b: offering('1.0.0') }, files));
    expect(asked.toSorted()).toEqual(['a', 'b']);
  });
});
