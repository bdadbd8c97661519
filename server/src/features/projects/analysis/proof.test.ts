import { describe, expect, it } from 'vitest';
import { npmProject, rewriteLock } from '../../../../../tests/support/npm-lock-project.ts';
import { analyze, below, npmWorld, offering } from '../../../../../tests/support/project-analysis.ts';

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
});
