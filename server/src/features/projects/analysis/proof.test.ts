import { describe, expect, it } from 'vitest';
import { npmProject, rewriteLock } from '../../../../../tests/support/npm-lock-project.ts';
import { analyze, below, npmWorld, offering } from '../../../../../tests/support/project-analysis.ts';
import type { Rewrite } from '../../../package-types/index.ts';

describe('a proof', () => {
  const files = npmProject({ a: '^1.0.0' }, { a: { version: '1.0.0' } });

  it('fails where the new version needs what nobody offers', async () => {
    const a = { '1.0.0': {}, '1.1.0': { requires: { gone: '^1.0.0' } } };
    const { result } = await analyze(npmWorld({ a }, files, [below('A', 'a', '1.1.0')]));
    expect(result.proposals).toEqual([]);
    expect(result.findings[0]?.blockedBy?.causes[0]?.explanation).toContain(
      'needs gone ^1.0.0, and no repository offers that',
    );
  });

  it('fails where a lockfile lacks what the new version needs, and nothing is left to the package manager', async () => {
    const a = { '1.0.0': {}, '1.1.0': { requires: { b: '^1.0.0' } } };
    const { result } = await analyze(npmWorld({ a, b: offering('1.0.0') }, files, [below('A', 'a', '1.1.0')]));
    expect(result.findings[0]?.blockedBy?.causes[0]?.explanation).toContain('which package-lock.json does not hold');
  });

  it('holds in part where a command has to complete the files', async () => {
    const rewrite: typeof rewriteLock = async (project, changes) => ({
      ...(await rewriteLock(project, changes)),
      commands: [{ command: 'npm install', reason: 'It adds the hashes.' }],
    });
    const given = npmWorld({ a: offering('1.0.0', '1.1.0') }, files, [below('A', 'a', '1.1.0')]);
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
    const given = npmWorld({ a, b: offering('1.0.0') }, files, [below('A', 'a', '1.1.0'), below('B', 'b')]);
    const { result } = await analyze({ ...given, manifests: { NPM: { rewrite } } });
    expect(result.proposals).toEqual([]);
    expect(result.findings[0]?.blockedBy?.causes[0]?.explanation).toContain(
      'would bring in b 1.0.0, which is affected by B',
    );
  });

  describe('of where packages come from', () => {
    const locked = (resolved: string): typeof rewriteLock => {
      return (project, changes) => rewriteLock(project, changes).then(withPackage('b', { version: '1.0.0', resolved }));
    };
    const given = npmWorld({ a: offering('1.0.0', '1.1.0'), b: offering('1.0.0') }, files, [below('A', 'a', '1.1.0')]);

    it.each([
      ['a git address', 'git+https://example.com/b.git#0123456789012345678901234567890123456789'],
      ['an archive on the web', 'https://example.com/downloads/b.zip'],
    ])('fails where the changed files take one from %s', async (_what, resolved) => {
      const { result } = await analyze({ ...given, manifests: { NPM: { rewrite: locked(resolved) } } });
      expect(result.proposals).toEqual([]);
      expect(result.findings[0]?.blockedBy?.causes[0]?.explanation).toContain(
        'The changed files take b from an address and not from a registry.',
      );
    });

    it('holds where they take it from a registry', async () => {
      const rewrite = locked('https://registry.example/b/-/b-1.0.0.tgz');
      const { result } = await analyze({ ...given, manifests: { NPM: { rewrite } } });
      expect(result.proposals).toMatchObject([{ name: 'a', proof: { status: 'HOLDS' } }]);
    });

    it('holds where the project took it from such an address before', async () => {
      const resolved = (commit: string) => `git+https://example.com/b.git#${commit.repeat(40)}`;
      const before = npmProject(
        { a: '^1.0.0', b: 'git+https://example.com/b.git' },
        { a: { version: '1.0.0' }, b: { version: '0.9.0', resolved: resolved('0') } },
      );
      const { result } = await analyze({ ...given, files: before, manifests: { NPM: { rewrite: locked(resolved('1')) } } }); // prettier-ignore
      expect(result.proposals).toMatchObject([{ name: 'a', proof: { failures: [] } }]);
    });
  });

  describe('of a version that the lockfile held already', () => {
    const twice = npmProject(
      { a: '^1.0.0', b: '^1.0.0' },
      {
        a: { version: '1.1.0' },
        b: { version: '1.0.0', dependencies: { a: '^1.0.0' } },
        'b/node_modules/a': { version: '1.0.0' },
      },
    );
    /** The one that is affected goes, and the other takes its place. */
    const rewrite: typeof rewriteLock = ({ files: [...held] }, changes) =>
      Promise.resolve({
        files: held.flatMap(({ path, text }) => {
          if (path !== 'package-lock.json') return [];
          const lock = JSON.parse(text) as { packages: Record<string, unknown> };
          delete lock.packages['node_modules/b/node_modules/a'];
          return [{ path, text: JSON.stringify(lock, null, 2) }];
        }),
        written: [...changes],
        refused: [],
        commands: [],
      });
    const offers = { a: offering('1.0.0', '1.1.0'), b: offering('1.0.0') };
    const given = { ...npmWorld(offers, twice, [below('A', 'a', '1.1.0')]), manifests: { NPM: { rewrite } } };

    it('asks the repositories for it all the same', async () => {
      const { result } = await analyze(given);
      expect(result.proposals).toMatchObject([{ name: 'a', fromVersion: '1.0.0', toVersion: '1.1.0' }]);
      expect(result.proposals[0]?.proof).toMatchObject({
        status: 'HOLDS',
        asked: [{ name: 'a', version: '1.1.0', isOffered: true }],
      });
    });

    it('fails where they do not offer it any more', async () => {
      const world = { ...given };
      let questions = 0;
      const onAsk = (name: string) => {
        if (name === 'a') questions += 1;
        if (questions === 2) world.repositories = { main: { offers: { ...offers, a: offering('1.0.0') } } };
      };
      const { result } = await analyze(Object.assign(world, { onAsk }));
      expect(result.proposals).toEqual([]);
      expect(result.findings[0]?.blockedBy?.causes[0]?.explanation).toContain('No repository offers a 1.1.0 any more.');
    });
  });
});

/** Puts one more package into the lockfile of a change. */
function withPackage(name: string, locked: { version: string; resolved: string }) {
  return (rewrite: Rewrite): Rewrite => ({
    ...rewrite,
    files: rewrite.files.map(({ path, text }) => {
      if (path !== 'package-lock.json') return { path, text };
      const lock = JSON.parse(text) as { packages: Record<string, unknown> };
      lock.packages[`node_modules/${name}`] = locked;
      return { path, text: JSON.stringify(lock, null, 2) };
    }),
  });
}
