import { describe, expect, it } from 'vitest';
import { npmProject, rewriteLock } from '../../../../../tests/support/npm-lock-project.ts';
import { analyze, below, npmWorld, offering } from '../../../../../tests/support/project-analysis.ts';

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
    const { result } = await analyze(npmWorld({ a: versions }, files, advisories));
    expect(result.findings[0]?.blockedBy?.causes[0]?.code).toBe(code);
    expect(result.findings[0]?.blockedBy?.category).toBe('PACKAGE_RESOLUTION');
    expect(result.proposals).toEqual([]);
  });

  describe('where a dependent does not accept it', () => {
    const stepOf = async (direct: string) => {
      const packages = { p: { version: '1.0.0', dependencies: { q: '^1.0.0' } }, q: { version: '1.0.0', dependencies: { r: '^1.0.0' } }, r: { version: '1.0.0', dependencies: { a: '^1.0.0' } }, a: { version: '1.0.0' } }; // prettier-ignore
      const world = npmWorld({ a: offering('1.0.0', '2.0.0') }, npmProject({ [direct]: '^1.0.0' }, packages), [
        below('A', 'a', '2.0.0'),
      ]);
      const [cause] = (await analyze(world)).result.findings[0]?.blockedBy?.causes ?? [];
      expect(cause?.code).toBe('requirement_excludes_fix');
      expect(cause?.explanation).toContain('r 1.0.0 asks for ^1.0.0');
      return cause?.steps[0];
    };

    it('and names the direct dependency through which that one comes', async () => {
      expect(await stepOf('p')).toContain('it comes through p 1.0.0, which may have to be raised for that.');
    });

    it('and names no other where that is one itself', async () => {
      expect(await stepOf('r')).toMatch(/to a version which accepts the fix\.$/);
    });
  });

  it('another package brings it along', async () => {
    const bundled = npmProject({ p: '^1.0.0' }, { p: { version: '1.0.0', dependencies: { a: '1' } }, a: { version: '1.0.0', inBundle: true } }); // prettier-ignore
    const { result } = await analyze(
      npmWorld({ p: offering('1.0.0'), a: offering('1.0.0', '1.1.0') }, bundled, [below('A', 'a', '1.1.0')]),
    );
    expect(result.findings[0]?.blockedBy?.causes[0]?.code).toBe('dependency_bundled');
  });

  it('the change cannot be written', async () => {
    const given = npmWorld({ a: offering('1.0.0', '1.1.0') }, files, [below('A', 'a', '1.1.0')]);
    const refuse: typeof rewriteLock = (_project, changes) =>
      Promise.resolve({
        files: [],
        written: [],
        commands: [],
        refused: changes.map((change) => ({ change, reason: 'No.' })),
      });
    const { result } = await analyze({ ...given, manifests: { NPM: { rewrite: refuse } } });
    expect(result.proposals).toEqual([]);
    expect(result.findings[0]?.blockedBy?.causes[0]?.code).toBe('fix_not_writable');
    expect(result.findings[0]?.blockedBy?.causes[0]?.explanation).toContain('No.');
  });

  it('the version is gone when the repository is asked again', async () => {
    const given = npmWorld({ a: offering('1.0.0', '1.1.0') }, files, [below('A', 'a', '1.1.0')]);
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
